"""Built-ins of dates. A date is Excel's serial number of the 1900 system, from 61 (1900-03-01) on: before it Excel
counts a day that never was."""

from __future__ import annotations

import math
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


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@nan_where_undefined
def _edate(serial: float, months: float) -> float:
    start = date_of(serial)
    years, month = divmod(start.month - 1 + math.trunc(months), MONTHS_IN_YEAR)
    year = start.year + years
    return _valid(serial_of(date(year, month + 1, min(start.day, _last_day(year, month + 1)))))


@nan_where_undefined
def _eomonth(serial: float, months: float) -> float:
    start = date_of(serial)
    years, month = divmod(start.month - 1 + math.trunc(months), MONTHS_IN_YEAR)
    year = start.year + years
    return _valid(serial_of(date(year, month + 1, _last_day(year, month + 1))))


@nan_where_undefined
def _date(year: float, month: float, day: float) -> float:
    # Excel adds 1900 to a smaller year, LibreOffice guesses a century.
    if year < 1900.0:
        return math.nan
    return _valid(_month_start(math.trunc(year), math.trunc(month)) + math.trunc(day) - 1.0)


@nan_where_undefined
def _datedif_years(start: float, end: float) -> float:
    if math.floor(start) > math.floor(end):
        return math.nan
    first, last = date_of(start), date_of(end)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


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
        examples=(("date(2008, 7, 8)", 39637), ("date(2008, 1, 35)", 39482), ("date(2008, -3, 2)", 39327)),
        scalar=_date,
        excel="DATE({0},{1},{2})/({0}>=1900)",
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
