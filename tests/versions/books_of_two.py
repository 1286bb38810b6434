"""Workbooks of two versions: texts that are compared, and what stands in the sheets."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl

import plainplan
from plainplan.versions.comparison import Comparison, compare
from plainplan.versions.sides import Side, Sides
from workbook.book_cells import read_formula_cells

BEFORE_COLUMN, AFTER_COLUMN, CHANGE_COLUMN, RELATIVE_COLUMN = range(3, 7)

# 1,000 at 10 % for three years, then at 12 % for four: figures by hand.
BEFORE = """\
plan "=1+1" {
    locale: zh-TW
    currency: TWD
    start: 2026-01
    years: 3
    step: year
}

param rate = 10%/year "=HYPERLINK(\\"x\\")"
param rate_before = 3%/year "-2+3"
param tax2026 = 20% "@SUM(A1)"

asset fund "基金" {
    value: 1000 TWD
    return: rate
}

let doubled = 2 * fund "+兩倍"
let taxed = tax2026 * rate_before * 1 year

check much "=多於 1,300": fund >= 1_300 TWD at end
check little "少於 1,350": fund <= 1_350 TWD at end

report "=報告" {
    show doubled as "=兩倍"
    show taxed as "稅"
    show fund > 1_350 TWD as "超過"
}

scenario poor "=壞" {
    rate = 0%/year
}
"""
AFTER = (
    BEFORE.replace("rate = 10%/year", "rate = 12%/year")
    .replace("years: 3", "years: 4")
    .replace("1_350 TWD at end", "1_350 TWD at end within 1 TWD")
    .replace('as "稅"', 'as "稅率"')
)


def compared(before: str, after: str, folder: Path) -> Comparison:
    """Two texts compared."""
    sides = []
    for name, text in (("before.plan", before), ("after.plan", after)):
        (folder / name).write_text(text, encoding="utf-8")
        sides.append(Side(name, plainplan.load(folder / name)))
    found = compare(Sides("after.plan", *sides))
    assert found.faults == ()
    return found


def with_inputs(path: Path, values: dict[str, float], target: Path) -> Path:
    """The book with other numbers in the cells of defined names."""
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        sheet, cell = next(iter(book.defined_names[name].destinations))
        book[sheet][cell].value = value
    book.save(target)
    return target


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    """The values of a sheet, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def row_of(path: Path, label: str, sheet: str = "比較") -> list[Any]:
    """The first row with a label, whose columns are counted from 1."""
    return next([None, *row] for row in rows_of(path, sheet) if row[0] == label)


def live(row: list[Any]) -> tuple[Any, Any, Any]:
    """The earlier figure, the later one, and the difference."""
    return row[BEFORE_COLUMN], row[AFTER_COLUMN], row[CHANGE_COLUMN]


def disagreements(path: Path, fresh: Path) -> Iterator[tuple[str, str, str | None, object, object]]:
    """The formula cells of a book that LibreOffice recalculates to another value."""
    found = read_formula_cells(fresh)
    for sheet, cells in read_formula_cells(path).items():
        for address, cell in cells.items():
            value = found[sheet][address].value
            if isinstance(cell.value, float) and isinstance(value, float):
                is_same = isclose(value, cell.value, rel_tol=1e-9, abs_tol=0.005)
            else:
                # LibreOffice writes no value beside a formula that gives an empty text.
                is_same = value == cell.value or {value, cell.value} == {None, ""}
            if not is_same:
                yield sheet, address, cell.formula, cell.value, value
