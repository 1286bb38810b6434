"""What a broken plan is, and the sound plan that most of them are made from."""

from __future__ import annotations

from dataclasses import dataclass, field

HEADER = """plan "p" {
    currency: TWD
    start: 2026-01
    years: 5
    inflation: 2%/year
}
"""

ACCOUNTS = (
    """
person chen { born: 1970-03-02 }
param living = 20萬 TWD/year
asset core { value: 1_000 TWD, return: 5%/year }
asset lever { value: 1_000 TWD, return: 8%/year }
asset cash { value: 2_000_000 TWD, class: liquid }
debt loan { principal: 500 TWD, rate: 2%/year, term: 4 years, paid_from: cash }
""".replace(", ", "\n")
    .replace("{ ", "{\n")
    .replace(" }", "\n}")
)

SOUND = (
    HEADER
    + ACCOUNTS
    + """
group all = core, lever, cash
income salary { amount: 10 TWD/month }
let wealth = all - loan

rule take(source: asset, target: asset, amount: money/year, share = 50%) {
    if source.return > 0 {
        move share * amount * period from source to target
    } else {
        record taken = amount * period "taken" {
            start: 0
        }
    }
}

each year {
    withdraw living from cash then core as spend
    grow
    apply take(core, cash, living) as taken
    rebalance to core 40%, lever 20%, cash rest
}

check solvent "不破產": net_worth > 0 at 2030-12
scenario bad "壞" {
    living = by_year(2026: 30萬 TWD/year, otherwise: 20萬 TWD/year)
}
"""
)


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken plan.

    `files` stand beside it (a value of None makes a link to `/etc/hostname`). A plan that is `alone` is checked in a
    process of its own with limits on memory and time, since a fault there would take the test run with it.
    """

    name: str
    content: bytes
    files: dict[str, bytes | None] = field(default_factory=dict)
    alone: bool = False


def broken(name: str, text: str, alone: bool = False, **files: str) -> Broken:
    """A broken plan given as text; `files` are named with `__` for the dot."""
    beside: dict[str, bytes | None] = {key.replace("__", "."): value.encode() for key, value in files.items()}
    return Broken(name, text.encode(), beside, alone)


def with_lines(cases: dict[str, str]) -> list[Broken]:
    """One broken plan for each text, which stands below the header and the accounts of a sound plan."""
    return [broken(name, HEADER + ACCOUNTS + text + "\n") for name, text in cases.items()]
