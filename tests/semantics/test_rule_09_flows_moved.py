"""Rule 9: a flow that a statement moves is multiplied by its period."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

TWO = asset("a", "100_000 TWD") + asset("b", "0 TWD")


@pytest.mark.parametrize(
    ("head", "step", "moved"),
    [
        ("each month", "month", 100),
        ("each quarter", "month", 300),
        ("each year", "month", 1200),
        ("each year first", "month", 1200),
        ("each quarter", "quarter", 300),
        ("each year", "quarter", 1200),
        ("each year", "year", 1200),
        ("when step = 1", "month", 100),
        ("when step = 1", "quarter", 300),
        ("when step = 1", "year", 1200),
        ("once when step = 1", "quarter", 300),
    ],
)
@pytest.mark.parametrize("flow", ["100 TWD/month", "1200 TWD/year", "300 TWD/quarter"])
def test_a_flow_moves_for_the_length_of_its_period(
    run_text: RunText, head: str, step: str, moved: float, flow: str
) -> None:
    text = TWO + f"{head} {{\n    move {flow} from a to b as m\n}}\nlet x = m.amount\n"
    run = run_text(plan(text, step=step, years=1))
    assert next(amount for amount in run["x"] if amount) == pytest.approx(moved)


@pytest.mark.parametrize(
    ("head", "step"), [("each year", "month"), ("each year", "year"), ("when step = 1", "quarter")]
)
def test_a_sum_of_money_moves_as_it_is(run_text: RunText, head: str, step: str) -> None:
    text = TWO + f"{head} {{\n    move 100 TWD from a to b\n}}\n"
    assert run_text(plan(text, step=step, years=1))["b"][-1] == 100


def test_a_flow_in_an_at_block_is_an_error(diagnose: Diagnose) -> None:
    assert diagnose(plan(TWO + "at 2026-01 {\n    move 100 TWD/month from a to b\n}\n")) == ["flow-at-date"]


def test_a_flow_times_the_period_is_that_sum(run_text: RunText) -> None:
    text = TWO + "each year {\n    move 100 TWD/month * period from a to b\n}\n"
    assert run_text(plan(text, step="month", years=1))["b"][-1] == pytest.approx(1200)
    assert run_text(plan(text, step="year", years=1))["b"][-1] == pytest.approx(1200)


def test_a_rule_writes_spending_times_period(run_text: RunText) -> None:
    text = "rule spend(a: asset, b: asset, spending: money/year) {\n    move spending * period from a to b\n}\n" + TWO
    text += "each quarter {\n    apply spend(a, b, 1200 TWD/year)\n}\n"
    for step in ("month", "quarter"):
        assert run_text(plan(text, step=step, years=1))["b"][-1] == pytest.approx(1200)


@pytest.mark.parametrize("statement", ["withdraw 100 TWD/month from a", "pay 100 TWD/month from a"])
def test_withdrawals_and_payments_are_flows_too(run_text: RunText, statement: str) -> None:
    run = run_text(plan(TWO + f"each year {{\n    {statement}\n}}\n", step="month", years=1))
    assert run["a"][-1] == pytest.approx(100_000 - 1200)


def test_a_real_flow_moves_at_the_price_level_of_the_step(run_text: RunText) -> None:
    text = TWO + "each year {\n    move 100 TWD/month real from a to b as m\n}\nlet x = m.amount\n"
    run = run_text(plan(text, years=3, inflation="10%/year"))
    assert run["x"] == pytest.approx([1200, 1320, 1452])


def test_receiving_a_flow_is_for_the_period(run_text: RunText) -> None:
    text = TWO + "each quarter {\n    receive 100 TWD/month into b\n}\n"
    expected = [300 * ((month + 1) // 3) for month in range(12)]
    assert run_text(plan(text, step="month", years=1))["b"] == pytest.approx(expected)


def test_borrowing_and_repaying_a_flow_is_for_the_period(run_text: RunText) -> None:
    text = TWO + "debt d {\n    principal: 0 TWD\n    payment: none\n}\n"
    text += "each year {\n    borrow 100 TWD/month from d into b\n    repay 25 TWD/month of d from a\n}\n"
    run = run_text(plan(text, step="month", years=1))
    assert (run["d"][-1], run["b"][-1], run["a"][-1]) == pytest.approx((900, 1200, 100_000 - 300))
