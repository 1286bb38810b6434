"""A plan's texts on their way into the file: one function a place, so that none is ever read as anything but text."""

from __future__ import annotations

import unicodedata
from typing import Any

# A cell holds 32,767 characters; what a person wants to read on a label ends long before.
LONGEST_NOTE = 2_000
# Excel refuses a header of more than 255 characters, in which each & counts twice.
LONGEST_HEADER = 80


def one_line(text: str) -> str:
    """The text on one line, without characters that a reader cannot see."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def put_text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """A text in a cell, never a formula, a link or a number, whatever it begins with."""
    # `sheet` is XlsxWriter's, which ships no types.
    shown = one_line(text)
    if shown:
        sheet.write_string(row, column, shown, style)
    else:
        # An empty text among numbers is an error to Excel's arithmetic; an empty cell is nothing.
        sheet.write_blank(row, column, None, style)


def put_text_value(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """A text that formulas compare, character by character as it stands; text all the same, never a formula."""
    sheet.write_string(row, column, text, style)


def put_note(sheet: Any, row: int, column: int, text: str) -> None:
    """A note beside a cell."""
    shown = one_line(text)[:LONGEST_NOTE]
    if shown:
        sheet.write_comment(row, column, shown, {"author": "", "x_scale": 2, "y_scale": 0.4, "font_size": 9})


def header_text(text: str) -> str:
    """A text for the printed header or footer, where a single `&` begins a command."""
    return one_line(text)[:LONGEST_HEADER].replace("&", "&&")


def text_width(text: str) -> int:
    """How many half-width characters a text is wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
