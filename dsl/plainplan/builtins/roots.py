"""The search for a rate at which a value is 0: what `rate`, `irr` and `xirr` share."""

from __future__ import annotations

import math
from collections.abc import Callable

STEPS_OF_NEWTON = 60
# A rate found to its last digits leaves this much of the terms that cancel.
REST = 1e-9
# The search goes by the logarithm of 1 + rate: down to a loss of all but 1e-15, up to where numbers end.
LOWEST, HIGHEST = -35.0, 700.0
FIRST_STEP, WIDENING = 0.01, 1.1
HALVINGS = 200


def find_rate(
    near: Callable[[float], tuple[float, float, float]], far: Callable[[float], float], guess: float
) -> float:
    """The rate above -100 % at which a value is 0, NaN where none is found.

    `near` gives value, slope and the size of the terms that cancel at a rate, and may raise; `far` gives the value at
    a logarithm of 1 + rate, in any scale that keeps it finite. Newton's steps from the guess come first, as Excel's
    do: of several roots both find the same. Where they lead nowhere, the root nearest to the guess is taken.
    """
    if guess <= -1.0:
        return math.nan
    rate = _follow_slope(near, guess)
    return _widen(far, math.log1p(guess)) if rate is None else rate


def _follow_slope(near: Callable[[float], tuple[float, float, float]], rate: float) -> float | None:
    try:
        for _ in range(STEPS_OF_NEWTON):
            value, slope, _ = near(rate)
            if value == 0.0:
                return rate
            following = rate - value / slope
            if not -1.0 < following < math.inf:
                return None
            is_close = abs(following - rate) <= 1e-12 * (1.0 + abs(rate))
            rate = following
            if is_close:
                break
        value, _, size = near(rate)
    except (OverflowError, ZeroDivisionError):
        return None
    # Near a loss of everything, or on a plain without end, steps get short where there is no root.
    return rate if abs(value) <= REST * size else None


def _widen(far: Callable[[float], float], start: float) -> float:
    """The rate nearest to the start around which the sign changes."""
    low = high = start
    at_low = at_high = far(start)
    step = FIRST_STEP
    while low > LOWEST or high < HIGHEST:
        for sign in (-1.0, 1.0):
            inner, at_inner = (low, at_low) if sign < 0.0 else (high, at_high)
            outer = min(max(inner + sign * step, LOWEST), HIGHEST)
            at_outer = far(outer)
            if (at_inner > 0.0) != (at_outer > 0.0):
                return math.expm1(_halve(far, inner, outer, at_inner))
            if sign < 0.0:
                low, at_low = outer, at_outer
            else:
                high, at_high = outer, at_outer
        step *= WIDENING
    return math.nan


def _halve(far: Callable[[float], float], inner: float, outer: float, at_inner: float) -> float:
    for _ in range(HALVINGS):
        middle = 0.5 * (inner + outer)
        if middle in (inner, outer):
            break
        if (far(middle) > 0.0) == (at_inner > 0.0):
            inner = middle
        else:
            outer = middle
    return inner
