"""That an expression is not below zero, told without going through its choices: `a - min(a, x)` is not, whatever x is.

A choice that is taken away may be as great as the least of its values, one that is added only as small as each of them.
"""

from __future__ import annotations

from plainplan.symbols.building import choice_kinds
from plainplan.symbols.intervals import Box
from plainplan.symbols.polynomials import gap_bounds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

# After so many looks the choices are gone through one by one.
MOST_LOOKS = 60


def is_never_below(expression: Expression, box: Box) -> bool:
    """Whether it is found at once that an expression is nowhere in a box below zero."""
    return _Search(box).is_at_least_zero(expression)


class _Search:
    """Goes on as long as it has looks left."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._left = MOST_LOOKS
        self._known: dict[Expression, bool] = {}

    def is_at_least_zero(self, expression: Expression) -> bool:
        if expression not in self._known:
            self._left -= 1
            if self._left < 0:
                return False
            self._known[expression] = False
            self._known[expression] = self._look(expression)
        return self._known[expression]

    def _look(self, expression: Expression) -> bool:
        from sympy import S

        terms = [term for term in expression.as_ordered_terms() if term.has(*choice_kinds())]
        if gap_bounds(expression, S.Zero, self._box)[0] >= 0:
            return True
        # Together with others a term that is taken away may be as great as they are.
        for term in sorted(terms, key=lambda term: (not _is_taken(term), -term.count_ops())):
            factor, choice = term.as_coeff_Mul()
            kind = type(choice).__name__
            if kind not in ("Max", "Min", "Piecewise"):
                continue
            values = [value for value, _ in choice.args] if kind == "Piecewise" else choice.args
            rest = expression - term
            fits = (self.is_at_least_zero((rest + factor * value).expand()) for value in values)
            is_enough_once = kind == ("Min" if factor < 0 else "Max")
            return any(fits) if is_enough_once else all(fits)
        return False


def _is_taken(term: Expression) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)
