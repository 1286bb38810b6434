"""Figures that come out of Excel itself: what stands in `excel_figures`, where README.md names the sources."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from plainplan.builtins import BUILTINS

FILES = sorted(Path(__file__).with_name("excel_figures").glob("*.csv"))
DAY_ZERO = date(1899, 12, 30).toordinal()
# The figures have 9 digits at least; those of searches end where Excel's search did.
OF_FORMULAS, OF_SEARCHES = 1e-9, 1e-7


def read(cell: str) -> float | tuple[float, ...]:
    """A number, a date, or with semicolons a list of them."""
    if ";" in cell:
        return tuple(read_one(member) for member in cell.split(";") if member)
    return read_one(cell)


def read_one(cell: str) -> float:
    return float(date.fromisoformat(cell).toordinal() - DAY_ZERO) if cell[4:5] == "-" else float(cell)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_built_in_gives_the_figures_of_excel(path: Path) -> None:
    record = BUILTINS[path.stem]
    tolerance = OF_SEARCHES if record.is_iterative else OF_FORMULAS
    with path.open(encoding="utf-8") as lines:
        header, *rows = csv.reader(lines)
    assert header[:-1] == [parameter.name for parameter in record.parameters[: len(header) - 1]]
    for *cells, figure in rows:
        found = record.scalar(*map(read, cells))
        assert found == pytest.approx(read(figure), rel=tolerance, abs=tolerance), cells


def test_figures_are_named_after_built_ins() -> None:
    assert FILES
    assert {path.stem for path in FILES} <= set(BUILTINS)
