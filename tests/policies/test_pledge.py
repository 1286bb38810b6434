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


def test_interest_that_bears_none_leaves_more_after_the_fall(tmp_path: Path) -> None:
    text = BLOCKS.format(whole="100 TWD").replace("payment: none", "payment: none\n    interest: simple")
    run = run_in(policy_plan(tmp_path, "pledge", NAMES, text), steady(100), {"interest": "6.4%/year"})
    # 2 a year at 6.4%, drawn for 4, 3, 2 and 1 years: 8 and 1.28; 160.18% are left where interest bears interest.
    assert run["pledge"][3] == pytest.approx(8 + 2 * 0.064 * (4 + 3 + 2 + 1))
    assert run["stressed"][3] == pytest.approx(15 / 9.28)


MOVING = """\
asset elsewhere {
    value: 0 TWD
}

debt dear {
    principal: 20 TWD
    rate: 6.4%/year
    payment: interest_only
    paid_from: cash
}

debt cheap {
    principal: 0 TWD
    limit: 10 TWD
    rate: 2.48%/year
    payment: interest_only
    paid_from: cash
}

at 2028-12 {
    apply switch_lender(dear, cheap, fund, elsewhere) as switched
}
"""


def test_a_pledge_moves_to_the_cheaper_lender_as_far_as_that_one_lends(tmp_path: Path) -> None:
    plan = policy_plan(tmp_path, "pledge", NAMES, MOVING)
    run = run_in(plan, Market({"fund": 100, "cash": 50}, dict.fromkeys(NAMES, (0.0,) * YEARS)))
    # The weekly report: 6.4% and 2.48%. Half of the loan goes over in the third year, and half of the shares with it.
    assert run["dear"] + run["cheap"] == pytest.approx([20, 20, 10, 10, 0, 0, 10, 10])
    assert run["fund"] + run["elsewhere"] == pytest.approx([100, 100, 50, 50, 0, 0, 50, 50])
    assert run["switched.saved"][2] == pytest.approx(10 * (0.064 - 0.0248))
    assert run["dear.interest"][3] + run["cheap.interest"][3] == pytest.approx(20 * 0.064 - run["switched.saved"][2])


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
