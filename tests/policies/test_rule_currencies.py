"""A rule counts in the currency of its accounts: it moves abroad what it moves at home."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainplan.cli.library import Entry
from policies.markets import sound
from policies.rules import RULES, example_text

Balances = dict[str, list[float]]
# What an example reads of the plan's own accounts as a value is in the currency of the plan, or of that account.
READS_A_GROUP = {"pledge_draw"}
READS_AN_ACCOUNT = {"stress_test"}


def _but(names: set[str]) -> list[Entry]:
    return [entry for _, entry in RULES if entry.name not in names]


def _balances(folder: Path, text: str) -> Balances:
    path = folder / "example.plan"
    path.write_text(text, encoding="utf-8")
    run = sound(path).run()
    return {name: run.numbers(run.graph.by_name[name]) for name in _accounts(text)}


def _accounts(text: str) -> list[str]:
    return re.findall(r"^(?:asset|debt) (\w+) ", text, re.MULTILINE)


def _own(text: str) -> str:
    """The currency of the plan of an example."""
    (currency,) = re.findall(r"currency: (\w+)", text)
    return str(currency)


def _same(balances: Balances) -> Balances:
    return {name: pytest.approx(values, rel=1e-9, abs=1e-6) for name, values in balances.items()}  # type: ignore[misc]  # pytest's approx is untyped


@pytest.mark.parametrize("entry", _but(READS_A_GROUP), ids=lambda entry: entry.name)
def test_a_rule_does_in_a_foreign_currency_what_it_does_in_the_plan_s_own(entry: Entry, tmp_path: Path) -> None:
    text = example_text(entry)
    own = _own(text)
    abroad = text.replace(f"currency: {own}", "currency: JPY") + f"\nfx {own} = 150 JPY + 10 JPY * step\n"
    assert _balances(tmp_path, text) == _same(_balances(tmp_path, abroad))


@pytest.mark.parametrize("entry", _but(READS_AN_ACCOUNT), ids=lambda entry: entry.name)
def test_a_rule_over_two_currencies_counts_in_the_plan_s(entry: Entry, tmp_path: Path) -> None:
    """A currency that costs exactly one of the plan's changes no figure."""
    text = example_text(entry)
    own, names = _own(text), _accounts(text)
    if len(names) == 1:
        return
    expected = _balances(tmp_path, text)
    foreign = re.sub(
        rf"^((?:asset|debt) {names[-1]} {{.*?^}})",
        lambda found: found[1].replace(own, "JPY"),
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    assert expected == _same(_balances(tmp_path, f"{foreign}\nfx JPY = 1 {own}\n"))
