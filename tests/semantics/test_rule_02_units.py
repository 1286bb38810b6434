"""Rule 2: units and reserved words."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

CASH = asset("cash", "1000 TWD")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("let x = 5 yeers", "unknown-unit"),
        ("let x = 5 cash", "unknown-unit"),
        ("let x = 100 TWDD", "unknown-unit"),
        ("let year = 5", "reserved-name"),
        ("let TWD = 5", "reserved-name"),
        ("let USD = 5", "reserved-name"),
        ("let move = 5", "reserved-word"),
        ("let then = 5", "reserved-word"),
        ("asset month {\n    value: 5 TWD\n}", "reserved-name"),
    ],
)
def test_only_a_unit_may_follow_a_number_and_none_is_a_name(diagnose: Diagnose, line: str, code: str) -> None:
    assert code in diagnose(plan(CASH + line + "\n"))


def test_a_plan_declares_units_of_its_own(run_text: RunText) -> None:
    text = CASH + "unit lot = 1_000 shares\nunit k = 1_000 TWD\nlet x = 5 lot / 1 shares\nlet y = 3 k + cash\n"
    run = run_text(plan(text, years=1))
    assert (run.scalar("x"), run["y"]) == (5000, [4000])


def test_a_declared_unit_is_an_input(run_text: RunText) -> None:
    text = plan(CASH + "unit lot = 1_000 shares\nlet x = 5 lot / 1 shares\n", years=1)
    assert run_text(text, set={"unit.lot": "100 shares"}).scalar("x") == 500


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("60萬", 600_000),
        ("1.2億", 120_000_000),
        ("500k", 500_000),
        ("3M", 3e6),
        ("2%", 0.02),
        ("25bp", 0.0025),
        ("1e3", 1000),
    ],
)
def test_magnitudes(run_text: RunText, number: str, value: float) -> None:
    assert run_text(plan(CASH + f"let x = {number} * 1\n", years=1)).scalar("x") == pytest.approx(value)


@pytest.mark.parametrize("one", ["1 years", "1 year", "12 months", "4 quarters", "365 days", "52 weeks + 1 days"])
def test_lengths_of_time_are_of_one_kind(run_text: RunText, one: str) -> None:
    assert run_text(plan(CASH + f"let x = ({one}) / 1 years\n", years=1)).scalar("x") == pytest.approx(1)
