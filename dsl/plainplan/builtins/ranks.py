"""Built-ins of the order of a list: percentiles, quartiles and ranks."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.old_names import under
from plainplan.builtins.record import Builtin, Parameter

# What floats miss by a hair counts as reached.
DIGITS = 12


def _at_place(values: list[float], place: float) -> float:
    """The value at a place in order, counted from 0; between two places in proportion."""
    ordered = sorted(values)
    place = round(place, DIGITS)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _place_of(values: list[float], x: float) -> float:
    """The place of a value in order, counted from 0; ValueError outside the values."""
    if not min(values) <= x <= max(values):
        raise ValueError(x)
    ordered = sorted(values)
    if x in ordered:
        return ordered.index(x)
    above = next(place for place, value in enumerate(ordered) if value > x)
    return above - 1 + (x - ordered[above - 1]) / (ordered[above] - ordered[above - 1])


def _cut(share: float, significance: float) -> float:
    if significance < 1.0:
        return math.nan
    factor = 10.0 ** math.trunc(significance)
    return math.floor(float(f"{share * factor:.{DIGITS}g}")) / factor


@nan_where_undefined
def _percentile_inc(values: list[float], k: float) -> float:
    return _at_place(values, k * (len(values) - 1)) if values and 0.0 <= k <= 1.0 else math.nan


@nan_where_undefined
def _percentile_exc(values: list[float], k: float) -> float:
    place = round(k * (len(values) + 1), DIGITS)
    return _at_place(values, place - 1.0) if 1.0 <= place <= len(values) else math.nan


@nan_where_undefined
def _quartile_inc(values: list[float], quart: float) -> float:
    return _percentile_inc(values, math.trunc(quart) / 4.0)


@nan_where_undefined
def _quartile_exc(values: list[float], quart: float) -> float:
    return _percentile_exc(values, math.trunc(quart) / 4.0)


@nan_where_undefined
def _percentrank_inc(values: list[float], x: float, significance: float = 3.0) -> float:
    # Of one value Excel says that it is at the top.
    share = _place_of(values, x) / (len(values) - 1) if len(values) > 1 or x not in values else 1.0
    return _cut(share, significance)


@nan_where_undefined
def _percentrank_exc(values: list[float], x: float, significance: float = 3.0) -> float:
    return _cut((_place_of(values, x) + 1.0) / (len(values) + 1.0), significance)


@nan_where_undefined
def _rank_eq(number: float, values: list[float], order: float = 0.0) -> float:
    if number not in values:
        return math.nan
    return 1.0 + sum(value < number if order else value > number for value in values)


@nan_where_undefined
def _rank_avg(number: float, values: list[float], order: float = 0.0) -> float:
    return _rank_eq(number, values, order) + (values.count(number) - 1.0) / 2.0


@nan_where_undefined
def _large(values: list[float], k: float) -> float:
    return sorted(values)[-math.ceil(k)] if 1.0 <= k <= len(values) else math.nan


@nan_where_undefined
def _small(values: list[float], k: float) -> float:
    return sorted(values)[math.ceil(k) - 1] if 1.0 <= k <= len(values) else math.nan


_ARRAY = Parameter("array", "a[]")
_K = Parameter("k", "number")
_QUART = Parameter("quart", "number")
_X = Parameter("x", "a")
_SIGNIFICANCE = Parameter("significance", "number", 3)
_RANKED = (Parameter("number", "a"), Parameter("ref", "a[]"), Parameter("order", "number", 0))

# The figures of Microsoft's pages.
_NINE = "[1, 2, 3, 6, 6, 6, 7, 8, 9]"
_TEN = "[13, 12, 11, 8, 4, 3, 2, 1, 1, 1]"
_EIGHT = "[1, 2, 4, 7, 8, 9, 10, 12]"
_FIVE = "[7, 3.5, 3.5, 1, 2]"
_CUTTING = (
    "LibreOffice rounds to the digits after which Excel cuts (Microsoft's page on PERCENTRANK.EXC), so the workbook "
    "cuts itself."
)
_PLACES = "LibreOffice cuts a k between two places, Excel takes the next one (Apache POI, AggregateFunction.java)."

_PERCENTILE = Builtin(
    name="percentile.inc",
    parameters=(_ARRAY, _K),
    result="a",
    sentence="The value below which a share k of the figures lies; the least is at 0, the greatest at 1.",
    examples=(("percentile.inc([1, 3, 2, 4], 0.3)", 1.9),),
    scalar=_percentile_inc,
    excel="_xlfn.PERCENTILE.INC({0},{1})",
)
_PERCENTRANK = Builtin(
    name="percentrank.inc",
    parameters=(_ARRAY, _X, _SIGNIFICANCE),
    result="number",
    sentence="The share of the figures that lie below x, cut after so many digits; the least is at 0, the last at 1.",
    examples=(
        (f"percentrank.inc({_TEN}, 2)", 0.333),
        (f"percentrank.inc({_TEN}, 4)", 0.555),
        (f"percentrank.inc({_TEN}, 8)", 0.666),
        (f"percentrank.inc({_TEN}, 5)", 0.583),
    ),
    scalar=_percentrank_inc,
    excel="TRUNC(ROUND(_xlfn.PERCENTRANK.INC({0},{1},14),12),{2})/({2}>=1)",
    differs=_CUTTING,
)
_QUARTILE = Builtin(
    name="quartile.inc",
    parameters=(_ARRAY, _QUART),
    result="a",
    sentence="The least figure (0), a quartile (1 to 3) or the greatest (4).",
    examples=((f"quartile.inc({_EIGHT}, 1)", 3.5),),
    scalar=_quartile_inc,
    excel="_xlfn.QUARTILE.INC({0},{1})",
)
_RANK = Builtin(
    name="rank.eq",
    parameters=_RANKED,
    result="number",
    sentence="The place of a number in a list from the greatest (order 1: from the least); equals share the best.",
    examples=((f"rank.eq(7, {_FIVE}, 1)", 5), (f"rank.eq(2, {_FIVE})", 4), (f"rank.eq(3.5, {_FIVE}, 1)", 3)),
    scalar=_rank_eq,
    # LibreOffice has a place for what is not in the list.
    excel="_xlfn.RANK.EQ({*})/(COUNTIF({1},{0})>0)",
)


RECORDS = (
    Builtin(
        name="large",
        parameters=(_ARRAY, _K),
        result="a",
        sentence="The k-th greatest figure.",
        examples=(
            ("large([3, 5, 3, 5, 4, 4, 2, 4, 6, 7], 3)", 5),
            ("large([3, 5, 3, 5, 4, 4, 2, 4, 6, 7], 7)", 4),
        ),
        scalar=_large,
        excel="LARGE({0},{1})",
        differs=_PLACES,
    ),
    under("percentile", _PERCENTILE),
    Builtin(
        name="percentile.exc",
        parameters=(_ARRAY, _K),
        result="a",
        sentence="The value below which a share k of the figures lies, counted so that none is at 0 or at 1.",
        examples=((f"percentile.exc({_NINE}, 0.25)", 2.5),),
        scalar=_percentile_exc,
        excel="_xlfn.PERCENTILE.EXC({0},{1})",
    ),
    _PERCENTILE,
    under("percentrank", _PERCENTRANK),
    Builtin(
        name="percentrank.exc",
        parameters=(_ARRAY, _X, _SIGNIFICANCE),
        result="number",
        sentence="The share of the figures that lie below x, cut after so many digits, and never 0 or 1.",
        examples=(
            (f"percentrank.exc({_NINE}, 7)", 0.7),
            (f"percentrank.exc({_NINE}, 5.43)", 0.381),
            (f"percentrank.exc({_NINE}, 5.43, 1)", 0.3),
        ),
        scalar=_percentrank_exc,
        excel="TRUNC(ROUND(_xlfn.PERCENTRANK.EXC({0},{1},14),12),{2})/({2}>=1)",
        differs=_CUTTING,
    ),
    _PERCENTRANK,
    under("quartile", _QUARTILE),
    Builtin(
        name="quartile.exc",
        parameters=(_ARRAY, _QUART),
        result="a",
        sentence="A quartile (1 to 3), counted so that no figure is at 0 or at 1.",
        examples=(
            ("quartile.exc([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 1)", 15),
            ("quartile.exc([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 3)", 43),
        ),
        scalar=_quartile_exc,
        excel="_xlfn.QUARTILE.EXC({0},{1})",
    ),
    _QUARTILE,
    under("rank", _RANK),
    Builtin(
        name="rank.avg",
        parameters=_RANKED,
        result="number",
        sentence="The place of a number in a list from the greatest (order 1: from the least); equals share the mean.",
        examples=(("rank.avg(94, [89, 88, 92, 101, 94, 97, 95])", 4),),
        scalar=_rank_avg,
        excel="_xlfn.RANK.AVG({*})/(COUNTIF({1},{0})>0)",
    ),
    _RANK,
    Builtin(
        name="small",
        parameters=(_ARRAY, _K),
        result="a",
        sentence="The k-th least figure.",
        examples=(("small([3, 4, 5, 2, 3, 4, 6, 4, 7], 4)", 4), ("small([1, 4, 8, 3, 7, 12, 54, 8, 23], 2)", 3)),
        scalar=_small,
        excel="SMALL({0},{1})",
        differs=_PLACES,
    ),
)
