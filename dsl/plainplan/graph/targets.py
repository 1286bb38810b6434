"""The weights that a group states: a row for each member, and how far the group is from them."""

from __future__ import annotations

from plainplan.dimensions import NUMBER
from plainplan.graph.builder import ONE, ZERO, divided, is_positive, minus, not_negative
from plainplan.graph.context import Context, Scope
from plainplan.graph.definitions import lower_property
from plainplan.graph.members import is_above_zero, member_of, value_of
from plainplan.graph.nodes import Call, Formula, If, Reference
from plainplan.syntax import nodes


def add_targets(context: Context, group: nodes.Group) -> None:
    """A row for the weight that each member of a group is to have: an input where the plan writes it out."""
    builder, key = context.builder, group.name.name
    block = builder.block(f"targets {key}", "policy", context.label_of(key), group.span)
    given = builder.block(f"inputs {key}", "inputs", context.label_of(key), group.span)
    type_ = NUMBER.as_series()
    others: list[Formula] = []
    rest: nodes.Weight | None = None
    for weight in group.weights:
        if weight.share is None:
            rest = weight
            continue
        scope = Scope(_name(key, weight), _label(context, key, weight), block, weight.span)
        row = lower_property(context, weight.share, scope, context.type_of(weight.share), block=given)
        context.targets[key, weight.name.name] = row
        others.append(row)
    if rest is not None:
        label = _label(context, key, rest)
        summed = builder.total(f"{_name(key, rest)}~", label, type_, block, others)
        row = builder.add(_name(key, rest), label, type_, block, not_negative(minus(ONE, summed)), rest.span)
        context.targets[key, rest.name.name] = row


def _name(group: str, weight: nodes.Weight) -> str:
    return f"{group}.{weight.name.name}.target"


def _label(context: Context, group: str, weight: nodes.Weight) -> str:
    return f"{context.label_of(group)} {context.label_of(weight.name.name)} {context.words('target')}"


def drift(context: Context, scope: Scope, name: str, *, is_relative: bool) -> Formula:
    """How far the weight of a member is from what the group states, at most: in points, or as a share of that."""
    builder, origin = context.builder, context.group_origins.get(name, name)
    whole = value_of(context, scope, name)
    gaps: list[Formula] = []
    for weight in context.groups[origin].weights:
        member = weight.name.name
        own = context.exchanged(
            member_of(context, scope, member, "value"), context.accounts[member].currency, context.currency_of(name)
        )
        target: Reference = context.targets[origin, member]
        gap: Formula = Call("abs", (minus(divided(own, whole), target),))
        if is_relative:
            gap = If(is_positive(target), divided(gap, target), ZERO)
        holds = is_above_zero(context, whole)
        label = f"{context.label_of(origin)} {context.label_of(member)} {context.words('gap')}"
        name_of_row = f"{scope.owner}.gap.{member}"
        gaps.append(builder.add(name_of_row, label, NUMBER.as_series(), scope.block, If(holds, gap, ZERO), scope.span))
    return gaps[0] if len(gaps) == 1 else Call("max", tuple(gaps))
