"""Divisors that can be 0, and square roots and logarithms that can leave their domain."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Diagnostic
from plainplan.lints.bounds import Bounds
from plainplan.lints.interval import Interval
from plainplan.lints.normal import NormalForms
from plainplan.lints.reading import declarations_read, range_labels
from plainplan.lints.report import reported
from plainplan.lints.walk import ATOMS, Conditions, guarded_expressions
from plainplan.syntax import nodes

# The functions that have no value below zero, or at and below it.
DOMAINS = {"sqrt": False, "ln": True, "log10": True, "log": True}
BALANCE = "a balance can be anything from 0 on"


def find_undefined(model: Model, bounds: Bounds) -> Iterator[Diagnostic]:
    """A warning for each that no condition around it speaks of.

    An account that stands alone below a stroke is left alone: in most plans it is never empty, and the run tells.
    """
    formula = _Formula(model, bounds)
    for expression, conditions in guarded_expressions(model):
        if not isinstance(expression, ATOMS):
            yield from formula.look(expression, conditions)


class _Formula:
    """Looks through one formula, and the conditions that it stands under."""

    def __init__(self, model: Model, bounds: Bounds) -> None:
        self._model = model
        self._bounds = bounds
        self._forms = NormalForms(model)

    def look(self, node: nodes.Expression, conditions: Conditions) -> Iterator[Diagnostic]:
        """What is to be said of an expression and of all within it."""
        match node:
            case nodes.Binary(operator="/", right=right):
                yield from self._of_divisor(right, conditions)
            case nodes.Call(function=nodes.Name(name=name), arguments=(only, *_)) if name in DOMAINS:
                yield from self._of_domain(name, only.value, conditions)
            case nodes.Conditional(condition=condition):
                conditions = (*conditions, condition)
            case nodes.Call(function=nodes.Name(name="choose"), arguments=arguments):
                conditions = (*conditions, *(item.key for item in arguments if item.key is not None))
            case nodes.Logic(left=left, right=right):
                # `loan = 0 or own / loan > 2`
                conditions = (*conditions, left, right)
        for part in parts_of(node):
            if not isinstance(part, ATOMS):
                yield from self.look(part, tuple(each for each in conditions if each is not part))

    def _of_divisor(self, divisor: nodes.Expression, conditions: Conditions) -> Iterator[Diagnostic]:
        found = self._bounds.of(divisor)
        text = divisor.span.text
        if found.low == found.high == 0.0 or (isinstance(divisor, nodes.Binary) and self._forms.is_nothing(divisor)):
            yield reported("zero-divisor", f"the divisor `{text}` is always 0", divisor.span)
            return
        if self._can_be_nothing(divisor) and not self._is_guarded(divisor, conditions):
            message = f"the divisor `{text}` can be 0"
            yield reported("zero-divisor", message, divisor.span, range_labels(self._model, divisor), _notes(found))

    def _of_domain(self, name: str, value: nodes.Expression, conditions: Conditions) -> Iterator[Diagnostic]:
        found = self._bounds.of(value)
        # Of a balance itself no logarithm is doubted.
        is_at_end = DOMAINS[name] and found.low == 0.0 and not found.balances
        leaves_domain = self._takes(found, found.low) and (found.low < 0.0 or is_at_end)
        if leaves_domain and not self._is_guarded(value, conditions):
            where = "below 0" if found.low < 0.0 else "0"
            message = f"`{value.span.text}` can be {where}, where `{name}` has no value"
            yield reported("outside-domain", message, value.span, range_labels(self._model, value), _notes(found))

    def _takes(self, found: Interval, value: float) -> bool:
        """Whether a value is taken; of a difference of two balances, which may move together, that is not known."""
        return (
            found.is_exact and found.holds(value) and bool(found.leaves or found.balances) and len(found.balances) < 2
        )

    def _can_be_nothing(self, divisor: nodes.Expression) -> bool:
        """Whether a divisor can be 0, of several factors one of them."""
        found = self._bounds.of(divisor)
        if self._takes(found, 0.0) and (found.low < 0.0 or not found.balances):
            return True
        match self._behind(divisor):
            case nodes.Call(function=nodes.Name(name="max"), arguments=arguments):
                parts = [self._bounds.of(item.value) for item in arguments]
                is_at_nothing = any(part.low == part.high == 0.0 for part in parts)
                return is_at_nothing and min(part.low for part in parts) < 0.0 >= max(part.low for part in parts)
            case nodes.Binary(operator="*", left=left, right=right):
                return self._can_be_nothing(left) or self._can_be_nothing(right)
            case nodes.Binary(operator="/", left=left):
                return self._can_be_nothing(left)
        return False

    def _is_guarded(self, value: nodes.Expression, conditions: Conditions) -> bool:
        """Whether a condition speaks of anything that a value rests on."""
        if not conditions:
            return False
        rests_on = declarations_read(self._model, value).keys()
        return any(rests_on & declarations_read(self._model, condition).keys() for condition in conditions)

    def _behind(self, node: nodes.Expression) -> nodes.Expression:
        """What a `let` that a name stands for computes."""
        symbol = self._model.symbols.get(id(node))
        if symbol is not None and isinstance(node, nodes.Name) and isinstance(symbol.node, nodes.Let):
            return symbol.node.value
        return node


def _notes(found: Interval) -> tuple[str, ...]:
    return (BALANCE,) if found.balances else ()
