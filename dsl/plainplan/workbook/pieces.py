"""Pieces of printed formulas: how tightly they hold together, and where the column goes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from plainplan.records import dataclass
from plainplan.workbook.layout import FIRST_COLUMN

# How tightly a piece of text holds together, loosest first. A minus sign binds tighter than `^` in Excel (-2^2 is 4),
# so a negated piece is put in parentheses wherever it meets another operator.
COMPARED, ADDED, NEGATED, MULTIPLIED, RAISED, WHOLE = range(6)

# Characters that no formula holds: where this column, the one to its left and the beginning of a window are named.
HERE, LEFT, WINDOW_START = "\x01", "\x02", "\x03"


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


@dataclass(frozen=True, slots=True)
class Template:
    """A formula with marks where the column goes."""

    text: str
    # How many columns a window spans, this one included.
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
