"""Debt service as an event of the step: interest accrues, what is due is paid, what cannot be paid stays owed."""

from __future__ import annotations

from plainplan.graph.builder import minus, not_negative, plus
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.expressions import materialise
from plainplan.graph.flows import sources_of
from plainplan.graph.instalments import INSTALMENTS
from plainplan.graph.nodes import Flow, FlowView, Reference
from plainplan.graph.repaying import limit_drawn
from plainplan.graph.service import service_of
from plainplan.graph.transfers import draw


def capitalise(context: Context, parts: AccountParts, state: State) -> None:
    """`payment: none`: interest is added to the debt when the accounts grow."""
    service = service_of(context, parts, state)
    before = state.balances[parts.name]
    interest = service.row("interest_accrued", "capitalised", service.added_to(before))
    parts.flows.append(Flow(context.words("interest"), interest.quantity, 1))
    state.post(parts.name, "interest", interest)
    context.costs.append(context.in_plan_money(interest, parts.currency))
    state.balances[parts.name] = service.row("capitalised", "after", plus(before, interest))


def serve_debt(context: Context, parts: AccountParts, state: State) -> None:
    """Pays what is due of a debt from the accounts that pay it; what they cannot pay stays owed (rule 18)."""
    words = context.words
    service = service_of(context, parts, state)
    place = Scope(f"{parts.name}.served", parts.label, parts.block, parts.node.span, state)
    before = materialise(context, state.balances[parts.name], place, parts.type.as_series())
    interest, principal = INSTALMENTS[service.kind](service, before)
    interest_row = service.row("interest_due", "interest", interest)
    principal_row = service.row("principal_due", "principal", principal)
    due = service.row("payment_wanted", "due", not_negative(plus(interest_row, principal_row)))
    scope = place.named(f"{parts.name}.service", words.of(parts.label, "payment"))
    drawn = draw(context, scope, due, parts.currency, sources_of(context, parts.node), delivers=True)
    assert isinstance(drawn.amount, Reference)
    assert isinstance(drawn.short, Reference)
    parts.flows.append(Flow(words("interest"), interest_row.quantity, 1))
    parts.flows.append(Flow(words("payment"), drawn.amount.quantity, -1))
    # Opening less principal, not opening plus interest less payment: the last payment leaves exactly nothing.
    left = plus(minus(before, principal_row), drawn.short)
    state.balances[parts.name] = service.row("served_balance", "after", left)
    limit_drawn(context, state, parts, f"{parts.name}.service", parts.block)
    repaid = service.row("repaid", "principal", minus(drawn.amount, interest_row))
    for member, amount in (
        ("interest", interest_row),
        ("payment", drawn.amount),
        ("short", drawn.short),
        ("principal", repaid),
    ):
        state.post(parts.name, member, amount)
    context.costs.append(context.in_plan_money(interest_row, parts.currency))
    context.shorts.append(context.in_plan_money(drawn.short, parts.currency))
    context.builder.graph.flows.append(
        FlowView(parts.name, parts.label, "debt", drawn.amount.quantity, drawn.short.quantity, parts.node.span)
    )
