"""The symbols of formulas: which quantity each stands for, and between which bounds it lies."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from plainplan.graph.nodes import Quantity
from plainplan.records import dataclass
from plainplan.symbols.intervals import INFINITE, Interval

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # Any: sympy's classes have no types.
    Expression = Any


@dataclass(frozen=True, slots=True)
class Variable:
    """A symbol of formulas.

    `row` is the row of a series that it stands for, counted from 0; None is every later row at once, in which the
    value of the row before is a variable of its own (`is_before`), and so is how many rows came before (`is_later`). An
    input `is_free`: it takes every value between its bounds. Another variable hides a formula, and may take fewer
    values than its bounds allow.
    """

    symbol: Expression
    quantity: int | None
    is_free: bool
    low: Fraction | None = None
    high: Fraction | None = None
    is_whole: bool = False
    is_flag: bool = False
    is_before: bool = False
    is_later: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """What must hold for a formula to have a value, wherever `guard` holds: `expression` is not zero (`nonzero`), above
    zero (`positive`) or not below it (`nonnegative`). It stands in the formula of `quantity`."""

    kind: str
    expression: Expression
    guard: Expression
    quantity: int


def exact(value: float) -> Fraction:
    """A figure as it was written: 0.1 is a tenth, and not the binary number next to it."""
    return Fraction(repr(float(value)))


def rational(value: Fraction) -> Expression:
    """A fraction as sympy holds it."""
    from sympy import Rational

    return Rational(value.numerator, value.denominator)


def make_symbol(
    name: str, low: Fraction | None = None, high: Fraction | None = None, is_whole: bool = False
) -> Expression:
    """A real symbol, with what its bounds say of its sign."""
    from sympy import Symbol

    # sympy draws conclusions from what is stated, so each is stated once: positive is nonnegative.
    known: dict[str, bool] = {}
    if low is not None and low > 0:
        known["positive"] = True
    elif high is not None and high < 0:
        known["negative"] = True
    elif low is not None and low == 0:
        known["nonnegative"] = True
    elif high is not None and high == 0:
        known["nonpositive"] = True
    return Symbol(name, real=True, **known, **({"integer": True} if is_whole else {}))


def input_variable(quantity: Quantity, row: int | None = None) -> Variable:
    """The variable of an input, or of one row of it."""
    facts = quantity.input
    name = quantity.name if row is None else f"{quantity.name}#{row + 1}"
    if quantity.type.kind == "boolean":
        symbol = make_symbol(name, Fraction(0), Fraction(1), True)
        return Variable(symbol, quantity.id, True, Fraction(0), Fraction(1), True, True, row=row)
    low = exact(facts.low) if facts is not None and facts.low is not None else None
    high = exact(facts.high) if facts is not None and facts.high is not None else None
    is_whole = facts is not None and facts.is_count
    return Variable(make_symbol(name, low, high, is_whole), quantity.id, True, low, high, is_whole=is_whole, row=row)


class Symbols:
    """The symbols that formulas are made of, each of them once.

    `least_before` is how many rows come before a row that stands for many: 1 for every later row, 0 for every row.
    """

    def __init__(self, least_before: int = 1) -> None:
        self._least_before = Fraction(least_before)
        self.variables: dict[Expression, Variable] = {}
        self._texts: dict[str, Expression] = {}

    def add(self, variable: Variable) -> Expression:
        """The symbol of a variable, which is known from now on."""
        return self.variables.setdefault(variable.symbol, variable).symbol

    def text(self, value: str) -> Expression:
        """A text, as a symbol that equals itself alone."""
        from sympy import Dummy

        return self._texts.setdefault(value, Dummy("text"))

    def is_text(self, expression: Expression) -> bool:
        """Whether an expression is the symbol of a text."""
        return expression in self._texts.values()

    def hidden(self, quantity: Quantity, row: int | None) -> Expression:
        """A symbol in the place of a formula, whose value may be anything of its type."""
        return self._made(quantity, "" if row is None else f"{row + 1}", row=row).symbol

    def before(self, quantity: Quantity) -> Variable:
        """A series at the close of the row before."""
        return self._made(quantity, "before", is_before=True)

    def later(self, quantity: Quantity, rows: int) -> Expression:
        """How many of some rows came before a row, as a symbol of the quantity that asks for it."""
        first, last = self._least_before, Fraction(max(1, rows - 1))
        symbol = make_symbol(f"{quantity.name}[rows before]", first, last, True)
        return self.add(Variable(symbol, quantity.id, False, first, last, is_whole=True, is_later=True))

    def between(self, quantity: Quantity, figures: Sequence[Fraction]) -> Expression:
        """One of several figures, whichever it is: a symbol between the least and the greatest of them."""
        low, high = min(figures), max(figures)
        is_whole = all(figure.denominator == 1 for figure in figures)
        symbol = make_symbol(quantity.name, low, high, is_whole)
        return self.add(Variable(symbol, quantity.id, False, low, high, is_whole))

    def box(self) -> dict[Expression, Interval]:
        """The bounds of all symbols."""
        return {
            symbol: (
                -INFINITE if variable.low is None else variable.low,
                INFINITE if variable.high is None else variable.high,
            )
            for symbol, variable in self.variables.items()
        }

    def _made(self, quantity: Quantity, mark: str, is_before: bool = False, row: int | None = None) -> Variable:
        is_flag = quantity.type.kind == "boolean"
        low, high = (Fraction(0), Fraction(1)) if is_flag else (None, None)
        symbol = make_symbol(f"{quantity.name}[{mark}]" if mark else quantity.name, low, high, is_flag)
        made = Variable(symbol, quantity.id, False, low, high, is_flag, is_flag, is_before, row=row)
        return self.variables.setdefault(symbol, made)
