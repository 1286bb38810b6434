"""What is certain before any run: checks that cannot fail or hold, and branches that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic
from plainplan.lints.bounds import Bounds
from plainplan.lints.interval import point
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_checks, written_expressions
from plainplan.syntax import nodes

NEVER_BELOW = ("balances, and what was moved or paid, are never below zero; `.short` is what was missing",)


def find_certain(model: Model, bounds: Bounds) -> Iterator[Diagnostic]:
    """Every warning of this kind."""
    for check in written_checks(model):
        yield from _of_check(bounds, check)
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Block) and declaration.condition is not None and declaration.keyword != "at":
            yield from _of_block(bounds, declaration.condition)
        if isinstance(declaration, nodes.Block | nodes.Rule):
            for statement in statements_of(declaration.body):
                if isinstance(statement, nodes.If):
                    yield from _of_branches(bounds, statement)
    for expression in written_expressions(model):
        for part in every_part(expression):
            if isinstance(part, nodes.Conditional):
                yield from _of_conditional(bounds, part.condition)


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


def _of_conditional(bounds: Bounds, condition: nodes.Expression) -> Iterator[Diagnostic]:
    found = bounds.of(condition)
    if found.high <= 0.0:
        yield _never(condition)
    elif found.low >= 1.0:
        yield _always(condition)


def _of_branches(bounds: Bounds, statement: nodes.If) -> Iterator[Diagnostic]:
    for position, (condition, _) in enumerate(statement.branches, 1):
        found = bounds.of(condition)
        has_more = position < len(statement.branches) or statement.otherwise is not None
        if found.high <= 0.0:
            yield _never(condition)
        elif found.low >= 1.0 and has_more:
            yield _always(condition)
            return
