"""Goals by date and priority: what is saved for them and what is paid."""

from __future__ import annotations

import pytest
from hypothesis import given

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, markets, policy_plan, run_in
from semantics.running import RunText

HEAD = (
    'use std.goals\n\nplan "goals" {\n    currency: TWD\n    start: 2026-01\n    years: 5\n    inflation: 3%/year\n}\n'
)
NAMES = ("account", "fund", "spare")


def asset(name: str, value: float, rate: str = "0%/year") -> str:
    """An asset that earns the same each year."""
    return f"asset {name} {{\n    value: {value} TWD\n    return: {rate}\n}}\n"


def test_level_savings_reach_the_goal_when_it_is_due(run_text: RunText) -> None:
    text = HEAD + asset("account", 10000) + asset("fund", 100, "5%/year")
    text += "each year {\n    apply save_for_goal(account, fund, 1_000 TWD real, (5 - step) * 1 year,\n"
    text += "        rise: 3%/year, earned: 5%/year) as g\n}\n"
    run = run_text(text)
    # Saved at the end of each of five years, the first on top of the 105 that are there.
    assert run["fund"][-1] == pytest.approx(1000 * 1.03**4)
    level = (1000 * 1.03**4 - 105 * 1.05**4) / ((1.05**5 - 1) / 0.05)
    assert run["g.saving"] == pytest.approx([level] * 5)
    assert run["g.funded"][0] == pytest.approx(105 * 1.05**4 / (1000 * 1.03**4))


def test_saving_stops_at_what_must_be_kept(run_text: RunText) -> None:
    text = HEAD + asset("account", 300) + asset("fund", 0)
    text += (
        "each year {\n    apply save_for_goal(account, fund, 1_000 TWD real, 4 years, 0%/year, 0%/year, 250) as g\n}\n"
    )
    run = run_text(text)
    assert run["fund"] == [50] * 5
    assert (run["g.saving"][0], run["g.short"][0]) == pytest.approx((200, 150))


def test_what_is_missing_is_saved_in_the_last_year(run_text: RunText) -> None:
    text = HEAD + asset("account", 5000) + asset("fund", 400, "-10%/year")
    text += "each year {\n    apply save_for_goal(account, fund, 1_000 TWD real, 0 years, 3%/year, 5%/year) as g\n}\n"
    run = run_text(text)
    assert run["fund"][:2] == pytest.approx([1000, 1030])
    assert run["g.saving"][:2] == pytest.approx([640, 130])


def test_goals_of_one_date_are_paid_by_priority(run_text: RunText) -> None:
    text = HEAD + asset("cash", 500) + asset("fund", 600)
    text += "at 2028-06 {\n    apply pay_goal(cash then fund, 700 TWD real, kept: 100 TWD) as school\n"
    text += "    apply pay_goal(cash then fund, 400 TWD real, kept: 100 TWD) as car\n}\n"
    run = run_text(text)
    school, car = 700 * 1.03**2, 400 * 1.03**2
    assert run["school.paid"] == pytest.approx([0, 0, school, school, school])
    assert run["car.paid"][2] == pytest.approx(1000 - school)
    assert run["car.short"][2] == pytest.approx(car - 1000 + school)
    assert run["car.funded"][2] == pytest.approx((1000 - school) / car)
    assert run["cash"][-1] + run["fund"][-1] == pytest.approx(100)
    assert run.is_ok


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Saving for two goals, and paying both in the third year."""
    blocks = (
        "each year {\n    apply save_for_goal(account, fund, 400 TWD real, max(3 - step, 0) * 1 year,\n"
        "        rise: 0%/year, earned: 3%/year, kept: 50 TWD) as saving\n}\n"
        "at 2028-01 {\n    apply pay_goal(fund then account, 400 TWD real, kept: 20 TWD) as first_goal\n"
        "    apply pay_goal(fund then account then spare, 300 TWD real) as second_goal\n}\n"
    )
    return policy_plan(tmp_path_factory.mktemp("goals"), "goals", NAMES, blocks)


@given(market=markets(NAMES))
@SOME
def test_a_goal_is_paid_or_the_sources_are_down_to_what_is_kept(market: Market, plan: Plan) -> None:
    run = run_in(plan, market)
    enough = 1e-9 * max(1.0, *(run[name][year] for name in NAMES for year in range(YEARS)))
    for year in range(YEARS):
        assert run["saving.short"][year] >= -enough
        if run["saving.short"][year] > enough:
            assert run["account"][year] <= 50 + enough
    for name, need in (("first_goal", 400), ("second_goal", 300)):
        paid, short = run[f"{name}.paid"][2], run[f"{name}.short"][2]
        assert paid + short == pytest.approx(need)
        assert 0 <= run[f"{name}.funded"][2] <= 1 + 1e-9
    if run["second_goal.short"][2] > enough:
        assert [run[name][2] for name in NAMES] == pytest.approx([0, 0, 0], abs=enough)
