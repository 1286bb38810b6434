"""What is repaid of debts, one by one or pro rata."""

from __future__ import annotations

from plainplan.dimensions import NUMBER, money
from plainplan.graph.builder import ZERO, divided, is_positive, least, minus, times
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.nodes import Flow, Formula, If, Reference


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


def owed_on(context: Context, scope: Scope, debts: list[str], currency: str) -> Formula:
    """What several debts and groups of debts come to, each debt once."""
    assert scope.state is not None
    members = dict.fromkeys(member for name in debts for member in context.members(name))
    terms = [
        context.exchanged(scope.state.balances[member], context.accounts[member].currency, currency)
        for member in members
    ]
    return context.builder.total(f"{scope.owner}.owed~", scope.label, money(currency).as_series(), scope.block, terms)


def repay_in_order(context: Context, scope: Scope, paid: Reference, currency: str, debts: list[str]) -> None:
    """Repays one debt after the other, a group pro rata by what is owed; `paid` is never more than they come to."""
    assert scope.state is not None
    remaining: Reference = paid
    for position, name in enumerate(debts, 1):
        if len(debts) == 1 and name not in context.groups and context.accounts[name].currency == currency:
            repay(context, scope.state, name, paid, scope.label, scope.block)
            return
        part = _repay_group if name in context.groups else _repay_one
        moved = part(context, scope, remaining, currency, name)
        if position < len(debts):
            remaining = _row(context, scope, f"unpaid{position}", "remaining", name, minus(remaining, moved), currency)


def _row(
    context: Context, scope: Scope, suffix: str, word: str, debt: str, formula: Formula, currency: str
) -> Reference:
    label = f"{scope.label} {context.words(word)} {context.label_of(debt)}"
    return context.builder.add(
        f"{scope.owner}.{suffix}", label, money(currency).as_series(), scope.block, formula, scope.span
    )


def _repay_one(context: Context, scope: Scope, remaining: Reference, currency: str, name: str) -> Formula:
    assert scope.state is not None
    own = context.accounts[name].currency
    asked = context.exchanged(remaining, currency, own)
    part = _row(context, scope, f"of.{name}", "repaid", name, least(asked, scope.state.balances[name]), own)
    repay(context, scope.state, name, part, scope.label, scope.block)
    return part if own == currency else least(remaining, context.exchanged(part, own, currency))


def _repay_group(context: Context, scope: Scope, remaining: Reference, currency: str, group: str) -> Formula:
    assert scope.state is not None
    whole = _row(context, scope, f"owed.{group}", "total", group, owed_on(context, scope, [group], currency), currency)
    moved = _row(context, scope, f"of.{group}", "repaid", group, least(remaining, whole), currency)
    # The share first, then share × balance: all of it leaves exactly nothing (rule 14).
    share = context.builder.add(
        f"{scope.owner}.share.{group}",
        f"{scope.label} {context.words('share')}",
        NUMBER.as_series(),
        scope.block,
        If(is_positive(whole), divided(moved, whole), ZERO),
        scope.span,
    )
    for name in context.members(group):
        balance, own = scope.state.balances[name], context.accounts[name].currency
        part = _row(context, scope, f"of.{name}", "repaid", name, times(share, balance), own)
        repay(context, scope.state, name, part, scope.label, scope.block)
    return moved


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
