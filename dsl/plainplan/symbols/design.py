"""Points at which a claim is tried: always the same, short figures first, then an even spread (Halton, 1960)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from plainplan.records import dataclass

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)
# So many inputs are tried at all their ends together.
MOST_CORNERS = 5
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Dimension:
    """An input that is tried: its bounds (None: none), what the plan writes, and whether it is whole."""

    low: Fraction | None
    high: Fraction | None
    written: Fraction
    is_whole: bool = False


Point = tuple[Fraction, ...]


def points(dimensions: Sequence[Dimension], count: int) -> Iterator[Point]:
    """As many different points as that, or fewer where there are no more."""
    seen: set[Point] = set()
    for point in _all(dimensions):
        if point not in seen:
            seen.add(point)
            yield point
        if len(seen) >= count:
            return


def _all(dimensions: Sequence[Dimension]) -> Iterator[Point]:
    written = tuple(dimension.written for dimension in dimensions)
    yield written
    short = [_short(dimension) for dimension in dimensions]
    for place, values in enumerate(short):
        for value in values:
            yield (*written[:place], value, *written[place + 1 :])
    for value in (Fraction(0), Fraction(1), Fraction(-1)):
        if all(_fits(value, dimension) for dimension in dimensions):
            yield (value,) * len(dimensions)
    if len(dimensions) <= MOST_CORNERS:
        yield from product(*(values[:2] for values in short))
    else:
        yield tuple(values[0] for values in short)
        yield tuple(values[1 % len(values)] for values in short)
    # Twice as many as the greatest design in use has points: many are alike where figures are whole.
    for number in range(1, 4096):
        yield tuple(
            _spread(dimension, _halton(number, PRIMES[place % len(PRIMES)]), number + place)
            for place, dimension in enumerate(dimensions)
        )


def _short(dimension: Dimension) -> list[Fraction]:
    """The ends, and between them what a reader would try first."""
    ends = [bound for bound in (dimension.low, dimension.high) if bound is not None]
    others = [Fraction(0), Fraction(1), Fraction(-1), 2 * dimension.written, -dimension.written, Fraction(1, 2)]
    others += [dimension.written + 1, 10 * dimension.written, -10 * dimension.written]
    found = [*ends, *(value for value in others if _fits(value, dimension))]
    return list(dict.fromkeys(found)) or [dimension.written]


def _fits(value: Fraction, dimension: Dimension) -> bool:
    is_above = dimension.low is None or value >= dimension.low
    is_below = dimension.high is None or value <= dimension.high
    return is_above and is_below and (not dimension.is_whole or value.denominator == 1)


def _halton(number: int, base: int) -> Fraction:
    """The radical inverse: the digits of a number in a base, mirrored at the point."""
    found, scale = Fraction(0), Fraction(1, base)
    while number:
        number, digit = divmod(number, base)
        found += digit * scale
        scale /= base
    return found


def _spread(dimension: Dimension, share: Fraction, turn: int) -> Fraction:
    low, high = dimension.low, dimension.high
    size = max(abs(dimension.written), Fraction(1))
    if low is None and high is None:
        value = (2 * share - 1) * size * (1, 3, 10, 100)[turn % 4]
    elif low is None or high is None:
        reach = share / (1 - share) * size
        value = low + reach if low is not None else high - reach if high is not None else reach
    else:
        value = low + share * (high - low)
    value = Fraction(round(value)) if dimension.is_whole else _rounded(value)
    return value if _fits(value, dimension) else dimension.written


def _rounded(value: Fraction) -> Fraction:
    """A figure of a few digits, as a reader can type it."""
    return Fraction(f"{float(value):.{DIGITS}g}")
