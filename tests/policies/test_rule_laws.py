"""What holds in every market for rules that have no laws beside their figures: weights, calendars, goals, savings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in
from semantics.running import Figures

TWO = ("stocks", "bonds")
THREE = ("stocks", "bonds", "cash")
FUNDS = ("prototype", "leveraged", "cash")


def is_untouched(run: Figures, market: Market) -> None:
    """A rule moves nothing: every account holds what grew."""
    for name in market.balances:
        grown = [before_trades(run, market, name, year) for year in range(YEARS)]
        assert run[name] == pytest.approx(grown, rel=1e-9, abs=1e-9)


# A rule, and the least and the greatest share of stocks that it allows.
PATHS = {
    "by_age": ("by_age(stocks, bonds, age)", 0.0, 1.0),
    "by_horizon": ("by_horizon(stocks, bonds, (65 - age) * 1 year, 20 years, least: 20%, most: 70%)", 0.2, 0.7),
    "glide_path": ("glide_path(stocks, bonds, age)", 0.3, 0.9),
}


@pytest.fixture(scope="module")
def path_plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    """Each rule that follows an age."""
    folder = tmp_path_factory.mktemp("paths")
    return {
        name: policy_plan(folder, "allocation", TWO, f"param age = 40\neach year {{\n    rebalance {rule}\n}}\n")
        for name, (rule, _, _) in PATHS.items()
    }


@pytest.mark.parametrize("name", PATHS)
@given(market=markets(TWO), younger=st.integers(0, 60), years=st.integers(0, 60))
@SOME
def test_the_share_of_stocks_stays_within_its_path_and_never_rises_with_age(
    name: str, market: Market, younger: int, years: int, path_plans: dict[str, Plan]
) -> None:
    young, old = (run_in(path_plans[name], market, {"age": str(age)}) for age in (younger, younger + years))
    _, least, most = PATHS[name]
    for run in (young, old):
        keeps_total(run, market)
        total = run["stocks"][0] + run["bonds"][0]
        assert least * total - 1e-6 <= run["stocks"][0] <= most * total + 1e-6
    assert old["stocks"][0] <= young["stocks"][0] + 1e-6


@pytest.fixture(scope="module")
def phases(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Weights of 70% and 20% in one phase, 30% and 50% in the other."""
    rule = "by_phase(stocks, bonds, cash, phase, [70%, 30%], [20%, 50%])"
    blocks = f"param phase = 1\neach year {{\n    rebalance {rule}\n}}\n"
    return policy_plan(tmp_path_factory.mktemp("phases"), "allocation", THREE, blocks)


@given(market=markets(THREE), phase=st.sampled_from([1, 2]))
@SOME
def test_each_has_the_weight_of_the_phase(market: Market, phase: int, phases: Plan) -> None:
    run = run_in(phases, market, {"phase": str(phase)})
    keeps_total(run, market)
    weights = (0.7, 0.2, 0.1) if phase == 1 else (0.3, 0.5, 0.2)
    for year in range(YEARS):
        total = sum(run[name][year] for name in THREE)
        assert [run[name][year] for name in THREE] == pytest.approx([each * total for each in weights], abs=1e-6)


@pytest.fixture(scope="module")
def every_other_year(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """60% in stocks, looked at each year and traded every other."""
    blocks = "each year {\n    rebalance calendar(stocks, bonds, 60%, every: 2 years)\n}\n"
    return policy_plan(tmp_path_factory.mktemp("calendar"), "bands", TWO, blocks)


@given(market=markets(TWO))
@SOME
def test_the_calendar_trades_when_its_time_has_gone_by_and_not_before(market: Market, every_other_year: Plan) -> None:
    run = run_in(every_other_year, market)
    keeps_total(run, market)
    for year in range(YEARS):
        weight = 0.6 * (run["stocks"][year] + run["bonds"][year])
        wanted = weight if year % 2 else before_trades(run, market, "stocks", year)
        assert run["stocks"][year] == pytest.approx(wanted, abs=1e-6)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Three accounts whose loan is watched."""
    blocks = "debt loan {\n    principal: 50 TWD\n    rate: 0%/year\n    payment: none\n}\n"
    blocks += "each year {\n    apply pledge_guardrails(prototype, leveraged, cash, loan) as guard\n}\n"
    return policy_plan(
        tmp_path_factory.mktemp("guarded"), "rebalance", FUNDS, blocks + "let share = guard.cash_share\n"
    )


@given(market=markets(FUNDS))
@SOME
def test_the_guardrails_of_a_pledge_move_nothing(market: Market, guarded: Plan) -> None:
    run = run_in(guarded, market)
    is_untouched(run, market)
    assert run["loan"] == pytest.approx([50] * YEARS)
    assert all(0 <= share <= 1 for share in run["share"])


@pytest.fixture(scope="module")
def saving(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """10 a month out of cash."""
    blocks = "each year {\n    apply fixed_amount(cash, stocks, 10 TWD/month) as saved\n}\n"
    return policy_plan(tmp_path_factory.mktemp("saving"), "contributions", ("stocks", "cash"), blocks)


@given(market=markets(("stocks", "cash")))
@SOME
def test_what_is_invested_and_what_is_missed_are_the_fixed_amount(market: Market, saving: Plan) -> None:
    run = run_in(saving, market)
    keeps_total(run, market)
    for year in range(YEARS):
        assert run["saved.invested"][year] + run["saved.missed"][year] == pytest.approx(120)
        cash = before_trades(run, market, "cash", year)
        assert run["saved.invested"][year] == pytest.approx(min(120, cash), abs=1e-6)


@pytest.fixture(scope="module")
def goal(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """400 to be saved within the years of the plan, and 50 that stay in the account."""
    rule = f"save_for_goal(cash, stocks, 400 TWD real, ({YEARS} - step) * 1 year, 0%/year, 3%/year, kept: 50 TWD)"
    blocks = f"each year {{\n    apply {rule} as goal\n}}\n"
    return policy_plan(tmp_path_factory.mktemp("goal"), "goals", ("stocks", "cash"), blocks)


@given(market=markets(("stocks", "cash")))
@SOME
def test_a_goal_is_reached_when_nothing_was_short_and_what_is_kept_stays(market: Market, goal: Plan) -> None:
    run = run_in(goal, market)
    keeps_total(run, market)
    for year in range(YEARS):
        assert run["cash"][year] >= min(before_trades(run, market, "cash", year), 50) - 1e-6
    if run["goal.short"][-1] <= 1e-9:
        assert run["stocks"][-1] >= 400 - 1e-6


@pytest.fixture(scope="module")
def valued(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A share of stocks by their valuation, withdrawn each year."""
    blocks = "param cape = 20\neach year first {\n    apply cape_based(stocks, cape) as spent\n}\n"
    return policy_plan(tmp_path_factory.mktemp("valued"), "withdrawal", ("stocks",), blocks)


@given(market=markets(("stocks",)), cape=st.integers(1, 60), dearer=st.integers(1, 60))
@SOME
def test_the_dearer_stocks_are_the_smaller_is_the_share(market: Market, cape: int, dearer: int, valued: Plan) -> None:
    cheap, dear = (run_in(valued, market, {"cape": str(each)}) for each in (cape, cape + dearer))
    for run in (cheap, dear):
        assert run["spent.short"] == pytest.approx([0] * YEARS, abs=1e-9)
    assert dear["spent.rate"][0] < cheap["spent.rate"][0]
