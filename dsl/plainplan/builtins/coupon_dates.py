"""Coupon dates: counted back from a bond's maturity, and the days of the coupon period in which it is settled."""

from __future__ import annotations

from datetime import date

from plainplan.builtins.dates import MONTHS_IN_YEAR
from plainplan.builtins.day_count import (
    ACTUAL,
    AMERICAN,
    DAYS_IN_YEAR,
    add_months,
    american_days,
    american_days_of_period,
    days_between,
    is_month_end,
)


def coupon_date(maturity: date, periods: int, frequency: int) -> date:
    """The coupon date so many periods before maturity; those of a bond that matures at a month's end are month ends."""
    return add_months(maturity, -periods * (MONTHS_IN_YEAR // frequency), is_month_end(maturity))


def coupons_left(settlement: date, maturity: date, frequency: int) -> int:
    """How many coupons are paid after settlement; ValueError when nothing is."""
    if settlement >= maturity:
        raise ValueError(settlement)
    months = MONTHS_IN_YEAR * (maturity.year - settlement.year) + maturity.month - settlement.month
    periods = months * frequency // MONTHS_IN_YEAR
    # The coupon of that many periods lies in the month of settlement or in one of the next.
    return periods if periods and coupon_date(maturity, periods, frequency) <= settlement else periods + 1


def coupon_period(settlement: date, maturity: date, frequency: int) -> tuple[date, date]:
    """The coupon date at or before settlement, and the one after it."""
    periods = coupons_left(settlement, maturity, frequency)
    return coupon_date(maturity, periods, frequency), coupon_date(maturity, periods - 1, frequency)


def days_in_period(start: date, end: date, frequency: int, basis: int) -> float:
    """The days of a coupon period: on basis 1 those of the calendar, else those of a part of the basis's year."""
    return (end - start).days if basis == ACTUAL else DAYS_IN_YEAR[basis] / frequency


def days_to_coupon(start: date, settlement: date, end: date, basis: int) -> int:
    """The days from settlement to the end of its coupon period."""
    if basis == AMERICAN:
        return american_days_of_period(start, end) - american_days(start, settlement)
    return days_between(settlement, end, basis)
