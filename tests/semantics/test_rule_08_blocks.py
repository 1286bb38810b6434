"""Rule 8: when blocks run."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "100_000 TWD") + asset("other", "0 TWD")


def hits(run_text: RunText, head: str, step: str, years: int = 2, start: str = "2026-01") -> list[int]:
    """The numbers of the steps in which a block runs."""
    text = CASH + head + " {\n    move 1 TWD from cash to other as m\n}\nlet x = m.amount\n"
    run = run_text(plan(text, step=step, years=years, start=start))
    return [number for number, moved in enumerate(run["x"], 1) if moved]


@pytest.mark.parametrize(
    ("head", "step", "expected"),
    [
        ("each month", "month", list(range(1, 25))),
        ("each quarter", "month", [3, 6, 9, 12, 15, 18, 21, 24]),
        ("each quarter first", "month", [1, 4, 7, 10, 13, 16, 19, 22]),
        ("each year", "month", [12, 24]),
        ("each year first", "month", [1, 13]),
        ("each year in december", "month", [12, 24]),
        ("each year in march, october", "month", [3, 10, 15, 22]),
        ("each quarter", "quarter", list(range(1, 9))),
        ("each year", "quarter", [4, 8]),
        ("each year first", "quarter", [1, 5]),
        ("each year in may", "quarter", [2, 6]),
        ("each year", "year", [1, 2]),
        ("each year first", "year", [1, 2]),
        ("each year in may", "year", [1, 2]),
    ],
)
def test_a_block_runs_in_the_last_step_of_each_period_or_where_it_is_said(
    run_text: RunText, head: str, step: str, expected: list[int]
) -> None:
    assert hits(run_text, head, step) == expected


def test_periods_are_counted_from_the_plans_start(run_text: RunText) -> None:
    assert hits(run_text, "each year", "month", start="2026-04") == [12, 24]
    assert hits(run_text, "each quarter", "month", years=1, start="2026-02") == [3, 6, 9, 12]
    assert hits(run_text, "each year in december", "month", start="2026-04") == [9, 21]
    assert hits(run_text, "each year in december", "quarter", start="2026-02") == [4, 8]


@pytest.mark.parametrize(
    ("head", "step"), [("each month", "year"), ("each month", "quarter"), ("each quarter", "year")]
)
def test_a_period_shorter_than_the_step_is_an_error(diagnose: Diagnose, head: str, step: str) -> None:
    assert diagnose(plan(CASH + head + " {\n    move 1 from cash to other\n}\n", step=step)) == ["period-too-short"]


def test_when_runs_in_every_step_where_its_condition_holds(run_text: RunText) -> None:
    assert hits(run_text, "when step >= 3 and step < 6", "month", years=1) == [3, 4, 5]


def test_once_when_runs_only_the_first_time(run_text: RunText) -> None:
    assert hits(run_text, "once when step >= 3 and step < 6", "month", years=1) == [3]
    assert hits(run_text, "once when step > 99", "month", years=1) == []


@pytest.mark.parametrize(("step", "number"), [("month", 18), ("quarter", 6), ("year", 2)])
def test_at_runs_once(run_text: RunText, step: str, number: int) -> None:
    assert hits(run_text, "at 2027-06", step) == [number]


def test_a_condition_sees_the_balances_where_the_block_begins(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += (
        "each year {\n    move 60 from a to b\n}\nwhen a < 50 {\n    move 10 from b to a\n    move 20 from b to a\n}\n"
    )
    run = run_text(plan(text, years=2))
    assert run["a"] == [70, 40]


def test_a_chain_reads_all_its_conditions_before_its_first_branch_runs(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    if a >= 100 {\n        move 60 from a to b\n    } else if a < 50 {\n"
    text += "        move 5 from b to a\n    } else {\n        move 7 from b to a\n    }\n}\n"
    run = run_text(plan(text, years=3))
    assert run["a"] == [40, 45, 50]


def test_conditions_within_a_branch_see_what_the_branch_has_done(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    if a > 50 {\n        move 60 from a to b\n        if a < 50 {\n"
    text += "            move 1 from b to a\n        }\n    }\n}\n"
    assert run_text(plan(text, years=2))["a"] == [41, 41]


def test_an_age_in_a_monthly_plan_is_an_event_that_should_be_a_date(diagnose: Diagnose) -> None:
    text = CASH + "person p {\n    born: 1963-05-20\n}\nwhen p.age = 65 {\n    move 1 from cash to other\n}\n"
    assert diagnose(plan(text, step="month")) == ["repeated-age"]


def test_blocks_run_in_file_order(run_text: RunText) -> None:
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    move 50% * a from a to b\n}\neach year {\n    move 10 from a to b\n}\n"
    assert run_text(plan(text, years=1))["a"] == [40]
    text = asset("a", "100 TWD") + asset("b", "0 TWD")
    text += "each year {\n    move 10 from a to b\n}\neach year {\n    move 50% * a from a to b\n}\n"
    assert run_text(plan(text, years=1))["a"] == [45]


def test_two_blocks_may_have_the_same_head(run_text: RunText) -> None:
    text = CASH + 2 * "each year in march {\n    move 1 from cash to other\n}\n"
    assert run_text(plan(text, step="month", years=1))["other"] == [0, 0, *[2] * 10]
