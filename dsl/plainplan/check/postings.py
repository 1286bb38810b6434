"""What a block reads before it has happened: a return before growth, a shortfall before its withdrawal (rule 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plainplan.check.collect import statements_of
from plainplan.check.context import Binding, Context
from plainplan.check.instances import applied_rule
from plainplan.check.members import MEMBERS
from plainplan.check.sources import formal_kind
from plainplan.check.walk import expressions_of, present_parts
from plainplan.diagnostics import Label
from plainplan.source import Span
from plainplan.syntax import nodes


def check_postings(context: Context) -> None:
    """Report every read of a member whose event stands further down the page."""
    for declaration in context.model.declarations:
        if not isinstance(declaration, nodes.Block):
            continue
        if declaration.condition is not None:
            _check_expression(context, declaration.condition)
        for statement in statements_of(declaration.body):
            for expression in expressions_of(statement):
                _check_expression(context, expression)
            if isinstance(statement, nodes.Apply):
                _check_application(context, statement)


def _check_expression(context: Context, expression: nodes.Expression) -> None:
    for part in present_parts(expression):
        if isinstance(part, nodes.Call):
            _check_call(context, part)
        member = part.function if isinstance(part, nodes.Call) else part
        if not isinstance(member, nodes.Member) or not isinstance(member.object, nodes.Name):
            continue
        symbol = context.model.symbols.get(id(member.object))
        if symbol is None:
            continue
        if symbol.kind == "statement" and symbol.span is not None and member.span.start < symbol.span.start:
            _report(context, part.span, symbol.span, f"`{symbol.name}`", "the statement is here")
            continue
        event = _event_of(symbol.kind, symbol.name, member.member.name)
        place = context.events.get(event) if event else None
        if event is not None and place is not None and member.span.start < place.start:
            _report(context, part.span, place, f"`{event}`", "it is posted here")


def _event_of(kind: str, name: str, member: str) -> str | None:
    """The event that posts a member: `grow`, or the payment of a debt."""
    spec = MEMBERS.get(kind, {}).get(member) if kind in ("asset", "group", "accounts", "debt", "debts") else None
    if spec is None or spec.posted_by is None:
        return None
    return "grow" if spec.posted_by == "grow" else f"pay {name}"


def _report(context: Context, span: Span, place: Span, event: str, words: str) -> None:
    context.report(
        "not-yet-posted",
        f"`{span.text}` is read before {event} of the step",
        span,
        labels=(Label(place, words),),
        help=f"write `prev({span.text}, start: 0)` for the step before",
    )


def _check_application(context: Context, statement: nodes.Apply) -> None:
    """A rule that reads a return is applied after growth."""
    binding = applied_rule(context, statement)
    if binding is not None:
        assert isinstance(binding.node, nodes.Rule)
        parts = [expression for each in statements_of(binding.node.body) for expression in expressions_of(each)]
        parts += _defaults_in_use(binding.node.formals, statement.rule)
        _check_reader(context, statement.rule.function.span, binding, binding.formals, parts)


def _defaults_in_use(formals: tuple[nodes.Formal, ...], call: nodes.Call) -> list[nodes.Expression]:
    """The defaults of the formals that a call does not give."""
    given = {argument.key.name for argument in call.arguments if isinstance(argument.key, nodes.Name)}
    by_place = zip(formals, call.arguments, strict=False)
    given |= {formal.name.name for formal, argument in by_place if argument.key is None}
    return [formal.default for formal in formals if formal.default is not None and formal.name.name not in given]


def _check_call(context: Context, call: nodes.Call) -> None:
    """So is a function that reads one."""
    binding = context.functions.get(call.function.name) if isinstance(call.function, nodes.Name) else None
    if binding is not None:
        assert isinstance(binding.node, nodes.Fn)
        _check_reader(context, call.function.span, binding, binding.members, (binding.node.value,))


def _check_reader(
    context: Context,
    span: Span,
    reader: Binding,
    formals: Mapping[str, Binding],
    expressions: Iterable[nodes.Expression],
) -> None:
    """Report a rule or a function that is used before growth and reads what growth posts."""
    place = context.events.get("grow")
    if place is None or span.start > place.start:
        return
    for part in (part for expression in expressions for part in present_parts(expression)):
        if not isinstance(part, nodes.Member) or not isinstance(part.object, nodes.Name):
            continue
        formal = formals.get(part.object.name)
        if formal is None or formal.symbol is None:
            continue
        if _event_of(formal_kind(formal.symbol), formal.name, part.member.name) == "grow":
            context.report(
                "not-yet-posted",
                f"`{reader.name}` reads `{part.span.text}` before `grow` of the step",
                span,
                labels=(Label(place, "it is posted here"),),
            )
            return
