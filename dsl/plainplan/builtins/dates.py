"""Built-ins of dates. A date is Excel's serial number of the 1900 system, from 61 (1900-03-01) on: before it Excel
counts a day that never was."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

# The serial number 1 is 1899-12-31 when counted back from the days that Excel counts right.
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_SERIAL = 61.0
LAST_SERIAL = 2958465.0
MONTHS_IN_YEAR = 12


def date_of(serial: float) -> date:
    """The day of a serial number; ValueError outside 1900-03-01 to 9999-12-31."""
    if not FIRST_SERIAL <= serial < LAST_SERIAL + 1.0:
        raise ValueError(serial)
    return date.fromordinal(int(serial) + DAY_ZERO)


def serial_of(day: date) -> float:
    """The serial number of a day."""
    return float(day.toordinal() - DAY_ZERO)


def _valid(serial: float) -> float:
    return serial if FIRST_SERIAL <= serial <= LAST_SERIAL else math.nan


def _month_start(year: int, month: int) -> float:
    """The serial number of the first day of a month; months beyond 1 to 12 count on into other years."""
    years, rest = divmod(month - 1, MONTHS_IN_YEAR)
    return serial_of(date(year + years, rest + 1, 1))


def last_day(year: int, month: int) -> int:
    """The number of days of a month, 1 to 12."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@nan_where_undefined
def _edate(serial: float, months: float) -> float:
    start = date_of(serial)
    years, month = divmod(start.month - 1 + math.trunc(months), MONTHS_IN_YEAR)
    year = start.year + years
    return _valid(serial_of(date(year, month + 1, min(start.day, last_day(year, month + 1)))))


@nan_where_undefined
def _eomonth(serial: float, months: float) -> float:
    start = date_of(serial)
    years, month = divmod(start.month - 1 + math.trunc(months), MONTHS_IN_YEAR)
    year = start.year + years
    return _valid(serial_of(date(year, month + 1, last_day(year, month + 1))))


@nan_where_undefined
def _date(year: float, month: float, day: float) -> float:
    if year < 0.0:
        return math.nan
    # As in Excel, 108 is 2008.
    whole_year = math.trunc(year + 1900.0 if year < 1900.0 else year)
    return _valid(_month_start(whole_year, math.trunc(month)) + math.trunc(day) - 1.0)


@nan_where_undefined
def _datedif_years(start: float, end: float) -> float:
    if math.floor(start) > math.floor(end):
        return math.nan
    first, last = date_of(start), date_of(end)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _months_between(first: date, last: date) -> int:
    """The whole months from one day to a later one."""
    months = MONTHS_IN_YEAR * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)


def _days_without_months(first: date, last: date) -> float:
    # The day of the first in the month of the last, or in the one before; in a shorter month it counts on.
    month = last.month - (last.day < first.day)
    return serial_of(last) - (_month_start(last.year, month) + first.day - 1.0)


def _days_without_years(first: date, last: date) -> float:
    # The day of the last in the year of the first, or in the one after.
    year = first.year + ((last.month, last.day) < (first.month, first.day))
    return _month_start(year, last.month) + last.day - 1.0 - serial_of(first)


INTERVALS: dict[str, Callable[[date, date], float]] = {
    "D": lambda first, last: (last - first).days,
    "M": _months_between,
    "MD": _days_without_months,
    "Y": lambda first, last: _months_between(first, last) // MONTHS_IN_YEAR,
    "YD": _days_without_years,
    "YM": lambda first, last: _months_between(first, last) % MONTHS_IN_YEAR,
}


@nan_where_undefined
def _datedif(start: float, end: float, unit: str) -> float:
    between = INTERVALS.get(unit.upper())
    if between is None or math.floor(start) > math.floor(end):
        return math.nan
    return between(date_of(start), date_of(end))


@nan_where_undefined
def _days(end: float, start: float) -> float:
    return (date_of(end) - date_of(start)).days


@nan_where_undefined
def _year(serial: float) -> float:
    return date_of(serial).year


