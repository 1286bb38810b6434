"""The workbook is a second implementation of the plan: LibreOffice recalculates it to what the evaluator says.

Every plan in `plans/`, in every scenario; then with every blue cell changed, a few together.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

import plainplan
from plainplan.evaluate import Program, Result, run
from plainplan.graph.nodes import Graph, Quantity
from plainplan.records import replace
from plainplan.workbook import awaited, draft
from soffice import recalculate_all
from workbook.book_cells import read_formula_cells
from workbook.exporting import Changes, Difference, cell_tolerances, compare_books, export_values, with_inputs

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("**/*.plan"))
# A plan of forty years of months says nothing about one input that its first steps do not say.
STEPS_WITH_A_CHANGE = 27
A_MONTH = 31
# LibreOffice needs a second for a book: cells that stand far apart change together.
MOST_BOOKS = 2
# Of a longer column the first row, the last one and some between are changed.
MOST_ROWS = 5

# A blue cell: an input, and the row of its column or the cell of its grid, counted from 0.
BlueCell = tuple[int, int | None]


@pytest.fixture(autouse=True)
def _no_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the notes that say where a row comes from, LibreOffice opens a book in half the time."""
    monkeypatch.setattr(draft, "put_note", lambda *_: None)


def graph_of(path: Path) -> Graph:
    """The graph of a plan file, with all that its workbook shows."""
    graph = plainplan.load(path).graph_of_workbook
    assert graph is not None
    return graph


def name_of(path: Path) -> str:
    """A plan's file name, for the name of a test."""
    return path.stem


