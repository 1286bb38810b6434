"""Data files, from comma-separated rows to figures of a plan."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from semantics.running import RunText
from semantics.texts import asset, plan

# Three years, and a close that is not yet known.
RETURNS = "Year,Total Return,Close\n2026,10%,100\n2027,-20%,80\n2028,5%,\n"
DECLARED = """data index "指數" from "data/index.csv" BY {
    column "Year" as y
    column "Total Return" as total_return: rate/year "報酬率"
    column "Close" as close: USD
}
"""
BY_YEAR, LISTED = DECLARED.replace("BY", "by year"), DECLARED.replace("BY ", "")


@pytest.fixture(autouse=True)
def index_file(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "index.csv"
    path.parent.mkdir()
    path.write_text(RETURNS, encoding="utf-8")
    return path


def test_a_year_of_the_plan_takes_the_row_of_that_year(run_text: RunText) -> None:
    text = BY_YEAR + asset("fund", "1000 TWD", return_="index.total_return")
    figures = run_text(plan(text, years=3))
    assert figures["fund"] == pytest.approx([1100, 880, 924])


def test_a_scenario_puts_data_in_the_place_of_an_assumption(run_text: RunText) -> None:
    text = BY_YEAR + "param market = 7%/year\n" + asset("fund", "1000 TWD", return_="market")
    scenario = "scenario history {\n market = index.total_return\n}\n"
    assert run_text(plan(text + scenario, years=3))["fund"][-1] == pytest.approx(1000 * 1.07**3)
    assert run_text(plan(text + scenario, years=3), "history")["fund"][-1] == pytest.approx(924)


def test_a_year_without_a_row_has_no_value_and_the_cause_names_the_data(run_text: RunText) -> None:
    figures = run_text(plan(BY_YEAR + "let twice = 2 * index.total_return\n", years=4))
    assert figures["twice"][:3] == pytest.approx([0.2, -0.4, 0.1])
    assert math.isnan(figures["twice"][3])
    from plainplan.api.failures import describe_undefined

    (warning,) = describe_undefined(figures.run)
    assert warning.message == "`index` has no row for 2029"


def test_what_is_on_the_books_takes_the_place_of_the_forecast_until_the_books_end(run_text: RunText) -> None:
    forecast = "let growth = if now < 2029-01 then 2 * index.total_return else 7%/year\n"
    figures = run_text(plan(BY_YEAR + forecast + asset("fund", "1000 TWD", return_="growth"), years=5))
    assert figures["fund"] == pytest.approx([1200, 720, 792, 792 * 1.07, 792 * 1.07**2])
    # After its last row the data have no value, but nothing takes it.
    assert figures.run.undefined == []


def test_an_empty_cell_has_no_value_and_the_cause_names_it(run_text: RunText) -> None:
    figures = run_text(BY_YEAR + "table t {\n y in index.y\n twice = 2 * index.close\n}")
    assert figures["t.twice"][:2] == [200, 160]
    (cause,) = figures.run.undefined
    assert (cause.step, cause.reason) == (3, "the cell of data/index.csv Close is empty")


def test_an_empty_cell_that_nothing_reads_is_no_mistake(run_text: RunText) -> None:
    assert run_text(BY_YEAR).run.undefined == []


def test_a_table_over_data_reads_it_row_by_row(run_text: RunText) -> None:
    figures = run_text(
        BY_YEAR
        + "table t {\n y in index.y\n wealth = prev(wealth, start: 1000 TWD) * (1 + index.total_return * 1 year)\n"
        " total average = mean(index.total_return)\n total spread = stdev.s(index.total_return)\n}"
    )
    assert figures["t.y"] == [2026, 2027, 2028]
    assert figures["t.wealth"] == pytest.approx([1100, 880, 924])
    # Excel: AVERAGE(10%,-20%,5%) and STDEV.S of the same.
    assert figures.scalar("t.average") == pytest.approx(-0.05 / 3)
    assert figures.scalar("t.spread") == pytest.approx(0.16072751268, abs=1e-11)


def test_without_a_period_a_column_is_a_list_of_the_plan(run_text: RunText) -> None:
    figures = run_text(
        LISTED + "let average = mean(index.total_return)\nlet found = lookup(2027, index.y, index.total_return)\n"
        "let second = at(index.close, 2)"
    )
    assert figures.scalar("average") == pytest.approx(-0.05 / 3)
    assert figures.scalar("found") == pytest.approx(-0.2)
    assert figures.scalar("second") == 80


def test_months_and_quarters_are_found_by_their_dates(run_text: RunText, index_file: Path) -> None:
    index_file.write_text("month,price\n2026-01-31,1\n2026-02-28,2\n2026-03-31,3\n", encoding="utf-8")
    by_month = 'data index from "data/index.csv" by month\nlet price = index.price\n'
    assert run_text(plan(by_month, step="month", years=1))["price"][:3] == [1, 2, 3]
    index_file.write_text("quarter,price\n2026-03-31,1\n2026-06-30,2\n", encoding="utf-8")
    by_quarter = by_month.replace("by month", "by quarter")
    assert run_text(plan(by_quarter, step="month", years=1))["price"][:6] == [1, 1, 1, 2, 2, 2]


def test_a_cell_of_a_data_file_can_be_set(run_text: RunText) -> None:
    text = plan(BY_YEAR + asset("fund", "1000 TWD", return_="index.total_return"), years=3)
    assert run_text(text, set={"index.total_return#2": "0%/year"})["fund"] == pytest.approx([1100, 1100, 1155])


def test_texts_and_dates_of_a_data_file_are_read(run_text: RunText, index_file: Path) -> None:
    index_file.write_text("day,name,held\n2026-01-31,台積電,yes\n2026/2/28,富邦金,no\n", encoding="utf-8")
    data = (
        'data index from "data/index.csv" {\n column "day" as d\n column "name" as who\n'
        ' column "held" as held: boolean\n}\n'
    )
    figures = run_text(
        data + 'table t {\n d in index.d\n m = month(index.d)\n x = if index.who = "富邦金" then 1 else 0\n'
        " h = if index.held then 1 else 0\n}"
    )
    assert (figures["t.m"], figures["t.x"], figures["t.h"]) == ([1, 2], [0, 1], [1, 0])


def test_in_a_calculator_which_has_no_time_a_column_is_a_list(run_text: RunText) -> None:
    figures = run_text(BY_YEAR + "let average = mean(index.total_return)")
    assert figures.scalar("average") == pytest.approx(-0.05 / 3)
