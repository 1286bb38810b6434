"""The second reading's calendar: the days of every step, counted one by one, and the periods that end in it."""

from __future__ import annotations

import math
from calendar import month_name, monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
# What a period is in months; a year has 365 days.
PERIODS = MONTHS | {name: days * 12 / 365 for name, days in DAYS.items()}


class Calendar:
    """The steps of a plan, counted from 1."""

    def __init__(self, start: date, step: str, count: float, period: str) -> None:
        """A plan of so many periods; of business days it starts with the first of them."""
        while step == "day" and start.weekday() > 4:
            start += timedelta(1)
        self.start, self.step = start, step
        firsts, end = [start], None if step == period == "day" else later(start, count, period)
        while end is None or firsts[-1] < end:
            if end is None and len(firsts) > count:
                break
            firsts.append(self._next(firsts[-1], len(firsts)))
        self.firsts = firsts

    def _next(self, day: date, passed: int) -> date:
        if self.step in MONTHS:
            return later(self.start, passed, self.step)
        day += timedelta(DAYS[self.step])
        while self.step == "day" and day.weekday() > 4:
            day += timedelta(1)
        return day

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self.firsts) - 1

    def months(self, step: int) -> float:
        """How long a step is, in months."""
        if self.step in MONTHS:
            return MONTHS[self.step]
        return (self.firsts[step] - self.firsts[step - 1]).days * PERIODS["day"]

    def elapsed(self, step: int) -> float:
        """The months from the plan's start to the first day of a step."""
        if self.step in MONTHS:
            return (step - 1) * MONTHS[self.step]
        return (self.firsts[step - 1] - self.start).days * PERIODS["day"]

    def periods(self, step: int, period: str) -> int:
        """The whole periods from the plan's start to the first day of a step."""
        day, count = self.firsts[step - 1], 0
        while later(self.start, count + 1, period) <= day:
            count += 1
        return count

    def ends(self, step: int, period: str) -> int:
        """How many periods end in a step."""
        return self.periods(step + 1, period) - self.periods(step, period)

    def begins(self, step: int, period: str) -> bool:
        """Whether a step is the first whose first day lies in its period."""
        return step == 1 or self.periods(step, period) > self.periods(step - 1, period)

    def named(self, step: int, names: list[str]) -> int:
        """How many months of these names fall due in a step: those in it; of shorter steps, those it ends."""
        day, count = self.firsts[step - 1], 0
        if self.step in DAYS:
            ends = day.month != self.firsts[step].month
            return int(ends and month_name[day.month].lower() in names)
        while day < self.firsts[step]:
            count += month_name[day.month].lower() in names
            day = later(day, 1, "month")
        return count


def later(day: date, count: float, period: str) -> date:
    """The day some periods later, or the last of its month where that has no such day."""
    if period in DAYS:
        return day + timedelta(int(count) * DAYS[period])
    year, month = divmod(day.year * 12 + day.month - 1 + int(count) * MONTHS[period], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def payments(count: float, period: str, every: str) -> int:
    """How many payments a term has; the last one reaches beyond it where it is no whole number of them."""
    return math.ceil(count * PERIODS[period] / PERIODS[every] - 1e-9)
