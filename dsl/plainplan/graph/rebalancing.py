"""Rebalancing to weights: what each account should hold, what is sold and bought for it, and what that costs."""

from __future__ import annotations

from plainplan.dimensions import NUMBER, Type, money
from plainplan.graph.builder import (
    ONE,
    ZERO,
    both,
    divided,
    greatest,
    guarded,
    is_positive,
    least,
    minus,
    negative,
    not_negative,
    times,
)
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.members import is_above_zero
from plainplan.graph.nodes import Call, Compare, Formula, If, Reference
from plainplan.graph.postings import add_to, post_cost, subtract_from
from plainplan.syntax import nodes

COSTS = ("buy_cost", "sell_cost", "fx_cost")


def rebalance(context: Context, node: nodes.Rebalance, scope: Scope) -> Formula:
    """Brings accounts to their shares of what they hold together; gives what was sold."""
    builder, words = context.builder, context.words
    assert scope.state is not None
    given = parties_of(context, node, scope)
    currency = currency_of_parties(context, given)
    type_ = money(currency).as_series()
    held = [_held(context, scope, name, currency) for name in given]
    title = f"{scope.label} {words('total')}"
    parts_sum = builder.total(f"{scope.owner}.total~", title, type_, scope.block, held)
    whole = builder.add(f"{scope.owner}.total", title, type_, scope.block, parts_sum, scope.span)
    names: list[str] = []
    values: list[Formula] = []
    targets: list[Formula] = []
    for name, value, target in zip(given, held, _targets(context, node, scope, given, whole, type_), strict=True):
        for member, own, aim in _members_of(context, scope, name, value, target, currency):
            names.append(member)
            values.append(own)
            targets.append(aim)
    has_costs = any(key in context.accounts[name].members for name in names for key in COSTS)
    sold: list[Formula] = []
    bought: list[Formula] = []
    for name, value, aim in zip(names, values, targets, strict=True):
        label = context.accounts[name].label
        for rows, word, gap in ((sold, "sold", minus(value, aim)), (bought, "bought", minus(aim, value))):
            amount = not_negative(gap)
            formula: Formula = amount if scope.guard is None else If(scope.guard, amount, ZERO)
            rows.append(
                builder.add(
                    f"{scope.owner}.{word}.{name}",
                    f"{scope.label} {words(word)} {label}",
                    type_,
                    scope.block,
                    formula,
                    scope.span,
                )
            )
    scale: Formula = ONE
    if has_costs:
        scale = _scale_of_costs(context, scope, names, sold, bought, currency)
    for name, aim, out, into in zip(names, targets, sold, bought, strict=True):
        _trade(context, scope, name, aim, out, into, scale, currency, has_costs=has_costs)
    title = f"{scope.label} {words('amount')}"
    turnover = builder.total(f"{scope.owner}.amount~", title, type_, scope.block, sold)
    return builder.add(f"{scope.owner}.amount", title, type_, scope.block, turnover, scope.span)


def parties_of(context: Context, node: nodes.Rebalance, scope: Scope) -> list[str]:
    """The accounts and groups of a rebalancing; of a group its members."""
    if node.group is None:
        return [scope.accounts.get(weight.name.name, weight.name.name) for weight in node.weights]
    return [weight.name.name for weight in context.groups[_origin(context, node.group, scope)].weights]


def _origin(context: Context, group: nodes.Name, scope: Scope) -> str:
    """The group of the plan that a rebalancing names, what a rule was given included."""
    name = scope.accounts.get(group.name, group.name)
    return context.group_origins.get(name, name)


def currency_of_parties(context: Context, names: list[str]) -> str:
    """The currency in which accounts and groups are traded: their own when they share it, else the plan's."""
    found = {context.currency_of(name) for name in names}
    return found.pop() if len(found) == 1 else context.model.facts.currency


def _held(context: Context, scope: Scope, name: str, currency: str) -> Formula:
    """What an account or a group holds, in a currency."""
    assert scope.state is not None
    values = [
        context.exchanged(scope.state.balances[m], context.accounts[m].currency, currency)
        for m in context.members(name)
    ]
    if name not in context.groups:
        return values[0]
    type_, label = money(currency).as_series(), f"{scope.label} {context.label_of(name)}"
    whole = context.builder.total(f"{scope.owner}.held.{name}~", label, type_, scope.block, values)
    return context.builder.add(f"{scope.owner}.held.{name}", label, type_, scope.block, whole, scope.span)


