"""Built-ins of two lists that belong together, pair by pair: how they move, and the line through them."""

from __future__ import annotations

import math

from plainplan.builtins.averages import deviations, mean_of, squares_about_mean
from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.mathematics import sum_of_products
from plainplan.builtins.old_names import under
from plainplan.builtins.record import Builtin, Parameter
from plainplan.records import replace


def _products_about_means(first: list[float], second: list[float]) -> float:
    return sum_of_products(deviations(first), deviations(second))


def _line(ys: list[float], xs: list[float]) -> tuple[float, float]:
    """The slope and the intercept of the line with the least squared distance from the points."""
    slope = _products_about_means(ys, xs) / squares_about_mean(xs)
    return slope, mean_of(ys) - slope * mean_of(xs)


@nan_where_undefined
def _covariance_p(first: list[float], second: list[float]) -> float:
    return _products_about_means(first, second) / len(first)


@nan_where_undefined
def _covariance_s(first: list[float], second: list[float]) -> float:
    return _products_about_means(first, second) / (len(first) - 1)


@nan_where_undefined
def _correl(first: list[float], second: list[float]) -> float:
    return _products_about_means(first, second) / math.sqrt(squares_about_mean(first) * squares_about_mean(second))


@nan_where_undefined
def _rsq(ys: list[float], xs: list[float]) -> float:
    return _products_about_means(ys, xs) ** 2 / (squares_about_mean(ys) * squares_about_mean(xs))


@nan_where_undefined
def _slope(ys: list[float], xs: list[float]) -> float:
    return _line(ys, xs)[0]


@nan_where_undefined
def _intercept(ys: list[float], xs: list[float]) -> float:
    return _line(ys, xs)[1]


@nan_where_undefined
def _forecast(x: float, ys: list[float], xs: list[float]) -> float:
    slope, _ = _line(ys, xs)
    return mean_of(ys) + slope * (x - mean_of(xs))


@nan_where_undefined
def _steyx(ys: list[float], xs: list[float]) -> float:
    explained = _products_about_means(ys, xs) ** 2 / squares_about_mean(xs)
    # What is left of points on a line may be a hair below zero.
    return math.sqrt(max(0.0, squares_about_mean(ys) - explained) / (len(ys) - 2)) if len(ys) > 2 else math.nan


_ARRAYS = (Parameter("array1", "a[]"), Parameter("array2", "b[]"))
_POINTS = (Parameter("known_ys", "a[]"), Parameter("known_xs", "b[]"))
# The points of Microsoft's pages.
_PAIRS = "([3, 2, 4, 5, 6], [9, 7, 12, 15, 17])"
_SEVEN = "([2, 3, 9, 1, 8, 7, 5], [6, 5, 11, 7, 5, 4, 4])"

_COVARIANCE_P = Builtin(
    name="covariance.p",
    parameters=_ARRAYS,
    result="a*b",
    sentence="How two lists that are all there is move together: the mean product of their distances from the means.",
    examples=((f"covariance.p{_PAIRS}", 5.2),),
    scalar=_covariance_p,
    excel="_xlfn.COVARIANCE.P({0},{1})",
)
_FORECAST = Builtin(
    name="forecast.linear",
    parameters=(Parameter("x", "b"), *_POINTS),
    result="a",
    sentence="The value at x of the straight line through the points.",
    examples=(("forecast.linear(30, [6, 7, 9, 15, 21], [20, 28, 31, 38, 40])", 10.607253),),
    scalar=_forecast,
    excel="_xlfn.FORECAST.LINEAR({0},{1},{2})",
)
_CORREL = Builtin(
    name="correl",
    parameters=_ARRAYS,
    result="number",
    sentence="How closely two lists move together, from -1 to 1.",
    examples=((f"correl{_PAIRS}", 0.997054486),),
    scalar=_correl,
    excel="CORREL({0},{1})",
)

RECORDS = (
    _CORREL,
    under("covar", _COVARIANCE_P),
    _COVARIANCE_P,
    Builtin(
        name="covariance.s",
        parameters=_ARRAYS,
        result="a*b",
        sentence="How two lists move together, estimated from a sample.",
        examples=(("covariance.s([2, 4, 8], [5, 11, 12])", 9.666666667),),
        scalar=_covariance_s,
        excel="_xlfn.COVARIANCE.S({0},{1})",
    ),
    under("forecast", _FORECAST),
    _FORECAST,
    Builtin(
        name="intercept",
        parameters=_POINTS,
        result="a",
        sentence="The value at 0 of the straight line through the points.",
        examples=(("intercept([2, 3, 9, 1, 8], [6, 5, 11, 7, 5])", 0.0483871),),
        scalar=_intercept,
        excel="INTERCEPT({0},{1})",
    ),
    replace(
        _CORREL,
        name="pearson",
        examples=(("pearson([9, 7, 5, 3, 1], [10, 6, 1, 5, 3])", 0.699379),),
        excel="PEARSON({0},{1})",
    ),
    Builtin(
        name="rsq",
        parameters=_POINTS,
        result="number",
        sentence="The share of the variance of y that the straight line explains.",
        examples=((f"rsq{_SEVEN}", 0.05795),),
        scalar=_rsq,
        excel="RSQ({0},{1})",
    ),
    Builtin(
        name="slope",
        parameters=_POINTS,
        result="a/b",
        sentence="The slope of the straight line through the points.",
        examples=((f"slope{_SEVEN}", 0.305556),),
        scalar=_slope,
        excel="SLOPE({0},{1})",
    ),
    Builtin(
        name="steyx",
        parameters=_POINTS,
        result="a",
        sentence="How far the points typically are from the straight line through them.",
        examples=((f"steyx{_SEVEN}", 3.305719),),
        scalar=_steyx,
        excel="STEYX({0},{1})",
    ),
)
