"""Prices quoted in fractions: laws, and figures that Excel itself gave."""

from __future__ import annotations

import math

import pytest

from plainplan.builtins import BUILTINS

dollarde, dollarfr = BUILTINS["dollarde"].scalar, BUILTINS["dollarfr"].scalar


@pytest.mark.parametrize("price", [0.0, 0.34, 1.02, 99.1, -1.5])
@pytest.mark.parametrize("fraction", [1, 2, 8, 10, 16, 17, 32, 100])
def test_a_decimal_price_undoes_a_quoted_one(price: float, fraction: float) -> None:
    assert dollarde(dollarfr(price, fraction), fraction) == pytest.approx(price)


# ExcelFinancialFunctions, tests/testdata/dollarde.test
@pytest.mark.parametrize(
    ("price", "fraction", "figure"),
    [(0.34, 1, 0.34), (0.34, 17, 2), (2.34, 20, 3.7), (-1.5, 17, -3.941176470588), (1.125, 16.9, 1.78125)],
)
def test_a_decimal_price_is_the_one_that_excel_gives(price: float, fraction: float, figure: float) -> None:
    assert dollarde(price, fraction) == pytest.approx(figure)


@pytest.mark.parametrize("fraction", [0.9, 0.0, -8.0])
def test_a_fraction_below_one_is_undefined(fraction: float) -> None:
    assert math.isnan(dollarde(1.02, fraction))
    assert math.isnan(dollarfr(1.02, fraction))
