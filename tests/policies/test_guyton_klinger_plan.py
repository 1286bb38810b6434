"""Dr. Chang's plan, walked by hand: distributions, conversions, spending by the rules, tax, growth."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from plainplan import Run, load

PATH = Path(__file__).parent.parent.parent / "plans" / "guyton-klinger.plan"
NAMES = ("taxable_stock", "ira_stock", "ira_bond", "roth")
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


def take(held: dict[str, float], amount: float, *sources: tuple[str, ...]) -> None:
    """Take an amount from sources in order, from those of one source by their values."""
    for names in sources:
        whole = sum(held[name] for name in names)
        taken = min(amount, whole)
        for name in names:
            held[name] -= taken * held[name] / whole if whole else 0
        amount -= taken
    assert amount == pytest.approx(0, abs=1e-6)


def walk(years: list[tuple[float, float, float]]) -> tuple[list[dict[str, float]], list[float]]:
    """What each account holds at the end of each year, and what was spent in it."""
    held = {"taxable_stock": 700e3, "ira_stock": 900e3, "ira_bond": 500e3, "roth": 200e3}
    ira, prices, has_lost, rise = ("ira_stock", "ira_bond"), 1.0, False, 0.0
    closing, spent = [], list[float]()
    for age, (stocks, bonds, inflation) in enumerate(years, 67):
        pension = 42e3 * prices
        held["taxable_stock"] += pension
        whole = held["ira_stock"] + held["ira_bond"]
        # From 73 on there is nothing left to distribute in either of the two futures.
        assert age < 73 or whole < 1e-6
        converted = min(max(prices * (403_550 + 32_200) - 0.85 * pension, 0), whole) if age < 73 else 0
        take(held, converted, ira)
        held["roth"] += converted
        spent.append(decide(sum(held.values()), spent, rise, has_lost, age))
        before = held["ira_stock"] + held["ira_bond"]
        take(held, spent[-1], ("taxable_stock",), ira, ("roth",))
        income = converted + before - held["ira_stock"] - held["ira_bond"] + 0.85 * pension
        take(held, prices * income_tax(max(income / prices - 32_200, 0)), ("taxable_stock",), ("roth",), ira)
        gains = {name: held[name] * (bonds if name == "ira_bond" else stocks) / 100 for name in NAMES}
        held = {name: held[name] + gains[name] for name in NAMES}
        whole = held["ira_stock"] + held["ira_bond"]
        if stocks > 0 and held["ira_stock"] > 0.65 * whole:
            held |= {"ira_stock": 0.65 * whole, "ira_bond": 0.35 * whole}
        closing.append(dict(held))
        has_lost, rise = sum(gains.values()) < 0, inflation / 100
        prices *= 1 + rise
    return closing, spent


def decide(portfolio: float, spent: list[float], rise: float, has_lost: bool, age: int) -> float:
    """Guyton and Klinger's first three rules."""
    if not spent:
        return 0.052 * portfolio
    kept = spent[-1] * (1 if has_lost and spent[-1] > 0.052 * portfolio else 1 + min(rise, 0.06))
    if kept > 1.2 * 0.052 * portfolio and age < 80:
        return 0.9 * kept
    return 1.1 * kept if kept < 0.8 * 0.052 * portfolio else kept


def compute(scenario: str | None) -> Run:
    """The plan, computed."""
    return load(PATH).run(scenario)


@pytest.mark.parametrize(("scenario", "first_years"), [(None, []), ("retired_1973", FROM_1973)])
def test_dr_changs_accounts_are_those_walked_by_hand(
    scenario: str | None, first_years: list[tuple[float, float, float]]
) -> None:
    run = compute(scenario)
    closing, spent = walk([*first_years, *[BASE] * (28 - len(first_years))])
    assert run.numbers(run.graph.by_name["gk.spending"]) == pytest.approx(spent, rel=1e-9)
    for name in NAMES:
        expected = [held[name] for held in closing]
        assert run.numbers(run.graph.by_name[name]) == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_spending_is_cut_when_stocks_fall_and_never_below_what_she_needs() -> None:
    run = compute("retired_1973")
    spent = run.numbers(run.graph.by_name["gk.spending"])
    # Two bad years, each frozen and cut by a tenth.
    assert [after / before for before, after in pairwise(spent[:3])] == pytest.approx([0.9, 0.9])
    assert min(run.numbers(run.graph.by_name["spending"])) > 60e3
