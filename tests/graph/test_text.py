"""Formulas are written as people read them, with no more parentheses than they need."""

from __future__ import annotations

import pytest

from plainplan.dimensions import NUMBER
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Graph,
    If,
    InputFacts,
    Lag,
    Negate,
    Not,
    Or,
    Quantity,
    Reference,
    Select,
    Sparse,
    Step,
    Window,
)
from plainplan.graph.text import formula_text, spell_formula

A, B, C, HELPER = (Reference(index) for index in range(4))


@pytest.fixture
def graph() -> Graph:
    """Three inputs `a`, `b`, `c` and a helper row that holds a + b."""
    found = Graph("plan", "en", "USD", steps=2, step_months=12)
    for index, name in enumerate("abc"):
        facts = InputFacts(float(index + 2), str(index + 2), True, "param")
        found.quantities.append(Quantity(index, name, name, NUMBER, "params", None, None, facts))
    helper = Quantity(3, "c~", "c", NUMBER, "params", Binary("+", A, B), None, is_helper=True)
    found.quantities.append(helper)
    return found


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Binary("-", A, Binary("-", B, C)), "a - (b - c)"),
        (Binary("-", Binary("-", A, B), C), "a - b - c"),
        (Binary("*", Binary("+", A, B), C), "(a + b) * c"),
        (Binary("+", Binary("*", A, B), C), "a * b + c"),
        (Binary("/", A, Binary("*", B, C)), "a / (b * c)"),
        (Binary("^", Negate(A), Constant(2.0)), "(-a)^2"),
        (Negate(Binary("^", A, Constant(2.0))), "-(a^2)"),
        (Binary("*", HELPER, C), "(a + b) * c"),
        (Binary("+", HELPER, C), "a + b + c"),
        (Compare(">", A, Binary("+", B, C), 0), "a > b + c"),
        (And((A, Or((B, C)))), "a and (b or c)"),
        (Not(And((A, B))), "not (a and b)"),
        (If(A, B, If(B, C, A)), "if a then b else if b then c else a"),
        (Lag(0, Constant(0.0)), "prev(a, start: 0)"),
        (Lag(3, B), "prev(a + b, start: b)"),
        (Call("max", (A, B)), "max(a, b)"),
        (Select(0, (A, B)), "choose(a, a, b)"),
        (Aggregate("sum", 0), "sum(a)"),
        (At(0, C), "at(a, step c)"),
        (Window("mean", 0, 12), "mean(a, last 12 steps)"),
        (Window("sum", 0, None), "sum(a, from the start)"),
        (Step(), "step"),
        (Sparse("between", A, "t", (1,), (1,), (2,), B), "by(a, b: c, otherwise: b)"),
        (Sparse("since", A, "t", (1,), (), (2,), None), "since(a, b: c)"),
    ],
)
def test_a_formula_is_written_with_names(graph: Graph, formula: Formula, text: str) -> None:
    assert formula_text(graph, formula) == text


def test_figures_take_the_place_of_names(graph: Graph) -> None:
    spelled = spell_formula(graph, Binary("^", A, Binary("-", B, C)), lambda quantity, _: str(-quantity - 1))
    assert spelled == "(-1)^(-2 - -3)"


def test_what_stands_behind_prev_is_read_one_step_back(graph: Graph) -> None:
    formula = If(A, Lag(1, C), B)
    assert spell_formula(graph, formula, lambda quantity, back: f"q{quantity}@{back}") == (
        "if q0@0 then prev(q1@1, start: q2@0) else q1@0"
    )
