"""A small plan whose figures anyone can compute: 1,000 at 10 % for three years, and 100 spent a year."""

from __future__ import annotations

from pathlib import Path

import pytest

SMALL = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    step: year
    locale: en
}

## What the fund earns.
param rate_of_return = 10%/year "Return" {
    range: -50%/year .. 50%/year
    source: "a guess"
}

asset cash "Cash" {
    value: 1000 USD
    class: liquid
}

asset fund "Fund" {
    value: 1000 USD
    return: rate_of_return
}

each year {
    withdraw 100 USD from cash as spend
}

let share_in_fund = fund / assets "Share in the fund"

check solvent "Solvent": net_worth > 0
warn plenty "Plenty": fund >= 1400 at end

scenario good "Good years" {
    rate_of_return = 20%/year
}
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan in the current folder, as `small.plan`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    path = Path("small.plan")
    path.write_text(SMALL, encoding="utf-8")
    return path
