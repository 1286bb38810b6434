"""Divisors that can be 0, and square roots and logarithms that can leave their domain."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.bounds import Bounds
from plainplan.lints.interval import Interval
from plainplan.lints.normal import NormalForms
from plainplan.lints.report import reported
from plainplan.lints.walk import ATOMS, Conditions, guarded_expressions
from plainplan.syntax import nodes

# The functions that have no value below zero, or at and below it.
DOMAINS = {"sqrt": False, "ln": True, "log10": True, "log": True}
BALANCE = "a balance can be anything from 0 on"
# So many names are looked behind.
DEEPEST = 20


def find_undefined(model: Model, bounds: Bounds) -> Iterator[Diagnostic]:
    """A warning for each that no condition around it speaks of.

    An account that stands alone below a stroke is left alone: in most plans it is never empty, and the run tells.
    """
    params = {id(item): item for item in model.declarations if isinstance(item, nodes.Param)}
    formula = _Formula(model, bounds, params)
    for expression, conditions in guarded_expressions(model):
        if not isinstance(expression, ATOMS):
            yield from formula.look(expression, conditions)


class _Formula:
    """Looks through one formula, and the conditions that it stands under."""

    def __init__(self, model: Model, bounds: Bounds, params: dict[int, nodes.Param]) -> None:
        self._model = model
        self._bounds = bounds
        self._params = params
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
        is_reached = self._takes(found, 0.0) and (found.low < 0.0 or not found.balances)
        if (is_reached or self._is_floored(divisor)) and not self._is_guarded(divisor, conditions):
            message = f"the divisor `{text}` can be 0"
            yield reported("zero-divisor", message, divisor.span, self._ranges(found), _notes(found))

    def _of_domain(self, name: str, value: nodes.Expression, conditions: Conditions) -> Iterator[Diagnostic]:
        found = self._bounds.of(value)
        # Of a balance itself no logarithm is doubted.
        is_at_end = DOMAINS[name] and found.low == 0.0 and not found.balances
        leaves_domain = self._takes(found, found.low) and (found.low < 0.0 or is_at_end)
        if leaves_domain and not self._is_guarded(value, conditions):
            where = "below 0" if found.low < 0.0 else "0"
            message = f"`{value.span.text}` can be {where}, where `{name}` has no value"
            yield reported("outside-domain", message, value.span, self._ranges(found), _notes(found))

    def _takes(self, found: Interval, value: float) -> bool:
        """Whether a value is taken; of a difference of two balances, which may move together, that is not known."""
        return (
            found.is_exact and found.holds(value) and bool(found.leaves or found.balances) and len(found.balances) < 2
        )

    def _is_floored(self, divisor: nodes.Expression) -> bool:
        """Whether a divisor is `max(…, 0)` of what can be below 0, or a product of that."""
        match self._behind(divisor):
            case nodes.Call(function=nodes.Name(name="max"), arguments=arguments):
                found = [self._bounds.of(item.value) for item in arguments]
                is_at_nothing = any(each.low == each.high == 0.0 for each in found)
                return is_at_nothing and min(each.low for each in found) < 0.0 >= max(each.low for each in found)
            case nodes.Binary(operator="*", left=left, right=right):
                return self._is_floored(left) or self._is_floored(right)
        return False

    def _is_guarded(self, value: nodes.Expression, conditions: Conditions) -> bool:
        """Whether a condition speaks of anything that a value rests on."""
        if not conditions:
            return False
        rests_on = self._read(value, DEEPEST)
        return any(not rests_on.isdisjoint(self._read(condition, DEEPEST)) for condition in conditions)

    def _read(self, expression: nodes.Expression, deepest: int) -> set[Hashable]:
        """The declarations that an expression reads, also behind other names."""
        found: set[Hashable] = set()
        waiting = [(expression, deepest)]
        while waiting:
            node, left = waiting.pop()
            symbol = self._model.symbols.get(id(node))
            if symbol is not None and symbol.kind not in ("unit", "currency", "truth"):
                key = symbol.name if symbol.node is None else id(symbol.node)
                if key not in found:
                    found.add(key)
                    if left and isinstance(symbol.node, nodes.Let | nodes.TableColumn):
                        waiting.append((symbol.node.value, left - 1))
            waiting.extend((part, left) for part in parts_of(node))
        return found

    def _behind(self, node: nodes.Expression) -> nodes.Expression:
        """What a `let` that a name stands for computes."""
        symbol = self._model.symbols.get(id(node))
        if symbol is not None and isinstance(node, nodes.Name) and isinstance(symbol.node, nodes.Let):
            return symbol.node.value
        return node

    def _ranges(self, found: Interval) -> tuple[Label, ...]:
        """The declared ranges that an interval rests on."""
        params = [self._params[leaf] for leaf in sorted(found.leaves) if leaf in self._params]
        ranges = [item for param in params for item in param.properties if item.name.name == "range"]
        return tuple(
            Label(item.span, "it follows from this range") for item in sorted(ranges, key=lambda r: r.span.start)
        )


def _notes(found: Interval) -> tuple[str, ...]:
    return (BALANCE,) if found.balances else ()
