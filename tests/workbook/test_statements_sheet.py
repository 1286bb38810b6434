"""The sheet of household statements: one page, live, with the date and the standards as blue cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plainplan
from plainplan.workbook.styles import INPUT_BLUE

PLANS = Path(__file__).parents[2] / "plans"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Worksheet:
    """The statements of a household."""
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    plainplan.load(PLANS / "household-statements.plan").export(path)
    found = openpyxl.load_workbook(path)["報表"]
    assert isinstance(found, Worksheet)
    return found


def rows_of(sheet: Worksheet, label: str) -> list[int]:
    """The rows in which a label stands."""
    return [cell.row for row in sheet.iter_rows() for cell in row if cell.value == label and cell.row is not None]


def test_the_date_is_a_blue_cell_at_the_top(sheet: Worksheet) -> None:
    assert sheet["A3"].value == "報表日"
    assert sheet["B3"].value.isoformat() == "2026-12-31T00:00:00"
    assert sheet["B3"].font.color.rgb == "FF" + INPUT_BLUE.removeprefix("#")


def test_both_sides_of_the_balance_sheet_end_in_one_row(sheet: Worksheet) -> None:
    assert rows_of(sheet, "資產總計") == rows_of(sheet, "負債與淨值總計")


def test_every_figure_is_an_input_or_a_formula(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            if isinstance(cell.value, (int, float)):
                assert cell.font.color.rgb == "FF" + INPUT_BLUE.removeprefix("#"), cell.coordinate


def test_standards_stand_beside_their_ratio(sheet: Worksheet) -> None:
    (row,) = rows_of(sheet, "負債比率")
    assert [sheet.cell(row, column).value for column in (9, 10)] == [0.5, 0.6]
    assert str(sheet.cell(row, 11).value).startswith("=")


def test_a_plan_without_accounts_has_no_such_sheet(tmp_path: Path) -> None:
    plan = tmp_path / "calculator.plan"
    plan.write_text("let x = 1\n", encoding="utf-8")
    plainplan.load(plan).export(tmp_path / "book.xlsx")
    assert "報表" not in openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames
