"""Units that a plan declares: `unit 張 = 1_000 shares`."""

from __future__ import annotations

from plainplan.graph.context import Context, Scope
from plainplan.graph.definitions import lower_property
from plainplan.syntax import nodes


def add_units(context: Context) -> None:
    """An input a declared unit: how much of its base unit it is."""
    for unit in context.model.declarations:
        if isinstance(unit, nodes.Unit):
            name = f"unit.{unit.name.name}"
            block = context.builder.block("params", "inputs", context.words("params"))
            scope = Scope(name, unit.name.name, block, unit.span)
            value = lower_property(context, unit.value, scope, context.type_of(unit.value))
            context.definitions[unit.name.name] = value.quantity
