"""Which of two expressions is the greater one whatever their names stand for: `x + 1 > x`, `max(x, y) >= x`."""

from __future__ import annotations

from plainplan.check.model import Model
from plainplan.lints.normal import NormalForms
from plainplan.syntax import nodes


class Order:
    """The order of expressions of a plan, as far as their forms say it."""

    def __init__(self, model: Model) -> None:
        """Nothing is looked at before it is asked for."""
        self._model = model
        self._forms = NormalForms(model)

    def verdict(self, node: nodes.Comparison) -> bool | None:
        """Whether a comparison always holds, or never does; None where that cannot be seen."""
        left, right = node.left, node.right
        match node.operator:
            case ">":
                return self._decide(self._is_above(left, right), self._is_at_least(right, left))
            case ">=":
                return self._decide(self._is_at_least(left, right), self._is_above(right, left))
            case "<":
                return self._decide(self._is_above(right, left), self._is_at_least(left, right))
            case "<=":
                return self._decide(self._is_at_least(right, left), self._is_above(left, right))
        is_same = self._forms.sign_of_gap(left, right) == 0
        is_other = self._is_above(left, right) or self._is_above(right, left)
        return self._decide(is_same, is_other) if node.operator == "=" else self._decide(is_other, is_same)

    def _decide(self, holds: bool, fails: bool) -> bool | None:
        return True if holds else False if fails else None

    def _is_above(self, high: nodes.Expression, low: nodes.Expression) -> bool:
        return self._reaches(high, low, 1)

    def _is_at_least(self, high: nodes.Expression, low: nodes.Expression) -> bool:
        return self._reaches(high, low, 0)

    def _reaches(self, high: nodes.Expression, low: nodes.Expression, least: int) -> bool:
        """Whether the sign of `high - low` is never below `least`."""
        if (sign := self._forms.sign_of_gap(high, low)) is not None:
            return sign >= least
        if (highs := self._extreme_of(high, "max")) is not None and any(self._reaches(x, low, least) for x in highs):
            return True
        if (lows := self._extreme_of(low, "min")) is not None and any(self._reaches(high, x, least) for x in lows):
            return True
        if (highs := self._extreme_of(high, "min")) is not None:
            return all(self._reaches(x, low, least) for x in highs)
        if (lows := self._extreme_of(low, "max")) is not None:
            return all(self._reaches(high, x, least) for x in lows)
        return False

    def _extreme_of(self, node: nodes.Expression, name: str) -> list[nodes.Expression] | None:
        """What the built-in `max` or `min` of several values chooses among."""
        match node:
            case nodes.Call(function=nodes.Name(name=found) as function, arguments=arguments) if found == name:
                symbol = self._model.symbols.get(id(function))
                is_builtin = symbol is not None and symbol.kind == "builtin"
                return [item.value for item in arguments] if is_builtin and len(arguments) > 1 else None
        return None
