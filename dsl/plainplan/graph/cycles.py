"""Formulas that need themselves: the cycles within a step, shortest first, in the writer's words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import TypeVar

from plainplan.diagnostics import Diagnostic, Label
from plainplan.graph.nodes import Graph, Quantity
from plainplan.source import Span

# More would tell a writer nothing; the search from every quantity of a large knot would take its square.
REPORTED = 20
STARTS = 200

Edges = Sequence[tuple[int, ...]]
T = TypeVar("T")


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
    needs_all_steps = any(read in whole[number] for number, read in zip(cycle, _rotated(cycle, 1), strict=True))
    circle = _as_written([graph.quantities[number] for number in cycle])
    names = [name for name, _ in circle]
    if len(circle) == 1:
        message = f"`{names[0]}` depends on itself"
    else:
        message = f"these depend on each other: {' → '.join([*names, names[0]])}"
    remarks = [f"`{name}` needs `{read}`" for name, read in zip(names, _rotated(names, 1), strict=True)]
    spans = [_mention(quantity, read) for (_, quantity), read in zip(circle, _rotated(names, 1), strict=True)]
    return Diagnostic(
        "cyclic-formula",
        message,
        spans[0],
        marker=remarks[0] if len(circle) > 1 else "",
        labels=_labels(spans, remarks),
        notes=("it would need its own value in every step",) if needs_all_steps else (),
        help=None if needs_all_steps else f"write `prev({names[1 % len(names)]})` to read the step before",
    )


def _rotated(items: list[T], first: int) -> list[T]:
    return items[first:] + items[:first]


def _as_written(cycle: list[Quantity]) -> list[tuple[str, Quantity]]:
    """The names that a writer knows, in a circle, each with the quantity of that name that reads the next one.

    The many quantities of an account or a statement (`gift.paying`, `gift.amount`) count as one.
    """
    shown = [quantity for quantity in cycle if not quantity.is_helper] or cycle
    owners = [quantity.name.partition(".")[0] for quantity in shown]
    if len(set(owners)) == 1:
        owners = [quantity.name for quantity in shown]
    last_of_each = [
        (owner, quantity)
        for owner, quantity, following in zip(owners, shown, _rotated(owners, 1), strict=True)
        if owner != following or len(shown) == 1
    ]
    # A circle has no beginning: the first place where the plan itself says the next name makes the best one.
    following = _rotated([owner for owner, _ in last_of_each], 1)
    places = [
        (_said_at(quantity, read) < 0, _place(quantity))
        for (_, quantity), read in zip(last_of_each, following, strict=True)
    ]
    return _rotated(last_of_each, places.index(min(places)))


def _said_at(quantity: Quantity, name: str) -> int:
    """Where the text of a quantity says a name for the last time, -1 if it does not: `let x = x + 1` says it twice."""
    if quantity.span is None:
        return -1
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", quantity.span.text)
    return max((match.start() for match in found), default=-1)


def _mention(quantity: Quantity, name: str) -> Span | None:
    """The place where a quantity says a name, else the first line of what it came from."""
    span = quantity.span
    if span is None:
        return None
    said_at = _said_at(quantity, name)
    if said_at >= 0:
        return Span(span.source, span.start + said_at, span.start + said_at + len(name))
    return Span(span.source, span.start, span.start + len(span.text.partition("\n")[0]))


def _labels(spans: list[Span | None], remarks: list[str]) -> tuple[Label, ...]:
    seen = {spans[0]}
    labels = []
    for span, remark in zip(spans[1:], remarks[1:], strict=True):
        if span is not None and span not in seen:
            seen.add(span)
            labels.append(Label(span, remark))
    return tuple(labels)


def _place(quantity: Quantity) -> tuple[bool, int, int]:
    span = quantity.span
    return (span is None, span.start if span else 0, quantity.id)
