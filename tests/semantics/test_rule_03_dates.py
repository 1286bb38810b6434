"""Rule 3: dates, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

CASH = asset("cash", "1000 TWD")


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-01", date(2026, 1, 1)), ("2026-01-31", date(2026, 1, 31)), ("2024-02-29", date(2024, 2, 29))],
)
def test_a_month_is_its_first_day(run_text: RunText, text: str, day: date) -> None:
    run = run_text(plan(CASH + f"let x = {text}\n", years=1))
    assert run.scalar("x") == (day - date(1899, 12, 30)).days


@pytest.mark.parametrize(
    ("text", "value"), [("2026-13", 2013), ("3026-11", 3015), ("2026 - 1", 2025), ("12026-11", 12015)]
)
def test_what_only_looks_like_a_date_is_a_subtraction(run_text: RunText, text: str, value: float) -> None:
    assert run_text(plan(CASH + f"let x = {text}\n", years=1)).scalar("x") == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-1", "date-spelling"),
        ("2026/01", "date-spelling"),
        ("2026-02-30", "invalid-date"),
        ("1,000,000", "number-spelling"),
        ("3萬5", "number-spelling"),
        ("1億2000萬", "number-spelling"),
        ("-5^2", "signed-power"),
        ("2成", "number-spelling"),
        ("民國115年", "date-spelling"),
    ],
)
def test_other_spellings_are_errors_that_show_the_meant_one(diagnose: Diagnose, text: str, code: str) -> None:
    assert code in diagnose(plan(CASH + f"let x = {text}\n"))


@pytest.mark.parametrize(
    ("formula", "day"),
    [
        ("2026-01-31 + 1 month", date(2026, 2, 28)),
        ("2026-01-31 + 2 months", date(2026, 3, 31)),
        ("2024-02-29 + 1 year", date(2025, 2, 28)),
        ("2026-05 - 1 quarter", date(2026, 2, 1)),
        ("2026-01-31 + 10 days", date(2026, 2, 10)),
        ("2026-01-31 + 2 weeks", date(2026, 2, 14)),
        ("1 year + 2026-01", date(2027, 1, 1)),
    ],
)
def test_dates_move_by_calendar_months_and_by_days(run_text: RunText, formula: str, day: date) -> None:
    run = run_text(plan(CASH + f"let x = {formula}\n", years=1))
    assert run.scalar("x") == (day - date(1899, 12, 30)).days


def test_the_difference_of_dates_is_a_length_of_time(run_text: RunText) -> None:
    text = CASH + "let x = (2027-01 - 2026-01) / 1 days\nlet y = if 2027-01 - 2026-01 = 365 days then 1 else 0\n"
    run = run_text(plan(text, years=1))
    assert (run.scalar("x"), run.scalar("y")) == (365, 1)
