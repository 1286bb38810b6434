"""Laws of bonds with an odd first or last period."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

FREQUENCIES = st.sampled_from((1.0, 2.0, 4.0))
BASES = st.sampled_from((0.0, 1.0, 2.0, 3.0, 4.0))
RATES = st.floats(0.0, 0.3)


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


def call(name: str, *arguments: float) -> float:
    return BUILTINS[name].scalar(*arguments)


@given(st.integers(40600, 42000).map(float), RATES, RATES, FREQUENCIES, st.sampled_from((0.0, 1.0, 4.0)))
def test_an_even_first_period_is_not_odd(
    settlement: float, rate: float, yld: float, frequency: float, basis: float
) -> None:
    maturity = serial(2021, 3, 11)
    issue, first = (call(name, settlement, maturity, frequency) for name in ("couppcd", "coupncd"))
    if issue < settlement:
        odd = call("oddfprice", settlement, maturity, issue, first, rate, yld, 100.0, frequency, basis)
        even = call("price", settlement, maturity, rate, yld, 100.0, frequency, basis)
        assert odd == pytest.approx(even, rel=1e-12)


@given(st.integers(1, 350), RATES, RATES, FREQUENCIES, st.sampled_from((0.0, 1.0, 4.0)))
def test_an_even_last_period_is_not_odd(days: int, rate: float, yld: float, frequency: float, basis: float) -> None:
    maturity = serial(2021, 3, 11)
    last = call("couppcd", maturity - days, maturity, frequency)
    if last < maturity - days and call("coupnum", maturity - days, maturity, frequency) == 1:
        odd = call("oddlprice", maturity - days, maturity, last, rate, yld, 100.0, frequency, basis)
        even = call("price", maturity - days, maturity, rate, yld, 100.0, frequency, basis)
        assert odd == pytest.approx(even, rel=1e-12)


@given(st.integers(1, 900), st.integers(1, 900), RATES, RATES, FREQUENCIES, BASES)
def test_the_yield_of_an_odd_first_period_is_the_one_the_price_was_made_from(
    before: int, waited: int, rate: float, yld: float, frequency: float, basis: float
) -> None:
    maturity, first = serial(2021, 3, 11), serial(2009, 3, 11)
    dates = first - before, maturity, first - before - waited, first
    made = call("oddfprice", *dates, rate, yld, 100.0, frequency, basis)
    assert call("oddfyield", *dates, rate, made, 100.0, frequency, basis) == pytest.approx(yld, abs=1e-9)


@given(st.integers(1, 900), st.integers(1, 900), RATES, RATES, FREQUENCIES, BASES)
def test_the_yield_of_an_odd_last_period_is_the_one_the_price_was_made_from(
    before: int, waited: int, rate: float, yld: float, frequency: float, basis: float
) -> None:
    maturity = serial(2021, 3, 11)
    dates = maturity - before, maturity, maturity - before - waited
    made = call("oddlprice", *dates, rate, yld, 100.0, frequency, basis)
    assert call("oddlyield", *dates, rate, made, 100.0, frequency, basis) == pytest.approx(yld, abs=1e-9)


def test_a_short_first_coupon_is_a_share_of_an_even_one() -> None:
    # On 30/360 four of six months of the first coupon are paid, one has accrued and three are left.
    dates = serial(2010, 6, 10), serial(2011, 3, 10), serial(2010, 5, 10), serial(2010, 9, 10)
    made = 4 / 6 * 3 / 1.025**0.5 + 103 / 1.025**1.5 - 1 / 6 * 3
    assert call("oddfprice", *dates, 0.06, 0.05, 100.0, 2.0) == pytest.approx(made, rel=1e-14)


def test_a_long_first_coupon_is_a_sum_of_periods() -> None:
    # Nine months are paid at once, two have accrued, and seven are left: a whole period and a sixth of one.
    dates = serial(2010, 2, 10), serial(2011, 3, 10), serial(2009, 12, 10), serial(2010, 9, 10)
    made = 1.5 * 3 / 1.025 ** (7 / 6) + 103 / 1.025 ** (13 / 6) - 2 / 6 * 3
    assert call("oddfprice", *dates, 0.06, 0.05, 100.0, 2.0) == pytest.approx(made, rel=1e-14)


def test_a_first_coupon_between_the_coupon_dates_has_no_price() -> None:
    dates = serial(2008, 11, 11), serial(2021, 3, 1), serial(2008, 10, 15), serial(2009, 2, 1)
    assert math.isnan(call("oddfprice", *dates, 0.0785, 0.0625, 100.0, 2.0, 1.0))


@pytest.mark.parametrize(
    ("name", "figure"),
    [("oddfprice", 0.0625), ("oddfyield", 84.5), ("oddlprice", 0.0405), ("oddlyield", 99.875)],
)
def test_what_excel_refuses_is_undefined(name: str, figure: float) -> None:
    days = [serial(2008, 11, 11), serial(2021, 3, 1), serial(2008, 10, 15)]
    if name.startswith("oddf"):
        days.append(serial(2009, 3, 1))
    refused: list[tuple[float, ...]] = [
        (days[1], days[0], *days[2:], 0.05, figure, 100.0, 2.0),
        (days[2], *days[1:], 0.05, figure, 100.0, 2.0),
        (*days, -0.05, figure, 100.0, 2.0),
        (*days, 0.05, -figure, 100.0, 2.0),
        (*days, 0.05, figure, 100.0, 3.0),
        (*days, 0.05, figure, 100.0, 2.0, 5.0),
    ]
    assert [math.isnan(call(name, *arguments)) for arguments in refused] == [True] * len(refused)
