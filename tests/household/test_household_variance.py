"""Budget against actuals: what a data file tells of is compared, month by month, with what was planned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import plainplan
from household.conftest import Statements

TEXT = """\
plan "Book" {
    currency: TWD
    start: 2026-01
    years: 2
    step: month
}

data book from "book.csv" by month {
    column "food" as food: TWD/month
    column "bank" as bank: TWD
    column "pay" as pay_in: TWD
}

asset cash {
    value: 1000 TWD
    class: liquid
    actual: book.bank
}

income salary {
    amount: 100 TWD/month
    actual: book.pay_in
}

expense food {
    amount: 60 TWD/month
    actual: book.food
}
"""

# Rows in any order; one of before the plan, and none of February.
ROWS = "month,food,bank,pay\n2026-03,70,1110,100\n2026-01,62,1038,130\n2025-12,500,1,500\n"


def test_only_the_months_that_are_told_of_are_compared(statements: Statements) -> None:
    found = statements(TEXT, data=ROWS)
    assert found.scalar("statements.variance.budget.food") == pytest.approx(120)
    assert found.scalar("statements.variance.actual.food") == pytest.approx(132)
    assert found.scalar("statements.variance.food") == pytest.approx(12)
    assert found.scalar("statements.variance.food.share") == pytest.approx(0.1)


def test_a_balance_is_compared_at_the_last_month_that_is_told_of(statements: Statements) -> None:
    # 1,000 and 40 a month, three times.
    found = statements(TEXT, data=ROWS)
    assert found.scalar("statements.variance.budget.cash") == pytest.approx(1120)
    assert found.scalar("statements.variance.actual.cash") == pytest.approx(1110)
    early = statements(TEXT, {"statements.date": "2026-02-28"}, data=ROWS)
    assert early.scalar("statements.variance.actual.cash") == pytest.approx(1038)


@pytest.mark.parametrize(
    ("threshold", "lights"),
    [
        # Food is 10 % over, salary 15 % over, which is good news; the bank is 0.9 % under.
        ("10%", [3, 2, 3]),
        ("9%", [1, 2, 3]),
        ("0.5%", [1, 2, 1]),
        ("20%", [3, 3, 3]),
    ],
)
def test_beyond_the_threshold_good_news_is_yellow_and_bad_news_red(
    threshold: str, lights: list[int], statements: Statements
) -> None:
    text = f'{TEXT}\nreport "r" {{\n    variance over {threshold}\n}}\n'
    found = statements(text, data=ROWS)
    assert [found.scalar(f"statements.variance.{name}.light") for name in ("food", "salary", "cash")] == lights


@pytest.mark.parametrize("name", ["tracked", "half", "tracked / 2 + 4.5%"])
def test_the_threshold_is_what_a_name_says_and_moves_with_it(name: str, statements: Statements) -> None:
    own = "param tracked = 9%\nlet half = tracked / 2 + 4.5%\n"
    text = f'{TEXT}\n{own}report "r" {{\n    variance over {name}\n}}\n'
    assert statements(text, data=ROWS).scalar("statements.threshold") == pytest.approx(0.09)
    # Food is 10 % over.
    assert statements(text, data=ROWS).scalar("statements.variance.food.light") == 1
    assert statements(text, {"tracked": "11%"}, data=ROWS).scalar("statements.variance.food.light") == 3


def test_a_scenario_moves_the_threshold(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(ROWS, encoding="utf-8")
    path = tmp_path / "book.plan"
    own = "param tracked = 9%\nscenario lax {\n    tracked = 11%\n}\n"
    path.write_text(f'{TEXT}\n{own}report "r" {{\n    variance over tracked\n}}\n', encoding="utf-8")
    plan = plainplan.load(path)
    lights = [plan.run(name, {}, with_statements=True)["statements.variance.food.light"] for name in (None, "lax")]
    assert lights == [1, 3]


def test_the_threshold_is_ten_per_cent_unless_said(statements: Statements) -> None:
    assert statements(TEXT, data=ROWS).scalar("statements.threshold") == pytest.approx(0.1)


def test_without_a_month_to_compare_there_is_no_light(statements: Statements) -> None:
    found = statements(TEXT, {"statements.date": "2027-12-31"}, data=ROWS)
    assert found.scalar("statements.variance.food") == 0
    assert found.scalar("statements.variance.food.light") == 0


def test_actual_figures_are_in_the_plan_s_currency(codes: Callable[..., list[str]]) -> None:
    text = TEXT.replace("as food: TWD/month", "as food: USD/month")
    assert "currency-mismatch" in codes(text, ROWS)


def test_a_balance_is_no_flow(codes: Callable[..., list[str]]) -> None:
    assert "dimension-mismatch" in codes(TEXT.replace("actual: book.bank", "actual: book.food"), ROWS)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("variance over 1_000%", ""),
        ("variance over 1e300", "out-of-range"),
        # That is 500 %.
        ("variance over 5", "out-of-range"),
        ("variance over 10%\n    variance over 20%", "duplicate-line"),
        ("variance over 5% + 5%", ""),
        ("variance over food.amount", "dimension-mismatch"),
        ("variance over book.bank / 1000 TWD", "series-not-constant"),
        ("variance over nowhere", "unknown-name"),
    ],
)
def test_a_report_says_one_threshold(lines: str, code: str, codes: Callable[..., list[str]]) -> None:
    assert codes(f'{TEXT}\nreport "r" {{\n    {lines}\n}}\n', ROWS) == code.split()


def test_what_can_be_cut_is_compared_apart_where_the_plan_tells(statements: Statements) -> None:
    rent = "\nexpense rent {\n    amount: 50 TWD/month\n    controllable: false\n    actual: book.pay_in\n}\n"
    found = statements(TEXT + rent, data=ROWS)
    # Food: 60 in each of two months against 62 and 70; rent: 50 in each against 130 and 100.
    assert found.scalar("statements.variance.controllable") == pytest.approx(12)
    assert found.scalar("statements.variance.uncontrollable") == pytest.approx(130)
    assert found.scalar("statements.variance.expenses") == pytest.approx(142)
    assert "statements.variance.controllable" not in statements(TEXT, data=ROWS).run.graph.by_name
