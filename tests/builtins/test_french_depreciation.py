"""French depreciation: figures that Excel 2010 gave (ExcelFinancialFunctions, tests/testdata)."""

from __future__ import annotations

import math

import pytest

from plainplan.builtins import BUILTINS

amordegrc, amorlinc = BUILTINS["amordegrc"].scalar, BUILTINS["amorlinc"].scalar
# 1998-02-28, 1999-02-28, 2000-02-29, 2009-06-30
PURCHASED, YEAR_LATER, TWO_YEARS_LATER, LATE = 35854.0, 36219.0, 36585.0, 39994.0
BASES = (0.0, 1.0, 3.0, 4.0)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(
    ("first_period", "salvage", "period", "rate", "figure"),
    [
        (YEAR_LATER, 0, 0.3, 0.15, 0),
        (YEAR_LATER, 0, 1, 0.15, 23),
        (YEAR_LATER, 0, 1.7, 0.1, 19),
        (YEAR_LATER, 0, 2, 0.3, 15),
        (YEAR_LATER, 0, 10, 0.15, 0),
        (YEAR_LATER, 0, 10, 0.07, 3),
        (YEAR_LATER, 0, 11.3, 0.07, 2),
        (YEAR_LATER, 0, 13, 0.07, 4),
        (TWO_YEARS_LATER, 10, 0, 0.15, 75),
        (TWO_YEARS_LATER, 10, 2, 0.3, 0),
        (TWO_YEARS_LATER, 10, 10, 0.07, 2),
        (TWO_YEARS_LATER, 50, 1, 0.3, 23),
        (LATE, 10, 0, 0.07, 90),
        (LATE, 10, 1, 0.1, 3),
    ],
)
def test_the_degressive_loss_of_a_period_is_what_excel_gives(
    first_period: float, salvage: float, period: float, rate: float, figure: float, basis: float
) -> None:
    assert amordegrc(100, PURCHASED, first_period, salvage, period, rate, basis) == figure


@pytest.mark.parametrize(
    ("salvage", "period", "rate", "figures"),
    [
        (10, 0, 0.07, (14, 14, 14, 14.01944444444)),
        (10, 0.3, 0.1, (10, 10, 10, 10)),
        (10, 11.3, 0.07, (6, 6, 6, 5.980555555556)),
        (0, 13, 0.07, (2, 2, 2, 1.980555555556)),
        (50, 10, 0.07, (0, 0, 0, 0)),
    ],
)
def test_the_even_loss_of_a_period_is_what_excel_gives(
    salvage: float, period: float, rate: float, figures: tuple[float, ...]
) -> None:
    found = [amorlinc(100, PURCHASED, TWO_YEARS_LATER, salvage, period, rate, basis) for basis in BASES]
    assert found == pytest.approx(figures)


@pytest.mark.parametrize("basis", BASES)
def test_all_even_losses_write_off_the_cost_but_for_the_salvage_value(basis: float) -> None:
    assert sum(amorlinc(2400, 39679, 39813, 300, period, 0.15, basis) for period in range(8)) == pytest.approx(2100)


@pytest.mark.parametrize(
    "arguments",
    [
        (100, PURCHASED, YEAR_LATER, 10, 1, 0.15, 2),
        (100, PURCHASED, YEAR_LATER, 10, 1, 0.15, 5),
        (100, PURCHASED, YEAR_LATER, 10, 1, 0),
        (100, PURCHASED, YEAR_LATER, 110, 1, 0.15),
        (100, PURCHASED, YEAR_LATER, 10, -1, 0.15),
        (100, YEAR_LATER, PURCHASED, 10, 1, 0.15),
    ],
)
def test_arguments_that_excel_refuses_are_undefined(arguments: tuple[float, ...]) -> None:
    assert math.isnan(amordegrc(*arguments))
    assert math.isnan(amorlinc(*arguments))


@pytest.mark.parametrize("rate", [1.5, 0.6, 0.4, 0.22])
def test_a_life_that_has_no_coefficient_is_undefined(rate: float) -> None:
    assert math.isnan(amordegrc(100, PURCHASED, YEAR_LATER, 10, 1, rate))
