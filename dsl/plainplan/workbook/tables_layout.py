"""Where tables, grids, lists and data stand: one under the other, each with its heads above and its totals below.

A the number of the row, the heads of a grid's rows, the labels of totals · B… columns, cells, totals · C units

Parts of formulas, for which nobody looks, stand to the right of all tables, or below what they belong to.
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
    layout.page_widths[sheet] = max(_page_width(graph, block, quantities) for block, quantities in parts)
    layout.widths[sheet] = layout.page_widths[sheet]
    if len(parts) > MOST_WITHOUT_CONTENTS:
        for table in range(len(parts)):
            layout.add(sheet, ContentsLine, table)
        layout.skip(sheet)
    for block, quantities in parts:
        _place_table(layout, graph, sheet, block, quantities)


def _page_width(graph: Graph, block: GraphBlock, quantities: list[Quantity]) -> int:
    """How many columns a table has that a reader wants on paper."""
    named = [quantity for quantity in quantities if not quantity.is_helper]
    widths = [FIRST_TABLE_COLUMN + 2 if any(quantity.axis == SCALAR for quantity in named) else 1]
    for key, series in _by_axis(graph, block, [quantity for quantity in named if quantity.axis != SCALAR]).items():
        axis = graph.axes[key]
        widths.append(FIRST_TABLE_COLUMN + graph.axes[axis.columns].length if axis.rows else len(series))
    return max(widths)


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
    for quantity in _helpers_last(constants):
        row = layout.add(sheet, QuantityLine, quantity.id)
        layout.places[quantity.id] = Place(sheet, row, FIRST_TABLE_COLUMN, False)
    layout.skip(sheet)


def _helpers_last(quantities: list[Quantity]) -> list[Quantity]:
    """What the plan names in its order, then the parts."""
    return sorted(quantities, key=lambda quantity: quantity.is_helper)


def _by_axis(graph: Graph, block: GraphBlock, series: list[Quantity]) -> dict[str, list[Quantity]]:
    """The series by the axis whose rows or cells they fill, that of the block first; heads belong to their grid."""
    grids = {part: axis.key for axis in graph.axes.values() if axis.rows for part in (axis.rows, axis.columns)}
    found: dict[str, list[Quantity]] = {block.axis: []} if block.axis else {}
    for quantity in series:
        found.setdefault(grids.get(quantity.axis, quantity.axis), []).append(quantity)
    return {key: quantities for key, quantities in found.items() if quantities}


def _place_columns(layout: Layout, sheet: str, axis: Axis, series: list[Quantity]) -> None:
    """The number of the row first; a table over data has none of its own and begins with its first column."""
    ordered = sorted(_helpers_last(series), key=lambda quantity: quantity.id != axis.number)
    first = layout.add(sheet, ColumnsHead, axis, tuple(quantity.id for quantity in ordered)) + HEAD_ROWS
    named = sum(not quantity.is_helper for quantity in ordered)
    for position, quantity in enumerate(ordered):
        column = position if position < named else layout.page_widths[sheet] + position - named
        layout.places[quantity.id] = Place(sheet, first, column, False, axis.length)
    layout.ends[sheet] = first + axis.length
    _widen(layout, sheet, len(ordered) - named)


def _place_grid(layout: Layout, graph: Graph, sheet: str, axis: Axis, series: list[Quantity]) -> None:
    """Row heads down the first column, column heads across the first row. Of the parts, what is computed from row heads
    stands beside the tables, what is computed from column heads below the cells, then helpers in rectangles of their
    own."""
    rows, columns = graph.axes[axis.rows].length, graph.axes[axis.columns].length
    row_head, *beside = [quantity.id for quantity in _helpers_last(series) if quantity.axis == axis.rows]
    column_head, *below = [quantity.id for quantity in _helpers_last(series) if quantity.axis == axis.columns]
    cells, *helpers = [quantity.id for quantity in _helpers_last(series) if quantity.axis == axis.key]
    parts = tuple(beside), tuple(below), tuple(helpers)
    first = layout.add(sheet, GridHead, axis, row_head, column_head, cells, *parts) + HEAD_ROWS
    layout.places[row_head] = Place(sheet, first, NUMBER_COLUMN, False, rows)
    layout.places[column_head] = Place(sheet, first - 1, FIRST_TABLE_COLUMN, False, 0, columns)
    layout.places[cells] = Place(sheet, first, FIRST_TABLE_COLUMN, False, rows, columns)
    for column, number in enumerate(beside, layout.page_widths[sheet]):
        layout.places[number] = Place(sheet, first, column, False, rows)
    for row, number in enumerate(below, first + rows):
        layout.places[number] = Place(sheet, row, FIRST_TABLE_COLUMN, False, 0, columns)
    end = first + rows + len(below)
    for number in helpers:
        layout.places[number] = Place(sheet, end + HEAD_ROWS, FIRST_TABLE_COLUMN, False, rows, columns)
        end += HEAD_ROWS + rows
    layout.ends[sheet] = end
    _widen(layout, sheet, len(beside))


def _widen(layout: Layout, sheet: str, parts: int) -> None:
    """So many columns of parts stand beside the tables."""
    layout.widths[sheet] = max(layout.widths[sheet], layout.page_widths[sheet] + parts)
