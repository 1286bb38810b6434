"""Portfolio insurance: Perold and Sharpe's figures, growing floors, and that the floor holds where it must."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in

NAMES = ("risky", "safe")
RECORDS = "let floor_now = insured.floor_now\nlet cushion = insured.cushion\nlet breach = insured.breach\n"


def cppi_plan(folder: Path, arguments: str) -> Plan:
    """A plan that insures risky and safe assets at the end of each year."""
    block = f"each year {{\n    rebalance cppi(risky, safe, {arguments}) as insured\n}}\n"
    return policy_plan(folder, "cppi", NAMES, block + RECORDS)


def market(risky: int, safe: int, returns: tuple[float, ...], interest: float = 0.0) -> Market:
    """A market with returns of the risky asset and one of the safe asset; years that are not named return nothing."""
    rates = (*returns, *[0.0] * (YEARS - len(returns)))
    return Market({"risky": risky, "safe": safe}, {"risky": rates, "safe": (interest,) * YEARS})


def test_a_fall_is_sold_and_a_rise_bought_as_perold_and_sharpe_say(tmp_path: Path) -> None:
    # Perold and Sharpe (1988): 100 with a floor of 75 and a multiplier of 2 is 50 in stocks; when stocks fall by a
    # fifth, 90 are left, 2 * 15 = 30 go into stocks, and 10 are sold.
    run = run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 2"), market(50, 50, (-0.2, 0.0, 0.5, -0.5)))
    assert (run["risky"][0], run["safe"][0]) == pytest.approx((30, 60))
    # Then 30 rise to 45: 105, 2 * 30 = 60 in stocks; they halve: 75, nothing above the floor.
    assert (run["risky"][2], run["safe"][2]) == pytest.approx((60, 45))
    assert (run["risky"][3], run["safe"][3]) == pytest.approx((0, 75))
    assert run["cushion"] == pytest.approx([15, 15, 30, 0])
    assert run["breach"] == [0, 0, 0, 0]


def test_the_exposure_is_at_most_everything_or_a_share_of_it(tmp_path: Path) -> None:
    # 125 and a floor of 75 would be 100 at 2, 150 at 3.
    risen = market(50, 50, (0.5,))
    assert run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 2"), risen)["risky"][0] == pytest.approx(100)
    assert run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 3"), risen)["risky"][0] == pytest.approx(125)
    most = run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 3, most: 60%"), risen)
    assert most["risky"][0] == pytest.approx(75)


def test_a_floor_that_grows_with_the_safe_asset_leaves_a_cushion_that_is_compounded(tmp_path: Path) -> None:
    # The cushion grows by r + m (x - r), where the safe asset earns r, the risky x: Black and Perold (1992).
    rates = (0.1, -0.2, 0.05, 0.12)
    run = run_in(
        cppi_plan(tmp_path, "floor: 80 TWD, multiplier: 3, growth: 4%/year"), market(60, 40, rates, interest=0.04)
    )
    expected, cushion = [], 20.0
    for rate in rates:
        cushion *= 1 + 0.04 + 3 * (rate - 0.04)
        expected.append(cushion)
    assert run["cushion"] == pytest.approx(expected)
    assert run["floor_now"] == pytest.approx([80 * 1.04**year for year in range(1, YEARS + 1)])


def test_a_locked_floor_follows_the_highest_total(tmp_path: Path) -> None:
    run = run_in(cppi_plan(tmp_path, "floor: 80 TWD, multiplier: 2, lock: 80%"), market(40, 60, (1.0, -0.5, 0.5)))
    # 140, floor 112, 56 risky; 112, at the floor, nothing risky.
    assert run["floor_now"] == pytest.approx([112, 112, 112, 112])
    assert run["risky"] == pytest.approx([56, 0, 0, 0])


def test_what_is_missing_below_the_floor_is_recorded(tmp_path: Path) -> None:
    # A fall of 60% is more than 1 / multiplier.
    run = run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 2"), market(50, 50, (-0.6,)))
    assert run["breach"] == pytest.approx([5] * YEARS)
    assert run["risky"][0] == 0


@pytest.fixture(scope="module")
def insured(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A floor of 500 that grows by 2% a year, and a multiplier of 4."""
    return cppi_plan(tmp_path_factory.mktemp("cppi"), "floor: 500 TWD, multiplier: 4, growth: 2%/year")


@given(market=markets(NAMES))
@SOME
def test_the_exposure_is_the_multiple_of_the_cushion_in_every_market(market: Market, insured: Plan) -> None:
    run = run_in(insured, market)
    keeps_total(run, market)
    for year in range(YEARS):
        total = sum(before_trades(run, market, name, year) for name in NAMES)
        exposure = min(max(4 * (total - 500 * 1.02 ** (year + 1)), 0), total)
        assert run["risky"][year] == pytest.approx(exposure, abs=1e-6)


@given(falls=st.lists(st.integers(-2500, 8000), min_size=YEARS, max_size=YEARS), safe=st.integers(510, 900))
@SOME
def test_the_floor_holds_while_the_fall_is_less_than_one_by_the_multiplier(
    falls: list[int], safe: int, insured: Plan
) -> None:
    rates = tuple(each / 10000 for each in falls)
    run = run_in(insured, market(0, safe, rates, interest=0.02))
    assert run["breach"] == pytest.approx([0] * YEARS, abs=1e-9)
    for year in range(YEARS):
        assert run["risky"][year] + run["safe"][year] >= 500 * 1.02 ** (year + 1) - 1e-6


def test_a_floor_that_is_a_formula_falls_with_what_is_withdrawn(tmp_path: Path) -> None:
    # 10 of 100 are withdrawn each year from the start on: a floor of 75% of what was not is 67.5, 60, 52.5, 45; twice
    # what is above it is risky.
    block = "each year {\n    withdraw 10 from safe then risky as drawn\n    grow\n    rebalance cppi(risky, safe, "
    block += "floor: 75% * (100 TWD - cumulative(drawn.amount)), multiplier: 2) as insured\n}\n"
    run = run_in(policy_plan(tmp_path, "cppi", NAMES, block + RECORDS), market(50, 50, (0.0,)))
    assert run["floor_now"] == pytest.approx([67.5, 60, 52.5, 45])
    assert run["risky"] == pytest.approx([45, 40, 35, 30])


def test_nothing_is_traded_within_the_band(tmp_path: Path) -> None:
    # 50 rise to 55: 105, and 2 * 30 = 60 would be risky,
    # 57.1% instead of 52.4%; to 66: 116, 82, 70.7% instead of 56.9%.
    run = run_in(cppi_plan(tmp_path, "floor: 75 TWD, multiplier: 2, band: 5%"), market(50, 50, (0.1, 0.2)))
    assert run["risky"][:2] == pytest.approx([55, 82])
    assert run["cushion"][:2] == pytest.approx([30, 41])
