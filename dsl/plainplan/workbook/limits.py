"""What keeps a plan from being a workbook: more than a sheet or a program holds."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import Graph
from plainplan.workbook.layout import Layout, count_cells

MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
MOST_FORMULAS = 1_000_000
# CHOOSE takes no more values, and they are the base and every scenario.
MOST_FUTURES = 254


def count_formulas(graph: Graph) -> int:
    """How many cells of formulas the quantities of a graph take."""
    return sum(count_cells(graph, quantity) for quantity in graph.quantities if quantity.formula is not None)


def check_limits(graph: Graph, layout: Layout) -> list[Diagnostic]:
    """What keeps a plan from being a workbook: more steps, rows or formulas than a sheet or a program holds."""
    problems = []
    if layout.last_column >= MOST_COLUMNS:
        problems.append(
            Diagnostic(
                "workbook-too-large",
                f"{graph.steps:,} steps do not fit in the {MOST_COLUMNS:,} columns of a sheet",
                None,
                notes=(f"{layout.last_column - MOST_COLUMNS + 1:,} steps too many",),
            )
        )
    formulas = count_formulas(graph)
    if formulas > MOST_FORMULAS:
        problems.append(
            Diagnostic(
                "workbook-too-large",
                f"{formulas:,} formulas are more than the {MOST_FORMULAS:,} that a workbook can hold",
                None,
            )
        )
    if len(graph.scenarios) > MOST_FUTURES:
        problems.append(
            Diagnostic(
                "workbook-too-large",
                f"{len(graph.scenarios) - 1:,} scenarios are more than the {MOST_FUTURES - 1} that a workbook can hold",
                None,
            )
        )
    for sheet, width in layout.widths.items():
        if width > MOST_COLUMNS:
            name = layout.sheet_names[sheet]
            message = f"{width:,} columns of `{name}` do not fit in the {MOST_COLUMNS:,} columns of a sheet"
            problems.append(Diagnostic("workbook-too-large", message, None))
    for sheet, end in layout.ends.items():
        if end > MOST_ROWS:
            name = layout.sheet_names[sheet]
            message = f"{end:,} rows of `{name}` do not fit in the {MOST_ROWS:,} rows of a sheet"
            problems.append(Diagnostic("workbook-too-large", message, None))
    return problems
