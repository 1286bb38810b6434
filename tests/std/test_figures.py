"""What the library says is what its sources say.

The files `figures_<library>.py` beside this one hold `FIGURES`: where a figure comes from, the expression in the
language, and the figure, a text, a truth, or None where there is none.
"""

from __future__ import annotations

import math
import runpy
from pathlib import Path
from typing import NamedTuple

import pytest

from plainplan import Plan, load

HERE = Path(__file__).parent
LIBRARY = HERE.parent.parent / "dsl" / "plainplan" / "std"


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
    assert [found.message for found in plan.check(is_static=True)] == []
    return plan


@pytest.mark.parametrize(
    "number", range(len(FIGURES)), ids=[f"{figure.library}-{figure.expression}" for figure in FIGURES]
)
def test_a_figure_of_the_library_is_that_of_its_source(plan: Plan, number: int) -> None:
    expected = FIGURES[number].figure
    actual = plan.run()[f"figure_{number}"]
    if expected is None:
        assert isinstance(actual, float)
        assert math.isnan(actual)
    else:
        assert actual == (expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-9, abs=1e-15))
