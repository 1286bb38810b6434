"""The order in which the formulas of a graph are computed: axes, levels, and the order within a step."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import (
    SCALAR,
    TIME,
    Aggregate,
    At,
    Axis,
    Formula,
    Graph,
    Lag,
    Listed,
    Reference,
    Row,
    Step,
    Whole,
    Window,
)
from plainplan.graph.operands import direct_reads, operands
from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Reads:
    """What the formula of each quantity reads, by id: inputs are left out, they are there from the beginning.

    `now`: in the same step or row, or scalars. `before`: in the one before. `whole`: at any of them, so that all must
    have been computed.
    """

    now: list[tuple[int, ...]]
    before: list[tuple[int, ...]]
    whole: list[tuple[int, ...]]
    # The axes along which the formula varies by itself, whatever formulas it reads.
    axes: list[set[str]]


def finish(graph: Graph) -> list[Diagnostic]:
    """Sets the axis of every quantity, `order` and `levels`; a graph with cycles gets its diagnostics instead."""
    reads = _collect_reads(graph)
    _set_axes(graph, reads)
    levels, tangled = _find_levels(reads)
    order = _order_within_levels(graph, reads, levels) if not tangled else []
    if len(order) < sum(1 for quantity in graph.quantities if quantity.formula is not None):
        from plainplan.graph.cycles import report_cycles

        graph.order, graph.levels = [], []
        return report_cycles(graph, reads.now, reads.before, reads.whole)
    graph.order, graph.levels = order, levels
    return []


def _collect_reads(graph: Graph) -> Reads:
    is_formula = [quantity.formula is not None for quantity in graph.quantities]
    quantities = graph.quantities
    reads = Reads([], [], [], [])
    for quantity in graph.quantities:
        now: dict[int, None] = {}
        before: dict[int, None] = {}
        whole: dict[int, None] = {}
        axes = {quantity.axis} - {SCALAR}
        waiting: list[Formula] = [] if quantity.formula is None else [quantity.formula]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Reference):
                if is_formula[node.quantity]:
                    now[node.quantity] = None
                elif quantities[node.quantity].axis != SCALAR:
                    axes.add(quantities[node.quantity].axis)
                continue
            kind = type(node)
            if isinstance(node, Lag | Window | Row | Listed):
                axes.add(node.axis)
            elif kind is Step:
                axes.add(TIME)
            target = before if kind is Lag else whole if kind is Aggregate or kind is At or kind is Whole else now
            for read in direct_reads(node):
                if is_formula[read]:
                    target[read] = None
            waiting.extend(operands(node))
        reads.now.append(tuple(now))
        reads.before.append(tuple(before))
        reads.whole.append(tuple(whole))
        reads.axes.append(axes)
    return reads


def _set_axes(graph: Graph, reads: Reads) -> None:
    """What reads a series varies along its axis; what reads the heads of a grid's row and column is a cell."""
    readers = _readers(reads.now)
    axes = [_joined(graph, own) for own in reads.axes]
    waiting = [number for number, axis in enumerate(axes) if axis != SCALAR]
    while waiting:
        number = waiting.pop()
        for reader in readers[number]:
            axis = axes[number] if axes[reader] == SCALAR else _joined(graph, {axes[number], axes[reader]})
            if axis != axes[reader]:
                axes[reader] = axis
                waiting.append(reader)
    for quantity in graph.quantities:
        if quantity.formula is not None:
            quantity.axis = axes[quantity.id]
    for reader, now in enumerate(reads.now):
        heads = tuple(number for number in now if axes[number] not in (SCALAR, axes[reader]))
        if heads:
            reads.now[reader] = tuple(number for number in now if number not in heads)
            reads.whole[reader] += heads


def _joined(graph: Graph, axes: set[str]) -> str:
    """The one axis along which a formula varies that reads series of these axes."""
    if len(axes) < 2:
        return next(iter(axes), SCALAR)
    for axis in graph.axes.values():
        if axis.rows and axes <= _axes_of_grid(axis):
            return axis.key
    raise AssertionError(axes)


def _axes_of_grid(axis: Axis) -> set[str]:
    return {axis.key, axis.rows, axis.columns}


def _readers(reads: list[tuple[int, ...]]) -> list[list[int]]:
    readers: list[list[int]] = [[] for _ in reads]
    for reader, read_by_it in enumerate(reads):
        for read in read_by_it:
            readers[read].append(reader)
    return readers


def _find_levels(reads: Reads) -> tuple[list[int], bool]:
    """The level of every quantity, and whether one needs all steps of itself.

    Tarjan's components, the step before counted as a read: a component comes after all that it reads, its members
    share a level, and a read of whole series inside one can never be satisfied.
    """
    count = len(reads.now)
    edges = [now + before + whole for now, before, whole in zip(reads.now, reads.before, reads.whole, strict=True)]
    levels = [0] * count
    found = [0] * count  # The number under which the search met a quantity, counted from 1.
    lowest = [0] * count
    is_open = [False] * count
    members: list[int] = []
    counter = 0
    tangled = False
    for root in range(count):
        if found[root]:
            continue
        path = [(root, iter(edges[root]))]
        counter += 1
        found[root] = lowest[root] = counter
        members.append(root)
        is_open[root] = True
        while path:
            number, rest = path[-1]
            for read in rest:
                if not found[read]:
                    counter += 1
                    found[read] = lowest[read] = counter
                    members.append(read)
                    is_open[read] = True
                    path.append((read, iter(edges[read])))
                    break
                if is_open[read]:
                    lowest[number] = min(lowest[number], found[read])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[number])
                if lowest[number] == found[number]:
                    component = _take_until(members, number)
                    tangled = _settle(component, reads, edges, levels, is_open) or tangled
    return levels, tangled


def _take_until(members: list[int], last: int) -> list[int]:
    component = [members.pop()]
    while component[-1] != last:
        component.append(members.pop())
    return component


def _settle(
    component: list[int], reads: Reads, edges: list[tuple[int, ...]], levels: list[int], is_open: list[bool]
) -> bool:
    # Every member is still open and has the level 0, so reads inside the component do not count.
    level = 0
    tangled = False
    for number in component:
        for read in edges[number]:
            level = max(level, levels[read])
        for read in reads.whole[number]:
            tangled = tangled or is_open[read]
            level = max(level, levels[read] + 1)
    for number in component:
        levels[number] = level
        is_open[number] = False
    return tangled


def _order_within_levels(graph: Graph, reads: Reads, levels: list[int]) -> list[int]:
    """Formulas by level, scalars first, then as they were made among those that are ready; incomplete in a cycle."""
    quantities = graph.quantities
    after = [now + whole for now, whole in zip(reads.now, reads.whole, strict=True)]
    readers = _readers(after)
    missing = [len(read) for read in after]
    ready = [
        (levels[quantity.id], quantity.axis != SCALAR, quantity.id)
        for quantity in quantities
        if quantity.formula is not None and not missing[quantity.id]
    ]
    heapify(ready)
    order: list[int] = []
    while ready:
        number = heappop(ready)[2]
        order.append(number)
        for reader in readers[number]:
            missing[reader] -= 1
            if not missing[reader]:
                heappush(ready, (levels[reader], quantities[reader].axis != SCALAR, reader))
    return order
