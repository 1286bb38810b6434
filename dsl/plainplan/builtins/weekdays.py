"""Built-ins of weeks and working days."""

from __future__ import annotations

import math
from datetime import timedelta

from plainplan.builtins.dates import date_of, serial_of
from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

DAYS_IN_WEEK = 7
# Excel's code of the week's first day to the weekday it is (0 = Monday).
FIRST_DAYS = {1: 6, 2: 0} | {code: code - 11 for code in range(11, 18)}
# ISO 8601: the week with the year's first Thursday is the first, and weeks begin on Monday.
ISO_WEEK = 21
# Excel's code of a weekend to its days: 1 to 7 are two days, 11 to 17 one.
WEEKENDS = {code: {(code + 4) % 7, (code + 5) % 7} for code in range(1, 8)} | {
    code: {(code - 12) % 7} for code in range(11, 18)
}

Weekend = float | str


@nan_where_undefined
def _weekday(serial: float, return_type: float = 1.0) -> float:
    code = math.trunc(return_type)
    if code == 3:
        return date_of(serial).weekday()
    if code not in FIRST_DAYS:
        return math.nan
    return (date_of(serial).weekday() - FIRST_DAYS[code]) % DAYS_IN_WEEK + 1


@nan_where_undefined
def _isoweeknum(serial: float) -> float:
    return date_of(serial).isocalendar().week


@nan_where_undefined
def _weeknum(serial: float, return_type: float = 1.0) -> float:
    code = math.trunc(return_type)
    day = date_of(serial)
    if code == ISO_WEEK:
        return day.isocalendar().week
    if code not in FIRST_DAYS:
        return math.nan
    new_year = day.replace(month=1, day=1)
    return ((day - new_year).days + (new_year.weekday() - FIRST_DAYS[code]) % DAYS_IN_WEEK) // DAYS_IN_WEEK + 1


def _days_off(weekend: Weekend) -> set[int]:
    """The weekdays without work; ValueError for a code that Excel does not know."""
    if not isinstance(weekend, str):
        if math.trunc(weekend) not in WEEKENDS:
            raise ValueError(weekend)
        return WEEKENDS[math.trunc(weekend)]
    if len(weekend) != DAYS_IN_WEEK or not set(weekend) <= {"0", "1"}:
        raise ValueError(weekend)
    return {day for day, mark in enumerate(weekend) if mark == "1"}


def _working_days(first: float, last: float, off: set[int], holidays: list[float]) -> int:
    """How many days from the first to the last are worked."""
    start, end = date_of(first), date_of(last)
    weeks, rest = divmod((end - start).days + 1, DAYS_IN_WEEK)
    count = weeks * (DAYS_IN_WEEK - len(off))
    count += sum((start.weekday() + day) % DAYS_IN_WEEK not in off for day in range(rest))
    feasts = {date_of(holiday) for holiday in holidays}
    return count - sum(start <= feast <= end and feast.weekday() not in off for feast in feasts)


@nan_where_undefined
def _networkdays_intl(
    start: float, end: float, weekend: Weekend = 1.0, holidays: list[float] | tuple[()] = ()
) -> float:
    off = _days_off(weekend)
    if start <= end:
        return _working_days(start, end, off, list(holidays))
    return -_working_days(end, start, off, list(holidays))


