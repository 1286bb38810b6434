"""The sheet of paths, which alone does not recalculate; and the start of the window, which is a cell of the book."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import plainplan
from plainplan.workbook.styles import INPUT_BLUE
from soffice import recalculate_all

RATES = [0.01 * (k * 7 % 11 - 4) for k in range(30)]
MONTHS = [f"{1990 + k // 12}-{k % 12 + 1:02}" for k in range(30)]
PLAN = """\
plan "By month" {
    currency: USD
    start: 2026-01
    years: 1
    step: month
    locale: en
}

data us "US" from "us.csv" by month

asset fund "Fund" {
    value: 1000 USD
    return: market
}

param market = 0%/month "Return"

check kept "Kept": fund >= 900 USD in 50% of paths

scenario history "Every twelve months" {
    market = us.r / 1 month
    rolling: us
}
"""


@pytest.fixture
def plan(tmp_path: Path) -> plainplan.Plan:
    """A plan of months over thirty months of returns: nineteen windows."""
    # The last days of the months, as files of prices have them.
    rows = "".join(f"{day}-28,{rate}\n" for day, rate in zip(MONTHS, RATES, strict=True))
    (tmp_path / "us.csv").write_text(f"day,r\n{rows}", encoding="utf-8")
    (tmp_path / "plan.plan").write_text(PLAN, encoding="utf-8")
    return plainplan.load(tmp_path / "plan.plan")


def final(first: int, value: float = 1000) -> float:
    """What is left after the twelve months from one on."""
    return value * math.prod(1 + rate for rate in RATES[first : first + 12])


def test_the_start_of_the_window_is_a_blue_cell_that_only_takes_starts(plan: plainplan.Plan, tmp_path: Path) -> None:
    plan.export(tmp_path / "book.xlsx", "history")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Inputs"]
    (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "US window start"]
    cell = sheet.cell(row, 3)
    assert cell.value == datetime(1990, 1, 1)
    assert cell.font.color.rgb == "FF" + INPUT_BLUE.removeprefix("#")
    assert sheet.cell(row, 4).value == "1990-01-01 … 1991-07-01"
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref]
    assert (rule.operator or "between", float(rule.formula1), float(rule.formula2)) == ("between", 32874, 33420)


def test_the_book_follows_the_start_and_the_light_what_is_stale(plan: plainplan.Plan, tmp_path: Path) -> None:
    books = []
    for name, label, value in (
        ("moved", "US window start", datetime(1991, 3, 1)),
        ("stale", "Opening", 2000),
        ("base", "Scenario", 1),
    ):
        book = tmp_path / f"{name}.xlsx"
        plan.export(book, "history")
        found = openpyxl.load_workbook(book)
        sheet = found["Inputs"]
        (row,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label]
        sheet.cell(row, 3).value = value
        found.save(book)
        books.append(book)
    lights, worths = [], []
    for book in recalculate_all(books):
        found = openpyxl.load_workbook(book, data_only=True)
        lights.append(found["Paths"]["G6"].value)
        (worth,) = [row for row in found["Accounts"].iter_rows(values_only=True) if row[0] == "Net worth"]
        worths.append(worth[17])
    assert worths == pytest.approx([final(14), final(0, 2000), 1000])
    assert lights == [1, 0, "—"]


def test_every_path_stands_below(plan: plainplan.Plan, tmp_path: Path) -> None:
    plan.export(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)["Paths"]
    assert str(sheet["A3"].value).startswith("As exported")
    (first,) = [cell.row for cell in sheet["A"] if cell.value == "Net worth at the end · Window start"]
    assert first is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(first + 1, first + 19, 1, 2)]
    assert [row[0] for row in rows] == [datetime(1990 + k // 12, k % 12 + 1, 1) for k in range(19)]
    assert [row[1] for row in rows] == pytest.approx([final(k) for k in range(19)])


def test_a_plan_that_does_not_roll_has_no_such_sheet(plan: plainplan.Plan, tmp_path: Path) -> None:
    path = tmp_path / "still.plan"
    path.write_text(PLAN.replace("    rolling: us\n", "").replace("us.r / 1 month", "1%/month"), encoding="utf-8")
    plainplan.load(path).export(tmp_path / "book.xlsx")
    assert "Paths" not in openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames


def test_the_same_plan_gives_the_same_book(plan: plainplan.Plan, tmp_path: Path) -> None:
    for name in ("one", "two"):
        plan.export(tmp_path / f"{name}.xlsx", "history")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_plan_without_accounts_tells_only_of_its_checks(plan: plainplan.Plan, tmp_path: Path) -> None:
    account = PLAN[PLAN.index("asset") : PLAN.index("param")]
    text = PLAN.replace(account, "let fund = 1000 USD * (1 + market * 1 month)\n\n")
    path = tmp_path / "bare.plan"
    path.write_text(text, encoding="utf-8")
    plainplan.load(path).export(tmp_path / "book.xlsx", "history")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Paths"]
    heads = [cell.value for cell in sheet[5] if cell.value is not None]
    assert heads == ["Scenario", "Paths", "Survive", "Worst start", "First failure"]
    assert not [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
