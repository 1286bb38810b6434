"""Laws of the coupon dates of bonds, and figures that Excel gave."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

DAYS = st.integers(36526, 54789).map(float)
FREQUENCIES = st.sampled_from((1.0, 2.0, 4.0))
BASES = st.sampled_from((0.0, 1.0, 2.0, 3.0, 4.0))


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


def call(name: str, *arguments: float) -> float:
    return BUILTINS[name].scalar(*arguments)


@given(DAYS, st.integers(1, 12000), FREQUENCIES)
def test_settlement_lies_between_two_coupon_dates(settlement: float, days: int, frequency: float) -> None:
    maturity = settlement + days
    start = call("couppcd", settlement, maturity, frequency)
    end = call("coupncd", settlement, maturity, frequency)
    assert start <= settlement < end <= maturity


@given(DAYS, st.integers(1, 12000), FREQUENCIES)
def test_coupons_are_numbered_from_settlement_to_maturity(settlement: float, days: int, frequency: float) -> None:
    maturity = settlement + days
    number, end = call("coupnum", settlement, maturity, frequency), call("coupncd", settlement, maturity, frequency)
    assert (number == 1) == (end == maturity)
    if end < maturity:
        assert number == 1 + call("coupnum", end, maturity, frequency)


@given(DAYS, st.integers(1, 12000), FREQUENCIES)
def test_on_the_calendar_the_days_before_and_after_settlement_make_a_period(
    settlement: float, days: int, frequency: float
) -> None:
    arguments = settlement, settlement + days, frequency, 1.0
    # Excel counts the period of a bond that matures at a month's end otherwise.
    assume(call("eomonth", settlement + days, 0.0) != settlement + days)
    assert call("coupdaybs", *arguments) + call("coupdaysnc", *arguments) == call("coupdays", *arguments)


@given(DAYS, st.integers(1, 27), st.integers(1, 12), FREQUENCIES, st.sampled_from((0.0, 4.0)))
def test_on_30_360_they_make_a_period_that_ends_within_a_month(
    settlement: float, day: int, month: int, frequency: float, basis: float
) -> None:
    arguments = settlement, serial(2060, month, day), frequency, basis
    assert call("coupdays", *arguments) == 360 / frequency
    if basis == 0.0:
        assert call("coupdaybs", *arguments) + call("coupdaysnc", *arguments) == 360 / frequency


@given(DAYS, FREQUENCIES, BASES)
def test_nothing_has_accrued_on_a_coupon_date(start: float, frequency: float, basis: float) -> None:
    settlement = call("couppcd", start, 60000.0, frequency)
    assert call("coupdaybs", settlement, 60000.0, frequency, basis) == 0
    assert call("coupnum", settlement, 60000.0, frequency) == call("coupnum", start, 60000.0, frequency)


@given(DAYS, FREQUENCIES)
def test_a_bond_that_matures_at_a_months_end_pays_at_months_ends(settlement: float, frequency: float) -> None:
    for maturity in (serial(2055, 2, 28), serial(2056, 2, 29), serial(2055, 4, 30), serial(2055, 8, 31)):
        end = call("coupncd", settlement, maturity, frequency)
        assert end == call("eomonth", end, 0.0)


def test_a_day_that_a_short_month_lacks_returns_in_the_next() -> None:
    maturity = serial(2013, 8, 30)
    assert call("couppcd", serial(2012, 3, 1), maturity, 2.0) == serial(2012, 2, 29)
    assert call("coupncd", serial(2012, 3, 1), maturity, 2.0) == serial(2012, 8, 30)


@pytest.mark.parametrize(
    ("settlement", "coupons"),
    [(serial(2000, 12, 23), 1), (serial(2000, 9, 24), 1), (serial(2000, 9, 23), 2)],
)
def test_coupons_are_counted_as_excel_2016_did(settlement: float, coupons: int) -> None:
    # https://github.com/PHPOffice/PhpSpreadsheet/issues/1020
    assert call("coupnum", settlement, serial(2000, 12, 24), 4.0, 0.0) == coupons


def test_the_next_coupon_at_a_months_end_is_that_of_excel() -> None:
    # https://github.com/PHPOffice/PHPExcel/issues/1184
    assert call("coupncd", serial(2016, 10, 18), serial(2019, 9, 30), 2.0, 4.0) == 42825


def test_coupons_end_with_maturity() -> None:
    day = serial(2000, 12, 24)
    for name in ("coupdaybs", "coupdays", "coupdaysnc", "coupncd", "coupnum", "couppcd"):
        assert math.isnan(call(name, day, day, 4.0))
        assert math.isnan(call(name, day, day + 100, 3.0))
        assert math.isnan(call(name, day, day + 100, 2.0, 5.0))
        assert call(name, day + 0.9, day + 100.5, 2.7, 1.9) == call(name, day, day + 100, 2.0, 1.0)
