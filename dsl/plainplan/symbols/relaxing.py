"""That an expression is not below zero, told without going through its choices: `a - min(a, x)` is not, whatever x is.

A choice that is taken away may be as great as the least of its values, one that is added only as small as each of them.
"""

from __future__ import annotations

from plainplan.symbols.intervals import Box
from plainplan.symbols.polynomials import (
    as_expression,
    gap_bounds,
    has_divisor,
    multiplied_out,
    outermost_choices,
    quotient_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

# After so many looks the choices are gone through one by one.
MOST_LOOKS = 60


def is_never_below(expression: Expression, box: Box, most_looks: int = MOST_LOOKS) -> bool:
    """Whether it is found at once that an expression is nowhere in a box below zero."""
    return _Search(box, most_looks).is_at_least_zero(expression)


class _Search:
    """Goes on as long as it has looks left."""

    def __init__(self, box: Box, most_looks: int) -> None:
        self._box = box
        self._left = most_looks
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

        if gap_bounds(expression, S.Zero, self._box)[0] >= 0:
            return True
        expression = self._above_the_line(expression)
        found = [(choice, expression.coeff(choice)) for choice in outermost_choices(expression)]
        signed = [(choice, factor, self._sign(factor)) for choice, factor in found]
        # Together with others one that is taken away may be as great as they are.
        for choice, factor, sign in sorted(signed, key=lambda each: (each[2], -each[0].count_ops())):
            kind = type(choice).__name__
            rest = multiplied_out(expression - factor * choice)
            if not sign or kind not in ("Max", "Min", "Piecewise") or rest.has(choice):
                continue
            values = [value for value, _ in choice.args] if kind == "Piecewise" else choice.args
            fits = (self.is_at_least_zero(multiplied_out(rest + factor * value)) for value in values)
            is_enough_once = kind == ("Min" if sign < 0 else "Max")
            return any(fits) if is_enough_once else all(fits)
        return False

    def _above_the_line(self, expression: Expression) -> Expression:
        """What has the same sign without a divisor, where the sign of that is known."""
        found = quotient_of(expression) if has_divisor(expression) else None
        if found is None:
            return expression
        above, below = (as_expression(part) for part in found)
        return above * self._sign(below) if self._sign(below) else expression

    def _sign(self, factor: Expression) -> int:
        from sympy import S

        low, high = gap_bounds(factor, S.Zero, self._box)
        return 1 if low >= 0 else -1 if high <= 0 else 0
