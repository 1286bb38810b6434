"""Growth as an event of the step: returns, distributions, fees, and what matures."""

from __future__ import annotations

from plainplan.dimensions import DATE
from plainplan.graph.builder import ZERO, divided, guarded, is_same, least, minus, not_negative, plus, times
from plainplan.graph.clock import in_step
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import step_of
from plainplan.graph.nodes import Flow, Formula, Reference
from plainplan.graph.postings import add_to, charge, subtract_from
from plainplan.syntax import nodes


def grow_assets(context: Context, state: State) -> None:
    """Returns, distributions and fees of every asset, all from the balances before any of them is posted."""
    assets = [parts for parts in context.accounts.values() if not parts.is_debt]
    before = {parts.name: state.balances[parts.name] for parts in assets}
    for parts in assets:
        _post_return(context, state, parts)
    for parts in assets:
        _distribute(context, state, parts, before[parts.name])
    for parts in assets:
        _charge_fee(context, state, parts, before[parts.name])
    for parts in assets:
        _mature(context, state, parts)


def _post_return(context: Context, state: State, parts: AccountParts) -> None:
    before = state.balances[parts.name]
    growth = context.account_row(parts, "growth", "growth", times(before, Reference(parts.members["return"])))
    parts.flows.append(Flow(context.words("growth"), growth.quantity, 1))
    context.grown.append(context.in_plan_money(growth, parts.currency))
    state.post(parts.name, "gain", growth)
    state.balances[parts.name] = context.account_row(parts, "grown", "after_growth", plus(before, growth))


def _distribute(context: Context, state: State, parts: AccountParts, base: Formula) -> None:
    if "payout" not in parts.members:
        return
    due = not_negative(times(base, _payout_of_step(context, parts)))
    paid = context.account_row(parts, "payout_paid", "payout", due)
    context.grown.append(context.in_plan_money(paid, parts.currency))
    state.post(parts.name, "gain", paid)
    state.post(parts.name, "interest", paid)
    target = context.property_of(parts.node, "into")
    receiver = target.name if isinstance(target, nodes.Name) else parts.name
    label = context.words.of(parts.label, "payout")
    amount = _exchanged(context, state, paid, parts, context.accounts[receiver], f"{parts.name}.payout", label)
    # What an account pays to itself is gain, and nothing that was put in; its cost rises as if it had been bought.
    is_purchase = receiver != parts.name
    add_to(context, state, receiver, amount, f"{parts.name}.payout", label, parts.block, is_purchase=is_purchase)


def _charge_fee(context: Context, state: State, parts: AccountParts, base: Formula) -> None:
    if "fee" not in parts.members:
        return
    due = least(times(base, _part_of_step(context, parts, "fee")), state.balances[parts.name])
    fee = context.account_row(parts, "fee_paid", "fee", due)
    charge(context, state, parts.name, "fees", fee, parts.currency)
    state.post(parts.name, "gain", minus(ZERO, fee))
    label = context.words.of(parts.label, "fee")
    subtract_from(context, state, parts.name, fee, f"{parts.name}.fee", label, parts.block, is_sale=False)


def _mature(context: Context, state: State, parts: AccountParts) -> None:
    """On its date the whole value of an asset goes where `into:` says."""
    written = context.property_of(parts.node, "maturity")
    if written is None:
        return
    builder = context.builder
    label = context.words.of(parts.label, "matured")
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
    scope = Scope(f"{parts.name}.maturity", label, given, written.span)
    date = lower_property(context, written, scope, DATE)
    is_now = is_same(context.known["step"], step_of(context, date, scope))
    flag = builder.flag(f"{parts.name}.matures", label, parts.block, is_now, written.span)
    paid = context.account_row(parts, "matured", "matured", guarded(flag, state.balances[parts.name]))
    subtract_from(context, state, parts.name, paid, f"{parts.name}.maturity", label, parts.block)
    target = context.property_of(parts.node, "into")
    assert isinstance(target, nodes.Name)
    amount = _exchanged(context, state, paid, parts, context.accounts[target.name], f"{parts.name}.maturity", label)
    add_to(context, state, target.name, amount, f"{parts.name}.maturity", label, parts.block)


def _exchanged(
    context: Context, state: State, amount: Formula, source: AccountParts, target: AccountParts, owner: str, label: str
) -> Formula:
    if source.currency == target.currency:
        return amount
    converted = context.from_plan_money(context.in_plan_money(amount, source.currency), target.currency)
    charged = next((parts for parts in (source, target) if "fx_cost" in parts.members), None)
    if charged is None:
        return converted
    row = context.builder.add(
        f"{owner}.exchange_cost",
        f"{label} {context.words('exchange_cost')}",
        target.type.as_series(),
        source.block,
        times(converted, Reference(charged.members["fx_cost"])),
        source.node.span,
    )
    charge(context, state, charged.name, "trading_costs", row, target.currency)
    return minus(converted, row)


def _payout_of_step(context: Context, parts: AccountParts) -> Formula:
    """The share of the value that is paid out in a step: of named months, the yearly rate in equal parts."""
    months = context.property_of(parts.node, "in")
    if months is None:
        return _part_of_step(context, parts, "payout")
    # Imported when needed: most distributions are spread over the year.
    from plainplan.graph.due import Due, months_due

    number = parts.members["payout"]
    yearly = in_step(context, Reference(number), context.builder.graph.quantities[number].type.period or "year", "year")
    names = months.items if isinstance(months, nodes.Listing) else (months,)
    due = Due(context, parts.node, context.words.of(parts.label, "payout"), parts.block, parts.block)
    # An asset that comes into the plan later pays in the months from then on.
    arrival = context.definitions.get(f"{parts.name}.start_month")
    count = months_due(due, names, None if arrival is None else Reference(arrival), "payouts")
    return times(divided(yearly, context.builder.number(len(names))), count)


def _part_of_step(context: Context, parts: AccountParts, key: str) -> Formula:
    """A rate in the proportion of the step: distributions and fees do not compound (rule 17)."""
    number = parts.members[key]
    type_ = context.builder.graph.quantities[number].type
    step = context.model.facts.step
    whole = in_step(context, Reference(number), type_.period or step, step)
    # An asset that comes into the plan within a step pays for what is left of it.
    part = parts.members.get("arrival part")
    return whole if part is None else times(whole, Reference(part))
