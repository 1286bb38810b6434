"""Assets and debts as corkscrews: what they open with, how assets grow, and how money is put in and taken out."""

from __future__ import annotations

from plainplan.check.model import Symbol
from plainplan.dimensions import DATE, NUMBER, WHOLE, Type, rate_per
from plainplan.graph.builder import ONE, ZERO, divided, guarded, is_same, least, minus, plus, times
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.conversion import return_of_step, scale
from plainplan.graph.definitions import lower_default, lower_property
from plainplan.graph.expressions import materialise, months_from_start, step_of
from plainplan.graph.members import is_above_zero
from plainplan.graph.nodes import Compare, Flow, Formula, If, Lag, Reference
from plainplan.syntax import nodes


def add_account(context: Context, node: nodes.Account) -> None:
    """The opening, the initial balance and the place of the closing balance of one asset or debt."""
    builder, words = context.builder, context.words
    name, label = node.name.name, node.label or node.name.name
    symbol: Symbol = context.model.globals[name]
    type_ = Type(powers=symbol.type.powers)
    is_debt = node.keyword == "debt"
    given = builder.block(f"inputs {name}", "inputs", label, node.span)
    block = builder.block(f"account {name}", "debts" if is_debt else "accounts", label, node.span)
    initial = _initial(context, node, label, type_, given)
    series = type_.as_series()
    opening = builder.allocate(f"{name}.opening", words.of(label, "opening"), series, block, node.span)
    closing = builder.allocate(name, label, series, block, node.span)
    builder.define(opening, Lag(closing, initial))
    parts = AccountParts(name, label, node, type_, Reference(opening), initial, closing)
    context.accounts[name] = parts
    if not is_debt:
        _add_asset_rates(context, parts, given, block)


def _initial(context: Context, node: nodes.Account, label: str, type_: Type, block: str) -> Formula:
    name = node.name.name
    key = "principal" if node.keyword == "debt" else "value"
    written = context.property_of(node, key) or node.value
    if written is not None:
        scope = Scope(f"{name}.{key}", context.words.of(label, "opening"), block, node.span)
        return _at_start(context, node, lower_property(context, written, scope, type_))
    units, price = context.property_of(node, "units"), context.property_of(node, "price")
    assert units is not None
    assert price is not None
    values = []
    for part, node_ in (("units", units), ("price", price)):
        scope = Scope(f"{name}.{part}", context.words.of(label, part), block, node.span)
        values.append(lower_property(context, node_, scope, context.type_of(node_)))
    return context.builder.add(
        f"{name}.value", context.words.of(label, "opening"), type_, block, times(values[0], values[1]), node.span
    )


def _at_start(context: Context, node: nodes.Account, principal: Formula) -> Formula:
    """The opening balance: none when the debt starts after the plan."""
    written = context.property_of(node, "start")
    if written is None:
        return principal
    name, label = node.name.name, node.label or node.name.name
    given = context.builder.block(f"inputs {name}", "inputs", label, node.span)
    scope = Scope(f"{name}.start", context.words.of(label, "from_month"), given, written.span)
    date = lower_property(context, written, scope, DATE)
    month = months_from_start(context, date, Scope(f"{name}.start_month", label, given, written.span))
    row = materialise(context, month, Scope(f"{name}.start_month", label, given, written.span), WHOLE)
    context.definitions[f"{name}.start_month"] = row.quantity
    return materialise(
        context,
        If(Compare("<=", row, ZERO, None), principal, ZERO),
        Scope(f"{name}.initial", context.words.of(label, "opening"), given, written.span),
        Type(powers=context.model.globals[name].type.powers),
    )


def _add_asset_rates(context: Context, parts: AccountParts, given: str, block: str) -> None:
    builder, words, name = context.builder, context.words, parts.name
    written = context.property_of(parts.node, "return")
    label = words.of(parts.label, "return")
    if written is None:
        type_ = rate_per("year")
        rate: Formula = lower_default(context, f"{name}.return", label, type_, given, 0.0, "0%/year")
    else:
        type_ = context.type_of(written)
        if not type_.is_rate:
            type_ = rate_per("year")
        rate = lower_property(context, written, Scope(f"{name}.return", label, given, parts.node.span), type_)
    formula = return_of_step(builder, rate, type_, context.model.facts.step_months)
    # A return that is one plain cell is read where it stands; a limit or a conversion is a row of its own.
    row = builder.add(
        f"{name}.step_return", words.of(parts.label, "step_return"), NUMBER.as_series(), block, formula, parts.node.span
    )
    parts.members["return"] = row.quantity
    for key in ("payout", "fee", "buy_cost", "sell_cost", "fx_cost", "beta"):
        node = context.property_of(parts.node, key)
        if node is not None:
            kind = context.type_of(node)
            kind = Type(powers=kind.powers, period=kind.period)
            scope = Scope(f"{name}.{key}", f"{parts.label} {_word(context, key)}", given, node.span)
            parts.members[key] = lower_property(context, node, scope, kind).quantity
    price = context.property_of(parts.node, "price")
    if price is not None:
        kind = context.type_of(price).as_series()
        now = builder.allocate(f"{name}.price_now", words.of(parts.label, "price"), kind, block, parts.node.span)
        start = Reference(builder.graph.by_name[f"{name}.price"])
        before = builder.add(f"{name}.price_before", words.of(parts.label, "price"), kind, block, Lag(now, start))
        builder.define(now, times(before, plus(ONE, row)))
        parts.members["price"] = now
    if is_costed(context, parts):
        _add_cost(context, parts, given, block)


