"""Breaking a formula into rows never changes what it means."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.build import Builder
from plainplan.dimensions import BOOLEAN, NUMBER
from plainplan.evaluate import run
from plainplan.graph.nodes import (
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    Lag,
    Negate,
    Not,
    Or,
    Reference,
    Sparse,
    Step,
)
from plainplan.graph.normal_form import check_normal_form, split
from plainplan.graph.order import finish

STEPS = 3
INPUTS = {"a": 2.0, "b": -3.0, "c": 0.0, "d": 0.25, "yes": 1.0, "no": 0.0, "tolerance": 1e-10}
TOLERANCE = list(INPUTS).index("tolerance")
NUMBERS, FLAGS = (0, 1, 2, 3, 7), (4, 5)  # 7 is the number of the step.

leaves = st.sampled_from([Constant(0.0), Constant(1.0), Step(), *map(Reference, NUMBERS)])
flag_leaves = st.sampled_from([*map(Reference, FLAGS)])


def extend(children: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    comparisons = st.builds(Compare, st.sampled_from([">", ">=", "=", "<"]), children, children, st.just(TOLERANCE))
    flags = st.one_of(
        flag_leaves,
        comparisons,
        st.builds(Not, comparisons),
        st.builds(lambda left, right: And((left, right)), comparisons, flag_leaves),
        st.builds(lambda left, right: Or((left, right)), comparisons, comparisons),
    )
    return st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/", "/"]), children, children),
        st.builds(Negate, children),
        st.builds(If, flags, children, children),
        st.builds(lambda *parts: Call("min", parts), children, children, children),
        st.builds(lambda part: Call("sqrt", (part,)), children),
        st.builds(Lag, st.sampled_from(NUMBERS), children),
        st.builds(At, st.sampled_from(NUMBERS), children),
        st.builds(lambda at: Sparse("since", at, "t", (2, 3), (), (0, 1), None), children),
    )


formulas = st.recursive(leaves, extend, max_leaves=25)


def value_of(formula: Formula, is_split: bool) -> list[float]:
    plan = Builder(STEPS)
    for name, value in INPUTS.items():
        plan.input(name, value)
    plan.formula("step", Step())

    def make(part: Formula) -> Reference:
        type_ = BOOLEAN if isinstance(part, Compare | Not | And | Or) else NUMBER
        return plan.formula(f"helper {len(plan.graph.quantities)}", part, type_, is_helper=True)

    x = plan.formula("x", split(formula, make) if is_split else formula)
    assert finish(plan.graph) == []
    if is_split:
        assert check_normal_form(plan.graph) == []
    return run(plan.graph).series(x.quantity)


def same(left: list[float], right: list[float]) -> bool:
    return all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(left, right, strict=True))


@given(formulas)
@settings(max_examples=300, deadline=None)
def test_a_formula_broken_into_rows_has_the_same_values(formula: Formula) -> None:
    assert same(value_of(formula, is_split=False), value_of(formula, is_split=True))
