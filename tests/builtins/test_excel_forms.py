"""Every built-in's Excel form, recalculated by LibreOffice, says what the built-in says.

What is tried stands in the files `grid_<family>.py`. A list is laid into a row of cells and given as a range.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from grids import FAMILIES, Argument, cases_of
from plainplan.builtins import BUILTINS, Builtin
from soffice import recalculate

# Excel and LibreOffice stop a search at their own last digits.
OF_SEARCHES, OF_FORMULAS = 1e-7, 1e-9


def with_defaults(record: Builtin, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments that the formula is written with: one that lists them leaves out what is left out."""
    if "{*}" in record.excel:
        return arguments
    return (*arguments, *(parameter.default or 0.0 for parameter in record.parameters[len(arguments) :]))


def write_case(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    record: Builtin,
    arguments: tuple[Argument, ...],
    number: xlsxwriter.format.Format,
) -> None:
    """The formula in the first cell of a row, and what it reads in the cells behind it."""
    places, column = [], 1
    for argument in with_defaults(record, arguments):
        members = argument if isinstance(argument, tuple) else (argument,)
        for place, member in enumerate(members, column):
            sheet.write(row, place, member)
        column += len(members)
        cells = [xl_rowcol_to_cell(row, place) for place in (column - len(members), column - 1)]
        places.append(":".join(cells) if isinstance(argument, tuple) else cells[0])
    sheet.write_formula(row, 0, "=" + record.excel.replace("{*}", ",".join(places)).format(*places), number)


def largest(arguments: tuple[Argument, ...]) -> float:
    members = chain.from_iterable(argument if isinstance(argument, tuple) else (argument,) for argument in arguments)
    return max((abs(member) for member in members if not isinstance(member, str)), default=0.0)


def agree(record: Builtin, arguments: tuple[Argument, ...], theirs: object) -> bool:
    ours = record.scalar(*arguments)
    if isinstance(theirs, str) and theirs.startswith("#"):
        return ours != ours
    if isinstance(theirs, str):
        return str(ours) == theirs
    assert isinstance(theirs, int | float), theirs
    if record.is_iterative:
        return abs(ours - theirs) <= OF_SEARCHES * max(1.0, abs(theirs))
    # What is left of large amounts that cancel is measured by them.
    return abs(ours - theirs) <= OF_FORMULAS * max(abs(ours), abs(theirs), 1e-6 * largest(arguments))


def test_every_built_in_is_tried_once() -> None:
    assert sorted(BUILTINS) == sorted(name for family in FAMILIES for name in cases_of(family))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_excel_form_recalculated_agrees_with_the_built_in(family: str, tmp_path: Path) -> None:
    path = tmp_path / f"{family}.xlsx"
    cases = cases_of(family)
    with xlsxwriter.Workbook(path) as book:
        # Else LibreOffice shows a date where a function gives one.
        number = book.add_format({"num_format": "0.0"})
        for name, tuples in cases.items():
            sheet = book.add_worksheet(name)
            for row, arguments in enumerate(tuples):
                write_case(sheet, row, BUILTINS[name], arguments, number)

    recalculated = openpyxl.load_workbook(recalculate(path), data_only=True)
    differing = [
        f"{name}{arguments}: {BUILTINS[name].scalar(*arguments)!r}, LibreOffice {value!r}"
        for name, tuples in cases.items()
        for arguments, (value,) in zip(
            tuples, recalculated[name].iter_rows(max_col=1, max_row=len(tuples), values_only=True), strict=True
        )
        if not agree(BUILTINS[name], arguments, value)
    ]
    assert differing == []
