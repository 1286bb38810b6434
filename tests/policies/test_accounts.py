"""Accounts by their taxes: what a withdrawal leaves, where contributions go, how a conversion fills a bracket."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from plainplan import Plan
from policies.markets import SOME, YEARS, Market, before_trades, keeps_total, markets, policy_plan, run_in, sound
from semantics.running import Figures

NAMES = ("brokerage", "ira", "roth")
IN_ORDER = """\
each year {
    apply draw_after_tax(brokerage, 100 TWD, "taxable", tax: 15%, age: 60) as first
    apply draw_after_tax(ira, first.short, "deferred", tax: 20%, age: 60) as second
    apply draw_after_tax(roth, second.short, "roth", tax: 20%, age: 60) as third
}

let left = third.short
"""
PARTS = tuple(f"{name}.{part}" for name in ("first", "second", "third") for part in ("spent", "tax_paid"))


def flat(**balances: int) -> Market:
    """A market in which nothing moves."""
    return Market(balances, dict.fromkeys(balances, (0.0,) * YEARS))


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """100 a year after tax, from one account after the other."""
    return policy_plan(tmp_path_factory.mktemp("order"), "accounts", NAMES, IN_ORDER)


def test_each_kind_of_account_gives_what_its_tax_leaves(in_order: Plan) -> None:
    # 40 have no gain. For the other 60, 75 leave a deferred account; then 25 for 20 there, and 80 of the Roth account.
    run = run_in(in_order, flat(brokerage=40, ira=100, roth=500))
    assert [run[part][0] for part in PARTS] == pytest.approx([40, 0, 60, 15, 0, 0])
    assert [run[part][1] for part in PARTS] == pytest.approx([0, 0, 20, 5, 80, 0])
    assert [run[name][1] for name in NAMES] == pytest.approx([0, 0, 420])


def test_a_taxable_account_pays_on_the_share_of_its_gain(in_order: Plan) -> None:
    # Half of the 2,000 is gain: 7.5% of what is sold is tax.
    still = flat(brokerage=1000, ira=0, roth=0)
    market = Market(still.balances, {**still.returns, "brokerage": (1, 0, 0, 0)})
    run = run_in(in_order, market)
    assert run["first.tax_paid"] == pytest.approx([100 * 0.075 / 0.925] * YEARS)
    assert run["brokerage"][3] == pytest.approx(2000 - 4 * 100 / 0.925)


DOLLARS = """\
use std.accounts

plan "in Taiwan dollars" {
    currency: TWD
    start: 2026-01
    years: 1
}

fx USD = 31.5 TWD

asset brokerage {
    value: 1_000 USD
    cost: 500 USD
}

asset ira {
    value: 5_000 USD
}

asset roth {
    value: 0 USD
}

each year {
    apply fill_bracket(ira, roth, 200 USD, 1_000 USD) as done
    apply draw_after_tax(brokerage, 100 USD, "taxable", tax: 15%, age: 60) as draw
}
"""


def test_accounts_in_dollars_are_converted_and_taxed_in_a_plan_of_taiwan_dollars(tmp_path: Path) -> None:
    path = tmp_path / "dollars.plan"
    path.write_text(DOLLARS, encoding="utf-8")
    run = Figures(sound(path).run())
    assert run["done.converted"] == pytest.approx([800])
    assert run["roth"] == pytest.approx([800])
    # Half of what is sold is gain.
    assert run["draw.tax_paid"] == pytest.approx([100 * 0.075 / 0.925])
    assert run["brokerage"] == pytest.approx([1000 - 100 / 0.925])


@pytest.mark.parametrize(
    ("kind", "more", "spent", "tax"),
    [
        # 20% and 10%: 100 / 0.7 leave the account.
        ("deferred", "", 100, 100 / 0.7 - 100),
        ("deferred", ", penalty: 0%", 100, 25),
        ("deferred", ", closed: true", 0, 0),
        ("deferred", ", access_age: 50", 100, 25),
        # Half is gain: 15% of what leaves the account.
        ("roth", "", 100, 100 / 0.85 - 100),
        ("roth", ", closed: true", 0, 0),
        ("taxable", ", closed: true", 100, 100 / 0.9 - 100),
    ],
)
def test_before_the_age_of_access_there_is_a_penalty_or_nothing(
    kind: str, more: str, spent: float, tax: float, tmp_path: Path
) -> None:
    block = f'each year {{\n    apply draw_after_tax(ira, 100 TWD, "{kind}", tax: 20%, age: 50{more}) as drawn\n}}\n'
    run = run_in(
        policy_plan(tmp_path, "accounts", ("ira",), block + "let spent = drawn.spent\n"),
        Market({"ira": 500}, {"ira": (1, 0, 0, 0)}),
    )
    assert run["drawn.spent"][0] == pytest.approx(spent)
    assert run["drawn.tax_paid"][0] == pytest.approx(tax)
    assert run["drawn.short"][0] == pytest.approx(100 - spent)


@given(market=markets(NAMES))
@SOME
def test_what_leaves_the_accounts_is_spent_or_paid_in_tax(market: Market, in_order: Plan) -> None:
    run = run_in(in_order, market)
    for year in range(YEARS):
        held = sum(before_trades(run, market, name, year) for name in NAMES)
        gone = sum(run[part][year] for part in PARTS)
        assert sum(run[name][year] for name in NAMES) == pytest.approx(held - gone)
        assert sum(run[part][year] for part in PARTS[::2]) + run["left"][year] == pytest.approx(100)


ROUTED = ("purse", "retirement", "taxable")
ROUTE = """\
each year {
    rebalance route_contribution(purse, retirement, taxable, 100 TWD, most: 70 TWD) as routed
}

