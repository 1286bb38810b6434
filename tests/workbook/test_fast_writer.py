"""The writer under the workbook: exact numbers, safe texts, cached values, and the same bytes each time."""

from __future__ import annotations

import errno
import io
import math
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plainplan.workbook.fast_writer import LONGEST_TEXT, CellError, FastBook, FastSheet, open_book


def sheet_xml(package: io.BytesIO, part: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(package).read(part).decode()


def write_cell(method: str, *arguments: object, rows_in_order: bool = False) -> io.BytesIO:
    package = io.BytesIO()
    with open_book(package, rows_in_order=rows_in_order) as book:
        getattr(book.add_worksheet("S"), method)(0, 0, *arguments)
    return package


def stored_number(package: io.BytesIO) -> str:
    found = re.search(r"<v>(.*?)</v>", sheet_xml(package))
    assert found is not None
    return found[1]


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, math.pi * 1e15, 5e-324, 1.7976931348623157e308, -2.5])
def test_an_input_is_stored_to_its_last_bit(number: float) -> None:
    assert number == float(stored_number(write_cell("write_number", number)))


def test_a_whole_number_is_stored_without_a_point() -> None:
    assert stored_number(write_cell("write_number", 15_000_000.0)) == "15000000"


def test_a_cached_result_is_stored_with_fifteen_digits() -> None:
    assert stored_number(write_cell("write_formula", "0.1+0.2", None, 0.1 + 0.2)) == "0.3"


def test_a_cached_minus_zero_is_zero() -> None:
    assert stored_number(write_cell("write_formula", "A2*B2", None, -0.0)) == "0"


def test_a_formula_goes_to_the_file_as_it_stands() -> None:
    package = write_cell("write_formula", '_xlfn.STDEV.S(A2:A9)&"<>"', None, 1.5)
    assert '<c r="A1"><f>_xlfn.STDEV.S(A2:A9)&amp;"&lt;&gt;"</f><v>1.5</v></c>' in sheet_xml(package)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_result_that_is_not_finite_is_an_error_cell(value: float) -> None:
    package = write_cell("write_formula", "0/0", None, value)
    assert '<c r="A1" t="e"><f>0/0</f><v>#NUM!</v></c>' in sheet_xml(package)


def test_an_error_value_is_an_error_cell() -> None:
    package = write_cell("write_formula", "1/0", None, CellError.DIVIDED_BY_ZERO)
    assert load_workbook(package, data_only=True)["S"]["A1"].data_type == "e"


def test_a_text_result_that_looks_like_an_error_stays_a_text() -> None:
    package = write_cell("write_formula", "B1", None, "#N/A")
    assert '<c r="A1" t="str"><f>B1</f><v>#N/A</v></c>' in sheet_xml(package)


@pytest.mark.parametrize("value", [None, True])
def test_a_formula_without_a_number_or_text_beside_it_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a formula needs"):
        write_cell("write_formula", "B1", None, value)


@pytest.mark.parametrize("formula", ["", "=B1", "{B1}", "1+" * 5_000 + "1"])
def test_a_formula_that_a_file_does_not_store_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match="not a formula as it stands"):
        write_cell("write_formula", formula, None, 1.0)


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "12",
    "https://example.org",
    "mailto:a@example.org",
    '=WEBSERVICE("x")',
    "=cmd|'/c calc'!A0",
    "<r>bold</r>",
    "<r><t>x</t></r>",
    "a & b < c",
    "　全形空白　",
    "#N/A",
    "TRUE",
]


@pytest.mark.parametrize("rows_in_order", [False, True])
@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("method", ["write_string", "write"])
def test_a_text_is_read_back_as_the_same_text(text: str, method: str, rows_in_order: bool) -> None:
    package = write_cell(method, text, rows_in_order=rows_in_order)
    cell = load_workbook(package, rich_text=False)["S"]["A1"]
    assert (cell.value, cell.hyperlink) == (text, None)
    assert "<f>" not in sheet_xml(package)


def test_a_control_character_is_escaped_in_the_file() -> None:
    package = write_cell("write_string", "a\x1b[31mb_x0041_\r")
    assert "<t>a_x001B_[31mb_x005F_x0041__x000D_</t>" in sheet_xml(package, "xl/sharedStrings.xml")


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert load_workbook(write_cell("write_string", "a\udc80b"))["S"]["A1"].value == "a�b"


