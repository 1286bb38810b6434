"""Tables, grids and lists, from text to figures."""

from __future__ import annotations

import math

import pytest

from plainplan.graph.nodes import Call
from semantics.running import RunText
from semantics.texts import asset, plan

# Three years of 10,000 and 100,000 at the end: its own coupon of 10% is what the market asks for.
BOND = """
table bond "三年期公司債" {
    t in 1..3 "年"
    pays = if t = 3 then 110_000 TWD else 10_000 TWD
    pv = pays / (1 + asked)^t
    total price = sum(pv)
    total duration = sum(pv * t) / price
}

param asked = 10%
"""


def test_a_bond_at_its_own_rate_is_worth_its_face(run_text: RunText) -> None:
    figures = run_text(BOND)
    assert figures["bond.pays"] == [10_000, 10_000, 110_000]
    assert figures["bond.pv"] == pytest.approx([10_000 / 1.1, 10_000 / 1.21, 110_000 / 1.331], rel=1e-14)
    assert figures.scalar("bond.price") == pytest.approx(100_000, rel=1e-14)
    # Macaulay: (1/1.1 + 2/1.21 + 33/1.331) / 10, by hand.
    assert figures.scalar("bond.duration") == pytest.approx((1 / 1.1 + 2 / 1.21 + 33 / 1.331) / 10, rel=1e-14)


def test_another_rate_changes_every_row(run_text: RunText) -> None:
    figures = run_text(BOND, set={"asked": "12%"})
    # Excel: =PV(12%,3,-10000,-100000) is 95,196.34.
    assert figures.scalar("bond.price") == pytest.approx(95_196.34, abs=0.005)


def test_one_row_of_a_header_can_be_set(run_text: RunText) -> None:
    figures = run_text(BOND, set={"bond.t#2": "5", "bond.t#1": 4})
    assert figures["bond.t"] == [4, 5, 3]
    assert figures["bond.pv"][:2] == pytest.approx([10_000 / 1.1**4, 10_000 / 1.1**5], rel=1e-14)


def test_the_plan_reads_totals_columns_and_rows(run_text: RunText) -> None:
    reading = """
let price = bond.price
let paid = sum(bond.pays)
let second = at(bond.pays, 2)
let third_at_two = at(bond.pv, 2) * (1 + asked)^2
let weighted = sumproduct(bond.t, bond.pays)
let found = lookup(2, bond.t, bond.pays)
"""
    figures = run_text(BOND + reading)
    assert figures.scalar("paid") == 130_000
    assert figures.scalar("second") == 10_000
    assert figures.scalar("third_at_two") == pytest.approx(10_000, rel=1e-14)
    assert figures.scalar("weighted") == 10_000 + 20_000 + 330_000
    assert figures.scalar("found") == 10_000


GRID = """
grid boost "負債增益" {
    rows r in 15%..40% by 5% "報酬率"
    cols d in 5%, 8%, 10%, 15% "負債率"
    cell = d * (r - 8.25%) "增加的年化收益"
}
"""


def test_a_grid_has_a_cell_for_each_row_and_column(run_text: RunText) -> None:
    figures = run_text(GRID + "let best = max(boost.cell)")
    cells = [
        share * (rate - 0.0825) for rate in (0.15, 0.20, 0.25, 0.30, 0.35, 0.40) for share in (0.05, 0.08, 0.10, 0.15)
    ]
    assert figures["boost.cell"] == pytest.approx(cells, rel=1e-12)
    assert figures["boost.r"] == pytest.approx([0.15, 0.20, 0.25, 0.30, 0.35, 0.40], rel=1e-14)
    # The textbook prints 0.34 %, 0.59 %, 0.84 %, 1.09 % in its first column, and 4.76 % in the last cell.
    first = [round(cell * 100, 2) for cell in figures["boost.cell"][::4]]
    assert first[1:4] == [0.59, 0.84, 1.09]
    assert figures.scalar("best") == pytest.approx(0.047625, rel=1e-12)