let gap = routed.gap
"""


@pytest.fixture(scope="module")
def routing(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """100 a year, of which 70 may go into the retirement account."""
    return policy_plan(tmp_path_factory.mktemp("route"), "accounts", ROUTED, ROUTE)


@pytest.mark.parametrize(
    ("balances", "taxable", "gap"),
    [
        # s0-half-half: 1,600 and 400 are 600 apart from a half each; new money goes to the taxable account.
        ((1000, 1600, 400), 100, 550),
        ((1000, 500, 480), 60, 0),
        # The taxable account has too much, but no more than 70 may go into the other.
        ((1000, 400, 600), 30, -80),
        ((40, 400, 600), 0, -80),
        ((0, 400, 600), 0, -100),
    ],
)
def test_contributions_go_where_the_share_is_short(
    balances: tuple[int, int, int], taxable: float, gap: float, routing: Plan
) -> None:
    run = run_in(routing, flat(**dict(zip(ROUTED, balances, strict=True))))
    assert run["taxable"][0] - balances[2] == pytest.approx(taxable)
    assert run["retirement"][0] - balances[1] == pytest.approx(min(100, balances[0]) - taxable)
    assert run["gap"][0] == pytest.approx(gap)


@given(market=markets(ROUTED))
@SOME
def test_a_routed_contribution_sells_nothing_and_keeps_the_limit(market: Market, routing: Plan) -> None:
    run = run_in(routing, market)
    keeps_total(run, market)
    for year in range(YEARS):
        purse, retirement, taxable = (before_trades(run, market, name, year) for name in ROUTED)
        assert run["purse"][year] == pytest.approx(purse - min(100, purse))
        assert -1e-6 <= run["retirement"][year] - retirement <= 70 + 1e-6
        assert run["taxable"][year] >= taxable - 1e-6


CONVERSION = """\
use std.accounts
use std.taxes_us

plan "conversion" {
    currency: USD
    start: 2025-01
    years: 2
}

param other = 400_000 USD

asset ira {
    value: IRA USD
}

asset roth {
    value: 0 USD
}

asset brokerage {
    value: 500_000 USD
}

each year {
    apply fill_bracket(ira, roth, other, bracket_end_us(32%, "joint")) as conversion
    let tax = income_tax_us(other + conversion.converted, "joint") - income_tax_us(other, "joint")
    pay tax from brokerage as conversion_tax
}

let tax = conversion_tax.amount
let room = conversion.room
"""


@pytest.mark.parametrize(
    ("ira", "converted", "tax"),
    [
        # Up to 501,050 in 2025, all at 32%; up to 512,450 in 2026, where 24% end at 403,550.
        (1_000_000, (101_050, 112_450), (101_050 * 0.32, 3_550 * 0.24 + 108_900 * 0.32)),
        (50_000, (50_000, 0), (50_000 * 0.32, 0)),
    ],
)
def test_a_conversion_fills_the_bracket_of_its_year(
    ira: int, converted: tuple[float, float], tax: tuple[float, float], tmp_path: Path
) -> None:
    path = tmp_path / "conversion.plan"
    path.write_text(CONVERSION.replace("IRA", str(ira)), encoding="utf-8")
    run = Figures(sound(path).run())
    assert run.is_ok
    assert run["conversion.converted"] == pytest.approx(converted)
    assert run["tax"] == pytest.approx(tax)
    assert run["roth"][1] == pytest.approx(sum(converted))


@given(market=markets(("ira", "roth")))
@SOME
def test_a_conversion_keeps_the_total_and_never_passes_the_bracket(market: Market, converting: Plan) -> None:
    run = run_in(converting, market)
    keeps_total(run, market)
    for year in range(YEARS):
        moved = before_trades(run, market, "ira", year) - run["ira"][year]
        assert -1e-6 <= moved <= 150 + 1e-6
        assert run["room"][year] == pytest.approx(150 - moved)
        assert run["done.tax_avoided"][year] == pytest.approx(20 / 100 * moved, abs=1e-6)


@pytest.fixture(scope="module")
def converting(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A bracket with room for 150."""
    rule = "fill_bracket(ira, roth, 250 TWD, 400 TWD, later_tax: 20%)"
    block = f"each year {{\n    rebalance {rule} as done\n}}\nlet room = done.room\n"
    return policy_plan(tmp_path_factory.mktemp("fill"), "accounts", ("ira", "roth"), block)