def test_a_text_too_long_for_a_cell_ends_with_an_ellipsis() -> None:
    text = load_workbook(write_cell("write_string", "𠮷" * LONGEST_TEXT))["S"]["A1"].value
    assert isinstance(text, str)
    assert text == "𠮷" * ((LONGEST_TEXT - 1) // 2) + "…"


def test_a_boolean_is_no_number() -> None:
    with pytest.raises(TypeError, match="no boolean"):
        write_cell("write_number", True)


def test_a_cell_outside_the_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the sheet"), open_book(io.BytesIO()) as book:
        book.add_worksheet().write_formula(1_048_576, 0, "A1", None, 0.0)


def test_rows_out_of_order_are_refused_where_rows_must_come_in_order() -> None:
    with open_book(io.BytesIO(), rows_in_order=True) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(2, 0, "B1", None, 0.0)
        with pytest.raises(ValueError, match="before a row already written"):
            sheet.write_formula(1, 0, "B1", None, 0.0)


def test_a_cell_has_its_own_style_or_its_rows_or_its_columns() -> None:
    package = io.BytesIO()
    with open_book(package) as book:
        sheet = book.add_worksheet("S")
        sheet.set_column(1, 1, 10, book.add_format({"num_format": "0.0"}))
        sheet.set_row(1, 15, book.add_format({"num_format": "0.00"}))
        sheet.write_formula(0, 0, "1", book.add_format({"num_format": "0.000"}), 1)
        for row in (0, 1):
            sheet.write_formula(row, 1, "1", None, 1)
    read = load_workbook(package)["S"]
    assert [read[place].number_format for place in ("A1", "B1", "B2")] == ["0.000", "0.0", "0.00"]


def write_sample(target: str | io.BytesIO, *, rows_in_order: bool = False) -> None:
    with open_book(target, rows_in_order=rows_in_order) as book:
        book.set_properties({"title": "計畫"})
        money = book.add_format({"num_format": "#,##0"})
        for name in ("封面", "Inputs"):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, "通膨")
            sheet.write_number(0, 1, 0.02)
            sheet.write_formula(1, 0, "B1*2", money, 0.04)
            sheet.write_comment(0, 1, "plan:3")
        book.define_name("inflation", "=Inputs!$B$1")


@pytest.mark.parametrize("rows_in_order", [False, True])
def test_the_same_book_has_the_same_bytes_at_another_time_and_place(tmp_path: Path, rows_in_order: bool) -> None:
    def run(name: str, zone: str, seed: str) -> bytes:
        script = f"import test_fast_writer as t; t.write_sample({name!r}, rows_in_order={rows_in_order})"
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", script], env=environment, cwd=tmp_path, check=True)
        return (tmp_path / name).read_bytes()

    assert run("a.xlsx", "UTC", "1") == run("b.xlsx", "Pacific/Kiritimati", "2")


def test_no_clock_and_no_machine_name_are_in_the_file() -> None:
    package = io.BytesIO()
    write_sample(package)
    archive = zipfile.ZipFile(package)
    assert {entry.date_time[:2] for entry in archive.infolist()} == {(1980, 1)}
    assert "2000-01-01T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml").decode()


def test_a_warning_of_the_writer_is_an_error() -> None:
    with pytest.raises(UserWarning, match="merge single cell"), open_book(io.BytesIO()) as book:
        book.add_worksheet().merge_range(0, 0, 0, 0, "x")


@pytest.mark.parametrize("rows_in_order", [False, True])
def test_a_book_that_fails_leaves_the_old_file_whole(tmp_path: Path, rows_in_order: bool) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def fail() -> None:
        with open_book(path, rows_in_order=rows_in_order) as book:
            book.add_worksheet().write_number(0, 0, 1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"old"
    assert [path] == list(tmp_path.iterdir())


def test_a_full_temporary_folder_is_told_as_the_system_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(book: FastBook) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(FastBook, "_store_workbook", fail)
    with pytest.raises(OSError, match="No space left on device"), open_book(io.BytesIO()) as book:
        book.add_worksheet()


def test_a_chart_carries_the_cached_values_of_formulas() -> None:
    package = io.BytesIO()
    with open_book(package) as book:
        sheet = book.add_worksheet("S")
        assert isinstance(sheet, FastSheet)
        for row, value in enumerate((1.5, 2.5)):
            sheet.write_formula(row, 0, "B1", None, value)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": ["S", 0, 0, 1, 0]})
        sheet.insert_chart(0, 3, chart)
    assert "<c:v>1.5</c:v>" in sheet_xml(package, "xl/charts/chart1.xml")
