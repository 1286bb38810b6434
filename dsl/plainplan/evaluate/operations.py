"""What compiled steps call: the operations that are too long to stand in them. None of them raises."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence

from plainplan.builtins.arithmetic import power

NAN = math.nan

Value = float | str
Column = Sequence[float]


def pick(index: float, options: tuple[Value, ...]) -> Value:
    """The option at an index counted from 1, whose decimals do not count."""
    return options[int(index) - 1] if 1.0 <= index < len(options) + 1.0 else NAN


def value_at(column: Sequence[Value], index: float) -> Value:
    """The value of a series in the step with this number."""
    return column[int(index) - 1] if 1.0 <= index < len(column) + 1.0 else NAN


def same_text(left: Value, right: Value) -> float:
    """1 where two texts are the same, 0 where they are not."""
    if not (isinstance(left, str) and isinstance(right, str)):
        return NAN
    return 1.0 if left == right else 0.0


def recent(rows: Sequence[Sequence[float]], slot: int, step: int, steps: int | None, current: float) -> list[float]:
    """The last values of a series whose value in this step, counted from 0, is not yet in a row."""
    first = 0 if steps is None else max(0, step + 1 - steps)
    return [*(rows[earlier][slot] for earlier in range(first, step)), current]


def add_up(column: Column) -> float:
    """The sum from the left, one after the other: `sum` of Python 3.12 compensates, and cells do not."""
    total = 0.0
    for value in column:
        total += value
    return total


def average(column: Column) -> float:
    """The mean."""
    return add_up(column) / len(column) if column else NAN


def least(column: Column) -> float:
    """The least value; NaN if any is NaN, which `min` would lose."""
    return NAN if any(value != value for value in column) else min(column, default=NAN)


def greatest(column: Column) -> float:
    """The greatest value; NaN if any is NaN, which `max` would lose."""
    return NAN if any(value != value for value in column) else max(column, default=NAN)


def deviation(column: Column) -> float:
    """The standard deviation of a sample, as STDEV.S."""
    if len(column) < 2:
        return NAN
    mean = average(column)
    return math.sqrt(add_up([(value - mean) * (value - mean) for value in column]) / (len(column) - 1))


def first_of(column: Column) -> float:
    """The value in the first step."""
    return column[0] if column else NAN


def final_of(column: Column) -> float:
    """The value in the last step."""
    return column[-1] if column else NAN


def index_of_zero(column: Column) -> float:
    """The number of the first step in which a flag is 0, or 0; undefined if the flag is undefined in any step."""
    if any(value != value for value in column):
        return NAN
    return next((float(step) for step, value in enumerate(column, 1) if value == 0.0), 0.0)


def between(at: float, keys: Column, uppers: Column, values: tuple[Value, ...], otherwise: Value) -> Value:
    """The value of the row with key <= at <= upper."""
    if at != at:
        return NAN
    for key, upper, value in zip(keys, uppers, values, strict=True):
        if key <= at <= upper:
            return value
        if key != key or upper != upper:
            return NAN
    return otherwise


def since(at: float, keys: Column, values: tuple[Value, ...], otherwise: Value) -> Value:
    """The value of the last row whose key has been reached; keys ascend."""
    if at != at or any(key != key for key in keys):
        return NAN
    row = bisect_right(keys, at)
    return values[row - 1] if row else otherwise


def brackets(at: float, keys: Column, increments: Column) -> float:
    """The sum of what each row adds to the rate, times what lies above its key."""
    total = 0.0
    for key, increment in zip(keys, increments, strict=True):
        total += (at - key if at > key else 0.0 if at <= key else NAN) * increment
    return total


AGGREGATES: dict[str, Callable[[Column], float]] = {
    "sum": add_up,
    "mean": average,
    "min": least,
    "max": greatest,
    "sd": deviation,
    "first": first_of,
    "final": final_of,
    "index_of_zero": index_of_zero,
}

OPERATIONS: dict[str, object] = {
    "NAN": NAN,
    "abs": abs,
    "between": between,
    "brackets": brackets,
    "pick": pick,
    "power": power,
    "recent": recent,
    "same_text": same_text,
    "since": since,
    "value_at": value_at,
    **{f"aggregate_{kind}": function for kind, function in AGGREGATES.items()},
}
