"""What is folded away or hidden leaves nothing behind on the page."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook

import plainplan

PLAN = """\
plan "Fund" {
    currency: USD
    start: 2026-03
    years: 2
    step: month
    locale: en
}

asset fund "Fund" {
    value: 1200 USD
    return: 4%/year
}

check kept "Kept": fund >= 900 USD
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook of a plan in months."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "a.plan").write_text(PLAN, encoding="utf-8")
    plainplan.load(folder / "a.plan").export(folder / "book.xlsx")
    return load_workbook(folder / "book.xlsx")


def test_a_block_of_which_all_is_folded_says_so(book: Workbook) -> None:
    sheet = book["Inputs"]
    (row,) = (row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Numbers in checks")
    assert sheet.row_dimensions[row + 1].hidden
    assert sheet.cell(row, 2).value == "Folded away: + unfolds it"


def test_the_rules_of_a_year_beyond_the_plan_are_covered_too(book: Workbook) -> None:
    (rules,) = book["Annual"].conditional_formatting
    (rule,) = rules.rules
    assert rule.formula == ["G$5=0"]
    sides = (rule.dxf.border.top, rule.dxf.border.bottom)
    assert [(side.style, side.color.rgb) for side in sides] == [("thin", "FFFFFFFF")] * 2
