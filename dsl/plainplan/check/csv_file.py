"""Data files: comma-separated cells, each with its place, and what a cell says as a value of a type."""

from __future__ import annotations

import math
import re

from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type
from plainplan.source import Source, Span
from plainplan.syntax.fold import fold

# The text of a cell, and where it stands.
Cell = tuple[str, int, int]

_CELL = re.compile(r'[ \t]*"([^"]*(?:""[^"]*)*)"[ \t]*(?=,|\r|\n|\Z)|([^,\r\n]*)')
_END_OF_LINE = re.compile(r"\r\n|\n|\r")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d+)?")
_DATE = re.compile(r"([12]\d{3})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_WORDS = {"true": 1.0, "yes": 1.0, "是": 1.0, "1": 1.0, "false": 0.0, "no": 0.0, "否": 0.0, "0": 0.0}
BLANK = float("nan")
GREATEST_CELLS = 250_000
# Excel holds no longer text in a cell.
LONGEST_TEXT = 32_767


def split_rows(source: Source) -> tuple[list[list[Cell]], list[Diagnostic]]:
    """The cells of every line that holds any, unless there are too many of them."""
    text = source.text
    position = 1 if text.startswith("\ufeff") else 0
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    count = 0
    while True:
        found = _CELL.match(text, position)
        assert found is not None, "an empty cell matches anywhere"
        start, position = found.span()
        quoted, plain = found.groups()
        if quoted is None and plain.lstrip(" \t").startswith('"'):
            span = Span(source, start, position)
            return rows, [Diagnostic("unclosed-text", "the quotes of this cell are never closed", span)]
        row.append((plain.strip() if quoted is None else quoted.replace('""', '"'), start, position))
        end = _END_OF_LINE.match(text, position)
        if end is None and position < len(text):
            position += 1
            continue
        if len(row) > 1 or row[0][0]:
            rows.append(row)
            count += len(row)
        if count > GREATEST_CELLS:
            message = f"`{source.path}` has more than {GREATEST_CELLS:,} cells, the most that are read"
            return rows, [Diagnostic("too-many-rows", message, Span(source, row[0][1], row[0][2]))]
        row = []
        if end is None or end.end() == len(text):
            return rows, []
        position = end.end()


def read_number(text: str) -> float | None:
    """`1,234.5`, `12.5%`, `(3.2)`: the number that a cell says, a percentage as a fraction; None for anything else."""
    said = fold(text).strip()
    # Bookkeepers write what is below zero in parentheses: `(3.2%)`, `(3.2)%`.
    is_percent = is_percentage(said)
    is_negative = said.startswith("(") and ")" in said
    if is_negative:
        said = said.replace("(", "", 1).replace(")", "", 1)
    said = said.removesuffix("%").strip()
    if not _NUMBER.fullmatch(said):
        return None
    number = float(said.replace(",", ""))
    if math.isinf(number):
        return None
    number = number / 100 if is_percent else number
    # Adding zero turns -0 into 0.
    return (-number if is_negative else number) + 0.0


def read_date(text: str) -> float | None:
    """`2026-01`, `2026-01-31`, `2026/1/31` as a serial number; a month alone is its first day."""
    from datetime import date

    from plainplan.builtins.dates import FIRST_SERIAL, serial_of

    found = _DATE.fullmatch(fold(text).strip())
    if found is None:
        return None
    try:
        serial = serial_of(date(int(found[1]), int(found[2]), int(found[3] or 1)))
    except ValueError:
        return None
    return serial if serial >= FIRST_SERIAL else None


def is_too_early(text: str) -> bool:
    """Whether a text is a date before the first that workbooks count."""
    found = _DATE.fullmatch(fold(text).strip())
    return found is not None and (int(found[1]), int(found[2])) < (1900, 3) and 1 <= int(found[2]) <= 12


def read_cell(text: str, type_: Type) -> float | str | None:
    """What a cell says as a value of a type; None when it says something else. A blank has no value."""
    if type_.kind == "text":
        return text if len(text) <= LONGEST_TEXT else None
    if not text.strip():
        return BLANK
    if type_.kind == "date":
        return read_date(text)
    if type_.kind == "boolean":
        return _WORDS.get(text.strip().lower())
    is_percent = is_percentage(text)
    if is_percent and not (type_.is_number or type_.is_rate):
        return None
    number = read_number(text)
    if number is None or (type_.is_whole and number != int(number)):
        return None
    # `8` for a rate of 8% is as wrong here as in the plan; `0.08` is what other programs write.
    return None if type_.is_rate and not is_percent and abs(number) >= 1 else number


def is_percentage(text: str) -> bool:
    """Whether a cell says that its number is a percentage."""
    return fold(text).rstrip().endswith(("%", "%)"))
