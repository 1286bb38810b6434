"""Loans that are watched: warnings, calls, cures, forced sales, and what stays true in every market."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in, sound
from semantics.running import Figures, RunText

NAMES = ("stock", "bonds", "cash")
BLOCKS = """\
param borrowed = 120 TWD

debt loan {{
    principal: borrowed
    payment: none
    secured_by: stock {stock_share}, bonds {bond_share}
}}

each year {{
    rebalance maintain({rule}) as watched
}}

let ratio = watched.ratio
let room = watched.room
let cured = watched.cured
let sold = watched.sold
let after = watched.ratio_after
let open_for = watched.open_for
"""
MakePlan = Callable[..., Plan]


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory) -> MakePlan:
    """A function that gives a plan in which one loan is watched each year, made once."""
    folder = tmp_path_factory.mktemp("maintenance")
    made: dict[tuple[str, str, str], Plan] = {}

    def make(rule: str, stock_share: str = "70%", bond_share: str = "50%") -> Plan:
        key = (rule, stock_share, bond_share)
        if key not in made:
            text = BLOCKS.format(rule=rule, stock_share=stock_share, bond_share=bond_share)
            made[key] = policy_plan(folder, "maintenance", NAMES, text)
        return made[key]

    return make


def falling(stock: int, cash: int, *rates: float, bonds: int = 0) -> Market:
    """A market in which shares and bonds have these returns, and then none; cash stays."""
    filled = (*rates, *[0.0] * (YEARS - len(rates)))
    balances = {"stock": stock, "bonds": bonds, "cash": cash}
    return Market(balances, {"stock": filled, "bonds": filled, "cash": (0.0,) * YEARS})


def events(run: Figures) -> list[tuple[int, str]]:
    """The audit rows: in which step, and what."""
    return [(row.step, row.view.label) for row in run.run.notes]


# The debt plan: 100 of one's own and 120 borrowed. A fall of 64 brings the call; at the line itself there is none.
def test_the_debt_plan_is_called_below_its_line_and_not_at_it(watching: MakePlan) -> None:
    plan = watching("stock, loan, cash")
    at_line = run_in(plan, falling(220, 0, -64 / 220))
    assert at_line["ratio"][0] == pytest.approx(1.3)
    assert at_line["sold"] == [0] * YEARS
    assert at_line["room"][0] == pytest.approx(0, abs=1e-9)
    assert events(at_line) == []
    # 70 less are 150: (156 - 150) / 0.3 are sold, and 130 for 100 are left.
    below = run_in(plan, falling(220, 0, -70 / 220))
    assert below["ratio"][0] == pytest.approx(1.25)
    assert (below["stock"][0], below["loan"][0]) == pytest.approx((130, 100))
    assert below["sold"][0] == pytest.approx(20)
    assert below["after"][0] == pytest.approx(1.3)
    assert events(below) == [(1, "追繳"), (1, "強制賣出")]


@pytest.mark.parametrize(
    ("cure", "stock", "loan", "cash"),
    [
        # 150 for 120: 6 more shares make 156, or 120 - 150 / 1.3 = 4.615 less debt.
        ("add", 156, 120, 94),
        ("repay", 150, 150 / 1.3, 100 - (120 - 150 / 1.3)),
        ("none", 130, 100, 100),
    ],
)
def test_each_cure_costs_what_the_closed_form_says(
    cure: str, stock: float, loan: float, cash: float, watching: MakePlan
) -> None:
    run = run_in(watching(f'stock, loan, cash, cure: "{cure}"'), falling(220, 100, -70 / 220))
    assert (run["stock"][0], run["loan"][0], run["cash"][0]) == pytest.approx((stock, loan, cash))
    assert run["after"][0] == pytest.approx(1.3)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ('cure: "repaid"', "補足方式只有 repay(還款)、add(補擔保品)與 none(不補)"),
        ('sale: "lines"', "處分方式只有 line(賣到補足線)、loan(還清)與 all(全部)"),
        ("line: 130", "比率線須在 100% 到 1000% 之間,例如 130%"),
        ("cure_line: 166", "比率線須在 100% 到 1000% 之間,例如 130%"),
        ("line: 70%, lent: true", "比率線須在 100% 到 1000% 之間,例如 130%"),
    ],
)
def test_what_the_rule_does_not_know_is_no_sale(written: str, reason: str, watching: MakePlan) -> None:
    messages = [
        text for found in watching(f"stock, loan, cash, {written}").check() for text in (found.message, *found.notes)
    ]
    assert any(reason in message for message in messages)


def test_holdings_on_which_nothing_is_lent_are_not_sold_by_what_is_lent(tmp_path: Path) -> None:
    loan = "debt loan {\n    principal: 20 TWD\n    payment: none\n}\n"
    rule = "each year {\n    apply maintain(stock, loan, cash, line: 100%, lent: true) as watched\n}\n"
    found = policy_plan(tmp_path, "maintenance", NAMES, loan + rule).check()
    messages = [text for mistake in found for text in (mistake.message, *mistake.notes)]
    assert any("負債須寫明如 `secured_by:" in message for message in messages)


def test_shares_of_which_a_lender_counts_nothing_any_more_are_called(watching: MakePlan) -> None:
    share = "since(2026-01: 70%, 2027-01: 0%)"
    run = run_in(watching("stock, loan, cash, line: 100%, lent: true", share, "0%"), falling(300, 0))
    assert events(run)[0] == (2, "追繳")


# Holdings and what counts of them at 70%, the loan ratio of Hong Kong: 100 and 120 are called at a fall of 22.08%.
HONG_KONG = 'stock, loan, cash, line: 100%, lent: true, cure: "none"'


def test_hong_kong_calls_by_the_loan_ratio(watching: MakePlan) -> None:
    plan = watching(HONG_KONG)
    assert events(run_in(plan, falling(220, 0, -0.2207))) == []
    run = run_in(plan, falling(220, 0, -0.2209))
    assert events(run) == [(1, "追繳"), (1, "強制賣出")]
    assert run["loan"][0] / run["stock"][0] == pytest.approx(0.7)
    # The debt that is taken in full is called at once, case s1-hk-fall-at-max-loan.
    full = plan.run(set=falling(400, 0, -0.001).settings | {"borrowed": "280 TWD"})
    assert [row.view.label for row in full.notes][:2] == ["追繳", "強制賣出"]


def test_the_united_states_count_funds_by_their_multiple(watching: MakePlan) -> None:
    # Equity of 50% for a fund of twice the market, 25% for the other: 75% * 100 + 50% * 100 are 125 for 120.
    plan = watching('stock then bonds, loan, cash, line: 100%, lent: true, cure: "none"', "75%")
    assert events(run_in(plan, falling(100, 0, -0.04, bonds=100))) == []
    run = run_in(plan, falling(100, 0, -0.05, bonds=100))
    assert events(run)[:2] == [(1, "追繳"), (1, "強制賣出")]
    assert run["room"][0] == pytest.approx(125 * 0.95 - 120)


def test_grace_is_counted_in_steps_and_ends_when_the_call_is_withdrawn(watching: MakePlan) -> None:
    rule = 'stock, loan, cash, cure: "none", cure_line: 166%, grace: 2 years'
    run = run_in(watching(rule), falling(220, 0, -0.4))
    assert events(run) == [(1, "追繳"), (3, "強制賣出")]
    assert run["open_for"] == [1, 2, 0, 0]
    # (1.66 * 120 - 132) / 0.66 are sold.
    assert run["sold"] == pytest.approx([0, 0, (1.66 * 120 - 132) / 0.66, 0])
    assert run["after"][2] == pytest.approx(1.66)
    # A price that comes back to 140% keeps the call open, one above 166% ends it.
    open_still = run_in(watching(rule), falling(220, 0, -0.4, 0.3, -0.1, 0.0))
    assert open_still["open_for"] == [1, 2, 0, 0]
    ended = run_in(watching(rule), falling(220, 0, -0.4, 0.6, -0.3, 0.0))
    assert events(ended) == [(1, "追繳"), (2, "撤銷追繳"), (3, "追繳")]
    assert ended["open_for"] == [1, 0, 1, 2]


DAYS = """\
use std.maintenance

