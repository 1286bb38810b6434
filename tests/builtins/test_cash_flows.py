"""Laws of cash flows, and figures that Excel itself gave."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan.builtins import BUILTINS

npv, irr, mirr, fvschedule = (BUILTINS[name].scalar for name in ("npv", "irr", "mirr", "fvschedule"))
xnpv, xirr = BUILTINS["xnpv"].scalar, BUILTINS["xirr"].scalar
# Excel's day 0, known from its own pages: 2008-07-08 is 39637.
DAY_ZERO = date(2008, 7, 8).toordinal() - 39637


def days(*texts: str) -> list[float]:
    return [float(date.fromisoformat(text).toordinal() - DAY_ZERO) for text in texts]


@given(st.floats(1, 1e6), st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.floats(1, 1e6))
def test_flows_are_worth_nothing_at_their_return(cost: float, gains: list[float], last: float) -> None:
    flows = [-cost, *gains, last]
    found = irr(flows)
    sizes = npv(found, [abs(flow) for flow in flows])
    assert abs(npv(found, flows)) <= 1e-6 * sizes


@pytest.mark.parametrize("true", [-0.999, -0.99, -0.5, 0.0, 0.07, 4.0, 1000.0])
@pytest.mark.parametrize("guess", [-0.9, -0.1, 0.1, 2.0])
def test_a_return_far_from_the_guess_is_found(true: float, guess: float) -> None:
    # An eighth of the cost comes back, as worth today, each period.
    flows = [-1000.0, *(125.0 * (1 + true) ** period for period in range(1, 9))]
    assert irr(flows, guess) == pytest.approx(true, abs=1e-9)


def test_the_return_of_a_thousand_flows_is_found() -> None:
    # A perpetuity of 1 % but for what comes after 1000 periods.
    assert irr([-1000.0, *(10.0 for _ in range(1000))]) == pytest.approx(0.01, abs=1e-6)
    losing = [-1000.0, *(0.1 for _ in range(1000))]
    assert npv(irr(losing), losing) == pytest.approx(0, abs=1e-6)


def test_of_two_returns_the_one_near_the_guess_is_found() -> None:
    # (1 - 1.1/x) (1 - 1.2/x)
    flows = [-1000.0, 2300.0, -1320.0]
    assert [irr(flows, guess) for guess in (0.0, 0.1, 0.2, 0.5)] == pytest.approx([0.1, 0.1, 0.2, 0.2])


@pytest.mark.parametrize("flows", [[], [-1.0], [1.0, 2.0], [-1.0, -2.0], [0.0, 0.0], [1.0, -2.0, 1.5]])
def test_flows_without_a_return_have_none(flows: list[float]) -> None:
    assert math.isnan(irr(flows))
    assert math.isnan(xirr(flows, [40_000.0 + 365 * place for place in range(len(flows))]))


# ExcelFinancialFunctions, tests/testdata/xirr.test: what Excel 2010 gave, that stops within 1e-8 or so.
@pytest.mark.parametrize(
    ("flows", "dates", "guess", "figure"),
    [
        ([-1, 3, 4], days("1970-03-02", "1988-02-03", "1999-03-05"), 0.14, 0.08833194077),
        ([105091006, -103250941.8647], days("2000-04-10", "2000-04-30"), -0.1, -0.275573005),
        ([206101714.8494, -156650972.5427], days("2001-02-28", "2001-03-31"), -0.1, -0.960452195),
        ([-100, -10, 10, 100], days("1970-04-01", "1972-02-12", "1980-04-23", "1983-03-30"), 0.5, 0),
        ([15108163.3840923, -75382259.6628424], days("2000-02-29", "2000-03-31"), 0.1, 165601346.1),
    ],
)
def test_a_dated_return_is_the_one_that_excel_finds(
    flows: list[float], dates: list[float], guess: float, figure: float
) -> None:
    assert xirr(flows, dates, guess) == pytest.approx(figure, rel=1e-8, abs=1e-8)


def test_a_deep_loss_within_a_year_is_found() -> None:
    # ExcelFinancialFunctions, tests/testdata/xirr.test
    flows = (-185550.98, -231887.53, -26756.74, -384010.86, -27114.54, -458667.97, -217853.67, -424924.25, -75076.01)
    later = (-389630.32, -112094.2, -25646.4, -24164.69, -1222.08, -556.91, 1204954.004)
    first = days("2008-05-15", "2008-05-19", "2008-05-30", "2008-06-20", "2008-06-26", "2008-08-21", "2008-09-08")
    then = days("2008-10-13", "2008-10-14", "2008-10-24", "2008-11-19", *["2008-11-21"] * 3, "2008-12-03", "2008-12-05")
    for guess in (-0.1, 0.1, 0.9):
        assert xirr([*flows, *later], [*first, *then], guess) == pytest.approx(-0.95493504775, abs=1e-9)


def test_flows_on_dates_are_worth_nothing_at_their_return() -> None:
    flows, dates = [-10_000.0, 2750.0, 4250.0, 3250.0, 2750.0], [39448.0, 39508.0, 39751.0, 39859.0, 39904.0]
    assert xnpv(xirr(flows, dates), flows, dates) == pytest.approx(0, abs=1e-6)


def test_dates_that_excel_refuses_are_undefined() -> None:
    assert math.isnan(xirr([-1, 2], [40_000.0]))
    assert math.isnan(xirr([-1, 2], [40_000.0, 40_365.0], -1))
    assert math.isnan(xnpv(0.05, [-1, 2], [40_000.0, 39_999.0]))
    assert [math.isnan(xnpv(rate, [-1, 2], [40_000.0, 40_365.0])) for rate in (0.0, -0.1)] == [True, True]


def test_dates_before_the_first_have_a_return_as_in_excel() -> None:
    # https://github.com/PHPOffice/PhpSpreadsheet/issues/1120
    flows = [1893.67, 139947.43, 52573.25, 48849.74, 26369.16, -273029.18]
    assert xirr(flows, [43643.0, 43636.0, 43637.0, 43640.0, 43643.0, 43673.0]) == pytest.approx(0.13796, abs=5e-6)


# ExcelFinancialFunctions, tests/testdata/mirr.test
@pytest.mark.parametrize(
    ("flows", "finance", "reinvest", "figure"),
    [
        ([-100, 10, 10, 100], -1.5, -1.5, -0.008403758659613),
        ([-100, -10, 10, 100], -2, 0.6, 0.08827460068633),
        ([-200, 0, 10, -10, 300], 0.6, 1.5, 0.1567837157776),
    ],
)
def test_a_modified_return_is_the_one_that_excel_gives(
    flows: list[float], finance: float, reinvest: float, figure: float
) -> None:
    assert mirr(flows, finance, reinvest) == pytest.approx(figure)


def test_a_modified_return_at_the_return_itself_is_the_return() -> None:
    flows = [-1000.0, 300.0, 400.0, 500.0]
    found = irr(flows)
    assert mirr(flows, found, found) == pytest.approx(found)


def test_the_same_rate_each_period_compounds() -> None:
    assert fvschedule(1000, [0.02] * 10) == pytest.approx(1000 * 1.02**10)
    assert fvschedule(1000, []) == 1000
