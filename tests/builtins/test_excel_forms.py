"""Every built-in's Excel form, recalculated by LibreOffice, says what the built-in says."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import openpyxl
import xlsxwriter

from plainplan.builtins import BUILTINS, Builtin
from soffice import recalculate

NUMBERS = (0.0, 1.0, -1.0, 2.5, -2.5, 0.3, 1.005, -1.475, 2.4999999999, 7.9999999996, 123456.789, -98765.4321, 1e15)
STEPS = (1.0, 2.0, 0.1, -2.0, 0.0)
RATES = (0.0, 0.00175, 0.05, 0.24, -0.02, -1.0, -1.5)
PERIODS = (1.0, 12.0, 0.0, 360.0, 7.5)
AMOUNTS = (0.0, 1000.0, -250.0)
TYPES = (0.0, 1.0)
# 1900-03-01, 2000-02-29, 2026-01-31, 2028-02-29, 2099-12-31
DAYS = (61.0, 36585.0, 46053.0, 46812.0, 73050.0)
MONTHS = (0.0, 1.0, -1.0, 13.0, 25.0, 480.0)

GRIDS: dict[str, tuple[tuple[float, ...], ...]] = {
    "abs": (NUMBERS,),
    "ceiling": (NUMBERS[:-1], STEPS),
    "date": ((1900.0, 1999.0, 2026.0, 26.0), (3.0, 12.0, 14.0, 25.0), (1.0, 31.0, 60.0)),
    "datedif_years": (DAYS, DAYS),
    "day": (DAYS,),
    "edate": (DAYS[1:], MONTHS),
    "effect": ((0.0, 0.021, 0.18, -0.01), (1.0, 4.0, 12.0, 365.0, 0.0, 2.9)),
    "eomonth": (DAYS[1:], MONTHS),
    "exp": ((*NUMBERS[:9], 710.0),),
    "floor": (NUMBERS[:-1], STEPS),
    "fv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "int": (NUMBERS,),
    "ipmt": (RATES, (0.0, 1.0, 2.0, 12.0), (2.0, 12.0, 0.0), AMOUNTS, AMOUNTS[:2], TYPES),
    "ln": (NUMBERS,),
    "log10": (NUMBERS,),
    "max": (NUMBERS, NUMBERS),
    "min": (NUMBERS, NUMBERS),
    "mod": (NUMBERS[:-1], (*STEPS, 12.0, -0.7)),
    "month": (DAYS,),
    "nominal_rate": ((0.0, 0.021, 0.18, -0.01), (1.0, 4.0, 12.0, 365.0, 0.0, 2.9)),
    "nper": (RATES, AMOUNTS, AMOUNTS, AMOUNTS, TYPES),
    "pmt": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "power": ((*NUMBERS, -8.0), (0.0, 1.0, 2.0, -1.0, 0.5, 1 / 3, -2.5, 400.0)),
    "ppmt": (RATES, (0.0, 1.0, 2.0, 12.0), (2.0, 12.0, 0.0), AMOUNTS, AMOUNTS[:2], TYPES),
    "pv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "round": (NUMBERS, (0.0, 2.0, 5.0, -1.0, -3.0)),
    "rounddown": (NUMBERS, (0.0, 2.0, 5.0, -1.0, -3.0)),
    "roundup": (NUMBERS, (0.0, 2.0, 5.0, -1.0, -3.0)),
    "sign": (NUMBERS,),
    "sqrt": (NUMBERS,),
    "sum": (NUMBERS, NUMBERS, STEPS),
    "year": (DAYS,),
}


def form_over_cells(record: Builtin, row: int, count: int) -> str:
    cells = [f"{chr(ord('A') + column)}{row}" for column in range(count)]
    return "=" + record.excel.replace("{*}", ",".join(cells)).format(*cells)


def agree(ours: float, theirs: object, largest: float) -> bool:
    if isinstance(theirs, str) and theirs.startswith("#"):
        return math.isnan(ours)
    assert isinstance(theirs, int | float)
    # What is left of large amounts that cancel is measured by them.
    return abs(ours - theirs) <= 1e-9 * max(abs(ours), abs(theirs), 1e-6 * largest)


def test_every_built_in_has_a_grid() -> None:
    assert sorted(BUILTINS) == sorted(GRIDS)


def test_every_excel_form_recalculated_agrees_with_the_built_in(tmp_path: Path) -> None:
    cases = {name: list(product(*grid)) for name, grid in GRIDS.items()}
    path = tmp_path / "forms.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in cases.items():
        sheet = book.add_worksheet(name)
        for row, arguments in enumerate(rows):
            for column, argument in enumerate(arguments):
                sheet.write_number(row, column, argument)
            sheet.write_formula(row, len(arguments), form_over_cells(BUILTINS[name], row + 1, len(arguments)))
    book.close()

    recalculated = openpyxl.load_workbook(recalculate(path), data_only=True)
    differing = []
    for name, rows in cases.items():
        for arguments, cells in zip(rows, recalculated[name].iter_rows(values_only=True), strict=True):
            ours = BUILTINS[name].scalar(*arguments)
            if not agree(ours, cells[len(arguments)], max(map(abs, arguments))):
                differing.append(f"{name}{arguments}: {ours!r}, LibreOffice {cells[len(arguments)]!r}")
    assert differing == []