plan "days" {
    currency: CNY
    start: 2026-01-05
    LENGTH
}

asset stock {
    value: 220 CNY
    return: by_date(FALL: -40%/day, otherwise: 0%/day)
}

asset cash {
    value: 0 CNY
}

debt loan {
    principal: 120 CNY
    payment: none
}

each STEP {
    apply maintain(stock, loan, cash, call_line_of("cn"), grace: grace_days_of("cn")) as watched
}
"""


@pytest.mark.parametrize(
    ("fall", "holiday", "called", "sold"),
    [
        # Two business days after a Tuesday, a Friday, and a Wednesday before two days without trade.
        ("2026-01-06", "", "2026-01-06", "2026-01-08"),
        ("2026-01-09", "", "2026-01-09", "2026-01-13"),
        ("2026-01-14", "holidays: [2026-01-15, 2026-01-16]", "2026-01-14", "2026-01-20"),
    ],
)
def test_days_of_grace_are_business_days(fall: str, holiday: str, called: str, sold: str, run_text: RunText) -> None:
    head = DAYS.replace("LENGTH", f"length: 15 days\n    step: day\n    {holiday}")
    run = run_text(head.replace("FALL", fall).replace("STEP", "day"))
    days = [f"{run.run.dates[row.step - 1]:%Y-%m-%d}" for row in run.run.notes]
    assert days == [called, sold]


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_two_days_are_no_step_of_a_longer_plan(step: str, run_text: RunText) -> None:
    text = DAYS.replace("start: 2026-01-05", "start: 2026-01").replace("LENGTH", f"years: 2\n    step: {step}")
    text = text.replace("by_date(FALL: -40%/day, otherwise: 0%/day)", "-40%/year").replace("STEP", step)
    run = run_text(text)
    first = run.run.notes[0].step
    assert events(run)[:2] == [(first, "追繳"), (first, "強制賣出")]


def test_a_warning_comes_once_before_the_call(watching: MakePlan) -> None:
    run = run_in(watching("stock, loan, cash, warning_line: 150%"), falling(220, 0, -0.2, -0.05, -0.4))
    assert events(run)[:3] == [(1, "警戒"), (3, "追繳"), (3, "強制賣出")]


def test_what_is_sold_comes_from_each_account_in_order_and_is_written_down(watching: MakePlan) -> None:
    rule = 'stock then bonds, loan, cash, cure: "none", cure_line: 166%'
    run = run_in(watching(rule), falling(20, 0, -0.3, bonds=180))
    graph = run.run.graph
    shown = [
        {graph.quantities[each].label: value for each, value in zip(row.view.values, row.values, strict=True)}
        for row in run.run.notes[1:3]
    ]
    sale = (1.66 * 120 - 140) / 0.66
    assert shown[0] == pytest.approx(
        {
            "強制賣出: 維持率": 140 / 120,
            "強制賣出: 追繳線": 1.3,
            "強制賣出: 還款": 14,
            "強制賣出: stock": 14,
            "強制賣出: loan": 106,
        }
    )
    assert shown[1]["強制賣出: bonds"] == pytest.approx(sale - 14)
    assert shown[1]["強制賣出: 維持率"] == pytest.approx(126 / 106)


def test_a_lender_may_close_the_whole_loan(watching: MakePlan) -> None:
    run = run_in(watching('stock, loan, cash, cure: "none", sale: "loan"'), falling(220, 50, -0.4))
    assert (run["stock"][0], run["loan"][0], run["cash"][0]) == pytest.approx((12, 0, 50))


def test_a_loan_outlives_its_holdings_after_a_gap(watching: MakePlan) -> None:
    run = run_in(watching("stock, loan, cash"), falling(220, 0, -0.6))
    assert (run["stock"][0], run["loan"][0]) == pytest.approx((0, 32))
    assert events(run) == [(1, "追繳"), (1, "強制賣出"), (1, "賣光仍欠")]


def test_terms_that_tighten_in_a_crisis_call_a_loan_that_was_safe(watching: MakePlan) -> None:
    calm = falling(220, 0, -0.2)
    assert events(run_in(watching("stock, loan, cash"), calm)) == []
    harder = "stock, loan, cash, line: since(2026-01: 130%, 2027-01: 150%)"
    run = run_in(watching(harder), calm)
    assert events(run) == [(2, "追繳"), (2, "強制賣出")]
    assert run["after"][1] == pytest.approx(1.5)


KINDS = {
    "plain": ("stock, loan, cash", 1.3),
    "166%": ('stock then bonds, loan, cash, cure_line: 166%, cure: "none"', 1.66),
    "add": ('stock, loan, cash, line: 140%, cure: "add"', 1.4),
    "Hong Kong": (HONG_KONG, 1.0),
    "grace": ("stock, loan, cash, cure_line: 166%, grace: 1 year", 1.66),
}


@given(market=markets(NAMES), kind=st.sampled_from(sorted(KINDS)), borrowed=st.integers(0, 900))
@SOME
def test_money_is_conserved_and_a_forced_sale_cures_or_sells_all(
    market: Market, kind: str, borrowed: int, watching: MakePlan
) -> None:
    rule, goal = KINDS[kind]
    run = run_in(watching(rule), market, {"borrowed": f"{borrowed} TWD"})
    owed = float(borrowed)
    for year in range(YEARS):
        grown = sum(before_trades(run, market, name, year) for name in NAMES) - owed
        owed = run["loan"][year]
        assert owed >= 0
        assert sum(run[name][year] for name in NAMES) - owed == pytest.approx(grown, rel=1e-9, abs=1e-6)
        held = run["stock"][year] + (run["bonds"][year] if "bonds" in rule else 0)
        # The bonds are pledged too, and not for sale.
        counted = 0.7 * run["stock"][year] + 0.5 * run["bonds"][year] if kind == "Hong Kong" else held
        if owed > 1e-6:
            assert run["after"][year] == pytest.approx(counted / owed, rel=1e-6)
        if run["sold"][year] > 1e-9 and owed > 1e-6:
            assert held == pytest.approx(0, abs=1e-6) or counted == pytest.approx(goal * owed, rel=1e-6)
        if run["room"][year] > 1e-6:
            assert run["sold"][year] == run["cured"][year] == 0


# 100 of one's own: 150 are lent in Taiwan; in mainland China at 70% 140 while the margin ratio was 50%, 87.5 at 80%,
# which held on the first day of 2026; in Hong Kong 233.33.
@pytest.mark.parametrize(
    ("most", "lent"),
    [
        ('loan_at_level(100 TWD, opening_line_of("tw"))', 150),
        ("greatest_margin_loan(100 TWD, 70%, margin_ratio_cn(2015-06-01))", 140),
        ("greatest_margin_loan(100 TWD, 70%, margin_ratio_cn())", 87.5),
        ("loan_at_ratio(100 TWD, 70%)", 700 / 3),
    ],
)
def test_a_purchase_on_margin_stays_within_what_the_regime_lends(most: str, lent: float, tmp_path: Path) -> None:
    text = "debt loan {\n    principal: 0 TWD\n    payment: none\n}\n"
    text += (
        f"once when step = 1 {{\n    apply buy_on_margin(stock, loan, cash, 100 TWD, 500 TWD, {most}) as opening\n}}\n"
    )
    text += "let invested = opening.invested\nlet refused = opening.refused\n"
    plan = policy_plan(tmp_path, "maintenance", ("stock", "cash"), f"use std.margin\n{text}")
    still = (0.0,) * YEARS
    run = run_in(plan, Market({"stock": 0, "cash": 160}, {"stock": still, "cash": still}))
    assert (run["loan"][0], run["stock"][0], run["cash"][0]) == pytest.approx((lent, 100 + lent, 60))
    assert run["refused"][0] == pytest.approx(500 - lent)
    # Half of one's own money carries half of the loan.
    poor = run_in(plan, Market({"stock": 0, "cash": 50}, {"stock": still, "cash": still}))
    assert poor["loan"][0] == pytest.approx(lent / 2)


def test_a_sale_that_costs_money_still_reaches_the_cure_line(tmp_path: Path) -> None:
    path = tmp_path / "costs.plan"
    path.write_text(
        'use std.maintenance\n\nplan "costs" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n}\n'
        "asset stock {\n    value: 150 TWD\n    sell_cost: 10%\n}\nasset cash {\n    value: 0 TWD\n}\n"
        "debt loan {\n    principal: 109 TWD\n    payment: none\n}\n"
        "each year {\n    rebalance maintain(stock, loan, cash, line: 140%) as watched\n}\n"
        "let after = watched.ratio_after\nlet sold = watched.sold\n",
        encoding="utf-8",
    )
    run = Figures(sound(path).run())
    # 10 are sold for 9: 140 for 100.
    assert (run["stock"][0], run["loan"][0], run["sold"][0]) == pytest.approx((140, 100, 9))
    assert run["after"][0] == pytest.approx(1.4)
    assert run.is_ok


# Mainland China: shares that are there already are the collateral, and nothing of one's own is added.
SHARES_AS_COLLATERAL = """plan "融資買進" {
    currency: CNY
    start: 2026-01
    years: 1
}
use std.maintenance
asset stock "股票" {
    value: 100萬 CNY
}
asset cash "現金" {
    value: 0 CNY
}
debt loan "融資" {
    principal: 0 CNY
    rate: 0%/year
    payment: none
}
each year {
    apply buy_on_margin(stock, loan, cash, own: 0 CNY, wanted: 80萬 CNY, most: 70萬 CNY) as bought
}
"""


def test_shares_alone_carry_a_loan_up_to_the_limit(run_text: RunText) -> None:
    run = run_text(SHARES_AS_COLLATERAL)
    assert (run["loan"], run["stock"]) == ([700_000], [1_700_000])
    assert run["bought.refused"] == [100_000]
