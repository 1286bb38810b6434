"""Exports a graph with the figures of a run, and compares a recalculated book with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainplan.evaluate import Program, Result, run
from plainplan.graph.nodes import Graph
from plainplan.records import replace
from plainplan.workbook.draft import Imprint
from plainplan.workbook.export import export
from plainplan.workbook.layout import FIRST_COLUMN, Layout, lay_out
from plainplan.workbook.wording import Wording
from workbook.book_cells import ERROR, Book, Cell, row_and_column

IMPRINT = Imprint("sample.plan", "ab" * 32, "0.1.0", "陳先生", "2026-01")
Changes = dict[int, float | str]


def export_run(
    graph: Graph, path: Path, changes: Changes | None = None, program: Program | None = None
) -> tuple[Graph, Result]:
    """Writes the book of a run with some inputs changed, and gives the graph with those inputs and the figures."""
    result = run(graph, changes or {}, program=program)
    changed = with_inputs(graph, changes or {})
    assert export_values(changed, result, path) == []
    return changed, result


def export_values(graph: Graph, result: Result, path: Path) -> list[object]:
    """Writes the book of a graph with the figures of a run beside its formulas."""
    return list(
        export(graph, lambda number, step: result.value(number, None if step is None else step + 1), path, IMPRINT)
    )


def with_inputs(graph: Graph, changes: Changes) -> Graph:
    """The graph with other values for some of its inputs."""
    quantities = list(graph.quantities)
    for number, value in changes.items():
        facts = quantities[number].input
        assert facts is not None
        quantities[number] = replace(quantities[number], input=replace(facts, value=value))
    return replace(graph, quantities=quantities)


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that does not hold what the evaluator says."""

    sheet: str
    address: str
    formula: str
    expected: object
    found: object


def compare_books(expected: Book, found: Book, tolerances: dict[tuple[str, int], float]) -> Iterator[Difference | None]:
    """For every formula cell a difference, or None where both agree."""
    for sheet, cells in expected.items():
        others = found.get(sheet, {})
        for address, cell in cells.items():
            if cell.formula is not None:
                other = others.get(address, Cell(None, None))
                row, _ = row_and_column(address)
                is_close = agree(cell.value, other.value, tolerances.get((sheet, row), 1e-9))
                yield None if is_close else Difference(sheet, address, cell.formula, cell.value, other.value)


def agree(expected: float | str | None, found: float | str | None, absolute: float) -> bool:
    """|x - y| <= max(1e-9 * max(|x|, |y|), absolute); texts are equal; an error is an error."""
    if isinstance(expected, float) and isinstance(found, float):
        return abs(expected - found) <= max(1e-9 * max(abs(expected), abs(found)), absolute)
    # LibreOffice writes no value beside a formula that gives an empty text.
    return expected == found or {expected, found} == {"", None}


def row_tolerances(graph: Graph, result: Result) -> dict[tuple[str, int], float]:
    """By sheet and row: money may differ by the tolerance of comparisons, at most by half a cent."""
    layout = lay_out(graph, Wording(graph.locale))
    money = result.value(graph.well_known["money_tolerance"])
    assert isinstance(money, float)
    least = max(min(0.005, money), 1e-9)
    found = {}
    for number, place in layout.places.items():
        if graph.quantities[number].type.is_money:
            found[layout.sheet_names[place.sheet], place.row + 1] = least
    for sheet, row in layout.flow_rows.values():
        found[layout.sheet_names[sheet], row + 1] = least
    annual = layout.sheet_names["annual"]
    found.update({(annual, row): least for row in range(1, 1000)})
    checks = layout.sheet_names["checks"]
    found.update({(checks, row): least for row in range(1, layout.lights_end + 1)})
    return found


def cell_of(layout: Layout, quantity: int, step: int | None = None) -> tuple[str, str]:
    """The sheet and the address of a quantity, of a series that in a step counted from 0."""
    from plainplan.workbook.pieces import column_name

    place = layout.places[quantity]
    column = FIRST_COLUMN + (step or 0) if place.is_series else place.column
    return layout.sheet_names[place.sheet], f"{column_name(column)}{place.row + 1}"


def errors_in(book: Book) -> list[tuple[str, str]]:
    """The cells of a book that hold an error."""
    return [(sheet, address) for sheet, cells in book.items() for address, cell in cells.items() if cell.value == ERROR]
