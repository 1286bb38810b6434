"""Inputs and formulas that stand by themselves: `param`, `let`, properties, and what scenarios put in their place."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.builder import Builder
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.lists import lower_list, set_list_axes
from plainplan.graph.literals import (
    NO_NOTES,
    InputNotes,
    input_facts,
    is_literal,
    literal_value,
    lower_input,
    plain_input,
)
from plainplan.graph.nodes import Formula, InputFacts, Reference, Select
from plainplan.records import replace
from plainplan.syntax import nodes


def overlays_of(context: Context, target: str) -> list[tuple[int, nodes.Scenario, nodes.Expression]]:
    """What scenarios put in the place of a dotted name: the scenario's number (2 is the first), itself, the value."""
    found = []
    for number, scenario in enumerate(context.model.scenarios, 2):
        for item in scenario.items:
            if isinstance(item, nodes.Overlay) and dotted(item.target) == target:
                found.append((number, scenario, item.value))
    return found


def dotted(node: nodes.Expression) -> str:
    """A name as it is written, with its dots."""
    if isinstance(node, nodes.Member):
        return f"{dotted(node.object)}.{node.member.name}"
    assert isinstance(node, nodes.Name)
    return node.name


def lower_property(
    context: Context,
    node: nodes.Expression,
    scope: Scope,
    type_: Type,
    *,
    target: str = "",
    origin: str = "property",
    block: str = "",
    number: int | None = None,
    notes: InputNotes = NO_NOTES,
) -> Reference:
    """A property or definition under the name of the scope: an input when it is a literal, else a formula; with a
    choice between them where scenarios overlay it. The value is in the period of `type_`.

    `number` is an allocated quantity to define; without one the name is made here.
    """
    overlays = overlays_of(context, target or scope.owner)
    name = scope.owner
    if number is None and not all(is_literal(context, each) for each in (node, *(value for _, _, value in overlays))):
        # It may read what is declared further down: its row is made now, its formula when everything has a row.
        row = context.builder.allocate(name, scope.label, type_, scope.block, node.span)
        context.postponed.append(
            lambda: lower_property(
                context, node, scope, type_, target=target, origin=origin, block=block, number=row, notes=notes
            )
        )
        return Reference(row)
    if not overlays:
        return _one(context, node, scope, name, scope.label, type_, origin, block or scope.block, number, notes)
    builder = context.builder
    rows = block or scope.block
    base_label = f"{scope.label} [{context.words('base')}]"
    base = _one(context, node, scope, f"{name}@base", base_label, type_, origin, rows, None, notes)
    options: list[Formula] = [base] * (len(context.model.scenarios) + 1)
    for position, scenario, value in overlays:
        label = f"{scope.label} [{scenario.label or scenario.name.name}]"
        inner = scope.named(f"{name}@{scenario.name.name}", label, value.span)
        options[position - 1] = _one(context, value, inner, inner.owner, label, type_, "scenario", rows, None, NO_NOTES)
    formula = Select(context.known["scenario"].quantity, tuple(options))
    if number is None:
        number = builder.allocate(name, scope.label, type_, scope.block, scope.span)
    return builder.define(number, formula)


def _one(
    context: Context,
    node: nodes.Expression,
    scope: Scope,
    name: str,
    label: str,
    type_: Type,
    origin: str,
    block: str,
    number: int | None,
    notes: InputNotes,
) -> Reference:
    builder = context.builder
    written = context.type_of(node)
    fits = written.period == type_.period or not written.powers
    if is_literal(context, node) and fits:
        kind = type_ if written.is_zero or written.is_bare else written
        if number is not None:
            return _as_input(builder, number, context, node, kind, origin, notes)
        return lower_input(context, node, name, label, kind, block, origin, notes)
    if isinstance(node, nodes.List):
        number = builder.allocate(name, label, type_, scope.block, node.span) if number is None else number
        reference = lower_list(context, node, scope, number)
        quantity = builder.graph.quantities[reference.quantity]
        if quantity.input is not None:
            quantity.input = replace(
                quantity.input,
                origin=origin,
                low=notes.low,
                high=notes.high,
                source_note=notes.source,
                note=notes.note,
            )
        return reference
    formula = lower_as(context, node, scope.named(name, label), type_)
    if number is None:
        number = builder.allocate(name, label, type_, scope.block, node.span)
    return builder.define(number, formula)


