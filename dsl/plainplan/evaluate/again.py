"""Runs a plan again and again with a few inputs changed: only what rests on them is computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plainplan.evaluate.compile import Program
from plainplan.evaluate.run import Steps, plain_value
from plainplan.graph.needed import all_reads
from plainplan.graph.nodes import Graph, InputValue
from plainplan.graph.operands import direct_reads, walk
from plainplan.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.evaluate.compile import Values


class Again:
    """The part of a graph that is computed anew when certain inputs change, for the sake of certain figures."""

    def __init__(self, graph: Graph, inputs: Iterable[int], figures: Iterable[int]) -> None:
        wanted = all_reads(graph, figures) & all_readers(graph, inputs)
        self._graph = replace(graph, order=[number for number in graph.order if number in wanted])
        self._program = Program(self._graph)
        # How much there is to compute, to tell a small part from a large one.
        self.size = len(self._graph.order)

    def run(self, values: Values, changes: Mapping[int, InputValue]) -> Values:
        """The values of a finished run, with these inputs changed; what does not rest on them stays as it is."""
        found = list(values)
        for number, value in changes.items():
            found[number] = plain_value(value)
        steps = Steps(self._graph, self._program, found)
        for level in range(len(self._program.levels)):
            steps.compute(level)
        return found


def all_readers(graph: Graph, quantities: Iterable[int]) -> set[int]:
    """All that rests on quantities, whichever way, and they themselves."""
    readers: dict[int, list[int]] = {}
    for number in graph.order:
        formula = graph.quantities[number].formula
        for node in walk(formula) if formula is not None else ():
            for read in direct_reads(node):
                readers.setdefault(read, []).append(number)
    seen = set(quantities)
    waiting = list(seen)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in seen:
                seen.add(reader)
                waiting.append(reader)
    return seen
