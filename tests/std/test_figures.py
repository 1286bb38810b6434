"""What the library says is what its sources say, in the program and in the workbook.

The files `figures_<library>.py` beside this one hold `FIGURES`: where a figure comes from, the expression in the
language, and the figure, a text, a truth, or None where there is none.
"""

from __future__ import annotations

import math
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from plainplan import Plan, load
from plainplan.cli.library import LibraryFile, library_files
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

HERE = Path(__file__).parent


class Figure(NamedTuple):
    """One figure of a source: where it stands, the expression that computes it, and the figure."""

    library: str
    source: str
    expression: str
    figure: float | str | None


def read_figures() -> list[Figure]:
    found = []
    for path in sorted(HERE.glob("figures_*.py")):
        library = path.stem.removeprefix("figures_")
        found += [Figure(library, *row) for row in runpy.run_path(str(path))["FIGURES"]]
    return found


FIGURES = read_figures()
USED = sorted({figure.library for figure in FIGURES})


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """One calculator that brings in the whole library and computes every figure: `figure_1`, `figure_2`, …"""
    lines = [f"use std.{library}" for library in USED]
    lines += [f"let figure_{number} = {figure.expression}" for number, figure in enumerate(FIGURES)]
    path = tmp_path_factory.mktemp("std") / "figures.plan"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = load(path)
    # Figures of many sources repeat each other.
    assert [found.message for found in plan.check(is_static=True) if found.code != "repeated-figure"] == []
    return plan


@pytest.mark.parametrize(
    "number", range(len(FIGURES)), ids=[f"{figure.library}-{figure.expression}" for figure in FIGURES]
)
def test_a_figure_of_the_library_is_that_of_its_source(plan: Plan, number: int) -> None:
    expected = FIGURES[number].figure
    run = plan.run()
    # What depends on the day is a series; a calculator has one step.
    actual = run.value(run.graph.by_name[f"figure_{number}"])
    if expected is None:
        assert isinstance(actual, float)
        assert math.isnan(actual)
    else:
        assert actual == (expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-9, abs=1e-15))


@pytest.mark.parametrize("file", library_files(), ids=lambda file: file.use)
def test_every_function_has_a_figure(file: LibraryFile) -> None:
    called = set(re.findall(r"\w+(?=\()", " ".join(figure.expression for figure in FIGURES)))
    assert [entry.name for entry in file.entries if not entry.signature.startswith("rule ")] == [
        entry.name for entry in file.entries if entry.name in called
    ]


def test_the_workbook_says_the_same(plan: Plan, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    graph = plan.graph
    assert graph is not None
    path = tmp_path / "figures.xlsx"
    _, result = export_run(graph, path)
    found = read_formula_cells(recalculate(path))
    compared = list(compare_books(read_formula_cells(path), found, cell_tolerances(graph, result)))
    record_property("compared", ("library", len(compared), 1))
    assert [difference for difference in compared if difference is not None] == []
