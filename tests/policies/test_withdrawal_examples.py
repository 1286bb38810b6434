"""The documentation of the rules of withdrawal: each says what always holds, and shows how it is applied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainplan.cli.library import Entry, library_files
from policies.markets import sound

FILES = ("withdrawal", "guardrails", "lifetime", "reserves", "goals")
RULES = [
    entry
    for file in library_files()
    if file.use.removeprefix("use std.") in FILES
    for entry in file.entries
    if entry.signature.startswith("rule ")
]
HOUSEHOLD = """\
plan "example" {
    currency: USD
    start: 2026-01
    years: 2
    inflation: 2%/year
}

person chen {
    born: 1960-01-01
}

param living = 40k USD/year

asset stocks {
    value: 600k USD
    beta: 1
    return: 6%/year
}

asset bonds {
    value: 300k USD
    return: 3%/year
}

asset cash {
    value: 100k USD
}

group portfolio = stocks, bonds, cash
"""


def said(entry: Entry, word: str) -> list[str]:
    """The paragraphs of a rule that begin with a word."""
    return [text.removeprefix(word).strip() for text in entry.paragraphs if text.startswith(word)]


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry.name)
def test_a_rule_says_what_always_holds(entry: Entry) -> None:
    assert len(said(entry, "Always:")) == 1


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry.name)
def test_the_example_of_a_rule_runs(entry: Entry, tmp_path: Path) -> None:
    (example,) = said(entry, "Example:")
    assert re.fullmatch(rf"`apply {entry.name}\(.*`", example)
    uses = "".join(f"use std.{name}\n" for name in FILES)
    path = tmp_path / "example.plan"
    path.write_text(f"{uses}\n{HOUSEHOLD}\neach year {{\n    {example.strip('`')}\n}}\n", encoding="utf-8")
    assert not sound(path).run().undefined