def _word(context: Context, key: str) -> str:
    known = {"buy_cost": "trading_cost", "sell_cost": "trading_cost", "fx_cost": "exchange_cost"}
    return context.words(known.get(key, key))


def is_costed(context: Context, parts: AccountParts) -> bool:
    """Whether the cost basis of an asset is kept: it is declared, or the plan reads it."""
    return not parts.is_debt and (
        context.property_of(parts.node, "cost") is not None or parts.name in context.costed or "*" in context.costed
    )


def _add_cost(context: Context, parts: AccountParts, given: str, block: str) -> None:
    builder, words = context.builder, context.words
    written = context.property_of(parts.node, "cost")
    label = words.of(parts.label, "cost")
    start = parts.initial
    if written is not None:
        start = lower_property(context, written, Scope(f"{parts.name}.cost", label, given, written.span), parts.type)
    series = parts.type.as_series()
    closing = builder.allocate(f"{parts.name}.cost_basis", label, series, block, parts.node.span)
    opening = builder.add(
        f"{parts.name}.cost_opening", f"{label} {words('opening')}", series, block, Lag(closing, start), parts.node.span
    )
    parts.members["cost"] = closing
    parts.members["cost_opening"] = opening.quantity


def opening_state(context: Context) -> State:
    """Where every account stands when a step begins."""
    state = State()
    for parts in context.accounts.values():
        state.balances[parts.name] = parts.opening
        if "cost_opening" in parts.members:
            state.costs[parts.name] = Reference(parts.members["cost_opening"])
        if "drawn_opening" in parts.members:
            state.drawn[parts.name] = Reference(parts.members["drawn_opening"])
    return state


def close_accounts(context: Context, state: State) -> None:
    """The closing balances: what every account has come to."""
    for parts in context.accounts.values():
        context.builder.define(parts.closing, state.balances[parts.name])
        if "cost" in parts.members:
            context.builder.define(parts.members["cost"], state.costs[parts.name])
        if "drawn" in parts.members:
            context.builder.define(parts.members["drawn"], state.drawn[parts.name])


def grow_assets(context: Context, state: State) -> None:
    """Returns, distributions and fees of every asset, all from the balances before any of them is posted."""
    builder, words = context.builder, context.words
    assets = [parts for parts in context.accounts.values() if not parts.is_debt]
    before = {parts.name: state.balances[parts.name] for parts in assets}
    for parts in assets:
        name, block = parts.name, builder.graph.quantities[parts.closing].block
        series = parts.type.as_series()
        growth = builder.add(
            f"{name}.growth",
            words.of(parts.label, "growth"),
            series,
            block,
            times(before[name], Reference(parts.members["return"])),
            parts.node.span,
        )
        parts.flows.append(Flow(words("growth"), growth.quantity, 1))
        context.grown.append(context.in_plan_money(growth, parts.currency))
        state.post(name, "gain", growth)
        state.balances[name] = builder.add(
            f"{name}.grown",
            f"{parts.label} {words('grow')}{words('after')}",
            series,
            block,
            plus(before[name], growth),
            parts.node.span,
        )
    for parts in assets:
        _distribute(context, state, parts, before[parts.name])
    for parts in assets:
        _charge_fee(context, state, parts, before[parts.name])
    for parts in assets:
        _mature(context, state, parts)


def _distribute(context: Context, state: State, parts: AccountParts, base: Formula) -> None:
    if "payout" not in parts.members:
        return
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    share = _part_of_step(context, parts, "payout")
    paid = builder.add(
        f"{parts.name}.payout_paid", words.of(parts.label, "payout"), parts.type.as_series(), block, times(base, share)
    )
    context.grown.append(context.in_plan_money(paid, parts.currency))
    state.post(parts.name, "gain", paid)
    state.post(parts.name, "interest", paid)
    target = context.property_of(parts.node, "into")
    receiver = target.name if isinstance(target, nodes.Name) else parts.name
    amount = _exchanged(context, paid, parts, context.accounts[receiver])
    add_to(context, state, receiver, amount, f"{parts.name}.payout", words.of(parts.label, "payout"), block)


