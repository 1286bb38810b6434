"""XlsxWriter made exact and quick: formulas as they stand, inputs to the last bit, the same bytes for the same book.

Importing this module imports XlsxWriter, so it belongs inside the function that writes a workbook:

    with open_book("plan.xlsx") as book:
        sheet = book.add_worksheet("Accounts")
        sheet.write_string(0, 0, "=not a formula")
        sheet.write_number(0, 1, 0.1 + 0.2)
        sheet.write_formula(0, 2, "B1*2", book.add_format({"num_format": "0.00"}), 0.6)

The file appears when the block ends; a block that raises leaves the old file whole.
"""

from __future__ import annotations

import io
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from xlsxwriter.chart_line import ChartLine
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from plainplan.files import write_whole


class CellError(StrEnum):
    """The error values that Excel and LibreOffice know: what a cell shows in place of a number."""

    DIVIDED_BY_ZERO = "#DIV/0!"
    NOT_AVAILABLE = "#N/A"
    UNKNOWN_NAME = "#NAME?"
    NO_INTERSECTION = "#NULL!"
    NOT_A_NUMBER = "#NUM!"
    BAD_REFERENCE = "#REF!"
    WRONG_KIND = "#VALUE!"


# What a formula cell may hold beside its formula. A plain text that looks like an error stays a text.
CachedValue: TypeAlias = float | int | str | CellError

LONGEST_TEXT = 32_767
LONGEST_FORMULA = 8_192

# The file says when it was made, and the same plan must give the same bytes on any day.
CREATED = datetime(2000, 1, 1)


