"""Laws of treasury bills."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

DAYS = st.integers(36526, 54789).map(float)
DISCOUNTS = st.floats(0.0001, 0.3)

tbilleq = BUILTINS["tbilleq"].scalar
tbillprice = BUILTINS["tbillprice"].scalar
tbillyield = BUILTINS["tbillyield"].scalar


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


@given(DAYS, st.integers(1, 365), DISCOUNTS)
def test_a_bill_is_worth_its_face_less_the_discount_of_its_days(settlement: float, days: int, discount: float) -> None:
    price = tbillprice(settlement, settlement + days, discount)
    assert price == pytest.approx(100 * (1 - discount * days / 360), rel=1e-14)
    earned = tbillyield(settlement, settlement + days, price)
    assert price * (1 + earned * days / 360) == pytest.approx(100, rel=1e-12)


@given(DAYS, st.integers(1, 182), DISCOUNTS)
def test_a_bill_of_half_a_year_earns_simple_interest_of_365_days(settlement: float, days: int, discount: float) -> None:
    price = tbillprice(settlement, settlement + days, discount)
    assert price * (1 + tbilleq(settlement, settlement + days, discount) * days / 365) == pytest.approx(100, rel=1e-12)


@given(DAYS, st.integers(183, 365), DISCOUNTS)
def test_a_longer_bill_is_compared_with_a_bond_that_pays_half_a_year_before(
    settlement: float, days: int, discount: float
) -> None:
    # Stigum, Money Market Calculations: a coupon after the first days, reinvested for the last half year.
    price = tbillprice(settlement, settlement + days, discount)
    found = tbilleq(settlement, settlement + days, discount)
    assert price * (1 + found / 2) * (1 + found * (days / 365 - 0.5)) == pytest.approx(100, rel=1e-9)


def test_a_bill_falls_due_within_a_year() -> None:
    start = serial(2012, 1, 15)
    for bill, figure in ((tbilleq, 0.05), (tbillprice, 0.05), (tbillyield, 98.0)):
        assert math.isnan(bill(start, start, figure))
        assert not math.isnan(bill(start, serial(2013, 1, 15), figure))
        assert math.isnan(bill(start, serial(2013, 1, 16), figure))
        assert math.isnan(bill(start, start + 100, 0.0))
        assert math.isnan(bill(start, start + 100, -figure))
