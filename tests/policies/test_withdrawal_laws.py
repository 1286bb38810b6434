"""What holds for the rules of withdrawal in every market: total losses, empty accounts and falling prices included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan, load
from policies.markets import SOME, START, YEARS, Market, markets, run_in
from semantics.running import Figures

NAMES = ("stocks", "bonds", "cash")
# Each takes 5% of 1,000 or so; the portfolio is pro rata, or in order.
RULES = {
    "constant_real": "constant_real({0}, 5%/year)",
    "constant_nominal": "constant_nominal({0}, 5%/year, 2%/year)",
    "percent_of_portfolio": "percent_of_portfolio({0}, 5%/year)",
    "floor_and_ceiling": "floor_and_ceiling({0}, 5%/year)",
    "dynamic_spending": "dynamic_spending({0}, 5%/year)",
    "ninety_five_percent": "ninety_five_percent({0}, 5%/year)",
    "ratchet": "ratchet({0}, 5%/year, threshold: 110%)",
    "endowment": "endowment({0}, least: 4%/year, most: 7%/year)",
    "cape_based": "cape_based({0}, 20 + step)",
    "guyton_klinger": "guyton_klinger({0}, 5%/year, last_return: prev(portfolio.return, start: 0))",
    "guardrails_in_money": "guardrails_in_money({0}, 50 TWD/year real, 500 TWD real, 40 TWD/year real, "
    "1_500 TWD real, 60 TWD/year real)",
    "variable_percentage": "variable_percentage({0}, (5 - step) * 1 year)",
    "minimum_distribution": "minimum_distribution({0}, 80 + step)",
    "spend_by_beta": "spend_by_beta({0})",
}
NEVER_SHORT = {
    "percent_of_portfolio",
    "cape_based",
    "endowment",
    "variable_percentage",
    "minimum_distribution",
    "spend_by_beta",
}


@st.composite
def priced_markets(draw: st.DrawFn) -> Market:
    """A market with prices that move: rates from -20% to 50% a year."""
    market = draw(markets(NAMES))
    prices = draw(st.lists(st.integers(-2000, 5000).map(lambda each: each / 10000), min_size=YEARS, max_size=YEARS))
    return Market(market.balances, {**market.returns, "inflation": prices})


def write_plan(folder: Path, name: str, blocks: str) -> Plan:
    """A plan whose returns and inflation a market sets, year by year."""
    uses = "".join(f"use std.{use}\n" for use in ("withdrawal", "guardrails", "lifetime", "reserves"))
    parts = [
        f'{uses}\nplan "policy" {{\n    currency: TWD\n    start: {START}-01\n    years: {YEARS}\n'
        f"    inflation: {by_year('inflation')}\n}}\n"
    ]
    for each in (*NAMES, "inflation"):
        parts += [f"param {each}_{START + year} = 0%/year" for year in range(YEARS)]
    for beta, each in enumerate(NAMES):
        parts.append(f"asset {each} {{\n    value: 100 TWD\n    beta: {beta}\n    return: {by_year(each)}\n}}\n")
    parts.append("group portfolio = stocks, bonds, cash\n")
    path = folder / f"{name}.plan"
    path.write_text("\n".join([*parts, blocks]), encoding="utf-8")
    plan = load(path)
    assert [found.message for found in plan.check(is_static=True) if found.is_error] == []
    return plan


def by_year(name: str) -> str:
    """The params of a series, as a series."""
    return f"by_year({', '.join(f'{START + year}: {name}_{START + year}' for year in range(YEARS))})"


@pytest.fixture(scope="module")
def spending_plan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """A plan that spends by one rule on the first day of each year; made once."""
    made: dict[str, Plan] = {}

    def make(rule: str) -> Plan:
        if rule not in made:
            order = "portfolio" if len(made) % 2 else "cash then bonds then stocks"
            block = (
                f"each year {{\n    record before = stocks + bonds + cash\n    apply {RULES[rule].format(order)} as r\n"
            )
            block += "    record after = stocks + bonds + cash\n    grow\n}\n"
            made[rule] = write_plan(tmp_path_factory.mktemp("spending"), rule, block)
        return made[rule]

    return make


def price_levels(market: Market) -> list[float]:
    """The price level on the first day of each year."""
    levels = [1.0]
    for rate in market.returns["inflation"][:-1]:
        levels.append(levels[-1] * (1 + round(rate, 6)))
    return levels


def begun(values: Sequence[float]) -> list[float]:
    """The values from the first year on in which something is spent."""
    first = next((number for number, value in enumerate(values) if value > 0), len(values))
    return list(values[first:])


def real_spending(run: Figures, market: Market) -> list[float]:
    """Spending at the prices of the first day, from the year in which it begins."""
    return begun([amount / level for amount, level in zip(run["r.spending"], price_levels(market), strict=True)])


def steps(values: Sequence[float]) -> list[float]:
    """What each value is of the one before it."""
    return [after / before for before, after in pairwise(values)]


@pytest.mark.parametrize("rule", RULES)
@given(market=priced_markets())
@SOME
def test_what_is_spent_and_what_is_short_is_what_the_rule_allows(
    rule: str, market: Market, spending_plan: Callable[[str], Plan]
) -> None:
    run = run_in(spending_plan(rule), market)
    for year in range(YEARS):
        spending, short = run["r.spending"][year], run["r.short"][year]
        assert 0 <= short <= spending * (1 + 1e-12)
        paid = run["before"][year] - run["after"][year]
        assert paid == pytest.approx(spending - short, rel=1e-9, abs=1e-9)
        assert short == pytest.approx(max(spending - run["before"][year], 0), rel=1e-9, abs=1e-9)
        if rule in NEVER_SHORT:
            assert short == pytest.approx(0, abs=1e-9)


@given(market=priced_markets())
@SOME
def test_constant_real_spending_is_constant(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("constant_real"), market)
    assert steps(real_spending(run, market)) == pytest.approx([1] * (len(real_spending(run, market)) - 1))


@given(market=priced_markets())
@SOME
def test_constant_nominal_spending_knows_no_prices(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    spent = begun(run_in(spending_plan("constant_nominal"), market)["r.spending"])
    assert steps(spent) == pytest.approx([1.02] * len(steps(spent)))


@given(market=priced_markets())
@SOME
def test_a_floor_and_a_ceiling_are_never_left(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    real = real_spending(run_in(spending_plan("floor_and_ceiling"), market), market)
    for each in real:
        assert 0.85 * real[0] * (1 - 1e-9) <= each <= 1.2 * real[0] * (1 + 1e-9)


@given(market=priced_markets())
@SOME
def test_dynamic_spending_moves_by_no_more_than_it_may(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    for each in steps(real_spending(run_in(spending_plan("dynamic_spending"), market), market)):
        assert 0.975 * (1 - 1e-9) <= each <= 1.05 * (1 + 1e-9)


@given(market=priced_markets())
@SOME
def test_spending_falls_by_a_twentieth_at_most(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("ninety_five_percent"), market)
    for before, after in pairwise(run["r.spending"]):
        assert after >= 0.95 * before * (1 - 1e-9)
    for spending, portfolio in zip(run["r.spending"], run["before"], strict=True):
        assert spending >= 0.05 * portfolio * (1 - 1e-9)


@given(market=priced_markets())
@SOME
def test_a_ratchet_only_rises_and_waits_three_years(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    changes = steps(real_spending(run_in(spending_plan("ratchet"), market), market))
    assert all(each == pytest.approx(1) or each == pytest.approx(1.1) for each in changes)
    rises = [number for number, each in enumerate(changes) if each > 1.05]
    assert all(later - earlier >= 3 for earlier, later in pairwise(rises))


@given(market=priced_markets())
@SOME
def test_the_endowment_rule_keeps_its_bounds(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("endowment"), market)
    for spending, portfolio in zip(run["r.spending"], run["before"], strict=True):
        assert 0.04 * portfolio * (1 - 1e-9) <= spending <= 0.07 * portfolio * (1 + 1e-9)


@given(market=priced_markets())
@SOME
def test_guyton_klinger_keeps_to_its_rules(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("guyton_klinger"), market)
    for year in range(1, YEARS):
        last, usual = run["r.spending"][year - 1], 0.05 * run["before"][year]
        has_lost = run["before"][year] < run["after"][year - 1] * (1 - 1e-9)
        risen = last * min(1 + round(market.returns["inflation"][year - 1], 6), 1.06)
        kept = last if has_lost and last > usual else risen
        if last == 0:
            expected = usual
        elif kept > 1.2 * usual:
            expected = 0.9 * kept
        elif kept < 0.8 * usual:
            expected = 1.1 * kept
        else:
            expected = kept
        assert run["r.spending"][year] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(market=priced_markets())
@SOME
def test_guardrails_in_money_know_three_amounts(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("guardrails_in_money"), market)
    levels = price_levels(market)
    for year, level in enumerate(levels):
        worth, spent = run["before"][year] / level, run["r.spending"][year] / level
        if worth < 500 * (1 - 1e-9):
            assert spent == pytest.approx(40)
        elif worth > 1500 * (1 + 1e-9):
            assert spent == pytest.approx(60)
        else:
            assert any(spent == pytest.approx(each) for each in (40, 50, 60))


@given(market=priced_markets())
@SOME
def test_the_years_that_remain_use_the_portfolio_up(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("variable_percentage"), market)
    assert run["after"][-1] == pytest.approx(0, abs=1e-9 * max(1, *run["before"]))
    assert steps(run["r.rate"]) == sorted(steps(run["r.rate"]))


@given(market=priced_markets())
@SOME
def test_spending_by_beta_is_between_2_and_2_4_percent(market: Market, spending_plan: Callable[[str], Plan]) -> None:
    run = run_in(spending_plan("spend_by_beta"), market)
    for spending, portfolio in zip(run["r.spending"], run["before"], strict=True):
        assert 0.02 * portfolio * (1 - 1e-9) <= spending <= 0.024 * portfolio * (1 + 1e-9)


# --- reserves ------------------------------------------------------------------------------------------------------

RESERVES = {
    "spend_by_market": "apply spend_by_market(stocks, cash, 100 TWD/year) as r",
    "buckets": "apply buckets(cash, bonds, stocks, 100 TWD/year, 2 years, 3 years) as r",
    "living_first": "apply living_first(cash, bonds, stocks, 100 TWD/year, covered: 3 years) as r",
    "keep_emergency_fund": "apply keep_emergency_fund(cash, bonds then stocks, 100 TWD/year, 2 years) as r",
    "sell_excess": "apply sell_excess(stocks, cash, portfolio, 40%) as r",
}


@pytest.fixture(scope="module")
def reserve_plan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """A plan with one of the rules above at the end of each year."""
    made: dict[str, Plan] = {}

    def make(rule: str) -> Plan:
        if rule not in made:
            lines = [f"record {name}_before = {name}" for name in NAMES]
            block = "each year {\n" + "".join(f"    {line}\n" for line in [*lines, RESERVES[rule]]) + "}\n"
            made[rule] = write_plan(tmp_path_factory.mktemp("reserves"), rule, block)
        return made[rule]

    return make


def flows(run: Figures, year: int) -> dict[str, float]:
    """What each account gained by the rule in a year."""
    return {name: run[name][year] - run[f"{name}_before"][year] for name in NAMES}


def tolerance(run: Figures) -> float:
    """What is as good as nothing beside the amounts of a plan."""
    return 1e-9 * max(1.0, *(value for name in NAMES for value in run[f"{name}_before"]))


@pytest.mark.parametrize("rule", ["living_first", "keep_emergency_fund", "sell_excess"])
@given(market=priced_markets())
@SOME
def test_what_is_kept_in_reserve_is_still_there(rule: str, market: Market, reserve_plan: Callable[[str], Plan]) -> None:
    run = run_in(reserve_plan(rule), market)
    for year in range(YEARS):
        assert sum(flows(run, year).values()) == pytest.approx(0, abs=tolerance(run))


@pytest.mark.parametrize("rule", ["spend_by_market", "buckets"])
@given(market=priced_markets())
@SOME
def test_what_leaves_is_spending_less_what_was_short(
    rule: str, market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan(rule), market)
    for year in range(YEARS):
        assert -sum(flows(run, year).values()) == pytest.approx(100 - run["r.short"][year], abs=tolerance(run))


@given(market=priced_markets())
@SOME
def test_no_fund_is_sold_after_a_loss_while_the_reserve_lasts(
    market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan("spend_by_market"), market)
    for year in range(YEARS):
        held = "cash" if market.returns["stocks"][year] < 0 and run["stocks_before"][year] > 0 else None
        if held and run[held][year] > tolerance(run):
            assert flows(run, year)["stocks"] == pytest.approx(0, abs=tolerance(run))


@given(market=priced_markets())
@SOME
def test_no_stocks_are_sold_without_a_gain_while_cash_and_bonds_last(
    market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan("buckets"), market)
    for year in range(YEARS):
        left = run["cash"][year] + run["bonds"][year]
        if round(market.returns["stocks"][year], 6) <= 0 and left > tolerance(run):
            assert flows(run, year)["stocks"] == pytest.approx(0, abs=tolerance(run))
        elif run["stocks"][year] > tolerance(run) and market.returns["stocks"][year] > 1e-5:
            assert run["cash"][year] >= 200 - tolerance(run)
            assert run["bonds"][year] >= 300 - tolerance(run)


@given(market=priced_markets())
@SOME
def test_nothing_grows_while_the_emergency_fund_is_not_full(
    market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan("living_first"), market)
    for year in range(YEARS):
        assert min(flows(run, year)["bonds"], flows(run, year)["stocks"]) >= 0
        if run["r.missing"][year] > tolerance(run):
            assert flows(run, year)["stocks"] == pytest.approx(0, abs=tolerance(run))
        else:
            assert run["cash"][year] <= 100 + tolerance(run)


@given(market=priced_markets())
@SOME
def test_an_emergency_fund_is_full_or_the_sources_are_empty(
    market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan("keep_emergency_fund"), market)
    for year in range(YEARS):
        assert flows(run, year)["cash"] >= 0
        if run["cash"][year] < 200 - tolerance(run):
            assert run["bonds"][year] + run["stocks"][year] == pytest.approx(0, abs=tolerance(run))
            assert run["r.missing"][year] == pytest.approx(200 - run["cash"][year], abs=tolerance(run))


@given(market=priced_markets())
@SOME
def test_excess_is_sold_only_after_a_gain_and_down_to_the_target(
    market: Market, reserve_plan: Callable[[str], Plan]
) -> None:
    run = run_in(reserve_plan("sell_excess"), market)
    for year in range(YEARS):
        moved = flows(run, year)
        assert moved["bonds"] == 0
        whole = sum(run[name][year] for name in NAMES)
        if moved["stocks"] < -tolerance(run):
            assert market.returns["stocks"][year] > 0
            assert run["stocks"][year] == pytest.approx(0.4 * whole, abs=tolerance(run))
