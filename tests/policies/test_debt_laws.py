"""What holds in every market for rules of debt that have no laws beside their figures: no net worth is made or lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in
from semantics.running import Figures

NAMES = ("stocks", "cash")
DEBTS = """\
param owed = 0 TWD

asset moved {{
    value: 0 TWD
}}

debt loan {{
    principal: owed
    rate: 6%/year
    payment: none
    every: year
}}

debt other {{
    principal: 0 TWD
    limit: 300 TWD
    rate: 2%/year
    payment: none
    every: year
    draw_cost: {cost}
}}

each year {{
    record owed_before = loan + other
    apply {rule} as done
}}
"""
RULES = {
    "pay_card": ("credit", "pay_card(loan, cash, least: 20 TWD, more: 30 TWD)"),
    "consolidate": ("credit", "consolidate(loan, other)"),
    "revolving_trade": ("credit", "revolving_trade(other, stocks, cash, 100 TWD, target: 20%, longest: 2 years)"),
    "keep_term": ("opening", "keep_term(stocks, loan, cash, term: 1 year)"),
    "switch_lender": ("pledge", "switch_lender(loan, other, stocks, moved)"),
    "buy_on_margin": ("opening", "buy_on_margin(stocks, other, cash, 100 TWD, 500 TWD, most: 150 TWD)"),
    "standby_fund": ("reserves", "standby_fund(cash, loan, stocks, 100 TWD/year, covered: 2 years)"),
    "stress_test": ("pledge", "stress_test(loan, 50% * stocks + cash)"),
}

# What it costs to draw on the other debt.
COSTS = {"consolidate": "2%", "switch_lender": "2%"}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """A plan for each rule, which runs each year."""
    folder: Path = tmp_path_factory.mktemp("debt")
    return {
        name: policy_plan(folder, use, NAMES, DEBTS.format(rule=rule, cost=COSTS.get(name, "0%")))
        for name, (use, rule) in RULES.items()
    }


def moved(run: Figures, market: Market, name: str) -> list[float]:
    """What the rule brought into an account, year by year."""
    return [run[name][year] - before_trades(run, market, name, year) for year in range(YEARS)]


def net_worth_moved(run: Figures, market: Market) -> list[float]:
    """What the rule added to what is owned less what is owed."""
    repaid = [
        before - loan - other for before, loan, other in zip(run["owed_before"], run["loan"], run["other"], strict=True)
    ]
    return [sum(each) for each in zip(repaid, *(moved(run, market, name) for name in NAMES), strict=True)]


@pytest.mark.parametrize(
    "rule", ["pay_card", "revolving_trade", "buy_on_margin", "keep_term", "standby_fund", "stress_test"]
)
@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_net_worth_is_the_same_before_and_after(rule: str, market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans[rule], market, {"owed": f"{owed} TWD"})
    assert net_worth_moved(run, market) == pytest.approx([0] * YEARS, abs=1e-6)


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_a_consolidation_costs_its_fee_and_no_more(market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["consolidate"], market, {"owed": f"{owed} TWD"})
    # Of what is borrowed 98% replace the dear debt.
    fees = [-0.02 / 0.98 * replaced for replaced in run["done.replaced"]]
    assert net_worth_moved(run, market) == pytest.approx(fees, abs=1e-6)
    assert moved(run, market, "cash") == pytest.approx([0] * YEARS, abs=1e-6)


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_deposits_that_stand_by_are_full_or_growth_is_empty(market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["standby_fund"], market, {"owed": f"{owed} TWD"})
    for year in range(YEARS):
        # Half of two years of 100.
        assert run["cash"][year] <= 100 + 1e-6
        assert run["cash"][year] >= 100 - 1e-6 or run["stocks"][year] == pytest.approx(0, abs=1e-6)


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_another_lender_costs_the_fee_and_no_more(market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["switch_lender"], market, {"owed": f"{owed} TWD"})
    shares = [there + run["moved"][year] for year, there in enumerate(run["stocks"])]
    # The rule moves shares from one lender to the other, as many as the loan went over, and no money but the fee.
    fees = [-0.02 / 0.98 * replaced for replaced in run["done.replaced"]]
    assert net_worth_moved(run, market) == pytest.approx(
        [fee - moved for fee, moved in zip(fees, run["done.moved"], strict=True)], abs=1e-6
    )
    for year in range(YEARS):
        before = run["owed_before"][year] - (run["other"][year - 1] * 1.02 if year else 0)
        part = run["done.replaced"][year] / before if before > 1e-6 else 0
        assert run["done.moved"][year] == pytest.approx(part * before_trades(run, market, "stocks", year), abs=1e-6)
        assert run["done.saved"][year] == pytest.approx(0.04 * run["done.replaced"][year], abs=1e-6)
    assert min(shares) >= 0


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_at_the_end_of_its_term_a_loan_is_repaid_or_nothing_is_left(
    market: Market, owed: int, plans: dict[str, Plan]
) -> None:
    run = run_in(plans["keep_term"], market, {"owed": f"{owed} TWD"})
    # Drawn in the first year: a year later it is extended, and two years later it is over.
    assert run["done.repaid"][:2] == [0, 0]
    labels = [(row.step, row.view.label) for row in run.run.notes]
    assert labels[:2] == ([(2, "展延"), (3, "到期")] if owed else [])
    assert run["loan"][2] == pytest.approx(0, abs=1e-6) or run["stocks"][2] + run["cash"][2] < 1e-6


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_a_card_is_paid_its_least_or_all_of_the_cash(market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["pay_card"], market, {"owed": f"{owed} TWD"})
    for year in range(YEARS):
        assert run["done.paid"][year] + run["done.missing"][year] >= run["done.minimum"][year] - 1e-6
        if run["done.missing"][year] > 1e-6:
            assert run["cash"][year] == pytest.approx(0, abs=1e-6)


@given(market=markets(NAMES))
@SOME
def test_a_purchase_on_margin_borrows_no_more_than_it_may(market: Market, plans: dict[str, Plan]) -> None:
    run = run_in(plans["buy_on_margin"], market)
    for year in range(YEARS):
        put = -moved(run, market, "cash")[year]
        borrowed = moved(run, market, "stocks")[year] - put
        assert borrowed <= 1.5 * put + 1e-6


@given(market=markets(NAMES), owed=st.integers(0, 2000))
@SOME
def test_a_stress_test_moves_nothing(market: Market, owed: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["stress_test"], market, {"owed": f"{owed} TWD"})
    for name in NAMES:
        assert moved(run, market, name) == pytest.approx([0] * YEARS, abs=1e-6)
    assert run["loan"] == pytest.approx(run["owed_before"])
