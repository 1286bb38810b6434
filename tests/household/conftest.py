"""Household statements of short plans, and of the plans that people would write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plainplan import load
from plainplan.graph.normal_form import check_normal_form
from semantics.running import Figures

Statements = Callable[..., Figures]


@pytest.fixture
def statements(tmp_path: Path) -> Statements:
    """A function that gives the statements of a plan text: `statements(text).scalar("statements.savings")`."""

    def compute(text: str, set: Mapping[str, str | float] | None = None, data: str = "") -> Figures:
        path = tmp_path / "test.plan"
        path.write_text(text, encoding="utf-8")
        (tmp_path / "book.csv").write_text(data, encoding="utf-8")
        plan = load(path)
        mistakes = [found.message for found in plan.check(is_static=True) if found.is_error]
        assert not mistakes, mistakes
        graph = plan.graph_with_statements
        assert graph is not None
        problems = check_normal_form(graph)
        assert not problems, problems
        return Figures(plan.run(set=set, with_statements=True))

    return compute


@pytest.fixture
def codes(tmp_path: Path) -> Callable[..., list[str]]:
    """A function that gives the codes of all that is wrong with a plan text that may read `book.csv`."""

    def found(text: str, data: str = "") -> list[str]:
        path = tmp_path / "test.plan"
        path.write_text(text, encoding="utf-8")
        (tmp_path / "book.csv").write_text(data, encoding="utf-8")
        return [diagnostic.code for diagnostic in load(path).check(is_static=True)]

    return found
