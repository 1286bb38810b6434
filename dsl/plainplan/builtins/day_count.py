"""Day counts: what Excel counts between two days and as a year, on the five bases of its securities functions.

Basis 0 is the American 30/360 of NASD, 1 actual/actual, 2 actual/360, 3 actual/365, 4 the European 30/360.
"""

from __future__ import annotations

import math
from datetime import date

from plainplan.builtins.dates import MONTHS_IN_YEAR, last_day

AMERICAN, ACTUAL, ACTUAL_360, ACTUAL_365, EUROPEAN = range(5)
DAYS_IN_YEAR = {AMERICAN: 360, ACTUAL_360: 360, ACTUAL_365: 365, EUROPEAN: 360}
FREQUENCIES = (1, 2, 4)


def basis_of(number: float) -> int:
    """The basis of an argument, of which Excel takes the whole part; ValueError beyond 0 to 4."""
    basis = math.trunc(number)
    if not AMERICAN <= basis <= EUROPEAN:
        raise ValueError(number)
    return basis


def frequency_of(number: float) -> int:
    """The coupons in a year, of which Excel takes the whole part; ValueError unless 1, 2 or 4."""
    frequency = math.trunc(number)
    if frequency not in FREQUENCIES:
        raise ValueError(number)
    return frequency


def is_month_end(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == last_day(day.year, day.month)


def add_months(day: date, months: int, at_month_end: bool = False) -> date:
    """The same day, or the last one, in the month that is so many months later; a shorter month ends earlier."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_YEAR)
    last = last_day(day.year + years, month + 1)
    return date(day.year + years, month + 1, last if at_month_end else min(day.day, last))


def days_between(start: date, end: date, basis: int) -> int:
    """The days from one day to another, negative when the other is earlier."""
    if basis == AMERICAN:
        return american_days(start, end)
    if basis == EUROPEAN:
        return european_days(start, end)
    return (end - start).days


def american_days(start: date, end: date) -> int:
    """The days of the American 30/360, in which what begins on a month's last day begins on its 30th."""
    last = end.day
    if (_is_end_of_february(start) and _is_end_of_february(end)) or (last == 31 and start.day >= 30):
        last = 30
    return _days_360(start, 30 if _is_end_of_february(start) else min(start.day, 30), end, last)


def american_days_of_period(start: date, end: date) -> int:
    """The days of the American 30/360 in a coupon period: here its end is treated as its start."""
    last = 30 if _is_end_of_february(end) else min(end.day, 30)
    return _days_360(start, 30 if _is_end_of_february(start) else min(start.day, 30), end, last)


def european_days(start: date, end: date) -> int:
    """The days of the European 30/360: a 31st is a 30th."""
    return _days_360(start, min(start.day, 30), end, min(end.day, 30))


def days_in_year(start: date, end: date, basis: int) -> float:
    """The days of the year that `days_between` are measured by.

    On basis 1 that is the year Excel's YEARFRAC takes, as David A. Wheeler described it (YEARFRAC Incompatibilities,
    2009): 366 days when the span holds a 29 February, beyond a year the mean of the calendar years it touches.
    """
    if basis != ACTUAL:
        return DAYS_IN_YEAR[basis]
    years = end.year - start.year
    if years > 1 or (years == 1 and (start.month, start.day) < (end.month, end.day)):
        return ((date(end.year, 12, 31) - date(start.year, 1, 1)).days + 1) / (years + 1)
    if years == 0:
        return 366 if _is_leap(start.year) else 365
    begins_before = _is_leap(start.year) and start.month <= 2
    ends_behind = _is_leap(end.year) and (end.month, end.day) >= (2, 29)
    return 366 if begins_before or ends_behind else 365


def year_fraction(start: date, end: date, basis: int) -> float:
    """The years from one day to a later one."""
    return days_between(start, end, basis) / days_in_year(start, end, basis)


def _days_360(start: date, first: int, end: date, last: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _is_end_of_february(day: date) -> bool:
    return day.month == 2 and is_month_end(day)


def _is_leap(year: int) -> bool:
    return last_day(year, 2) == 29
