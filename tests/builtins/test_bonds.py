"""Laws of the price, the yield and the duration of bonds."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

SETTLEMENTS = st.integers(36526, 54789).map(float)
FREQUENCIES = st.sampled_from((1.0, 2.0, 4.0))
BASES = st.sampled_from((0.0, 1.0, 2.0, 3.0, 4.0))
RATES = st.floats(0.0, 0.3)

price = BUILTINS["price"].scalar
yield_ = BUILTINS["yield"].scalar
duration = BUILTINS["duration"].scalar
mduration = BUILTINS["mduration"].scalar


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


@given(SETTLEMENTS, st.integers(10, 12000), RATES, RATES, st.floats(80.0, 120.0), FREQUENCIES, BASES)
def test_the_yield_of_a_price_is_the_yield_it_was_made_from(
    settlement: float, days: int, rate: float, yld: float, redemption: float, frequency: float, basis: float
) -> None:
    maturity = settlement + days
    made = price(settlement, maturity, rate, yld, redemption, frequency, basis)
    # On bases 2 and 3 Excel may count more days before a coupon than the period has: nothing is left to earn in.
    if made > 0.1 and BUILTINS["coupnum"].scalar(settlement, maturity, frequency) > 1:
        assert yield_(settlement, maturity, rate, made, redemption, frequency, basis) == pytest.approx(yld, abs=1e-9)


@given(RATES, FREQUENCIES, BASES, st.integers(1, 40))
def test_a_bond_that_yields_its_coupon_costs_par_on_a_coupon_date(
    rate: float, frequency: float, basis: float, years: int
) -> None:
    arguments = serial(2010, 5, 15), serial(2010 + years, 5, 15), rate, rate, 100.0, frequency, basis
    assert price(*arguments) == pytest.approx(100, rel=1e-12)


def test_a_last_coupon_period_earns_simple_interest() -> None:
    # The formula of Microsoft's page of PRICE for one coupon period or less: a quarter of a year of two is left.
    arguments = serial(2011, 8, 15), serial(2011, 11, 15), 0.06, 0.05, 100.0, 2.0
    made = 103 / (1 + 0.5 * 0.05 / 2) - 1.5
    assert price(*arguments) == pytest.approx(made, rel=1e-14)
    assert yield_(*arguments[:3], made, *arguments[4:]) == pytest.approx(0.05, rel=1e-12)


def test_a_price_above_what_is_left_loses_as_in_excel() -> None:
    # https://github.com/fsprojects/ExcelFinancialFunctions/issues/8
    found = yield_(serial(2015, 9, 21), serial(2015, 10, 15), 0.04625, 105.124, 100.0, 2.0, 0.0)
    assert found == pytest.approx(-0.67429, abs=5e-6)


def test_two_coupons_are_discounted_by_compound_interest() -> None:
    made = 3 / 1.025**0.5 + 103 / 1.025**1.5 - 1.5
    assert price(serial(2011, 2, 15), serial(2011, 11, 15), 0.06, 0.05, 100.0, 2.0) == pytest.approx(made, rel=1e-14)


def test_a_bond_above_all_its_payments_yields_less_than_nothing() -> None:
    found = yield_(serial(2010, 5, 15), serial(2020, 5, 15), 0.0, 120.0, 100.0, 1.0)
    assert found == pytest.approx((100 / 120) ** 0.1 - 1, rel=1e-12)


@given(st.integers(1, 40), RATES, FREQUENCIES, BASES)
def test_the_duration_without_coupons_is_the_time_to_maturity(
    years: int, yld: float, frequency: float, basis: float
) -> None:
    arguments = serial(2010, 5, 15), serial(2010 + years, 5, 15), 0.0, yld, frequency, basis
    assert duration(*arguments) == pytest.approx(years, rel=1e-12)


@given(st.integers(2, 12000), RATES, RATES, FREQUENCIES, BASES)
def test_the_modified_duration_is_discounted_by_one_period(
    days: int, coupon: float, yld: float, frequency: float, basis: float
) -> None:
    arguments = 40600.0, 40600.0 + days, coupon, yld, frequency, basis
    assert mduration(*arguments) == pytest.approx(duration(*arguments) / (1 + yld / frequency), rel=1e-14)


@given(st.integers(2, 40), st.floats(0.0, 0.2), st.floats(0.01, 0.2), FREQUENCIES)
def test_the_modified_duration_is_the_fall_of_the_price_for_a_rise_of_the_yield(
    years: int, coupon: float, yld: float, frequency: float
) -> None:
    def worth(of: float) -> float:
        return price(serial(2010, 5, 15), serial(2010 + years, 5, 15), coupon, of, 100.0, frequency)

    slope = (worth(yld + 1e-6) - worth(yld - 1e-6)) / 2e-6
    found = mduration(serial(2010, 5, 15), serial(2010 + years, 5, 15), coupon, yld, frequency)
    assert found == pytest.approx(-slope / worth(yld), rel=1e-6)


@pytest.mark.parametrize("name", ["price", "yield", "duration", "mduration"])
def test_what_excel_refuses_is_undefined(name: str) -> None:
    settlement, maturity = serial(2010, 5, 15), serial(2020, 5, 15)
    face = (100.0,) if name in ("price", "yield") else ()
    refused = [
        (maturity, settlement, 0.05, 0.06, *face, 2.0),
        (settlement, settlement, 0.05, 0.06, *face, 2.0),
        (settlement, maturity, -0.05, 0.06, *face, 2.0),
        (settlement, maturity, 0.05, -0.06, *face, 2.0),
        (settlement, maturity, 0.05, 0.06, *face, 3.0),
        (settlement, maturity, 0.05, 0.06, *face, 2.0, 5.0),
    ]
    if face:
        refused.append((settlement, maturity, 0.05, 0.06, 0.0, 2.0))
    assert [math.isnan(BUILTINS[name].scalar(*arguments)) for arguments in refused] == [True] * len(refused)
