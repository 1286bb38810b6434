"""Debt of a household: ceilings that are kept, cards, consolidation, and the revolving mortgage."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, markets, policy_plan, run_in
from semantics.running import Figures

NAMES = ("stock", "cash", "deposit")
DEBTS = """\
param owed = 0 TWD
param other_owed = 0 TWD
param rate = 0%/year
param other_rate = 0%/year
param other_cost = 0%

debt loan {{
    principal: owed
    rate: rate
    payment: none
    every: year
}}

debt other {{
    principal: other_owed
    limit: 80 TWD
    rate: other_rate
    payment: none
    every: year
    draw_cost: other_cost
}}

group class = loan, other

each year {{
    apply {rule} as done
}}
"""
MakePlan = Callable[[str, tuple[str, ...]], Plan]


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> MakePlan:
    """A function that gives a plan in which one rule runs each year, made once."""
    folder = tmp_path_factory.mktemp("credit")
    made: dict[str, Plan] = {}

    def make(rule: str, records: tuple[str, ...]) -> Plan:
        if rule not in made:
            text = DEBTS.format(rule=rule) + "".join(f"let {name} = done.{name}\n" for name in records)
            made[rule] = policy_plan(folder, "credit", NAMES, text)
        return made[rule]

    return make


def at(stock: int, cash: int, *rates: float) -> Market:
    """A market in which the stock has these returns, and then none."""
    filled = (*rates, *[0.0] * (YEARS - len(rates)))
    still = (0.0,) * YEARS
    return Market({"stock": stock, "cash": cash, "deposit": 0}, {"stock": filled, "cash": still, "deposit": still})


def net_worth(run: Figures, year: int) -> float:
    """What is owned less what is owed."""
    return sum(run[name][year] for name in NAMES) - run["loan"][year] - run["other"][year]


CEILING = ("keep_ceiling(loan, stock, cash)", ("share", "repaid", "sold", "room"))


def test_a_ceiling_is_kept_from_cash_and_then_from_the_holdings(household: MakePlan) -> None:
    # 15% of 100 are 15: 5 too much. Of 80 they are 12.
    run = run_in(household(*CEILING), at(100, 6, 0, -0.2), {"owed": "20 TWD"})
    assert run["repaid"] == pytest.approx([5, 1, 0, 0])
    # After 1 of cash 14 are left on 80: (14 - 12) / 0.85 are sold.
    assert run["sold"] == pytest.approx([0, 2 / 0.85, 0, 0])
    assert run["loan"][1] / run["stock"][1] == pytest.approx(0.15)
    assert [(row.step, row.view.label) for row in run.run.notes] == [(1, "負債超過上限"), (2, "負債超過上限")]


def test_what_may_still_be_borrowed_is_what_the_ceiling_leaves(household: MakePlan) -> None:
    run = run_in(household(*CEILING), at(100, 6, 0.2), {"owed": "5 TWD"})
    assert run["room"] == pytest.approx([13, 13, 13, 13])


@pytest.mark.parametrize("loans", ["class", "other then loan"])
def test_a_ceiling_holds_for_a_class_of_debts(household: MakePlan, loans: str) -> None:
    rule = f'keep_ceiling({loans}, stock, cash, ceiling: ceiling_of("cautious"))'
    run = run_in(household(rule, ("share", "room")), at(100, 10), {"owed": "14 TWD", "other_owed": "21 TWD"})
    owed = run["loan"][0] + run["other"][0]
    assert run["share"][0] == pytest.approx(0.35)
    # 35 less 10 of cash are 25 on 100; 15 / 0.9 of the holdings are sold.
    assert (run["stock"][0], run["cash"][0]) == pytest.approx((100 - 15 / 0.9, 0))
    assert owed == pytest.approx((100 - 15 / 0.9) / 10)
    assert run["other"][0] == pytest.approx(owed * 0.6 if loans == "class" else 0)
    assert run["room"][0] == pytest.approx(0)


def test_holdings_that_are_more_of_the_wealth_than_the_ceiling_is_meant_for_are_said(household: MakePlan) -> None:
    rule = "keep_ceiling(loan, stock, cash, wealth: stock + cash + deposit)"
    run = run_in(household(rule, ("invested",)), at(950, 50, 0, 1))
    # The debt plan: holdings are 95% of all wealth; then 1,900 of 1,950.
    assert run["invested"][:2] == pytest.approx([0.95, 1900 / 1950])
    assert [(row.step, row.view.label) for row in run.run.notes][:1] == [(2, "持股占財富過高")]


def test_a_ceiling_that_is_no_share_has_no_value(household: MakePlan) -> None:
    plan = household("keep_ceiling(loan, stock, cash, ceiling: 15)", ("room",))
    said = [word for cause in plan.run().undefined for word in cause.facts]
    assert "上限是占持股的比例,例如 15%" in said


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_a_ceiling_makes_no_money_and_holds_or_leaves_nothing(market: Market, owed: int, household: MakePlan) -> None:
    run = run_in(household(*CEILING), market, {"owed": f"{owed} TWD"})
    for year in range(YEARS):
        within = run["loan"][year] <= 0.15 * run["stock"][year] + 1e-6
        assert within or run["stock"][year] + run["cash"][year] == pytest.approx(0, abs=1e-6)


CARD = ("pay_card(loan, cash, least: 20 TWD, more: 3 TWD)", ("minimum", "paid", "missing"))


def test_a_card_is_paid_its_least_and_more(household: MakePlan) -> None:
    run = run_in(household(*CARD), at(0, 60), {"owed": "100 TWD", "rate": "15%/year"})
    # 115 less 23; 92 * 1.15 = 105.8 less 23; then only 14 of cash are left.
    assert run["loan"][:3] == pytest.approx([92, 82.8, 82.8 * 1.15 - 14])
    assert run["minimum"][:3] == pytest.approx([20, 20, 20])
    assert run["paid"] == pytest.approx([23, 23, 14, 0])
    assert run["missing"] == pytest.approx([0, 0, 6, 20])


SWITCH = ("consolidate(loan, other)", ("replaced", "saved"))


def test_a_dear_debt_is_replaced_by_a_cheaper_one_as_far_as_that_lends(household: MakePlan) -> None:
    rates = {"owed": "100 TWD", "rate": "15%/year", "other_rate": "5%/year", "other_cost": "2%"}
    run = run_in(household(*SWITCH), at(0, 0), rates)
    # 80 are lent, 1.60 is the cost: 78.40 of 115 are replaced.
    assert (run["loan"][0], run["other"][0], run["cash"][0]) == pytest.approx((115 - 78.4, 80, 0))
    assert run["replaced"] == pytest.approx([78.4, 0, 0, 0])
    assert run["saved"][0] == pytest.approx(7.84)


def test_a_debt_is_not_replaced_by_a_dearer_one(household: MakePlan) -> None:
    run = run_in(household(*SWITCH), at(0, 0), {"owed": "100 TWD", "rate": "5%/year", "other_rate": "5%/year"})
    assert run["replaced"] == [0] * YEARS
    assert run["other"] == [0] * YEARS


TRADE = (
    "revolving_trade(loan, stock, cash, 100 TWD, target: 10%, longest: 3 years, enter: step = 1)",
    ("reason", "held_for", "unpaid"),
)


# Case s4-revolving-exit: target 10%, stop 5%, three periods, which are years here; the first year opens.
@pytest.mark.parametrize(
    ("path", "year", "reason"),
    [((0.02, 0.06, 0.11), 4, 2), ((-0.01, -0.05, 0.2), 3, 1), ((0.01, 0.02, 0.03), 4, 3)],
)
def test_the_three_exits_of_the_text(
    path: tuple[float, float, float], year: int, reason: int, household: MakePlan
) -> None:
    levels = [1.0, 1.0, *(1 + each for each in path)]
    run = run_in(household(*TRADE), at(0, 20, *(after / before - 1 for before, after in pairwise(levels))))
    expected = [0] * YEARS
    expected[year - 1] = reason
    assert run["reason"] == expected
    gained = 100 * path[year - 2]
    assert (run["stock"][-1], run["loan"][-1], run["cash"][-1]) == pytest.approx((0, 0, 20 + gained), rel=1e-6)


def test_a_loss_beyond_cash_stays_owed(household: MakePlan) -> None:
    run = run_in(household(*TRADE), at(0, 20, 0, -1))
    assert (run["stock"][1], run["cash"][1]) == (0, 0)
    assert run["loan"][1] == pytest.approx(80)
    assert run["unpaid"][1] == pytest.approx(80)
