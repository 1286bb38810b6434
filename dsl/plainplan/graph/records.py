"""Records: what a block or a rule writes down in each step, and keeps when it does not run."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.nodes import If, Lag, Reference
from plainplan.graph.time_forms import record_start
from plainplan.syntax import nodes


def _records(body: tuple[nodes.Statement, ...]) -> list[nodes.Record]:
    found: list[nodes.Record] = []
    for statement in body:
        if isinstance(statement, nodes.Record):
            found.append(statement)
        elif isinstance(statement, nodes.If):
            for _, inner in statement.branches:
                found += _records(inner)
            found += _records(statement.otherwise or ())
    return found


def allocate_records(context: Context, body: tuple[nodes.Statement, ...], scope: Scope) -> None:
    """A quantity for every record of a block, so that formulas may look at its past from anywhere."""
    for record in _records(body):
        _allocate(context, record, scope)


def _allocate(context: Context, record: nodes.Record, scope: Scope) -> None:
    name = scope.prefix + record.name.name
    type_ = _record_type(context, record)
    label = record.label or record.name.name
    number = context.builder.allocate(name, label, type_.as_series(), scope.block, record.span)
    context.records[name] = number
    for item in record.properties:
        if item.name.name == "start":
            own = scope.named(f"{name}.start", f"{label} start", item.span)
            own.state, own.guard = None, None
            context.pending_starts[number] = (item.value, own, type_)
    context.keep_promise(name, Reference(number))
    if f"{name} start" in context.promised:
        context.keep_promise(f"{name} start", record_start(context, number))


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
