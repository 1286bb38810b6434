"""Dr. Chang's plan, walked by hand: distributions, sales, spending by the four rules, conversions, tax, growth.

In the IRA stocks above 65 % become bonds; in the other accounts what all stocks hold above 65 % of the whole, cash.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from plainplan import Run, load

PATH = Path(__file__).parent.parent.parent / "plans" / "guyton-klinger.plan"
STOCKS = ("taxable_stock", "ira_stock", "roth_stock")
ORDER = ("cash", "ira_bond", "roth_cash", "taxable_stock", "ira_stock", "roth_stock")
# 26 CFR 1.401(a)(9)-9(c), from 73 on.
PERIODS = [26.5, 25.5, 24.6, 23.7, 22.9, 22.0, 21.1, 20.2, 19.4, 18.5, 17.7, 16.8, 16.0, 15.2, 14.4, 13.7, 12.9, 12.2]
PERIODS += [11.5, 10.8, 10.1, 9.5, 8.9, 8.4, 7.8, 7.3, 6.8]
# Stocks, bonds and prices of a year, in percent; what is not listed is as in the base.
BASE = (7.0, 4.0, 2.5)
FROM_1973 = [
    (-14.31, 3.66, 6.2),
    (-25.9, 1.99, 11.0),
    (37.0, 3.61, 9.1),
    (23.83, 15.98, 5.8),
    (-6.98, 1.29, 6.5),
    (6.51, -0.78, 7.6),
    (18.52, 0.67, 11.3),
    (31.74, -2.99, 13.5),
    (-4.7, 8.2, 10.3),
    (20.42, 32.81, 6.2),
    (22.34, 3.2, 3.2),
    (6.15, 13.73, 4.3),
]
BRACKETS = [
    (0, 0.1),
    (24_800, 0.12),
    (100_800, 0.22),
    (211_400, 0.24),
    (403_550, 0.32),
    (512_450, 0.35),
    (768_700, 0.37),
]


def income_tax(taxable: float) -> float:
    """The tax on an income at the brackets of 2026."""
    ends = [*BRACKETS[1:], (float("inf"), 0.0)]
    return sum(rate * max(min(taxable, end) - start, 0) for (start, rate), (end, _) in zip(BRACKETS, ends, strict=True))


def take(held: dict[str, float], amount: float, sources: Sequence[str]) -> None:
    """Take an amount from accounts in order."""
    for name in sources:
        taken = min(amount, held[name])
        held[name] -= taken
        amount -= taken
    assert amount == pytest.approx(0, abs=1e-6)


def take_from_ira(held: dict[str, float], amount: float) -> float:
    """Take what the IRA still has of an amount, stocks and bonds by their values; what was taken."""
    whole = held["ira_stock"] + held["ira_bond"]
    taken = min(amount, whole)
    for name in ("ira_stock", "ira_bond"):
        held[name] -= taken * held[name] / whole if whole else 0
    return taken


def sell(held: dict[str, float], fund: str, cash: str) -> None:
    """Sell what all stocks hold above 65 % of the portfolio out of a fund."""
    excess = sum(held[name] for name in STOCKS) - 0.65 * sum(held.values())
    sold = min(max(excess, 0), held[fund])
    held[fund] -= sold
    held[cash] += sold


def shift_to_bonds(held: dict[str, float]) -> None:
    """Sell what the stocks of the IRA hold above 65 % of it into its bonds."""
    sold = max(held["ira_stock"] - 0.65 * (held["ira_stock"] + held["ira_bond"]), 0)
    held["ira_stock"] -= sold
    held["ira_bond"] += sold


def walk(years: list[tuple[float, float, float]], top: float) -> tuple[list[dict[str, float]], list[float]]:
    """What each account holds at the end of each year, and what was spent in it."""
    held = dict.fromkeys(ORDER, 0.0) | {"taxable_stock": 700e3, "ira_stock": 900e3, "ira_bond": 500e3}
    held["roth_stock"] = 200e3
    prices, has_lost, has_risen, rise = 1.0, False, False, 0.0
    closing, spent = [], list[float]()
    for age, (stocks, bonds, inflation) in enumerate(years, 68):
        pension = 42e3 * prices
        held["cash"] += pension
        whole = held["ira_stock"] + held["ira_bond"]
        required = take_from_ira(held, whole / PERIODS[age - 73] if age >= 73 else 0)
        held["cash"] += required
        if has_risen:
            shift_to_bonds(held)
            sell(held, "taxable_stock", "cash")
            sell(held, "roth_stock", "roth_cash")
        spent.append(decide(sum(held.values()), spent, rise, has_lost, age))
        before = held["ira_stock"] + held["ira_bond"]
        take(held, spent[-1], ORDER)
        income = required + before - held["ira_stock"] - held["ira_bond"] + 0.85 * pension
        room = max(prices * (top + 32_200) - income, 0) if age < 73 else 0
        converted = min(room, held["ira_stock"])
        held["ira_stock"] -= converted
        held["roth_stock"] += converted
        tax = prices * income_tax(max((income + converted) / prices - 32_200, 0))
        outside = ("cash", "taxable_stock", "roth_cash", "roth_stock")
        paid = min(tax, sum(held[name] for name in outside))
        take(held, paid, outside)
        assert take_from_ira(held, tax - paid) == pytest.approx(tax - paid)
        rates = dict.fromkeys(STOCKS, stocks) | {"ira_bond": bonds, "cash": 3.0, "roth_cash": 3.0}
        gains = {name: held[name] * rates[name] / 100 for name in ORDER}
        held = {name: held[name] + gains[name] for name in ORDER}
        closing.append(dict(held))
        has_lost, has_risen, rise = sum(gains.values()) < 0, stocks > 0, inflation / 100
        prices *= 1 + rise
    return closing, spent


def decide(portfolio: float, spent: list[float], rise: float, has_lost: bool, age: int) -> float:
    """Guyton and Klinger's first three rules; `age` is that of the year's birthday."""
    if not spent:
        return 0.052 * portfolio
    kept = spent[-1] * (1 if has_lost and spent[-1] > 0.052 * portfolio else 1 + min(rise, 0.06))
    # On the first day of the year she is a year younger.
    if kept > 1.2 * 0.052 * portfolio and age - 1 < 80:
        return 0.9 * kept
    return 1.1 * kept if kept < 0.8 * 0.052 * portfolio else kept


def compute(scenario: str | None) -> Run:
    """The plan, computed."""
    return load(PATH).run(scenario)


@pytest.mark.parametrize(
    ("scenario", "first_years", "top"),
    [(None, [], 403_550), ("slowly", [], 100_800), ("retired_1973", FROM_1973, 403_550)],
)
def test_dr_changs_accounts_are_those_walked_by_hand(
    scenario: str | None, first_years: list[tuple[float, float, float]], top: float
) -> None:
    run = compute(scenario)
    closing, spent = walk([*first_years, *[BASE] * (32 - len(first_years))], top)
    assert run.numbers(run.graph.by_name["gk.spending"]) == pytest.approx(spent, rel=1e-9)
    for name in ORDER:
        expected = [held[name] for held in closing]
        assert run.numbers(run.graph.by_name[name]) == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_spending_is_cut_when_stocks_fall_and_raised_when_they_have_recovered() -> None:
    run = compute("retired_1973")
    spent = run.numbers(run.graph.by_name["gk.spending"])
    # The first bad year freezes it, the second freezes and cuts it.
    assert [after / before for before, after in pairwise(spent[:3])] == pytest.approx([1, 0.9])
    assert min(run.numbers(run.graph.by_name["spending"])) > 60e3
    # A tenth on top of prices in 2042 and in 2050.
    rises = [after / before for before, after in pairwise(spent)]
    assert [2027 + year for year, rise in enumerate(rises) if rise > 1.12] == [2042, 2050]


def test_no_stocks_are_sold_for_spending_after_they_fell() -> None:
    run = compute("retired_1973")
    sold = run.numbers(run.graph.by_name["sold"])
    # Stocks lost in 2026, 2027, 2030 and 2034.
    assert [sold[year - 2026] for year in (2027, 2028, 2031, 2035)] == [0] * 4


def test_the_ira_holds_65_percent_of_stocks_after_a_year_in_which_they_were_more() -> None:
    run = compute("slowly")
    into_bonds = run.numbers(run.graph.by_name["into_bonds"])
    # In 2026 900 of 1,400 thousand are 64.3 %; then 18,000 of stocks are converted and 100,000 of bonds are spent.
    assert into_bonds[0] == 0
    assert into_bonds[1] > 0
    # Nothing is left to be shifted where the stocks are converted before the bonds are spent.
    assert sum(compute(None).numbers(compute(None).graph.by_name["into_bonds"])) == 0