def test_a_cell_may_stand_under_a_condition(run_text: RunText) -> None:
    grid = "grid g {\n rows a in 1..2\n cols b in 1..3\n cell = if a > b then 0 else a * b\n}"
    figures = run_text(grid)
    assert figures["g.cell"] == [1, 2, 3, 0, 4, 6]


LOAN = """
param amount = 100_000 TWD
param rate = 2% / 12

table loan {
    n in 1..60
    opening = prev(closing, start: amount)
    interest = opening * rate
    principal = -pmt(rate, 60, amount) - interest
    closing = opening - principal
    paid = cumulative(principal)
    total interests = sum(interest)
    total rest = final(closing)
}
"""


def test_a_column_looks_at_the_row_above(run_text: RunText) -> None:
    figures = run_text(LOAN)
    payment = 100_000 * (0.02 / 12) / (1 - (1 + 0.02 / 12) ** -60)
    assert figures.scalar("loan.interests") == pytest.approx(60 * payment - 100_000, rel=1e-12)
    assert figures.scalar("loan.rest") == pytest.approx(0, abs=1e-6)
    assert figures["loan.opening"][:2] == pytest.approx([100_000, 100_000 - (payment - 100_000 * 0.02 / 12)], rel=1e-12)
    assert figures["loan.paid"][-1] == pytest.approx(100_000, rel=1e-12)


def test_a_window_looks_at_the_last_rows(run_text: RunText) -> None:
    figures = run_text(
        "table t {\n k in 1..5\n two = sum(k, last: 2)\n three = mean(k, last: 3)\n best = max(k, last: 2)\n}"
    )
    assert figures["t.two"] == [1, 3, 5, 7, 9]
    assert figures["t.three"] == [1, 1.5, 2, 3, 4]
    assert figures["t.best"] == [1, 2, 3, 4, 5]


def test_a_column_may_use_the_whole_of_another(run_text: RunText) -> None:
    figures = run_text(
        "table t {\n k in 10 TWD, 30 TWD, 60 TWD\n share = k / sum(k)\n rank_of = rank(k, k)\n"
        " total spread = max(k) - min(k)\n total middle = median(k)\n total last_one = final(k) - first(k)\n}"
    )
    assert figures["t.share"] == pytest.approx([0.1, 0.3, 0.6])
    assert figures["t.rank_of"] == [3, 2, 1]
    assert [figures.scalar(f"t.{name}") for name in ("spread", "middle", "last_one")] == [50, 30, 50]


def test_a_header_of_dates_counts_whole_months(run_text: RunText) -> None:
    figures = run_text(
        "table t {\n d in 2026-01-31..2026-04-30 by 1 month\n y = year(d)\n m = month(d)\n g = day(d)\n}"
    )
    # Excel: EDATE(DATE(2026,1,31),1) is 28 February.
    assert figures["t.g"] == [31, 28, 31, 30]
    assert figures["t.m"] == [1, 2, 3, 4]


def test_a_header_of_texts_stands_beside_amounts(run_text: RunText) -> None:
    figures = run_text(
        'table t {\n name in "台積電", "富邦金"\n price in 1_000 TWD, 80 TWD\n'
        ' fee = if name = "富邦金" then 20 TWD else price / 100\n}'
    )
    assert figures.run.values(figures.run.graph.by_name["t.name"]) == ["台積電", "富邦金"]
    assert figures["t.fee"] == [10, 20]


def test_a_header_may_hold_calculated_constants(run_text: RunText) -> None:
    figures = run_text("param base = 4%\ntable t {\n r in base, 2 * base, 10%\n x = 1 / r\n}", set={"base": "5%"})
    assert figures["t.r"] == pytest.approx([0.05, 0.10, 0.10])


def test_a_table_reads_the_series_of_the_plan_at_a_date(run_text: RunText) -> None:
    text = plan(
        asset("cash", "1000 TWD", return_="10%/year")
        + "table t {\n k in 1..2\n wealth = at(net_worth, 2027-12) * k\n end = final(cash)\n"
        " total most = max(net_worth)\n}\n"
        "let share = t.most / net_worth\ncheck all: final(net_worth) = t.most",
        years=3,
    )
    figures = run_text(text)
    assert figures["t.wealth"] == pytest.approx([1210, 2420])
    assert figures["t.end"] == pytest.approx([1331, 1331])
    assert figures["share"] == pytest.approx([1.21, 1.1, 1])
    assert figures.is_ok


