"""The values of inputs for which conditions hold: as a formula where there is one, else as roots of the run itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from plainplan.graph.nodes import Quantity
from plainplan.records import dataclass
from plainplan.symbols.design import Dimension, points
from plainplan.symbols.roots import Crossing, find_crossings, spread_samples
from plainplan.symbols.solve_ranges import ends_of_values, find_plateaus, ranges_between
from plainplan.symbols.variables import exact

SAMPLES = 96
# At so many of them it is looked whether there is a solution at all.
FEW = 10
# Of a system: from so many points one sets out.
STARTS = 24
MOST_NEWTON_STEPS = 40
# Without a range it is looked for up to so many times the value that is written, or as large a figure.
FARTHEST = 1e12
# Beside the figures that a condition compares, so much is nothing.
RELATIVE = 1e-9

Weighed = Callable[[Sequence[float]], list[float]]
# For values of the unknowns: left − right of each condition, and the larger figure of both sides.
Gaps = Callable[[Sequence[float]], tuple[list[float], list[float]]]


@dataclass(frozen=True, slots=True)
class Solution:
    """What was found: each of `values` holds a value for each unknown.

    Between the crossings `ranges` says where an inequality holds, and where the sides of an equality stay equal.
    `searched` are the bounds in which roots were looked for, and `is_complete` whether a scan went through all of them
    (of a system it never does). `jumps` are places where the left side passes the right one without being equal to it.
    """

    values: tuple[tuple[float, ...], ...]
    ranges: tuple[tuple[float, float], ...] = ()
    jumps: tuple[float, ...] = ()
    searched: tuple[tuple[float, float], ...] = ()
    is_complete: bool = True
    holds_everywhere: bool = False

    @property
    def is_found(self) -> bool:
        """Whether there is any value for which the condition holds."""
        return bool(self.values or self.ranges) or self.holds_everywhere


def solve_one(unknown: Quantity, operator: str, gaps: Gaps) -> Solution:
    """Every value of an input, within its range or where it may be looked for, at which a condition turns, and the
    ranges in which it holds."""
    solution = Solution(())
    for low, high in _searched_with(unknown, gaps):
        solution = _scan(unknown, operator, gaps, low, high)
        if solution.values or solution.jumps or solution.ranges:
            break
    return solution


def find_any(unknown: Quantity, operator: str, gaps: Gaps) -> Solution:
    """What shows of a solution at a few places, if something does, else what the whole scan finds."""

    def gap(value: float) -> float:
        return gaps([value])[0][0]

    for low, high in _searched(unknown):
        samples = _samples(unknown, low, high)
        few = samples[:: len(samples) // FEW + 1]
        tolerance = _tolerance(gaps, few)
        held = [sample for sample in few if _holds(operator, gap(sample), tolerance)]
        if operator == "=" and not held:
            held = [each.at for each in _whole(find_crossings(gap, few, tolerance), unknown) if each.is_root]
        if held:
            return Solution(((held[0],),), searched=((low, high),), is_complete=False)
    return solve_one(unknown, operator, gaps)


def _scan(unknown: Quantity, operator: str, gaps: Gaps, low: float, high: float) -> Solution:
    def gap(value: float) -> float:
        return gaps([value])[0][0]

    def holds(value: float) -> bool:
        return _holds(operator, gap(value), tolerance)

    samples = _samples(unknown, low, high)
    tolerance = _tolerance(gaps, samples)
    if operator == "=" and all(map(holds, samples)):
        return Solution((), searched=((low, high),), holds_everywhere=True)
    crossings = _whole(find_crossings(gap, samples, tolerance), unknown)
    ranges = find_plateaus(gap, samples, crossings, tolerance)
    jumps = [each.at for each in crossings if not each.is_root]
    alone = [each.at for each in crossings if each.is_root and not any(a <= each.at <= b for a, b in ranges)]
    ends = (end for plateau in ranges for end in plateau if low < end < high and math.isfinite(gap(end)))
    roots = sorted({*alone, *ends})
    if operator != "=":
        turns = {*roots, *jumps, *ends_of_values(gap, samples)}
        ranges = ranges_between(holds, [low, *sorted(turn for turn in turns if low < turn < high), high])
        # What is only touched is no end of anything where the condition does not hold there.
        edges = {end for found in ranges for end in found}
        roots = [root for root in roots if root in edges or holds(root)]
    if ranges == [(low, high)] and holds(low) and holds(high):
        return Solution((), searched=((low, high),), holds_everywhere=True)
    return Solution(tuple((root,) for root in roots), tuple(ranges), tuple(jumps), searched=((low, high),))


def _searched(unknown: Quantity) -> Iterator[tuple[float, float]]:
    """Where an input is looked for: in its range; without one, in wider and wider surroundings of what is written."""
    facts = unknown.input
    assert facts is not None
    assert isinstance(facts.value, float | int)
    value = float(facts.value)
    if facts.low is not None and facts.high is not None:
        yield facts.low, facts.high
        return
    is_share = unknown.type.is_rate or (unknown.type.is_number and abs(value) < 1)
    for reach in (1.0, 10.0) if is_share else (1.0, 10.0, 1000.0):
        size = reach * (1.0 if is_share else max(10 * abs(value), 1.0))
        low = -0.999999 if is_share and unknown.type.is_rate else -size
        yield (low if facts.low is None else facts.low, size if facts.high is None else facts.high)


def _searched_with(unknown: Quantity, gaps: Gaps) -> Iterator[tuple[float, float]]:
    """Where an input is looked for, and at last beyond: ten times as far, again and again, until a condition turns."""
    low = high = 0.0
    for low, high in _searched(unknown):
        yield low, high
    facts = unknown.input
    assert facts is not None
    if unknown.type.is_rate or (facts.low is not None and facts.high is not None):
        return
    farthest = FARTHEST * max(abs(float(facts.value)), 1.0)  # type: ignore[arg-type]  # a number, as above
    before = gaps([high])[0][0]
    while high - low < farthest:
        low, high = (low if facts.low is not None else 10 * low, high if facts.high is not None else 10 * high)
        if any(before * gaps([end])[0][0] <= 0.0 for end in (low, high)):
            yield low, high
            return


def _samples(unknown: Quantity, low: float, high: float) -> list[float]:
    facts = unknown.input
    assert facts is not None
    if facts.is_count:
        first, last = math.ceil(low), math.floor(high)
        return [float(value) for value in range(first, last + 1, max(1, (last - first) // (4 * SAMPLES)))]
    samples = {*spread_samples(low, high, SAMPLES), float(facts.value)}  # type: ignore[arg-type]  # a number, as above
    # Near zero, where a wide range has few.
    samples |= {0.0, *(sign * high * 10.0**-power for power in (2, 3, 4) for sign in (1, -1))}
    return sorted(value for value in samples if low <= value <= high)


def _tolerance(gaps: Gaps, samples: Sequence[float]) -> float:
    sizes = [size for sample in samples if math.isfinite(size := gaps([sample])[1][0])]
    return RELATIVE * min(sizes, default=0.0)


def _whole(crossings: list[Crossing], unknown: Quantity) -> list[Crossing]:
    """Of what is counted only whole numbers are values: between two of them it jumps."""
    facts = unknown.input
    if facts is None or not facts.is_count:
        return crossings
    return [
        crossing if crossing.at == round(crossing.at) else Crossing(crossing.at, False, crossing.direction)
        for crossing in crossings
    ]


def _holds(operator: str, gap: float, tolerance: float) -> bool:
    match operator:
        case ">":
            return gap > tolerance
        case ">=":
            return gap >= -tolerance
        case "<":
            return gap < -tolerance
        case "<=":
            return gap <= tolerance
    return abs(gap) <= tolerance


def solve_several(unknowns: Sequence[Quantity], gaps: Gaps, most: int = STARTS) -> Solution:
    """Values of several inputs that meet as many equations: Newton's method from several points of their ranges, until
    so many are found."""
    bounds = [next(_searched(unknown)) for unknown in unknowns]
    dimensions = [
        Dimension(exact(low), exact(high), exact(float(unknown.input.value)))  # type: ignore[union-attr, arg-type]
        for unknown, (low, high) in zip(unknowns, bounds, strict=True)
    ]
    found: list[tuple[float, ...]] = []
    # The conditions are weighed by their figures in the plan as it stands: dollars against shares.
    sizes = [max(size, 1e-9) for size in gaps([float(dimension.written) for dimension in dimensions])[1]]

    def weighed(at: Sequence[float]) -> list[float]:
        return [value / size for value, size in zip(gaps(at)[0], sizes, strict=True)]

    for start in points(dimensions, STARTS):
        root = _newton([float(value) for value in start], bounds, weighed)
        if root is not None and not any(_is_same(root, other) for other in found):
            found.append(tuple(root))
        if len(found) >= most:
            break
    return Solution(tuple(sorted(found)), searched=tuple(bounds), is_complete=False)


def _is_same(root: Sequence[float], other: Sequence[float]) -> bool:
    return all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(root, other, strict=True))


def _newton(at: list[float], bounds: Sequence[tuple[float, float]], gaps: Weighed) -> list[float] | None:
    values = gaps(at)
    for _ in range(MOST_NEWTON_STEPS):
        if not all(map(math.isfinite, values)):
            return None
        if max(map(abs, values)) <= RELATIVE * 1e-3:
            return at
        step = _eliminate(_slopes(at, values, bounds, gaps), values)
        if step is None:
            break
        share = 1.0
        while share > 1e-4:
            trial = [
                min(max(value - share * move, low), high)
                for value, move, (low, high) in zip(at, step, bounds, strict=True)
            ]
            there = gaps(trial)
            if all(map(math.isfinite, there)) and _norm(there) < _norm(values):
                break
            share /= 2
        else:
            break
        at, values = trial, there
    return at if max(map(abs, values)) <= RELATIVE else None


def _norm(values: Sequence[float]) -> float:
    return math.fsum(value * value for value in values)


def _slopes(
    at: Sequence[float], values: Sequence[float], bounds: Sequence[tuple[float, float]], gaps: Weighed
) -> list[list[float]]:
    columns = []
    for place, (value, (low, high)) in enumerate(zip(at, bounds, strict=True)):
        nudge = 1e-6 * max(abs(value), 1e-3 * (high - low))
        moved = value + nudge if value + nudge <= high else value - nudge
        there = gaps([*at[:place], moved, *at[place + 1 :]])
        columns.append([(after - before) / (moved - value) for after, before in zip(there, values, strict=True)])
    return [list(row) for row in zip(*columns, strict=True)]


def _eliminate(rows: list[list[float]], right: Sequence[float]) -> list[float] | None:
    """The solution of a linear system (Gauss, with the largest pivot); None when it has no single one."""
    table = [[*row, end] for row, end in zip(rows, right, strict=True)]
    size = len(table)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        if not abs(table[pivot][column]) > 0:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(size):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [value - factor * own for value, own in zip(table[row], table[column], strict=True)]
    return [table[row][size] / table[row][row] for row in range(size)]
