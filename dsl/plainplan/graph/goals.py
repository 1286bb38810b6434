"""Goals: what is wanted and paid of each so far, the share of it, and the first step that is short."""

from __future__ import annotations

from plainplan.dimensions import BOOLEAN, NUMBER, WHOLE
from plainplan.graph.builder import ONE, ZERO, divided, plus
from plainplan.graph.context import Context, FlowParts
from plainplan.graph.nodes import Aggregate, Compare, GoalView, If, Lag, Reference


def allocate_goal(context: Context, goal: FlowParts, block: str) -> None:
    """Rows for what formulas may read of a goal before it is paid."""
    builder, name, span = context.builder, goal.node.name.name, goal.node.span
    label = context.words.of(goal.label, "wanted")
    goal.wanted = builder.allocate(f"{name}.wanted", label, goal.type, block, span)
    label = context.words.of(goal.label, "funded")
    goal.funded = builder.allocate(f"{name}.funded", label, NUMBER.as_series(), block, span)


def follow_goal(context: Context, name: str) -> None:
    """The sums of a goal from the first step on, in its own currency, and its view."""
    builder, goal = context.builder, context.flows[name]
    assert goal.wanted is not None
    assert goal.funded is not None
    block = builder.graph.quantities[goal.paid].block
    wanted = _to_date(context, goal, "wanted_to_date", goal.wanted, block)
    paid = _to_date(context, goal, "paid_to_date", goal.paid, block)
    tolerance = context.known["money_tolerance"].quantity
    # Before anything has fallen due nothing is missing.
    builder.define(goal.funded, If(Compare(">", wanted, ZERO, tolerance), divided(paid, wanted), ONE))
    short, label = Reference(goal.short), context.words.of(goal.label, "first_short")
    row = builder.add(
        f"{name}.is_paid",
        context.words.of(goal.label, "paid_in_full"),
        BOOLEAN.as_series(),
        block,
        Compare("<=", short, ZERO, tolerance),
        goal.node.span,
    )
    first = builder.add(
        f"{name}.first_short", label, WHOLE, block, Aggregate("index_of_zero", row.quantity), goal.node.span
    )
    builder.graph.goals.append(
        GoalView(name, goal.label, goal.wanted, goal.paid, goal.funded, first.quantity, goal.node.span)
    )


def _to_date(context: Context, goal: FlowParts, word: str, flow: int, block: str) -> Reference:
    """The sum of a series from the first step to this one."""
    builder, name = context.builder, f"{goal.node.name.name}.{word}"
    label = context.words.of(goal.label, word)
    running = builder.allocate(name, label, goal.type, block, goal.node.span)
    before = builder.add(f"{name}~", label, goal.type, block, Lag(running, ZERO), goal.node.span)
    return builder.define(running, plus(before, Reference(flow)))
