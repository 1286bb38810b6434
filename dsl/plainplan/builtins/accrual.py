"""Accrued interest of a security with coupons, in whole coupons, as Excel's ACCRINT counts it."""

from __future__ import annotations

from datetime import date

from plainplan.builtins.coupon_dates import coupon_date, days_in_period
from plainplan.builtins.day_count import (
    ACTUAL_360,
    ACTUAL_365,
    AMERICAN,
    DAYS_IN_YEAR,
    american_days,
    american_days_of_period,
    days_between,
)


def accrued_coupons(
    issue: date, first_interest: date, settlement: date, frequency: int, basis: int, is_from_issue: bool
) -> float:
    """How many coupons have accrued from issue to settlement.

    Dates of first interest before and after it make the periods. When it is not to count from issue, Excel does not
    count from first interest, as its page says, but leaves out the whole periods before the one that ends there.
    """
    # Periods are numbered back from first interest: number 1 ends there, number 0 begins there.
    number = 1
    while coupon_date(first_interest, number - 1, frequency) < settlement:
        number -= 1
    start, end = (coupon_date(first_interest, back, frequency) for back in (number, number - 1))
    days = days_between(max(issue, start), settlement, basis)
    coupons = days / days_in_period(start, end, frequency, basis)
    while start > issue:
        number += 1
        start, end = coupon_date(first_interest, number, frequency), start
        if start >= issue:
            coupons += is_from_issue or number <= 1
        else:
            coupons += days_between(issue, end, basis) / _days_of_past_period(start, end, frequency, basis)
    return coupons


def _days_of_past_period(start: date, end: date, frequency: int, basis: int) -> float:
    """The days by which Excel measures a share of the period in which a security was issued."""
    if basis == AMERICAN:
        return american_days_of_period(start, end)
    if basis == ACTUAL_365:
        return DAYS_IN_YEAR[basis] / frequency
    return american_days(start, end) if basis == ACTUAL_360 else days_between(start, end, basis)
