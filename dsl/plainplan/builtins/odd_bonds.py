"""Built-ins of bonds whose first or last coupon period is shorter or longer than the others."""

from __future__ import annotations

from datetime import date

from plainplan.builtins.bond_flows import Flows, growth_of, worth
from plainplan.builtins.coupon_dates import coupon_date, coupon_period, coupons_left, days_in_period
from plainplan.builtins.dates import MONTHS_IN_YEAR, date_of
from plainplan.builtins.day_count import (
    ACTUAL,
    ACTUAL_360,
    ACTUAL_365,
    AMERICAN,
    add_months,
    american_days_of_period,
    basis_of,
    days_between,
    frequency_of,
    is_month_end,
)
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _days(start: date, end: date, basis: int) -> int:
    return max(days_between(start, end, basis), 0)


def _days_of_quasi_period(start: date, end: date, basis: int) -> int:
    return max(american_days_of_period(start, end), 0) if basis == AMERICAN else _days(start, end, basis)


def _first_period(
    settlement: date, maturity: date, issue: date, first: date, frequency: int, basis: int, coupon: float
) -> tuple[Flows, float]:
    """The payments but the redemption of a bond with an odd first period, and the interest that has accrued."""
    start, end = coupon_period(settlement, first, frequency)
    period = days_in_period(start, end, frequency, basis)
    days = _days(issue, first, basis)
    if days < period:
        wait = _days(settlement, first, basis) / period
        accrued = _days(issue, settlement, basis) / period
        share, later = days / period, coupons_left(settlement, maturity, frequency) - 1
    else:
        share, accrued = _long_first_shares(settlement, issue, first, frequency, basis, period)
        # Where a day count does not add up, Excel counts on from settlement on bases 2 and 3, else back from the end.
        if basis in (ACTUAL_360, ACTUAL_365):
            rest = float(_days(settlement, end, basis))
        else:
            rest = period - days_between(start, settlement, basis)
        wait = rest / period + _whole_periods(settlement, first, frequency)
        later = coupons_left(first, maturity, frequency)
    flows = [(wait, coupon * share), *((wait + number, coupon) for number in range(1, later + 1))]
    return flows, coupon * accrued


