"""What every graph has, and a workbook leaves out where nothing in it reads it."""

from __future__ import annotations

from plainplan.graph.nodes import TIME, Graph
from plainplan.graph.operands import direct_reads, walk

# Blocks that are there whether or not a plan has use for them.
ALWAYS = ("constants",)
OF_ACCOUNTS = ("totals",)
OF_TIME = ("plan", "calendar", "prices")
# What the heads of the steps show, and what formulas that look back read beside what they name.
OF_STEPS = ("step", "date_end", "first")


def find_unread(graph: Graph) -> frozenset[int]:
    """The tolerances that nothing compares with; the totals of a plan without accounts; of a calculator, the machinery
    of time."""
    spare = {*ALWAYS}
    if not graph.accounts and not graph.flows:
        spare.update(OF_ACCOUNTS)
    if graph.is_calculator:
        spare.update(OF_TIME)
    read: set[int] = set()
    _follow(graph, read, [quantity.id for quantity in graph.quantities if quantity.block not in spare])
    _follow(graph, read, [line.quantity for chart in graph.charts for line in chart.lines])
    if len(graph.scenarios) > 1:
        _follow(graph, read, [graph.well_known["scenario"]])
    if graph.windows:
        # The sheet of paths compares with it.
        _follow(graph, read, [graph.well_known["relative"]])
    if graph.is_calculator and has_steps(graph, read):
        _follow(graph, read, [graph.well_known[key] for key in OF_STEPS])
    return frozenset(quantity.id for quantity in graph.quantities if quantity.id not in read)


def has_steps(graph: Graph, shown: set[int]) -> bool:
    """Whether anything shown has a value in every step; in a plan that is taken for granted."""
    return not graph.is_calculator or any(graph.quantities[number].axis == TIME for number in shown)


def _follow(graph: Graph, read: set[int], waiting: list[int]) -> None:
    """Adds quantities, and all that their formulas read."""
    while waiting:
        number = waiting.pop()
        if number not in read:
            read.add(number)
            formula = graph.quantities[number].formula
            if formula is not None:
                waiting += [found for node in walk(formula) for found in direct_reads(node)]