def test_a_table_feeds_the_policy_of_a_plan(run_text: RunText) -> None:
    text = plan(
        asset("cash", "1000 TWD") + "table need {\n k in 1..3\n amount = 10 TWD * k\n}\n"
        "each year {\n withdraw at(need.amount, step) from cash\n}",
        years=3,
    )
    assert run_text(text)["cash"] == [990, 970, 940]


def test_a_function_takes_a_column(run_text: RunText) -> None:
    text = "fn worth(rate: number, flows: [money]) = npv(rate, flows)\nlet p = worth(10%, bond.pays)\n"
    assert run_text(BOND + text).scalar("p") == pytest.approx(100_000, rel=1e-14)


def test_a_function_of_one_value_is_copied_down(run_text: RunText) -> None:
    figures = run_text("fn double(x: number) = 2 * x\ntable t {\n k in 1..3\n two = double(k)\n}")
    assert figures["t.two"] == [2, 4, 6]


def test_what_has_no_value_in_a_row_leaves_the_others(run_text: RunText) -> None:
    figures = run_text("table t {\n k in 0..2\n x = 1 / k\n total s = sum(x)\n}")
    assert math.isnan(figures["t.x"][0])
    assert figures["t.x"][1:] == [1, 0.5]
    assert [cause.step for cause in figures.run.undefined] == [1]


def test_a_run_gives_the_rows_of_a_table(run_text: RunText) -> None:
    run = run_text(BOND).run
    assert run.table("bond")[2] == pytest.approx({"t": 3, "pays": 110_000, "pv": 110_000 / 1.331}, rel=1e-14)
    assert run["bond.t"] == [1, 2, 3]
    assert run_text(GRID).run.table("boost")[5] == pytest.approx({"r": 0.2, "d": 0.08, "cell": 0.0094})


def test_a_run_gives_a_table_as_a_frame(run_text: RunText) -> None:
    pytest.importorskip("pandas")
    run = run_text("table t {\n d in 2026-01..2026-03 by 1 month\n k = day(d)\n}").run
    frame = run.frame("t")
    assert list(frame.columns) == ["d", "k"]
    assert [str(day.date()) for day in frame["d"]] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_a_text_that_is_looked_up_is_compared_where_it_stands(run_text: RunText) -> None:
    figures = run_text("""
table cycle {
    phase in "復甦", "衰退"
    hold in "股票", "債券"
}

let is_known = xlookup("衰退", cycle.phase, cycle.hold) = "債券"
let is_other = xlookup("衰退", cycle.phase, cycle.hold) != "債券"
let is_last = index(cycle.hold, 2) = xlookup("衰退", cycle.phase, cycle.hold)
let is_missing = xlookup("繁榮", cycle.phase, cycle.hold) = "債券"
""")
    assert [figures.scalar(name) for name in ("is_known", "is_other", "is_last")] == [1, 0, 1]
    assert math.isnan(figures.scalar("is_missing"))


def test_lists_of_one_length_go_together(run_text: RunText) -> None:
    figures = run_text("let weights = [0.4, 0.6]\nlet means = [17%, 7%]\nlet expected = sum(weights * means)")
    assert figures.scalar("expected") == pytest.approx(0.11)
    assert figures["weights"] == [0.4, 0.6]


def test_what_is_the_same_in_every_row_is_computed_once(run_text: RunText) -> None:
    text = (
        "table t {\n    k in 1..3\n    middle = median(k)\n    share = k / median(k)\n    total most = max(share)\n}\n"
    )
    run = run_text(text + "let x = t.most\nlet y = at(t.middle, 3)\n")
    assert (run.scalar("x"), run.scalar("y")) == (1.5, 2)
    formulas = [(quantity.axis, quantity.formula) for quantity in run.run.graph.quantities]
    medians = [axis for axis, formula in formulas if isinstance(formula, Call) and formula.function == "median"]
    assert medians == ["scalar", "scalar"]
