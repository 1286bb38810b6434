"""Intervals: between which bounds a value lies, and whether it takes every value between them.

Floats, for speed in every check, that know their params; those of proofs (`symbols/intervals.py`) are exact fractions.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from plainplan.records import dataclass, replace

INF = math.inf


@dataclass(frozen=True, slots=True)
class Interval:
    """A value lies between `low` and `high`, both included.

    `leaves` are the declared ranges that it rests on, by the `id` of their params, `balances` the accounts, by theirs.
    `is_exact`: it rests on them alone and takes every value between the bounds while they move; otherwise the bounds
    hold, but need not be reached.
    """

    low: float = -INF
    high: float = INF
    leaves: frozenset[int] = frozenset()
    is_exact: bool = False
    balances: frozenset[int] = frozenset()

    def holds(self, value: float) -> bool:
        """Whether a value lies within the bounds."""
        return self.low <= value <= self.high


ANY = Interval()
NOT_NEGATIVE = Interval(0.0)
FLAG = Interval(0.0, 1.0)


def point(value: float) -> Interval:
    """A literal, which is just this value."""
    return Interval(value, value, is_exact=True)


def signs(of: Interval) -> Interval:
    """What is left of an interval when the value is multiplied by something positive that is not known."""
    return Interval(0.0 if of.low >= 0.0 else -INF, 0.0 if of.high <= 0.0 else INF)


def hull(parts: list[Interval]) -> Interval:
    """Bounds that hold for each of several values."""
    return Interval(min(part.low for part in parts), max(part.high for part in parts)) if parts else ANY


def negative(of: Interval) -> Interval:
    """-x."""
    return replace(of, low=-of.high, high=-of.low)


def added(left: Interval, right: Interval) -> Interval:
    """x + y."""
    return _joined(left, right, _sum(left.low, right.low, -INF), _sum(left.high, right.high, INF))


def less(left: Interval, right: Interval) -> Interval:
    """x - y."""
    return added(left, negative(right))


def times(left: Interval, right: Interval) -> Interval:
    """x × y."""
    corners = [_product(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return _joined(left, right, min(corners), max(corners))


def divided(left: Interval, right: Interval) -> Interval:
    """x ÷ y; without bounds where y can be 0, but of what is never negative as far as that goes."""
    if right.low > 0.0 or right.high < 0.0:
        return times(left, replace(right, low=1.0 / right.high, high=1.0 / right.low))
    if left.low >= 0.0 and right.low >= 0.0:
        return NOT_NEGATIVE
    return ANY


def chosen(pick: Callable[[float, float], float], parts: list[Interval]) -> Interval:
    """The least or the greatest of several values."""
    first, *others = parts
    for part in others:
        first = _joined(first, part, pick(first.low, part.low), pick(first.high, part.high))
    return first


def rising(of: Interval, function: Callable[[float], float], lowest: float = -INF) -> Interval:
    """What a function that only rises makes of a value, of which what is below `lowest` has no value."""
    return replace(of, low=_value(function, max(of.low, lowest)), high=_value(function, max(of.high, lowest)))


def _value(function: Callable[[float], float], at: float) -> float:
    try:
        return function(at)
    except OverflowError:
        return INF
    except ValueError:
        return -INF


def _joined(left: Interval, right: Interval, low: float, high: float) -> Interval:
    # What reads one range twice need not take every value between the bounds: x - x is 0.
    reads_twice = left.leaves & right.leaves or left.balances & right.balances
    is_exact = left.is_exact and right.is_exact and not reads_twice
    return Interval(low, high, left.leaves | right.leaves, is_exact, left.balances | right.balances)


def _sum(left: float, right: float, unknown: float) -> float:
    total = left + right
    return unknown if math.isnan(total) else total


def _product(left: float, right: float) -> float:
    # Nothing of something endless is nothing: the bound is never reached.
    return 0.0 if left == 0.0 or right == 0.0 else left * right