def _members_of(
    context: Context, scope: Scope, name: str, value: Formula, target: Formula, currency: str
) -> list[tuple[str, Formula, Formula]]:
    """Each account of a party with its value and its target: within a group everyone keeps its proportion."""
    assert scope.state is not None
    if name not in context.groups:
        return [(name, value, target)]
    builder, label = context.builder, f"{scope.label} {context.label_of(name)}"
    holds = builder.flag(f"{scope.owner}.holds.{name}", label, scope.block, is_above_zero(context, value), scope.span)
    factor = builder.add(
        f"{scope.owner}.factor.{name}",
        label,
        NUMBER.as_series(),
        scope.block,
        If(holds, divided(target, value), ZERO),
        scope.span,
    )
    found: list[tuple[str, Formula, Formula]] = []
    for member in context.members(name):
        own = context.exchanged(scope.state.balances[member], context.accounts[member].currency, currency)
        # A group that holds nothing has no proportions: its first member receives everything.
        aim: Formula = times(own, factor) if found else If(holds, times(own, factor), target)
        row = builder.add(
            f"{scope.owner}.target.{member}",
            f"{scope.label} {context.label_of(member)}",
            money(currency).as_series(),
            scope.block,
            aim,
            scope.span,
        )
        found.append((member, own, row))
    return found


def _targets(
    context: Context, node: nodes.Rebalance, scope: Scope, names: list[str], whole: Formula, type_: Type
) -> list[Reference]:
    """What each account should hold. Shares below zero count as none. Those that are more than the
    whole (without a `rest`, also less) are divided by their sum, so that no money is made or lost; the last account,
    or `rest`, takes exactly what the others leave."""
    builder, words = context.builder, context.words
    shares: list[Formula | None] = []
    written: list[Formula] = []
    group = None if node.group is None else _origin(context, node.group, scope)
    weights = node.weights if group is None else context.groups[group].weights
    has_rest = any(weight.share is None for weight in weights)
    for name, weight in zip(names, weights, strict=True):
        if weight.share is None:
            shares.append(None)
            continue
        own = scope.named(f"{scope.owner}.weight.{name}", f"{scope.label} {context.label_of(name)}", weight.span)
        share = lower_as(context, weight.share, own, NUMBER) if group is None else context.targets[group, name]
        if has_rest:
            share = guarded(scope.guard, share)
        label = f"{own.label} {words('weight')}"
        written.append(builder.add(own.owner, label, NUMBER.as_series(), scope.block, share, weight.span))
        shares.append(not_negative(written[-1]))
    label = f"{scope.label} {words('weight')} {words('total')}"
    given = [share_ for share_ in shares if share_ is not None]
    summed = builder.total(f"{scope.owner}.weights~", label, NUMBER.as_series(), scope.block, given)
    divisor = builder.add(
        f"{scope.owner}.weights",
        label,
        NUMBER.as_series(),
        scope.block,
        greatest(ONE, summed) if has_rest else summed,
        scope.span,
    )
    _note_gap(context, scope, label, written, has_rest=has_rest)
    last = shares.index(None) if None in shares else len(shares) - 1
    targets: dict[int, Reference] = {}
    for position, (name, share_) in enumerate(zip(names, shares, strict=True)):
        if position != last:
            assert share_ is not None
            label = f"{scope.label} {words('target')} {context.label_of(name)}"
            amount = times(whole, divided(share_, divisor))
            targets[position] = builder.add(
                f"{scope.owner}.target.{name}", label, type_, scope.block, amount, scope.span
            )
    label = f"{scope.label} {words('target')} {context.label_of(names[last])}"
    rest: Formula = whole
    others = [targets[position] for position in sorted(targets)]
    if others:
        summed = builder.total(f"{scope.owner}.others~", label, type_, scope.block, list(others))
        rest = not_negative(minus(whole, summed))
    targets[last] = builder.add(f"{scope.owner}.target.{names[last]}", label, type_, scope.block, rest, scope.span)
    return [targets[position] for position in range(len(names))]


def _note_gap(context: Context, scope: Scope, label: str, shares: list[Formula], *, has_rest: bool) -> None:
    """How far written or calculated shares are from a whole, for the built-in check that they are one: what is above
    it (without a rest, also what is missing), or what is below zero."""
    name, type_ = f"{scope.owner}.weights_written", NUMBER.as_series()
    over = minus(context.builder.total(name, label, type_, scope.block, list(shares)), ONE)
    gap = greatest(not_negative(over) if has_rest else Call("abs", (over,)), negative(Call("min", (ZERO, *shares))))
    context.weight_gaps.append(
        context.builder.add(
            f"{scope.owner}.weights_gap",
            f"{label} {context.words('gap')}",
            NUMBER.as_series(),
            scope.block,
            guarded(scope.guard, gap),
            scope.span,
        )
    )


