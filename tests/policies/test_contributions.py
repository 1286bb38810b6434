"""Money in and out by a rule: units of a fixed amount, switching, and cash flow that does the rebalancing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in, sound
from semantics.running import Figures

NAMES = ("cash", "stocks", "bonds")
# Prices of 10, 8 and 12: case s4-dca.
MONTHS = """\
use std.contributions

plan "months" {{
    currency: TWD
    start: 2026-01
    years: 1
    step: month
}}

asset cash {{
    value: {cash} TWD
}}

asset fund {{
    units: 0 shares
    price: 10 TWD/share
    return: by_date(2026-02: -20%/month, 2026-03: 50%/month, otherwise: 0%/month)
}}

asset other {{
    value: 0 TWD
}}

each {period} {{
    {rule}
}}

let units = fund.units
let cost = fund.cost
"""


def months(folder: Path, rule: str, cash: int = 9_000, period: str = "month") -> Figures:
    """A year of months in which a rule runs each period."""
    path = folder / "months.plan"
    path.write_text(MONTHS.format(rule=rule, cash=cash, period=period), encoding="utf-8")
    return Figures(sound(path).run())


def test_a_fixed_amount_buys_the_units_of_the_text(tmp_path: Path) -> None:
    # 3,000 a month at 10, 8 and 12: 925 units at 9.7297 on average.
    run = months(tmp_path, "apply fixed_amount(cash, fund, 3000 TWD/month) as saving")
    assert run["units"][2] == pytest.approx(925)
    assert run["cost"][2] / run["units"][2] == pytest.approx(9.72972972972973)


def test_what_cash_does_not_hold_is_missed(tmp_path: Path) -> None:
    rule = "apply fixed_amount(cash, fund, 3000 TWD/month) as saving"
    run = months(tmp_path, rule, cash=5_000)
    assert run["saving.invested"][:3] == [3_000, 2_000, 0]
    assert run["saving.missed"][:3] == [0, 1_000, 3_000]


def test_a_longer_block_invests_the_amounts_of_its_months(tmp_path: Path) -> None:
    run = months(tmp_path, "apply fixed_amount(cash, fund, 1000 TWD/month) as saving", period="quarter")
    assert run["cash"][2::3] == [6_000, 3_000, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "first"),
    [("after: 6 months", 6), ("after: 3 months", 3), ("after: 3 months, wanted: step > 7", 8), ("", 13)],
)
def test_a_fund_is_switched_once_it_was_held_so_long(arguments: str, first: int, tmp_path: Path) -> None:
    rule = "move 100 TWD from cash to fund\n    rebalance switch_fund(fund, other"
    run = months(tmp_path, f"{rule}{', ' * bool(arguments)}{arguments})")
    assert [month for month, held in enumerate(run["fund"], 1) if held == 0] == list(range(first, 13))
    assert run.is_ok


@pytest.fixture(scope="module")
def switching(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A fund that is replaced after two years."""
    block = "each year {\n    rebalance switch_fund(stocks, bonds, after: 2 years)\n}\n"
    return policy_plan(tmp_path_factory.mktemp("switch"), "contributions", ("stocks", "bonds"), block)


@given(market=markets(("stocks", "bonds")))
@SOME
def test_a_switch_moves_everything_and_keeps_the_total(market: Market, switching: Plan) -> None:
    run = run_in(switching, market)
    keeps_total(run, market)
    assert run["stocks"][0] == pytest.approx(before_trades(run, market, "stocks", 0))
    if run["stocks"][0] > 0:
        assert run["stocks"][1:] == [0] * (YEARS - 1)


def flow(folder: Path, rule: str) -> Plan:
    """A plan in which new money comes in, or money is taken out, each year."""
    return policy_plan(folder, "contributions", NAMES, f"each year {{\n    rebalance {rule}\n}}\n")


