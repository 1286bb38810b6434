"""Runs and checks short plans that are written in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plainplan import Run, load
from plainplan.graph.normal_form import check_normal_form

RunText = Callable[..., "Figures"]
Diagnose = Callable[[str], list[str]]


class Figures:
    """What a plan came to: `figures["cash"]` is a series, `figures.scalar("worst")` one number."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __getitem__(self, name: str) -> list[float]:
        return self.run.numbers(self.run.graph.by_name[name])

    def scalar(self, name: str) -> float:
        """A number, or the last of a series."""
        return self.run.number(self.run.graph.by_name[name])

    @property
    def failing(self) -> list[str]:
        """The checks and warnings that do not hold, built-in ones included."""
        return [check.name for check in self.run.checks if not check.is_ok]

    @property
    def is_ok(self) -> bool:
        """Whether every check and every warning holds, money is conserved, and corkscrews close."""
        return self.failing == []


@pytest.fixture
def run_text(tmp_path: Path) -> RunText:
    """A function that runs a plan without errors, whose graph is in normal form: `run_text(text)["cash"]`."""

    def compute(text: str, scenario: str | None = None, set: Mapping[str, str | float] | None = None) -> Figures:
        path = tmp_path / "test.plan"
        path.write_text(text, encoding="utf-8")
        plan = load(path)
        mistakes = [found.message for found in plan.check(is_static=True) if found.is_error]
        assert not mistakes, mistakes
        graph = plan.graph
        assert graph is not None
        problems = check_normal_form(graph)
        assert not problems, problems
        return Figures(plan.run(scenario, set))

    return compute


@pytest.fixture
def diagnose(tmp_path: Path) -> Diagnose:
    """A function that gives the codes of all that is wrong with a plan before it runs, warnings included."""

    def codes(text: str) -> list[str]:
        path = tmp_path / "test.plan"
        path.write_text(text, encoding="utf-8")
        return [found.code for found in load(path).check(is_static=True)]

    return codes