def _cost_rate(context: Context, name: str, key: str, currency: str) -> Formula:
    """The cost of a sale or a purchase, with that of exchange for an account of another currency."""
    parts = context.accounts[name]
    own = Reference(parts.members[key]) if key in parts.members else None
    exchange = None
    if parts.currency != currency and "fx_cost" in parts.members:
        exchange = Reference(parts.members["fx_cost"])
    if own is not None and exchange is not None:
        return minus(ONE, times(minus(ONE, own), minus(ONE, exchange)))
    return own or exchange or ZERO


def _scale_of_costs(
    context: Context, scope: Scope, names: list[str], sold: list[Formula], bought: list[Formula], currency: str
) -> Formula:
    """How much of each purchase the proceeds pay for, once the cost of selling is taken."""
    builder, words = context.builder, context.words
    type_ = money(currency).as_series()
    proceeds: list[Formula] = []
    for name, amount in zip(names, sold, strict=True):
        rate = _cost_rate(context, name, "sell_cost", currency)
        if rate == ZERO:
            proceeds.append(amount)
            continue
        cost = post_cost(context, scope, name, times(amount, rate), "sell_cost", currency)
        proceeds.append(minus(amount, cost))
    label = f"{scope.label} {words('sold')} {words('total')}"
    net = builder.add(
        f"{scope.owner}.proceeds",
        label,
        type_,
        scope.block,
        builder.total(f"{scope.owner}.proceeds~", label, type_, scope.block, proceeds),
        scope.span,
    )
    label = f"{scope.label} {words('bought')} {words('total')}"
    wanted = builder.add(
        f"{scope.owner}.wanted",
        label,
        type_,
        scope.block,
        builder.total(f"{scope.owner}.wanted~", label, type_, scope.block, list(bought)),
        scope.span,
    )
    share = If(is_positive(wanted), divided(net, wanted), ZERO)
    label = f"{scope.label} {words('share')}"
    return builder.add(f"{scope.owner}.scale", label, NUMBER.as_series(), scope.block, share, scope.span)


def _trade(
    context: Context,
    scope: Scope,
    name: str,
    target: Formula,
    sold: Formula,
    bought: Formula,
    scale: Formula,
    currency: str,
    *,
    has_costs: bool,
) -> None:
    builder = context.builder
    assert scope.state is not None
    parts = context.accounts[name]
    before = scope.state.balances[name]
    out = _sold(context, scope, name, target, sold, currency)
    selling, buying = (f"{scope.label} {context.words(word)} {parts.label}" for word in ("sold", "bought"))
    subtract_from(context, scope.state, name, out, f"{scope.owner}.sell", selling, scope.block)
    paid = times(bought, scale)
    if has_costs:
        rate = _cost_rate(context, name, "buy_cost", currency)
        paid = builder.add(f"{scope.owner}.paid.{name}", buying, money(currency).as_series(), scope.block, paid)
        builder.graph.quantities[paid.quantity].is_helper = True
        if rate != ZERO:
            paid = minus(paid, post_cost(context, scope, name, times(paid, rate), "buy_cost", currency))
    into = _own(context, scope, paid, name, "into", currency)
    add_to(context, scope.state, name, into, f"{scope.owner}.buy", buying, scope.block)
    if not has_costs and parts.currency == currency:
        # The target itself, not value - sold + bought: what is sold out ends at exactly nothing.
        after = scope.state.balances[name]
        assert isinstance(after, Reference)
        exact = target if scope.guard is None else If(scope.guard, target, before)
        builder.define(after.quantity, exact)


def _sold(context: Context, scope: Scope, name: str, target: Formula, sold: Formula, currency: str) -> Reference:
    """What is sold of an account, in its own currency: all of it where nothing is to be left, since what is exchanged
    there and back is not quite the same."""
    assert scope.state is not None
    parts = context.accounts[name]
    own = context.exchanged(sold, currency, parts.currency)
    if parts.currency != currency:
        before = scope.state.balances[name]
        leaves_nothing = Compare("<=", target, ZERO, context.known["money_tolerance"].quantity)
        sells_out = both(scope.guard, leaves_nothing)
        assert sells_out is not None
        own = If(sells_out, before, least(before, own))
    return _row(context, scope, own, name, "out")


def _own(context: Context, scope: Scope, amount: Formula, name: str, word: str, currency: str) -> Reference:
    """An amount of a currency in the account's own."""
    return _row(context, scope, context.exchanged(amount, currency, context.accounts[name].currency), name, word)


def _row(context: Context, scope: Scope, own: Formula, name: str, word: str) -> Reference:
    parts = context.accounts[name]
    if isinstance(own, Reference):
        return own
    return context.builder.add(
        f"{scope.owner}.{word}.{name}",
        f"{scope.label} {context.words('from' if word == 'out' else 'to')} {parts.label}",
        parts.type.as_series(),
        scope.block,
        own,
        scope.span,
    )
