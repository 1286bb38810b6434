"""What is certain before any run: checks that cannot fail or hold, and branches that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic, Label
from plainplan.lints.bounds import Bounds
from plainplan.lints.implied import Implications
from plainplan.lints.interval import point
from plainplan.lints.reading import range_labels
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_checks, written_expressions
from plainplan.syntax import nodes

# Among so many conditions before it one is looked for that makes another needless.
MOST_TRIED = 40
NEVER_BELOW = ("balances, and what was moved or paid, are never below zero; `.short` is what was missing",)


def find_certain(model: Model, bounds: Bounds) -> Iterator[Diagnostic]:
    """Every warning of this kind."""
    implications = Implications(model)
    for check in written_checks(model):
        yield from _of_check(model, bounds, check)
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Block) and declaration.condition is not None and declaration.keyword != "at":
            yield from _of_block(model, bounds, declaration.condition)
        if isinstance(declaration, nodes.Block | nodes.Rule):
            for statement in statements_of(declaration.body):
                if isinstance(statement, nodes.If):
                    yield from _of_branches(model, bounds, statement)
                    yield from _of_order(bounds, implications, [condition for condition, _ in statement.branches])
    for expression in written_expressions(model):
        for part in every_part(expression):
            if isinstance(part, nodes.Conditional):
                yield from _of_conditional(model, bounds, part.condition)
        for chain in _chains(expression):
            yield from _of_order(bounds, implications, chain)


def _of_check(model: Model, bounds: Bounds, check: nodes.Check) -> Iterator[Diagnostic]:
    found = bounds.of(check.condition)
    text = check.condition.span.text
    if found.low >= 1.0:
        notes = NEVER_BELOW if _is_above_nothing(bounds, check.condition) else ()
        labels = range_labels(model, check.condition)
        yield reported("check-cannot-fail", f"`{text}` holds whatever happens", check.condition.span, labels, notes)
    elif found.high <= 0.0 and not any(qualifier.kind == "within" for qualifier in check.qualifiers):
        labels = range_labels(model, check.condition)
        yield reported("check-cannot-hold", f"`{text}` never holds", check.condition.span, labels)


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


def _of_block(model: Model, bounds: Bounds, condition: nodes.Expression) -> Iterator[Diagnostic]:
    if bounds.of(condition).high <= 0.0:
        yield _never(model, condition)


def _never(model: Model, condition: nodes.Expression) -> Diagnostic:
    message = f"`{condition.span.text}` never holds, so what stands behind it is not reached"
    return reported("unreachable-branch", message, condition.span, range_labels(model, condition))


def _always(model: Model, condition: nodes.Expression) -> Diagnostic:
    message = f"`{condition.span.text}` always holds, so `else` is not reached"
    return reported("unreachable-branch", message, condition.span, range_labels(model, condition))


def _of_conditional(model: Model, bounds: Bounds, condition: nodes.Expression) -> Iterator[Diagnostic]:
    found = bounds.of(condition)
    if found.high <= 0.0:
        yield _never(model, condition)
    elif found.low >= 1.0:
        yield _always(model, condition)


def _chains(expression: nodes.Expression) -> Iterator[list[nodes.Expression]]:
    """The conditions within an expression that are tried one after the other."""
    inner: set[int] = set()
    for part in every_part(expression):
        chain: list[nodes.Expression] = []
        match part:
            case nodes.Conditional() if id(part) not in inner:
                tried: nodes.Expression = part
                while isinstance(tried, nodes.Conditional):
                    inner.add(id(tried))
                    chain.append(tried.condition)
                    tried = tried.alternative
            case nodes.Call(function=nodes.Name(name="choose"), arguments=arguments):
                keys = [item.key for item in arguments if item.key is not None]
                chain = [key for key in keys if isinstance(key, nodes.Comparison | nodes.Logic)]
        if len(chain) > 1:
            yield chain


def _of_order(bounds: Bounds, implications: Implications, conditions: list[nodes.Expression]) -> Iterator[Diagnostic]:
    """Conditions that hold only where one that is tried before them does."""
    for place, condition in enumerate(conditions):
        if bounds.of(condition).high <= 0.0:
            continue
        for before in conditions[max(0, place - MOST_TRIED) : place]:
            if implications.follows(before, given=condition):
                holds = f"`{condition.span.text}` holds only where `{before.span.text}` does"
                message = f"{holds}, so what stands behind it is not reached"
                yield reported("unreachable-branch", message, condition.span, (Label(before.span, "is tried first"),))
                break


def _of_branches(model: Model, bounds: Bounds, statement: nodes.If) -> Iterator[Diagnostic]:
    for position, (condition, _) in enumerate(statement.branches, 1):
        found = bounds.of(condition)
        has_more = position < len(statement.branches) or statement.otherwise is not None
        if found.high <= 0.0:
            yield _never(model, condition)
        elif found.low >= 1.0 and has_more:
            yield _always(model, condition)
            return
