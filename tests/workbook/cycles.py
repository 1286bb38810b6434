"""Looks for a cycle among the written precedents of a book: LibreOffice computes silently what Excel calls circular."""

from __future__ import annotations

from functools import cache

from plainplan.workbook.pieces import column_name
from workbook.book_cells import Book, references, row_and_column

Node = tuple[str, str]


def find_cycle(book: Book, names: dict[str, str]) -> list[Node] | None:
    """A chain of formula cells in which the first reads the next and the last is the first; None when there is none.

    Every cell of a range counts as read, whatever the formula does with it.
    """
    live = {(sheet, address) for sheet, cells in book.items() for address, cell in cells.items() if cell.formula}
    done: set[Node] = set()
    for start in sorted(live):
        if start in done:
            continue
        path: list[Node] = []
        on_path: set[Node] = set()
        stack: list[tuple[Node, list[Node]]] = [(start, _reads(book, start, live, names))]
        on_path.add(start)
        path.append(start)
        while stack:
            node, pending = stack[-1]
            if not pending:
                stack.pop()
                path.pop()
                on_path.discard(node)
                done.add(node)
                continue
            target = pending.pop()
            if target in on_path:
                return [*path[path.index(target) :], target]
            if target not in done:
                stack.append((target, _reads(book, target, live, names)))
                on_path.add(target)
                path.append(target)
    return None


def _reads(book: Book, node: Node, live: set[Node], names: dict[str, str]) -> list[Node]:
    sheet, address = node
    formula = book[sheet][address].formula or ""
    found = []
    for target, first, last in references(formula, sheet, names):
        found += [(target, cell) for cell in _cells(first, last) if (target, cell) in live]
    return found


@cache
def _cells(first: str, last: str) -> tuple[str, ...]:
    if first == last:
        return (first,)
    (top, left), (bottom, right) = row_and_column(first), row_and_column(last)
    return tuple(
        f"{column_name(column - 1)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)
    )
