"""The columns of tables that have no value in their first rows because the plan says so, and are no errors there."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.graph.nodes import Call, Formula, Quantity
from plainplan.graph.operands import direct_reads, walk
from plainplan.workbook.draft import Draft
from plainplan.workbook.pieces import column_name


def awaited_columns(draft: Draft) -> list[Quantity]:
    """Columns that wait, by `valid`, until a window is full, and those that read them."""
    candidates = [
        quantity
        for number, place in draft.layout.places.items()
        if place.rows > 1 and _begins_undefined(draft, quantity := draft.graph.quantities[number])
    ]
    waiting: set[int] = set()
    # What reads the row above stands before what it reads, so that one pass may not be enough.
    while more := {item.id for item in candidates if item.id not in waiting and _waits(item.formula, waiting)}:
        waiting |= more
    return [item for item in candidates if item.id in waiting]


def awaited_areas(draft: Draft, key: str) -> Iterator[str]:
    """Their rows on a sheet but the last, in which an error counts, as areas; columns side by side make one."""
    places = sorted(
        (place.row, place.rows, place.column)
        for quantity in awaited_columns(draft)
        if (place := draft.layout.places[quantity.id]).sheet == key
    )
    for position, (row, rows, first) in enumerate(places):
        if (row, rows, first - 1) in places[:position]:
            continue
        last = first
        while (row, rows, last + 1) in places[position:]:
            last += 1
        yield f"${column_name(first)}${row + 1}:${column_name(last)}${row + rows - 1}"


def count_errors(draft: Draft, key: str) -> int:
    """How many formula cells of a sheet hold no value and should."""
    found = draft.undefined.get(key, 0)
    return found and found - sum(
        value != value
        for quantity in awaited_columns(draft)
        if draft.layout.places[quantity.id].sheet == key
        for value in draft.column(quantity)
    )


def _begins_undefined(draft: Draft, quantity: Quantity) -> bool:
    """Whether the first rows have no value, and all others have one."""
    gaps = [value != value for value in draft.column(quantity)]
    return gaps[0] and not gaps[-1] and gaps == sorted(gaps, reverse=True)


def _waits(formula: Formula | None, waiting: set[int]) -> bool:
    return formula is not None and any(
        (isinstance(part, Call) and part.function == "valid") or waiting.intersection(direct_reads(part))
        for part in walk(formula)
    )
