"""Formulas that need themselves: the cycles within a step, shortest first, in the writer's words."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from plainplan.diagnostics import Diagnostic, Label
from plainplan.graph.nodes import Graph, Quantity
from plainplan.source import Span

# More would tell a writer nothing; the search from every quantity of a large knot would take its square.
REPORTED = 20
STARTS = 200

Edges = Sequence[tuple[int, ...]]


def report_cycles(graph: Graph, now: Edges, before: Edges, whole: Edges) -> list[Diagnostic]:
    """One diagnostic for each cycle of reads within a step, and for each quantity that needs all steps of itself."""
    within = [(*a, *b) for a, b in zip(now, whole, strict=True)]
    cycles = _distinct_cycles(within, _knots(within))
    if not cycles:
        every = [(*a, *b) for a, b in zip(within, before, strict=True)]
        cycles = [_cycle_through(every, number, read) for number, reads in enumerate(whole) for read in reads]
        cycles = [cycle for cycle in cycles if cycle][:REPORTED]
    cycles.sort(key=len)
    return [_describe(graph, cycle, whole) for cycle in cycles]


def _knots(edges: Edges) -> set[int]:
    """The quantities that stand in a cycle or between two: what is left when the ends are taken away."""
    left = set(range(len(edges)))
    for forward in (True, False):
        following: list[list[int]] = [[] for _ in edges]
        missing = [0] * len(edges)
        for number in left:
            for read in edges[number]:
                if read in left:
                    first, second = (read, number) if forward else (number, read)
                    following[first].append(second)
                    missing[second] += 1
        ready = [number for number in left if not missing[number]]
        while ready:
            number = ready.pop()
            left.discard(number)
            for other in following[number]:
                missing[other] -= 1
                if not missing[other]:
                    ready.append(other)
    return left


def _distinct_cycles(edges: Edges, left: set[int]) -> list[list[int]]:
    cycles: list[list[int]] = []
    while left and len(cycles) < REPORTED:
        shortest: list[int] = []
        for start in sorted(left)[:STARTS]:
            cycle = _shortest_path(edges, start, start, left, len(shortest))
            if cycle and (not shortest or len(cycle) < len(shortest)):
                shortest = cycle
            if len(shortest) == 1:
                break
        if shortest:
            cycles.append(shortest)
            left = left - set(shortest)
        else:
            left = left - set(sorted(left)[:STARTS])
    return cycles


def _cycle_through(edges: Edges, number: int, read: int) -> list[int]:
    """The shortest cycle in which `number` reads `read`."""
    if number == read:
        return [number]
    path = _shortest_path(edges, read, number, None, 0)
    return [number, *path] if path else []


def _shortest_path(edges: Edges, start: int, end: int, allowed: set[int] | None, limit: int) -> list[int]:
    """From `start` along reads to the last quantity before `end`, in fewer than `limit` steps if it is not 0."""
    came_from: dict[int, int] = {}
    length = {start: 1}
    waiting = deque([start])
    while waiting:
        number = waiting.popleft()
        if limit and length[number] >= limit:
            return []
        for read in edges[number]:
            if read == end:
                path = [number]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if read not in length and (allowed is None or read in allowed):
                length[read] = length[number] + 1
                came_from[read] = number
                waiting.append(read)
    return []


def _describe(graph: Graph, cycle: list[int], whole: Edges) -> Diagnostic:
    quantities = [graph.quantities[number] for number in cycle]
    shown = [quantity for quantity in quantities if not quantity.is_helper] or quantities
    # A cycle has no beginning: the quantity that stands first in the plan makes the best one.
    first = min(range(len(shown)), key=lambda index: _place(shown[index]))
    shown = shown[first:] + shown[:first]
    needs_all_steps = any(read in whole[number] for number, read in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
    names = [f"`{quantity.name}`" for quantity in shown]
    what = "needs all steps of itself" if needs_all_steps else "needs itself in the same step"
    message = f"{names[0]} {what}"
    if len(shown) > 1:
        message += ": " + " → ".join([*names, names[0]])
    following = [*names[1:], names[0]]
    remarks = [
        "reads itself" if len(shown) == 1 else f"{name} reads {read}"
        for name, read in zip(names, following, strict=True)
    ]
    return Diagnostic(
        "cyclic-formula",
        message,
        shown[0].span,
        marker=remarks[0],
        labels=_labels(shown, remarks),
        help=None if needs_all_steps else f"read the step before: `prev({shown[1 % len(shown)].name})`",
    )


def _labels(shown: list[Quantity], remarks: list[str]) -> tuple[Label, ...]:
    seen: list[Span] = [shown[0].span] if shown[0].span else []
    labels = []
    for quantity, remark in zip(shown[1:], remarks[1:], strict=True):
        if quantity.span is not None and quantity.span not in seen:
            seen.append(quantity.span)
            labels.append(Label(quantity.span, remark))
    return tuple(labels)


def _place(quantity: Quantity) -> tuple[bool, int, int]:
    span = quantity.span
    return (span is None, span.start if span else 0, quantity.id)
