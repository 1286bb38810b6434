"""Money that moves: taking from accounts in order, putting into accounts, costs of trading and exchange on the way.

No transfer makes money (semantics.md, rule 13): a source gives at most what it holds, a debt what its limit leaves, and
the rest is short.
"""

from __future__ import annotations

from plainplan.dimensions import NUMBER, money
from plainplan.graph.builder import ONE, ZERO, divided, is_positive, least, minus, not_negative, times
from plainplan.graph.context import Context, Scope
from plainplan.graph.lending import lend
from plainplan.graph.members import is_above_zero
from plainplan.graph.nodes import And, Compare, Formula, If, Reference
from plainplan.graph.postings import add_to, charge, post_cost, subtract_from
from plainplan.records import dataclass, field


@dataclass(slots=True)
class Drawn:
    """What a transfer took: the amount that counts towards what was wanted, what is short, and what each account gave.

    `amount` and `short` are in the currency of the wanted amount; `pool` is what is to be delivered, by currency.
    """

    amount: Formula
    short: Formula
    sources: dict[str, Formula] = field(default_factory=dict)
    pool: list[tuple[Formula, str]] = field(default_factory=list)


def draw(
    context: Context, scope: Scope, wanted: Reference, currency: str, sources: list[str], *, delivers: bool
) -> Drawn:
    """Takes `wanted` (never negative, 0 where the statement does not run) from accounts or groups in order.

    A debt lends; a group of debts does so one by one, in the order in which the group names them.

    `delivers`: what arrives after costs counts (withdraw, pay); otherwise what leaves the source counts (move, repay).
    """
    builder, words = context.builder, context.words
    type_ = money(currency).as_series()
    remaining: Reference = wanted
    drawn = Drawn(ZERO, wanted)
    amounts: list[Formula] = []
    givers = [giver for source in sources for giver in _givers(context, source)]
    for position, source in enumerate(givers, 1):
        if source in context.groups:
            amount = _draw_group(context, scope, remaining, currency, source, drawn, delivers=delivers)
        elif context.accounts[source].is_debt:
            taken, amount, net = lend(context, scope, remaining, currency, source, delivers=delivers)
            drawn.sources[source] = taken
            drawn.pool.append((net, context.accounts[source].currency))
        else:
            amount = _draw_account(context, scope, remaining, currency, source, drawn, delivers=delivers)
        amounts.append(amount)
        is_last = position == len(givers)
        name = f"{scope.owner}.short" if is_last else f"{scope.owner}.remaining{position}"
        label = f"{scope.label} {words('short')}" if is_last else f"{scope.label} {words('remaining')} {position}"
        remaining = builder.add(name, label, type_, scope.block, minus(remaining, amount), scope.span)
    drawn.short = remaining
    if len(amounts) == 1:
        drawn.amount = amounts[0]
    else:
        label = f"{scope.label} {words('amount')}"
        whole = builder.total(f"{scope.owner}.amount~", label, type_, scope.block, amounts)
        drawn.amount = builder.add(f"{scope.owner}.amount", label, type_, scope.block, whole, scope.span)
    return drawn


def _givers(context: Context, source: str) -> list[str]:
    """A group of assets gives as one, pro rata; debts lend one after the other."""
    members = context.members(source)
    return members if context.accounts[members[0]].is_debt else [source]


def _rate(context: Context, name: str, key: str) -> Formula | None:
    number = context.accounts[name].members.get(key)
    return None if number is None else Reference(number)


def _exchange_cost(context: Context, source: str, currency: str) -> Formula | None:
    return _rate(context, source, "fx_cost") if context.accounts[source].currency != currency else None


def _net_factor(context: Context, name: str, currency: str) -> Formula:
    """What one unit of a source is worth where it is delivered, after the cost of selling and of exchange."""
    factor: Formula = ONE
    for cost in (_rate(context, name, "sell_cost"), _exchange_cost(context, name, currency)):
        if cost is not None:
            factor = times(factor, minus(ONE, cost))
    source = context.accounts[name].currency
    if source != currency:
        factor = times(factor, _cross_rate(context, source, currency))
    return factor


def _cross_rate(context: Context, source: str, currency: str) -> Formula:
    return context.from_plan_money(context.in_plan_money(ONE, source), currency)


