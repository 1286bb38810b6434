"""A figure as mathematics: what is written has the value of the run, and the derivatives are those of a textbook."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from sympy import simplify

from plainplan import load
from plainplan.api import Plan, Run
from plainplan.api.mathematics import Mathematics, mathematics_of, value_of
from plainplan.source import Source

TEXTBOOK = Path(__file__).parent.parent.parent / "plans" / "textbook"


def run_of(text: str) -> Run:
    return Plan("a.plan", Source("a.plan", text)).run()


def written(run: Run, name: str, step: int | None = None) -> Mathematics:
    found = mathematics_of(run, run.graph.by_name[name], step)
    assert found is not None
    return found


def slopes_of(found: Mathematics) -> dict[str, float]:
    return {slope.part.quantity.name: slope.value for slope in found.slopes}


@pytest.mark.parametrize("name", ["02-time-value.plan", "05-debt-capacity.plan", "06-money-market.plan"])
def test_what_is_written_has_the_value_of_the_run(name: str) -> None:
    run = load(TEXTBOOK / name).run()
    count = 0
    lets = [item for item in run.graph.quantities if item.axis == "scalar" and item.formula is not None]
    for quantity in [item for item in lets if "." not in item.name and not item.is_helper][:25]:
        found = mathematics_of(run, quantity.id, None)
        value = run.number(quantity.id)
        if found is None or math.isnan(value):
            continue
        count += 1
        assert value_of(found.expression, found.parts) == pytest.approx(value, rel=1e-9, abs=1e-9)
        if found.simple is not None:
            assert value_of(found.simple, found.parts) == pytest.approx(value, rel=1e-9, abs=1e-9)
    assert count >= 10


def test_derivatives_go_down_to_the_inputs() -> None:
    # d/dr of p (1 + r)^3 is 3 p (1 + r)^2.
    run = run_of("param r = 5%\nparam p = 100\nlet growth = (1 + r) ^ 3\nlet worth = p * growth\n")
    found = written(run, "worth")
    assert found.reaches_inputs
    assert slopes_of(found) == pytest.approx({"r": 300 * 1.05**2, "p": 1.05**3})


def test_a_derivative_agrees_with_running_the_plan_again() -> None:
    plan = Plan(
        "a.plan",
        Source(
            "a.plan", "param rate = 2.1%\nparam loan = 800\nlet paid = -pmt(rate / 12, 360, loan) * 12 / loan ^ 2\n"
        ),
    )
    run = plan.run()
    slopes = slopes_of(written(run, "paid"))
    outcome = run.graph.by_name["paid"]
    value = run.number(outcome)
    for item in plan.sensitivities(run, outcome).inputs:
        if item.name in slopes:
            assert item.elasticity == pytest.approx(slopes[item.name] * item.value / value, rel=1e-6)
    assert set(slopes) == {"rate", "loan"}


def test_the_derivative_of_a_choice_is_that_of_what_is_chosen() -> None:
    run = run_of("param a = 3.0\nparam b = 5.0\nlet c = max(2 * a, b)\nlet d = if a > b then a else 7 * b\n")
    assert slopes_of(written(run, "c")) == {"a": 2, "b": 0}
    assert slopes_of(written(run, "d")) == {"a": 0, "b": 7}


def test_a_formula_is_simplified() -> None:
    run = run_of("param a = 3.0\nlet b = (a ^ 2 - 1) / (a - 1)\n")
    found = written(run, "b")
    assert found.simple is not None
    symbol = found.parts[0].symbol
    assert simplify(found.simple - (symbol + 1)) == 0


def test_what_the_formula_reads_of_the_step_before_is_of_that_step() -> None:
    head = 'plan "家" {\n    currency: TWD\n    start: 2026-01\n    years: 3\n}\n'
    run = run_of(head + "let a = prev(a, start: 1) * 2\n")
    found = written(run, "a", 3)
    assert [(part.quantity.name, part.step, part.value) for part in found.parts] == [("a", 2, 4.0)]


def test_a_balance_is_what_the_last_statement_leaves() -> None:
    head = 'plan "家" {\n    currency: TWD\n    start: 2026-01\n    years: 3\n}\n'
    run = run_of(head + "asset cash {\n    value: 100\n    return: 10%/year\n}\n")
    closing = run.graph.accounts[0].closing
    found = mathematics_of(run, closing, 3)
    assert found is not None
    assert value_of(found.expression, found.parts) == pytest.approx(100 * 1.1**3)


def test_a_text_is_no_formula() -> None:
    run = run_of('table names {\n    n in "甲", "乙"\n    same = n\n}\nlet first_name = at(names.same, 1)\n')
    assert mathematics_of(run, run.graph.by_name["names.same"], 1) is None
