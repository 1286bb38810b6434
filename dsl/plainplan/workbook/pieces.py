"""Pieces of printed formulas: how tightly they hold together, and where the row and the column go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from plainplan.records import dataclass
from plainplan.workbook.layout import FIRST_COLUMN

# How tightly a piece of text holds together, loosest first. A minus sign binds tighter than `^` in Excel (-2^2 is 4),
# so a negated piece is put in parentheses wherever it meets another operator.
COMPARED, ADDED, NEGATED, MULTIPLIED, RAISED, WHOLE = range(6)

# Characters that no formula holds: where this column, the one to its left and the beginning of a window are named.
HERE, LEFT, WINDOW_START = "\x01", "\x02", "\x03"
# Formulas of an axis other than time name the row and the column of its first cell, which others count from: `r7` the
# row, `c2` the column, `w7` the row in which a window begins. `NEXT` parts the formulas of cells that have their own.
MARK, END, NEXT = "\x04", "\x05", "\x06"
MARKED = re.compile(f"{MARK}([rcw][0-9]+){END}")


class Piece(NamedTuple):
    """A printed formula and how tightly it holds together."""

    text: str
    strength: int


@cache
def column_name(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_mark(row: int) -> str:
    """Where a formula names a row that goes down with its cell; `row`, counted from 0, is that of the first."""
    return f"{MARK}r{row}{END}"


def column_mark(column: int) -> str:
    """Where a formula names a column that goes right with its cell; `column`, counted from 0, is that of the first."""
    return f"{MARK}c{column}{END}"


def window_mark(row: int) -> str:
    """Where a formula names the row in which its window begins; the first window begins in `row`, counted from 0."""
    return f"{MARK}w{row}{END}"


@dataclass(frozen=True, slots=True)
class Template:
    """A formula with marks where the row and the column go."""

    text: str
    # How many columns or rows a window spans, this one included.
    lookback: int | None = None

    def at(self, column: int) -> str:
        """The formula as it stands in a column."""
        text = self.text.replace(HERE, column_name(column)).replace(LEFT, column_name(column - 1))
        if self.lookback is None:
            return text
        start = column - self.lookback + 1
        # Before a window is full it begins at the first step, which `$` holds fast as the formula is copied.
        name = column_name(start) if start >= FIRST_COLUMN else "$" + column_name(FIRST_COLUMN)
        return text.replace(WINDOW_START, name)

    def cells(self, rows: int, columns: int) -> Iterator[str]:
        """The formula as it stands in each cell of an axis, row after row."""
        if NEXT in self.text:
            items = [Template(text).pieces() for text in self.text.split(NEXT)]
        else:
            items = [self.pieces()] * (rows * columns)
        for position, pieces in enumerate(items):
            down, across = divmod(position, columns)
            # Every second piece is a mark.
            found = list(pieces)
            found[1::2] = [self._fill(mark, down, across) for mark in pieces[1::2]]
            yield "".join(found)

    def pieces(self) -> list[str]:
        """What stands between the marks, and the marks: the first, the third and so on are texts."""
        return MARKED.split(self.text)

    def _fill(self, mark: str, down: int, across: int) -> str:
        number = int(mark[1:])
        if mark[0] == "c":
            return column_name(number + across)
        if mark[0] == "r":
            return str(number + down + 1)
        # Before a window is full it begins in the first row, which `$` holds fast as the formula is copied.
        start = -1 if self.lookback is None else down - self.lookback + 1
        return str(number + start + 1) if start >= 0 else f"${number + 1}"


def print_call(form: str, arguments: list[Piece]) -> Piece:
    """A built-in's Excel form with its arguments in place, in parentheses where the form has operators."""

    def put(match: re.Match[str]) -> str:
        if match[1] == "*":
            return ",".join(argument.text for argument in arguments)
        argument = arguments[int(match[1])]
        before, after = form[match.start() - 1 : match.start()], form[match.end() : match.end() + 1]
        stands_alone = before in ("", "(", ",") and after in ("", ")", ",")
        return argument.text if stands_alone or argument.strength == WHOLE else f"({argument.text})"

    text = re.sub(r"\{(\*|\d+)\}", put, form)
    return Piece(text, WHOLE if _is_one_call(form) else COMPARED)


@cache
def _is_one_call(form: str) -> bool:
    """Whether a form is `NAME(…)` from beginning to end."""
    opening = re.match(r"[A-Za-z_.0-9]+\(", form)
    if opening is None:
        return False
    depth = 0
    for position, character in enumerate(form):
        depth += (character == "(") - (character == ")")
        if depth == 0 and position >= opening.end():
            return position == len(form) - 1
    return False
