"""Rule 6: steps cover whole calendar months, and a date means the step that contains it."""

from __future__ import annotations

from datetime import date

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "1000 TWD", return_="1%/month")


def first_day(start: tuple[int, int], months: int) -> date:
    year, month = divmod(start[1] - 1 + months, 12)
    return date(start[0] + year, month + 1, 1)


@pytest.mark.parametrize("step", list(SIZES))
@pytest.mark.parametrize("start", [(2026, 1), (2027, 11), (1900, 3), (2099, 12)])
def test_a_step_covers_whole_calendar_months(run_text: RunText, step: str, start: tuple[int, int]) -> None:
    run = run_text(plan(CASH, step=step, years=3, start=f"{start[0]}-{start[1]:02}")).run
    size = SIZES[step]
    begins = [first_day(start, k * size) for k in range(36 // size + 1)]
    assert run.starts == begins[:-1]
    assert [day.toordinal() for day in run.dates] == [day.toordinal() - 1 for day in begins[1:]]


@pytest.mark.parametrize(("step", "steps"), [("month", 24), ("quarter", 8), ("year", 2)])
def test_every_quantity_has_as_many_values_as_there_are_steps(run_text: RunText, step: str, steps: int) -> None:
    run = run_text(plan(CASH + "let x = cash / 2\nlet i = cash.initial\n", step=step, years=2))
    assert len(run["cash"]) == len(run["x"]) == len(run["net_worth"]) == steps
    assert run.scalar("i") == 1000


@pytest.mark.parametrize(("day", "step"), [("2026-01", 0), ("2026-12-31", 0), ("2027-01-01", 1), ("2027-06", 1)])
def test_a_date_means_the_step_that_contains_it(run_text: RunText, day: str, step: int) -> None:
    text = CASH + f"let x = at(cash, {day})\nat {day} {{\n    record hit = step\n}}\n"
    run = run_text(plan(text, years=3))
    assert run.scalar("x") == run["cash"][step]
    assert run["hit"][step] == step + 1
    assert run["hit"][:step] == [0] * step


@pytest.mark.parametrize("step", list(SIZES))
def test_balances_are_read_at_the_close_of_that_step(run_text: RunText, step: str) -> None:
    run = run_text(plan(CASH + "let x = at(cash, 2027-05)\n", step=step, years=3))
    size = SIZES[step]
    assert run.scalar("x") == pytest.approx(1000 * 1.01 ** ((16 // size + 1) * size))


@pytest.mark.parametrize(
    "text", ["let x = at(cash, 2025-12)", "let x = at(cash, 2031-01)", "check c: cash > 0 at 2040-01"]
)
def test_dates_outside_the_plan_are_errors(diagnose: Diagnose, text: str) -> None:
    assert diagnose(plan(CASH + text + "\n")) == ["date-outside-plan"]


def test_a_plan_begins_where_calendars_of_workbooks_do(diagnose: Diagnose) -> None:
    assert diagnose(plan(CASH, start="1900-02")) == ["date-too-early"]
    assert diagnose(plan(CASH + "person p {\n    born: 1899-05-01\n}\n")) == ["date-too-early"]
    assert diagnose(plan(CASH, start="1900-03")) == []


def test_a_step_begins_at_the_start_and_not_where_its_neighbour_ends(run_text: RunText) -> None:
    """EDATE from the start, so that changing the start moves every step."""
    text = plan(CASH, step="month", years=1, start="2024-01")
    run = run_text(text, set={"plan.start": "2026-01"}).run
    assert run.starts[1] == date(2026, 2, 1)
    assert run.dates[1] == date(2026, 2, 28)


def test_what_never_changes_is_a_series_of_the_run_too(run_text: RunText) -> None:
    run = run_text(plan(CASH + "income i = 5 TWD/year\n", years=2)).run
    names = [quantity.name for quantity in run.named_series()]
    assert {"i.paid", "incomes", "net_cash_flow"} <= set(names)