@pytest.mark.parametrize("path", PLANS, ids=name_of)
def test_a_plan_is_the_same_in_the_workbook_in_every_scenario(
    path: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    graph = graph_of(path)
    books: list[tuple[str, Graph, Changes]] = [
        (name, graph, in_scenario(graph, number)) for number, (name, _) in enumerate(graph.scenarios, 1)
    ]
    _compare(path.stem, books, tmp_path, record_property)


@pytest.mark.parametrize("path", PLANS, ids=name_of)
def test_a_blue_cell_changes_the_workbook_as_it_changes_the_run(
    path: Path, tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which cells wait for a window is said when a book is written, and another input may make it others: here each
    # error counts.
    monkeypatch.setattr(awaited, "awaited_on", lambda *_: [])
    whole = graph_of(path)
    graph = replace(whole, steps=min(whole.steps, STEPS_WITH_A_CHANGE))
    changes = {(number, row): other_value(graph, number, row) for number, row in blue_cells(graph)}
    # A key between two that lie next to it has no other value.
    cells = [cell for cell in changes if changes[cell] != present_value(graph, *cell)]
    groups = grouped(graph, cells)
    books: list[tuple[str, Graph, Changes]] = [
        (", ".join(name_of_cell(graph, *cell) for cell in group), graph, joined(graph, changes, group))
        for group in groups
    ]
    # Keys that keep their order one by one may not all together.
    ordered = {number for table in graph.tables for number in (*table.keys, *table.uppers)}
    everything = [(number, row) for number, row in cells if number not in ordered]
    books.append(("everything", whole, joined(graph, changes, everything) | in_scenario(graph, 1)))
    _compare(f"{path.stem}, {len(changes)} blue cells", books, tmp_path, record_property)


def grouped(graph: Graph, cells: list[BlueCell]) -> list[list[BlueCell]]:
    """The cells that change together: of the keys of a table only one, since they keep their order one by one."""
    keys = [[cell for cell in cells if cell[0] in (*table.keys, *table.uppers)] for table in graph.tables]
    groups: list[list[BlueCell]] = [[] for _ in range(min(len(cells), max(MOST_BOOKS, *map(len, keys), 0)))]
    for own in keys:
        for group, cell in zip(groups, own, strict=False):
            group.append(cell)
    ordered = {cell for own in keys for cell in own}
    for place, cell in enumerate(cell for cell in cells if cell not in ordered):
        groups[place % len(groups)].append(cell)
    return groups


def in_scenario(graph: Graph, number: int) -> Changes:
    """The change that puts a scenario in force; a plan without scenarios has none to choose."""
    return {graph.well_known["scenario"]: float(number)} if "scenario" in graph.well_known else {}


def blue_cells(graph: Graph) -> Iterator[BlueCell]:
    """The cells that a client may change."""
    for quantity in graph.quantities:
        if quantity.input is not None and quantity.input.is_free:
            value = quantity.input.value
            if isinstance(value, tuple):
                distance = max(len(value) - 1, 1) / (MOST_ROWS - 1)
                rows = {round(place * distance) for place in range(MOST_ROWS)}
                yield from ((quantity.id, row) for row in sorted(rows if len(value) > MOST_ROWS else range(len(value))))
            else:
                yield quantity.id, None


def present_value(graph: Graph, number: int, row: int | None) -> float | str:
    """What a cell holds."""
    facts = graph.quantities[number].input
    assert facts is not None
    if isinstance(facts.value, tuple):
        assert row is not None
        return facts.value[row]
    return facts.value


def name_of_cell(graph: Graph, number: int, row: int | None) -> str:
    """The name by which `--set` knows a cell."""
    name = graph.quantities[number].name
    return name if row is None else f"{name}#{row + 1}"


def joined(graph: Graph, changes: Mapping[BlueCell, float | str], cells: list[BlueCell]) -> Changes:
    """The changes of some cells, by input."""
    found: Changes = {}
    for number, row in cells:
        if row is None:
            found[number] = changes[number, row]
            continue
        facts = graph.quantities[number].input
        assert facts is not None
        column = found.get(number, facts.value)
        assert isinstance(column, tuple)
        found[number] = (*column[:row], changes[number, row], *column[row + 1 :])
    return found


def other_value(graph: Graph, number: int, row: int | None) -> float | str:
    """Another value that a cell may have, by its rules."""
    quantity = graph.quantities[number]
    facts = quantity.input
    assert facts is not None
    if isinstance(facts.value, tuple):
        assert row is not None
        return other_member(quantity, facts.value, row)
    if isinstance(facts.value, str):
        others = [choice for choice in facts.choices if choice != facts.value]
        return others[0] if others else facts.value
    low = facts.low if facts.low is not None else -float("inf")
    high = facts.high if facts.high is not None else float("inf")
    candidates = other_numbers(quantity, facts.value)
    fitting = [other for other in candidates if low <= other <= high and keeps_order(graph, quantity.id, other)]
    return fitting[0] if fitting else facts.value


def other_member(quantity: Quantity, column: tuple[float | str, ...], row: int) -> float | str:
    """Another value for a row: of texts one that stands in another row, a number where one is missing, and no other
    order of numbers that ascend, since they may be searched."""
    value = column[row]
    if isinstance(value, str):
        return next((other for other in column if isinstance(other, str) and other != value), f"{value}?")
    if value != value:
        return next((other for other in column if other == other), "" if quantity.type.kind == "text" else 1.0)
    candidates = other_numbers(quantity, value)
    return next((other for other in candidates if ascends((*column[:row], other, *column[row + 1 :]))), candidates[0])


def ascends(column: tuple[float | str, ...]) -> bool:
    """Whether the numbers of a column go up or stay."""
    numbers = [value for value in column if not isinstance(value, str)]
    return all(low <= high for low, high in pairwise(numbers))


def other_numbers(quantity: Quantity, value: float) -> list[float]:
    """Other numbers of the same kind."""
    if quantity.type.kind == "boolean":
        return [1 - value]
    if quantity.type.kind == "date":
        return [value + A_MONTH, value - A_MONTH, value + 1, value - 1]
    if quantity.type.is_whole:
        return [value + 1, value - 1, value + 10, value - 10]
    return [value * 1.07, value * 0.93] if value else [0.01, -0.01]


def keeps_order(graph: Graph, number: int, value: float) -> bool:
    """Whether the rows of a small table neither overlap nor change places with another key or end."""
    for table in graph.tables:
        if number in table.keys or (table.kind == "between" and number in table.uppers):
            result = run(graph, {number: value})
            ends = table.uppers if table.kind == "between" else table.keys
            rows = [(result.scalar(key), result.scalar(end)) for key, end in zip(table.keys, ends, strict=True)]
            in_order = sorted(rows) if table.kind == "between" else rows
            strict = all(before[1] < after[0] for before, after in pairwise(in_order))
            return strict and all(key <= end for key, end in rows)
    return True


def _compare(
    name: str, books: list[tuple[str, Graph, Changes]], folder: Path, record_property: Callable[[str, object], None]
) -> None:
    """Writes each book with its inputs changed and the figures of the base, has it recalculated, and compares."""
    programs: dict[int, Program] = {}
    bases: dict[int, Result] = {}
    written: list[Path] = []
    expected: list[tuple[Graph, Result]] = []
    for number, (_, graph, changes) in enumerate(books):
        program = programs.setdefault(graph.steps, Program(graph))
        if graph.steps not in bases:
            bases[graph.steps] = run(graph, program=program)
        path = folder / f"{number}.xlsx"
        changed = with_inputs(graph, changes)
        # The figures beside the formulas are stale on purpose: only a recalculation can put them right.
        assert export_values(changed, bases[graph.steps], path) == []
        written.append(path)
        expected.append((changed, run(graph, changes, program=program)))
    count, differences = 0, []
    for (change, _, _), (graph, result), found in zip(books, expected, recalculate_all(written, 600), strict=True):
        compared = list(_compare_one(graph, result, found))
        count += len(compared)
        differences += [(change, difference) for difference in compared if difference is not None]
    # The summary of a run adds these up.
    record_property("compared", (name, count, len(books)))
    assert differences == []


def _compare_one(graph: Graph, result: Result, found: Path) -> Iterator[Difference | None]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "expected.xlsx"
        assert export_values(graph, result, path) == []
        yield from compare_books(read_formula_cells(path), read_formula_cells(found), cell_tolerances(graph, result))
