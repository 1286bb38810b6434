"""Formulas are broken into rows that a reader can read aloud."""

from __future__ import annotations

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
    Not,
    Reference,
)
from plainplan.graph.normal_form import split
from plainplan.graph.operands import operands, walk

FIRST_HELPER = 1000
a, b, c, d, flag = (Reference(number) for number in range(5))
zero = Constant(0.0)


def split_into_rows(formula: Formula) -> list[Formula]:
    """The helper formulas in the order in which they are made, and at last the formula itself."""
    rows: list[Formula] = []

    def make(helper: Formula) -> Reference:
        rows.append(helper)
        return Reference(FIRST_HELPER + len(rows) - 1)

    last = split(formula, make)
    return [*rows, last]


def helper(position: int) -> Reference:
    return Reference(FIRST_HELPER + position)


def references(formula: Formula) -> list[int]:
    return [node.quantity for node in walk(formula) if isinstance(node, Reference)]


def chain(operator: str, count: int) -> Formula:
    formula: Formula = Reference(0)
    for number in range(1, count):
        formula = Binary(operator, formula, Reference(number))
    return formula


def test_a_short_formula_stays_as_it_is() -> None:
    formula = If(flag, Binary("*", a, b), zero)
    assert split_into_rows(formula) == [formula]


def test_a_condition_inside_an_operator_becomes_a_row() -> None:
    inner = If(flag, a, b)
    assert split_into_rows(Binary("+", inner, c)) == [inner, Binary("+", helper(0), c)]


def test_the_flag_of_a_condition_becomes_a_row_when_it_is_a_comparison() -> None:
    inner = Compare(">", a, b, 9)
    assert split_into_rows(If(inner, c, d)) == [inner, If(helper(0), c, d)]


def test_a_long_sum_is_broken_from_the_left_so_that_it_adds_in_the_same_order() -> None:
    first, second = split_into_rows(chain("+", 12))
    assert first == chain("+", 8)
    assert references(second) == [FIRST_HELPER, 8, 9, 10, 11]


def test_a_sum_of_many_arguments_keeps_its_order() -> None:
    *rows, last = split_into_rows(Call("sum", tuple(Reference(number) for number in range(70))))
    assert [references(row) for row in rows] == [[*range(29)], [FIRST_HELPER, *range(29, 57)]]
    assert references(last) == [FIRST_HELPER + 1, *range(57, 70)]


def test_a_helper_of_an_arm_carries_the_flag_of_the_arm() -> None:
    division = Binary("/", a, b)
    nested = If(Reference(5), division, c)
    assert split_into_rows(If(flag, nested, zero)) == [
        And((flag, Reference(5))),
        If(helper(0), division, zero),
        If(Reference(5), helper(1), c),
        If(flag, helper(2), zero),
    ]


def test_a_helper_of_the_other_arm_carries_the_opposite_flag() -> None:
    comparison = Compare(">", Binary("/", a, b), c, 9)
    assert split_into_rows(If(flag, zero, Binary("*", comparison, d))) == [
        Not(flag),
        If(helper(0), Binary("/", a, b), zero),
        Compare(">", helper(1), c, 9),
        If(flag, zero, Binary("*", helper(2), d)),
    ]


def test_a_place_in_time_is_valid_where_its_arm_is_not_taken() -> None:
    assert split_into_rows(If(flag, Binary("+", At(0, b), c), zero)) == [
        If(flag, b, Constant(1.0)),
        At(0, helper(0)),
        If(flag, Binary("+", helper(1), c), zero),
    ]


def test_whether_a_value_is_valid_is_asked_only_where_its_arm_is_taken() -> None:
    assert split_into_rows(If(flag, Binary("+", Call("valid", (a, b, d)), c), zero)) == [
        If(flag, b, Constant(1.0)),
        Call("valid", (a, helper(0), d)),
        If(flag, Binary("+", helper(1), c), zero),
    ]


def test_a_lag_keeps_its_own_row_and_carries_no_flag() -> None:
    assert split_into_rows(If(flag, Binary("-", a, Lag(1, c)), zero)) == [
        Lag(1, c),
        If(flag, Binary("-", a, helper(0)), zero),
    ]


def test_a_very_deep_formula_needs_no_deep_stack() -> None:
    rows = split_into_rows(chain("/", 50_000))
    assert all(len(references(row)) <= 9 for row in rows)
    nested: Formula = a
    for _ in range(5_000):
        nested = If(flag, nested, b)
    assert all(not operands(part) for row in split_into_rows(nested) if isinstance(row, If) for part in operands(row))
