"""What `run`, `explain` and `statements` say of goals: 1,000 for a home of 800 and a car of 500."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainplan.cli import main

TEXT = """\
plan "Goals" {
    currency: USD
    start: 2026-01
    years: 3
    locale: en
}

asset cash "Cash" {
    value: 1000 USD
    class: liquid
}

goal car "Car" {
    amount: 500 USD
    at: 2027-06
    priority: 2
}

goal home "Home" {
    amount: 800 USD
    at: 2027-03
    priority: 1
}
"""

TABLE = """\
Goals (in USD)

 Goal   wanted     paid    short   funded   first short
 ──────────────────────────────────────────────────────
 Home   800.00   800.00        0   100.0%             —
 Car    500.00   200.00   300.00    40.0%          2027
"""


@pytest.fixture
def goals(tmp_path: Path) -> str:
    """The path of the plan."""
    path = tmp_path / "goals.plan"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_run_shows_the_goals_in_their_order(goals: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", goals]) == 0
    shown = capsys.readouterr().out
    assert TABLE in shown
    # What a goal lacks is no failure, and is told once.
    assert "Not paid in full" not in shown


def test_run_tells_other_programs_of_goals(goals: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", goals, "--json"])
    home, car = json.loads(capsys.readouterr().out)["goals"]
    assert home == {"name": "home", "label": "Home", "wanted": 800, "paid": 800, "funded": 1, "first_short": None}
    assert (car["paid"], car["funded"], car["first_short"]) == (200, 0.4, "2027-12-31")


def test_explain_lists_what_is_known_of_a_goal(goals: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", goals, "car", "--at", "2027-06"])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "car.paid 200 USD Car paid" in lines
    assert "car.short 300 USD Car short" in lines
    assert "car.funded 40% Car funded" in lines


def test_explain_gives_no_period_as_default_of_what_falls_due_once(
    goals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["explain", goals])
    shown = capsys.readouterr().out
    assert "car.paid_from" in shown
    assert "car.from" not in shown.replace("car.paid_from", "")


def test_statements_have_the_goals_of_the_whole_plan(goals: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["statements", goals, "--at", "2026-12"])
    shown = capsys.readouterr().out.partition("Goals, over the whole plan")[2]
    rows = [line.split() for line in shown.splitlines()]
    assert ["Car", "500", "200", "300", "40.0%", "2027"] in rows
    assert ["Total", "1,300", "1,000", "300", "76.9%"] in rows
