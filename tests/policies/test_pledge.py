"""Living from a pledge: fixed draws up to a cap, and the fall that the weekly report tries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in

NAMES = ("fund", "cash")
BLOCKS = """\
param interest = 0%/year
param share = 2%/year
param most = 20%

debt pledge {{
    principal: 0 TWD
    rate: interest
    payment: none
    every: year
}}

each year {{
    apply pledge_draw(pledge, cash, {whole}, share, most) as draws
    withdraw draws.drawn from cash as living
    grow
    apply stress_test(pledge, fund + cash) as stress
}}

let drawn = draws.drawn
let missing = draws.missing
let stressed = stress.stressed
let stress_room = stress.stress_room
"""


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan that borrows a share of 100 each year."""
    return policy_plan(tmp_path_factory.mktemp("pledge"), "pledge", NAMES, BLOCKS.format(whole="100 TWD"))


def steady(amount: int) -> Market:
    """A market that stands still."""
    return Market({"fund": amount, "cash": 0}, dict.fromkeys(NAMES, (0.0,) * YEARS))


# The weekly report: 100 of assets, and what is left of them after a fall of 85% for each unit of debt.
@pytest.mark.parametrize(
    ("share", "interest", "year", "ratio"),
    [
        ("20%/year", "0%/year", 1, 0.75),
        ("10%/year", "0%/year", 1, 1.5),
        ("2%/year", "0%/year", 4, 1.875),
        ("2%/year", "2.48%/year", 4, 1.7630),
        ("2%/year", "6.4%/year", 4, 1.6018),
    ],
)
def test_what_a_fall_of_85_percent_leaves(share: str, interest: str, year: int, ratio: float, living: Plan) -> None:
    run = run_in(living, steady(100), {"share": share, "interest": interest})
    assert run["stressed"][year - 1] == pytest.approx(ratio, abs=5e-5)
    # Below 130% the test is not passed, and says so.
    assert {row.step for row in run.run.notes} == {
        step for step, stressed in enumerate(run["stressed"], 1) if stressed < 1.3
    }
    assert [room >= 0 for room in run["stress_room"]] == [stressed >= 1.3 for stressed in run["stressed"]]


def test_draws_end_at_the_cap_whatever_interest_was_added(living: Plan) -> None:
    run = run_in(living, steady(100), {"share": "8%/year", "interest": "5%/year"})
    assert run["drawn"] == pytest.approx([8, 8, 4, 0])
    assert run["missing"] == pytest.approx([0, 0, 4, 8])
    assert run["pledge"][0] == pytest.approx(8.4)


def test_a_lender_lends_no_more_than_the_room_that_collateral_leaves(tmp_path: Path) -> None:
    text = BLOCKS.replace("every: year", "every: year\n    secured_by: fund 60%").replace(
        "share, most)", "share, most, room: pledge.room)"
    )
    plan = policy_plan(tmp_path, "pledge", NAMES, text.format(whole="100 TWD"))
    market = Market({"fund": 20, "cash": 0}, {"fund": (-0.5, 0.0, 0.0, 0.0), "cash": (0.0,) * YEARS})
    run = run_in(plan, market, {"share": "8%/year"})
    # 60% of 20 are lent on; after a fall by half no more than 6.
    assert run["drawn"] == pytest.approx([8, 0, 0, 0])


@given(market=markets(NAMES), share=st.integers(0, 30), most=st.integers(0, 60))
@SOME
def test_all_that_is_drawn_is_spent_and_stays_within_the_cap(
    market: Market, share: int, most: int, living: Plan
) -> None:
    run = run_in(living, market, {"share": f"{share}%/year", "most": f"{most}%"})
    assert sum(run["drawn"]) <= most + 1e-9
    assert run["pledge"][-1] == pytest.approx(sum(run["drawn"]))
    for year in range(YEARS):
        assert run["drawn"][year] + run["missing"][year] == pytest.approx(share)
        # What is borrowed is spent at once: the accounts only grow.
        for name in NAMES:
            assert run[name][year] == pytest.approx(before_trades(run, market, name, year), abs=1e-9)
