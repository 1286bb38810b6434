"""How tightly each operator binds."""

from __future__ import annotations

import pytest

from syntax.trees import expression, formatted, grouped, mistakes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a or b and c", "(a or (b and c))"),
        ("a and not b or c", "((a and (not b)) or c)"),
        ("not a = b", "(not (a = b))"),
        ("a + b < c * d", "((a + b) < (c * d))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b / c", "((a / b) / c)"),
        ("a + b * c", "(a + (b * c))"),
        ("-a * b", "((- a) * b)"),
        ("a - -b", "(a - (- b))"),
        ("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"),
        ("2 ^ -3", "(2 ^ (- 3))"),
        ("(15%)^(1/4) - 1", "((15% ^ (1 / 4)) - 1)"),
        ("15 years * a", "([15 years] * a)"),
        ("5 TWD ^ 2", "([5 TWD] ^ 2)"),
        ("a.b.c ^ 2", "(a.b.c ^ 2)"),
        ("a.f(b).c", "a.f(b).c"),
        ("if a then b else c + d", "(if a then b else (c + d))"),
        ("if a then b else if c then d else e", "(if a then b else (if c then d else e))"),
        ("if a or b then c else d", "(if (a or b) then c else d)"),
    ],
)
def test_operators_bind_as_in_a_formula(written: str, meant: str) -> None:
    assert grouped(expression(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("60萬 TWD/year real", "(([60萬 TWD] / year) real)"),
        ("2.1%/year compounded monthly", "((2.1% / year) compounded monthly)"),
        ("a + 5 TWD real", "(a + ([5 TWD] real))"),
        ("a * 5 TWD real", "((a * [5 TWD]) real)"),
        ("5 TWD real < b", "(([5 TWD] real) < b)"),
    ],
)
def test_suffixes_bind_looser_than_products_and_tighter_than_sums(written: str, meant: str) -> None:
    assert grouped(expression(written)) == meant


def test_real_before_a_bracket_is_a_function() -> None:
    assert grouped(expression("real(x) + nominal(y)")) == "(real(x) + nominal(y))"


@pytest.mark.parametrize("written", ["-5^2", "-x ^ 2", "a - -b^2"])
def test_a_sign_before_a_power_is_a_mistake(written: str) -> None:
    assert [mistake.code for mistake in mistakes(f"let x = {written}")] == ["signed-power"]


@pytest.mark.parametrize("written", ["-(5^2)", "(-5)^2", "a - b^2", "2^-3"])
def test_a_sign_and_a_power_with_parentheses_are_fine(written: str) -> None:
    assert formatted(f"let x = {written}\n") == f"let x = {written}\n"


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "=", "!="])
def test_a_comparison_is_not_chained(operator: str) -> None:
    assert [mistake.code for mistake in mistakes(f"let x = a {operator} b {operator} c")] == ["chained-comparison"]