@nan_where_undefined
def _month(serial: float) -> float:
    return date_of(serial).month


@nan_where_undefined
def _day(serial: float) -> float:
    return date_of(serial).day


_DATE = Parameter("date", "date")
_MONTHS = Parameter("months", "count")

RECORDS = (
    Builtin(
        name="date",
        parameters=(Parameter("year", "number"), Parameter("month", "number"), Parameter("day", "number")),
        result="date",
        sentence="The date of a year, a month and a day; a month or a day too many counts on.",
        examples=(
            ("date(108, 1, 2)", 39449),
            ("date(2008, 7, 8)", 39637),
            ("date(2008, 1, 35)", 39482),
            ("date(2008, -3, 2)", 39327),
        ),
        scalar=_date,
        # LibreOffice guesses a century for a year of two digits, and has years below zero.
        excel="DATE({0}+1900*({0}<1900),{1},{2})/({0}>=0)",
    ),
    Builtin(
        name="datedif",
        parameters=(Parameter("start_date", "date"), Parameter("end_date", "date"), Parameter("unit", "text")),
        result="number",
        sentence='The whole years "Y", months "M" or days "D" from one date to a later one; "YM" and "YD" leave the '
        'years out, "MD" years and months.',
        examples=(
            ('datedif(2001-01-01, 2003-01-01, "Y")', 2),
            ('datedif(2001-06-01, 2002-08-15, "D")', 440),
            ('datedif(2001-06-01, 2002-08-15, "YD")', 75),
        ),
        scalar=_datedif,
        excel="DATEDIF({0},{1},{2})",
        differs="LibreOffice counts the days of `YD` in the year of the later date, Excel in that of the earlier one "
        "(the figures of DATEDIF.php in the tests of PhpSpreadsheet).",
    ),
    Builtin(
        name="datedif_years",
        parameters=(Parameter("start", "date"), Parameter("end", "date")),
        result="number",
        sentence="The whole years from one date to a later one.",
        examples=(("datedif_years(2001-01-01, 2003-01-01)", 2),),
        scalar=_datedif_years,
        excel='DATEDIF({0},{1},"Y")',
    ),
    Builtin(
        name="day",
        parameters=(_DATE,),
        result="number",
        sentence="The day of the month of a date.",
        examples=(("day(2011-04-15)", 15),),
        scalar=_day,
        excel="DAY({0})",
    ),
    Builtin(
        name="days",
        parameters=(Parameter("end_date", "date"), Parameter("start_date", "date")),
        result="number",
        sentence="The days from one date to another; the later one comes first.",
        examples=(("days(2021-03-15, 2021-02-01)", 42), ("days(2021-12-31, 2021-01-01)", 364)),
        scalar=_days,
        excel="_xlfn.DAYS({0},{1})",
    ),
    Builtin(
        name="edate",
        parameters=(_DATE, _MONTHS),
        result="date",
        sentence="The same day so many months later, or the month's last day where it has no such day.",
        examples=(("edate(2011-01-15, 1)", 40589), ("edate(2011-01-15, -1)", 40527), ("edate(2011-01-15, 2)", 40617)),
        scalar=_edate,
        excel="EDATE({0},{1})",
    ),
    Builtin(
        name="eomonth",
        parameters=(_DATE, _MONTHS),
        result="date",
        sentence="The last day of the month that is so many months later.",
        examples=(("eomonth(2011-01-01, 1)", 40602), ("eomonth(2011-01-01, -3)", 40482)),
        scalar=_eomonth,
        excel="EOMONTH({0},{1})",
    ),
    Builtin(
        name="month",
        parameters=(_DATE,),
        result="number",
        sentence="The month of a date, 1 to 12.",
        examples=(("month(2011-04-15)", 4),),
        scalar=_month,
        excel="MONTH({0})",
    ),
    Builtin(
        name="year",
        parameters=(_DATE,),
        result="number",
        sentence="The year of a date.",
        examples=(("year(2008-07-05)", 2008), ("year(2010-07-05)", 2010)),
        scalar=_year,
        excel="YEAR({0})",
    ),
)