@nan_where_undefined
def _workday_intl(start: float, days: float, weekend: Weekend = 1.0, holidays: list[float] | tuple[()] = ()) -> float:
    off = _days_off(weekend)
    if len(off) == DAYS_IN_WEEK:
        return math.nan
    feasts = {date_of(holiday) for holiday in holidays}
    day, left = date_of(start), math.trunc(days)
    sign = 1 if left > 0 else -1
    step = timedelta(sign)
    a_week = DAYS_IN_WEEK - len(off)
    while abs(left) > a_week:
        # Whole weeks at once, with a day to go; the holidays in them are still to be worked.
        weeks = sign * ((abs(left) - 1) // a_week)
        first, day = day, day + timedelta(DAYS_IN_WEEK * weeks)
        low, high = sorted((first + step, day))
        kept = sum(low <= feast <= high and feast.weekday() not in off for feast in feasts)
        left -= weeks * a_week - sign * kept
    while left:
        day += step
        if day.weekday() not in off and day not in feasts:
            left -= 1 if left > 0 else -1
    return serial_of(day)


def _networkdays(start: float, end: float, holidays: list[float] | tuple[()] = ()) -> float:
    return _networkdays_intl(start, end, 1.0, holidays)


def _workday(start: float, days: float, holidays: list[float] | tuple[()] = ()) -> float:
    return _workday_intl(start, days, 1.0, holidays)


_DATE = Parameter("date", "date")
_START = Parameter("start_date", "date")
_END = Parameter("end_date", "date")
_DAYS = Parameter("days", "number")
_WEEKEND = Parameter("weekend", "any", 1)
_HOLIDAYS = Parameter("holidays", "date[]", 0)
_RETURN_TYPE = Parameter("return_type", "number", 1)

RECORDS = (
    Builtin(
        name="isoweeknum",
        parameters=(_DATE,),
        result="number",
        sentence="The week of the year by ISO 8601: it begins on Monday, and the first has the year's first Thursday.",
        examples=(("isoweeknum(2012-03-09)", 10),),
        scalar=_isoweeknum,
        excel="_xlfn.ISOWEEKNUM({0})",
    ),
    Builtin(
        name="networkdays",
        parameters=(_START, _END, _HOLIDAYS),
        result="number",
        sentence="The days from one date to another, both counted, without Saturdays, Sundays and holidays.",
        examples=(
            ("networkdays(2012-10-01, 2013-03-01)", 110),
            ("networkdays(2012-10-01, 2013-03-01, [2012-11-22])", 109),
            ("networkdays(2012-10-01, 2013-03-01, [2012-11-22, 2012-12-04, 2013-01-21])", 107),
        ),
        scalar=_networkdays,
        excel="NETWORKDAYS({*})",
    ),
    Builtin(
        name="networkdays.intl",
        parameters=(_START, _END, _WEEKEND, _HOLIDAYS),
        result="number",
        sentence="The days from one date to another without holidays and a weekend of one's own, "
        'such as 7 (Friday and Saturday), 11 (Sunday alone) or "0000011" (a mark a day from Monday on).',
        examples=(
            ("networkdays.intl(2006-01-01, 2006-01-31)", 22),
            ("networkdays.intl(2006-02-28, 2006-01-31)", -21),
            ("networkdays.intl(2006-01-01, 2006-02-01, 7, [2006-01-02, 2006-01-16])", 22),
            ('networkdays.intl(2006-01-01, 2006-02-01, "0010001", [2006-01-02, 2006-01-16])', 20),
        ),
        scalar=_networkdays_intl,
        excel="NETWORKDAYS.INTL({*})",
    ),
    Builtin(
        name="weekday",
        parameters=(_DATE, _RETURN_TYPE),
        result="number",
        sentence="The day of the week: 1 is Sunday, with type 2 Monday, and with type 3 Monday is 0.",
        examples=(("weekday(2008-02-14)", 5), ("weekday(2008-02-14, 2)", 4), ("weekday(2008-02-14, 3)", 3)),
        scalar=_weekday,
        excel="WEEKDAY({0},{1})",
    ),
    Builtin(
        name="weeknum",
        parameters=(_DATE, _RETURN_TYPE),
        result="number",
        sentence="The week of the year, of which the first has the 1st of January; weeks begin on Sunday, "
        "with type 2 on Monday, and type 21 counts by ISO 8601.",
        examples=(("weeknum(2012-03-09)", 10), ("weeknum(2012-03-09, 2)", 11)),
        scalar=_weeknum,
        excel="WEEKNUM({0},{1})",
        differs="LibreOffice counts the days of December that share a week with the 1st of January to the new year's "
        "first week (its help on WEEKNUM), Excel to the old year's last.",
    ),
    Builtin(
        name="workday",
        parameters=(_START, _DAYS, _HOLIDAYS),
        result="date",
        sentence="The date that is so many working days later; Saturdays, Sundays and holidays do not count.",
        examples=(
            ("workday(2008-10-01, 151)", 39933),
            ("workday(2008-10-01, 151, [2008-11-26, 2008-12-04, 2009-01-21])", 39938),
        ),
        scalar=_workday,
        excel="WORKDAY({*})",
    ),
    Builtin(
        name="workday.intl",
        parameters=(_START, _DAYS, _WEEKEND, _HOLIDAYS),
        result="date",
        sentence="The date that is so many working days later, with a weekend of one's own.",
        examples=(("workday.intl(2012-01-01, 90, 11)", 41013), ("workday.intl(2012-01-01, 30, 17)", 40944)),
        scalar=_workday_intl,
        excel="WORKDAY.INTL({*})",
    ),
)
