"""What to hold: worked figures, ranges and paths, and what each rule never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in, sound
from semantics.running import Figures

TWO = ("stocks", "bonds")
SLEEVES = ("saving", "investment", "speculation")


def allocation(folder: Path, rule: str, names: tuple[str, ...] = TWO, records: str = "") -> Plan:
    """A plan in which a rule of the file runs each year."""
    return policy_plan(folder, "allocation", names, f"each year {{\n    rebalance {rule} as held\n}}\n{records}")


def flat(**balances: int) -> Market:
    """A market in which nothing moves."""
    return Market(balances, dict.fromkeys(balances, (0.0,) * YEARS))


def rising(first: str, second: str, rates: tuple[float, ...], first_value: int, second_value: int) -> Market:
    """A market of two in which the first moves and the second stays."""
    return Market({first: first_value, second: second_value}, {first: rates, second: (0.0,) * YEARS})


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """1,000 of cash is invested once, 60% in stocks."""
    names = ("cash", "stocks", "bonds")
    return allocation(tmp_path_factory.mktemp("held"), "buy_and_hold(cash, stocks, bonds, 1000 TWD, 60%)", names)


@given(market=markets(("cash", "stocks", "bonds")))
@SOME
def test_buy_and_hold_trades_once(market: Market, held: Plan) -> None:
    run = run_in(held, market)
    keeps_total(run, market)
    cash = before_trades(run, market, "cash", 0)
    for name, share in (("stocks", 0.6), ("bonds", 0.4)):
        assert run[name][0] == pytest.approx(before_trades(run, market, name, 0) + share * min(cash, 1000))
        for year in range(1, YEARS):
            assert run[name][year] == pytest.approx(before_trades(run, market, name, year))


def test_a_constant_mix_buys_what_fell_as_perold_and_sharpe_say(tmp_path: Path) -> None:
    # Perold and Sharpe (1988): 60 in stocks and 40 in bills; stocks fall by a tenth, 54 and 40, and 2.40 are bought.
    plan = allocation(tmp_path, "constant_mix(stocks, bonds, 60%)", records="let off = held.off\n")
    run = run_in(plan, rising("stocks", "bonds", (-0.1, 0.0, 0.0, 0.0), 60, 40))
    assert (run["stocks"][0], run["bonds"][0], run["off"][0]) == pytest.approx((56.4, 37.6, -2.4))


def test_the_constant_mix_of_the_text(tmp_path: Path) -> None:
    # Case s4-constant-mix: half of 1,000,000 rises by a fifth, and 50,000 go from shares to cash.
    plan = allocation(tmp_path, "constant_mix(stocks, bonds, 50%)")
    run = run_in(plan, rising("stocks", "bonds", (0.2, 0.0, 0.0, 0.0), 500_000, 500_000))
    assert run["bonds"][0] == 550_000


@pytest.mark.parametrize(("least", "stocks"), [(4, 50), (5, 55), (6, 55)])
def test_a_constant_mix_leaves_small_trades_out(least: int, stocks: int, tmp_path: Path) -> None:
    # 55 beside 45 are 5 too much, which is not more than 5.
    plan = allocation(tmp_path, f"constant_mix(stocks, bonds, 50%, least: {least} TWD)")
    assert run_in(plan, flat(stocks=55, bonds=45))["stocks"][0] == stocks


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A constant mix of 60%."""
    return allocation(tmp_path_factory.mktemp("mixed"), "constant_mix(stocks, bonds, 60%)")


