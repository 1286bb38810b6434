"""Debts: their rates, limits and pledges, and what is borrowed and repaid."""

from __future__ import annotations

from plainplan.dimensions import Type, rate_per
from plainplan.graph.accounts import default_account
from plainplan.graph.builder import (
    ZERO,
    guarded,
    least,
    minus,
    not_negative,
    plus,
    times,
)
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.definitions import lower_default, lower_property
from plainplan.graph.nodes import Compare, Flow, Formula, Lag, Reference
from plainplan.graph.pledges import written_pledges
from plainplan.graph.transfers import put
from plainplan.syntax import nodes


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
    limit = context.property_of(node, "limit")
    if limit is not None:
        scope = Scope(f"{parts.name}.limit", words.of(parts.label, "room"), given, node.span)
        parts.members["limit"] = lower_property(context, limit, scope, parts.type).quantity
    for name, share in written_pledges(context, node):
        if share is not None:
            asset = context.accounts[name].label
            scope = Scope(f"{parts.name}.secured_by.{name}", f"{parts.label} {asset}", given, node.span)
            kind = Type(powers=context.type_of(share).powers)
            parts.members[f"pledge {name}"] = lower_property(context, share, scope, kind).quantity


def needs_drawn(context: Context, parts: AccountParts) -> bool:
    """Whether the principal drawn is kept apart from capitalised interest: it is limited, or the plan reads it."""
    has_limit = context.property_of(parts.node, "limit") is not None
    return has_limit or parts.name in context.costed or "*" in context.costed


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


def take_up(context: Context, parts: AccountParts, state: State) -> None:
    """The principal of a debt that starts later arrives on its date."""
    written = context.property_of(parts.node, "start")
    if written is None:
        return
    builder, words = context.builder, context.words
    block = parts.block
    label = words.of(parts.label, "borrowed")
    month = _start_month(context, parts)
    assert month is not None
    elapsed = context.known["months_elapsed"]
    inside = times(
        Compare(">=", month, elapsed, None),
        Compare("<", month, plus(elapsed, context.known["step_months"]), None),
    )
    # A debt that starts with the plan is its opening balance.
    flag = builder.flag(f"{parts.name}.starts", label, block, times(inside, Compare(">", month, ZERO, None)))
    principal = Reference(builder.graph.by_name[f"{parts.name}.principal"])
    amount = builder.add(
        f"{parts.name}.taken_up", label, parts.type.as_series(), block, guarded(flag, not_negative(principal))
    )
    _borrow(context, state, parts, amount, label, block)
    target = context.property_of(parts.node, "into")
    receiver = target.name if isinstance(target, nodes.Name) else default_account(context)
    place = Scope(f"{parts.name}.start", label, block, parts.node.span, state)
    put(context, place, receiver, amount, parts.currency)


def _start_month(context: Context, parts: AccountParts) -> Formula | None:
    number = context.definitions.get(f"{parts.name}.start_month")
    return None if number is None else Reference(number)


def _borrow(context: Context, state: State, parts: AccountParts, amount: Reference, label: str, block: str) -> None:
    builder = context.builder
    parts.flows.append(Flow(label, amount.quantity, 1))
    series = parts.type.as_series()
    after = f"{label} {context.words('after')}: {parts.label}"
    key = builder.graph.quantities[amount.quantity].name
    state.balances[parts.name] = builder.add(
        f"{key}.owed", after, series, block, plus(state.balances[parts.name], amount)
    )
    if parts.name in state.drawn:
        state.drawn[parts.name] = builder.add(
            f"{key}.drawn", context.words.of(parts.label, "drawn"), series, block, plus(state.drawn[parts.name], amount)
        )


def borrow(context: Context, state: State, name: str, amount: Reference, label: str, block: str) -> None:
    """Adds to what is owed."""
    _borrow(context, state, context.accounts[name], amount, label, block)


def repay(context: Context, state: State, name: str, amount: Reference, label: str, block: str) -> None:
    """Takes away from what is owed; `amount` is never more than that."""
    builder, parts = context.builder, context.accounts[name]
    series = parts.type.as_series()
    parts.flows.append(Flow(label, amount.quantity, -1))
    key = builder.graph.quantities[amount.quantity].name
    owed = builder.add(
        f"{key}.owed",
        f"{label} {context.words('after')}: {parts.label}",
        series,
        block,
        minus(state.balances[name], amount),
    )
    state.balances[name] = owed
    limit_drawn(context, state, parts, key, block)


def limit_drawn(context: Context, state: State, parts: AccountParts, key: str, block: str) -> None:
    """The principal drawn after a repayment."""
    # What is repaid is principal first in so far as more than the balance cannot be drawn.
    if parts.name in state.drawn:
        state.drawn[parts.name] = context.builder.add(
            f"{key}.drawn",
            context.words.of(parts.label, "drawn"),
            parts.type.as_series(),
            block,
            least(state.drawn[parts.name], state.balances[parts.name]),
        )
