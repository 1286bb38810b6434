"""Where tables, grids, lists and data stand: one under the other, each with its heads above and its totals below.

A the number of the row, the heads of a grid's rows, the labels of totals · B… columns, cells, totals · C units
"""

from __future__ import annotations

from plainplan.graph.nodes import SCALAR, Axis, Graph, GraphBlock, Quantity
from plainplan.workbook.layout import (
    STEP_ROW,
    Layout,
    Place,
)
from plainplan.workbook.lines import (
    ColumnsHead,
    ContentsLine,
    GridHead,
    QuantityLine,
    SourceLine,
    TitleLine,
)

NUMBER_COLUMN, FIRST_TABLE_COLUMN = 0, 1
# Of columns label and unit; of a grid what its cells are, and the heads.
HEAD_ROWS = 2
# So many tables a reader finds without links.
MOST_WITHOUT_CONTENTS = 5


def place_tables(layout: Layout, graph: Graph, sheet: str, parts: list[tuple[GraphBlock, list[Quantity]]]) -> None:
    """The tables of a sheet; above many of them stand links to each."""
    layout.ends[sheet] = STEP_ROW
    if len(parts) > MOST_WITHOUT_CONTENTS:
        for table in range(len(parts)):
            layout.add(sheet, ContentsLine, table)
        layout.skip(sheet)
    for block, quantities in parts:
        _place_table(layout, graph, sheet, block, quantities)


def _place_table(layout: Layout, graph: Graph, sheet: str, block: GraphBlock, quantities: list[Quantity]) -> None:
    """The series of a block axis by axis, then its constants, the parts among them last."""
    layout.add(sheet, TitleLine, block.title, block.span)
    if block.source:
        layout.add(sheet, SourceLine, block)
    parts = _by_axis(graph, block, [quantity for quantity in quantities if quantity.axis != SCALAR])
    for position, (key, series) in enumerate(parts.items()):
        if position:
            layout.skip(sheet)
        axis = graph.axes[key]
        if axis.rows:
            _place_grid(layout, graph, sheet, axis, series)
        else:
            _place_columns(layout, sheet, axis, series)
    constants = [quantity for quantity in quantities if quantity.axis == SCALAR]
    for quantity in helpers_last(constants):
        row = layout.add(sheet, QuantityLine, quantity.id)
        layout.places[quantity.id] = Place(sheet, row, FIRST_TABLE_COLUMN, False)
        _widen(layout, sheet, FIRST_TABLE_COLUMN + 2)
    layout.skip(sheet)


def is_part(quantity: Quantity) -> bool:
    """Whether it is no line of the plan's, but a part of one: a helper, or what a running total looks back at."""
    return quantity.is_helper or "~" in quantity.name


def helpers_last(quantities: list[Quantity]) -> list[Quantity]:
    """What the plan names in its order, then the parts."""
    return sorted(quantities, key=is_part)


def _by_axis(graph: Graph, block: GraphBlock, series: list[Quantity]) -> dict[str, list[Quantity]]:
    """The series by the axis whose rows or cells they fill, that of the block first; heads belong to their grid."""
    grids = {part: axis.key for axis in graph.axes.values() if axis.rows for part in (axis.rows, axis.columns)}
    found: dict[str, list[Quantity]] = {block.axis: []} if block.axis else {}
    for quantity in series:
        found.setdefault(grids.get(quantity.axis, quantity.axis), []).append(quantity)
    return {key: quantities for key, quantities in found.items() if quantities}


def _place_columns(layout: Layout, sheet: str, axis: Axis, series: list[Quantity]) -> None:
    """The number of the row first; a table over data has none of its own and begins with its first column."""
    ordered = sorted(helpers_last(series), key=lambda quantity: quantity.id != axis.number)
    numbers = tuple(quantity.id for quantity in ordered)
    first = layout.add(sheet, ColumnsHead, axis, numbers) + HEAD_ROWS
    for column, number in enumerate(numbers, NUMBER_COLUMN):
        layout.places[number] = Place(sheet, first, column, False, axis.length)
    layout.ends[sheet] = first + axis.length
    _widen(layout, sheet, len(numbers))


def _place_grid(layout: Layout, graph: Graph, sheet: str, axis: Axis, series: list[Quantity]) -> None:
    """Row heads down the first column, column heads across the first row; what is computed from row heads stands to the
    right of the cells, what is computed from column heads below them, then helpers in rectangles of their own."""
    rows, columns = graph.axes[axis.rows].length, graph.axes[axis.columns].length
    row_head, *beside = [quantity.id for quantity in helpers_last(series) if quantity.axis == axis.rows]
    column_head, *below = [quantity.id for quantity in helpers_last(series) if quantity.axis == axis.columns]
    cells, *helpers = [quantity.id for quantity in helpers_last(series) if quantity.axis == axis.key]
    parts = tuple(beside), tuple(below), tuple(helpers)
    first = layout.add(sheet, GridHead, axis, row_head, column_head, cells, *parts) + HEAD_ROWS
    layout.places[row_head] = Place(sheet, first, NUMBER_COLUMN, False, rows)
    layout.places[column_head] = Place(sheet, first - 1, FIRST_TABLE_COLUMN, False, 0, columns)
    layout.places[cells] = Place(sheet, first, FIRST_TABLE_COLUMN, False, rows, columns)
    # An empty column parts the cells from what stands beside them.
    for column, number in enumerate(beside, FIRST_TABLE_COLUMN + columns + 1):
        layout.places[number] = Place(sheet, first, column, False, rows)
    for row, number in enumerate(below, first + rows):
        layout.places[number] = Place(sheet, row, FIRST_TABLE_COLUMN, False, 0, columns)
    end = first + rows + len(below)
    for number in helpers:
        layout.places[number] = Place(sheet, end + HEAD_ROWS, FIRST_TABLE_COLUMN, False, rows, columns)
        end += HEAD_ROWS + rows
    layout.ends[sheet] = end
    _widen(layout, sheet, FIRST_TABLE_COLUMN + columns + (len(beside) + 1 if beside else 0))


def _widen(layout: Layout, sheet: str, width: int) -> None:
    layout.widths[sheet] = max(layout.widths.get(sheet, 0), width)
