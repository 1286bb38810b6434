"""What is undefined names its first cause."""

from __future__ import annotations

import pytest

from graph.build import Builder
from plainplan.evaluate import run
from plainplan.graph.nodes import (
    Aggregate,
    At,
    Binary,
    Call,
    Constant,
    Formula,
    If,
    Lag,
    Reference,
    Sparse,
    Step,
    Window,
)
from plainplan.graph.order import finish

zero, one = Constant(0.0), Constant(1.0)


def causes(plan: Builder) -> list[tuple[str, int | None, str]]:
    assert finish(plan.graph) == []
    return [
        (plan.graph.quantities[cause.quantity].name, cause.step, cause.reason) for cause in run(plan.graph).undefined()
    ]


def test_a_plan_without_undefined_values_has_no_causes() -> None:
    plan = Builder()
    plan.formula("x", Binary("+", plan.input("a", 1.0), one))
    assert causes(plan) == []


def test_the_cause_is_found_behind_lags_sums_and_conditions() -> None:
    plan = Builder(steps=6)
    step = plan.formula("step", Step())
    left = plan.formula("left", Binary("-", Constant(3.0), step))
    share = plan.formula("share", Binary("/", one, left))
    balance = plan.formula("balance", None)
    before = plan.formula("before", Lag(balance.quantity, one))
    plan.define(balance, Binary("+", before, share))
    chosen = plan.formula("chosen", If(one, balance, zero))
    total = plan.formula("total", Aggregate("sum", chosen.quantity))
    plan.formula("worth", Binary("*", total, one))
    assert causes(plan) == [("share", 3, "division by zero")]


def test_an_arm_that_is_not_taken_is_no_cause() -> None:
    plan = Builder()
    bad = plan.formula("bad", Binary("/", one, zero))
    flag = plan.input("flag", 1.0)
    plan.formula("fine", If(flag, one, bad))
    assert causes(plan) == [("bad", None, "division by zero")]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (Binary("+", one, Binary("/", Reference(0), zero)), "division by zero"),
        (Binary("^", zero, zero), "0^0 has no value"),
        (Binary("^", Reference(0), Reference(1)), "a negative base to a power that is not whole: -8^0.5"),
        (Binary("*", Reference(2), Reference(2)), "the result is too large"),
        (Call("sqrt", (Reference(0),)), "sqrt(-8) has no value"),
        (At(3, Reference(0)), "there is no step -8 of 1"),
        (Sparse("since", Reference(0), "t", (1,), (), (1,), None), "no row of the table holds at -8"),
        (Aggregate("sd", 3), "a standard deviation needs two values"),
    ],
)
def test_reasons_are_in_words(formula: Formula, reason: str) -> None:
    plan = Builder(steps=1)
    plan.input("a", -8.0)
    plan.input("b", 0.5)
    plan.input("c", 1e200)
    plan.formula("step", Step())
    plan.formula("x", formula)
    assert causes(plan) == [("x", None, reason)]


def test_a_window_is_followed_to_the_step_that_spoils_it() -> None:
    plan = Builder(steps=4)
    step = plan.formula("step", Step())
    bad = plan.formula("bad", Binary("/", one, Binary("-", step, Constant(2.0))))
    plan.formula("recent", Window("sum", bad.quantity, 2))
    assert causes(plan) == [("bad", 2, "division by zero")]
