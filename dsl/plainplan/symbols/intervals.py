"""Interval arithmetic over expressions: between which bounds a formula lies while its symbols lie between theirs.

Bounds are exact fractions, or infinite. What has no exact value (roots, exponentials, logarithms) is rounded outwards,
so that the true value never lies outside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.symbols.variables import Expression

INFINITE = math.inf
# An infinite bound is a float, every other a fraction.
Bound = Fraction | float
Interval = tuple[Bound, Bound]
Box = Mapping["Expression", Interval]
# The bounds of one expression less another.
Gap = Callable[["Expression", "Expression", Box], Interval]
EVERYTHING: Interval = (-INFINITE, INFINITE)
# Longer fractions are rounded outwards to about as many binary digits.
MOST_DIGITS = 160


def is_finite(bound: Bound) -> bool:
    """Whether a bound is a number."""
    return isinstance(bound, Fraction)


def add(left: Interval, right: Interval) -> Interval:
    """The sums of two intervals."""
    return _outwards(_plus(left[0], right[0], -INFINITE), _plus(left[1], right[1], INFINITE))


def negate(interval: Interval) -> Interval:
    """The same with the other sign."""
    return -interval[1], -interval[0]


def multiply(left: Interval, right: Interval) -> Interval:
    """The products of two intervals."""
    products = [_times(a, b) for a in left for b in right]
    return _outwards(min(products), max(products))


def invert(interval: Interval) -> Interval:
    """The reciprocals of an interval, except that of zero."""
    low, high = interval
    if low > 0 or high < 0:
        return _outwards(_reciprocal(high), _reciprocal(low))
    if low == 0 and high > 0:
        return _reciprocal(high), INFINITE
    if high == 0 and low < 0:
        return -INFINITE, _reciprocal(low)
    return EVERYTHING


def hull(intervals: Sequence[Interval]) -> Interval:
    """The least interval that holds several."""
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def bounds_of(expression: Expression, box: Box) -> Interval:
    """Between which bounds an expression lies over a box; where it has no value counts for nothing."""
    kind = type(expression).__name__
    if expression.is_Symbol:
        return box.get(expression, EVERYTHING)
    if expression.is_Rational:
        exact = Fraction(int(expression.p), int(expression.q))
        return exact, exact
    rule = _RULES.get(kind)
    if rule is not None:
        return rule(expression, box)
    if expression.is_number and expression.is_real:
        return _number(expression)
    return EVERYTHING


def plain_gap(left: Expression, right: Expression, box: Box) -> Interval:
    """Between which bounds one expression less another lies, each taken for itself."""
    return add(bounds_of(left, box), negate(bounds_of(right, box)))


def truth_of(condition: Expression, box: Box, gap: Gap = plain_gap) -> bool | None:
    """Whether a condition holds all over a box, or nowhere in it; None when it depends or is not known."""
    kind = type(condition).__name__
    match kind:
        case "BooleanTrue":
            return True
        case "BooleanFalse":
            return False
        case "And" | "Or":
            found = [truth_of(part, box, gap) for part in condition.args]
            settled = kind == "Or"
            if settled in found:
                return settled
            return None if None in found else not settled
        case "Not":
            found_one = truth_of(condition.args[0], box, gap)
            return None if found_one is None else not found_one
    if kind not in _RELATIONS:
        return None
    return _RELATIONS[kind](gap(condition.lhs, condition.rhs, box))


def _equal(gap: Interval) -> bool | None:
    return True if gap == (0, 0) else False if gap[0] > 0 or gap[1] < 0 else None


def _unequal(gap: Interval) -> bool | None:
    found = _equal(gap)
    return None if found is None else not found


_RELATIONS: dict[str, Callable[[Interval], bool | None]] = {
    "Equality": _equal,
    "Unequality": _unequal,
    "GreaterThan": lambda gap: True if gap[0] >= 0 else False if gap[1] < 0 else None,
    "StrictGreaterThan": lambda gap: True if gap[0] > 0 else False if gap[1] <= 0 else None,
    "LessThan": lambda gap: True if gap[1] <= 0 else False if gap[0] > 0 else None,
    "StrictLessThan": lambda gap: True if gap[1] < 0 else False if gap[0] >= 0 else None,
}


def _plus(left: Bound, right: Bound, infinite: float) -> Bound:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    if isinstance(left, Fraction):
        return right
    return infinite if not isinstance(right, Fraction) and left != right else left


def _times(left: Bound, right: Bound) -> Bound:
    if left == 0 or right == 0:
        return Fraction(0)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    return INFINITE if (left > 0) == (right > 0) else -INFINITE


def _reciprocal(bound: Bound) -> Bound:
    return 1 / bound if isinstance(bound, Fraction) else Fraction(0)


def _outwards(low: Bound, high: Bound) -> Interval:
    return _round(low, math.floor), _round(high, math.ceil)


def _round(bound: Bound, direction: Callable[[Fraction], int]) -> Bound:
    if not isinstance(bound, Fraction) or bound.denominator.bit_length() <= MOST_DIGITS:
        return bound
    shift = MOST_DIGITS - (bound.numerator.bit_length() - bound.denominator.bit_length())
    scale = Fraction(1 << shift) if shift >= 0 else Fraction(1, 1 << -shift)
    return Fraction(direction(bound * scale)) / scale


def _number(expression: Expression) -> Interval:
    """A number that is no fraction, such as pi or the logarithm of 10."""
    value = float(expression)
    if not math.isfinite(value):
        return EVERYTHING
    return _below(value, 4), _above(value, 4)


def _below(value: float, steps: int = 2) -> Bound:
    if value == -INFINITE:
        return value
    for _ in range(steps):
        value = math.nextafter(value, -INFINITE)
    return Fraction(value) if math.isfinite(value) else value


def _above(value: float, steps: int = 2) -> Bound:
    if value == INFINITE:
        return value
    for _ in range(steps):
        value = math.nextafter(value, INFINITE)
    return Fraction(value) if math.isfinite(value) else value


def _monotone(function: Callable[[float], float], interval: Interval) -> Interval:
    """The values of a rising function, which the standard library gives to the last digit or so."""
    low, high = interval
    return _below(_call(function, _as_float(low, -INFINITE)), 3), _above(_call(function, _as_float(high, INFINITE)), 3)


def _as_float(bound: Bound, direction: float) -> float:
    if not isinstance(bound, Fraction):
        return bound
    try:
        value = float(bound)
    except OverflowError:
        return INFINITE if bound > 0 else -INFINITE
    return value if value == bound else math.nextafter(value, direction)


def _call(function: Callable[[float], float], value: float) -> float:
    try:
        return function(value)
    except OverflowError:
        return INFINITE


def _exponential(interval: Interval) -> Interval:
    low, high = interval
    found = _monotone(math.exp, interval)
    least = Fraction(1) if low == 0 else max(Fraction(0), found[0])
    return least, Fraction(1) if high == 0 else found[1]


def _logarithm(interval: Interval) -> Interval:
    low, high = max(Fraction(0), interval[0]), interval[1]
    if high <= 0:
        return EVERYTHING
    least = -INFINITE if low == 0 else Fraction(0) if low == 1 else _monotone(math.log, (low, low))[0]
    return least, Fraction(0) if high == 1 else _monotone(math.log, (high, high))[1]


def whole_power(base: Interval, exponent: int) -> Interval:
    """The powers of an interval with a whole exponent."""
    if exponent < 0:
        return invert(whole_power(base, -exponent))
    low, high = (_bound_power(bound, exponent) for bound in base)
    if exponent % 2:
        return _outwards(low, high)
    if base[0] <= 0 <= base[1]:
        return _outwards(Fraction(0), max(low, high))
    return _outwards(min(low, high), max(low, high))


def _bound_power(bound: Bound, exponent: int) -> Bound:
    if isinstance(bound, Fraction):
        return bound**exponent
    return INFINITE if bound > 0 or exponent % 2 == 0 else -INFINITE


def _root(base: Interval, exponent: Fraction) -> Interval:
    """A power with an exponent that is no whole number, of a base that is not below zero."""
    if exponent < 0:
        return invert(_root(base, -exponent))
    low, high = max(Fraction(0), base[0]), max(Fraction(0), base[1])
    return _bound_root(low, exponent)[0], _bound_root(high, exponent)[1]


def _bound_root(bound: Bound, exponent: Fraction) -> Interval:
    if not isinstance(bound, Fraction):
        return bound, bound
    if exponent.denominator == 2:
        above, below = math.isqrt(bound.numerator), math.isqrt(bound.denominator)
        if above * above == bound.numerator and below * below == bound.denominator:
            exact = Fraction(above, below) ** exponent.numerator
            return exact, exact
    if bound in (0, 1):
        return bound, bound
    found = _monotone(lambda value: value ** float(exponent), (bound, bound))
    return max(Fraction(0), found[0]), found[1]


def _add_rule(expression: Expression, box: Box) -> Interval:
    found: Interval = (Fraction(0), Fraction(0))
    for term in expression.args:
        found = add(found, bounds_of(term, box))
    return found


def _multiply_rule(expression: Expression, box: Box) -> Interval:
    found: Interval = (Fraction(1), Fraction(1))
    for factor in expression.args:
        found = multiply(found, bounds_of(factor, box))
    return found


def _power_rule(expression: Expression, box: Box) -> Interval:
    base, exponent = bounds_of(expression.base, box), expression.exp
    if exponent.is_Integer:
        return whole_power(base, int(exponent))
    if exponent.is_Rational:
        return _root(base, Fraction(int(exponent.p), int(exponent.q)))
    if base[0] < 0:
        return EVERYTHING
    return _general_power(base, bounds_of(exponent, box))


def _general_power(base: Interval, exponent: Interval) -> Interval:
    """A power whose exponent is not known exactly: its greatest and least values are at the corners."""
    if base[0] == 0:
        # 0 to a power above zero is 0; to one below it there is no value.
        if exponent[0] < 0:
            return Fraction(0), INFINITE
        above: Interval = (min(Fraction(1), base[1]), base[1])
        return Fraction(0), max(Fraction(1), _general_power(above, exponent)[1]) if base[1] > 0 else Fraction(1)
    corners = [_corner(b, e) for b in base for e in exponent]
    return hull(corners)


def _corner(base: Bound, exponent: Bound) -> Interval:
    if base == 1 or exponent == 0:
        return Fraction(1), Fraction(1)
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and abs(exponent) <= 400 and is_finite(base):
        exact = base ** int(exponent)
        return _outwards(exact, exact)
    return _exponential(multiply(_logarithm((base, base)), (exponent, exponent)))


def _piecewise_rule(expression: Expression, box: Box) -> Interval:
    reached: list[Interval] = []
    for value, condition in expression.args:
        found = truth_of(condition, box)
        if found is False:
            continue
        reached.append(bounds_of(value, box))
        if found:
            break
    return hull(reached) if reached else EVERYTHING


def _greatest(expression: Expression, box: Box) -> Interval:
    found = [bounds_of(argument, box) for argument in expression.args]
    return max(low for low, _ in found), max(high for _, high in found)


def _least(expression: Expression, box: Box) -> Interval:
    found = [bounds_of(argument, box) for argument in expression.args]
    return min(low for low, _ in found), min(high for _, high in found)


def _absolute(expression: Expression, box: Box) -> Interval:
    low, high = bounds_of(expression.args[0], box)
    if low >= 0:
        return low, high
    return (Fraction(0), max(-low, high)) if high > 0 else (-high, -low)


def _floor(expression: Expression, box: Box) -> Interval:
    low, high = bounds_of(expression.args[0], box)
    return _whole(low), _whole(high)


def _whole(bound: Bound) -> Bound:
    return Fraction(math.floor(bound)) if isinstance(bound, Fraction) else bound


def _sign(expression: Expression, box: Box) -> Interval:
    low, high = bounds_of(expression.args[0], box)
    return tuple(Fraction((bound > 0) - (bound < 0)) for bound in (low, high))  # type: ignore[return-value]  # two


# Any: each rule is given just the class under whose name it stands.
_RULES: dict[str, Callable[[Any, Box], Interval]] = {
    "Add": _add_rule,
    "Mul": _multiply_rule,
    "Pow": _power_rule,
    "exp": lambda expression, box: _exponential(bounds_of(expression.args[0], box)),
    "log": lambda expression, box: _logarithm(bounds_of(expression.args[0], box)),
    "Piecewise": _piecewise_rule,
    "Max": _greatest,
    "Min": _least,
    "Abs": _absolute,
    "floor": _floor,
    "sign": _sign,
}