def _draw_account(
    context: Context, scope: Scope, remaining: Formula, currency: str, name: str, drawn: Drawn, *, delivers: bool
) -> Formula:
    builder, words, parts = context.builder, context.words, context.accounts[name]
    assert scope.state is not None
    before = scope.state.balances[name]
    series = parts.type.as_series()
    label = f"{scope.label} {words('from')} {parts.label}"
    is_plain = parts.currency == currency and _rate(context, name, "sell_cost") is None
    if is_plain:
        taken = builder.add(
            f"{scope.owner}.from.{name}", label, series, scope.block, least(remaining, before), scope.span
        )
        _settle(context, scope, name, taken, label)
        drawn.sources[name] = taken
        drawn.pool.append((taken, currency))
        return taken
    if not delivers:
        cross = _cross_rate(context, currency, parts.currency) if parts.currency != currency else ONE
        limit = least(times(remaining, cross), before)
        taken = builder.add(f"{scope.owner}.from.{name}", label, series, scope.block, limit, scope.span)
        _settle(context, scope, name, taken, label)
        net = _after_sale(context, scope, taken, name)
        drawn.sources[name] = taken
        drawn.pool.append((net, parts.currency))
        if parts.currency == currency:
            return taken
        back = least(remaining, divided(taken, cross))
        return builder.add(f"{scope.owner}.moved.{name}", label, money(currency).as_series(), scope.block, back)
    factor = builder.add(
        f"{scope.owner}.net_factor.{name}",
        f"{label} {words('share')}",
        NUMBER.as_series(),
        scope.block,
        _net_factor(context, name, currency),
        scope.span,
    )
    delivered = builder.add(
        f"{scope.owner}.delivered.{name}",
        f"{label} {words('received')}",
        money(currency).as_series(),
        scope.block,
        least(remaining, times(before, factor)),
        scope.span,
    )
    tolerance = context.known["money_tolerance"].quantity
    taken = builder.add(
        f"{scope.owner}.from.{name}",
        label,
        series,
        scope.block,
        # What sells for no more than is asked is sold whole, so that it ends at exactly nothing.
        If(
            And((is_positive(factor), Compare(">=", remaining, times(before, factor), tolerance))),
            before,
            If(is_positive(factor), least(before, divided(remaining, factor)), ZERO),
        ),
        scope.span,
    )
    _settle(context, scope, name, taken, label)
    cost = minus(context.in_plan_money(taken, parts.currency), context.in_plan_money(delivered, currency))
    post_cost(context, scope, name, cost, "trading_cost")
    drawn.sources[name] = taken
    drawn.pool.append((delivered, currency))
    return delivered


def _settle(context: Context, scope: Scope, name: str, taken: Reference, label: str) -> None:
    assert scope.state is not None
    subtract_from(context, scope.state, name, taken, scope.owner, label, scope.block)


def _after_sale(context: Context, scope: Scope, taken: Formula, name: str) -> Formula:
    """What is left of a sale after its cost, in the account's currency."""
    cost = _rate(context, name, "sell_cost")
    if cost is None:
        return taken
    currency = context.accounts[name].currency
    return minus(taken, post_cost(context, scope, name, times(taken, cost), "sell_cost", currency))


def _draw_group(
    context: Context, scope: Scope, remaining: Formula, currency: str, group: str, drawn: Drawn, *, delivers: bool
) -> Formula:
    """Takes from every member in proportion to its value: the share first, then share × value (rule 14)."""
    builder, words = context.builder, context.words
    assert scope.state is not None
    type_ = money(currency).as_series()
    label = f"{scope.label} {words('from')} {context.groups[group].label or group}"
    members = context.members(group)
    worth: list[Formula] = []
    for name in members:
        factor = _net_factor(context, name, currency) if delivers else _cross_rate_of(context, name, currency)
        worth.append(times(scope.state.balances[name], factor))
    whole = builder.add(
        f"{scope.owner}.total.{group}",
        f"{label} {words('total')}",
        type_,
        scope.block,
        builder.total(f"{scope.owner}.total.{group}~", label, type_, scope.block, worth),
        scope.span,
    )
    moved = builder.add(f"{scope.owner}.from.{group}", label, type_, scope.block, least(remaining, whole), scope.span)
    share = builder.add(
        f"{scope.owner}.share.{group}",
        f"{label} {words('share')}",
        NUMBER.as_series(),
        scope.block,
        If(is_positive(whole), divided(moved, whole), ZERO),
        scope.span,
    )
    for name, value in zip(members, worth, strict=True):
        parts = context.accounts[name]
        before = scope.state.balances[name]
        own = f"{scope.label} {words('from')} {parts.label}"
        taken = builder.add(
            f"{scope.owner}.from.{name}", own, parts.type.as_series(), scope.block, times(share, before), scope.span
        )
        _settle(context, scope, name, taken, own)
        is_plain = value == before
        if is_plain and _rate(context, name, "sell_cost") is None:
            drawn.sources[name] = taken
            drawn.pool.append((taken, currency))
        elif delivers:
            arrived = builder.add(
                f"{scope.owner}.delivered.{name}",
                f"{own} {words('received')}",
                type_,
                scope.block,
                times(share, value),
                scope.span,
            )
            cost = minus(context.in_plan_money(taken, parts.currency), context.in_plan_money(arrived, currency))
            post_cost(context, scope, name, cost, "trading_cost")
            drawn.sources[name] = taken
            drawn.pool.append((arrived, currency))
        else:
            drawn.sources[name] = taken
            drawn.pool.append((_after_sale(context, scope, taken, name), parts.currency))
    return moved


def _cross_rate_of(context: Context, name: str, currency: str) -> Formula:
    own = context.accounts[name].currency
    return ONE if own == currency else _cross_rate(context, own, currency)


