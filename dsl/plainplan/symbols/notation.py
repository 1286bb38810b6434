"""Expressions in the notation of plans: `b ^ 2 / 3`, `max(x, 0)`, `if a > b then a else b`."""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.symbols.variables import Expression

# From what binds loosest to what binds closest.
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
LONGEST = 400


def expression_text(expression: Expression) -> str:
    """An expression as a plan would say it; of a very long one only its beginning."""
    text = _text(expression)[0]
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _text(expression: Expression) -> tuple[str, int]:
    if expression.is_Rational:
        return _fraction(expression)
    form = _FORMS.get(type(expression).__name__)
    if form is not None:
        return form(expression)
    name = getattr(expression, "name", None)
    if name is not None and not expression.args:
        return str(name), ATOM
    called = type(expression).__name__.removesuffix("()")
    return f"{called}({', '.join(_text(argument)[0] for argument in expression.args)})", ATOM


def _within(expression: Expression, least: int) -> str:
    text, binding = _text(expression)
    return text if binding >= least else f"({text})"


def _fraction(expression: Expression) -> tuple[str, int]:
    from fractions import Fraction

    value = Fraction(int(expression.p), int(expression.q))
    short = decimal_text(value)
    if value < 0:
        return short, SIGN
    return short, PRODUCT if "/" in short else ATOM


def decimal_text(value: Any) -> str:
    """A fraction as a decimal where it has a short one, else as a quotient."""
    # Any: a fraction, whose class is imported by those who make one.
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and value.denominator < 10**9:
        from decimal import Decimal

        return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return f"{value.numerator}/{value.denominator}"


def _sum(expression: Expression) -> tuple[str, int]:
    text = ""
    for term in expression.as_ordered_terms():
        is_below = term.could_extract_minus_sign()
        written = _within(-term if is_below else term, PRODUCT)
        if not text:
            text = f"-{written}" if is_below else written
        else:
            text += f" - {written}" if is_below else f" + {written}"
    return text, SUM


def _product(expression: Expression) -> tuple[str, int]:
    from sympy import fraction

    if expression.could_extract_minus_sign():
        return f"-{_within(-expression, PRODUCT)}", SIGN
    above, below = fraction(expression)
    if below != 1:
        # What is a product below the line needs parentheses.
        return f"{_within(above, PRODUCT)} / {_within(below, POWER)}", PRODUCT
    return " * ".join(_within(factor, SIGN) for factor in expression.as_ordered_factors()), PRODUCT


def _power(expression: Expression) -> tuple[str, int]:
    from sympy import Rational

    if expression.exp == Rational(1, 2):
        return f"sqrt({_text(expression.base)[0]})", ATOM
    if expression.exp.could_extract_minus_sign() and expression.exp.is_number:
        return f"1 / {_within(1 / expression, POWER)}", PRODUCT
    return f"{_within(expression.base, ATOM)} ^ {_within(expression.exp, ATOM)}", POWER


def _choice(expression: Expression) -> tuple[str, int]:
    text = ""
    for value, condition in expression.args:
        text += _text(value)[0] if condition == True else f"if {_text(condition)[0]} then {_text(value)[0]} else "  # noqa: E712
    return text, SUM - 1


def _relation(sign: str) -> Callable[[Expression], tuple[str, int]]:
    return lambda expression: (f"{_within(expression.lhs, SUM)} {sign} {_within(expression.rhs, SUM)}", SUM - 1)


def _called(name: str) -> Callable[[Expression], tuple[str, int]]:
    return lambda expression: (f"{name}({', '.join(_text(each)[0] for each in expression.args)})", ATOM)


def _joined(word: str) -> Callable[[Expression], tuple[str, int]]:
    return lambda expression: (f" {word} ".join(_within(each, SUM - 1) for each in expression.args), SUM - 2)


# Any: each form is given just the class under whose name it stands.
_FORMS: dict[str, Callable[[Any], tuple[str, int]]] = {
    "Add": _sum,
    "Mul": _product,
    "Pow": _power,
    "Exp1": lambda expression: ("exp(1)", ATOM),
    "Piecewise": _choice,
    "Max": _called("max"),
    "Min": _called("min"),
    "Abs": _called("abs"),
    "log": _called("ln"),
    "floor": _called("int"),
    "Equality": _relation("="),
    "Unequality": _relation("!="),
    "GreaterThan": _relation(">="),
    "StrictGreaterThan": _relation(">"),
    "LessThan": _relation("<="),
    "StrictLessThan": _relation("<"),
    "And": _joined("and"),
    "Or": _joined("or"),
    "Not": lambda expression: (f"not {_within(expression.args[0], ATOM)}", SUM - 1),
    "BooleanTrue": lambda expression: ("true", ATOM),
    "BooleanFalse": lambda expression: ("false", ATOM),
}