def _long_first_shares(
    settlement: date, issue: date, first: date, frequency: int, basis: int, period: float
) -> tuple[float, float]:
    """The first coupon, and what of it has accrued, in even coupons: summed over the periods since issue."""
    paid = accrued = 0.0
    end = first
    for number in range(coupons_left(issue, first, frequency), 0, -1):
        start = add_months(end, -MONTHS_IN_YEAR // frequency)
        length = _days(start, end, basis) if basis == ACTUAL else period
        paid += 1.0 if number > 1 else _days(issue, end, basis) / length
        accrued += _days(max(issue, start), min(settlement, end), basis) / length
        end = start
    return paid, accrued


def _whole_periods(settlement: date, first: date, frequency: int) -> int:
    """The whole periods from settlement to a later first coupon, as Excel steps on from settlement.

    To a first coupon at a month's end it begins at the end of the month of settlement, and counts that as a period.
    """
    months = MONTHS_IN_YEAR // frequency
    is_late = first.month != 2 and first.day > 28
    at_end = is_month_end(first) or (is_late and is_month_end(settlement))
    start = add_months(settlement, 0, at_end)
    count = 1 if settlement < start else 0
    day = add_months(start, months, at_end)
    while day < first:
        count += 1
        day = add_months(day, months, at_end)
    return count


def _is_coupon_date(day: date, maturity: date, frequency: int) -> bool:
    return coupon_date(maturity, coupons_left(day, maturity, frequency), frequency) == day


@nan_where_undefined
def _oddfprice(
    settlement: float,
    maturity: float,
    issue: float,
    first_coupon: float,
    rate: float,
    yield_: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    settled, matures, issued, first = (date_of(day) for day in (settlement, maturity, issue, first_coupon))
    frequency = frequency_of(frequency)
    if not issued < settled < first < matures or rate < 0.0 or yield_ < 0.0 or redemption < 0.0:
        return NAN
    if not _is_coupon_date(first, matures, frequency):
        return NAN
    flows, accrued = _first_period(
        settled, matures, issued, first, frequency, basis_of(basis), 100.0 * rate / frequency
    )
    return worth([*flows, (flows[-1][0], redemption)], 1.0 + yield_ / frequency) - accrued


@nan_where_undefined
def _oddfyield(
    settlement: float,
    maturity: float,
    issue: float,
    first_coupon: float,
    rate: float,
    price: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    settled, matures, issued, first = (date_of(day) for day in (settlement, maturity, issue, first_coupon))
    frequency = frequency_of(frequency)
    if not issued < settled < first < matures or rate < 0.0 or price <= 0.0 or redemption < 0.0:
        return NAN
    flows, accrued = _first_period(
        settled, matures, issued, first, frequency, basis_of(basis), 100.0 * rate / frequency
    )
    return (growth_of([*flows, (flows[-1][0], redemption)], price + accrued) - 1.0) * frequency


def _last_period(
    settlement: date, maturity: date, last: date, frequency: int, basis: int
) -> tuple[float, float, float]:
    """The last coupon, what of it has accrued and what has not, in even coupons: summed over the periods to maturity.

    The dates step on from the last interest date; one that a short month has moved stays moved.
    """
    coupon = accrued = left = 0.0
    start = last
    periods = coupons_left(last, maturity, frequency)
    for number in range(1, periods + 1):
        end = add_months(start, MONTHS_IN_YEAR // frequency)
        length = _days_of_quasi_period(start, end, basis)
        days = length if number < periods else _days_of_quasi_period(start, maturity, basis)
        coupon += days / length
        if end < settlement:
            accrued += days / length
        elif start < settlement:
            accrued += _days(start, settlement, basis) / length
        left += _days(max(settlement, start), min(maturity, end), basis) / length
        start = end
    return coupon, accrued, left


@nan_where_undefined
def _oddlprice(
    settlement: float,
    maturity: float,
    last_interest: float,
    rate: float,
    yield_: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    settled, matures, last = (date_of(day) for day in (settlement, maturity, last_interest))
    frequency = frequency_of(frequency)
    if not last < settled < matures or rate < 0.0 or yield_ < 0.0 or redemption < 0.0:
        return NAN
    coupon, accrued, left = _last_period(settled, matures, last, frequency, basis_of(basis))
    even = 100.0 * rate / frequency
    return (redemption + coupon * even) / (1.0 + left * yield_ / frequency) - accrued * even


@nan_where_undefined
def _oddlyield(
    settlement: float,
    maturity: float,
    last_interest: float,
    rate: float,
    price: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    settled, matures, last = (date_of(day) for day in (settlement, maturity, last_interest))
    frequency = frequency_of(frequency)
    if not last < settled < matures or rate < 0.0 or price <= 0.0 or redemption < 0.0:
        return NAN
    coupon, accrued, left = _last_period(settled, matures, last, frequency, basis_of(basis))
    even = 100.0 * rate / frequency
    paid = price + accrued * even
    return (redemption + coupon * even - paid) / paid * frequency / left


_SETTLEMENT = Parameter("settlement", "date")
_MATURITY = Parameter("maturity", "date")
_ISSUE = Parameter("issue", "date")
_FIRST_COUPON = Parameter("first_coupon", "date")
_LAST_INTEREST = Parameter("last_interest", "date")
_RATE = Parameter("rate", "rate")
_YIELD = Parameter("yld", "rate")
_PRICE = Parameter("pr", "number")
_REDEMPTION = Parameter("redemption", "number")
_FREQUENCY = Parameter("frequency", "number")
_BASIS = Parameter("basis", "number", 0)
_FIRST_DIFFERS = "LibreOffice answers an error to every odd first period (scaddins/source/analysis, GetOddfprice)."
_LAST_DIFFERS = (
    "LibreOffice takes YEARFRAC for the sum of the periods, and an error without a coupon "
    "(scaddins/source/analysis, GetOddlprice and GetOddlyield)."
)

RECORDS = (
    Builtin(
        name="oddfprice",
        parameters=(_SETTLEMENT, _MATURITY, _ISSUE, _FIRST_COUPON, _RATE, _YIELD, _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The price per 100 of face value of a bond whose first coupon period is short or long.",
        examples=(("oddfprice(2008-11-11, 2021-03-01, 2008-10-15, 2009-03-01, 7.85%, 6.25%, 100, 2, 1)", 113.597717),),
        scalar=_oddfprice,
        excel="ODDFPRICE({*})",
        differs=_FIRST_DIFFERS,
    ),
    Builtin(
        name="oddfyield",
        parameters=(_SETTLEMENT, _MATURITY, _ISSUE, _FIRST_COUPON, _RATE, _PRICE, _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The yearly yield of a bond whose first coupon period is short or long.",
        examples=(("oddfyield(2008-11-11, 2021-03-01, 2008-10-15, 2009-03-01, 5.75%, 84.5, 100, 2, 0)", 0.0772455),),
        scalar=_oddfyield,
        excel="ODDFYIELD({*})",
        is_iterative=True,
        differs=_FIRST_DIFFERS,
    ),
    Builtin(
        name="oddlprice",
        parameters=(_SETTLEMENT, _MATURITY, _LAST_INTEREST, _RATE, _YIELD, _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The price per 100 of face value of a bond whose last coupon period is short or long.",
        examples=(("oddlprice(2008-02-07, 2008-06-15, 2007-10-15, 3.75%, 4.05%, 100, 2, 0)", 99.878286),),
        scalar=_oddlprice,
        excel="ODDLPRICE({*})",
        differs=_LAST_DIFFERS,
    ),
    Builtin(
        name="oddlyield",
        parameters=(_SETTLEMENT, _MATURITY, _LAST_INTEREST, _RATE, _PRICE, _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The yearly yield of a bond whose last coupon period is short or long.",
        examples=(("oddlyield(2008-04-20, 2008-06-15, 2007-12-24, 3.75%, 99.875, 100, 2, 0)", 0.045192),),
        scalar=_oddlyield,
        excel="ODDLYIELD({*})",
        differs=_LAST_DIFFERS,
    ),
)