# XlsxWriter ships no types, so mypy sees its classes as Any.
class FastSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas come ready for the file: no leading `=`, `_xlfn.` where Excel stores it."""

    def __init__(self) -> None:
        super().__init__()
        self._style_of_format: dict[Format, str] = {}
        self._column_names: dict[int, str] = {}

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: CachedValue | None = None
    ) -> int:
        """Write a formula and the value that the evaluator found for it; a value that is not finite is `#NUM!`."""
        return self._write_formula(row, col, formula, cell_format, value)

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: CachedValue | None = None
    ) -> int:
        if not formula or formula[0] in "={" or len(formula) > LONGEST_FORMULA:
            raise ValueError(f"not a formula as it stands in a file: {formula[:60]!r}")
        kind = value.__class__
        if kind is bool or value is None:
            raise TypeError(f"a formula needs a number, a text or an error beside it, not {value!r}")
        if isinstance(value, (float, int)):
            # True of what is not finite, and of nothing else.
            if value - value != 0:
                value = CellError.NOT_A_NUMBER
        elif kind is not CellError:
            value = clean_text(str(value))
        self._claim_cell(row, col)
        self.table[row][col] = CellFormulaTuple(formula, cell_format, value)
        return 0

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        text = clean_text(string)
        # XlsxWriter takes such a text for the XML of a rich string and would write it as markup.
        if text.startswith("<r>") and text.endswith("</r>"):
            text = f'<r><t xml:space="preserve">{_escape(text)}</t></r>'
        return self._require_written(super()._write_string(row, col, text, cell_format), row, col)

    def _write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> int:
        if isinstance(number, bool):
            raise TypeError("a number cell holds no boolean")
        return self._require_written(super()._write_number(row, col, number, cell_format), row, col)

    def _claim_cell(self, row: int, col: int) -> None:
        self._require_written(self._check_dimensions(row, col), row, col)
        if self.constant_memory and row > self.previous_row:
            self._write_single_row(row)

    @staticmethod
    def _require_written(answer: int, row: int, col: int) -> int:
        """XlsxWriter answers a refused cell with a number that is easily overlooked."""
        if answer:
            raise ValueError(f"row {row}, column {col} is outside the sheet or before a row already written")
        return answer

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # Four fifths of XlsxWriter's time goes into regular expressions here that look for functions newer than the
        # file format. Ours are spelt for the file already; validations and conditional formats may bring an `=`.
        return formula.removeprefix("=")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if cell.__class__ is not CellFormulaTuple:
            super()._write_cell(row, col, cell)
            return
        formula, cell_format, value = cell
        if not formula.isprintable():
            formula = self._escape_control_characters(formula)
        if value.__class__ is CellError:
            kind = ' t="e"'
        elif value.__class__ is str:
            kind, value = ' t="str"', _escape(self._escape_control_characters(value))
        else:
            # Adding zero turns -0 into 0.
            kind, value = "", f"{value + 0.0:.15g}"
        column = self._column_names.get(col) or self._column_names.setdefault(col, xl_col_to_name(col))
        style = self._style_of_format.get(cell_format) or self._style_attribute(row, col, cell_format)
        self.fh.write(f'<c r="{column}{row + 1}"{style}{kind}><f>{_escape(formula)}</f><v>{value}</v></c>')

    def _style_attribute(self, row: int, col: int, cell_format: Format | None) -> str:
        """The style of a cell: its own, else that of its row, else that of its column."""
        if cell_format is not None:
            attribute = f' s="{cell_format._get_xf_index()}"'
            self._style_of_format[cell_format] = attribute
            return attribute
        row_info, col_info = self.row_info.get(row), self.col_info.get(col)
        inherited = row_info.row_format if row_info is not None else None
        if inherited is None and col_info is not None:
            inherited = col_info.column_format
        return self._style_attribute(row, col, inherited) if inherited is not None else ""

    def _xml_number_element(self, number: float, attributes: list[tuple[str, object]]) -> None:
        # An input must come back as the very number that the evaluator used; XlsxWriter's 16 digits change bits.
        text = float.__repr__(float(number) + 0.0).removesuffix(".0")
        marks = "".join(f' {key}="{value}"' for key, value in attributes)
        self.fh.write(f"<c{marks}><v>{text}</v></c>")


class FastChart(ChartLine):  # type: ignore[misc]
    """A line chart whose points for previews leave out what is no number; XlsxWriter would draw it as 0."""

    def _write_num_cache(self, data: list[object]) -> None:
        super()._write_num_cache([None if isinstance(value, CellError) else value for value in data])


class FastBook(Workbook):  # type: ignore[misc]
    """A workbook of `FastSheet`s without clock, links or formulas that nobody asked for."""

    worksheet_class = FastSheet

    def __init__(self, target: io.BytesIO, options: dict[str, object]) -> None:
        super().__init__(
            target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False} | options
        )
        self.set_properties({})

    def add_line_chart(self) -> FastChart:
        """A chart to be placed on a sheet."""
        chart = FastChart()
        chart.embedded = True
        self.charts.append(chart)
        return chart

    def set_properties(self, properties: dict[str, object]) -> None:
        """Set title, author and so on; the file's date is always the same unless `created` is among them."""
        super().set_properties({"created": CREATED} | properties)


@contextmanager
def open_book(target: str | os.PathLike[str] | io.BytesIO, *, rows_in_order: bool = False) -> Iterator[FastBook]:
    """A book to fill, written to `target` in one step when the block ends well.

    With `rows_in_order` each row leaves memory when the next one begins: for very large books, whose cells must then
    be written row by row, and whose charts carry no cached points. A warning from XlsxWriter is an error here.
    """
    package = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="plainplan-") as folder, warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        book = FastBook(package, {"constant_memory": rows_in_order, "tmpdir": folder})
        try:
            yield book
            book.close()
        except FileCreateError as fault:
            # XlsxWriter wraps what the system says, such as a full disk below the temporary folder.
            raise fault.args[0] if fault.args and isinstance(fault.args[0], OSError) else fault from None
        finally:
            # A block that raised never reaches close(), and the folder cannot go while its files are open.
            if rows_in_order:
                for sheet in book.worksheets():
                    sheet._opt_close()
    if isinstance(target, io.BytesIO):
        target.write(package.getbuffer())
    else:
        write_whole(target, package.getvalue())


def _escape(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def clean_text(text: str) -> str:
    """The text as a cell can hold it: valid Unicode, cut with an ellipsis where Excel would refuse the file."""
    if not text.isprintable():
        # Half a surrogate pair, as a command line can bring, cannot be written as UTF-8.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