@given(market=markets(TWO))
@SOME
def test_a_constant_mix_sells_what_rose_more_and_buys_what_fell_more(market: Market, mixed: Plan) -> None:
    run = run_in(mixed, market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = run["stocks"][year] + run["bonds"][year]
        assert run["stocks"][year] == pytest.approx(0.6 * total, abs=1e-6)
        moved = run["stocks"][year] - before_trades(run, market, "stocks", year)
        lead = market.returns["stocks"][year] - market.returns["bonds"][year]
        # In the first year the balances are whatever they were.
        assert year == 0 or lead * moved <= 1e-6


@pytest.mark.parametrize(
    ("arguments", "core", "expected"),
    [
        ("", 80_000, 80_000),
        ("", 90_000, 90_000),
        ("", 70_000, 80_000),
        ("", 95_000, 90_000),
        ("to_edge: false", 95_000, 85_000),
        ("to_edge: false, target: 82%", 70_000, 82_000),
        ("to_edge: false", 88_000, 88_000),
        ("least: 60%, most: 70%", 75_000, 70_000),
    ],
)
def test_a_core_outside_its_range_comes_back(arguments: str, core: int, expected: int, tmp_path: Path) -> None:
    # Case s2-newcomer-allocation: 80,000 to 90,000 of 100,000 in the core.
    rule = f"core_satellite(core, satellite{', ' * bool(arguments)}{arguments})"
    run = run_in(allocation(tmp_path, rule, ("core", "satellite")), flat(core=core, satellite=100_000 - core))
    assert run["core"][0] == pytest.approx(expected)


@pytest.fixture(scope="module")
def ranged(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A core of 80% to 90%."""
    return allocation(tmp_path_factory.mktemp("core"), "core_satellite(core, satellite)", ("core", "satellite"))


@given(market=markets(("core", "satellite")))
@SOME
def test_the_core_is_always_in_its_range(market: Market, ranged: Plan) -> None:
    run = run_in(ranged, market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = run["core"][year] + run["satellite"][year]
        assert 0.8 * total - 1e-6 <= run["core"][year] <= 0.9 * total + 1e-6


AGES = """\
use std.allocation

plan "ages" {{
    currency: TWD
    start: 2026-01
    years: 60
}}

person chen {{
    born: 2000-01-01
}}

asset stocks {{
    value: 100 TWD
}}

asset bonds {{
    value: 100 TWD
}}

each year {{
    rebalance {rule}
}}

let age = chen.age
"""


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        ("by_age(stocks, bonds, chen.age)", {26: 74, 60: 40, 85: 15}),
        ("by_age(stocks, bonds, chen.age, base: 110)", {26: 84, 60: 50, 85: 25}),
        ("by_age(stocks, bonds, chen.age, base: 130)", {26: 100, 30: 100, 85: 45}),
        ("by_age(stocks, bonds, chen.age, base: 80)", {26: 54, 80: 0, 85: 0}),
        # 90% until 40, 50% at 65, 30% from 72; half way between 40 and 65 is 70% at 52.5.
        ("glide_path(stocks, bonds, chen.age)", {26: 90, 40: 90, 45: 82, 65: 50, 72: 30, 85: 30}),
        (
            "glide_path(stocks, bonds, chen.age, ages: [30, 50], weights: [100%, 0%])",
            {26: 100, 30: 100, 35: 75, 50: 0, 85: 0},
        ),
        # To the age of 65, over 25 years from 80% to 40%.
        (
            "by_horizon(stocks, bonds, chen.turns(65) - now, fade: 25 years, least: 40%, most: 80%)",
            {26: 80, 40: 80, 65: 40, 85: 40},
        ),
    ],
)
def test_the_share_of_stocks_follows_the_age(rule: str, shares: dict[int, float], tmp_path: Path) -> None:
    path = tmp_path / "ages.plan"
    path.write_text(AGES.format(rule=rule), encoding="utf-8")
    run = Figures(sound(path).run())
    assert run.is_ok
    found = {int(age): stocks / 2 for age, stocks in zip(run["age"], run["stocks"], strict=True)}
    assert {age: found[age] for age in shares} == pytest.approx(shares, abs=1e-9)


def test_the_share_of_stocks_half_way_to_the_goal(tmp_path: Path) -> None:
    # 12.5 of 25 years are left: half way between 80% and 40%.
    rule = "by_horizon(stocks, bonds, 12.5 years, fade: 25 years, least: 40%, most: 80%)"
    run = run_in(allocation(tmp_path, rule), flat(stocks=100, bonds=0))
    assert run["stocks"][0] == pytest.approx(60)


def test_an_allocation_follows_the_phase(tmp_path: Path) -> None:
    weights = "stocks_weights: [70%, 20%, 40%], bonds_weights: [20%, 50%, 60%]"
    rule = f"by_phase(stocks, bonds, cash, by_year(2026: 1, 2027: 3, otherwise: 2), {weights})"
    run = run_in(allocation(tmp_path, rule, ("stocks", "bonds", "cash")), flat(stocks=0, bonds=0, cash=100))
    assert run["stocks"] == pytest.approx([70, 40, 20, 20])
    assert run["bonds"] == pytest.approx([20, 60, 50, 50])
    assert run["cash"] == pytest.approx([10, 0, 30, 30])


@pytest.mark.parametrize(
    ("arguments", "core", "petal", "expected"),
    [
        # A fifth of 1,000 is the most; the goal of 300 is further away.
        ("", 700, 300, 200),
        ("most: 50%", 600, 400, 300),
        ("", 900, 100, 100),
        ("feed: 30 TWD/year", 900, 100, 130),
        ("feed: 30 TWD/year", 810, 190, 200),
        ("feed: 30 TWD/year, most: 12%", 900, 100, 120),
        # The share is counted of all petals where they are given.
        ("whole: 2000 TWD", 600, 400, 300),
    ],
)
def test_a_petal_grows_to_its_goal_or_its_share(
    arguments: str, core: int, petal: int, expected: int, tmp_path: Path
) -> None:
    rule = f"sunflower(core, petal, goal: 300 TWD{', ' * bool(arguments)}{arguments})"
    plan = allocation(tmp_path, rule, ("core", "petal"), "let reached = held.reached\n")
    run = run_in(plan, flat(core=core, petal=petal))
    assert (run["petal"][0], run["reached"][0]) == pytest.approx((expected, petal / 300))


@pytest.fixture(scope="module")
def sunflower(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Two petals around one core."""
    rules = "".join(
        f"    rebalance sunflower(core, {petal}, goal: {goal} TWD, most: 10%, feed: 20 TWD/year, "
        f"whole: core + first_petal + second_petal) as {petal}_rule\n"
        for petal, goal in (("first_petal", 300), ("second_petal", 60))
    )
    names = ("core", "first_petal", "second_petal")
    folder = tmp_path_factory.mktemp("sunflower")
    return policy_plan(folder, "allocation", names, f"each year {{\n{rules}}}\n")


@given(market=markets(("core", "first_petal", "second_petal")))
@SOME
def test_no_petal_is_above_its_goal_or_its_share(market: Market, sunflower: Plan) -> None:
    run = run_in(sunflower, market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = sum(run[name][year] for name in market.balances)
        for petal, goal in (("first_petal", 300), ("second_petal", 60)):
            assert run[petal][year] <= min(goal, 0.1 * total) + 1e-6
            assert run[petal][year] <= before_trades(run, market, petal, year) + 20 + 1e-6


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((100, 700, 200), (300, 600, 100)),
        ((400, 550, 50), (400, 550, 50)),
        ((100, 60, 40), (200, 0, 0)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_savings_come_first_and_speculation_is_limited(
    before: tuple[int, int, int], after: tuple[int, int, int], tmp_path: Path
) -> None:
    plan = allocation(tmp_path, "sleeves(saving, investment, speculation, needed: 300 TWD)", SLEEVES)
    run = run_in(plan, flat(**dict(zip(SLEEVES, before, strict=True))))
    assert tuple(run[name][0] for name in SLEEVES) == pytest.approx(after)


@pytest.fixture(scope="module")
def three_sleeves(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Savings of 300 and at most a tenth in speculation."""
    rule = "sleeves(saving, investment, speculation, needed: 300 TWD)"
    return allocation(tmp_path_factory.mktemp("sleeves"), rule, SLEEVES)


@given(market=markets(SLEEVES))
@SOME
def test_the_limits_of_the_sleeves_hold_in_every_market(market: Market, three_sleeves: Plan) -> None:
    run = run_in(three_sleeves, market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = sum(run[name][year] for name in SLEEVES)
        assert run["saving"][year] >= min(300, total) - 1e-6
        assert run["speculation"][year] <= 0.1 * total + 1e-6


@given(
    market=markets(TWO),
    rule=st.sampled_from(
        [
            "by_age(stocks, bonds, 60)",
            "glide_path(stocks, bonds, 45)",
            "by_horizon(stocks, bonds, 3 years, fade: 10 years, least: 20%, most: 80%)",
        ]
    ),
)
@SOME
def test_a_path_of_weights_keeps_the_total(market: Market, rule: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    keeps_total(run_in(allocation(tmp_path_factory.mktemp("path"), rule), market), market)
