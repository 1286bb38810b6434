"""The payments of a bond: what they are worth at a yield, and the yield at which they have a worth."""

from __future__ import annotations

import math

# When each payment falls, in coupon periods from settlement, and how much it is per 100 of face value.
Flows = list[tuple[float, float]]

# Newton's steps more than double the right digits; from afar the first few only come near.
STEPS = 100


def worth(flows: Flows, growth: float) -> float:
    """What payments are worth when a coupon period multiplies money by `growth`."""
    return math.fsum(amount * math.pow(growth, -periods) for periods, amount in flows)


def growth_of(flows: Flows, price: float) -> float:
    """By what a coupon period multiplies money when the payments are worth a price; ValueError when nothing does.

    The logarithm of the worth falls along a convex curve over the logarithm of the growth, and is a straight line for
    one payment: Newton's method finds the root from anywhere.
    """
    target, log_growth = math.log(price), 0.0
    for _ in range(STEPS):
        values = [(periods, amount * math.exp(-periods * log_growth)) for periods, amount in flows]
        total = math.fsum(value for _, value in values)
        mean_periods = math.fsum(periods * value for periods, value in values) / total
        step = (math.log(total) - target) / mean_periods
        log_growth += step
        if abs(step) <= 1e-13 * (1.0 + abs(log_growth)):
            return math.exp(log_growth)
    raise ValueError(price)
