"""Bounds of quotients of polynomials, multiplied out: closer than those of the terms as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product

from plainplan.symbols.building import choice_kinds, replace_parts
from plainplan.symbols.intervals import (
    EVERYTHING,
    Box,
    Interval,
    add,
    bounds_of,
    invert,
    is_finite,
    multiply,
    plain_gap,
    whole_power,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

    # The symbols, and the coefficients by the exponents of each; a choice is one symbol.
    Polynomial = tuple[tuple[Expression, ...], dict[tuple[int, ...], Fraction]]

# A polynomial that is linear in so many symbols is looked at in every corner of their bounds.
MOST_CORNERS = 6
# Longer expressions are not multiplied out.
LONGEST = 300
# Nor are sums in higher powers.
HIGHEST = 100
ONE: Polynomial = ((), {(): Fraction(1)})


def gap_bounds(left: Expression, right: Expression, box: Box) -> Interval:
    """Between which bounds one expression less another lies over a box."""
    plain = plain_gap(left, right, box)
    if plain[0] > 0 or plain[1] < 0:
        return plain
    found = quotient_of(left - right)
    if found is None:
        return plain
    above, below = found
    close = _bounds(above, box)
    if below != ONE and close != EVERYTHING:
        close = multiply(close, invert(_bounds(below, box)))
    return max(plain[0], close[0]), min(plain[1], close[1])


@lru_cache(maxsize=4096)
def quotient_of(expression: Expression) -> tuple[Polynomial, Polynomial] | None:
    """The polynomials above and below the line of an expression; None where it is no such quotient."""
    from sympy import Dummy, cancel, fraction

    choices = {part: Dummy("part", real=True) for part in outermost_choices(expression)}
    powers = {power: Dummy("power", real=True) for power in _high_powers(replace_parts(expression, choices))}
    plain = _hide_powers(replace_parts(expression, choices), powers)
    if plain.count_ops() > LONGEST:
        return None
    if has_divisor(plain):
        plain = cancel(plain)
    above, below = fraction(plain)
    hidden = {dummy: part for part, dummy in (choices | powers).items()}
    parts = _polynomial(above, hidden), _polynomial(below, hidden)
    return None if parts[0] is None or parts[1] is None else (parts[0], parts[1])


def multiplied_out(expression: Expression) -> Expression:
    """An expression multiplied out, but for sums in high powers: of 240 months that would be as many terms."""
    from sympy import Dummy

    powers = {power: Dummy("power", real=True) for power in _high_powers(expression)}
    plain = _hide_powers(expression, powers).expand()
    return replace_parts(plain, {dummy: power for power, dummy in powers.items()}) if powers else plain


def _high_powers(expression: Expression) -> set[Expression]:
    """The sums in high powers within an expression, above the line."""
    from sympy import Abs, Pow

    found = (power for power in expression.atoms(Pow) if power.base.is_Add and power.exp.is_Integer)
    return {power.base ** Abs(power.exp) for power in found if abs(power.exp) > HIGHEST}


def _hide_powers(expression: Expression, powers: dict[Expression, Expression]) -> Expression:
    """An expression with symbols for high powers, also below the line."""
    below = {1 / power: 1 / dummy for power, dummy in powers.items()}
    return replace_parts(expression, {**powers, **below}) if powers else expression


def outermost_choices(expression: Expression) -> set[Expression]:
    """The choices in an expression that are part of no other."""
    if isinstance(expression, choice_kinds()):
        return {expression}
    return set().union(*(outermost_choices(part) for part in expression.args))


def has_divisor(expression: Expression) -> bool:
    """Whether something is divided by what is no number."""
    from sympy import Pow

    return any(power.exp.is_negative is not False for power in expression.atoms(Pow))


def _polynomial(expression: Expression, hidden: dict[Expression, Expression]) -> Polynomial | None:
    from sympy import Poly, expand
    from sympy.polys.polyerrors import BasePolynomialError

    if expression.is_Rational:
        return (), {(): Fraction(int(expression.p), int(expression.q))}
    try:
        found = Poly(expression)
    except BasePolynomialError:
        # What is nothing once it is multiplied out has no symbol left, which makes it no polynomial.
        return ((), {(): Fraction(0)}) if expand(expression) == 0 else None
    if not all(value.is_Rational for value in found.coeffs()):
        return None
    terms = {exponents: Fraction(int(value.p), int(value.q)) for exponents, value in found.terms()}
    return tuple(hidden.get(symbol, symbol) for symbol in found.gens), terms


def as_expression(polynomial: Polynomial) -> Expression:
    """A polynomial multiplied out."""
    from sympy import Add, Mul, Rational

    symbols, terms = polynomial
    return Add(
        *(
            Mul(Rational(value.numerator, value.denominator), *(s**e for s, e in zip(symbols, exponents, strict=True)))
            for exponents, value in terms.items()
        )
    )


def _bounds(polynomial: Polynomial, box: Box) -> Interval:
    """The terms by what they have of symbols without bounds, each times the bounds of what stands before it."""
    symbols, terms = polynomial
    sides = [bounds_of(symbol, box) for symbol in symbols]
    is_endless = [not (is_finite(low) and is_finite(high)) for low, high in sides]
    parts: dict[tuple[int, ...], dict[tuple[int, ...], Fraction]] = {}
    for exponents, value in terms.items():
        outer = tuple(exponent if endless else 0 for exponent, endless in zip(exponents, is_endless, strict=True))
        inner = tuple(0 if endless else exponent for exponent, endless in zip(exponents, is_endless, strict=True))
        parts.setdefault(outer, {})[inner] = value
    found: Interval = (Fraction(0), Fraction(0))
    for outer, inside in parts.items():
        found = add(found, multiply(_monomial(outer, sides), _finite_bounds(inside, sides)))
        if found == EVERYTHING:
            break
    return found


def _finite_bounds(terms: dict[tuple[int, ...], Fraction], sides: Sequence[Interval]) -> Interval:
    """Where it is linear in each symbol it is least and greatest in a corner."""
    places = [place for place in range(len(sides)) if any(exponents[place] for exponents in terms)]
    is_linear = all(exponent <= 1 for exponents in terms for exponent in exponents)
    if is_linear and len(places) <= MOST_CORNERS:
        corners = product(*(sides[place] for place in places))
        values = [_at(terms, dict(zip(places, corner, strict=True))) for corner in corners]
        return min(values), max(values)
    found: Interval = (Fraction(0), Fraction(0))
    for exponents, value in terms.items():
        found = add(found, multiply((value, value), _monomial(exponents, sides)))
    return found


def _at(terms: dict[tuple[int, ...], Fraction], corner: dict[int, Fraction | float]) -> Fraction:
    total = Fraction(0)
    for exponents, value in terms.items():
        for place, exponent in enumerate(exponents):
            if exponent:
                bound = corner[place]
                assert isinstance(bound, Fraction)
                value *= bound
        total += value
    return total


def _monomial(exponents: Sequence[int], sides: Sequence[Interval]) -> Interval:
    found: Interval = (Fraction(1), Fraction(1))
    for exponent, side in zip(exponents, sides, strict=True):
        if exponent:
            found = multiply(found, whole_power(side, exponent))
    return found
