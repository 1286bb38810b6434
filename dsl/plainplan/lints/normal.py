"""The normal form of an expression: what is equal by the rules of sums and products has the same one.

A polynomial whose variables are names, calls and units as they are written, brought into normal form themselves. Other
laws, and what stands behind a name, are not looked at: that is for `prove`.
"""

from __future__ import annotations

from collections.abc import Hashable

from plainplan.check.model import Model
from plainplan.check.words import PERIOD_WORDS
from plainplan.syntax import nodes

# The powers of the variables, sorted; a polynomial maps them to their coefficient.
Powers = tuple[tuple[Hashable, int], ...]
Polynomial = dict[Powers, float]

# A product that would have more terms than this is left as it is written.
MOST_TERMS = 60
WHOLE_POWERS = (2.0, 3.0, 4.0)
# Digits of a coefficient that count: 0.1 + 0.2 is 0.3.
DIGITS = ".12g"
# Functions whose arguments may stand in any order.
SYMMETRIC = frozenset(("max", "min"))
MIRRORED = {">": "<", ">=": "<="}
BOTH_WAYS = frozenset(("=", "!=", "and", "or", "+"))


class NormalForms:
    """The normal forms of the expressions of a plan."""

    def __init__(self, model: Model) -> None:
        """Nothing is looked at before it is asked for."""
        self._model = model

    def of(self, node: nodes.Expression) -> Hashable:
        """The normal form of an expression."""
        return _frozen(self._polynomial(node))

    def is_nothing(self, node: nodes.Expression) -> bool:
        """Whether an expression is 0 because its terms cancel."""
        return not self._polynomial(node)

    def gap(self, high: nodes.Expression, low: nodes.Expression) -> tuple[Hashable, float, Hashable] | None:
        """`high - low` as what varies, a literal and its unit; None where the literals have several units, or none is
        left that varies."""
        if isinstance(low, nodes.Date) or isinstance(high, nodes.Date):
            day = low if isinstance(low, nodes.Date) else high
            side = 1.0 if day is low else -1.0
            varying = _scaled(self._polynomial(high if day is low else low), side)
            return _frozen(varying), -side * _day(day), "date"
        whole = _sum(self._polynomial(high), _scaled(self._polynomial(low), -1.0))
        literals = {powers: value for powers, value in whole.items() if all(_is_unit(atom) for atom, _ in powers)}
        varying = {powers: value for powers, value in whole.items() if powers not in literals}
        if len(literals) > 1 or not varying:
            return None
        ((unit, literal),) = literals.items() or (((), 0.0),)
        return _frozen(varying), literal, unit

    def sign_of_gap(self, high: nodes.Expression, low: nodes.Expression) -> int | None:
        """The sign of `high - low` where all that varies cancels: 1, 0 or -1; None where it does not."""
        if isinstance(high, nodes.Date) or isinstance(low, nodes.Date):
            return None
        left = _sum(self._polynomial(high), _scaled(self._polynomial(low), -1.0))
        if not all(_is_unit(atom) for powers in left for atom, _ in powers):
            return None
        signs = {1 if value > 0.0 else -1 for value in left.values()}
        return None if len(signs) > 1 else next(iter(signs), 0)

    def _polynomial(self, node: nodes.Expression) -> Polynomial:
        match node:
            case nodes.Number(value=value, unit=unit):
                return _product({(): value} if value else {}, _variable(_unit(unit)) if unit else {(): 1.0})
            case nodes.Unary(operator="-", operand=operand):
                return _scaled(self._polynomial(operand), -1.0)
            case nodes.Binary(operator="+" | "-" as operator, left=left, right=right) if self._meets_as_it_is(node):
                sign = 1.0 if operator == "+" else -1.0
                return _sum(self._polynomial(left), _scaled(self._polynomial(right), sign))
            case nodes.Binary(operator="*", left=left, right=right):
                return _product(self._polynomial(left), self._polynomial(right))
            case nodes.Binary(operator="/", left=left, right=right):
                return _product(self._polynomial(left), _reciprocal(self._polynomial(right)))
            case nodes.Binary(operator="^", left=left, right=nodes.Number(value=value)) if value in WHOLE_POWERS:
                raised = factor = self._polynomial(left)
                for _ in range(int(value) - 1):
                    raised = _product(raised, factor)
                return raised
        return _variable(self._atom(node))

    def _meets_as_it_is(self, node: nodes.Binary) -> bool:
        """Whether nothing is converted: a rate of a month and one of a year meet by compounding, no product."""
        types = [self._model.types.get(id(part)) for part in (node.left, node.right)]
        return len({type_.period for type_ in types if type_ is not None and type_.period is not None}) < 2

    def _atom(self, node: nodes.Expression) -> Hashable:
        match node:
            case nodes.Name(name=name):
                return _unit(node) if name in PERIOD_WORDS else name
            case nodes.Member(object=nodes.Name(name=name), member=nodes.Name(name="value")) if self._is_account(node):
                return name
            case nodes.Unary(operator=operator, operand=operand):
                return operator, self.of(operand)
            case nodes.RealSuffix(operand=operand):
                return "real", self.of(operand)
            case nodes.Comparison(operator=operator, left=left, right=right) if operator in MIRRORED:
                return MIRRORED[operator], (self.of(right), self.of(left))
            case (
                nodes.Binary(operator=operator, left=left, right=right)
                | nodes.Comparison(operator=operator, left=left, right=right)
                | nodes.Logic(operator=operator, left=left, right=right)
            ):
                sides = self.of(left), self.of(right)
                return operator, frozenset(sides) if operator in BOTH_WAYS else sides
            case nodes.Conditional(condition=condition, consequent=consequent, alternative=alternative):
                return "if", self.of(condition), self.of(consequent), self.of(alternative)
            case nodes.Call(function=function, arguments=arguments):
                given = [(item.key, self.of(item.value)) for item in arguments]
                is_symmetric = isinstance(function, nodes.Name) and function.name in SYMMETRIC
                return function, frozenset(given) if is_symmetric else tuple(given)
        return node

    def _is_account(self, node: nodes.Member) -> bool:
        symbol = self._model.symbols.get(id(node))
        return symbol is not None and symbol.kind in ("asset", "debt")


