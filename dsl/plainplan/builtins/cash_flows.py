"""Built-ins of the worth and the return of cash flows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import mul

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter
from plainplan.builtins.roots import find_rate

DAYS_IN_YEAR = 365.0


def _net(rate: float, values: Sequence[float]) -> float:
    """The worth one period before the first of the values."""
    factors = accumulate(repeat(1.0 + rate, len(values)), mul)
    total = 0.0
    for value, factor in zip(values, factors, strict=True):
        total += value / factor
    return total


@nan_where_undefined
def _npv(rate: float, values: Sequence[float]) -> float:
    return _net(rate, values) if values else NAN


def _years(dates: Sequence[float]) -> list[float]:
    """The years of 365 days from the first date to each."""
    days = [math.floor(date) for date in dates]
    return [(day - days[0]) / DAYS_IN_YEAR for day in days]


@nan_where_undefined
def _xnpv(rate: float, values: Sequence[float], dates: Sequence[float]) -> float:
    if rate <= 0.0 or len(values) != len(dates) or not values:
        return NAN
    years = _years(dates)
    if min(years) < 0.0:
        return NAN
    total = 0.0
    for value, time in zip(values, years, strict=True):
        total += value / math.pow(1.0 + rate, time)
    return total


def _find_return(values: Sequence[float], years: Sequence[float], guess: float) -> float:
    """The rate at which flows at these times are worth nothing."""
    if not min(values, default=0.0) < 0.0 < max(values, default=0.0):
        return NAN
    flows = [(value, time) for value, time in zip(values, years, strict=True) if value != 0.0]

    def near(rate: float) -> tuple[float, float, float]:
        worth = slope = size = 0.0
        for value, time in flows:
            term = value * math.pow(1.0 + rate, -time)
            worth += term
            slope -= time * term
            size += abs(term)
        return worth, slope / (1.0 + rate), size

    def far(growth: float) -> float:
        largest = max(-growth * time for _, time in flows)
        return sum(value * math.exp(-growth * time - largest) for value, time in flows)

    return find_rate(near, far, guess)


@nan_where_undefined
def _irr(values: Sequence[float], guess: float = 0.1) -> float:
    return _find_return(values, range(len(values)), guess)


@nan_where_undefined
def _xirr(values: Sequence[float], dates: Sequence[float], guess: float = 0.1) -> float:
    if len(values) != len(dates) or not values:
        return NAN
    return _find_return(values, _years(dates), guess)


@nan_where_undefined
def _mirr(values: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    if not min(values, default=0.0) < 0.0 < max(values, default=0.0):
        return NAN
    gains = _net(reinvest_rate, [max(value, 0.0) for value in values])
    costs = _net(finance_rate, [min(value, 0.0) for value in values])
    periods = len(values) - 1
    ratio = -gains * math.pow(1.0 + reinvest_rate, periods + 1) / (costs * (1.0 + finance_rate))
    return math.pow(ratio, 1.0 / periods) - 1.0


@nan_where_undefined
def _fvschedule(principal: float, schedule: Sequence[float]) -> float:
    value = principal
    for rate in schedule:
        value *= 1.0 + rate
    return value


_VALUES = Parameter("values", "a[]")
_DATES = Parameter("dates", "date[]")
_GUESS = Parameter("guess", "rate", 0.1)

RECORDS = (
    Builtin(
        name="fvschedule",
        parameters=(Parameter("principal", "a"), Parameter("schedule", "rate[]")),
        result="a",
        sentence="What a sum becomes at the rates of a list, one after the other.",
        examples=(("fvschedule(1, [9%, 11%, 10%])", 1.33089),),
        scalar=_fvschedule,
        excel="FVSCHEDULE({*})",
    ),
    Builtin(
        name="irr",
        parameters=(_VALUES, _GUESS),
        result="number",
        sentence="The rate a period at which flows at the end of each are worth nothing.",
        examples=(
            ("irr([-70_000, 12_000, 15_000, 18_000, 21_000])", -0.021),
            ("irr([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000])", 0.087),
            ("irr([-70_000, 12_000, 15_000], -10%)", -0.444),
        ),
        scalar=_irr,
        excel="IRR({*})",
        is_iterative=True,
        differs="LibreOffice and Excel give up after 20 steps or so where this still finds a root.",
    ),
    Builtin(
        name="mirr",
        parameters=(_VALUES, Parameter("finance_rate", "rate"), Parameter("reinvest_rate", "rate")),
        result="number",
        sentence="The rate a period of flows whose costs are financed at one rate and whose gains earn another.",
        examples=(
            ("mirr([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 10%, 12%)", 0.1261),
            ("mirr([-120_000, 39_000, 30_000, 21_000], 10%, 12%)", -0.048),
            ("mirr([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 10%, 14%)", 0.1348),
        ),
        scalar=_mirr,
        excel="MIRR({*})",
        differs="Of flows that are all costs LibreOffice gives -1, Excel an error (Microsoft's page of MIRR).",
    ),
    Builtin(
        name="npv",
        parameters=(Parameter("rate", "rate"), _VALUES),
        result="a",
        is_variadic=True,
        sentence="What flows at the end of each period are worth a period before the first of them.",
        examples=(
            ("npv(10%, -10_000, 3_000, 4_200, 6_800)", 1188.44),
            ("npv(8%, [8_000, 9_200, 10_000, 12_000, 14_500]) - 40_000", 1922.06),
            ("npv(8%, [8_000, 9_200, 10_000, 12_000, 14_500, -9_000]) - 40_000", -3749.47),
        ),
        scalar=_npv,
        excel="NPV({*})",
    ),
    Builtin(
        name="xirr",
        parameters=(_VALUES, _DATES, _GUESS),
        result="number",
        sentence="The yearly rate, of 365 days, at which flows on the dates are worth nothing.",
        examples=(
            (
                "xirr([-10_000, 2_750, 4_250, 3_250, 2_750],"
                " [2008-01-01, 2008-03-01, 2008-10-30, 2009-02-15, 2009-04-01], 10%)",
                0.373362535,
            ),
        ),
        scalar=_xirr,
        excel="XIRR({*})",
        is_iterative=True,
        source="Dates before the first are an error by Microsoft's page, and none to Excel"
        " (https://github.com/PHPOffice/PhpSpreadsheet/issues/1120).",
    ),
    Builtin(
        name="xnpv",
        parameters=(Parameter("rate", "rate"), _VALUES, _DATES),
        result="a",
        sentence="What flows on the dates are worth on the first of them, at a yearly rate above 0 of 365 days.",
        examples=(
            (
                "xnpv(9%, [-10_000, 2_750, 4_250, 3_250, 2_750],"
                " [2008-01-01, 2008-03-01, 2008-10-30, 2009-02-15, 2009-04-01])",
                2086.65,
            ),
        ),
        scalar=_xnpv,
        excel="XNPV({*})",
        differs=(
            "Excel answers with an error to a rate of 0 or less, LibreOffice with a value"
            " (ExcelFinancialFunctions, docs/compatibility: XNPV works only for positive rates)."
        ),
    ),
)
