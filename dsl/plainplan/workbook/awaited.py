"""The cells that have no value because the plan says so, and are no errors there: in tables until a window is full, in
time where a data file has no row for a step, and in the lines that charts draw of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.graph.nodes import Call, Quantity
from plainplan.graph.operands import direct_reads, walk
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import FIRST_COLUMN
from plainplan.workbook.pieces import column_name


def awaited_on(draft: Draft, key: str) -> list[Quantity]:
    """The columns of a sheet that wait, by `valid`, until a window is full, and the columns and helpers that read
    them."""
    candidates = [
        quantity
        for number, place in draft.layout.places.items()
        if place.sheet == key
        and not (place.is_series or place.columns)
        and _may_wait(draft, quantity := draft.graph.quantities[number])
    ]
    waiting: set[int] = set()
    # What reads the row above stands before what it reads, so that one pass may not be enough.
    while more := {item.id for item in candidates if item.id not in waiting and _waits(draft, item, waiting)}:
        waiting |= more
    return [item for item in candidates if item.id in waiting]


def gaps_on(draft: Draft, key: str) -> Iterator[Quantity]:
    """The series of a sheet that say what a data file holds of each step, and those that a chart draws."""
    for number, place in draft.layout.places.items():
        name = draft.graph.quantities[number].name
        if place.sheet == key and place.is_series and ("@time" in name or "@chart" in name):
            yield draft.graph.quantities[number]


def gap_areas(draft: Draft, key: str) -> Iterator[str]:
    """Their cells, a row each."""
    first, last = column_name(FIRST_COLUMN), column_name(draft.layout.last_column)
    for quantity in gaps_on(draft, key):
        row = draft.layout.places[quantity.id].row + 1
        yield f"${first}${row}:${last}${row}"


def awaited_areas(draft: Draft, key: str) -> Iterator[str]:
    """The cells of columns that wait as areas, a column without its last one, where an error counts; columns side by
    side make one."""
    places = [draft.layout.places[quantity.id] for quantity in awaited_on(draft, key)]
    areas = {(place.row, max(place.rows - 1, 1), place.column) for place in places}
    for row, rows, first in sorted(areas):
        if (row, rows, first - 1) in areas:
            continue
        last = first
        while (row, rows, last + 1) in areas:
            last += 1
        yield f"${column_name(first)}${row + 1}:${column_name(last)}${row + rows}"


def count_errors(draft: Draft, key: str) -> int:
    """How many formula cells of a sheet hold no value and should."""
    found = draft.undefined.get(key, 0)
    if not found:
        return 0
    spared = [*awaited_on(draft, key), *gaps_on(draft, key)]
    return found - sum(value != value for quantity in spared for value in draft.column(quantity))


def _may_wait(draft: Draft, quantity: Quantity) -> bool:
    """Whether the first rows of a column have no value, and all others have one; of a helper, whether it has none."""
    gaps = [value != value for value in draft.column(quantity)]
    if len(gaps) == 1:
        return gaps[0] and quantity.is_helper
    return gaps[0] and not gaps[-1] and gaps == sorted(gaps, reverse=True)


def _waits(draft: Draft, quantity: Quantity, waiting: set[int]) -> bool:
    # A single cell that is not valid is a mistake, unless what it reads waits.
    is_column = len(draft.column(quantity)) > 1
    return quantity.formula is not None and any(
        (is_column and isinstance(part, Call) and part.function == "valid") or waiting.intersection(direct_reads(part))
        for part in walk(quantity.formula)
    )
