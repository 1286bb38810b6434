"""Laws of depreciation, tables of tax law, and figures that Excel itself gave."""

from __future__ import annotations

import math

import pytest

from plainplan.builtins import BUILTINS

sln, syd, db, ddb, vdb = (BUILTINS[name].scalar for name in ("sln", "syd", "db", "ddb", "vdb"))


def test_all_periods_write_off_the_cost_but_for_the_salvage_value() -> None:
    assert sum(sln(2400, 300, 10) for _ in range(10)) == pytest.approx(2100)
    assert sum(syd(2400, 300, 10, period) for period in range(1, 11)) == pytest.approx(2100)
    assert sum(vdb(2400, 300, 10, period, period + 1) for period in range(10)) == pytest.approx(2100)
    assert vdb(2400, 300, 10, 0, 10) == pytest.approx(2100)
    assert vdb(2400, 300, 12.7, 0, 12.7) == pytest.approx(2100)


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0, 5.0])
def test_without_a_switch_what_is_lost_is_the_sum_of_the_declining_periods(factor: float) -> None:
    declining = [ddb(2400, 300, 10, period, factor) for period in range(1, 11)]
    assert vdb(2400, 300, 10, 0, 10, factor, 1) == pytest.approx(sum(declining))
    assert vdb(2400, 300, 10, 2.5, 4.25, factor, 1) == pytest.approx(
        0.5 * declining[2] + declining[3] + 0.25 * declining[4]
    )


@pytest.mark.parametrize("factor", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("start", [0.0, 0.25, 3.75, 6.5])
def test_what_is_lost_from_a_start_adds_up_period_by_period(factor: float, start: float) -> None:
    parts = sum(vdb(2400, 300, 10, start + step, start + step + 1, factor) for step in range(3))
    assert vdb(2400, 300, 10, start, start + 3, factor) == pytest.approx(parts)


# IRS Publication 946, appendix A, tables A-1: half a year in the first and in the last year.
@pytest.mark.parametrize(
    ("life", "factor", "shares"),
    [
        (3, 2, (33.33, 44.45, 14.81, 7.41)),
        (5, 2, (20.00, 32.00, 19.20, 11.52, 11.52, 5.76)),
        (7, 2, (14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46)),
        (15, 1.5, (5.00, 9.50, 8.55, 7.70, 6.93, 6.23, 5.90, 5.90, 5.91)),
    ],
)
def test_half_year_tables_of_tax_law_come_out(life: float, factor: float, shares: tuple[float, ...]) -> None:
    found = [vdb(100, 0, life, max(0, year - 0.5), min(life, year + 0.5), factor) for year in range(len(shares))]
    assert found == pytest.approx(shares, abs=0.0101)


# ExcelFinancialFunctions, docs/compatibility: Excel loses 0.1479 when the first period is cut in two.
def test_a_start_within_a_period_counts_on_from_there_as_in_excel() -> None:
    whole, first, second = (vdb(100, 10, 13, *span, 1) for span in ((0, 1), (0, 0.5), (0.5, 1)))
    assert whole - first - second == pytest.approx(0.1479, abs=0.00005)


# ExcelFinancialFunctions, tests/testdata/vdb.test
@pytest.mark.parametrize(
    ("arguments", "figure"),
    [
        ((100, 10, 13, 0, 4.2, 1), 29.83431952663),
        ((100, 10, 13, 10, 13, 1), 20.5110274341),
        ((100, 10, 13, 10, 13, 1, 1), 9.58786086707),
        ((100, 10, 12.7, 2, 4.2, 1), 15.39423676978),
        ((100, 10, 13, 0, 0.8, 50.3), 72),
        ((200, 0, 40, 13, 20, 4.5), 24.00344627685),
    ],
)
def test_what_is_lost_between_two_times_is_what_excel_gives(arguments: tuple[float, ...], figure: float) -> None:
    assert vdb(*arguments) == pytest.approx(figure)


# ExcelFinancialFunctions, tests/testdata/db.test, ddb.test and syd.test
def test_periods_that_are_not_whole_are_what_excel_makes_of_them() -> None:
    assert db(100, 10, 13, 0.3, 1) == db(100, 10, 13, 1, 1) == db(100, 10, 13, 1.7, 1) == pytest.approx(1.35)
    assert db(100, 10, 13, 11.3, 1) == pytest.approx(3.256928854622)
    assert db(200, 50, 12.7, 10, 9) == pytest.approx(7.966926647679)
    assert ddb(100, 10, 13, 0.3, 4.5) == ddb(100, 10, 13, 1, 4.5) == pytest.approx(34.61538461538)
    assert ddb(100, 0, 12.7, 10, 4.5) == pytest.approx(0.6910348906906)
    assert syd(100, 10, 1, 0.3) == pytest.approx(153)
    assert syd(200, 0, 12.7, 11.3) == pytest.approx(5.517558480372)


def test_an_asset_of_no_cost_loses_nothing() -> None:
    assert [db(0, 0, 5, 1), ddb(0, 0, 5, 1), vdb(0, 0, 5, 0, 1), sln(0, 0, 5), syd(0, 0, 5, 1)] == [0] * 5


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("db", (100, 10, 5, 0)),
        ("db", (100, 10, 5, 7, 6)),
        ("db", (100, 10, 5, 1, 13)),
        ("db", (100, -1, 5, 1)),
        ("ddb", (100, 10, 5, 6)),
        ("ddb", (100, 10, 5, 1, 0)),
        ("sln", (100, 10, 0)),
        ("syd", (100, 10, 5, 0)),
        ("syd", (100, 10, 5, 5.5)),
        ("syd", (100, -1, 5, 1)),
        ("vdb", (100, 10, 5, 3, 2)),
        ("vdb", (100, 10, 5, 3, 6)),
        ("vdb", (100, 10, 5, -1, 3)),
    ],
)
def test_arguments_that_excel_refuses_are_undefined(name: str, arguments: tuple[float, ...]) -> None:
    assert math.isnan(BUILTINS[name].scalar(*arguments))
