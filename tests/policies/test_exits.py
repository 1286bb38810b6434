"""Positions: their size by the stop, and when and why they are closed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in

NAMES = ("position", "cash")
RECORDS = "let reason = held.reason\nlet held_for = held.held_for\n"


def exit_plan(folder: Path, rule: str, records: str = "") -> Plan:
    """A plan in which a rule of the file runs each year."""
    return policy_plan(folder, "exits", NAMES, f"each year {{\n    rebalance {rule} as held\n}}\n{records}")


def prices(position: int, cash: int, *cumulative: float) -> Market:
    """A market in which a position has these returns since it was bought, and then stays."""
    levels = [1.0, *(1 + each for each in cumulative)]
    rates = [after / before - 1 for before, after in pairwise(levels)]
    rates += [0.0] * (YEARS - len(rates))
    return Market({"position": position, "cash": cash}, {"position": rates, "cash": (0.0,) * YEARS})


# Case s4-revolving-exit: target 10%, stop 5%, three periods; a period is a year here.
@pytest.mark.parametrize(
    ("path", "period", "reason"),
    [((0.02, 0.06, 0.11), 3, 2), ((-0.01, -0.05, 0.2), 2, 1), ((0.01, 0.02, 0.03), 3, 3)],
)
def test_the_three_exits_of_the_text(
    path: tuple[float, float, float], period: int, reason: int, tmp_path: Path
) -> None:
    plan = exit_plan(tmp_path, "exit_position(position, cash, target: 10%, longest: 3 years)", RECORDS)
    run = run_in(plan, prices(10_000, 0, *path))
    expected = [0] * YEARS
    expected[period - 1] = reason
    assert run["reason"] == expected
    assert run["cash"][period - 1] == pytest.approx(10_000 * (1 + path[period - 1]), rel=1e-5)
    assert [note.step for note in run.run.notes] == [period]


def test_a_position_is_held_for_the_time_since_it_was_opened(tmp_path: Path) -> None:
    plan = exit_plan(tmp_path, "exit_position(position, cash, target: 50%, longest: 3 years)", RECORDS)
    assert run_in(plan, prices(100, 0))["held_for"] == pytest.approx([1, 2, 0, 0])
    assert run_in(plan, prices(0, 100))["held_for"] == [0] * YEARS


def test_a_stop_is_a_level_that_prices_do_not_move(tmp_path: Path) -> None:
    # Up by a half, then down to 6% above the level of 95, to the level, and on.
    plan = exit_plan(tmp_path, "stop_loss(position, cash)")
    run = run_in(plan, prices(100, 0, 0.5, 0.01, -0.05, -0.5))
    assert run["position"] == pytest.approx([150, 101, 0, 0], rel=1e-5)
    assert run["cash"][2:] == pytest.approx([95, 95], rel=1e-5)
    (note,) = run.run.notes
    assert (note.view.label, note.step) == ("停損", 3)
    assert note.values == pytest.approx((100, 95, 95), rel=1e-5)


@pytest.mark.parametrize(("stop", "first"), [("5%", 2), ("10%", 3), ("30%", 4), ("60%", 5)])
def test_a_stop_is_where_the_writer_says(stop: str, first: int, tmp_path: Path) -> None:
    run = run_in(exit_plan(tmp_path, f"stop_loss(position, cash, {stop})"), prices(100, 0, -0.04, -0.08, -0.2, -0.5))
    assert [year for year, held in enumerate(run["position"], 1) if held == 0] == list(range(first, YEARS + 1))


@pytest.mark.parametrize(
    ("arguments", "cash", "position"),
    [
        # 1% of 300,000 is 3,000 (case s3-one-percent): at a stop of 10%, 30,000 may be held.
        ("stop: 10%", 300_000, 30_000),
        ("stop: 10%, risk: 2%", 300_000, 60_000),
        ("stop: 1%", 300_000, 300_000),
        # More than all cash would be a loan.
        ("stop: 0.5%", 300_000, 300_000),
        ("stop: 10%, enter: step > 10", 300_000, 0),
    ],
)
def test_a_position_is_as_large_as_its_stop_allows(arguments: str, cash: int, position: int, tmp_path: Path) -> None:
    run = run_in(exit_plan(tmp_path, f"sized_position(position, cash, {arguments})"), prices(0, cash))
    assert run["position"][0] == pytest.approx(position)


@pytest.fixture(scope="module")
def trading(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Positions that are stopped at 10% and sized by it."""
    blocks = "each year {\n    rebalance stop_loss(position, cash, 10%)\n"
    blocks += "    rebalance sized_position(position, cash, stop: 10%)\n}\n"
    return policy_plan(tmp_path_factory.mktemp("trading"), "exits", NAMES, blocks)


@given(market=markets(NAMES))
@SOME
def test_a_position_that_is_opened_loses_its_risk_at_the_stop(market: Market, trading: Plan) -> None:
    run = run_in(trading, market)
    keeps_total(run, market)
    for year in range(YEARS):
        held, capital = run["position"][year], run["position"][year] + run["cash"][year]
        if held != pytest.approx(before_trades(run, market, "position", year)):
            # A fall of 10% costs 1% of the capital.
            assert 0.1 * held == pytest.approx(0.01 * capital, abs=1e-6)


def test_a_trade_that_ends_at_its_stop_costs_its_risk(trading: Plan) -> None:
    # 1,000 of 10,000 are held; a fall of 10% costs 100 and closes the position, and 990 of 9,900 are held.
    run = run_in(trading, prices(0, 10_000, 0.0, -0.1))
    assert run["position"][:2] == pytest.approx([1_000, 990])
    assert run["cash"][:2] == pytest.approx([9_000, 8_910])


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """Each rule of the file."""
    folder = tmp_path_factory.mktemp("exits")
    texts = {
        "stop": "stop_loss(position, cash, 20%)",
        "exit": "exit_position(position, cash, target: 30%, stop: 20%, longest: 2 years)",
        "size": "sized_position(position, cash, stop: 20%)",
    }
    return {kind: exit_plan(folder, text) for kind, text in texts.items()}


@given(market=markets(NAMES), kind=st.sampled_from(["stop", "exit", "size"]))
@SOME
def test_money_is_moved_and_none_is_made(market: Market, kind: str, rules: dict[str, Plan]) -> None:
    run = run_in(rules[kind], market)
    keeps_total(run, market)
    for year in range(YEARS):
        before = before_trades(run, market, "position", year)
        if kind == "size":
            assert run["position"][year] >= before - 1e-6
        else:
            # All of it or nothing.
            assert run["position"][year] == 0 or run["position"][year] == pytest.approx(before)
            level = market.balances["position"]
            if run["position"][year] > 0:
                assert run["position"][year] > 0.8 * level - 1e-6
