"""What is certain before any run: checks that cannot fail or hold, branches that nothing reaches, and what has no value
somewhere within the declared ranges."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.bounds import Bounds
from plainplan.lints.interval import Interval, point
from plainplan.lints.report import reported
from plainplan.lints.walk import ATOMS, written_checks, written_expressions
from plainplan.syntax import nodes

# The functions that have no value below zero, or at and below it.
DOMAINS = {"sqrt": False, "ln": True, "log10": True, "log": True}
NEVER_BELOW = ("balances, and what was moved or paid, are never below zero; `.short` is what was missing",)
NOTHING: frozenset[int] = frozenset()


def find_certain(model: Model) -> Iterator[Diagnostic]:
    """Every warning of this kind."""
    bounds = Bounds(model)
    for check in written_checks(model):
        yield from _of_check(bounds, check)
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Block) and declaration.condition is not None and declaration.keyword != "at":
            yield from _of_block(bounds, declaration.condition)
        if isinstance(declaration, nodes.Block | nodes.Rule):
            for statement in statements_of(declaration.body):
                if isinstance(statement, nodes.If):
                    yield from _of_branches(bounds, statement)
    params = {id(item): item for item in model.declarations if isinstance(item, nodes.Param)}
    formula = _Formula(bounds, params)
    for expression in written_expressions(model):
        if not isinstance(expression, ATOMS):
            yield from formula.look(expression, NOTHING)


def _of_check(bounds: Bounds, check: nodes.Check) -> Iterator[Diagnostic]:
    found = bounds.of(check.condition)
    text = check.condition.span.text
    if found.low >= 1.0:
        notes = NEVER_BELOW if _is_above_nothing(bounds, check.condition) else ()
        yield reported("check-cannot-fail", f"`{text}` holds whatever happens", check.condition.span, notes=notes)
    elif found.high <= 0.0 and not any(qualifier.kind == "within" for qualifier in check.qualifiers):
        yield reported("check-cannot-hold", f"`{text}` never holds", check.condition.span)


def _is_above_nothing(bounds: Bounds, condition: nodes.Expression) -> bool:
    """Whether a check says of a balance that it is not below zero."""
    match condition:
        case (
            nodes.Comparison(operator=">=", left=figure, right=zero)
            | nodes.Comparison(operator="<=", left=zero, right=figure)
        ):
            if isinstance(figure, nodes.Call):
                return False
            found = bounds.of(figure)
            return bounds.of(zero) == point(0.0) and found.low == 0.0 and not found.leaves
    return False


def _of_block(bounds: Bounds, condition: nodes.Expression) -> Iterator[Diagnostic]:
    if bounds.of(condition).high <= 0.0:
        yield _never(condition)


def _never(condition: nodes.Expression) -> Diagnostic:
    message = f"`{condition.span.text}` never holds, so what stands behind it is not reached"
    return reported("unreachable-branch", message, condition.span)


def _always(condition: nodes.Expression) -> Diagnostic:
    message = f"`{condition.span.text}` always holds, so `else` is not reached"
    return reported("unreachable-branch", message, condition.span)


def _of_branches(bounds: Bounds, statement: nodes.If) -> Iterator[Diagnostic]:
    for position, (condition, _) in enumerate(statement.branches, 1):
        found = bounds.of(condition)
        has_more = position < len(statement.branches) or statement.otherwise is not None
        if found.high <= 0.0:
            yield _never(condition)
        elif found.low >= 1.0 and has_more:
            yield _always(condition)
            return


class _Formula:
    """Looks through one formula; `guarded` are the declared ranges that a condition around it already speaks of."""

    def __init__(self, bounds: Bounds, params: dict[int, nodes.Param]) -> None:
        self._bounds = bounds
        self._params = params

    def look(self, node: nodes.Expression, guarded: frozenset[int]) -> Iterator[Diagnostic]:
        """What is to be said of an expression and of all within it."""
        match node:
            case nodes.Binary(operator="/", right=right):
                yield from self._of_divisor(right, guarded)
            case nodes.Call(function=nodes.Name(name=name), arguments=(only, *_)) if name in DOMAINS:
                yield from self._of_domain(name, only.value, guarded)
            case nodes.Conditional(condition=condition):
                found = self._bounds.of(condition)
                if found.high <= 0.0:
                    yield _never(condition)
                elif found.low >= 1.0:
                    yield _always(condition)
                guarded |= self._leaves(condition)
            case nodes.Call(function=nodes.Name(name="choose"), arguments=arguments):
                for argument in arguments:
                    if argument.key is not None:
                        guarded |= self._leaves(argument.key)
        for part in parts_of(node):
            if not isinstance(part, ATOMS):
                yield from self.look(part, guarded)

    def _leaves(self, condition: nodes.Expression) -> frozenset[int]:
        found = frozenset(self._bounds.of(condition).leaves)
        return found.union(*(self._leaves(part) for part in parts_of(condition)))

    def _of_divisor(self, divisor: nodes.Expression, guarded: frozenset[int]) -> Iterator[Diagnostic]:
        found = self._bounds.of(divisor)
        if found.is_exact and found.leaves and found.holds(0.0) and not found.leaves & guarded:
            message = f"the divisor `{divisor.span.text}` can be 0"
            yield reported("zero-divisor", message, divisor.span, self._ranges(found))

    def _of_domain(self, name: str, value: nodes.Expression, guarded: frozenset[int]) -> Iterator[Diagnostic]:
        found = self._bounds.of(value)
        leaves_domain = found.low < 0.0 or (DOMAINS[name] and found.low == 0.0)
        if found.is_exact and found.leaves and leaves_domain and not found.leaves & guarded:
            where = "below 0" if found.low < 0.0 else "0"
            message = f"`{value.span.text}` can be {where}, where `{name}` has no value"
            yield reported("outside-domain", message, value.span, self._ranges(found))

    def _ranges(self, found: Interval) -> tuple[Label, ...]:
        """The declared ranges that an interval rests on."""
        params = [self._params[leaf] for leaf in sorted(found.leaves) if leaf in self._params]
        ranges = [item for param in params for item in param.properties if item.name.name == "range"]
        return tuple(
            Label(item.span, "it follows from this range") for item in sorted(ranges, key=lambda r: r.span.start)
        )
