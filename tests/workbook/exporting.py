"""Exports a graph with the figures of a run, and compares a recalculated book with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainplan.builtins import BUILTINS
from plainplan.evaluate import Program, Result, run
from plainplan.graph.nodes import Call, Graph, InputValue
from plainplan.graph.operands import direct_reads, walk
from plainplan.records import replace
from plainplan.workbook.draft import Imprint
from plainplan.workbook.export import export
from plainplan.workbook.layout import FIRST_COLUMN, Layout, lay_out
from plainplan.workbook.wording import Wording
from workbook.book_cells import ERROR, Book, Cell, row_and_column

IMPRINT = Imprint("sample.plan", "ab" * 32, "0.1.0", "陳先生", "王顧問", "2026-01")
Changes = dict[int, InputValue]


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


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two figures may be apart: relative to the larger, or absolutely, whichever is more."""

    relative: float = 1e-9
    absolute: float = 1e-9

    def allows(self, expected: float | str | None, found: float | str | None) -> bool:
        """Whether both are close; texts are equal; an error is an error."""
        if isinstance(expected, float) and isinstance(found, float):
            return abs(expected - found) <= max(self.relative * max(abs(expected), abs(found)), self.absolute)
        # LibreOffice writes no value beside a formula that gives an empty text.
        return expected == found or {expected, found} == {"", None}


# A cell by sheet, row and column, all cells of a row (column 0) or of a sheet (row 0): the smaller one counts.
Tolerances = dict[tuple[str, int, int], Tolerance]


def compare_books(expected: Book, found: Book, tolerances: Tolerances) -> Iterator[Difference | None]:
    """For every formula cell a difference, or None where both agree."""
    for sheet, cells in expected.items():
        others = found.get(sheet, {})
        for address, cell in cells.items():
            if cell.formula is not None:
                other = others.get(address, Cell(None, None))
                row, column = row_and_column(address)
                keys = ((sheet, row, column), (sheet, row, 0), (sheet, 0, 0))
                tolerance = next((tolerances[key] for key in keys if key in tolerances), Tolerance())
                is_close = tolerance.allows(cell.value, other.value)
                yield None if is_close else Difference(sheet, address, cell.formula, cell.value, other.value)


def cell_tolerances(graph: Graph, result: Result) -> Tolerances:
    """Money may differ by the tolerance of comparisons, at most by half a cent; what comes from a search by 1e-7."""
    layout = lay_out(graph, Wording(graph.locale))
    money = result.value(graph.well_known["money_tolerance"])
    assert isinstance(money, float)
    least = max(min(0.005, money), 1e-9)
    searched = _searched(graph)
    relative = 1e-7 if searched else 1e-9
    found: Tolerances = {}
    for number, place in layout.places.items():
        absolute = least if graph.quantities[number].type.is_money else 1e-9
        tolerance = Tolerance(1e-7, max(absolute, 1e-7)) if number in searched else Tolerance(1e-9, absolute)
        sheet = layout.sheet_names[place.sheet]
        if place.is_series:
            found[sheet, place.row + 1, 0] = tolerance
        else:
            top, left, bottom, right = layout.corners(number)
            found |= {
                (sheet, row + 1, column + 1): tolerance
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            }
    for key, row in layout.flow_rows.values():
        found[layout.sheet_names[key], row + 1, 0] = Tolerance(relative, least)
    # These hold what stands elsewhere once more.
    for key in ("annual", "checks"):
        found[layout.sheet_names[key], 0, 0] = Tolerance(relative, least)
    return found


def _searched(graph: Graph) -> set[int]:
    """What a function finds by trying, and all that is computed from it."""
    found: set[int] = set()
    readers: dict[int, list[int]] = {}
    for quantity in graph.quantities:
        for node in () if quantity.formula is None else walk(quantity.formula):
            if isinstance(node, Call) and BUILTINS[node.function].is_iterative:
                found.add(quantity.id)
            for read in direct_reads(node):
                readers.setdefault(read, []).append(quantity.id)
    waiting = list(found)
    while waiting:
        new = set(readers.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def cell_of(layout: Layout, quantity: int, step: int | None = None) -> tuple[str, str]:
    """The sheet and the address of a quantity, of a series that in a step or row counted from 0."""
    from plainplan.workbook.pieces import column_name

    place = layout.places[quantity]
    if place.is_series:
        return layout.sheet_names[place.sheet], f"{column_name(FIRST_COLUMN + (step or 0))}{place.row + 1}"
    down, across = divmod(step or 0, max(place.columns, 1))
    return layout.sheet_names[place.sheet], f"{column_name(place.column + across)}{place.row + down + 1}"


def errors_in(book: Book) -> list[tuple[str, str]]:
    """The cells of a book that hold an error."""
    return [(sheet, address) for sheet, cells in book.items() for address, cell in cells.items() if cell.value == ERROR]
