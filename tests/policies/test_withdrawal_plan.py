"""Eight ways to spend a million: every balance of the plan is the one that is walked here, year by year."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from plainplan import Run, load

PLANS = Path(__file__).parent.parent.parent / "plans"
SHARE, SAFE, USUAL = 0.6, 0.035, 0.045
# Stocks, bonds and prices of a year, as fractions.
Year = tuple[float, float, float]


def history() -> list[Year]:
    """The figures that the plan reads."""
    with (PLANS / "data" / "us-1966.csv").open(encoding="utf-8") as file:
        return [
            (float(row[1].rstrip("%")) / 100, float(row[2].rstrip("%")) / 100, float(row[3].rstrip("%")) / 100)
            for row in list(csv.reader(file))[1:]
        ]


HISTORY = history()
MIX = [SHARE * stocks + (1 - SHARE) * bonds for stocks, bonds, _ in HISTORY]
PRICES = [1.0]
for _, _, rise in HISTORY:
    PRICES.append(PRICES[-1] * (1 + rise))

# What is spent in a year, by the year, the portfolio and what was spent before.
Decide = Callable[[int, float, list[float]], float]


def constant_real(year: int, portfolio: float, spent: list[float]) -> float:
    return 1e6 * SAFE * PRICES[year]


def percentage(year: int, portfolio: float, spent: list[float]) -> float:
    return USUAL * portfolio


def dynamic(year: int, portfolio: float, spent: list[float]) -> float:
    if not spent:
        return USUAL * portfolio
    same = spent[-1] * PRICES[year] / PRICES[year - 1]
    return min(max(USUAL * portfolio, 0.975 * same), 1.05 * same)


def endowment(year: int, portfolio: float, spent: list[float]) -> float:
    if not spent:
        return USUAL * portfolio
    return 0.8 * spent[-1] * PRICES[year] / PRICES[year - 1] + 0.2 * USUAL * portfolio


def guyton_klinger(year: int, portfolio: float, spent: list[float]) -> float:
    if not spent:
        return USUAL * portfolio
    rise = min(PRICES[year] / PRICES[year - 1], 1.06)
    amount = spent[-1] * (1 if MIX[year - 1] < 0 and spent[-1] / portfolio > USUAL else rise)
    if amount / portfolio > 1.2 * USUAL and year < 15:
        return 0.9 * amount
    return 1.1 * amount if amount / portfolio < 0.8 * USUAL else amount


def amortised(year: int, portfolio: float, spent: list[float]) -> float:
    growth, left = 0.6 * 0.05 + 0.4 * 0.019, 35 - year
    return portfolio * growth / (1 - (1 + growth) ** -left) / (1 + growth)


def walk(decide: Decide) -> tuple[list[float], list[float]]:
    """The portfolio at the end of each year, and what was spent in it."""
    portfolio, closing, spent = 1e6, list[float](), list[float]()
    for year, earned in enumerate(MIX):
        spent.append(decide(year, portfolio, spent))
        portfolio = (portfolio - spent[-1]) * (1 + earned)
        closing.append(portfolio)
    return closing, spent


@pytest.fixture(scope="module")
def run() -> Run:
    """The plan, computed."""
    return load(PLANS / "withdrawal.plan").run()


@pytest.mark.parametrize(
    ("account", "decide"),
    [
        ("steady", constant_real),
        ("rising", constant_real),
        ("shared", percentage),
        ("damped", dynamic),
        ("endowed", endowment),
        ("guarded", guyton_klinger),
        ("amortised", amortised),
    ],
)
def test_a_portfolio_is_the_one_walked_by_hand(run: Run, account: str, decide: Decide) -> None:
    closing, spent = walk(decide)
    assert run.numbers(run.graph.by_name[account]) == pytest.approx(closing, rel=1e-9)
    assert run.numbers(run.graph.by_name[f"r_{account}.spending"]) == pytest.approx(spent, rel=1e-9)


def test_the_buckets_are_those_walked_by_hand(run: Run) -> None:
    cash, bonds, stocks = 70e3, 105e3, 825e3
    earned = 0.0
    for year, (stock_return, bond_return, rise) in enumerate(HISTORY):
        need = 1e6 * SAFE * PRICES[year]
        for_cash = min(need, cash)
        for_bonds = min(need - for_cash, bonds)
        cash, bonds, stocks = cash - for_cash, bonds - for_bonds, stocks - (need - for_cash - for_bonds)
        if earned > 0:
            moved = min(max(2 * need - cash, 0), stocks)
            cash, stocks = cash + moved, stocks - moved
            moved = min(max(3 * need - bonds, 0), stocks)
            bonds, stocks = bonds + moved, stocks - moved
        else:
            moved = min(max(2 * need - cash, 0), bonds)
            cash, bonds = cash + moved, bonds - moved
        cash, bonds, stocks = cash * (1 + rise), bonds * (1 + bond_return), stocks * (1 + stock_return)
        earned = stock_return
        found = [run.numbers(run.graph.by_name[name])[year] for name in ("cash", "bonds", "stocks")]
        assert found == pytest.approx([cash, bonds, stocks], rel=1e-9, abs=1e-3)


def test_four_percent_with_prices_are_short_after_26_years() -> None:
    run = load(PLANS / "withdrawal.plan").run(set={"safe": "4%/year"})
    short = run.numbers(run.graph.by_name["r_steady.short"])
    assert [amount > 0 for amount in short] == [False] * 26 + [True] * 4


def test_the_greatest_share_that_lasts_is_what_the_plan_says() -> None:
    # What is spent in all, at the prices and returns of the years, is worth the first value.
    worth, factor = 0.0, 1.0
    for year, earned in enumerate(MIX):
        worth += PRICES[year] / factor
        factor *= 1 + earned
    assert 1 / worth == pytest.approx(0.0378862, abs=1e-7)
    plan = load(PLANS / "withdrawal.plan")
    for rate, has_lasted in (("3.788%/year", True), ("3.789%/year", False)):
        run = plan.run(set={"safe": rate})
        assert (max(run.numbers(run.graph.by_name["r_steady.short"])) == 0) is has_lasted
