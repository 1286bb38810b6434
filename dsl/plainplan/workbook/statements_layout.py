"""Where the household statements stand on their sheet: assets on the left, debts and net worth on the right, the cash
flow below on the left, and the ratios on the right."""

from __future__ import annotations

from plainplan.graph.nodes import Graph, StatementLine, StatementView
from plainplan.records import dataclass
from plainplan.workbook.layout import Layout, Place

SHEET = "statements"
# Labels; four columns of figures follow on the left and five on the right. Between the halves is an empty column.
LEFT, RIGHT = 0, 6
WIDTH = 12
FIGURES = {LEFT: 4, RIGHT: 5}
HEAD_ROW, FIRST_VIEW_ROW = 2, 5
# The lines of the head, two to the left and two to the right.
HEAD_PLACES = ((HEAD_ROW, LEFT), (HEAD_ROW + 1, LEFT), (HEAD_ROW, RIGHT), (HEAD_ROW + 1, RIGHT))
BESIDE = {"debts": RIGHT, "ratios": RIGHT, "goals": RIGHT, "persons": RIGHT, "variance": RIGHT}


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a statement in its row; its cells follow the label."""

    row: int
    column: int
    line: StatementLine


@dataclass(frozen=True, slots=True)
class PlacedView:
    """A statement with its title in `row`; the head of the sheet has none."""

    view: StatementView
    row: int
    column: int
    lines: tuple[PlacedLine, ...]


def arrange(graph: Graph) -> list[PlacedView]:
    """The statements of a graph, each in its place."""
    found = {view.key: view for view in graph.statements}
    placed = [_head(found["head"])]
    # Both sides of the balance sheet begin and end in the same rows.
    tall = max(len(found[key].lines) for key in ("assets", "debts"))
    placed += [
        _placed(found[key], FIRST_VIEW_ROW, column, tall) for column, key in ((LEFT, "assets"), (RIGHT, "debts"))
    ]
    ends = dict.fromkeys((LEFT, RIGHT), FIRST_VIEW_ROW + tall + 2)
    for view in graph.statements:
        if view.key in ("head", "assets", "debts"):
            continue
        column = BESIDE.get(view.key, LEFT)
        placed.append(_placed(view, ends[column], column, len(view.lines)))
        ends[column] += len(view.lines) + 2
    return placed


def _head(view: StatementView) -> PlacedView:
    lines = [PlacedLine(row, column, line) for (row, column), line in zip(HEAD_PLACES, view.lines, strict=True)]
    return PlacedView(view, HEAD_ROW, LEFT, tuple(lines))


def _placed(view: StatementView, row: int, column: int, height: int) -> PlacedView:
    last = len(view.lines) - 1
    lines = [
        PlacedLine(row + (height if number == last else number + 1), column, line)
        for number, line in enumerate(view.lines)
    ]
    return PlacedView(view, row, column, tuple(lines))


def place_statements(layout: Layout, graph: Graph) -> set[int]:
    """Gives what the statements show its cells; gives what was placed."""
    if not graph.statements:
        return set()
    placed: set[int] = set()
    end = FIRST_VIEW_ROW
    for view in arrange(graph):
        for line in view.lines:
            end = max(end, line.row + 1)
            for offset, number in enumerate(line.line.cells, 1):
                if number is not None:
                    layout.places[number] = Place(SHEET, line.row, line.column + offset, False)
                    placed.add(number)
    layout.lines[SHEET] = []
    layout.ends[SHEET], layout.widths[SHEET] = end, WIDTH
    return placed
