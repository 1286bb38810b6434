"""Expressions as mathematics: one way through them, which a sheet draws in characters or writes as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from plainplan.symbols.notation import decimal_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from plainplan.symbols.variables import Expression

    class Sheet(Protocol):
        """What formulas are put on. Any: what a sheet makes of a part, a box or a text."""

        def text(self, text: str) -> Any: ...
        def name(self, text: str) -> Any: ...
        def row(self, parts: Sequence[Any]) -> Any: ...
        def negative(self, inner: Any) -> Any: ...
        def fraction(self, above: Any, under: Any) -> Any: ...
        def power(self, base: Any, exponent: Any) -> Any: ...
        def root(self, inner: Any) -> Any: ...
        def within(self, inner: Any) -> Any: ...
        def absolute(self, inner: Any) -> Any: ...
        def floor(self, inner: Any) -> Any: ...
        def call(self, function: str, arguments: Sequence[Any]) -> Any: ...
        def cases(self, rows: Sequence[tuple[Any, Any | None]]) -> Any: ...


# From what binds loosest to what binds closest.
CHOICE, EITHER, BOTH, RELATION, SUM, PRODUCT, POWER, ATOM = range(8)
RELATIONS = {
    "Equality": "=",
    "Unequality": "!=",
    "GreaterThan": ">=",
    "StrictGreaterThan": ">",
    "LessThan": "<=",
    "StrictLessThan": "<",
}
CALLED = {"Max": "max", "Min": "min", "log": "ln"}

# What stands for a symbol: a name, or its figure.
Spell = Callable[["Expression"], str]


def drawn(expression: Expression, sheet: Sheet, spell: Spell) -> Any:
    """An expression on a sheet, each symbol as `spell` says it."""
    return _Drawing(sheet, spell).of(expression)[0]


def figure(text: str, sheet: Sheet) -> Any:
    """A figure as programs write it, `-5.5e-05`, as people do; what is no figure, such as `undefined`, as it is."""
    if text.startswith("-"):
        return sheet.negative(figure(text[1:], sheet))
    mantissa, has_power, exponent = text.partition("e")
    if not has_power or not mantissa[:1].isdigit():
        return sheet.text(text)
    size = sheet.text(str(abs(int(exponent))))
    power = sheet.power(sheet.text("10"), sheet.negative(size) if exponent.startswith("-") else size)
    return sheet.row([sheet.text(mantissa), "*", power])


class _Drawing:
    """Every part with how close it binds."""

    def __init__(self, sheet: Sheet, spell: Spell) -> None:
        self._sheet = sheet
        self._spell = spell

    def of(self, expression: Expression) -> tuple[Any, int]:
        sheet = self._sheet
        if expression.is_Rational:
            return self._number(Fraction(int(expression.p), int(expression.q)))
        kind = type(expression).__name__
        if kind in RELATIONS:
            sides = [self._least(side, SUM) for side in (expression.lhs, expression.rhs)]
            return sheet.row([sides[0], RELATIONS[kind], sides[1]]), RELATION
        match kind:
            case "Symbol" | "Dummy":
                return self._symbol(expression)
            case "Add":
                return self._sum(expression), SUM
            case "Mul":
                return self._product(expression)
            case "Pow":
                return self._power(expression)
            case "exp":
                return sheet.power(sheet.text("e"), self.of(expression.args[0])[0]), POWER
            case "Exp1":
                return sheet.text("e"), ATOM
            case "Abs":
                return sheet.absolute(self.of(expression.args[0])[0]), ATOM
            case "floor":
                return sheet.floor(self.of(expression.args[0])[0]), ATOM
            case "Piecewise":
                return self._cases(expression), CHOICE
            case "And" | "Or":
                level = BOTH if kind == "And" else EITHER
                return self._joined(
                    [self._least(part, level + 1) for part in _ordered(expression)], kind.lower()
                ), level
            case "Not":
                return sheet.call("not", [self.of(expression.args[0])[0]]), ATOM
            case "BooleanTrue" | "BooleanFalse":
                return sheet.name(kind.removeprefix("Boolean").lower()), ATOM
        name = CALLED.get(kind, kind.removesuffix("()"))
        arguments = _ordered(expression) if kind in ("Max", "Min") else expression.args
        return sheet.call(name, [self.of(argument)[0] for argument in arguments]), ATOM

    def _least(self, expression: Expression, level: int) -> Any:
        found, binding = self.of(expression)
        return found if binding >= level else self._sheet.within(found)

    def _symbol(self, symbol: Expression) -> tuple[Any, int]:
        text = self._spell(symbol)
        if not text.removeprefix("-")[:1].isdigit():
            return self._sheet.name(text), ATOM
        # A figure below zero stands in parentheses behind a sign.
        return figure(text, self._sheet), SUM if text.startswith("-") else PRODUCT if "e" in text else ATOM

    def _number(self, value: Fraction) -> tuple[Any, int]:
        if value < 0:
            return self._sheet.negative(self._number(-value)[0]), SUM
        text = decimal_text(value)
        if "/" in text:
            above, under = text.split("/")
            return self._sheet.fraction(self._sheet.text(above), self._sheet.text(under)), PRODUCT
        whole, dot, rest = text.partition(".")
        return self._sheet.text(f"{int(whole):,}{dot}{rest}"), ATOM

    def _joined(self, parts: list[Any], sign: str) -> Any:
        row: list[Any] = []
        for part in parts:
            row += [sign, part] if row else [part]
        return self._sheet.row(row)

    def _sum(self, expression: Expression) -> Any:
        row: list[Any] = []
        # What is not taken away comes first.
        for term in sorted(expression.as_ordered_terms(), key=lambda term: bool(term.could_extract_minus_sign())):
            is_below = term.could_extract_minus_sign()
            part = self._least(-term if is_below else term, PRODUCT)
            if row:
                row += ["-" if is_below else "+", part]
            else:
                row.append(self._sheet.negative(part) if is_below else part)
        return self._sheet.row(row)

    def _product(self, expression: Expression) -> tuple[Any, int]:
        coefficient, rest = expression.as_coeff_Mul()
        if coefficient < 0:
            return self._sheet.negative(self._least(-expression, PRODUCT)), SUM
        factor = Fraction(int(coefficient.p), int(coefficient.q)) if coefficient.is_Rational else Fraction(1)
        above: list[Expression] = []
        under: list[Expression] = []
        for part in rest.as_ordered_factors():
            if part.is_Pow and part.exp.could_extract_minus_sign():
                under.append(1 / part)
            else:
                above.append(part)
        is_short = "/" not in decimal_text(factor)
        over = self._factors(factor if is_short else Fraction(factor.numerator), above, bool(under) or not is_short)
        if not under and is_short:
            return over, PRODUCT
        below = self._factors(Fraction(1) if is_short else Fraction(factor.denominator), under, True)
        return self._sheet.fraction(over, below), PRODUCT

    def _factors(self, factor: Fraction, parts: list[Expression], is_alone: bool) -> Any:
        """A product; what stands alone above or below a bar needs no parentheses."""
        numbers = [] if factor == 1 and parts else [self._number(factor)[0]]
        if is_alone and len(parts) == 1 and not numbers:
            return self.of(parts[0])[0]
        return self._joined([*numbers, *(self._least(part, POWER) for part in parts)], "*")

    def _power(self, expression: Expression) -> tuple[Any, int]:
        from sympy import Rational

        base, exponent = expression.base, expression.exp
        if exponent == Rational(1, 2):
            return self._sheet.root(self.of(base)[0]), ATOM
        if exponent.could_extract_minus_sign():
            return self._sheet.fraction(self._sheet.text("1"), self.of(1 / expression)[0]), PRODUCT
        return self._sheet.power(self._least(base, ATOM), self.of(exponent)[0]), POWER

    def _cases(self, expression: Expression) -> Any:
        rows = []
        for value, condition in expression.args:
            is_rest = type(condition).__name__ == "BooleanTrue"
            rows.append((self.of(value)[0], None if is_rest else self.of(condition)[0]))
        return self._sheet.cases(rows)


def _ordered(expression: Expression) -> list[Expression]:
    """The parts of what has no order, always in the same."""
    from sympy import default_sort_key

    return sorted(expression.args, key=default_sort_key)
