"""Assets that come into the plan later: inherited, or brought along by a person who joins the household."""

from __future__ import annotations

from plainplan.dimensions import NUMBER
from plainplan.graph.builder import ONE, divided, guarded, minus, not_negative, plus, times
from plainplan.graph.clock import begin_of_step, end_of_step, length_of_step, start_of_plan
from plainplan.graph.context import AccountParts, Context, State
from plainplan.graph.nodes import Binary, Compare, FlowView, If, Reference
from plainplan.graph.postings import add_to

# The members that stand for the flag of the step of arrival, and for the part of that step in which the asset is here.
ARRIVES, PART = "arrives flag", "arrival part"


def add_arrival(context: Context, parts: AccountParts, step_return: Reference) -> Reference:
    """The return of each step; in the step of arrival that of the part of it that is left."""
    builder, words = context.builder, context.words
    month = Reference(context.definitions[f"{parts.name}.start_month"])
    label = words.of(parts.label, "arrived")
    inside = times(Compare(">=", month, begin_of_step(context), None), Compare("<", month, end_of_step(context), None))
    # What is here from the plan's first day is its opening balance.
    later = Compare(">", month, start_of_plan(context), None)
    flag = builder.flag(f"{parts.name}.arrives", label, parts.block, times(inside, later), parts.node.span)
    builder.graph.quantities[flag.quantity].is_helper = True
    left = divided(minus(end_of_step(context), month), length_of_step(context))
    part = builder.add(
        f"{parts.name}.arrival_part",
        f"{label} {words('share')}",
        NUMBER.as_series(),
        parts.block,
        If(flag, left, ONE),
        parts.node.span,
    )
    parts.members[ARRIVES], parts.members[PART] = flag.quantity, part.quantity
    grown = minus(Binary("^", plus(ONE, step_return), part), ONE)
    return builder.add(
        f"{parts.name}.held_return",
        words.of(parts.label, "step_return"),
        NUMBER.as_series(),
        parts.block,
        If(flag, grown, step_return),
        parts.node.span,
    )


def arrive(context: Context, parts: AccountParts, state: State) -> None:
    """The value of an asset that comes later enters the plan, on its date, from outside."""
    if ARRIVES not in parts.members:
        return
    label = context.words.of(parts.label, "arrived")
    value = Reference(context.builder.graph.by_name[f"{parts.name}.value"])
    amount = context.account_row(
        parts, "arrived", "arrived", guarded(Reference(parts.members[ARRIVES]), not_negative(value))
    )
    context.entered.append(context.in_plan_money(amount, parts.currency))
    add_to(context, state, parts.name, amount, f"{parts.name}.arrival", label, parts.block)
    view = FlowView(f"{parts.name}.arrival", label, "arrival", amount.quantity, None, parts.node.span)
    context.builder.graph.flows.append(view)