def _unit(unit: nodes.Name) -> Hashable:
    return "unit", PERIOD_WORDS.get(unit.name, unit.name)


def _is_unit(atom: Hashable) -> bool:
    return isinstance(atom, tuple) and atom[0] == "unit"


def _day(date: nodes.Expression) -> float:
    # Only the order of days counts here.
    assert isinstance(date, nodes.Date)
    return float((date.year * 12 + date.month) * 31 + (date.day or 1))


def _variable(atom: Hashable) -> Polynomial:
    return {((atom, 1),): 1.0}


def _scaled(of: Polynomial, factor: float) -> Polynomial:
    return {powers: coefficient * factor for powers, coefficient in of.items()}


def _sum(left: Polynomial, right: Polynomial) -> Polynomial:
    return _collected([*left.items(), *right.items()])


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    if len(left) * len(right) > MOST_TERMS:
        return _product(_factored(left), _factored(right))
    return _collected([(_joined(a, b), x * y) for a, x in left.items() for b, y in right.items()])


def _reciprocal(of: Polynomial) -> Polynomial:
    """1 ÷ a polynomial; 1 ÷ 0 stays what it is."""
    ((powers, coefficient),) = _factored(of).items() if of else _variable("0").items()
    return {tuple((atom, -power) for atom, power in powers): 1.0 / coefficient}


def _factored(of: Polynomial) -> Polynomial:
    """A polynomial as one term: of several terms a coefficient times a variable that stands for all of them."""
    if len(of) < 2:
        return of
    leading = of[min(of, key=hash)]
    return {((_frozen(_scaled(of, 1.0 / leading)), 1),): leading}


def _collected(terms: list[tuple[Powers, float]]) -> Polynomial:
    found: Polynomial = {}
    sizes: dict[Powers, float] = {}
    for powers, coefficient in terms:
        found[powers] = found.get(powers, 0.0) + coefficient
        sizes[powers] = max(sizes.get(powers, 0.0), abs(coefficient))
    # What is left of digits that cancel is nothing.
    return {powers: value for powers, value in found.items() if abs(value) > 1e-12 * sizes[powers]}


def _joined(left: Powers, right: Powers) -> Powers:
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return tuple(sorted(((atom, power) for atom, power in powers.items() if power), key=hash))


def _frozen(of: Polynomial) -> Hashable:
    return frozenset((powers, format(value, DIGITS)) for powers, value in of.items())
