"""Insurance with a savings value: premiums, the value, and what is paid at the end, at surrender and at death."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, markets, policy_plan, run_in

NAMES = ("cash", "policy")
RECORDS = """\
let premium = cover.premium_paid
let protection = cover.protection
let missed = cover.missed
let surrender = cover.surrender
let paid_out = cover.paid_out
"""


def insured(folder: Path, more: str) -> Plan:
    """A policy of 100 a year for two years that ends after three, of which a tenth is not saved."""
    rule = f"apply savings_insurance(cash, policy, 100 TWD/year, 2 years, 3 years, loading: 10%{more}) as cover"
    return policy_plan(folder, "insurance", NAMES, f"each year {{\n    {rule}\n}}\n{RECORDS}")


def growing(cash: int, rate: float = 0.0) -> Market:
    """A policy that grows at a rate."""
    return Market({"cash": cash, "policy": 0}, {"cash": (0.0,) * YEARS, "policy": (rate,) * YEARS})


def test_premiums_less_loading_grow_until_the_end(tmp_path: Path) -> None:
    run = run_in(insured(tmp_path, ""), growing(1000, 0.05))
    assert run["policy"] == pytest.approx([90, 90 * 2.05, 0, 0])
    assert run["paid_out"] == pytest.approx([0, 0, 90 * 2.05 * 1.05, 0])
    assert run["premium"] == pytest.approx([100, 100, 0, 0])
    assert run["cash"][3] == pytest.approx(800 + 90 * 2.05 * 1.05)


@pytest.mark.parametrize(
    ("more", "paid_out", "cash"),
    [
        (", surrendered: step = 2, charge: 20%", [0, 144, 0, 0], [900, 944, 944, 944]),
        (", assured: 500 TWD, dies: step = 2", [0, 500, 0, 0], [900, 1300, 1300, 1300]),
        (", assured: 100 TWD, dies: step = 2", [0, 180, 0, 0], [900, 980, 980, 980]),
        (", surrendered: step = 3, charge: 20%", [0, 0, 180, 0], [900, 800, 980, 980]),
    ],
)
def test_a_policy_ends_at_surrender_or_death(
    more: str, paid_out: list[float], cash: list[float], tmp_path: Path
) -> None:
    run = run_in(insured(tmp_path, more), growing(1000))
    assert run["paid_out"] == pytest.approx(paid_out)
    assert run["cash"] == pytest.approx(cash)


def test_what_protects_is_loading_and_the_cost_of_the_risk(tmp_path: Path) -> None:
    # 1% of 500 less 90; then of 500 less 85.9 and 90.
    run = run_in(insured(tmp_path, ", assured: 500 TWD, risk_rate: 1%/year"), growing(1000))
    assert run["protection"][:2] == pytest.approx([14.1, 13.241])
    assert run["surrender"][:2] == pytest.approx([85.9, 172.659])


def test_what_cash_does_not_hold_is_missed(tmp_path: Path) -> None:
    run = run_in(insured(tmp_path, ""), growing(150))
    assert run["missed"] == pytest.approx([0, 50, 0, 0])
    assert run["policy"][1] == pytest.approx(135)


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A policy that protects and is surrendered late."""
    more = ", assured: 400 TWD, risk_rate: 2%/year, charge: 15%, surrendered: step = 3"
    return insured(tmp_path_factory.mktemp("covered"), more)


@given(market=markets(NAMES))
@SOME
def test_the_value_is_what_was_saved_and_after_the_end_there_is_none(market: Market, covered: Plan) -> None:
    run = run_in(covered, market)
    for year in range(YEARS):
        cash, policy = (before_trades(run, market, name, year) for name in NAMES)
        assert run["premium"][year] + run["missed"][year] == pytest.approx(100 if year < 2 else 0)
        if year < 2:
            assert run["policy"][year] == pytest.approx(policy + run["premium"][year] - run["protection"][year])
            assert run["cash"][year] == pytest.approx(cash - run["premium"][year])
        else:
            assert run["policy"][year] == pytest.approx(0 if year == 2 else policy)


# --- insurance that covers a risk ----------------------------------------------------------------------------------

BENEFITS = """\
let premium = cover.premium_paid
let benefit = cover.benefit
let in_force = cover.in_force
"""


def risk_covered(folder: Path, more: str) -> Plan:
    """100 a year for three years insure 1,000."""
    rule = f"apply risk_cover(cash, 100 TWD/year, 1_000 TWD, 3 years{more}) as cover"
    return policy_plan(folder, "insurance", ("cash",), f"each year {{\n    {rule}\n}}\n{BENEFITS}")


@pytest.mark.parametrize(
    ("more", "opening", "benefit", "cash"),
    [
        # Nothing happens: three premiums, and the cover is over.
        ("", 500, [0, 0, 0, 0], [400, 300, 200, 200]),
        # Life insurance pays once, and ends; the death lasts.
        (", struck: step >= 2", 500, [0, 1000, 0, 0], [400, 1300, 1300, 1300]),
        # Fire insurance pays the loss less a tenth, at most the sum assured, and goes on.
        (", struck: step = 2, loss: 600 TWD, own_share: 10%, ends: false", 500, [0, 540, 0, 0], [400, 840, 740, 740]),
        (", struck: step = 2, loss: 3_000 TWD, ends: false", 500, [0, 1000, 0, 0], [400, 1300, 1200, 1200]),
        # What happens after the end, or after a premium that was not paid, is not covered.
        (", struck: step = 4", 500, [0, 0, 0, 0], [400, 300, 200, 200]),
        (", struck: step = 2", 150, [0, 0, 0, 0], [50, 50, 50, 50]),
    ],
)
def test_a_risk_is_covered_while_premiums_are_paid(
    more: str, opening: int, benefit: list[float], cash: list[float], tmp_path: Path
) -> None:
    run = run_in(risk_covered(tmp_path, more), Market({"cash": opening}, {"cash": (0.0,) * YEARS}))
    assert run["benefit"] == pytest.approx(benefit)
    assert run["cash"] == pytest.approx(cash)


@pytest.fixture(scope="module")
def at_risk(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A house that burns in the second and the third year."""
    more = ", struck: step >= 2, loss: 1_500 TWD, own_share: 20%, ends: false"
    return risk_covered(tmp_path_factory.mktemp("at_risk"), more)


@given(market=markets(("cash",)))
@SOME
def test_no_benefit_comes_without_a_premium_and_none_after_the_end(market: Market, at_risk: Plan) -> None:
    run = run_in(at_risk, market)
    lapsed = False
    for year in range(YEARS):
        cash = before_trades(run, market, "cash", year)
        lapsed = lapsed or year > 2 or cash < 100
        assert run["premium"][year] == pytest.approx(0 if lapsed else 100)
        assert run["benefit"][year] == pytest.approx(0 if lapsed or year == 0 else 800)
        assert run["cash"][year] == pytest.approx(cash - run["premium"][year] + run["benefit"][year])
        assert run["in_force"][year] == (0 if lapsed else 1)
