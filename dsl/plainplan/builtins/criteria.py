"""Built-ins that take the values of a list that meet a criterion: a value to equal, or a text such as `">=5"`."""

from __future__ import annotations

import math
from collections.abc import Callable

from plainplan.builtins.defined import nan_where_not_found
from plainplan.builtins.lookup import Key, pattern_of
from plainplan.builtins.record import Builtin, Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The longer signs first: `>=5` does not begin with `>`.
SIGNS = (">=", "<=", "<>", ">", "<", "=")
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda value, bound: value >= bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    "<": lambda value, bound: value < bound,
}


def _meets(criterion: Key) -> Callable[[Key], bool]:
    """Whether a value meets a criterion."""
    if not isinstance(criterion, str):
        return lambda value: value == criterion
    sign = next((sign for sign in SIGNS if criterion.startswith(sign)), "")
    wanted = criterion.removeprefix(sign)
    try:
        number = float(wanted)
    except ValueError:
        return _meets_text(sign, wanted)
    if not math.isfinite(number):
        # Python reads `nan` and `inf` as numbers.
        return _meets_text(sign, wanted)
    if sign == "<>":
        return lambda value: value != number
    if sign in ("", "="):
        return lambda value: value == number
    return lambda value: not isinstance(value, str) and COMPARISONS[sign](value, number)


def _meets_text(sign: str, wanted: str) -> Callable[[Key], bool]:
    if sign in COMPARISONS:
        folded = wanted.casefold()
        return lambda value: isinstance(value, str) and COMPARISONS[sign](value.casefold(), folded)
    matches = pattern_of(wanted).fullmatch
    return lambda value: (isinstance(value, str) and matches(value) is not None) != (sign == "<>")


def _chosen(values: list[Key], criterion: Key, results: list[float]) -> list[float]:
    meets = _meets(criterion)
    return [result for value, result in zip(values, results, strict=True) if meets(value)]


@nan_where_not_found
def _countif(values: list[Key], criterion: Key) -> float:
    return sum(map(_meets(criterion), values))


@nan_where_not_found
def _sumif(values: list[Key], criterion: Key, results: list[float]) -> float:
    return math.fsum(_chosen(values, criterion, results))


@nan_where_not_found
def _averageif(values: list[Key], criterion: Key, results: list[float]) -> float:
    chosen = _chosen(values, criterion, results)
    return math.fsum(chosen) / len(chosen)


_RANGE = Parameter("range", "any[]")
_CRITERION = Parameter("criteria", "criterion")
# The property values and commissions of Microsoft's pages, and the fruit of its page on COUNTIF.
_VALUES = "[100_000, 200_000, 300_000, 400_000]"
_COMMISSIONS = "[7_000, 14_000, 21_000, 28_000]"
_FRUIT = '["apples", "oranges", "peaches", "apples"]'

RECORDS = (
    Builtin(
        name="averageif",
        parameters=(_RANGE, _CRITERION, Parameter("average_range", "a[]")),
        result="a",
        sentence="The mean of the figures beside the values that meet a criterion.",
        examples=(
            (f'averageif({_COMMISSIONS}, "<23000", {_COMMISSIONS})', 14000),
            (f'averageif({_VALUES}, ">250000", {_COMMISSIONS})', 24500),
        ),
        scalar=_averageif,
        excel="AVERAGEIF({0},{1},{2})",
    ),
    Builtin(
        name="countif",
        parameters=(_RANGE, _CRITERION),
        result="number",
        sentence='How many values meet a criterion: a value to equal, a text such as ">=5" or "<>5", or "app*".',
        examples=(
            (f'countif({_FRUIT}, "apples")', 2),
            ('countif([32, 54, 75, 86], ">55")', 2),
            ('countif([32, 54, 75, 86], "<>75")', 3),
        ),
        scalar=_countif,
        excel="COUNTIF({0},{1})",
    ),
    Builtin(
        name="sumif",
        parameters=(_RANGE, _CRITERION, Parameter("sum_range", "a[]")),
        result="a",
        sentence="The sum of the figures beside the values that meet a criterion.",
        examples=(
            (f'sumif({_VALUES}, ">160000", {_COMMISSIONS})', 63000),
            (f"sumif({_VALUES}, 300_000, {_COMMISSIONS})", 21000),
        ),
        scalar=_sumif,
        excel="SUMIF({0},{1},{2})",
    ),
)
