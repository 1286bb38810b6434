"""Conditions that hold only where one before them does: `age >= 60` after `age >= 50`."""

from __future__ import annotations

from collections.abc import Hashable

from plainplan.check.model import Model
from plainplan.lints.normal import NormalForms
from plainplan.syntax import nodes

# What a comparison says: an expression without its literals is above a number (`>`), or there as well (`>=`); with the
# unit of the number. An equation says two such things.
Bound = tuple[Hashable, str, float, Hashable]


class Implications:
    """What follows from the conditions of a plan, by the literals that they compare the same expression with."""

    def __init__(self, model: Model) -> None:
        """Nothing is looked at before it is asked for."""
        self._forms = NormalForms(model)
        self._known: dict[int, list[Bound]] = {}

    def follows(self, condition: nodes.Expression, given: nodes.Expression) -> bool:
        """Whether a condition holds wherever another does, as far as that can be seen."""
        match given, condition:
            case nodes.Logic(operator="or", left=left, right=right), _:
                return self.follows(condition, left) and self.follows(condition, right)
            case _, nodes.Logic(operator="and", left=left, right=right):
                return self.follows(left, given) and self.follows(right, given)
            case nodes.Logic(operator="and", left=left, right=right), _:
                return self.follows(condition, left) or self.follows(condition, right)
            case _, nodes.Logic(operator="or", left=left, right=right):
                return self.follows(left, given) or self.follows(right, given)
            case nodes.Comparison(), nodes.Comparison():
                known, wanted = self._bounds_of(given), self._bounds_of(condition)
                return bool(wanted) and all(any(_is_within(one, other) for one in known) for other in wanted)
        return self._forms.of(condition) == self._forms.of(given)

    def _bounds_of(self, node: nodes.Comparison) -> list[Bound]:
        if id(node) not in self._known:
            self._known[id(node)] = self._look(node)
        return self._known[id(node)]

    def _look(self, node: nodes.Comparison) -> list[Bound]:
        match node.operator:
            case ">" | ">=":
                return self._above(node.operator, node.left, node.right)
            case "<" | "<=":
                return self._above(node.operator.replace("<", ">"), node.right, node.left)
            case "=":
                return [*self._above(">=", node.left, node.right), *self._above(">=", node.right, node.left)]
        return []

    def _above(self, operator: str, high: nodes.Expression, low: nodes.Expression) -> list[Bound]:
        gap = self._forms.gap(high, low)
        if gap is None:
            return []
        form, literal, unit = gap
        return [(form, operator, -literal, unit)]


def _is_within(one: Bound, other: Bound) -> bool:
    """Whether what is above one number is above another."""
    form, operator, least, unit = one
    wanted, wanted_operator, wanted_least, wanted_unit = other
    if form != wanted or (unit != wanted_unit and least and wanted_least):
        return False
    return least > wanted_least or (least == wanted_least and (operator == ">" or wanted_operator == ">="))
