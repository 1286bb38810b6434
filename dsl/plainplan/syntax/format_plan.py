"""A whole plan file as text in the one style that plans are written in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from plainplan.syntax.fold import fold
from plainplan.syntax.format_expressions import Pen
from plainplan.syntax.format_lines import write_grid_cell, write_line
from plainplan.syntax.format_page import Drawing, Page
from plainplan.syntax.nodes import (
    Account,
    Block,
    Data,
    Expression,
    File,
    Grid,
    If,
    Node,
    Param,
    Person,
    Plan,
    Record,
    Report,
    Rule,
    Scenario,
    Statement,
    Table,
)


def format_plan(file: File) -> str:
    """The canonical text of a file that was read without errors: what could not be read would be missing from it."""
    page = Page(fold(file.source.text), file.comments)
    for declaration in file.declarations:
        _put(page, 0, declaration)
    return page.finish()


def _put(page: Page, depth: int, node: Node) -> None:
    lines = _lines_of(node)
    start, end = node.span.start, node.span.end
    if isinstance(node, If):
        _put_if(page, depth, node)
    elif isinstance(node, Grid):
        _put_grid(page, depth, node)
    elif lines is None:
        page.put(depth, _drawing(page, lambda pen: write_line(pen, node)), start, end)
    elif not lines and not page.has_comment_in_block(start, end):
        page.put(depth, _drawing(page, lambda pen: write_line(pen, node), " {}"), start, end)
    else:
        page.open(depth, _drawing(page, lambda pen: write_line(pen, node), " {"), start, start)
        for line in lines:
            _put(page, depth + 1, line)
        page.close(depth, end)


def _lines_of(node: Node) -> Sequence[Node] | None:
    """The lines of a node's block, or None when it has none."""
    match node:
        case Plan() | Person():
            return node.properties
        case Account(value=None):
            return node.properties
        case Account() | Param() | Record():
            return node.properties or None
        case Data():
            return node.columns or None
        case Rule() | Block():
            return node.body
        case Table():
            return node.columns
        case Scenario() | Report():
            return node.items
        case _:
            return None


def _put_if(page: Page, depth: int, node: If) -> None:
    after = 0
    for number, (condition, body) in enumerate(node.branches):
        if number == 0:
            draw = _drawing(page, partial(_write_condition, condition=condition), " {", "if ")
            after = page.open(depth, draw, node.span.start, condition.span.end)
        else:
            draw = _drawing(page, partial(_write_condition, condition=condition), " {", "} else if ")
            after = page.reopen(depth, draw, after, condition.span.end)
        after = _put_body(page, depth, body, after)
    if node.otherwise is not None:
        after = page.reopen(depth, _drawing(page, lambda pen: pen.text("} else {")), after, 0)
        _put_body(page, depth, node.otherwise, after)
    page.close(depth, node.span.end)


def _write_condition(pen: Pen, condition: Expression) -> None:
    pen.expression(condition)


def _put_body(page: Page, depth: int, body: tuple[Statement, ...], after: int) -> int:
    for statement in body:
        _put(page, depth + 1, statement)
    return body[-1].span.end if body else after


def _put_grid(page: Page, depth: int, node: Grid) -> None:
    page.open(depth, _drawing(page, lambda pen: write_line(pen, node), " {"), node.span.start, node.span.start)
    _put(page, depth + 1, node.rows)
    _put(page, depth + 1, node.columns)
    cell = node.cell.span
    page.put(depth + 1, _drawing(page, lambda pen: write_grid_cell(pen, node)), cell.start, page.text_end(cell.end))
    page.close(depth, node.span.end)


def _drawing(page: Page, write: Callable[[Pen], None], after: str = "", before: str = "") -> Drawing:
    def draw(level: int) -> list[Any]:
        pen = Pen(page, level, [])
        pen.text(before)
        write(pen)
        pen.text(after)
        return pen.pieces

    return draw
