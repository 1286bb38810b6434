"""How long a plan is: the number of its steps, and the first day after the last of them."""

from __future__ import annotations

from plainplan.check.model import PlanFacts
from plainplan.dimensions import DAYS_IN, MONTHS_IN, MONTHS_IN_YEAR

Day = tuple[int, int, int]


def add_months(day: Day, months: int) -> Day:
    """The same day some months later, or the last of the month where that has no such day, as EDATE counts."""
    from plainplan.builtins.dates import last_day

    years, month = divmod(day[0] * MONTHS_IN_YEAR + day[1] - 1 + months, MONTHS_IN_YEAR)
    return years, month + 1, min(day[2], last_day(years, month + 1))


def add_days(day: Day, days: int) -> Day:
    """The day that is so many days later."""
    from plainplan.builtins.dates import date_of

    found = date_of(_serial(day) + days)
    return found.year, found.month, found.day


def steps_in(step: str, start: Day, count: int, period: str, holidays: tuple[Day, ...]) -> float:
    """How many steps from the start on a length of time has; a part of one where it is no whole number of them.

    In a plan of days a day of its length is a step. Other lengths have the steps that begin in them.
    """
    if step in MONTHS_IN:
        return count * MONTHS_IN[period] / MONTHS_IN[step] if period in MONTHS_IN else 0.5
    if period == step:
        return count
    if period in MONTHS_IN:
        end = add_months(start, count * MONTHS_IN[period])
    else:
        end = add_days(start, count * DAYS_IN[period])
    days = _serial(end) - _serial(start)
    if step == "week":
        return days / DAYS_IN["week"] if period == "day" else -(-days // DAYS_IN["week"])
    return _business_days(start, _serial(end) - 1, holidays)


def end_after(step: str, start: Day, steps: int, holidays: tuple[Day, ...]) -> Day:
    """The first day after so many steps: in a plan of days a business day."""
    if step in MONTHS_IN:
        return add_months(start, steps * MONTHS_IN[step])
    return add_days(start, steps * DAYS_IN["week"]) if step == "week" else workday(start, steps, holidays)


def workday(day: Day, days: int, holidays: tuple[Day, ...]) -> Day:
    """Excel's WORKDAY: so many business days after a day."""
    from plainplan.builtins import BUILTINS
    from plainplan.builtins.dates import date_of

    found = date_of(BUILTINS["workday"].scalar(_serial(day), float(days), [_serial(holiday) for holiday in holidays]))
    return found.year, found.month, found.day


def short_step_of(facts: PlanFacts, serial: float) -> int | None:
    """The number of the step that contains a day, where steps are counted in days; None outside the plan."""
    if not facts.is_short or not _serial(facts.start) <= serial < _serial(facts.end):
        return None
    if facts.step == "week":
        return int(serial - _serial(facts.start)) // DAYS_IN["week"] + 1
    return int(_business_days(facts.start, serial, facts.holidays))


def step_key(facts: PlanFacts, day: Day) -> tuple[int, ...]:
    """What the days of one step have in common: the business day, the first day of the week; else the month."""
    if facts.step == "day":
        # A day off belongs to the business day before it.
        return workday(add_days(day, 1), -1, facts.holidays)
    if facts.step == "week":
        return (int(_serial(day) - _serial(facts.start)) // DAYS_IN["week"],)
    return day[:2]


def _business_days(start: Day, last: float, holidays: tuple[Day, ...]) -> float:
    """Excel's NETWORKDAYS: how many business days there are from a day through another."""
    from plainplan.builtins import BUILTINS

    return float(BUILTINS["networkdays"].scalar(_serial(start), last, [_serial(day) for day in holidays]))


def _serial(day: Day) -> float:
    from datetime import date

    from plainplan.builtins.dates import serial_of

    return serial_of(date(*day))
