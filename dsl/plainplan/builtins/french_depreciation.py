"""Built-ins of the French accounting system, that write down from the day of purchase."""

from __future__ import annotations

import math
from datetime import date

from plainplan.builtins.dates import date_of, last_day
from plainplan.builtins.day_count import ACTUAL, ACTUAL_360, ACTUAL_365, DAYS_IN_YEAR, basis_of, days_between
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

# Excel counts 15 digits: it rounds what is 22.5 but for the last digits of its binary form up.
DIGITS = 15
# How fast the degressive form writes down, by the whole years of the asset's life.
COEFFICIENTS = ((6.0, 2.5), (4.0, 2.0), (2.0, 1.5), (0.0, 1.0))


def _day(serial: float, basis: int) -> date:
    """The day of a serial number; the end of a leap year's February counts as its 28th on the bases of true days."""
    day = date_of(serial)
    if basis in (ACTUAL, ACTUAL_365) and day.month == 2 and day.day == 29:
        return day.replace(day=28)
    return day


def _share_of_year(purchased: float, first_period: float, basis: int) -> float:
    """The years from purchase to the end of the first period, where a year is that of the purchase."""
    days = days_between(_day(purchased, basis), _day(first_period, basis), basis)
    is_leap = last_day(date_of(purchased).year, 2) == 29
    return days / ((366 if is_leap else 365) if basis == ACTUAL else DAYS_IN_YEAR[basis])


def _is_allowed(
    cost: float, purchased: float, first_period: float, salvage: float, period: float, rate: float, basis: int
) -> bool:
    return (
        0.0 <= salvage <= cost
        and math.floor(purchased) <= math.floor(first_period)
        and period >= 0.0
        and rate > 0.0
        and basis != ACTUAL_360
    )


@nan_where_undefined
def _amorlinc(
    cost: float, purchased: float, first_period: float, salvage: float, period: float, rate: float, basis: float = 0.0
) -> float:
    basis = basis_of(basis)
    if not _is_allowed(cost, purchased, first_period, salvage, period, rate, basis):
        return NAN
    if cost == salvage or period > math.ceil(1.0 / rate):
        return 0.0
    available, loss = cost - salvage, cost * rate
    first = min(_share_of_year(purchased, first_period, basis) * loss or loss, available)
    if period == 0.0:
        return first
    # A part of the second period counts as all of it, a part of a later one as none.
    if period < 1.0:
        return loss
    before = first + (math.floor(period) - 1) * loss
    return min(loss, max(available - before, 0.0))


@nan_where_undefined
def _amordegrc(
    cost: float, purchased: float, first_period: float, salvage: float, period: float, rate: float, basis: float = 0.0
) -> float:
    basis = basis_of(basis)
    if not _is_allowed(cost, purchased, first_period, salvage, period, rate, basis):
        return NAN
    life = 1.0 / rate
    if life < 3.0 or 4.0 < life < 5.0:
        return NAN
    years = math.ceil(life)
    if cost == salvage or period > years:
        return 0.0
    rate *= next(coefficient for above, coefficient in COEFFICIENTS if years > above)
    first = _share_of_year(purchased, first_period, basis) * rate * cost
    if first:
        years += 1
    first = _round(min(first or rate * cost, cost - salvage))
    if period == 0.0:
        return first
    value, loss = cost - first, 0.0
    for number in range(1, math.floor(period) + 1):
        # Half of what is left goes in the last year but one, all of it in the last.
        is_last_but_one = years - number == 3
        loss = 0.0 if value < salvage else 0.5 * value if is_last_but_one else rate * value
        if is_last_but_one:
            rate = 1.0
        value -= loss
    return _round(loss)


def _round(number: float) -> float:
    return math.floor(float(f"{number:.{DIGITS}g}") + 0.5)


_OF_LIBREOFFICE = (
    "LibreOffice takes basis 2, measures a first period by YEARFRAC and lets it exceed what there is to lose"
    " (ExcelFinancialFunctions, testdata/amorlinc)."
)
_PARAMETERS = (
    Parameter("cost", "a"),
    Parameter("date_purchased", "date"),
    Parameter("first_period", "date"),
    Parameter("salvage", "a"),
    Parameter("period", "number"),
    Parameter("rate", "rate"),
    Parameter("basis", "number", 0),
)

RECORDS = (
    Builtin(
        name="amordegrc",
        parameters=_PARAMETERS,
        result="a",
        sentence="What an asset loses in a period of the French system, faster the longer it lives, in whole amounts.",
        examples=(("amordegrc(2_400, 2008-08-19, 2008-12-31, 300, 1, 15%, 1)", 776),),
        scalar=_amordegrc,
        excel="AMORDEGRC({*})",
        differs=_OF_LIBREOFFICE
        + " It takes off what it has rounded, rounds down a half that floats miss by a hair, and neither halves in the"
        " last year but one nor refuses short lives.",
    ),
    Builtin(
        name="amorlinc",
        parameters=_PARAMETERS,
        result="a",
        sentence="What an asset loses in a period of the French system, the same each year.",
        examples=(("amorlinc(2_400, 2008-08-19, 2008-12-31, 300, 1, 15%, 1)", 360),),
        scalar=_amorlinc,
        excel="AMORLINC({*})",
        differs=_OF_LIBREOFFICE,
    ),
)
