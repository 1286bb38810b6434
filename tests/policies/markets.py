"""Plans whose only policy is a rule of the library, and random markets for them: returns and opening balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from plainplan import Plan, load
from semantics.running import Figures
from strategies import STEADY

START = 2026
YEARS = 4
# Enough to meet an empty account, a total loss and every branch of a rule.
SOME = settings(STEADY, max_examples=25)
CONSERVED = {"money_conserved", "corkscrews_close", "rebalancing_keeps_totals", "weights_whole", "amounts_not_negative"}


@dataclass(frozen=True, slots=True)
class Market:
    """Opening balances by account, and their returns year by year, as fractions from -1 up."""

    balances: Mapping[str, int]
    returns: Mapping[str, Sequence[float]]

    @property
    def settings(self) -> dict[str, str]:
        """What the market sets in a plan of `policy_plan`."""
        made = {f"{name}.value": f"{amount} TWD" for name, amount in self.balances.items()}
        for name, rates in self.returns.items():
            made |= {f"{name}_{START + year}": f"{rate * 100:.12f}%/year" for year, rate in enumerate(rates)}
        return made


@st.composite
def markets(draw: st.DrawFn, names: Sequence[str]) -> Market:
    """A market for some accounts: empty ones, total losses and returns of nothing come often."""
    rate = st.sampled_from([-1.0, -0.5, 0.0, 0.02, 1.0]) | st.integers(-10000, 20000).map(lambda each: each / 10000)
    balances = {name: draw(st.sampled_from([0, 300]) | st.integers(0, 2000)) for name in names}
    returns = {name: draw(st.lists(rate, min_size=YEARS, max_size=YEARS)) for name in names}
    return Market(balances, returns)


def policy_plan(folder: Path, use: str, names: Sequence[str], blocks: str) -> Plan:
    """A plan of some years with accounts that a market fills, and the blocks that use a file of the library."""
    parts = [f'use std.{use}\n\nplan "policy" {{\n    currency: TWD\n    start: {START}-01\n    years: {YEARS}\n}}\n']
    for name in names:
        years = [f"{START + year}: {name}_{START + year}" for year in range(YEARS)]
        parts += [f"param {name}_{START + year} = 0%/year" for year in range(YEARS)]
        parts.append(f"asset {name} {{\n    value: 100 TWD\n    return: by_year({', '.join(years)})\n}}\n")
    path = folder / f"{use}.plan"
    path.write_text("\n".join([*parts, blocks]), encoding="utf-8")
    return sound(path)


def sound(path: Path) -> Plan:
    """The plan in a file, which has no mistakes."""
    plan = load(path)
    assert [found.message for found in plan.check(is_static=True) if found.is_error] == []
    return plan


def run_in(plan: Plan, market: Market, more: Mapping[str, str] | None = None) -> Figures:
    """What a plan comes to in a market: money is conserved, nothing is below zero, every figure has a value.

    `more` sets other params of the plan.
    """
    run = plan.run(set={**market.settings, **(more or {})})
    assert [check.name for check in run.checks if check.name in CONSERVED and not check.is_ok] == []
    assert not run.undefined
    figures = Figures(run)
    for name in market.balances:
        assert min(figures[name]) >= 0
    return figures


def before_trades(run: Figures, market: Market, name: str, year: int) -> float:
    """What an account holds once the returns of a year are posted, before the rule runs."""
    opening = run[name][year - 1] if year else market.balances[name]
    return opening * (1 + market.returns[name][year])


def keeps_total(run: Figures, market: Market) -> None:
    """A rule moves money between its accounts and makes none: in every year they hold what grew."""
    for year in range(YEARS):
        grown = sum(before_trades(run, market, name, year) for name in market.balances)
        assert sum(run[name][year] for name in market.balances) == pytest.approx(grown, rel=1e-9, abs=1e-9)
