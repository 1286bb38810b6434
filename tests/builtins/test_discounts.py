"""Laws of securities that pay at maturity, and of accrued interest."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

DAYS = st.integers(36526, 54789).map(float)
SPANS = st.integers(1, 1500)
BASES = st.sampled_from((0.0, 1.0, 2.0, 3.0, 4.0))
RATES = st.floats(0.001, 0.2)


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


def call(name: str, *arguments: float) -> float:
    return BUILTINS[name].scalar(*arguments)


@given(DAYS, SPANS, RATES, st.floats(80.0, 120.0), BASES)
def test_a_price_at_a_discount_has_that_discount(
    settlement: float, days: int, discount: float, redemption: float, basis: float
) -> None:
    maturity = settlement + days
    # On 30/360 no day passes to a 31st.
    if call("yearfrac", settlement, maturity, basis) > 0:
        price = call("pricedisc", settlement, maturity, discount, redemption, basis)
        assert call("disc", settlement, maturity, price, redemption, basis) == pytest.approx(discount, rel=1e-9)
        received = call("received", settlement, maturity, price, discount, basis)
        assert received == pytest.approx(redemption, rel=1e-12)


@given(DAYS, SPANS, st.floats(50.0, 150.0), BASES)
def test_what_was_invested_yields_simple_interest(settlement: float, days: int, price: float, basis: float) -> None:
    maturity = settlement + days
    years = call("yearfrac", settlement, maturity, basis)
    if years > 0:
        for name in ("intrate", "yielddisc"):
            assert call(name, settlement, maturity, price, 100.0, basis) == pytest.approx((100 / price - 1) / years)


@given(DAYS, SPANS, RATES, BASES)
def test_interest_at_maturity_accrues_by_the_years(issue: float, days: int, rate: float, basis: float) -> None:
    years = call("yearfrac", issue, issue + days, basis)
    assert call("accrintm", issue, issue + days, rate, 1000.0, basis) == pytest.approx(1000 * rate * years)


@given(DAYS, SPANS, SPANS, RATES, RATES, BASES)
def test_the_yield_at_maturity_of_a_price_is_the_one_it_was_made_from(
    issue: float, waited: int, days: int, rate: float, yld: float, basis: float
) -> None:
    dates = issue + waited, issue + waited + days, issue
    price = call("pricemat", *dates, rate, yld, basis)
    # On 30/360 the days before and after settlement may be those of a whole span: no time is left.
    if call("pricemat", *dates, rate, yld + 1.0, basis) != price:
        assert call("yieldmat", *dates, rate, price, basis) == pytest.approx(yld, rel=1e-6)


@given(st.integers(1, 12), st.integers(1, 27), st.integers(0, 12), RATES, st.sampled_from((1.0, 2.0, 4.0)), BASES)
def test_whole_periods_accrue_whole_coupons(
    month: int, day: int, periods: int, rate: float, frequency: float, basis: float
) -> None:
    first = serial(2010, month, day)
    issue = call("edate", first, -12.0 * (periods + 1) / frequency)
    # A period before the last is a coupon whatever its days; the last one is measured.
    share = (first - call("edate", first, -12.0 / frequency)) * frequency / {2.0: 360, 3.0: 365}.get(basis, 1)
    last = share if basis in (2.0, 3.0) else 1.0
    accrued = call("accrint", issue, first, first, rate, 1000.0, frequency, basis)
    assert accrued == pytest.approx(1000 * rate / frequency * (periods + last), rel=1e-12)


def test_accrued_interest_is_that_of_excel_where_first_interest_is_settlement() -> None:
    # https://github.com/fsprojects/ExcelFinancialFunctions/issues/22, from Excel 2007 and 2013
    dates = serial(2018, 8, 15), serial(2019, 2, 15), serial(2019, 2, 15)
    assert call("accrint", *dates, 0.02125, 100.0, 2.0, 1.0) == pytest.approx(1.0625, rel=1e-14)


def test_whole_periods_before_the_first_coupon_period_are_left_out_when_told_so() -> None:
    # Issued a month and two periods before the one that ends with first interest: a month, it and nine months are left.
    dates = serial(2008, 8, 10), serial(2010, 3, 10), serial(2010, 12, 10)
    assert call("accrint", *dates, 0.06, 1000.0, 2.0, 0.0, 1.0) == pytest.approx(140, rel=1e-14)
    assert call("accrint", *dates, 0.06, 1000.0, 2.0, 0.0, 0.0) == pytest.approx(80, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("accrint", (40000.0, 40500.0, 40000.0, 0.05, 1000.0, 2.0)),
        ("accrint", (40000.0, 40500.0, 40100.0, 0.0, 1000.0, 2.0)),
        ("accrint", (40000.0, 40500.0, 40100.0, 0.05, 0.0, 2.0)),
        ("accrint", (40000.0, 40500.0, 40100.0, 0.05, 1000.0, 3.0)),
        ("accrintm", (40000.0, 40000.0, 0.05, 1000.0)),
        ("accrintm", (40000.0, 40100.0, 0.0, 1000.0)),
        ("disc", (40000.0, 40000.0, 98.0, 100.0)),
        ("disc", (40000.0, 40100.0, 0.0, 100.0)),
        ("intrate", (40000.0, 40100.0, 0.0, 100.0)),
        ("pricedisc", (40000.0, 40100.0, 0.0, 100.0)),
        ("pricedisc", (40000.0, 40100.0, 0.05, 100.0, 5.0)),
        ("pricemat", (40000.0, 40000.0, 39900.0, 0.05, 0.05)),
        ("pricemat", (40000.0, 40100.0, 40050.0, 0.05, 0.05)),
        ("received", (40000.0, 40100.0, 1000.0, 0.0)),
        ("received", (40000.0, 44000.0, 1000.0, 0.2)),
        ("yielddisc", (40000.0, 40100.0, 98.0, 0.0)),
        ("yieldmat", (40000.0, 40100.0, 39900.0, 0.05, 0.0)),
    ],
)
def test_what_excel_refuses_is_undefined(name: str, refused: tuple[float, ...]) -> None:
    assert math.isnan(call(name, *refused))
