"""Puts money into an account and takes it out: balances, cost basis and corkscrew lines move together."""

from __future__ import annotations

from plainplan.dimensions import NUMBER, money
from plainplan.graph.builder import ZERO, divided, minus, plus, times
from plainplan.graph.context import Context, Scope, State
from plainplan.graph.members import is_above_zero
from plainplan.graph.nodes import Flow, Formula, If, Reference


def add_to(
    context: Context,
    state: State,
    name: str,
    amount: Formula,
    key: str,
    label: str,
    block: str,
    *,
    is_purchase: bool = True,
) -> None:
    """Puts an amount of the account's own currency into an account."""
    builder, parts = context.builder, context.accounts[name]
    series = parts.type.as_series()
    after = f"{label} {context.words('after')}: {parts.label}"
    if not isinstance(amount, Reference):
        amount = builder.add(
            f"{key}.into.{name}", f"{label} {context.words('to')} {parts.label}", series, block, amount
        )
    parts.flows.append(Flow(label, amount.quantity, 1))
    if is_purchase:
        state.post(name, "bought", amount)
    if name in state.costs:
        state.costs[name] = builder.add(
            f"{key}.cost.{name}", f"{after} {context.words('cost')}", series, block, plus(state.costs[name], amount)
        )
    state.balances[name] = builder.add(
        f"{key}.after.{name}",
        after,
        series,
        block,
        plus(state.balances[name], amount),
    )


def subtract_from(
    context: Context,
    state: State,
    name: str,
    amount: Reference,
    key: str,
    label: str,
    block: str,
    *,
    is_sale: bool = True,
) -> None:
    """Takes an amount, never more than the balance, out of an account."""
    builder, parts = context.builder, context.accounts[name]
    series = parts.type.as_series()
    after = f"{label} {context.words('after')}: {parts.label}"
    before = state.balances[name]
    parts.flows.append(Flow(label, amount.quantity, -1))
    context.takes.append((name, amount))
    if is_sale:
        state.post(name, "sold", amount)
    if name in state.costs and is_sale:
        share = builder.add(
            f"{key}.cost_share.{name}",
            f"{label} {context.words('cost')} {context.words('share')}",
            NUMBER.as_series(),
            block,
            If(is_above_zero(context, before), divided(amount, before), ZERO),
        )
        cost = state.costs[name]
        state.costs[name] = builder.add(
            f"{key}.cost.{name}", f"{after} {context.words('cost')}", series, block, minus(cost, times(cost, share))
        )
    state.balances[name] = builder.add(
        f"{key}.after.{name}",
        after,
        series,
        block,
        minus(before, amount),
    )


def post_cost(
    context: Context, scope: Scope, name: str, cost: Formula, key: str, currency: str | None = None
) -> Reference:
    """Writes a cost of trading in an account down, in a currency (None is the plan's); `key` names the row."""
    assert scope.state is not None
    currency = currency or context.model.facts.currency
    row = context.builder.add(
        f"{scope.owner}.{key}.{name}",
        f"{scope.label} {context.words(key)}: {context.accounts[name].label}",
        money(currency).as_series(),
        scope.block,
        cost,
        scope.span,
    )
    charge(context, scope.state, name, "trading_costs", row, currency)
    return row


def charge(context: Context, state: State, name: str, member: str, cost: Reference, currency: str) -> None:
    """Counts what an account costs in the step among all costs, and among the account's own under a member."""
    context.costs.append(context.in_plan_money(cost, currency))
    state.post(name, member, context.exchanged(cost, currency, context.accounts[name].currency))
