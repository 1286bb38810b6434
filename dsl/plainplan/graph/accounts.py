"""Assets and debts as corkscrews: what they open with, how assets grow, and how money is put in and taken out."""

from __future__ import annotations

from plainplan.check.classes import is_money, split_of
from plainplan.check.model import Symbol
from plainplan.dimensions import DATE, NUMBER, WHOLE, Type, rate_per
from plainplan.graph.builder import ONE, ZERO, least, not_negative, plus, times
from plainplan.graph.clock import moment_of, start_of_plan
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.conversion import return_of_step
from plainplan.graph.definitions import lower_default, lower_property
from plainplan.graph.expressions import materialise
from plainplan.graph.literals import NO_NOTES, InputNotes
from plainplan.graph.nodes import Compare, Formula, If, Lag, Reference
from plainplan.syntax import nodes

# What is owned and what is owed are amounts of zero or more.
NOT_BELOW_ZERO = InputNotes(low=0.0)
SHARE = InputNotes(low=0.0, high=1.0)


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
    parts = AccountParts(name, label, node, type_, block, Reference(opening), initial, closing)
    context.accounts[name] = parts
    if not is_debt:
        _add_asset_rates(context, parts, given, block)


def _initial(context: Context, node: nodes.Account, label: str, type_: Type, block: str) -> Formula:
    name = node.name.name
    key = "principal" if node.keyword == "debt" else "value"
    written = context.property_of(node, key) or node.value
    if written is not None:
        scope = Scope(f"{name}.{key}", context.words.of(label, "opening"), block, node.span)
        held = lower_property(context, written, scope, type_, notes=NOT_BELOW_ZERO)
        return _at_start(context, node, bounded(context, held, f"{name}.{key}_held", not_negative(held)))
    units, price = context.property_of(node, "units"), context.property_of(node, "price")
    assert units is not None
    assert price is not None
    values = []
    for part, node_ in (("units", units), ("price", price)):
        scope = Scope(f"{name}.{part}", context.words.of(label, part), block, node.span)
        values.append(lower_property(context, node_, scope, context.type_of(node_), notes=NOT_BELOW_ZERO))
    return context.builder.add(
        f"{name}.value", context.words.of(label, "opening"), type_, block, times(values[0], values[1]), node.span
    )


def bounded(context: Context, value: Reference, name: str, bounded: Formula) -> Reference:
    """A property that is no cell of its own, whose cell could be bounded, within its bounds; what is written is a part
    of it, so that one row has its label."""
    quantity = context.builder.graph.quantities[value.quantity]
    if quantity.input is not None:
        return value
    quantity.is_helper = True
    return context.builder.add(name, quantity.label, quantity.type, quantity.block, bounded, quantity.span)


def is_counted_from_draw(context: Context, node: nodes.Account) -> bool:
    """Whether the term of a debt begins with its first draw: `start: drawn`."""
    written = context.property_of(node, "start")
    return isinstance(written, nodes.Name) and written.name == "drawn"


def _at_start(context: Context, node: nodes.Account, principal: Formula) -> Formula:
    """The opening balance: none when the debt starts after the plan."""
    written = context.property_of(node, "start")
    if written is None or is_counted_from_draw(context, node):
        return principal
    name, label = node.name.name, node.label or node.name.name
    given = context.builder.block(f"inputs {name}", "inputs", label, node.span)
    scope = Scope(f"{name}.start", context.words.of(label, "from_month"), given, written.span)
    date = lower_property(context, written, scope, DATE)
    month = moment_of(context, date, Scope(f"{name}.start_month", label, given, written.span))
    row = materialise(context, month, Scope(f"{name}.start_month", label, given, written.span), WHOLE)
    context.definitions[f"{name}.start_month"] = row.quantity
    return materialise(
        context,
        If(Compare("<=", row, start_of_plan(context), None), principal, ZERO),
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
    formula = return_of_step(context, rate, type_)
    # A return that is one plain cell is read where it stands; a limit or a conversion is a row of its own.
    row = builder.add(
        f"{name}.step_return", words.of(parts.label, "step_return"), NUMBER.as_series(), block, formula, parts.node.span
    )
    if context.property_of(parts.node, "start") is not None:
        # Imported when needed: most assets are there from the first day.
        from plainplan.graph.arrivals import add_arrival

        row = add_arrival(context, parts, row)
    parts.members["return"] = row.quantity
    for key in ("payout", "fee", "buy_cost", "sell_cost", "fx_cost", "sellable", "beta"):
        node = context.property_of(parts.node, key)
        if node is not None:
            kind = context.type_of(node)
            kind = Type(powers=kind.powers, period=kind.period)
            scope = Scope(f"{name}.{key}", f"{parts.label} {_word(context, key)}", given, node.span)
            is_share = key.endswith("_cost") or key == "sellable"
            value = lower_property(context, node, scope, kind, notes=SHARE if is_share else NO_NOTES)
            if is_share:
                # A cost is a share of what is traded: below nothing it would make money, above all of it owe some.
                value = bounded(context, value, f"{name}.{key}_charged", least(ONE, not_negative(value)))
            parts.members[key] = value.quantity
    price = context.property_of(parts.node, "price")
    if price is not None:
        kind = context.type_of(price).as_series()
        now = builder.allocate(f"{name}.price_now", words.of(parts.label, "price"), kind, block, parts.node.span)
        start = Reference(builder.graph.by_name[f"{name}.price"])
        before = builder.add(f"{name}.price_before", words.of(parts.label, "price"), kind, block, Lag(now, start))
        builder.define(now, times(before, plus(ONE, row)))
        parts.members["price"] = now
    if split_of(context.model, parts.node):
        # Imported when needed: most assets are of one class.
        from plainplan.graph.classes import add_split

        add_split(context, parts, given)
    if is_costed(context, parts):
        _add_cost(context, parts, given, block)


def _word(context: Context, key: str) -> str:
    return context.words({"fx_cost": "exchange_cost", "sellable": "sellable_share"}.get(key, key))


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
        if "begun_opening" in parts.members:
            state.begun[parts.name] = Reference(parts.members["begun_opening"])
    return state


def close_accounts(context: Context, state: State) -> None:
    """The closing balances: what every account has come to."""
    for parts in context.accounts.values():
        context.builder.define(parts.closing, state.balances[parts.name])
        if "cost" in parts.members:
            context.builder.define(parts.members["cost"], state.costs[parts.name])
        if "drawn" in parts.members:
            context.builder.define(parts.members["drawn"], state.drawn[parts.name])
        if "begun" in parts.members:
            context.builder.define(parts.members["begun"], state.begun[parts.name])


def default_account(context: Context) -> str:
    """The first liquid asset, else the first asset."""
    assets = [parts for parts in context.accounts.values() if not parts.is_debt]
    for parts in assets:
        if is_money(context.model, parts.node):
            return parts.name
    return assets[0].name
