"""The plan that compares ways of rebalancing, walked again by a program that shares nothing with ours."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from plainplan import load
from semantics.running import Figures

PLANS = Path(__file__).parent.parent.parent / "plans"
COST = 0.002
# The weight of stocks that a way wants at the end of a year, None where it does not trade.
Wanted = Callable[["Way", int], float | None]


@dataclass(slots=True)
class Way:
    """A way of rebalancing: what it holds, and how long ago it traded."""

    stocks: float = 6_000_000.0
    bonds: float = 4_000_000.0
    waited: int = 0

    @property
    def weight(self) -> float:
        """The share of stocks."""
        return self.stocks / (self.stocks + self.bonds)


def banded(way: Way, width: float, patience: int = 1000) -> float | None:
    """60% when the weight is out of its band, or the last trade is so many years ago."""
    way.waited += 1
    if abs(way.weight - 0.6) <= width and way.waited < patience:
        return None
    way.waited = 0
    return 0.6


def glide(age: int) -> float:
    """90% until 40, 50% at 65."""
    return 0.9 - 0.4 * max(age - 40, 0) / 25


WAYS: dict[str, Wanted] = {
    "idle": lambda way, year: None,
    "yearly": lambda way, year: 0.6,
    "banded": lambda way, year: banded(way, 0.05),
    "both": lambda way, year: banded(way, 0.1, 3),
    # Born in May 1962: years completed on 1 January.
    "aging": lambda way, year: glide(year - 1963),
    "insured": lambda way, year: min(max(3 * (way.stocks + way.bonds - 7_000_000) / (way.stocks + way.bonds), 0), 1),
}


def walk(wanted: Wanted) -> list[tuple[float, float]]:
    """Stocks and bonds after each year: they grow, then one is sold and the other bought, each at its cost."""
    way, rows = Way(), []
    with (PLANS / "data" / "us-returns.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            way.stocks *= 1 + float(row["S&P 500"].rstrip("%")) / 100
            way.bonds *= 1 + float(row["Treasury 10Y"].rstrip("%")) / 100
            weight = wanted(way, int(row["Year"]))
            if weight is not None:
                gap = way.stocks - weight * (way.stocks + way.bonds)
                bought = abs(gap) * (1 - COST) ** 2
                way.stocks -= gap if gap > 0 else -bought
                way.bonds -= -bought if gap > 0 else -gap
            rows.append((way.stocks, way.bonds))
    return rows


@pytest.fixture(scope="module")
def run() -> Figures:
    """The plan, computed."""
    return Figures(load(PLANS / "rebalancing.plan").run())


@pytest.mark.parametrize("name", WAYS)
def test_each_way_is_the_one_walked_by_hand(name: str, run: Figures) -> None:
    rows = walk(WAYS[name])
    assert run[f"{name}_stock"] == pytest.approx([stocks for stocks, _ in rows])
    assert run[f"{name}_bond"] == pytest.approx([bonds for _, bonds in rows], abs=1e-6)


@pytest.mark.parametrize("name", WAYS)
def test_the_greatest_fall_of_each_way_is_the_one_walked_by_hand(name: str, run: Figures) -> None:
    peak, fall = 10_000_000.0, 0.0
    for row in walk(WAYS[name]):
        peak = max(peak, sum(row))
        fall = max(fall, 1 - sum(row) / peak)
    assert run.scalar(f"{name}_drawdown") == pytest.approx(fall)
