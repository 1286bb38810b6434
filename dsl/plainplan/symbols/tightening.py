"""The bounds of symbols where conditions hold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from plainplan.symbols.intervals import INFINITE, Box
from plainplan.symbols.settling import decide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression


def tighten(box: Box, given: Sequence[Expression]) -> Box | None:
    """The box, less what conditions on a single symbol cut off; None when nothing is left."""
    box = dict(box)
    for condition in given:
        if decide(condition, box) is False:
            return None
        symbols = condition.free_symbols
        gap = gap_of(condition)
        if len(symbols) != 1 or gap is None:
            continue
        (symbol,) = symbols
        slope = gap[0].diff(symbol)
        if not slope.is_Rational or slope == 0:
            continue
        edge = (symbol - gap[0] / slope).expand()
        if not edge.is_Rational:
            continue
        at, (low, high) = Fraction(int(edge.p), int(edge.q)), box.get(symbol, (-INFINITE, INFINITE))
        if symbol.is_integer:
            at = _whole_edge(at, slope > 0, gap[1])
        box[symbol] = (max(low, at), high) if slope > 0 else (low, min(high, at))
        if box[symbol][0] > box[symbol][1]:
            return None
    return box


def _whole_edge(at: Fraction, is_low: bool, is_strict: bool) -> Fraction:
    """The nearest whole number that a whole number beyond an edge may be."""
    if is_low:
        return Fraction(floor(at) + 1 if is_strict else ceil(at))
    return Fraction(ceil(at) - 1 if is_strict else floor(at))


def gap_of(condition: Expression) -> tuple[Expression, bool] | None:
    """What is not below zero (above it, if strict) where a comparison holds."""
    match type(condition).__name__:
        case "GreaterThan" | "StrictGreaterThan":
            return condition.lhs - condition.rhs, "Strict" in type(condition).__name__
        case "LessThan" | "StrictLessThan":
            return condition.rhs - condition.lhs, "Strict" in type(condition).__name__
    return None
