"""Charts of reports in the book: native ones, over live cells, with every text read from a cell."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart.line_chart import LineChart
from openpyxl.workbook.workbook import Workbook

import plainplan
from soffice import recalculate

LONG = """\
asset cash {
    value: 100 TWD
    return: 1%/month
}

report "客戶" {
    chart "現金" of cash
}
"""
PLAN = """\
plan "=1+1" {
    currency: TWD
    start: 2026-01
    years: 3
    step: month
}

data book "記帳" from "book.csv" by month {
    column "food" as food: TWD
}

param line = 2 "追繳線"

asset cash "=SUM(A1) & <b>" {
    value: 100 TWD
    return: 1%/month
}

debt loan "借款" {
    principal: 0 TWD
    rate: 0%/year
    payment: none
    secured_by: cash 60%
}

group all "全部" = cash

table rows "列" {
    k in 1..3 "期"
    half = k * 10 TWD / 2 "一半"
}

at 2027-01 {
    borrow 20 TWD from loan into cash
}

report "客戶" {
    show cash / 2 as "現金的一半"
    show final(cash) as "=期末"
    chart "=HYPERLINK(\\"http://a\\") & <b>" of cash, all, 150
    chart "擔保" of loan.coverage, line
    chart "列" of rows.half, 12 TWD
    chart "記帳" of book.food
}
"""
ROWS = "month,food\n2026-01,62\n2026-02,70\n"
CHART_TITLES = ['=HYPERLINK("http://a") & <b>', "擔保", "列", "記帳"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the plan, recalculated by LibreOffice in another file."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.csv").write_text(ROWS, encoding="utf-8")
    (folder / "a.plan").write_text(PLAN, encoding="utf-8")
    plan = plainplan.load(folder / "a.plan")
    assert not any(found.is_error for found in plan.check())
    plan.export(folder / "book.xlsx")
    return folder / "book.xlsx"


@pytest.fixture(scope="module")
def charts(path: Path) -> list[Any]:
    """The charts of the summary."""
    found = charts_on(openpyxl.load_workbook(path)["總覽"])
    assert all(isinstance(chart, LineChart) for chart in found)
    return found


@pytest.fixture(scope="module")
def figures(path: Path) -> Workbook:
    """The values that LibreOffice computes."""
    return openpyxl.load_workbook(recalculate(path), data_only=True)


def charts_on(sheet: Any) -> list[Any]:
    """The charts of a sheet, whose parts openpyxl takes to be there or not."""
    return list(sheet._charts)


def cells(book: Workbook, reference: str) -> list[object]:
    """The values of an area such as `'帳戶'!$G$5:$AP$5`."""
    sheet, _, area = reference.rpartition("!")
    found = book[sheet.strip("'")][area.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in (row if isinstance(row, tuple) else (row,))]


def title_of(chart: Any, book: Workbook) -> object:
    """What the cell says that a chart is titled by."""
    return cells(book, chart.title.tx.strRef.f)[0]


def lines_of(chart: Any, book: Workbook) -> dict[object, list[object]]:
    """The figures of each line by its label, both read from the cells that the chart points at."""
    return {cells(book, line.tx.strRef.f)[0]: cells(book, line.val.numRef.f) for line in chart.series}


def test_a_title_and_the_labels_are_read_from_cells_that_hold_text(
    path: Path, charts: list[Any], figures: Workbook
) -> None:
    assert [title_of(chart, figures) for chart in charts] == CHART_TITLES
    assert list(lines_of(charts[0], figures)) == ["=SUM(A1) & <b>", "全部", "150"]
    written = openpyxl.load_workbook(path)["總覽"]
    texts = [cell for row in written.iter_rows() for cell in row if str(cell.value).startswith("=HYP")]
    assert [cell.data_type for cell in texts] == ["s"]
    with zipfile.ZipFile(path) as book:
        drawn = "".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/"))
    # No text of the plan stands in a chart but as the cached text of a cell.
    assert "HYPERLINK" not in re.sub("<c:strCache>.*?</c:strCache>", "", drawn)


def test_a_line_points_at_the_live_cells_of_its_series(charts: list[Any], figures: Workbook) -> None:
    found = lines_of(charts[0], figures)
    # 1 % a month, and 20 in the thirteenth: borrowed at its end, after growth, or before it.
    values = found["=SUM(A1) & <b>"]
    assert values[:12] == pytest.approx([100 * 1.01**month for month in range(1, 13)])
    assert found["全部"] == values
    assert found["150"] == [150] * 36
    (month, *_) = cells(figures, charts[0].series[0].cat.numRef.f)
    assert str(month).startswith("2026-01-31")


def test_a_ratio_to_nothing_owed_is_drawn_as_nothing(charts: list[Any], figures: Workbook) -> None:
    found = lines_of(charts[1], figures)
    assert found["追繳線"] == [2] * 36
    (ratio,) = [values for label, values in found.items() if label != "追繳線"]
    assert ratio[:12] == [0] * 12
    assert all(isinstance(value, (int, float)) and 3 < value < 10 for value in ratio[12:])


def test_a_chart_of_a_table_has_its_rows_below(charts: list[Any], figures: Workbook) -> None:
    assert lines_of(charts[2], figures) == {"一半": [5, 10, 15], "12 TWD": [12, 12, 12]}
    assert cells(figures, charts[2].series[0].cat.numRef.f) == [1, 2, 3]


def test_months_that_a_file_does_not_tell_of_are_no_error(charts: list[Any], figures: Workbook) -> None:
    ((_, values),) = lines_of(charts[3], figures).items()
    assert values == [62, 70] + ["#N/A"] * 34
    assert charts[3].display_blanks == "span"
    lights = [
        row[1].value for row in figures["檢查"].iter_rows(max_col=2) if str(row[0].value).startswith("沒有錯誤值")
    ]
    assert lights
    assert set(lights) == {1}


def test_axes_have_a_format_and_a_unit(charts: list[Any]) -> None:
    assert [chart.y_axis.numFmt.formatCode for chart in charts] == ["#,##0", "#,##0.0", "#,##0.0", "#,##0"]
    assert [chart.x_axis.numFmt.formatCode for chart in charts] == ["yyyy-mm", "yyyy-mm", "0", "yyyy-mm"]
    assert charts[0].y_axis.title.tx.rich.paragraphs[0].r[0].t == "TWD"
    assert all(chart.legend.position == "b" for chart in charts)


def test_a_long_axis_of_months_says_no_year_twice(tmp_path: Path) -> None:
    path = tmp_path / "long.plan"
    path.write_text(PLAN.replace("years: 3", "years: 10").partition("data book")[0] + LONG, encoding="utf-8")
    plainplan.load(path).export(tmp_path / "long.xlsx")
    (chart,) = charts_on(openpyxl.load_workbook(tmp_path / "long.xlsx")["總覽"])
    # 120 months and 12 labels, a year apart; LibreOffice writes more of them, and each is another month.
    assert (chart.x_axis.numFmt.formatCode, chart.x_axis.tickLblSkip) == ("yyyy-mm", 12)


@pytest.mark.parametrize(
    ("worth", "locale", "unit"),
    [
        ("50萬", "zh-TW", None),
        ("500萬", "zh-TW", "tenThousands"),
        ("30億", "zh-TW", "hundredMillions"),
        ("30億", "en", None),
    ],
)
def test_money_of_chinese_plans_is_counted_in_ten_thousands(
    worth: str, locale: str, unit: str | None, tmp_path: Path
) -> None:
    (tmp_path / "a.plan").write_text(
        f'plan "p" {{\n    currency: TWD\n    start: 2026-01\n    years: 3\n    locale: {locale}\n}}\n'
        f'asset cash {{\n    value: {worth} TWD\n}}\nreport "r" {{\n    chart "c" of cash, 0\n}}\n',
        encoding="utf-8",
    )
    plainplan.load(tmp_path / "a.plan").export(tmp_path / "book.xlsx")
    (chart,) = charts_on(openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets[1])
    units = chart.y_axis.dispUnits
    assert (units.builtInUnit if units else None) == unit


def test_figures_stand_above_the_charts_with_their_ends_and_extremes(figures: Workbook) -> None:
    rows: dict[object, list[Any]] = {
        row[0].value: [cell.value for cell in row] for row in figures["總覽"].iter_rows(max_col=6)
    }
    _, _, first, last, lowest, highest = rows["現金的一半"]
    assert first == lowest == pytest.approx(50.5)
    assert last == highest == pytest.approx(rows["=期末"][2] / 2)
    assert rows["=期末"][2] == rows["=SUM(A1) & <b>"][3]


def test_no_page_ends_within_a_chart(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["總覽"]
    ends = [mark.id for mark in sheet.row_breaks.brk]
    assert ends
    for chart in charts_on(sheet):
        begin, end = chart.anchor._from.row, chart.anchor.to.row
        assert not any(begin < row <= end for row in ends)


def test_a_plan_without_charts_or_figures_has_no_summary(tmp_path: Path) -> None:
    (tmp_path / "a.plan").write_text("let x = 1\n", encoding="utf-8")
    plainplan.load(tmp_path / "a.plan").export(tmp_path / "book.xlsx")
    assert "總覽" not in openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames
