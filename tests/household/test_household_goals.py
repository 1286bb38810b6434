"""Goals in the cash flow, in their table and beside what was really paid. All figures by hand."""

from __future__ import annotations

import pytest

from household.conftest import Statements
from semantics.texts import asset, flow, plan

CASH = asset("cash", "1000 TWD", class_="liquid")


def goal(name: str, amount: str, **properties: str) -> str:
    return flow("goal", name, amount, **properties)


def test_goals_stand_apart_from_what_a_year_of_living_costs(statements: Statements) -> None:
    text = CASH + flow("income", "salary", "500 TWD/year") + flow("expense", "food", "300 TWD/year")
    found = statements(plan(text + goal("car", "400 TWD", at="2026-06"), years=2))
    assert found.scalar("statements.living_expense") == -300
    assert found.scalar("statements.savings") == 200
    assert found.scalar("statements.goal_expense_net") == -400
    assert found.scalar("statements.change_in_cash") == -200
    assert found.is_ok


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("living", "goal_expense_net"),
        ("tax", "goal_expense_net"),
        ("saving", "adjustment_net"),
        ("protection", "financial_expense"),
        ("financial", "financial_expense"),
    ],
)
def test_a_class_puts_a_goal_where_expenses_of_that_class_stand(
    kind: str, section: str, statements: Statements
) -> None:
    found = statements(plan(CASH + goal("home", "400 TWD", at="2026-06", class_=kind), years=2))
    assert found.scalar(f"statements.{section}") == -400
    assert found.scalar("statements.change_in_cash") == -400
    assert found.is_ok


def test_a_plan_without_goals_has_no_line_for_them(statements: Statements) -> None:
    found = statements(plan(CASH, years=2))
    assert not [name for name in found.run.graph.by_name if "goal" in name]


def test_the_table_of_goals_is_of_the_whole_plan(statements: Statements) -> None:
    text = goal("trip", "300 TWD/year", from_="2027-01", until="2029-01") + CASH
    text += goal("car", "700 TWD", at="2027-06", priority="1") + goal("later", "50 TWD", at="2027-01", priority="2")
    found = statements(plan(text, years=4))
    # 1000 - 700 - 50 leaves 250 for the first of two trips.
    (view,) = (view for view in found.run.graph.statements if view.key == "goals")
    rows = {line.label: [found.run.number(cell) for cell in line.cells if cell is not None] for line in view.lines}
    assert list(rows) == ["car", "later", "trip", "Total"]
    assert rows["car"] == [700, 700, 0, 1, 0]
    assert rows["trip"] == pytest.approx([600, 250, 350, 250 / 600, 2027])
    assert rows["Total"] == pytest.approx([1350, 1000, 350, 1000 / 1350])


def test_the_first_year_that_is_short_is_the_one_in_which_the_step_ends(statements: Statements) -> None:
    text = asset("cash", "100 TWD", class_="liquid") + goal("car", "700 TWD", at="2028-02")
    found = statements(plan(text, start="2026-07", years=3))
    assert found.scalar("statements.goal.car.first_short") == 2028


def test_a_goal_in_another_currency_counts_at_the_rate_of_its_step(statements: Statements) -> None:
    text = "fx USD = by_year(2026: 30 TWD, otherwise: 40 TWD)\n" + CASH
    text += goal("study", "20 USD/year", until="2028-01")
    found = statements(plan(text, years=3))
    # 600 TWD of the first year, and 400 of the 800 that the second one costs.
    assert found.scalar("statements.goal.study.wanted") == pytest.approx(1400)
    assert found.scalar("statements.goal.study.paid") == pytest.approx(1000)
    assert found.scalar("statements.goal.study.funded") == pytest.approx((20 + 10) / 40)
    assert found.is_ok


def test_what_was_really_paid_for_a_goal_is_compared(statements: Statements) -> None:
    data = 'data book from "book.csv" by year {\n    column "trip" as trip: TWD/year\n}\n'
    text = data + CASH + goal("trip", "100 TWD/year", actual="book.trip")
    found = statements(plan(text, years=2), data="year,trip\n2026,130\n")
    assert found.scalar("statements.variance.budget.trip") == 100
    assert found.scalar("statements.variance.actual.trip") == 130
