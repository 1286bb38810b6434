"""Borrowing to invest: the gate of the debt plan, the cheapest line, and the bridge to a dividend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in
from semantics.running import Figures

NAMES = ("stocks", "cash")
DEBTS = """\
param rate = 3%/year
param other_rate = 4%/year
param pe = 4
param pb = 1
param dividend = 0 TWD

debt loan {
    principal: 0 TWD
    limit: 60 TWD
    rate: rate
    payment: none
    every: year
}

debt other {
    principal: 0 TWD
    limit: 100 TWD
    rate: other_rate
    payment: none
    every: year
}

"""
GATE = """\
each year {
    apply leverage_gate(pe, pb, loan then other, stocks) as gate
    borrow 20 TWD from loan then other into stocks
}

let allowed = gate.allowed
"""
CHEAPEST = """\
at 2026-12 {
    apply borrow_cheapest(loan, other, stocks, 80 TWD, earned: 10%/year) as raised
}
"""
BRIDGE = """\
each year {
    apply bridge_to_dividend(loan, stocks, cash, 50 TWD, dividend, opens: step = 1, arrives: step = 3) as bridge
}
"""
RULES = {"leverage_gate": GATE, "borrow_cheapest": CHEAPEST, "bridge_to_dividend": BRIDGE}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """A plan for each rule of the file."""
    folder = tmp_path_factory.mktemp("carry")
    return {name: policy_plan(folder, "carry", NAMES, DEBTS + text) for name, text in RULES.items()}


def still(stocks: int = 100, cash: int = 100) -> Market:
    """A market in which nothing earns anything."""
    return Market({"stocks": stocks, "cash": cash}, dict.fromkeys(NAMES, [0.0] * YEARS))


def net_worth(run: Figures, year: int) -> float:
    """What is owned less what is owed."""
    return sum(run[name][year] for name in NAMES) - run["loan"][year] - run["other"][year]


def audit_rows(run: Figures) -> list[tuple[int, str]]:
    """The step and the label of each audit row."""
    return [(row.step, row.view.label) for row in run.run.notes]


def test_the_gate_names_the_condition_that_fails(plans: dict[str, Plan]) -> None:
    # The debt plan's 15% of 100 are passed by the first 20 that are borrowed.
    run = run_in(plans["leverage_gate"], still())
    assert run["allowed"] == [1, 0, 0, 0]
    assert audit_rows(run) == [(2, "不可用槓桿:負債過高")]
    run = run_in(plans["leverage_gate"], still(1000), {"pe": "5", "pb": "1.2"})
    assert run["allowed"] == [0, 0, 0, 0]
    assert audit_rows(run) == [(1, "不可用槓桿:本益比過高"), (1, "不可用槓桿:股價淨值比過高")]


@given(market=markets(NAMES), pe=st.integers(1, 8), pb=st.sampled_from([0.9, 1.2, 1.5]))
@SOME
def test_the_gate_moves_nothing_and_opens_when_nothing_fails(
    market: Market, pe: int, pb: float, plans: dict[str, Plan]
) -> None:
    run = run_in(plans["leverage_gate"], market, {"pe": str(pe), "pb": str(pb)})
    for year in range(YEARS):
        assert run["cash"][year] == pytest.approx(before_trades(run, market, "cash", year))
        fails = [run[f"gate.{name}_fails"][year] for name in ("pe", "pb", "debt")]
        assert fails[:2] == [int(pe >= 5), int(pb >= 1.2)]
        assert run["allowed"][year] == int(fails == [0, 0, 0])


def test_the_cheaper_line_lends_first_and_the_spread_is_that_of_both(plans: dict[str, Plan]) -> None:
    run = run_in(plans["borrow_cheapest"], still())
    # 60 at 3% and 20 at 4% cost 2.6 of 80, 3.25%; at 10% they earn 8, and 5.4 remain, 6.75%.
    assert (run["raised.from_a"][0], run["raised.from_b"][0]) == pytest.approx((60, 20))
    assert run["raised.interest"][0] == pytest.approx(0.0325)
    assert run["raised.spread"][0] == pytest.approx(0.0675)
    assert run["raised.carry"][0] == pytest.approx(5.4)
    # Once the other line is the cheaper one it lends all.
    run = run_in(plans["borrow_cheapest"], still(), {"rate": "4.5%/year"})
    assert (run["raised.from_a"][0], run["raised.from_b"][0]) == pytest.approx((0, 80))


def test_a_line_above_five_percent_lends_nothing(plans: dict[str, Plan]) -> None:
    # The debt plan, note 2: within 5%, and not at 8.25%.
    run = run_in(plans["borrow_cheapest"], still(), {"rate": "5%/year", "other_rate": "8.25%/year"})
    assert (run["raised.from_a"][0], run["raised.from_b"][0]) == pytest.approx((60, 0))
    assert run["raised.missing"][0] == pytest.approx(20)
    assert audit_rows(run) == [(1, "借不到")]


@given(market=markets(NAMES), rate=st.integers(0, 9), other_rate=st.integers(0, 9))
@SOME
def test_the_dearer_line_lends_only_what_the_cheaper_one_has_not(
    market: Market, rate: int, other_rate: int, plans: dict[str, Plan]
) -> None:
    run = run_in(plans["borrow_cheapest"], market, {"rate": f"{rate}%/year", "other_rate": f"{other_rate}%/year"})
    lent = {"a": run["raised.from_a"][0], "b": run["raised.from_b"][0]}
    limits = {"a": 60 if rate <= 5 else 0, "b": 100 if other_rate <= 5 else 0}
    cheap, dear = ("a", "b") if rate <= other_rate else ("b", "a")
    assert lent[cheap] == pytest.approx(min(limits[cheap], 80))
    assert lent[dear] == pytest.approx(min(limits[dear], 80 - lent[cheap]))
    grown = sum(before_trades(run, market, name, 0) for name in NAMES)
    assert net_worth(run, 0) == pytest.approx(grown, abs=1e-6)


def test_a_bridge_is_repaid_out_of_the_dividend_with_its_interest(plans: dict[str, Plan]) -> None:
    # 50 for two years at 3% are 53.045.
    run = run_in(plans["bridge_to_dividend"], still(), {"dividend": "60 TWD"})
    assert run["loan"] == pytest.approx([50, 51.5, 0, 0])
    assert run["stocks"] == pytest.approx([150] * YEARS)
    assert run["cash"] == pytest.approx([100, 100, 46.955, 46.955])
    assert run["bridge.interest"] == pytest.approx([0, 1.5, 3.045, 0])
    assert audit_rows(run) == []


@given(market=markets(NAMES), dividend=st.integers(0, 80))
@SOME
def test_a_bridge_takes_no_more_than_the_dividend(market: Market, dividend: int, plans: dict[str, Plan]) -> None:
    run = run_in(plans["bridge_to_dividend"], market, {"dividend": f"{dividend} TWD"})
    paid = before_trades(run, market, "cash", 2) - run["cash"][2]
    assert paid <= min(dividend, 53.045) + 1e-6
    assert run["bridge.unpaid"][2] == pytest.approx(53.045 - paid)
    assert audit_rows(run) == ([(3, "股利不足以還款")] if paid < 53.045 - 1e-6 else [])
    owned = sum(before_trades(run, market, name, 2) for name in NAMES)
    assert net_worth(run, 2) == pytest.approx(owned - 53.045, abs=1e-6)
