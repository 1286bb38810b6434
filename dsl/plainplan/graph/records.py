"""Records: what a block or a rule writes down in each step, and keeps when it does not run."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.walk import expressions_of, parts_of
from plainplan.dimensions import Type
from plainplan.graph.builder import ONE
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.nodes import If, Lag, Reference
from plainplan.graph.time_forms import record_start
from plainplan.syntax import nodes


def allocate_records(context: Context, body: tuple[nodes.Statement, ...], scope: Scope) -> None:
    """A quantity for every record of a block, so that formulas may look at its past from anywhere."""
    statements = statements_of(body)
    for record in statements:
        if isinstance(record, nodes.Record):
            _allocate(context, record, statements, scope)


def _allocate(context: Context, record: nodes.Record, statements: list[nodes.Statement], scope: Scope) -> None:
    name = scope.prefix + record.name.name
    type_ = _record_type(context, record)
    label = context.words.title(record.label, record.name)
    number = context.builder.allocate(name, label, type_.as_series(), scope.block, record.span)
    context.records[name] = number
    start = _start_of(context, record, statements)
    if start is not None:
        own = scope.named(f"{name}.start", context.words.of(label, "initial"), start.span)
        own.state, own.guard = None, None
        context.pending_starts[number] = (start, own, type_)
    context.keep_promise(name, Reference(number))
    if f"{name} start" in context.promised:
        context.keep_promise(f"{name} start", record_start(context, number))


def _start_of(context: Context, record: nodes.Record, statements: list[nodes.Statement]) -> nodes.Expression | None:
    """What a record is before it is first made: its `start:`, else that of the `prev(…)` that looks back at it here.

    A block of a year does not run in the first month of a plan of months, where alone the `start:` of a `prev` counts.
    """
    written = [item.value for item in record.properties if item.name.name == "start"]
    looked_back = (
        start
        for statement in statements
        for expression in expressions_of(statement)
        for start in _starts_within(expression, record.name.name)
        if _is_known_before(context, start, statements)
    )
    return next(iter(written), None) or next(looked_back, None)


def _starts_within(node: nodes.Expression, record: str) -> Iterator[nodes.Expression]:
    """The starts of every `prev(record, start: …)` within an expression."""
    match node:
        case nodes.Call(
            function=nodes.Name(name="prev"),
            arguments=(
                nodes.Argument(value=nodes.Name(name=name)),
                nodes.Argument(key=nodes.Name(name="start"), value=start),
            ),
        ) if name == record:
            yield start
    for part in parts_of(node):
        yield from _starts_within(part, record)


def _is_known_before(context: Context, node: nodes.Expression, statements: list[nodes.Statement]) -> bool:
    """Whether an expression holds no account, no call, and nothing that the block itself computes."""
    if isinstance(node, nodes.Member | nodes.Call):
        return False
    if isinstance(node, nodes.Name):
        own = {each.name.name for each in statements if isinstance(each, nodes.Let | nodes.Record)}
        symbol = context.model.symbols.get(id(node))
        return node.name not in own and (symbol is None or symbol.type.kind != "account")
    return all(_is_known_before(context, part, statements) for part in parts_of(node))


def _record_type(context: Context, record: nodes.Record) -> Type:
    type_ = context.type_of(record.value)
    if type_.is_zero and record.properties:
        type_ = context.type_of(record.properties[0].value)
    return Type(type_.kind, type_.powers, type_.period, type_.is_real, is_whole=type_.is_whole)


def lower_record(context: Context, node: nodes.Record, scope: Scope) -> None:
    """A record where it is made; elsewhere it is what it was (rule 12)."""
    number = context.records[scope.prefix + node.name.name]
    quantity = context.builder.graph.quantities[number]
    own = scope.named(quantity.name, quantity.label, node.span)
    value = lower_as(context, node.value, own, quantity.type)
    start = record_start(context, number)
    key = scope.prefix + node.name.name
    context.made[key] = scope.guard
    context.keep_promise(f"{key} made", ONE if scope.guard is None else scope.guard)
    if scope.guard is not None:
        before = context.builder.add(
            f"{quantity.name}.before",
            f"{quantity.label} {context.words('previous')}",
            quantity.type,
            scope.block,
            Lag(number, start),
            node.span,
        )
        value = If(scope.guard, value, before)
    context.builder.define(number, value)
