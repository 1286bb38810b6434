"""Rule 11: what happens in every step by itself, in which order, and where a block puts it."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, flow, plan

# Each event can be told apart by the balance that it meets.
FUND = asset("fund", "1000 TWD", return_="10%/year")
SALARY = flow("income", "salary", "100 TWD/year")
FOOD = flow("expense", "food", "50 TWD/year")


def test_growth_comes_before_incomes_and_expenses(run_text: RunText) -> None:
    run = run_text(plan(FOOD + SALARY + FUND, years=1))
    assert run["fund"] == pytest.approx([1000 * 1.1 + 100 - 50])


def test_incomes_come_before_expenses_and_expenses_before_debt_service(run_text: RunText) -> None:
    text = debt("loan", "60 TWD", term="1 years", every="year") + FOOD + SALARY + asset("cash", "0 TWD")
    run = run_text(plan(text, years=1))
    assert run["cash"] == [0]
    # 100 comes in, 50 is eaten, 50 of 60 is paid.
    assert run["loan"] == [10]


def test_blocks_come_last_in_file_order(run_text: RunText) -> None:
    text = "each year {\n    withdraw 10% * fund from fund\n}\n" + FUND + SALARY
    assert run_text(plan(text, years=1))["fund"] == pytest.approx([(1100 + 100) * 0.9])


def test_grow_is_placed_by_a_block(run_text: RunText) -> None:
    text = FUND + "each year {\n    withdraw 100 from fund\n    grow\n}\n"
    assert run_text(plan(text, years=1))["fund"] == pytest.approx([900 * 1.1])


def test_an_income_and_an_expense_are_placed_by_a_block(run_text: RunText) -> None:
    text = FUND + SALARY + FOOD + "each year {\n    pay food\n    grow\n    receive salary\n}\n"
    assert run_text(plan(text, years=1))["fund"] == pytest.approx([950 * 1.1 + 100])


def test_debt_service_is_placed_by_a_block(run_text: RunText) -> None:
    text = FUND + debt("loan", "500 TWD", term="1 years", every="year")
    text += "each year {\n    pay loan\n    grow\n}\n"
    assert run_text(plan(text, years=1))["fund"] == pytest.approx([550])


def test_events_that_no_block_names_keep_their_place(run_text: RunText) -> None:
    text = FUND + SALARY + FOOD + "each year {\n    grow\n}\n"
    assert run_text(plan(text, years=1))["fund"] == pytest.approx([1050 * 1.1])


def test_a_debt_that_capitalises_does_so_when_accounts_grow(run_text: RunText) -> None:
    text = FUND + debt("loan", "100 TWD", rate="10%/year", every="year", payment="none")
    text += "each year {\n    borrow 100 from loan into fund\n    grow\n}\n"
    run = run_text(plan(text, years=1))
    assert (run["fund"][0], run["loan"][0]) == pytest.approx((1210, 220))


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ("each year {\n    grow\n    grow\n}\n", "repeated-event"),
        ("each year {\n    grow\n}\neach year {\n    grow\n}\n", "repeated-event"),
        ("each year {\n    receive salary\n    receive salary\n}\n", "repeated-event"),
        ("each year {\n    if step > 1 {\n        grow\n    }\n}\n", "misplaced-event"),
        ("when step > 1 {\n    grow\n}\n", "misplaced-event"),
        ("at 2026-01 {\n    pay food\n}\n", "misplaced-event"),
    ],
)
def test_an_event_happens_exactly_once(diagnose: Diagnose, blocks: str, code: str) -> None:
    assert diagnose(plan(FUND + SALARY + FOOD + blocks)) == [code]


def test_an_event_needs_a_block_that_runs_every_step(diagnose: Diagnose) -> None:
    assert diagnose(plan(FUND + "each year {\n    grow\n}\n", step="month")) == ["misplaced-event"]
    assert diagnose(plan(FUND + "each month {\n    grow\n}\n", step="month")) == []


def test_an_event_that_is_not_due_does_nothing(run_text: RunText) -> None:
    text = FUND + flow("income", "salary", "100 TWD/year", until="2027-01") + "each year {\n    receive salary\n}\n"
    assert run_text(plan(text, years=2))["salary.paid"] == [100, 0]


def test_growth_is_of_the_balances_before_any_is_posted(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="0%/year", payout="10%/year", into="b") + asset(
        "b", "0 TWD", return_="10%/year"
    )
    assert run_text(plan(text, years=2))["b"] == pytest.approx([100, 100 * 1.1 + 100])


def test_an_event_may_be_named(run_text: RunText) -> None:
    text = FUND + SALARY + FOOD + debt("loan", "500 TWD", term="1 years", every="year")
    text += "each year {\n    grow\n    receive salary as s\n    pay food as f\n    pay loan as l\n}\n"
    text += "let x = s.amount\nlet y = f.amount\nlet z = l.amount\nlet w = l.short\n"
    run = run_text(plan(text, years=1))
    assert run["x"] + run["y"] + run["z"] + run["w"] == [100, 50, 500, 0]


def test_a_debt_without_payments_cannot_be_paid(diagnose: Diagnose) -> None:
    text = FUND + debt("loan", "500 TWD", payment="none")
    assert diagnose(plan(text + "each year {\n    pay loan\n}\n")) == ["misplaced-event"]