def deliver(context: Context, scope: Scope, pool: list[tuple[Formula, str]], target: str, origin: str | None) -> None:
    """Puts what was taken into an account, or into the members of a group in proportion to their value."""
    builder, words = context.builder, context.words
    if target not in context.groups:
        own = context.accounts[target].currency
        terms = [_exchange(context, scope, amount, currency, own, target, origin) for amount, currency in pool]
        whole = builder.total(f"{scope.owner}.into~", scope.label, money(own).as_series(), scope.block, terms)
        _put(context, scope, target, whole)
        return
    assert scope.state is not None
    plan = context.model.facts.currency
    terms = [_exchange(context, scope, amount, currency, plan, target, origin) for amount, currency in pool]
    type_ = context.plan_money.as_series()
    label = f"{scope.label} {words('to')} {context.groups[target].label or target}"
    amount = builder.add(
        f"{scope.owner}.into.{target}",
        label,
        type_,
        scope.block,
        builder.total(f"{scope.owner}.into~", label, type_, scope.block, terms),
        scope.span,
    )
    members = context.members(target)
    values = [context.in_plan_money(scope.state.balances[n], context.accounts[n].currency) for n in members]
    whole_row = builder.add(
        f"{scope.owner}.total.{target}",
        f"{label} {words('total')}",
        type_,
        scope.block,
        builder.total(f"{scope.owner}.total.{target}~", label, type_, scope.block, values),
        scope.span,
    )
    holds = builder.flag(f"{scope.owner}.holds.{target}", label, scope.block, is_above_zero(context, whole_row))
    share = builder.add(
        f"{scope.owner}.share.{target}",
        f"{label} {words('share')}",
        NUMBER.as_series(),
        scope.block,
        If(holds, divided(amount, whole_row), ZERO),
        scope.span,
    )
    for position, (name, value) in enumerate(zip(members, values, strict=True)):
        # An empty group has no proportions: its first member receives everything.
        part: Formula = If(holds, times(share, value), amount) if position == 0 else times(share, value)
        currency = context.accounts[name].currency
        row = builder.add(
            f"{scope.owner}.part.{name}",
            f"{scope.label} {words('to')} {context.accounts[name].label}",
            type_,
            scope.block,
            part,
            scope.span,
        )
        _put(context, scope, name, context.from_plan_money(row, currency))


def _exchange(
    context: Context, scope: Scope, amount: Formula, currency: str, own: str, target: str, origin: str | None
) -> Formula:
    if currency == own:
        return amount
    converted = times(amount, _cross_rate(context, currency, own))
    charged = next(
        (name for name in (origin, target) if name in context.accounts and "fx_cost" in context.accounts[name].members),
        None,
    )
    if charged is None:
        return converted
    assert scope.state is not None
    row = context.builder.add(
        f"{scope.owner}.exchange_cost",
        f"{scope.label} {context.words('exchange_cost')}",
        money(own).as_series(),
        scope.block,
        times(converted, Reference(context.accounts[charged].members["fx_cost"])),
        scope.span,
    )
    charge(context, scope.state, charged, "trading_costs", row, own)
    return minus(converted, row)


def _put(context: Context, scope: Scope, name: str, amount: Formula) -> None:
    assert scope.state is not None
    parts = context.accounts[name]
    cost = _rate(context, name, "buy_cost")
    label = f"{scope.label} {context.words('to')} {parts.label}"
    series = parts.type.as_series()
    if cost is not None:
        gross = context.builder.add(f"{scope.owner}.gross.{name}", label, series, scope.block, amount, scope.span)
        context.builder.graph.quantities[gross.quantity].is_helper = True
        amount = minus(gross, post_cost(context, scope, name, times(gross, cost), "buy_cost", parts.currency))
    if not isinstance(amount, Reference):
        amount = context.builder.add(f"{scope.owner}.into.{name}", label, series, scope.block, amount, scope.span)
    add_to(context, scope.state, name, amount, scope.owner, label, scope.block)


def put(context: Context, scope: Scope, name: str, amount: Formula, currency: str) -> None:
    """Puts an amount from outside the plan, or from a debt, into an account or a group."""
    deliver(context, scope, [(amount, currency)], name, None)


def wanted_amount(
    context: Context, scope: Scope, amount: Formula, currency: str, *, may_be_negative: bool = True
) -> Reference:
    """The amount a statement asks for: nothing where it does not run, and nothing when it is below zero (rule 13)."""
    builder, words = context.builder, context.words
    type_ = money(currency).as_series()
    label = f"{scope.label} {words('wanted')}"
    raw = builder.add(
        f"{scope.owner}.wanted",
        label,
        type_,
        scope.block,
        amount if scope.guard is None else If(scope.guard, amount, ZERO),
        scope.span,
    )
    if not may_be_negative:
        return raw
    context.raw_amounts.append(raw)
    # One row tells what is asked for.
    builder.graph.quantities[raw.quantity].is_helper = True
    return builder.add(f"{scope.owner}.asked", label, type_, scope.block, not_negative(raw), scope.span)
