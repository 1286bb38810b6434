"""Whether an expression is nowhere below zero over a box: the ways to show it, the plain ones first.

Each way gives the lines of its argument, or None when it does not get there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from plainplan.records import dataclass, replace
from plainplan.symbols.certificate import Part, certify
from plainplan.symbols.intervals import INFINITE, Box, Interval, bounds_of, is_finite, truth_of
from plainplan.symbols.notation import decimal_text, expression_text
from plainplan.symbols.tightening import gap_of, tighten
from plainplan.symbols.variables import rational

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

Lines = list[str]
MOST_BOXES = 3000
MOST_FACTS = 12
DEEPEST = 3
LEAST_WIDTH = Fraction(1, 10**9)
# Nothing is found out by cutting further out.
FARTHEST = 10**15


@dataclass(frozen=True, slots=True)
class Problem:
    """`expression` is to be shown not below zero, above zero if `is_strict`, in a box and where all `given` hold."""

    expression: Expression
    is_strict: bool
    box: Box
    given: tuple[Expression, ...] = ()
    depth: int = 0


def show_positive(problem: Problem) -> Lines | None:
    """The lines that show it, or None."""
    expression = problem.expression
    if _is_enough(bounds_of(expression, problem.box), problem.is_strict):
        return [f"{expression_text(expression)} {_sign(problem)} within the ranges"]
    box = tighten(problem.box, problem.given)
    if box is None:
        return ["the conditions exclude each other"]
    problem = replace(problem, box=box)
    if problem.given:
        # What is given may say it as it stands, and not any more of its factors.
        found = _by_sum(problem)
        if found is not None:
            return found
    problem = _without_roots(problem)
    reduced, lines = _reduce(problem)
    if _is_enough(bounds_of(reduced.expression, problem.box), problem.is_strict):
        if reduced.expression.is_number and lines:
            return [f"{lines[0]}, which {_sign(problem)}"]
        return [*lines, f"{expression_text(reduced.expression)} {_sign(problem)} within the ranges"]
    if reduced.expression.is_number:
        return None
    for way in _WAYS:
        found = way(reduced)
        if found is not None:
            return [*lines, *found]
    return None


def is_impossible(given: tuple[Expression, ...], box: Box) -> bool:
    """Whether the conditions are shown to exclude each other."""
    from sympy import Integer

    problem = Problem(Integer(-1), False, box, given)
    return tighten(problem.box, problem.given) is None or _by_sum(problem) is not None


def _without_roots(problem: Problem) -> Problem:
    """Over other symbols, where roots of symbols that are not below zero stand: x is the square of its root."""
    from sympy import Symbol, lcm

    for symbol in sorted(problem.expression.free_symbols, key=str):
        if not symbol.is_nonnegative:
            continue
        powers = [
            node.exp.q for node in problem.expression.atoms(_power()) if node.base == symbol and node.exp.is_Rational
        ]
        degree = int(lcm(powers)) if powers else 1
        if degree == 1:
            continue
        low, high = problem.box.get(symbol, (Fraction(0), INFINITE))
        root = Symbol(f"{symbol.name}^(1/{degree})", nonnegative=True)
        ends = [bounds_of(symbol ** rational(Fraction(1, degree)), {symbol: (end, end)}) for end in (low, high)]
        box = {**problem.box, root: (max(Fraction(0), ends[0][0]), ends[1][1])}
        given = tuple(condition.subs(symbol, root**degree) for condition in problem.given)
        problem = replace(problem, expression=problem.expression.subs(symbol, root**degree), box=box, given=given)
    return problem


def _power() -> Expression:
    from sympy import Pow

    return Pow


def _is_enough(bounds: Interval, is_strict: bool) -> bool:
    return bounds[0] > 0 or (bounds[0] == 0 and not is_strict)


def _sign(problem: Problem) -> str:
    return "is above 0" if problem.is_strict else "is not below 0"


def _reduce(problem: Problem) -> tuple[Problem, Lines]:
    """The same without denominators and factors whose sign is known."""
    from sympy import Mul, factor_list, fraction, together
    from sympy.polys.polyerrors import PolynomialError

    above, below = fraction(together(problem.expression))
    kept: list[Expression] = []
    sign = 1
    try:
        parts = [(factor_list(above), False), (factor_list(below), True)]
    except PolynomialError:
        return problem, []
    for (constant, factors), is_below in parts:
        if not constant.is_real or constant == 0:
            return problem, []
        sign = -sign if constant < 0 else sign
        for factor, power in factors:
            if not is_below and bounds_of(factor, problem.box) == (0, 0):
                return replace(problem, expression=constant * 0), [f"{expression_text(factor)} is 0"]
            found = 0 if power % 2 == 0 else _sign_of(factor, problem)
            # A divisor that is zero gives no value, so only what stands above the line may be zero.
            is_settled = power % 2 == 0 and (not problem.is_strict or is_below or _is_apart(factor, problem))
            if found:
                sign *= found
            elif not is_settled:
                kept.append(factor if power % 2 or is_below else factor**2)
    reduced = sign * Mul(*kept)
    if reduced == problem.expression:
        return problem, []
    shown = _factored(sign, parts[0][0], parts[1][0])
    lines = [f"the sign is that of {expression_text(reduced)}"] if kept else [f"it is {shown}"]
    return replace(problem, expression=reduced), lines


def _factored(sign: int, above: tuple[Expression, list[tuple[Expression, int]]], below: Expression) -> str:
    from sympy import Mul

    top = above[0] * Mul(*[factor**power for factor, power in above[1]])
    bottom = below[0] * Mul(*[factor**power for factor, power in below[1]])
    return expression_text(top / bottom)


def _sign_of(factor: Expression, problem: Problem) -> int:
    """1 or -1 where a factor has this sign, or may be left out because it is zero only where that does no harm."""
    low, high = bounds_of(factor, problem.box)
    if low > 0 or factor.is_positive or (not problem.is_strict and (low == 0 or factor.is_nonnegative)):
        return 1
    if high < 0 or factor.is_negative or (not problem.is_strict and (high == 0 or factor.is_nonpositive)):
        return -1
    return 0


def _is_apart(factor: Expression, problem: Problem) -> bool:
    low, high = bounds_of(factor, problem.box)
    return low > 0 or high < 0 or factor.is_nonzero is True


def _by_assumption(problem: Problem) -> Lines | None:
    expression = problem.expression
    if expression.is_positive or (expression.is_nonnegative and not problem.is_strict):
        return [f"{expression_text(expression)} {_sign(problem)}, as each of its parts"]
    return None


def _by_roots(problem: Problem) -> Lines | None:
    """A polynomial of one symbol: it changes its sign only at a root, and all of them are counted exactly (Sturm)."""
    from sympy import Poly

    symbols = problem.expression.free_symbols
    if len(symbols) != 1:
        return None
    (symbol,) = symbols
    if not problem.expression.is_polynomial(symbol):
        return None
    polynomial = Poly(problem.expression, symbol)
    if not all(coefficient.is_Rational for coefficient in polynomial.all_coeffs()):
        return None
    low, high = problem.box.get(symbol, (-INFINITE, INFINITE))
    ends = [rational(bound) if isinstance(bound, Fraction) else None for bound in (low, high)]
    inside = polynomial.count_roots(*ends)
    for end in ends:
        if end is not None and polynomial.eval(end) == 0 and low != high:
            if problem.is_strict:
                return None
            inside -= 1
    if inside or polynomial.eval(rational(_between(low, high))) < 0:
        return None
    text = expression_text(problem.expression)
    return [f"{text} has no root inside the range of {symbol.name}, and is above 0 at one point of it"]


def _between(low: Fraction | float, high: Fraction | float) -> Fraction:
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return (low + high) / 2
    if isinstance(low, Fraction):
        return low + 1
    return high - 1 if isinstance(high, Fraction) else Fraction(0)


def _by_sum(problem: Problem) -> Lines | None:
    """A sum of parts that are not below zero (`certificate`)."""
    facts = list(_facts(problem))
    for has_products in (False, True):
        if has_products and len(facts) > MOST_FACTS:
            return None
        found = _certificate(problem, facts, has_products)
        if found is not None:
            return found
    return None


def _facts(problem: Problem) -> Iterator[tuple[Expression, bool]]:
    for condition in problem.given:
        gap = gap_of(condition)
        if gap is not None:
            yield gap
        elif type(condition).__name__ == "Equality":
            yield condition.lhs - condition.rhs, False
            yield condition.rhs - condition.lhs, False
    symbols = set(problem.expression.free_symbols).union(*(condition.free_symbols for condition in problem.given))
    for symbol in sorted(symbols, key=str):
        low, high = problem.box.get(symbol, (-INFINITE, INFINITE))
        if isinstance(low, Fraction):
            yield symbol - rational(low), False
        if isinstance(high, Fraction):
            yield rational(high) - symbol, False


def _certificate(problem: Problem, facts: list[tuple[Expression, bool]], has_products: bool) -> Lines | None:
    from sympy import Integer, parallel_poly_from_expr
    from sympy.polys.polyerrors import BasePolynomialError

    parts = [*facts, (Integer(1), True)]
    if has_products:
        parts += [
            (left * right, left_strict and right_strict)
            for place, (left, left_strict) in enumerate(facts)
            for right, right_strict in facts[place:]
        ]
        parts += [(square, False) for square in _squares(problem)]
    try:
        polynomials, _ = parallel_poly_from_expr([problem.expression, *(part for part, _ in parts)])
    except BasePolynomialError:
        return None
    # Any: sympy's classes have no types.
    terms = [{monomial: value for monomial, value in each.terms() if value} for each in polynomials]
    if not all(value.is_Rational for each in terms for value in each.values()):
        return None
    exact = [{m: Fraction(int(v.p), int(v.q)) for m, v in each.items()} for each in terms]
    made = [
        Part(polynomial, is_strict, expression_text(part))
        for polynomial, (part, is_strict) in zip(exact[1:], parts, strict=True)
    ]
    used = certify(exact[0], problem.is_strict, made)
    if used is None:
        return None
    if len(used) == 1 and used[0][0] == 1 and used[0][1].text == expression_text(problem.expression):
        return [f"{used[0][1].text} {_sign(problem)}, as given"]
    text = " + ".join(_multiple_text(multiple, part) for multiple, part in used) or "0"
    return [f"{expression_text(problem.expression)} = {text}, each of which is not below 0"]


def _multiple_text(multiple: Fraction, part: Part) -> str:
    if part.text == "1":
        return decimal_text(multiple)
    return f"({part.text})" if multiple == 1 else f"{decimal_text(multiple)} * ({part.text})"


def _squares(problem: Problem) -> Iterator[Expression]:
    symbols = sorted(problem.expression.free_symbols, key=str)
    if len(symbols) > 4:
        return
    for place, symbol in enumerate(symbols):
        yield symbol**2
        yield (symbol - 1) ** 2
        yield (symbol + 1) ** 2
        for other in symbols[place + 1 :]:
            yield (symbol - other) ** 2
            yield (symbol + other) ** 2


def _by_square(problem: Problem) -> Lines | None:
    """A polynomial of the second degree in a symbol: its square completed."""
    from sympy import Poly

    expression = problem.expression
    if problem.depth >= DEEPEST:
        return None
    for symbol in sorted(expression.free_symbols, key=str):
        if not expression.is_polynomial(symbol):
            continue
        polynomial = Poly(expression, symbol)
        if polynomial.degree() != 2:
            continue
        a, b, c = polynomial.all_coeffs()
        if not (a.is_positive or bounds_of(a, problem.box)[0] > 0):
            continue
        rest = (c - b**2 / (4 * a)).expand()
        found = show_positive(replace(problem, expression=rest, depth=problem.depth + 1))
        if found is not None:
            square = expression_text(a * (symbol + b / (2 * a)) ** 2)
            return [f"{expression_text(expression)} = {square} + {expression_text(rest)}", *found]
    return None


def _by_monotony(problem: Problem) -> Lines | None:
    """It rises with a symbol from where it is not below zero, or falls to there."""
    if problem.depth >= DEEPEST or problem.expression.is_number:
        return None
    for symbol in sorted(problem.expression.free_symbols, key=str):
        bounds = problem.box.get(symbol, (-INFINITE, INFINITE))
        slope = problem.expression.diff(symbol)
        for end, direction, word in ((bounds[0], slope, "rises"), (bounds[1], -slope, "falls")):
            if not isinstance(end, Fraction):
                continue
            at_end = problem.expression.subs(symbol, rational(end))
            if at_end.has(*_endless()):
                continue
            first = show_positive(replace(problem, expression=at_end, given=(), depth=problem.depth + 1))
            if first is None:
                continue
            inner = Problem(direction, False, problem.box, (), problem.depth + 1)
            second = show_positive(inner)
            if second is not None:
                text = expression_text(problem.expression)
                edge = f"{symbol.name} = {decimal_text(end)}"
                return [f"at {edge}: {first[-1]}", f"{text} {word} with {symbol.name}: {second[-1]}"]
    return _by_halves(problem)


def _by_halves(problem: Problem) -> Lines | None:
    """A symbol without bounds, or one on both sides of zero: each side of zero for itself."""
    from sympy import Symbol

    if problem.depth >= 1:
        return None
    for symbol in sorted(problem.expression.free_symbols, key=str):
        low, high = problem.box.get(symbol, (-INFINITE, INFINITE))
        if not low < 0 < high:
            continue
        lines: Lines = []
        for bounds, mark in (((Fraction(0), high), "+"), ((low, Fraction(0)), "-")):
            # The assumptions of the symbol on this side are those of a new one.
            own = Symbol(symbol.name, real=True, **({"nonnegative": True} if mark == "+" else {"nonpositive": True}))
            box = {**{key: value for key, value in problem.box.items() if key != symbol}, own: bounds}
            given = tuple(condition.subs(symbol, own) for condition in problem.given)
            side = Problem(problem.expression.subs(symbol, own), problem.is_strict, box, given, problem.depth + 1)
            found = show_positive(side)
            if found is None:
                break
            lines += [f"where {symbol.name} is {'not below' if mark == '+' else 'not above'} 0: {found[-1]}"]
        else:
            return lines
    return None


def _endless() -> tuple[Expression, ...]:
    from sympy import S

    return (S.NaN, S.Infinity, S.NegativeInfinity, S.ComplexInfinity)


def _by_boxes(problem: Problem) -> Lines | None:
    """The box cut into smaller and smaller ones, until the bounds of each show it."""
    if problem.depth:
        return None
    symbols = sorted(problem.expression.free_symbols, key=str)
    slopes = [problem.expression.diff(symbol) for symbol in symbols]
    waiting = [{symbol: problem.box.get(symbol, (-INFINITE, INFINITE)) for symbol in symbols}]
    others = {key: value for key, value in problem.box.items() if key not in symbols}
    for count in range(1, MOST_BOXES):
        if not waiting:
            return [f"shown in {count - 1} boxes of the ranges, one by one"]
        box = waiting.pop()
        whole = {**others, **box}
        if any(truth_of(condition, whole) is False for condition in problem.given):
            continue
        if _is_enough(bounds_of(problem.expression, whole), problem.is_strict):
            continue
        pinned, is_pinned = _pin(box, slopes, whole)
        if is_pinned and _is_enough(bounds_of(problem.expression, {**others, **pinned}), problem.is_strict):
            continue
        widest = max(symbols, key=lambda symbol: _width(box[symbol]))
        if _width(box[widest]) < LEAST_WIDTH or _is_far(box[widest]):
            return None
        waiting += [{**box, widest: half} for half in _halves(box[widest])]
    return None


def _pin(
    box: dict[Expression, Interval], slopes: list[Expression], whole: Box
) -> tuple[dict[Expression, Interval], bool]:
    """The box with each symbol, along which the expression only rises or only falls, at the end where it is least."""
    pinned = dict(box)
    for symbol, slope in zip(box, slopes, strict=True):
        low, high = bounds_of(slope, whole)
        if low >= 0 and is_finite(box[symbol][0]):
            pinned[symbol] = (box[symbol][0], box[symbol][0])
        elif high <= 0 and is_finite(box[symbol][1]):
            pinned[symbol] = (box[symbol][1], box[symbol][1])
    return pinned, pinned != box


def _width(interval: Interval) -> Fraction | float:
    low, high = interval
    return high - low if isinstance(low, Fraction) and isinstance(high, Fraction) else INFINITE


def _is_far(interval: Interval) -> bool:
    low, high = interval
    return (not is_finite(low) and high < -FARTHEST) or (not is_finite(high) and low > FARTHEST)


def _halves(interval: Interval) -> list[Interval]:
    low, high = interval
    middle: Fraction
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        middle = (low + high) / 2
    elif isinstance(low, Fraction):
        middle = Fraction(1) if low <= 0 else low * 8 + 1
    elif isinstance(high, Fraction):
        middle = Fraction(-1) if high >= 0 else high * 8 - 1
    else:
        middle = Fraction(0)
    return [(low, middle), (middle, high)]


_WAYS: tuple[Callable[[Problem], Lines | None], ...] = (
    _by_assumption,
    _by_roots,
    _by_sum,
    _by_square,
    _by_monotony,
    _by_boxes,
)
