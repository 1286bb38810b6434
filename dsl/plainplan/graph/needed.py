"""What a figure needs of a graph: all that it rests on, and a graph in which nothing else is computed."""

from __future__ import annotations

from collections.abc import Iterable

from plainplan.graph.nodes import Graph
from plainplan.graph.operands import direct_reads, walk
from plainplan.records import replace


def all_reads(graph: Graph, quantities: Iterable[int]) -> set[int]:
    """All that quantities rest on, whichever way, and they themselves."""
    seen = set(quantities)
    waiting = list(seen)
    while waiting:
        formula = graph.quantities[waiting.pop()].formula
        if formula is None:
            continue
        for node in walk(formula):
            for read in direct_reads(node):
                if read not in seen:
                    seen.add(read)
                    waiting.append(read)
    return seen


def rests_on(graph: Graph, quantity: int) -> set[int]:
    """The inputs on which a quantity rests, whichever way."""
    return {number for number in all_reads(graph, (quantity,)) if graph.quantities[number].formula is None}


def only_needed(graph: Graph, quantities: Iterable[int]) -> Graph:
    """The graph with the same quantities, of which only these and what they rest on are computed."""
    needed = all_reads(graph, quantities)
    return replace(graph, order=[number for number in graph.order if number in needed])
