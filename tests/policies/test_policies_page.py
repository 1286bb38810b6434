"""The page of the rules: what each does, its source, its parameters, what always holds, and an example that runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import plainplan
from plainplan.cli.entry import main
from plainplan.cli.library import Entry, LibraryFile, library_files
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from policies.rules import NAMES, RULES, example_plan, said

FOLDER = Path(plainplan.__file__).parent / "std"
PAGE = Path(__file__).parent.parent.parent / "docs" / "policies.md"
# What follows is made by `pytest tests/policies/test_policies_page.py --update`.
MARK = "<!-- made from the library -->\n"
FAMILIES = {
    "Rebalancing": ("rebalance", "bands", "allocation", "cppi", "contributions", "exits", "withdrawal_allocation"),
    "Withdrawal": ("withdrawal", "guardrails", "lifetime", "reserves", "goals"),
    "Debt and margin": ("credit", "carry", "opening", "maintenance", "pledge", "short", "futures", "options"),
    "Accounts, clubs, insurance and convertible bonds": ("accounts", "clubs", "insurance", "convertibles"),
}
# Paragraphs that say what they are with their first word, and stand on the page in this order, last.
WORDS = ("Source:", "Always:", "Example:")


def page_text() -> str:
    """The sections of the page, from the `##` lines above the rules."""
    files = {file.use.removeprefix("use std."): file for file in library_files()}
    return "".join(
        f"\n## {family}\n" + "".join(file_text(files[name]) for name in names) for family, names in FAMILIES.items()
    )


def file_text(file: LibraryFile) -> str:
    rules = "".join(rule_text(entry, formals_of(file)[entry.name]) for each, entry in RULES if each.use == file.use)
    return f"\n### `{file.use}`\n\n{file.subject}\n{rules}"


def rule_text(entry: Entry, formals: tuple[nodes.Formal, ...]) -> str:
    rows = "".join(formal_row(formal) for formal in formals)
    plain = [text for text in entry.paragraphs if not text.startswith(WORDS)]
    marked = [f"**{word}** {said(entry, word)[0]}" for word in WORDS]
    table = f"| parameter | default |\n|---|---|\n{rows}"
    return "\n" + "\n\n".join([f"#### `{entry.name}`", *plain, table.rstrip("\n"), *marked]) + "\n"


def formal_row(formal: nodes.Formal) -> str:
    kind = f": {words(formal.type)}" if formal.type else ""
    default = f"`{words(formal.default)}`" if formal.default else "must be given"
    return f"| `{formal.name.name}{kind}` | {default} |\n"


def words(node: nodes.Expression) -> str:
    return " ".join(node.span.text.split())


def formals_of(file: LibraryFile) -> dict[str, tuple[nodes.Formal, ...]]:
    """The parameters of each rule of a file."""
    path = FOLDER / f"{file.use.removeprefix('use std.')}.plan"
    tree, _ = parse(Source(path.name, path.read_text(encoding="utf-8")))
    return {node.name.name: node.formals for node in tree.declarations if isinstance(node, nodes.Rule)}


def test_the_page_shows_every_rule(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index(MARK) + len(MARK)]
    if request.config.getoption("--update"):
        PAGE.write_text(head + page_text(), encoding="utf-8")
        return
    assert text == head + page_text()
    assert sorted(re.findall(r"^#### `(\w+)`$", text, re.MULTILINE)) == sorted(NAMES)


@pytest.mark.parametrize(("file", "entry"), RULES, ids=NAMES)
def test_a_rule_says_its_source_what_always_holds_and_an_example(file: LibraryFile, entry: Entry) -> None:
    assert [len(said(entry, word)) for word in WORDS] == [1, 1, 1]
    assert [text.split()[0] for text in entry.paragraphs[-2:]] == ["Always:", "Example:"]


@pytest.mark.parametrize(("file", "entry"), RULES, ids=NAMES)
def test_the_example_of_a_rule_runs(file: LibraryFile, entry: Entry, tmp_path: Path) -> None:
    (example,) = said(entry, "Example:")
    assert re.fullmatch(rf"`(apply|rebalance) {entry.name}\(.*`", example)
    assert not example_plan(tmp_path, entry).run().undefined


@pytest.mark.parametrize(("file", "entry"), RULES, ids=NAMES)
def test_a_rule_of_the_page_is_known_to_the_command(
    file: LibraryFile, entry: Entry, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["functions", entry.name])
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith(entry.signature)
    assert all(text in printed for text in entry.paragraphs)
    assert printed.endswith(file.use)