def flat(cash: int, stocks: int, bonds: int) -> Market:
    """A market in which nothing moves."""
    return Market(dict(zip(NAMES, (cash, stocks, bonds), strict=True)), dict.fromkeys(NAMES, (0.0,) * YEARS))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 60% of 1,100 are 660: all 100 of new money is short of it.
        ((100, 500, 500), (0, 600, 500)),
        # 60% of 1,100 are 660 again: 40 into stocks, 60 into bonds.
        ((100, 620, 380), (0, 660, 440)),
        ((100, 700, 300), (0, 700, 400)),
        # Only what cash holds.
        ((30, 600, 400), (0, 618, 412)),
        ((0, 700, 300), (0, 700, 300)),
        ((100, 0, 0), (0, 60, 40)),
    ],
)
def test_new_money_goes_where_the_weight_is_short(
    before: tuple[int, int, int], after: tuple[int, int, int], tmp_path: Path
) -> None:
    run = run_in(flow(tmp_path, "invest_where_short(cash, stocks, bonds, 100 TWD, 60%)"), flat(*before))
    assert tuple(run[name][0] for name in NAMES) == pytest.approx(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 60% of what is left, 900, are 540: 60 out of stocks, 40 out of bonds.
        ((0, 600, 400), (100, 540, 360)),
        ((0, 700, 300), (100, 600, 300)),
        ((0, 500, 500), (100, 500, 400)),
        ((0, 30, 40), (70, 0, 0)),
        ((5, 0, 0), (5, 0, 0)),
    ],
)
def test_money_is_taken_where_the_weight_is_long(
    before: tuple[int, int, int], after: tuple[int, int, int], tmp_path: Path
) -> None:
    run = run_in(flow(tmp_path, "take_where_long(stocks, bonds, cash, 100 TWD, 60%)"), flat(*before))
    assert tuple(run[name][0] for name in NAMES) == pytest.approx(after)


@pytest.fixture(scope="module")
def coming(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """100 of new money a year for a weight of 60%."""
    return flow(tmp_path_factory.mktemp("in"), "invest_where_short(cash, stocks, bonds, 100 TWD, 60%)")


@pytest.fixture(scope="module")
def going(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """100 taken out a year for a weight of 60%."""
    return flow(tmp_path_factory.mktemp("out"), "take_where_long(stocks, bonds, cash, 100 TWD, 60%)")


def distance(stocks: float, bonds: float) -> float:
    """How far stocks are from 60%."""
    return abs(stocks / (stocks + bonds) - 0.6)


@given(market=markets(NAMES))
@SOME
def test_nothing_is_sold_and_no_split_of_the_new_money_comes_nearer(market: Market, coming: Plan) -> None:
    run = run_in(coming, market)
    keeps_total(run, market)
    for year in range(YEARS):
        cash, stocks, bonds = (before_trades(run, market, name, year) for name in NAMES)
        amount = min(100, cash)
        assert run["cash"][year] == pytest.approx(cash - amount)
        assert run["stocks"][year] >= stocks - 1e-6
        assert run["bonds"][year] >= bonds - 1e-6
        if stocks + bonds + amount > 1:
            nearest = min(distance(stocks + amount * k / 50, bonds + amount - amount * k / 50) for k in range(51))
            assert distance(run["stocks"][year], run["bonds"][year]) <= nearest + 1e-6


@given(market=markets(NAMES))
@SOME
def test_nothing_is_bought_and_no_split_of_what_is_taken_comes_nearer(market: Market, going: Plan) -> None:
    run = run_in(going, market)
    keeps_total(run, market)
    for year in range(YEARS):
        cash, stocks, bonds = (before_trades(run, market, name, year) for name in NAMES)
        amount = min(100, stocks + bonds)
        assert run["cash"][year] == pytest.approx(cash + amount)
        assert run["stocks"][year] <= stocks + 1e-6
        assert run["bonds"][year] <= bonds + 1e-6
        if stocks + bonds > 101:
            splits = [(stocks - amount * k / 50, bonds - amount + amount * k / 50) for k in range(51)]
            nearest = min(distance(*split) for split in splits if min(split) >= 0)
            assert distance(run["stocks"][year], run["bonds"][year]) <= nearest + 1e-6
