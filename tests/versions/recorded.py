"""Repositories of plans, made with the real git, that no configuration of the machine reaches."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# A plan whose figures anyone can compute: 1,000 at 10 % for three years is 1,331; 1,000 less 100 a year is 700.
SMALL = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    step: year
    locale: en
}

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

check solvent "Solvent": net_worth > 1900

scenario good "Good years" {
    rate_of_return = 20%/year
}
"""

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Chen",
    "GIT_AUTHOR_EMAIL": "chen@example.org",
    "GIT_COMMITTER_NAME": "Chen",
    "GIT_COMMITTER_EMAIL": "chen@example.org",
    "GIT_AUTHOR_DATE": "2026-03-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-03-01T12:00:00Z",
}


def git(folder: Path, *words: str) -> str:
    """What git prints in a folder."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    found = subprocess.run(
        ["git", *words], cwd=folder, env={**surroundings, **GIT}, check=True, capture_output=True, text=True
    )
    return found.stdout.strip()


def start(folder: Path) -> Path:
    """An empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, subject: str, **files: str) -> str:
    """Write plans (by their names without `.plan`) and commit everything; the hash of the commit."""
    for name, text in files.items():
        (folder / f"{name}.plan").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


def with_fund(amount: int) -> str:
    """The small plan with another amount in its fund, whose value grows by the factor 1.331."""
    return SMALL.replace("value: 1000 USD\n    return", f"value: {amount} USD\n    return")


# A figure that rests on a file: 1, 2 and 3 are 6.
DATA = 'data market from "market.csv"\n\n'
WITH_DATA = SMALL.replace("param rate", f"{DATA}param rate") + "\nlet in_all = sum(market.rise)\n"


def write_market(folder: Path, last: int) -> None:
    """The data file of that plan, with another figure in its last row."""
    (folder / "market.csv").write_text(f"year,rise\n2026,1\n2027,2\n2028,{last}\n", encoding="utf-8")
