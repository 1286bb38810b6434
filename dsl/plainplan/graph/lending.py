"""What a debt lends: as much as its limit leaves, less what drawing on it costs."""

from __future__ import annotations

from plainplan.dimensions import WHOLE
from plainplan.graph.builder import (
    ONE,
    ZERO,
    divided,
    guarded,
    is_positive,
    least,
    minus,
    not_negative,
    plus,
    times,
)
from plainplan.graph.clock import begin_of_step, end_of_step
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.limits import unused_of
from plainplan.graph.members import is_above_zero
from plainplan.graph.nodes import And, Compare, Flow, Formula, If, Reference
from plainplan.graph.postings import charge


def lend(
    context: Context, scope: Scope, asked: Formula, currency: str, name: str, *, delivers: bool
) -> tuple[Reference, Formula, Formula]:
    """Draws on a debt: the principal drawn, what of it counts towards `asked`, and what arrives in its own currency.

    `delivers`: `asked` is what arrives, and the cost of drawing comes on top; otherwise it is what is drawn.
    """
    builder, parts = context.builder, context.accounts[name]
    assert scope.state is not None
    own, series = parts.currency, parts.type.as_series()
    label = f"{scope.label} {context.words('from')} {parts.label}"
    wanted = context.exchanged(asked, currency, own)
    room = unused_of(context, parts, scope)
    share, fee = (_charge(parts, key) for key in ("draw_cost", "draw_fee"))
    left = minus(ONE, share)
    costs = share != ZERO or fee != ZERO
    if delivers and costs:
        lends = And((is_above_zero(context, asked), is_positive(left)))
        wanted = guarded(lends, divided(plus(wanted, fee), left))
        if room is not None and fee != ZERO:
            # A line that is too small for its own fee lends nothing.
            tolerance = context.known["money_tolerance"].quantity
            room = guarded(Compare(">", times(room, left), fee, tolerance), room)
    amount = wanted if room is None else least(wanted, room)
    taken = builder.add(f"{scope.owner}.from.{name}", label, series, scope.block, amount, scope.span)
    add_owed(context, scope.state, parts, taken, label, scope.block)
    net = _after_costs(context, scope, parts, taken, share, fee) if costs else taken
    counted = context.exchanged(net if delivers else taken, own, currency)
    return taken, counted if counted == taken else least(asked, counted), net


def _charge(parts: AccountParts, key: str) -> Formula:
    return Reference(parts.members[key]) if key in parts.members else ZERO


def _after_costs(
    context: Context, scope: Scope, parts: AccountParts, taken: Reference, share: Formula, fee: Formula
) -> Reference:
    """What arrives of a draw after its cost, which is posted."""
    builder, series = context.builder, parts.type.as_series()
    kept: Formula = taken if share == ZERO else times(taken, minus(ONE, share))
    if fee != ZERO:
        kept = guarded(is_above_zero(context, taken), not_negative(minus(kept, fee)))
    label = f"{scope.label} {context.words('received')} {parts.label}"
    net = builder.add(f"{scope.owner}.arrived.{parts.name}", label, series, scope.block, kept, scope.span)
    cost = builder.add(
        f"{scope.owner}.draw_cost.{parts.name}",
        f"{scope.label} {context.words.of(parts.label, 'draw_cost')}",
        series,
        scope.block,
        minus(taken, net),
        scope.span,
    )
    assert scope.state is not None
    charge(context, scope.state, parts.name, "draw_costs", cost, parts.currency)
    return net


def add_owed(context: Context, state: State, parts: AccountParts, amount: Reference, label: str, block: str) -> None:
    """Adds a principal to what is owed."""
    builder, series = context.builder, parts.type.as_series()
    parts.flows.append(Flow(label, amount.quantity, 1))
    key = builder.graph.quantities[amount.quantity].name
    if parts.name in state.begun:
        # A draw on a debt of nothing begins it anew: before its service with the step, after it with the next.
        is_served = (parts.name, "payment") in state.posted
        begin = end_of_step(context) if is_served else begin_of_step(context)
        goes_on = is_above_zero(context, state.balances[parts.name])
        begun = If(goes_on, state.begun[parts.name], begin)
        word = context.words.of(parts.label, "from_month")
        state.begun[parts.name] = builder.add(f"{key}.begun", word, WHOLE.as_series(), block, begun)
    state.balances[parts.name] = builder.add(
        f"{key}.owed",
        f"{label} {context.words('after')}: {parts.label}",
        series,
        block,
        plus(state.balances[parts.name], amount),
    )
    if parts.name in state.drawn:
        state.drawn[parts.name] = builder.add(
            f"{key}.drawn", context.words.of(parts.label, "drawn"), series, block, plus(state.drawn[parts.name], amount)
        )
