"""The page of the library lists every file and function, and each of them says what it means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainplan import load
from plainplan.syntax import nodes
from std.library import FILES, declarations, subject

PAGE = Path(__file__).parent.parent.parent / "docs" / "library.md"
# What follows is made by `pytest tests/std --update`.
MARK = "<!-- made from the library -->\n"


def page_text() -> str:
    """The sections of the page, from the `##` lines of the library."""
    return "".join(section(path) for path in FILES)


def section(path: Path) -> str:
    rows = "".join(f"| `{signature(found)}` | {meaning(found)} |\n" for found in declarations(path))
    return f"\n## `use std.{path.stem}`\n\n{subject(path)}\n\n| name | gives |\n|---|---|\n{rows}"


def signature(node: nodes.Fn | nodes.Rule) -> str:
    formals = ", ".join(" ".join(formal.span.text.split()) for formal in node.formals)
    return f"{'rule ' if isinstance(node, nodes.Rule) else ''}{node.name.name}({formals})"


def meaning(node: nodes.Fn | nodes.Rule) -> str:
    """The first clause of the documentation: what comes before the formula or the source."""
    text = " ".join(line.strip() for line in node.doc)
    return re.split(r"(?<!\d)(?<!\bch)[:.;](?: |$)", text, maxsplit=1)[0].replace("|", "\\|")


def test_the_page_lists_every_file_and_function(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index(MARK) + len(MARK)]
    if request.config.getoption("--update"):
        PAGE.write_text(head + page_text(), encoding="utf-8")
        return
    assert text == head + page_text()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_function_is_documented(path: Path) -> None:
    assert subject(path)
    assert [found.name.name for found in declarations(path) if not found.doc] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_library_file_is_in_canonical_form(path: Path) -> None:
    assert load(path).format() == path.read_text(encoding="utf-8")


def test_no_two_functions_have_one_name() -> None:
    names = [found.name.name for path in FILES for found in declarations(path)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_in_another_currency_may_use_every_file(path: Path, tmp_path: Path) -> None:
    plan = tmp_path / "test.plan"
    plan.write_text(
        f'use std.{path.stem}\n\nplan "abroad" {{\n    currency: USD\n    start: 2026-01\n    years: 2\n}}\n',
        encoding="utf-8",
    )
    assert [found.message for found in load(plan).check(is_static=True)] == []
