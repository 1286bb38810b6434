"""What is settled over a box: conditions whose truth is known there, and choices of which one arm alone is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plainplan.symbols.building import choice_kinds, make_choice, make_extreme, make_relation
from plainplan.symbols.intervals import Box, truth_of
from plainplan.symbols.polynomials import gap_bounds, has_divisor
from plainplan.symbols.relaxing import is_never_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

    Settle = Callable[[Expression], Expression]

_INEQUALITIES = ("GreaterThan", "StrictGreaterThan", "LessThan", "StrictLessThan")
# Whether one value passes another is asked often.
FEW_LOOKS = 6


def decide(condition: Expression, box: Box) -> bool | None:
    """Whether a condition holds all over a box, or nowhere in it; None when it depends or is not known.

    It sees what plain intervals do not: that `a + 2 * m * a` is not below zero where m is not below -1/2.
    """
    return truth_of(condition, box, gap_bounds)


def settle_choices(expression: Expression, box: Box) -> Expression:
    """The expression without the choices that are settled over a box, and its comparisons as they are then."""
    known: dict[Expression, Expression] = {}

    def settle(node: Expression) -> Expression:
        if not node.args:
            return node
        if node not in known:
            known[node] = _settled(node, settle, box)
        return known[node]

    return settle(expression)


def _settled(node: Expression, settle: Settle, box: Box) -> Expression:
    from sympy import S

    kind = type(node).__name__
    if kind == "Piecewise":
        return _choice(node, settle, box)
    parts = [settle(part) for part in node.args]
    if node.is_Relational:
        return _as_logic(without_divisor(_relation(type(node), parts), box))
    if kind in ("Max", "Min"):
        return make_extreme(type(node), _undominated(parts, kind == "Max", box))
    if kind == "Abs":
        low, high = gap_bounds(parts[0], S.Zero, box)
        if low >= 0 or high <= 0:
            return parts[0] if low >= 0 else -parts[0]
    if all(new is old for new, old in zip(parts, node.args, strict=True)):
        return node
    return node.func(*parts)


def _relation(kind: type, sides: Sequence[Expression]) -> Expression:
    """A comparison; an equation of two formulas stays one, for its proof shows both."""
    left, right = sides
    if kind.__name__ == "Equality" and left != right and not (left.is_number and right.is_number):
        return kind(left, right, evaluate=False)
    return make_relation(kind, left, right)


def _choice(node: Expression, settle: Settle, box: Box) -> Expression:
    from sympy import S

    arms: list[tuple[Expression, Expression]] = []
    for value, condition in node.args:
        settled = settle(condition)
        found = decide(settled, box)
        if found is not False:
            arms.append((settle(value), S.true if found else settled))
        if found:
            break
    return make_choice(arms)


def _undominated(values: Sequence[Expression], is_greatest: bool, box: Box) -> list[Expression]:
    """Those of several values of which none is known to be passed by another."""
    kept = list(values)
    for value in values:
        others = [other for other in kept if other is not value]
        gaps = [other - value if is_greatest else value - other for other in others]
        if any(is_never_below(gap, box, FEW_LOOKS) for gap in gaps):
            kept = others
    return kept


def without_divisor(condition: Expression, box: Box) -> Expression:
    """A comparison times the divisor in it, where the sign of that is known."""
    from sympy import S, fraction, together

    if type(condition).__name__ not in _INEQUALITIES or condition.has(*choice_kinds()) or not has_divisor(condition):
        return condition
    above, below = fraction(together(condition.lhs - condition.rhs))
    if below.is_number:
        return condition
    low, high = gap_bounds(below, S.Zero, box)
    if low > 0 or high < 0:
        return make_relation(type(condition), above if low > 0 else -above, S.Zero)
    return condition


def _as_logic(condition: Expression) -> Expression:
    """What asks whether a choice of figures is a certain figure, as a condition without the choice."""
    name = type(condition).__name__
    if name not in ("Equality", "Unequality") or not condition.rhs.is_Rational:
        return condition
    found = _is_figure(condition.lhs, condition.rhs)
    if found is None:
        return condition
    from sympy import Not

    return found if name == "Equality" else Not(found)


def _is_figure(expression: Expression, figure: Expression) -> Expression | None:
    from sympy import And, Not, Or, S

    if expression.is_Rational:
        return S.true if expression == figure else S.false
    if type(expression).__name__ != "Piecewise":
        return None
    found, before = S.false, S.true
    for value, condition in expression.args:
        own = _is_figure(value, figure)
        if own is None:
            return None
        found, before = Or(found, And(before, condition, own)), And(before, Not(condition))
    return found
