"""The tables, grids and data files of a run, as rows of values."""

from __future__ import annotations

from plainplan.graph.nodes import SCALAR, Graph, Quantity, Row
from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.outcome import Run

KINDS = ("table", "grid", "data")


@dataclass(frozen=True, slots=True)
class TableView:
    """A table, a grid or a data file, as `kind` says; of a grid `columns` are the two heads and the cells."""

    name: str
    label: str
    kind: str
    length: int
    columns: tuple[Quantity, ...]
    totals: tuple[Quantity, ...]

    def short_name(self, quantity: Quantity) -> str:
        """The name of a column or a total within its table."""
        return quantity.name.removeprefix(f"{self.name}.")


def table_views(graph: Graph) -> list[TableView]:
    """Every table, grid and data file, in the order of the plan."""
    if not graph.axes:
        return []
    found = []
    for block in graph.blocks:
        kind, _, name = block.key.partition(" ")
        if kind not in KINDS or block.axis not in graph.axes:
            continue
        own = [quantity for quantity in graph.quantities if quantity.block == block.key and _is_named(quantity, name)]
        columns = tuple(quantity for quantity in own if quantity.axis != SCALAR)
        totals = tuple(quantity for quantity in own if quantity.axis == SCALAR)
        found.append(TableView(name, block.title, kind, graph.axes[block.axis].length, columns, totals))
    return found


def _is_named(quantity: Quantity, owner: str) -> bool:
    """Whether a reader knows a quantity as a column or a total, not the row numbers, nor the arguments of calls."""
    return (
        quantity.name.startswith(f"{owner}.")
        and not quantity.is_helper
        and not set(quantity.name[len(owner) + 1 :]) & set("#@~.")
        and not isinstance(quantity.formula, Row)
    )


def rows_of(run: Run, view: TableView) -> list[dict[str, float | str]]:
    """A row for each row of a table, for each cell of a grid: the values by the names of their columns."""
    columns = {view.short_name(quantity): values_along(run, view, quantity) for quantity in view.columns}
    return [{name: values[row] for name, values in columns.items()} for row in range(view.length)]


def values_along(run: Run, view: TableView, quantity: Quantity) -> list[float | str]:
    """The values of a column, one a row; of the head of a grid, one a cell."""
    values = run.values(quantity.id)
    if view.kind != "grid" or len(values) == view.length:
        return values
    axes = run.graph.axes
    across = axes[f"{view.name}.cols"].length
    is_rows = quantity.axis == f"{view.name}.rows"
    return [values[cell // across if is_rows else cell % across] for cell in range(view.length)]


def places_of(graph: Graph, key: str, row: int) -> list[tuple[str, int]]:
    """The axes along which a row counted from 1 lies, each with a place counted from 0: a cell has two."""
    axis = graph.axes[key]
    if not axis.columns:
        return [(key, row - 1)]
    across = graph.axes[axis.columns].length
    return [(axis.rows, (row - 1) // across), (axis.columns, (row - 1) % across)]


def row_text(run: Run, quantity: Quantity, row: int, locale: str = "en") -> str:
    """The name of a row counted from 1, by its number and by what stands at its head: `row 3 (2002)`."""
    from plainplan.api.figures import value_text
    from plainplan.evaluate.reasons import reason_text

    graph = run.graph
    places = places_of(graph, quantity.axis, row)
    heads = []
    for key, position in places:
        found = next((head for head in graph.quantities if head.axis == key and head.input is not None), None)
        if found is not None and found.id != quantity.id:
            heads.append(value_text(run.values(found.id)[position], found.type, found.id in run.shares))
    words = ", ".join(
        reason_text(word, str(position + 1), locale=locale)
        for word, (_, position) in zip(("row", "column"), places, strict=False)
    )
    return f"{words} ({', '.join(heads)})" if heads else words
