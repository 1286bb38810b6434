"""Incomes and expenses follow a calendar that is written month by month."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, flow, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
STEPS = list(SIZES)
CASH = asset("cash", "1_000_000 TWD")


def in_steps(months: list[float], step: str) -> list[float]:
    size = SIZES[step]
    return [sum(months[i : i + size]) for i in range(0, len(months), size)]


def monthly(
    amount: float,
    count: int,
    *,
    first: int = 0,
    last: int = 10_000,
    growth: float = 0.0,
    names: tuple[int, ...] = (),
) -> list[float]:
    """What falls due in each month from January on; `names` are months of the year, counted from 1."""
    rows = []
    for month in range(count):
        is_due = first <= month < last and (not names or month % 12 + 1 in names)
        rows.append(amount * (1 + growth) ** (max(0, month - first) // 12) if is_due else 0.0)
    return rows


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("keyword", ["income", "expense"])
def test_a_flow_is_paid_in_every_month(run_text: RunText, step: str, keyword: str) -> None:
    run = run_text(plan(CASH + flow(keyword, "f", "100 TWD/month"), step=step, years=2))
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 24), step))
    sign = 1 if keyword == "income" else -1
    assert run["cash"][-1] == pytest.approx(1_000_000 + sign * 2400)
    assert run.is_ok


@pytest.mark.parametrize("step", STEPS)
def test_a_flow_on_one_line_is_the_same_flow(run_text: RunText, step: str) -> None:
    text = 'expense food "Food" = 1_200 TWD/year\nincome wage = 300 TWD/quarter\n'
    run = run_text(plan(CASH + text, step=step, years=1))
    assert run["food.paid"] == pytest.approx(in_steps(monthly(100, 12), step))
    assert run["wage.paid"] == pytest.approx(in_steps(monthly(100, 12), step))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ({"from_": "2026-03"}, 2, 36),
        ({"until": "2027-08"}, 0, 19),
        ({"through": "2027-08"}, 0, 20),
        ({"from_": "2026-11", "until": "2027-02"}, 10, 13),
        ({"from_": "2027-06", "through": "2027-06"}, 17, 18),
        ({"from_": "2026-06-15"}, 5, 36),
    ],
)
def test_a_flow_is_paid_for_its_own_months_of_a_step(
    run_text: RunText, step: str, dates: dict[str, str], first: int, last: int
) -> None:
    run = run_text(plan(CASH + flow("income", "f", "100 TWD/month", **dates), step=step, years=3))
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 36, first=first, last=last), step))


@pytest.mark.parametrize("step", STEPS)
def test_a_flow_may_end_at_an_age(run_text: RunText, step: str) -> None:
    text = CASH + "person p {\n    born: 1963-05-20\n}\n" + flow("income", "f", "100 TWD/month", until="p.turns(65)")
    run = run_text(plan(text, step=step, years=4))
    # 2028-05 is month 28.
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 48, last=28), step))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("first", [0, 2, 6, 14])
def test_growth_steps_at_each_anniversary_of_the_start(run_text: RunText, step: str, first: int) -> None:
    dates = {"from_": f"{2026 + first // 12}-{first % 12 + 1:02}"} if first else {}
    run = run_text(plan(CASH + flow("income", "f", "100 TWD/month", growth="10%/year", **dates), step=step, years=4))
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 48, first=first, growth=0.1), step))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("first", "last"), [(6, 30), (6, 19), (7, 20)])
def test_growth_and_an_end_meet_in_one_step(run_text: RunText, step: str, first: int, last: int) -> None:
    dates = {"from_": f"2026-{first + 1:02}", "until": f"{2026 + last // 12}-{last % 12 + 1:02}"}
    run = run_text(plan(CASH + flow("income", "f", "100 TWD/month", growth="10%/year", **dates), step=step, years=4))
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 48, first=first, last=last, growth=0.1), step))


def test_growth_of_a_monthly_rate_is_compounded_to_the_year(run_text: RunText) -> None:
    run = run_text(plan(CASH + flow("income", "f", "100 TWD/month", growth="1%/month"), years=3))
    assert run["f.paid"] == pytest.approx([1200 * 1.01 ** (12 * year) for year in range(3)])


def test_growth_may_vary_from_year_to_year(run_text: RunText) -> None:
    varying = "by_year(2027: 10%/year, 2028: -5%/year, otherwise: 50%/year)"
    run = run_text(plan(CASH + flow("income", "f", "100 TWD/month", growth=varying), years=4))
    assert run["f.paid"] == pytest.approx([1200, 1320, 1320 * 0.95, 1320 * 0.95 * 1.5])


@pytest.mark.parametrize("step", STEPS)
def test_a_lumpy_sum_falls_due_in_its_months(run_text: RunText, step: str) -> None:
    run = run_text(plan(CASH + flow("expense", "f", "100 TWD", in_="february, september"), step=step, years=2))
    assert run["f.paid"] == pytest.approx(in_steps(monthly(100, 24, names=(2, 9)), step))


@pytest.mark.parametrize("step", STEPS)
def test_a_lumpy_sum_keeps_to_its_dates_and_grows(run_text: RunText, step: str) -> None:
    more = {"in_": "february, september", "from_": "2026-06", "through": "2028-02", "growth": "10%/year"}
    run = run_text(plan(CASH + flow("expense", "f", "100 TWD", **more), step=step, years=3))
    due = monthly(100, 36, first=5, last=26, growth=0.1, names=(2, 9))
    assert run["f.paid"] == pytest.approx(in_steps(due, step))


@pytest.mark.parametrize("step", STEPS)
def test_a_plan_that_starts_in_april_knows_its_months(run_text: RunText, step: str) -> None:
    text = CASH + flow("expense", "f", "100 TWD", in_="february, april")
    run = run_text(plan(text, step=step, years=2, start="2026-04"))
    due = [100.0 if month % 12 in (0, 10) else 0.0 for month in range(24)]
    assert run["f.paid"] == pytest.approx(in_steps(due, step))


def test_a_yearly_amount_in_named_months_is_spread_over_them(run_text: RunText) -> None:
    text = CASH + flow("expense", "f", "1200 TWD/year", in_="february, september")
    run = run_text(plan(text, step="month", years=1))
    assert run["f.paid"] == [0, 600, 0, 0, 0, 0, 0, 0, 600, 0, 0, 0]


@pytest.mark.parametrize("step", STEPS)
def test_a_real_amount_is_paid_at_the_price_level_of_the_step(run_text: RunText, step: str) -> None:
    text = CASH + flow("expense", "f", "100 TWD/month real") + flow("expense", "g", "60 TWD real", in_="december")
    run = run_text(plan(text, step=step, years=3, inflation="10%/year"))
    size = SIZES[step]
    levels = [1.1 ** (month / 12) for month in range(0, 36, size)]
    assert run["f.paid"] == pytest.approx([100 * size * level for level in levels])
    last = [60 * levels[month // size] if month % 12 == 11 else 0.0 for month in range(36)]
    assert run["g.paid"] == pytest.approx(in_steps(last, step))


def test_the_amount_member_is_the_amount_in_force(run_text: RunText) -> None:
    text = CASH + flow("income", "f", "100 TWD/month", growth="10%/year") + "let a = f.amount * 12 months\n"
    run = run_text(plan(text, years=3))
    assert run["a"] == pytest.approx([1200, 1320, 1452])


def test_an_amount_below_zero_moves_nothing_and_is_reported(run_text: RunText) -> None:
    for keyword in ("income", "expense"):
        run = run_text(plan(CASH + flow(keyword, "f", "-100 TWD/month"), years=2))
        assert run["cash"] == [1_000_000, 1_000_000]
        assert run.failing == ["amounts_not_negative"]


def test_what_an_expense_lacks_is_short_and_fails_the_plan(run_text: RunText) -> None:
    text = asset("cash", "150 TWD") + flow("expense", "f", "100 TWD/month")
    run = run_text(plan(text + "let s = f.short\n", step="month", years=1))
    assert run["f.paid"][:3] == [100, 50, 0]
    assert run["s"][:3] == [0, 50, 100]
    assert run["cash"][1] == 0.0
    assert run.failing == ["everything_paid"]


def test_an_income_that_ends_before_the_plan_pays_nothing(run_text: RunText) -> None:
    text = CASH + "person p {\n    born: 1950-05-20\n}\n" + flow("income", "f", "100 TWD/month", until="p.turns(65)")
    assert run_text(plan(text, years=2))["f.paid"] == [0, 0]


def test_the_first_liquid_asset_pays_and_receives_where_nothing_is_said(run_text: RunText) -> None:
    text = asset("house", "5000 TWD") + asset("cash", "1000 TWD", class_="liquid")
    text += flow("income", "i", "30 TWD/year") + flow("expense", "e", "10 TWD/year")
    run = run_text(plan(text, years=1))
    assert (run["house"], run["cash"]) == ([5000], [1020])


def test_an_expense_is_paid_from_accounts_in_order(run_text: RunText) -> None:
    text = asset("a", "30 TWD") + asset("b", "1000 TWD") + flow("expense", "e", "100 TWD/year", paid_from="a then b")
    run = run_text(plan(text, years=1))
    assert (run["a"], run["b"]) == ([0], [930])


def test_an_income_in_another_currency_arrives_at_the_rate_of_the_step(run_text: RunText) -> None:
    text = "fx USD = by_year(2026: 30 TWD, otherwise: 33 TWD)\n" + asset("cash", "0 TWD")
    text += asset("dollars", "0 USD") + flow("income", "f", "10 USD/month", into="dollars")
    text += flow("income", "g", "10 USD/month", into="cash")
    run = run_text(plan(text, years=2))
    assert run["dollars"] == [120, 240]
    assert run["cash"] == [3600, 3600 + 3960]
    assert run["net_worth"] == [3600 + 3600, 7560 + 240 * 33]


def test_classes_of_flows_are_summed(run_text: RunText) -> None:
    text = (
        CASH + flow("expense", "a", "10 TWD/year", class_="living") + flow("expense", "b", "5 TWD/year", class_="tax")
    )
    text += flow("income", "c", "7 TWD/year")
    text += "let x = expenses\nlet y = expenses.tax\nlet z = incomes\nlet n = net_cash_flow\n"
    run = run_text(plan(text, years=1))
    assert (run["x"], run["y"], run["z"], run["n"]) == ([15], [5], [7], [-8])


def test_a_start_before_the_plan_is_the_plans_start(run_text: RunText, diagnose: Diagnose) -> None:
    text = plan(CASH + flow("income", "f", "100 TWD/month", from_="2020-07", growth="10%/year"), step="month", years=1)
    assert diagnose(text) == ["date-outside-plan"]


@pytest.mark.parametrize(
    ("growth", "paid"), [("-100%/year", [10, 0, 0]), ("-150%/year", [10, 0, 0]), ("0%/year", [10] * 3)]
)
def test_an_amount_shrinks_to_nothing_and_no_further(run_text: RunText, growth: str, paid: list[float]) -> None:
    run = run_text(plan(CASH + flow("income", "i", "10 TWD/year", growth=growth), years=3))
    assert run["i.paid"] == paid
    assert run.is_ok
