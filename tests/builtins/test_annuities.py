"""Laws of loans and level payments, and figures that Excel itself gave."""

from __future__ import annotations

import math

import pytest

from plainplan.builtins import BUILTINS

fv, pv, pmt, ipmt, ppmt = (BUILTINS[name].scalar for name in ("fv", "pv", "pmt", "ipmt", "ppmt"))
cumipmt, cumprinc, ispmt = (BUILTINS[name].scalar for name in ("cumipmt", "cumprinc", "ispmt"))

RATES = (0.0001, 0.0065, 0.05, 0.6)
TYPES = (0.0, 1.0)


@pytest.mark.parametrize("rate", [-0.02, 0.0, *RATES])
@pytest.mark.parametrize("kind", TYPES)
def test_what_is_paid_back_with_interest_leaves_nothing(rate: float, kind: float) -> None:
    payment = pmt(rate, 24, 1000, -200, kind)
    assert fv(rate, 24, payment, 1000, kind) == pytest.approx(-200)
    assert pv(rate, 24, payment, -200, kind) == pytest.approx(1000)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(("start", "end"), [(1, 1), (1, 24), (2, 7), (13, 24)])
def test_what_a_span_costs_is_the_sum_of_its_periods(rate: float, kind: float, start: int, end: int) -> None:
    periods = range(start, end + 1)
    interest = sum(ipmt(rate, period, 24, 1000, 0, kind) for period in periods)
    principal = sum(ppmt(rate, period, 24, 1000, 0, kind) for period in periods)
    assert cumipmt(rate, 24, 1000, start, end, kind) == pytest.approx(interest, rel=1e-9, abs=1e-6)
    assert cumprinc(rate, 24, 1000, start, end, kind) == pytest.approx(principal, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("kind", TYPES)
def test_all_principal_is_what_was_lent(kind: float) -> None:
    assert cumprinc(0.0065, 360, 125_000, 1, 360, kind) == pytest.approx(-125_000)


def test_equal_parts_of_principal_bear_interest_on_what_is_left() -> None:
    owed = [1200 - 100 * paid for paid in range(12)]
    assert [ispmt(0.01, period, 12, 1200) for period in range(12)] == pytest.approx([-0.01 * rest for rest in owed])


# ExcelFinancialFunctions, tests/testdata/cumipmt.test: what Excel 2010 gave.
@pytest.mark.parametrize(
    ("arguments", "figure"),
    [
        ((0.6, 2, 100, 1, 1.2, 1), 0),
        ((0.6, 2, 100, 1.3, 2, 0), -36.92307692308),
        ((0.6, 2.7, 100, 1, 2, 1), -28.70175552692),
        ((0.6, 10, 150.5, 2.5, 7, 0), -422.0999134737),
        ((1.5, 10, 100, 1, 7, 1), -357.4879710907),
    ],
)
def test_a_span_begins_with_the_first_whole_period_as_in_excel(arguments: tuple[float, ...], figure: float) -> None:
    assert cumipmt(*arguments) == pytest.approx(figure)


@pytest.mark.parametrize(
    "arguments",
    [
        (0, 12, 1000, 1, 2, 0),
        (0.01, 0, 1000, 1, 2, 0),
        (0.01, 12, 0, 1, 2, 0),
        (0.01, 12, 1000, 0.5, 2, 0),
        (0.01, 12, 1000, 3, 2, 0),
        (0.01, 12, 1000, 1, 13, 0),
        (0.01, 12, 1000, 1, 2, 2),
    ],
)
def test_a_span_that_excel_refuses_is_undefined(arguments: tuple[float, ...]) -> None:
    assert math.isnan(cumipmt(*arguments))
    assert math.isnan(cumprinc(*arguments))
