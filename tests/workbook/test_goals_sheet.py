"""Goals in the workbook: a live table among the statements, and links to it on the summary."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plainplan

PLAN = Path(__file__).parents[2] / "plans" / "three-goals.plan"
HEADS = ["達成率", "需求", "支付", "不足", "首次不足"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home, a degree and a car in the scenario in which too little is saved."""
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    plainplan.load(PLAN).export(path, scenario="lean")
    return path


def rows_of(sheet: Worksheet) -> dict[str, list[object]]:
    """The summary by label."""
    return {str(row[0]): list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0]}


def test_the_summary_says_how_far_each_goal_is_funded(book: Path) -> None:
    rows = rows_of(openpyxl.load_workbook(book, data_only=True)["總覽"])
    assert rows["理財目標(全期)"] == HEADS
    # 173,256.70 of 662,448.48 are left for the car, see the plan.
    assert rows["換車"] == pytest.approx([0.26154, 662_448.48, 173_256.70, 489_191.78, 2031], rel=1e-5)
    assert rows["購屋頭期款"] == pytest.approx([1, 2_760_202.01, 2_760_202.01, 0, 0], rel=1e-8)


def test_every_figure_of_it_is_a_link_to_a_live_cell(book: Path) -> None:
    rows = rows_of(openpyxl.load_workbook(book)["總覽"])
    assert all(str(cell).startswith("='報表'!") for cell in rows["換車"])
    statements = openpyxl.load_workbook(book)["報表"]
    (row,) = (cell.row for cell in statements["G"] if cell.value == "換車")
    assert row is not None
    assert all(str(statements.cell(row, column).value).startswith("=") for column in range(8, 13))
