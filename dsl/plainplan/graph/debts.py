"""Debts: their rates, limits and pledges, and what is borrowed and repaid."""

from __future__ import annotations

from plainplan.dimensions import DATE, NUMBER, WHOLE, Type, rate_per
from plainplan.graph.accounts import NOT_BELOW_ZERO, SHARE, bounded, default_account, is_counted_from_draw
from plainplan.graph.builder import (
    ONE,
    guarded,
    least,
    not_negative,
    times,
)
from plainplan.graph.clock import begin_of_step, end_of_step, start_of_plan
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.definitions import lower_default, lower_property
from plainplan.graph.nodes import Compare, Formula, Lag, Reference
from plainplan.graph.pledges import written_pledges
from plainplan.graph.service import has_simple_interest
from plainplan.graph.transfers import deliver, draw
from plainplan.syntax import nodes

# The member that stands for the principal that comes into the plan without money.
BROUGHT = "brought in"


def add_debt(context: Context, parts: AccountParts) -> None:
    """The rates, limits and pledges of a debt: all that does not depend on the step."""
    builder, words, node = context.builder, context.words, parts.node
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label, node.span)
    written = context.property_of(node, "rate")
    label = words.of(parts.label, "rate")
    if written is None:
        rate = lower_default(context, f"{parts.name}.rate", label, rate_per("year"), given, 0.0, "0%/year")
    else:
        type_ = context.type_of(written)
        type_ = type_ if type_.is_rate else rate_per("year")
        scope = Scope(f"{parts.name}.rate", label, given, node.span)
        rate = lower_property(context, written, scope, type_)
        # A nominal rate keeps what it says of its compounding, also when it comes from a `param`.
        builder.graph.quantities[rate.quantity].type = type_
    parts.members["rate"] = rate.quantity
    if needs_drawn(context, parts):
        _keep_drawn(context, parts)
    if is_counted_from_draw(context, node):
        _keep_beginning(context, parts)
    limit = context.property_of(node, "limit")
    if limit is not None and not context.type_of(limit).is_series:
        scope = Scope(f"{parts.name}.limit", words.of(parts.label, "limit"), given, node.span)
        value = lower_property(context, limit, scope, parts.type)
        parts.members["limit"] = _at_prices(context, parts, "limit", limit, value).quantity
    _add_costs_of_drawing(context, parts, given)
    for name, share in written_pledges(context, node):
        if share is not None:
            asset = context.accounts[name].label
            scope = Scope(f"{parts.name}.secured_by.{name}", f"{parts.label} {asset}", given, node.span)
            kind = Type(powers=context.type_of(share).powers)
            parts.members[f"pledge {name}"] = lower_property(context, share, scope, kind).quantity


def _add_costs_of_drawing(context: Context, parts: AccountParts, given: str) -> None:
    for key, kind, notes in (("draw_cost", NUMBER, SHARE), ("draw_fee", parts.type, NOT_BELOW_ZERO)):
        written = context.property_of(parts.node, key)
        if written is None:
            continue
        scope = Scope(f"{parts.name}.{key}", context.words.of(parts.label, key), given, written.span)
        value = lower_property(context, written, scope, kind, notes=notes)
        within = not_negative(value) if key == "draw_fee" else least(ONE, not_negative(value))
        charged = bounded(context, value, f"{parts.name}.{key}_charged", within)
        parts.members[key] = _at_prices(context, parts, key, written, charged).quantity


def _at_prices(
    context: Context, parts: AccountParts, key: str, written: nodes.Expression, value: Reference
) -> Reference:
    """An amount of a debt at the prices of the step, where it is written in real money."""
    if not context.type_of(written).is_real:
        return value
    return context.account_row(parts, f"{key}_nominal", key, times(value, context.known["price_level"]))


def needs_drawn(context: Context, parts: AccountParts) -> bool:
    """Whether the principal drawn is kept apart from interest that is added: it is limited, it alone bears interest, or
    the plan reads it."""
    is_limited = context.property_of(parts.node, "limit") is not None
    return is_limited or has_simple_interest(context, parts) or parts.name in context.costed or "*" in context.costed


def _keep_drawn(context: Context, parts: AccountParts) -> None:
    builder, label = context.builder, context.words.of(parts.label, "drawn")
    series, block = parts.type.as_series(), parts.block
    closing = builder.allocate(f"{parts.name}.drawn", label, series, block, parts.node.span)
    opening = builder.add(
        f"{parts.name}.drawn_opening",
        f"{label} {context.words('opening')}",
        series,
        block,
        Lag(closing, parts.initial),
        parts.node.span,
    )
    parts.members["drawn"] = closing
    parts.members["drawn_opening"] = opening.quantity


def _keep_beginning(context: Context, parts: AccountParts) -> None:
    """The moment of the first draw, from which a term is counted."""
    builder, label, block = context.builder, context.words.of(parts.label, "from_month"), parts.block
    type_ = (DATE if context.model.facts.is_short else WHOLE).as_series()
    closing = builder.allocate(f"{parts.name}.begun", label, type_, block, parts.node.span)
    before = Lag(closing, start_of_plan(context))
    title = f"{label} {context.words('opening')}"
    opening = builder.add(f"{parts.name}.begun_opening", title, type_, block, before, parts.node.span)
    parts.members["begun"] = closing
    parts.members["begun_opening"] = opening.quantity


def take_up(context: Context, parts: AccountParts, state: State) -> None:
    """The principal of a debt that starts later arrives on its date; of one that only comes into the plan, nothing is
    paid out."""
    written = context.property_of(parts.node, "start")
    if written is None or is_counted_from_draw(context, parts.node):
        return
    builder, words = context.builder, context.words
    block = parts.block
    label = words.of(parts.label, "borrowed")
    month = _start_month(context, parts)
    assert month is not None
    inside = times(
        Compare(">=", month, begin_of_step(context), None),
        Compare("<", month, end_of_step(context), None),
    )
    # A debt that starts with the plan is its opening balance.
    flag = builder.flag(
        f"{parts.name}.starts", label, block, times(inside, Compare(">", month, start_of_plan(context), None))
    )
    builder.graph.quantities[flag.quantity].is_helper = True
    principal = Reference(builder.graph.by_name[f"{parts.name}.principal"])
    wanted = builder.add(
        f"{parts.name}.taken_up", label, parts.type.as_series(), block, guarded(flag, not_negative(principal))
    )
    target = context.property_of(parts.node, "into")
    receiver = target.name if isinstance(target, nodes.Name) else default_account(context)
    place = Scope(f"{parts.name}.start", label, block, parts.node.span, state)
    drawn = draw(context, place, wanted, parts.currency, [parts.name], delivers=False)
    if receiver in context.accounts:
        deliver(context, place, drawn.pool, receiver, None)
        return
    taken = drawn.sources[parts.name]
    assert isinstance(taken, Reference)
    parts.members[BROUGHT] = taken.quantity
    context.left += [context.in_plan_money(amount, currency) for amount, currency in drawn.pool]


def _start_month(context: Context, parts: AccountParts) -> Formula | None:
    number = context.definitions.get(f"{parts.name}.start_month")
    return None if number is None else Reference(number)
