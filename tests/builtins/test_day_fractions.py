"""Laws of the time between two dates on a day count."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

DAYS = st.integers(61, 73050).map(float)
BASES = st.sampled_from((0.0, 1.0, 2.0, 3.0, 4.0))

yearfrac = BUILTINS["yearfrac"].scalar
days360 = BUILTINS["days360"].scalar


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


@given(st.integers(1901, 2090), st.integers(1, 100), st.integers(1, 12), st.integers(1, 27))
def test_whole_years_are_whole_on_30_360(year: int, years: int, month: int, day: int) -> None:
    start, end = serial(year, month, day), serial(year + years, month, day)
    assert yearfrac(start, end, 0.0) == yearfrac(start, end, 4.0) == yearfrac(start, end) == years
    assert days360(start, end) == days360(start, end, 1.0) == 360 * years


@given(st.integers(1901, 2090), st.integers(1, 12), st.integers(1, 28))
def test_one_year_is_one_year_on_the_calendar(year: int, month: int, day: int) -> None:
    assert yearfrac(serial(year, month, day), serial(year + 1, month, day), 1.0) == 1


@given(DAYS, DAYS, BASES)
def test_the_order_of_the_dates_does_not_matter(start: float, end: float, basis: float) -> None:
    assert yearfrac(start, end, basis) == yearfrac(end, start, basis) >= 0
    assert yearfrac(start, start, basis) == 0


@given(DAYS, DAYS)
def test_the_days_of_the_calendar_are_divided_by_360_or_365(start: float, end: float) -> None:
    assert yearfrac(start, end, 2.0) == abs(end - start) / 360
    assert yearfrac(start, end, 3.0) == abs(end - start) / 365


@given(DAYS, DAYS)
def test_european_days_are_the_same_backwards(start: float, end: float) -> None:
    assert days360(start, end, 1.0) == -days360(end, start, 1.0)


@pytest.mark.parametrize(
    ("start", "end", "american", "european"),
    [
        # The rules of Microsoft's page: a start on a month's last day is a 30th; an end on a 31st is a 30th, or the
        # next month's first when the start is earlier than a 30th.
        (serial(2011, 1, 31), serial(2011, 3, 31), 60, 60),
        (serial(2011, 1, 29), serial(2011, 3, 31), 62, 61),
        (serial(2011, 2, 28), serial(2011, 3, 31), 30, 32),
        (serial(2012, 2, 29), serial(2013, 2, 28), 358, 359),
    ],
)
def test_ends_of_months_are_moved_to_the_30th(start: float, end: float, american: int, european: int) -> None:
    assert days360(start, end) == american
    assert days360(start, end, 1.0) == european


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        # David A. Wheeler, YEARFRAC Incompatibilities (2009): the year of basis 1.
        (serial(2000, 1, 1), serial(2000, 12, 31), 365 / 366),
        (serial(2000, 3, 1), serial(2001, 2, 28), 364 / 365),
        (serial(2000, 2, 29), serial(2001, 2, 28), 365 / 366),
        (serial(1999, 3, 1), serial(2000, 2, 29), 365 / 366),
        (serial(1999, 1, 1), serial(2001, 1, 1), 731 / ((365 + 366 + 365) / 3)),
    ],
)
def test_a_year_of_the_calendar_has_366_days_when_it_holds_a_leap_day(start: float, end: float, years: float) -> None:
    assert yearfrac(start, end, 1.0) == pytest.approx(years, rel=1e-14)


def test_other_bases_are_undefined() -> None:
    assert math.isnan(yearfrac(40000.0, 41000.0, 5.0))
    assert math.isnan(yearfrac(40000.0, 41000.0, -1.0))
    assert yearfrac(40000.5, 41000.9, 1.9) == yearfrac(40000.0, 41000.0, 1.0)
