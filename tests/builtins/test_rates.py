"""Laws of rates, and figures that Excel itself gave."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

rate, rri, pduration = (BUILTINS[name].scalar for name in ("rate", "rri", "pduration"))
effect, nominal, pmt, fv = (BUILTINS[name].scalar for name in ("effect", "nominal_rate", "pmt", "fv"))


@given(st.floats(0.0001, 1.0), st.integers(1, 480), st.floats(10, 1e7), st.floats(1, 1e7), st.sampled_from((0.0, 1.0)))
def test_the_rate_of_a_loan_is_the_one_its_payment_was_computed_with(
    true: float, periods: int, present: float, future: float, kind: float
) -> None:
    payment = pmt(true, periods, present, -future, kind)
    assert rate(periods, payment, present, -future, kind) == pytest.approx(true, rel=1e-6)


@pytest.mark.parametrize("true", [-0.99, -0.5, -0.0001, 0.0, 3.0, 200.0])
def test_a_rate_far_from_the_guess_is_found(true: float) -> None:
    assert rate(7, -20, -100, fv(true, 7, -20, -100)) == pytest.approx(true, rel=1e-7, abs=1e-12)


# ExcelFinancialFunctions, tests/testdata/rate.test: what Excel 2010 gave.
@pytest.mark.parametrize(
    ("arguments", "figure"),
    [
        ((1, 10, 100, -100, 0, 0.15), -0.1),
        ((5, 20, 120, -50, 1, 0), -0.3356185414527),
        ((10, -10, 0, 100, 0, -0.15), 0),
        ((25, -40, -200, 100, 1, 0.15), -0.2857595837824),
    ],
)
def test_a_rate_is_the_one_that_excel_finds(arguments: tuple[float, ...], figure: float) -> None:
    assert rate(*arguments) == pytest.approx(figure, abs=1e-8)


@pytest.mark.parametrize("arguments", [(12, 100, 1000, 50), (12, 100, 0, 0), (0, -10, 100), (12, -100, 1000, 0, 0, -1)])
def test_what_has_no_rate_is_undefined(arguments: tuple[float, ...]) -> None:
    assert math.isnan(rate(*arguments))


@pytest.mark.parametrize("periods", [1, 2, 12, 365])
def test_a_nominal_rate_undoes_an_effective_one(periods: int) -> None:
    assert nominal(effect(0.07, periods), periods) == pytest.approx(0.07)


def test_growth_for_its_duration_reaches_its_end() -> None:
    assert 2000 * 1.025 ** pduration(0.025, 2000, 2200) == pytest.approx(2200)
    assert 10_000 * (1 + rri(96, 10_000, 11_000)) ** 96 == pytest.approx(11_000)


# ExcelFinancialFunctions, tests/testdata/rri.csv and pduration.csv.
def test_growth_from_or_to_nothing_is_what_excel_makes_of_it() -> None:
    assert [rri(5, 0, 0), rri(2, 8, 0), rri(2, 8, 2)] == [0, -1, -0.5]
    assert [math.isnan(figure) for figure in (rri(5, 0, -1), rri(2, 0, 10), rri(0, 1, 2))] == [True] * 3
    undefined = ((0, 300, 300), (-1, -5, 0), (0.1, 0, 100), (0.1, 100, 0), (0.01530947, -5, -6))
    assert [math.isnan(pduration(*case)) for case in undefined] == [True] * 5