def _as_input(
    builder: Builder,
    number: int,
    context: Context,
    node: nodes.Expression,
    type_: Type,
    origin: str,
    notes: InputNotes,
) -> Reference:
    quantity = builder.graph.quantities[number]
    quantity.type = plain_input(type_)
    quantity.input = input_facts(node, origin, notes)
    context.literals[id(node)] = Reference(number)
    return Reference(number)


def lower_default(
    context: Context, name: str, label: str, type_: Type, block: str, value: float | str, as_written: str
) -> Reference:
    """A default that the plan does not write: an input all the same, so that it is seen and can be changed."""
    facts = InputFacts(value, as_written, True, "default")
    return context.builder.input(name, label, type_, block, facts)


def allocate_definitions(context: Context) -> None:
    """A quantity for every `param` and `let`, so that formulas may refer to them in any order."""
    builder, words = context.builder, context.words
    inputs = builder.block("params", "inputs", words("params"))
    formulas = builder.block("formulas", "policy", words("formulas"))
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Param | nodes.Let):
            block = inputs if isinstance(declaration, nodes.Param) else formulas
            name = declaration.name.name
            label = declaration.label or name
            type_ = context.model.globals[name].type
            context.definitions[name] = builder.allocate(name, label, type_, block, declaration.span)
    set_list_axes(context)


def define_definitions(context: Context) -> None:
    """The formulas and inputs of every `param` and `let`, and of the properties that were waiting for them."""
    for define in context.postponed:
        define()
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Param | nodes.Let):
            name = declaration.name.name
            quantity = context.builder.graph.quantities[context.definitions[name]]
            scope = Scope(name, quantity.label, quantity.block, declaration.span)
            is_param = isinstance(declaration, nodes.Param)
            lower_property(
                context,
                declaration.value,
                scope,
                quantity.type,
                origin="param" if is_param else "literal",
                number=quantity.id,
                notes=notes_of(context, declaration, quantity.type),
            )


def define_shown(context: Context) -> None:
    """What reports show: a formula under its label."""
    for report in context.model.declarations:
        for item in report.items if isinstance(report, nodes.Report) else ():
            if item.keyword == "show":
                block = context.builder.block("shown", "policy", context.words("shown"))
                (value,) = item.values
                label = item.label or value.span.text
                type_ = context.type_of(value)
                # A name that ends in `~` is that of a helper, and a label may.
                name = label.rstrip("~") or "shown"
                scope = Scope(name, label, block, item.span)
                context.builder.add(name, label, type_, block, lower_as(context, value, scope, type_), item.span)


def notes_of(context: Context, node: nodes.Declaration, type_: Type) -> InputNotes:
    """The `source:`, `note:` and `range:` of a declaration."""
    source, note = (_text(context, node, key) for key in ("source", "note"))
    bounds = context.property_of(node, "range")
    if not isinstance(bounds, nodes.Range):
        return InputNotes(source=source, note=note)
    return InputNotes(_bound(context, bounds.low, type_), _bound(context, bounds.high, type_), source, note)


def _text(context: Context, node: nodes.Declaration, key: str) -> str:
    written = context.property_of(node, key)
    return written.value if isinstance(written, nodes.Text) else ""


def _bound(context: Context, node: nodes.Expression, type_: Type) -> float | None:
    if not is_literal(context, node) or context.type_of(node).period not in (None, type_.period):
        return None
    value = literal_value(node)
    return value if isinstance(value, float) else None
