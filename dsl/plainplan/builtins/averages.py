"""Built-ins of one list of figures: its middle, its spread and its shape."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_not_found, nan_where_undefined
from plainplan.builtins.old_names import under
from plainplan.builtins.record import Builtin, Parameter
from plainplan.records import replace


def mean_of(values: list[float]) -> float:
    """The mean; ZeroDivisionError of nothing."""
    return math.fsum(values) / len(values)


def deviations(values: list[float]) -> list[float]:
    """How far each value is from the mean."""
    mean = mean_of(values)
    return [value - mean for value in values]


def squares_about_mean(values: list[float]) -> float:
    """The sum of the squared deviations from the mean."""
    return math.fsum(deviation * deviation for deviation in deviations(values))


@nan_where_undefined
def _average(values: list[float]) -> float:
    return mean_of(values)


@nan_where_undefined
def _avedev(values: list[float]) -> float:
    return mean_of([abs(deviation) for deviation in deviations(values)])


@nan_where_not_found
def _count(values: list[float | str]) -> float:
    return sum(not isinstance(value, str) and value == value for value in values)


@nan_where_undefined
def _devsq(values: list[float]) -> float:
    return squares_about_mean(values)


@nan_where_undefined
def _geomean(values: list[float]) -> float:
    return math.exp(mean_of([math.log(value) for value in values]))


@nan_where_undefined
def _harmean(values: list[float]) -> float:
    return 1.0 / mean_of([1.0 / value for value in values]) if min(values) > 0.0 else math.nan


@nan_where_undefined
def _kurt(values: list[float]) -> float:
    count = len(values)
    variance = squares_about_mean(values) / (count - 1)
    fourth = math.fsum(deviation**4 for deviation in deviations(values)) / variance**2
    return count * (count + 1) / ((count - 1) * (count - 2) * (count - 3)) * fourth - 3 * (count - 1) ** 2 / (
        (count - 2) * (count - 3)
    )


@nan_where_undefined
def _median(values: list[float]) -> float:
    ordered = sorted(values)
    half, is_odd = divmod(len(ordered), 2)
    return ordered[half] if is_odd else (ordered[half - 1] + ordered[half]) / 2.0


@nan_where_undefined
def _mode(values: list[float]) -> float:
    often = max(values.count(value) for value in values)
    return next(value for value in values if values.count(value) == often) if often > 1 else math.nan


@nan_where_undefined
def _skew(values: list[float]) -> float:
    count = len(values)
    deviation = math.sqrt(squares_about_mean(values) / (count - 1))
    return count / ((count - 1) * (count - 2)) * math.fsum((part / deviation) ** 3 for part in deviations(values))


@nan_where_undefined
def _skew_p(values: list[float]) -> float:
    if len(values) < 3:
        return math.nan
    deviation = math.sqrt(squares_about_mean(values) / len(values))
    return mean_of([(part / deviation) ** 3 for part in deviations(values)])


@nan_where_undefined
def _stdev_p(values: list[float]) -> float:
    return math.sqrt(squares_about_mean(values) / len(values))


@nan_where_undefined
def _stdev_s(values: list[float]) -> float:
    return math.sqrt(squares_about_mean(values) / (len(values) - 1))


@nan_where_undefined
def _trimmean(values: list[float], percent: float) -> float:
    if not 0.0 <= percent < 1.0:
        return math.nan
    cut = math.floor(len(values) * percent) // 2
    return mean_of(sorted(values)[cut : len(values) - cut])


@nan_where_undefined
def _var_p(values: list[float]) -> float:
    return squares_about_mean(values) / len(values)


@nan_where_undefined
def _var_s(values: list[float]) -> float:
    return squares_about_mean(values) / (len(values) - 1)


_NUMBERS = (Parameter("numbers", "a[]"),)
# The breaking strengths of Microsoft's pages.
_STRENGTHS = "([1345, 1301, 1368, 1322, 1310, 1370, 1318, 1350, 1303, 1299])"

_STDEV_P = Builtin(
    name="stdev.p",
    parameters=_NUMBERS,
    result="a",
    sentence="The standard deviation of figures that are all there are.",
    examples=((f"stdev.p{_STRENGTHS}", 26.05455814),),
    scalar=_stdev_p,
    excel="_xlfn.STDEV.P({*})",
    is_variadic=True,
)
_STDEV_S = Builtin(
    name="stdev.s",
    parameters=_NUMBERS,
    result="a",
    sentence="The standard deviation, estimated from a sample.",
    examples=((f"stdev.s{_STRENGTHS}", 27.46391572),),
    scalar=_stdev_s,
    excel="_xlfn.STDEV.S({*})",
    is_variadic=True,
)
_VAR_P = Builtin(
    name="var.p",
    parameters=_NUMBERS,
    result="a^2",
    sentence="The variance of figures that are all there are.",
    examples=((f"var.p{_STRENGTHS}", 678.84),),
    scalar=_var_p,
    excel="_xlfn.VAR.P({*})",
    is_variadic=True,
)
_VAR_S = Builtin(
    name="var.s",
    parameters=_NUMBERS,
    result="a^2",
    sentence="The variance, estimated from a sample.",
    examples=((f"var.s{_STRENGTHS}", 754.27),),
    scalar=_var_s,
    excel="_xlfn.VAR.S({*})",
    is_variadic=True,
)
_MODE = Builtin(
    name="mode.sngl",
    parameters=_NUMBERS,
    result="a",
    sentence="The value that returns most often, the first of several.",
    examples=(("mode.sngl([5.6, 4, 4, 3, 2, 4])", 4),),
    scalar=_mode,
    excel="_xlfn.MODE.SNGL({*})",
    is_variadic=True,
)


RECORDS = (
    Builtin(
        name="avedev",
        parameters=_NUMBERS,
        result="a",
        sentence="The mean distance from the mean.",
        examples=(("avedev([4, 5, 6, 7, 5, 4, 3])", 1.020408),),
        scalar=_avedev,
        excel="AVEDEV({*})",
        is_variadic=True,
    ),
    Builtin(
        name="average",
        parameters=_NUMBERS,
        result="a",
        sentence="The mean of all figures.",
        examples=(("average([10, 7, 9, 27, 2])", 11), ("average(10, 7, 9, 27, 2, 5)", 10)),
        scalar=_average,
        excel="AVERAGE({*})",
        is_variadic=True,
    ),
    Builtin(
        name="count",
        parameters=(Parameter("values", "any[]"),),
        result="number",
        sentence="How many numbers and dates there are.",
        examples=(("count([39790, 19, 22.24])", 3),),
        scalar=_count,
        excel="COUNT({*})",
        is_variadic=True,
    ),
    Builtin(
        name="devsq",
        parameters=_NUMBERS,
        result="a^2",
        sentence="The sum of the squared distances from the mean.",
        examples=(("devsq([4, 5, 8, 7, 11, 4, 3])", 48),),
        scalar=_devsq,
        excel="DEVSQ({*})",
        is_variadic=True,
    ),
    Builtin(
        name="geomean",
        parameters=_NUMBERS,
        result="a",
        sentence="The geometric mean of figures above 0.",
        examples=(("geomean([4, 5, 8, 7, 11, 4, 3])", 5.476987),),
        scalar=_geomean,
        # LibreOffice has a geometric mean of 0.
        excel="GEOMEAN({*})/(MIN({*})>0)",
        is_variadic=True,
    ),
    Builtin(
        name="harmean",
        parameters=_NUMBERS,
        result="a",
        sentence="The harmonic mean of figures above 0.",
        examples=(("harmean([4, 5, 8, 7, 11, 4, 3])", 5.028376),),
        scalar=_harmean,
        excel="HARMEAN({*})",
        is_variadic=True,
    ),
    Builtin(
        name="kurt",
        parameters=_NUMBERS,
        result="number",
        sentence="How heavy the tails are: above 0 heavier than those of the normal distribution.",
        examples=(("kurt([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])", -0.151799637),),
        scalar=_kurt,
        excel="KURT({*})",
        is_variadic=True,
    ),
    Builtin(
        name="median",
        parameters=_NUMBERS,
        result="a",
        sentence="The figure in the middle, or the mean of the two.",
        examples=(("median([1, 2, 3, 4, 5])", 3), ("median(1, 2, 3, 4, 5, 6)", 3.5)),
        scalar=_median,
        excel="MEDIAN({*})",
        is_variadic=True,
    ),
    replace(
        under("mode", _MODE),
        differs="LibreOffice gives the least of several, Excel the first (LibreOffice's help on MODE).",
    ),
    _MODE,
    Builtin(
        name="skew",
        parameters=_NUMBERS,
        result="number",
        sentence="To which side a sample leans: above 0 the tail is on the right.",
        examples=(("skew([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])", 0.359543071),),
        scalar=_skew,
        excel="SKEW({*})",
        is_variadic=True,
    ),
    Builtin(
        name="skew.p",
        parameters=_NUMBERS,
        result="number",
        sentence="To which side figures lean that are all there are.",
        examples=(("skew.p([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])", 0.303193),),
        scalar=_skew_p,
        excel="_xlfn.SKEW.P({*})",
        is_variadic=True,
    ),
    under("stdev", _STDEV_S),
    _STDEV_P,
    _STDEV_S,
    under("stdevp", _STDEV_P),
    Builtin(
        name="trimmean",
        parameters=(Parameter("numbers", "a[]"), Parameter("percent", "number")),
        result="a",
        sentence="The mean without a share of the figures, as many from the top as from the bottom.",
        examples=(("trimmean([4, 5, 6, 7, 2, 3, 4, 5, 1, 2, 3], 0.2)", 3.778),),
        scalar=_trimmean,
        excel="TRIMMEAN({0},{1})",
    ),
    under("var", _VAR_S),
    _VAR_P,
    _VAR_S,
    under("varp", _VAR_P),
)
