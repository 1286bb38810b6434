"""The roots of a function of one number that can only be computed: a scan, then a bracket around each (Brent, 1973)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from plainplan.records import dataclass

Function = Callable[[float], float]

# Steps of a bracket at most, and of the search for a root that is only touched.
MOST_STEPS = 100
# A sample is a root only if it is one to the last digits; else the root is next to it.
EXACT = 1e-4
GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a function passes zero: it is zero there, or it jumps past it between the numbers next to it."""

    at: float
    is_root: bool
    # Whether it is below zero before and above behind (1), the other way round (-1), or the same on both sides (0).
    direction: int


def find_crossings(function: Function, samples: Sequence[float], tolerance: float) -> list[Crossing]:
    """Every crossing that shows between samples in rising order; values within the tolerance of zero count as zero."""
    values = [function(sample) for sample in samples]
    found: list[Crossing] = []
    for place, (sample, value) in enumerate(zip(samples, values, strict=True)):
        if abs(value) <= EXACT * tolerance:
            if not found or found[-1].at != sample:
                found.append(Crossing(sample, True, _direction(values, place)))
            continue
        if place + 1 == len(samples):
            break
        following, after = samples[place + 1], values[place + 1]
        if not math.isfinite(value) or not math.isfinite(after) or abs(after) <= EXACT * tolerance:
            continue
        if (value < 0) != (after < 0):
            found.append(_bracket(function, sample, value, following, after, tolerance))
        elif place > 0 and _is_dip(values[place - 1 : place + 2], tolerance):
            touched = _touch(function, samples[place - 1], following, math.copysign(1.0, value), tolerance)
            found += touched
    return found


def _direction(values: Sequence[float], place: int) -> int:
    before = values[place - 1] if place else math.nan
    after = values[place + 1] if place + 1 < len(values) else math.nan
    if before < 0 < after or (before != before and after > 0) or (after != after and before < 0):
        return 1
    if before > 0 > after or (before != before and after < 0) or (after != after and before > 0):
        return -1
    return 0


def _is_dip(values: Sequence[float], tolerance: float) -> bool:
    """Whether the middle one of three values of one sign is nearest to zero; of several alike it is the first."""
    if not all(math.isfinite(value) and abs(value) > EXACT * tolerance for value in values):
        return False
    first, middle, last = map(abs, values)
    return middle < first and middle <= last and (values[0] < 0) == (values[2] < 0) == (values[1] < 0)


def _touch(function: Function, low: float, high: float, sign: float, tolerance: float) -> list[Crossing]:
    """Within a dip: the least distance from zero (golden section), and both crossings where it goes past zero."""
    a, b = low, high
    x, y = b - GOLDEN * (b - a), a + GOLDEN * (b - a)
    at_x, at_y = sign * function(x), sign * function(y)
    for _ in range(MOST_STEPS):
        best, least = (x, at_x) if at_x < at_y else (y, at_y)
        if least < -tolerance:
            left = _bracket(function, low, function(low), best, sign * least, tolerance)
            right = _bracket(function, best, sign * least, high, function(high), tolerance)
            return [left, right]
        if b - a <= 1e-9 * (high - low):
            return [Crossing(best, True, 0)] if least <= tolerance else []
        if at_x < at_y:
            b, y, at_y = y, x, at_x
            x = b - GOLDEN * (b - a)
            at_x = sign * function(x)
        else:
            a, x, at_x = x, y, at_y
            y = a + GOLDEN * (b - a)
            at_y = sign * function(y)
        if not a < x < y < b or not (math.isfinite(at_x) and math.isfinite(at_y)):
            break
    return []


def _bracket(function: Function, low: float, at_low: float, high: float, at_high: float, tolerance: float) -> Crossing:
    """The crossing between two numbers at which the function has opposite signs."""
    direction = 1 if at_low < at_high else -1
    a, fa, b, fb = low, at_low, high, at_high
    c, fc = a, fa
    step = last = b - a
    for _ in range(MOST_STEPS):
        if abs(fc) < abs(fb):
            a, b, c = b, c, b
            fa, fb, fc = fb, fc, fb
        middle = (c - b) / 2
        least = 2 * math.ulp(b)
        if abs(fb) == 0.0 or abs(middle) <= least:
            break
        if abs(last) >= least and abs(fa) > abs(fb):
            step, last = _interpolate(a, fa, b, fb, c, fc, middle, least, last, step)
        else:
            step = last = middle
        a, fa = b, fb
        b += step if abs(step) > least else math.copysign(least, middle)
        fb = function(b)
        if not math.isfinite(fb):
            return Crossing(b, False, direction)
        if (fb > 0) == (fc > 0):
            c, fc = a, fa
            step = last = b - a
    # Next to a jump the function is far from zero however near one comes.
    return Crossing(b, abs(fb) <= max(tolerance, 1e-6 * min(abs(at_low), abs(at_high))), direction)


def _interpolate(
    a: float, fa: float, b: float, fb: float, c: float, fc: float, middle: float, least: float, last: float, step: float
) -> tuple[float, float]:
    """The next step of Brent's method, and the one before it: an inverse parabola where it helps, else half way."""
    ratio = fb / fa
    if a == c:
        above, below = 2 * middle * ratio, 1 - ratio
    else:
        first, second = fa / fc, fb / fc
        above = ratio * (2 * middle * first * (first - second) - (b - a) * (second - 1))
        below = (first - 1) * (second - 1) * (ratio - 1)
    if above > 0:
        below = -below
    above = abs(above)
    if 2 * above < min(3 * middle * below - abs(least * below), abs(last * below)):
        return above / below, step
    return middle, middle


def spread_samples(low: float, high: float, count: int) -> list[float]:
    """Numbers from low to high at equal distances, both ends among them."""
    return [low + (high - low) * place / count for place in range(count)] + [high]
