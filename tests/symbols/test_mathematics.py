"""Expressions drawn in characters and written as LaTeX."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from sympy import Abs, Eq, Expr, Function, Max, Piecewise, Rational, Symbol, exp, floor, log, sqrt

from plainplan.symbols.boxes import Boxes
from plainplan.symbols.latex import Latex
from plainplan.symbols.mathematics import drawn

x, y, cash = (Symbol(name, real=True) for name in ("x", "y", "現金"))


def page(expression: Expr) -> str:
    box = drawn(expression, Boxes(), lambda symbol: str(symbol))
    assert len({cell_len(line) for line in box.lines}) == 1
    return "\n".join(line.rstrip() for line in box.lines)


def latex(expression: Expr) -> str:
    return str(drawn(expression, Latex(), lambda symbol: str(symbol)))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (x + y, "x + y"),
        (y - x, "y − x"),
        (-x - y, "−x − y"),
        (3 * x * y, "3·x·y"),
        (-2 * (x + y), "−2·x − 2·y"),
        (x * (x + y), "x·(x + y)"),
        (Rational(21, 1000) * x, "0.021·x"),
        (x + 15_000_000, "x + 15,000,000"),
        (x**2, "x²"),
        (x**10, "x¹⁰"),
        ((x + 1) ** 3, "(x + 1)³"),
        (sqrt(x), "√(x)"),
        (Abs(x), "│x│"),
        (floor(x), "⌊x⌋"),
        (log(x), "ln(x)"),
        (Max(x, y), "max(x, y)"),
        (Function("round()")(x, 2), "round(x, 2)"),
        ((x > y) & (x < 3), "x > y and x < 3"),
        (Eq(x, y), "x = y"),
        (x / y, " x\n───\n y"),
        (x / 3, " x\n───\n 3"),
        ((x / y) ** 2, " x²\n────\n y²"),
        (1 / (1 + x), "   1\n───────\n x + 1"),
        ((1 + x) ** y, "       y\n(x + 1)"),
        (exp(-x), " −x\ne"),
        # A Chinese character takes two columns.
        (cash / (12 * x), " 現金\n──────\n 12·x"),
        (Piecewise((x, x > y), (0, True)), "⎰ x  if x > y\n⎱ 0  else"),
    ],
)
def test_an_expression_is_drawn(expression: Expr, text: str) -> None:
    assert page(expression) == text


def test_parentheses_are_as_high_as_what_they_hold() -> None:
    assert page(abs(x / y + 1)) == "│ x     │\n│─── + 1│\n│ y     │"
    assert page(Function("round()")(x / y, 2)) == "     ⎛ x    ⎞\nround⎜───, 2⎟\n     ⎝ y    ⎠"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (x / (12 * y), r"\frac{\text{x}}{12 \cdot \text{y}}"),
        (y - x, r"\text{y} - \text{x}"),
        (-x, r"-\text{x}"),
        (x**2, r"\text{x}^{2}"),
        (sqrt(x + 1), r"\sqrt{\text{x} + 1}"),
        ((x + 1) * y, r"\text{y} \cdot \left(\text{x} + 1\right)"),
        (x + 1500, r"\text{x} + 1{,}500"),
        (Max(x, 0), r"\max\left(0, \text{x}\right)"),
        (
            Piecewise((x, x >= y), (0, True)),
            r"\begin{cases} \text{x} & \text{if } \text{x} \ge \text{y} \\ 0 & \text{else} \end{cases}",
        ),
        (Symbol("cash_years", real=True) * 2, r"2 \cdot \text{cash\_years}"),
    ],
)
def test_an_expression_is_written_as_latex(expression: Expr, text: str) -> None:
    assert latex(expression) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [("-5.5e-05", "−5.5·10⁻⁵"), ("1,234.5", "1,234.5"), ("-3", "−3"), ("2e+20", "2·10²⁰")],
)
def test_a_figure_is_written_as_people_do(figure: str, text: str) -> None:
    box = drawn(x, Boxes(), lambda symbol: figure)
    assert box.lines == (text,)


def test_a_figure_below_zero_stands_in_parentheses_behind_a_sign() -> None:
    box = drawn(y - x, Boxes(), lambda symbol: "-2" if symbol == x else "7")
    assert box.lines == ("7 − (−2)",)
