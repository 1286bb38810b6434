"""The page of the library lists every file and function, and each of them says what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

import plainplan
from plainplan import load
from plainplan.cli.library import LibraryFile, library_files

FILES = sorted((Path(plainplan.__file__).parent / "std").glob("*.plan"))
PAGE = Path(__file__).parent.parent.parent / "docs" / "library.md"
# What follows is made by `pytest tests/std --update`.
MARK = "<!-- made from the library -->\n"


def page_text() -> str:
    """The sections of the page, from the `##` lines of the library."""
    return "".join(section(file) for file in library_files())


def section(file: LibraryFile) -> str:
    rows = "".join(f"| `{entry.signature}` | {entry.meaning} |\n" for entry in file.entries)
    return f"\n## `{file.use}`\n\n{file.subject}\n\n| name | gives |\n|---|---|\n{rows}"


def test_the_page_lists_every_file_and_function(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index(MARK) + len(MARK)]
    if request.config.getoption("--update"):
        PAGE.write_text(head + page_text(), encoding="utf-8")
        return
    assert text == head + page_text()


@pytest.mark.parametrize("file", library_files(), ids=lambda file: file.use)
def test_every_function_is_documented(file: LibraryFile) -> None:
    assert file.subject
    assert [entry.name for entry in file.entries if not entry.paragraphs] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_library_file_is_in_canonical_form(path: Path) -> None:
    assert load(path).format() == path.read_text(encoding="utf-8")


def test_no_two_functions_have_one_name() -> None:
    names = [entry.name for file in library_files() for entry in file.entries]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_in_another_currency_may_use_every_file(path: Path, tmp_path: Path) -> None:
    plan = tmp_path / "test.plan"
    plan.write_text(
        f'use std.{path.stem}\n\nplan "abroad" {{\n    currency: USD\n    start: 2026-01\n    years: 2\n}}\n',
        encoding="utf-8",
    )
    assert [found.message for found in load(plan).check(is_static=True)] == []