def _charge_fee(context: Context, state: State, parts: AccountParts, base: Formula) -> None:
    if "fee" not in parts.members:
        return
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    due = least(times(base, _part_of_step(context, parts, "fee")), state.balances[parts.name])
    label = words.of(parts.label, "fee")
    fee = builder.add(f"{parts.name}.fee_paid", label, parts.type.as_series(), block, due, parts.node.span)
    context.costs.append(context.in_plan_money(fee, parts.currency))
    negative = builder.add(
        f"{parts.name}.fee_loss", label, parts.type.as_series(), block, minus(ZERO, fee), parts.node.span
    )
    builder.graph.quantities[negative.quantity].is_helper = True
    state.post(parts.name, "gain", negative)
    subtract_from(context, state, parts.name, fee, f"{parts.name}.fee", label, block, is_sale=False)


def _mature(context: Context, state: State, parts: AccountParts) -> None:
    written = context.property_of(parts.node, "maturity")
    if written is None:
        return
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    label = words.of(parts.label, "matured")
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
    scope = Scope(f"{parts.name}.maturity", label, given, written.span)
    date = lower_property(context, written, scope, DATE)
    flag = builder.flag(
        f"{parts.name}.matures",
        label,
        block,
        is_same(context.known["step"], step_of(context, date, scope)),
        written.span,
    )
    paid = builder.add(
        f"{parts.name}.matured", label, parts.type.as_series(), block, guarded(flag, state.balances[parts.name])
    )
    subtract_from(context, state, parts.name, paid, f"{parts.name}.maturity", label, block)
    target = context.property_of(parts.node, "into")
    assert isinstance(target, nodes.Name)
    amount = _exchanged(context, paid, parts, context.accounts[target.name])
    add_to(context, state, target.name, amount, f"{parts.name}.maturity", label, block)


def _exchanged(context: Context, amount: Formula, source: AccountParts, target: AccountParts) -> Formula:
    if source.currency == target.currency:
        return amount
    return context.from_plan_money(context.in_plan_money(amount, source.currency), target.currency)


def _part_of_step(context: Context, parts: AccountParts, key: str) -> Formula:
    """A rate in the proportion of the step: distributions and fees do not compound (rule 17)."""
    number = parts.members[key]
    type_ = context.builder.graph.quantities[number].type
    step = context.model.facts.step
    return scale(context.builder, Reference(number), type_.period or step, step, -1)


def add_to(context: Context, state: State, name: str, amount: Formula, key: str, label: str, block: str) -> None:
    """Puts an amount of the account's own currency into an account."""
    builder, parts = context.builder, context.accounts[name]
    series = parts.type.as_series()
    if not isinstance(amount, Reference):
        amount = builder.add(
            f"{key}.into.{name}", f"{label} {context.words('to')} {parts.label}", series, block, amount
        )
    parts.flows.append(Flow(label, amount.quantity, 1))
    state.post(name, "bought", amount)
    if name in state.costs:
        state.costs[name] = builder.add(
            f"{key}.cost.{name}", context.words.of(parts.label, "cost"), series, block, plus(state.costs[name], amount)
        )
    state.balances[name] = builder.add(
        f"{key}.after.{name}",
        f"{label} {context.words('after')}: {parts.label}",
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
    before = state.balances[name]
    parts.flows.append(Flow(label, amount.quantity, -1))
    if is_sale:
        state.post(name, "sold", amount)
    if name in state.costs and is_sale:
        share = builder.add(
            f"{key}.cost_share.{name}",
            f"{label} {context.words('share')}",
            NUMBER.as_series(),
            block,
            If(is_above_zero(context, before), divided(amount, before), ZERO),
        )
        cost = state.costs[name]
        state.costs[name] = builder.add(
            f"{key}.cost.{name}", context.words.of(parts.label, "cost"), series, block, minus(cost, times(cost, share))
        )
    state.balances[name] = builder.add(
        f"{key}.after.{name}",
        f"{label} {context.words('after')}: {parts.label}",
        series,
        block,
        minus(before, amount),
    )


def default_account(context: Context) -> str:
    """The first liquid asset, else the first asset."""
    assets = [parts for parts in context.accounts.values() if not parts.is_debt]
    for parts in assets:
        kind = context.property_of(parts.node, "class")
        if isinstance(kind, nodes.Name) and kind.name == "liquid":
            return parts.name
    return assets[0].name
