"""Each code has a plan that makes it, the exact text that a reader gets, and a paragraph in the reference."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from conftest import CheckText
from plainplan import load
from plainplan.render import render_diagnostic

ROOT = Path(__file__).parent.parent
ERRORS = ROOT / "tests" / "errors"
PLANS = sorted(path.name for path in ERRORS.glob("*.plan"))
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
HEADING = re.compile(r"^### ([a-z0-9-]+)$", re.MULTILINE)
REPORTERS = re.compile(r"report|Diagnostic|unreadable|mismatch", re.IGNORECASE)

# What no plan text can show, and where it is tested.
WITHOUT_PLAN = {
    "binary-file": "bytes that are no text: tests/broken",
    "claim-refuted": "a claim that was tried: tests/symbols",
    "claim-undecided": "a claim that was tried: tests/symbols",
    "entangled-edits": "two versions of a plan: tests/versions",
    "expression-too-long": "a line of `plainplan eval`: tests/cli",
    "failed-check": "a plan that was run: tests/cli",
    "failed-warning": "a plan that was run: tests/cli",
    "faulty-revision": "a plan held against a revision: tests/versions",
    "file-too-large": "a file of more than 8 MB: tests/syntax",
    "git-fault": "what git says: tests/versions",
    "missing-expression": "a line of `plainplan eval`: tests/cli",
    "moved-plan": "a plan held against a revision: tests/versions",
    "never-committed": "a file that git does not know: tests/versions",
    "no-git": "a computer without git: tests/versions",
    "no-repository": "a folder outside of git: tests/versions",
    "no-solution": "a `solve` that was tried: tests/symbols",
    "not-a-file": "a folder: tests/broken",
    "not-a-plan": "a data file in the place of a plan: tests/cli",
    "not-an-expression": "a line of `plainplan eval`: tests/cli",
    "not-an-input": "a name given to `--set`: tests/cli",
    "not-comparable": "a plan held against a revision: tests/versions",
    "not-in-revision": "a file that was not there: tests/versions",
    "nothing-to-compare": "a plan held against a revision: tests/versions",
    "outside-project": "a link out of the folder: tests/check",
    "plan-too-large": "rules that double each other: tests/broken",
    "shallow-history": "a clone of one commit: tests/versions",
    "too-many-columns": "a table of a thousand lines: tests/check",
    "too-many-files": "a hundred files: tests/broken",
    "too-many-mistakes": "a file of mistakes: tests/broken",
    "too-many-revisions": "a line of `plainplan diff`: tests/versions",
    "uncommitted-edits": "a plan held against a revision: tests/versions",
    "undefined-value": "a line of `plainplan eval`: tests/cli",
    "unknown-revision": "a line of `plainplan diff`: tests/versions",
    "unreadable-file": "a path that no system has: tests/test_api.py",
    "unwritable-file": "a folder that nobody may change: tests/versions",
    "workbook-too-large": "a workbook past Excel's limits: tests/workbook",
    "worse-outcome": "a plan held against a revision: tests/versions",
    "wrong-encoding": "bytes that are no UTF-8: tests/broken",
}


def codes_in_use() -> set[str]:
    """Every code that the program can report: the texts like one among the first arguments of what reports."""
    found: set[str] = set()
    for path in sorted((ROOT / "dsl").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and REPORTERS.search(ast.unparse(node.func)):
                found.update(
                    constant.value
                    for argument in node.args[:2]
                    for constant in ast.walk(argument)
                    if isinstance(constant, ast.Constant)
                    and isinstance(constant.value, str)
                    and CODE.fullmatch(constant.value)
                )
    return found


@pytest.mark.parametrize("name", PLANS)
def test_a_mistake_is_told_in_these_words(name: str, check_text: CheckText, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERRORS)
    found = load(name).check(is_static=True)
    text = "\n\n".join(render_diagnostic(diagnostic, width=100) for diagnostic in found) + "\n"
    check_text(ERRORS / name.replace(".plan", ".txt"), text)
    assert name.removesuffix(".plan") in [diagnostic.code for diagnostic in found]


def test_every_code_has_a_plan_that_makes_it() -> None:
    shown = {name.removesuffix(".plan") for name in PLANS}
    assert codes_in_use() == shown | WITHOUT_PLAN.keys()


def test_every_code_has_a_paragraph_in_the_reference() -> None:
    headings = HEADING.findall((ROOT / "docs" / "errors.md").read_text(encoding="utf-8"))
    assert sorted(codes_in_use()) == headings


def test_the_examples_of_the_reference_are_what_happens() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for section in page.split("\n### ")[1:]:
        code = section.split("\n", 1)[0]
        example = re.search(r"^```text\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        if example is None:
            assert code in WITHOUT_PLAN
            continue
        told = (ERRORS / f"{code}.txt").read_text(encoding="utf-8").replace(f"[{code}]", "")
        for line in example[1].splitlines():
            assert line in told
