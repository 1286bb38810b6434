"""The ranges of an input in which a condition holds: between its crossings, and where both sides stay equal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from plainplan.symbols.roots import EXACT, Crossing, Function

Range = tuple[float, float]

# Beside the distance of samples: how near to a root it is asked whether the function stays zero, what is no point any
# more, and how near to the first place behind it an end is that place.
PROBE, WIDE, NEAR = 1e-4, 1e-2, 1e-9
MOST_HALVES = 42


def find_plateaus(
    function: Function, samples: Sequence[float], crossings: Sequence[Crossing], tolerance: float
) -> list[Range]:
    """The ranges around roots, wider than a point, all over which a function is zero."""

    def is_zero(value: float) -> bool:
        return abs(function(value)) <= EXACT * tolerance

    found: list[Range] = []
    for crossing in crossings:
        at = crossing.at
        if not crossing.is_root or (found and at <= found[-1][1]) or not is_zero(at):
            continue
        low = _end(is_zero, at, [sample for sample in reversed(samples) if sample < at])
        high = _end(is_zero, at, [sample for sample in samples if sample > at])
        if low < high and _is_flat(function, low, high, samples):
            found.append((low, high))
    return found


def _end(is_zero: Callable[[float], bool], at: float, beyond: Sequence[float]) -> float:
    """The last place, going through samples away from a root, up to which a function stays zero."""
    if not beyond or not is_zero(at + PROBE * (beyond[0] - at)):
        return at
    for sample in beyond:
        for place in ((at + sample) / 2, sample):
            if not is_zero(place):
                return _last(is_zero, at, place)
            at = place
    return at


def _last(holds: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where something ends to hold between two places (bisection)."""
    first, distance = outside, abs(outside - inside)
    for _ in range(MOST_HALVES):
        middle = (inside + outside) / 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    # What fails at a single place, where it has no value, goes on up to that place.
    return first if abs(inside - first) <= NEAR * distance else inside


def _is_flat(function: Function, low: float, high: float, samples: Sequence[float]) -> bool:
    """Whether a function does not only touch zero: near a double root it is as good as zero too."""
    width = high - low
    if width > WIDE * (samples[-1] - samples[0]) / len(samples):
        return True
    return function(low + 0.3 * width) == function(low + 0.8 * width)


def ends_of_values(function: Function, samples: Sequence[float]) -> Iterator[float]:
    """The places between samples at which a function begins or ends to have a value."""

    def has_value(value: float) -> bool:
        return math.isfinite(function(value))

    for left, right in pairwise(samples):
        if has_value(left) != has_value(right):
            yield _last(has_value, left, right) if has_value(left) else _last(has_value, right, left)


def ranges_between(holds: Callable[[float], bool], edges: Sequence[float]) -> list[Range]:
    """The ranges between edges in rising order in which a condition holds; those that meet are one."""
    found: list[Range] = []
    for left, right in pairwise(edges):
        if not holds((left + right) / 2):
            continue
        if found and found[-1][1] == left and holds(left):
            found[-1] = (found[-1][0], right)
        else:
            found.append((left, right))
    return found
