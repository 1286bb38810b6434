"""A piece of a plan on one line, as the formatter would write it if lines had no end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plainplan.syntax.format_expressions import Pen
from plainplan.syntax.format_lines import LINES
from plainplan.syntax.format_page import Break, Page
from plainplan.syntax.nodes import Node


def line_of(node: Node) -> str:
    """The canonical text of an expression, a statement, a line of a block, or the head of one."""
    # Any: each function takes the node of its own class.
    write: Callable[[Pen, Any], None] = LINES.get(type(node), Pen.expression)
    return on_one_line(lambda pen: write(pen, node))


def on_one_line(write: Callable[[Pen], None], pen_class: type[Pen] = Pen) -> str:
    """What a pen writes, without the breaks between its pieces."""
    # Without the page there are no comments, which would break the line.
    pen = pen_class(Page("", ()), 0, [])
    write(pen)
    words: list[str] = []
    for number, piece in enumerate(pen.pieces):
        if not isinstance(piece, Break):
            words.append(piece)
            continue
        following = pen.pieces[number + 1] if number + 1 < len(pen.pieces) else ""
        if words and words[-1] == "," and following in (")", "]"):
            words.pop()
        elif words and not words[-1].endswith(("(", "[", " ")):
            words.append(" ")
    return "".join(words)
