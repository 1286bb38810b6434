"""What accounts and groups answer after the dot, at the close of a step or at one point of it."""

from __future__ import annotations

from plainplan.check.members import ASSET, DEBT
from plainplan.dimensions import NUMBER, Type, money
from plainplan.graph.builder import ONE, ZERO, divided, least, minus, plus, times
from plainplan.graph.context import AccountParts, Context, Run, Scope, State
from plainplan.graph.nodes import Compare, Formula, If, InputFacts, Lag, Reference
from plainplan.graph.pledges import pledges_of

SINCE_RUN = frozenset(name for spec in (ASSET, DEBT) for name, member in spec.items() if member.since_run)
# What is read of an account that has no term, no price or no costs: nothing is left to pay, one unit is worth one.
WITHOUT = {"left": ZERO, "price": ONE, "buy_cost": ZERO, "sell_cost": ZERO}
WEIGHTED = ("beta", "buy_cost", "sell_cost")
# What an account has done so far in the step: sums of posted amounts.
POSTED = (
    *("gain", "interest", "bought", "sold", "principal", "payment", "short"),
    *("trading_costs", "fees", "draw_costs"),
)


def balance(context: Context, state: State | None, name: str) -> Formula:
    """The balance of one account, in its own currency: at a point of the step, or at its close."""
    if state is None:
        return Reference(context.accounts[name].closing)
    return state.balances[name]


def value_of(context: Context, scope: Scope, name: str) -> Formula:
    """The balance of an account in its own currency, or of a group in the one in which it counts."""
    if name in context.groups:
        return _summed(context, scope, name, "value")
    return balance(context, scope.state, name)


def is_above_zero(context: Context, formula: Formula) -> Formula:
    """Whether an amount of money is above zero, tolerance and all."""
    return Compare(">", formula, ZERO, context.known["money_tolerance"].quantity)


# The greatest number that Excel lets one type.
UNBOUNDED = 9.99e307
COLLATERAL = ("capacity", "room", "coverage")


def add_collateral(context: Context, parts: AccountParts) -> None:
    """What the pledged assets lend at the close of each step: the rows that a lender looks at."""
    if context.property_of(parts.node, "secured_by") is None:
        return
    for member in COLLATERAL:
        scope = Scope(f"{parts.name}.{member}", context.words.of(parts.label, member), parts.block, parts.node.span)
        type_ = NUMBER if member == "coverage" else parts.type
        formula = _room(context, scope, parts) if member == "room" else _collateral(context, scope, parts, member)
        row = context.account_row(parts, member, member, formula, type_)
        parts.members[member] = row.quantity


def member_of(context: Context, scope: Scope, name: str, member: str) -> Formula:
    """One member of an account or a group."""
    if name in context.groups:
        return _group_member(context, scope, name, member)
    parts = context.accounts[name]
    if member == "value":
        return balance(context, scope.state, name)
    if member == "initial":
        return parts.initial
    if scope.run is not None and scope.run.is_gathered and member in SINCE_RUN:
        return _gathered(context, scope, parts, member, scope.run)
    if member == "opening":
        return parts.opening
    if member in POSTED:
        return _posted(context, scope.state, parts, member)
    if member in ("cost", "unrealised"):
        costs = scope.state.costs if scope.state is not None else None
        cost = costs[name] if costs is not None else Reference(parts.members["cost"])
        return cost if member == "cost" else minus(balance(context, scope.state, name), cost)
    if member == "weight":
        mine = context.in_plan_money(balance(context, scope.state, name), parts.currency)
        return _share(context, mine, total_assets(context, scope))
    if member == "drawn":
        return scope.state.drawn[name] if scope.state is not None else Reference(parts.members["drawn"])
    if member == "room" and (scope.state is not None or member not in parts.members):
        return _room(context, scope, parts)
    if member in COLLATERAL and (scope.state is not None or member not in parts.members):
        return _collateral(context, scope, parts, member)
    if member == "units":
        return divided(balance(context, scope.state, name), member_of(context, scope, name, "price"))
    if member not in parts.members and member in WITHOUT:
        return WITHOUT[member]
    if member == "beta" and member not in parts.members:
        # A default that nothing reads needs no cell; this one is read.
        given = context.builder.block(f"inputs {name}", "inputs", parts.label)
        facts = InputFacts(0.0, "0", True, "default")
        label = context.words.of(parts.label, "beta")
        parts.members[member] = context.builder.input(f"{name}.beta", label, NUMBER, given, facts).quantity
    return Reference(parts.members[member])


def total_assets(context: Context, scope: Scope) -> Formula:
    """All assets, in plan currency."""
    return _total(context, scope, is_debt=False)


def total_debts(context: Context, scope: Scope) -> Formula:
    """All debts, in plan currency."""
    return _total(context, scope, is_debt=True)


def _total(context: Context, scope: Scope, is_debt: bool) -> Formula:
    if scope.state is None:
        return context.known["debts" if is_debt else "assets"]
    terms = [
        context.in_plan_money(balance(context, scope.state, parts.name), parts.currency)
        for parts in context.accounts.values()
        if parts.is_debt == is_debt
    ]
    return context.builder.total(scope.owner, scope.label, context.plan_money, scope.block, terms)


def _posted(context: Context, state: State | None, parts: AccountParts, member: str) -> Formula:
    if state is None:
        return Reference(closing_member(context, parts, member))
    terms = state.posted.get((parts.name, member), [])
    words = context.words
    return context.builder.total(
        f"{parts.name}.{member}", words.of(parts.label, member), parts.type, parts.block, list(terms)
    )


def closing_member(context: Context, parts: AccountParts, member: str) -> int:
    """The quantity that holds a posted member of the whole step; it is defined when the step is complete."""
    if member not in parts.members:
        block = parts.block
        name = f"{parts.name}.{'principal_paid' if member == 'principal' else member}"
        parts.members[member] = context.builder.allocate(
            name, context.words.of(parts.label, member), parts.type, block, parts.node.span
        )
    return parts.members[member]


def close_members(context: Context, state: State) -> None:
    """Defines every posted member that was read, from all that was posted in the step."""
    for parts in context.accounts.values():
        for member in POSTED:
            number = parts.members.get(member)
            if number is not None and context.builder.graph.quantities[number].formula is None:
                terms = list(state.posted.get((parts.name, member), []))
                quantity = context.builder.graph.quantities[number]
                context.builder.define(
                    number, context.builder.total(quantity.name, quantity.label, parts.type, quantity.block, terms)
                )


def _share(context: Context, part: Formula, whole: Formula) -> Formula:
    return If(is_above_zero(context, whole), divided(part, whole), ZERO)


def _collateral(context: Context, scope: Scope, parts: AccountParts, member: str) -> Formula:
    terms = [
        times(context.in_plan_money(balance(context, scope.state, name), context.accounts[name].currency), share)
        for name, share in pledges_of(context, parts)
    ]
    builder = context.builder
    capacity: Formula = context.from_plan_money(
        builder.total(scope.owner, scope.label, context.plan_money, scope.block, terms), parts.currency
    )
    owed = balance(context, scope.state, parts.name)
    if member == "capacity":
        return capacity
    # Nothing owed is no risk of a call: any line is passed.
    nothing_owed = builder.number(UNBOUNDED, "nothing_owed")
    return If(is_above_zero(context, owed), divided(capacity, owed), nothing_owed)


def _room(context: Context, scope: Scope, parts: AccountParts) -> Formula:
    """What may still be drawn: what the limit leaves, and what the collateral lends beyond the debt."""
    # Imported here, as limits are formulas, and those read members.
    from plainplan.graph.limits import unused_of

    bounds: list[Formula] = []
    if context.property_of(parts.node, "secured_by") is not None:
        capacity = _collateral(context, scope, parts, "capacity")
        bounds.append(minus(capacity, balance(context, scope.state, parts.name)))
    unused = unused_of(context, parts, scope)
    if unused is not None:
        bounds.append(unused)
    if not bounds:
        return context.builder.number(UNBOUNDED, "no_limit")
    return bounds[0] if len(bounds) == 1 else least(*bounds)


def lending_share(context: Context, scope: Scope, debt: str, pledged: str) -> Formula:
    """What is lent on one unit of an asset, or on one of a group as it is now; nothing on what is not pledged."""
    shares = dict(pledges_of(context, context.accounts[debt]))
    if pledged not in context.groups:
        return shares.get(pledged, ZERO)
    currency = context.currency_of(pledged)
    terms = [
        times(
            context.exchanged(balance(context, scope.state, name), context.accounts[name].currency, currency),
            shares.get(name, ZERO),
        )
        for name in context.members(pledged)
    ]
    whole = context.builder.total(scope.owner, scope.label, money(currency), scope.block, terms)
    return _share(context, whole, _summed(context, scope, pledged, "value"))


def _summed(context: Context, scope: Scope, group: str, member: str) -> Formula:
    currency = context.currency_of(group)
    terms = [
        context.exchanged(member_of(context, scope, name, member), context.accounts[name].currency, currency)
        for name in context.members(group)
    ]
    return context.builder.total(scope.owner, scope.label, money(currency), scope.block, terms)


def _group_member(context: Context, scope: Scope, group: str, member: str) -> Formula:
    if member == "weight":
        whole = context.in_plan_money(_summed(context, scope, group, "value"), context.currency_of(group))
        return _share(context, whole, total_assets(context, scope))
    if member in ("drift", "relative_drift"):
        # Imported when needed: most groups state no weights.
        from plainplan.graph.targets import drift

        return drift(context, scope, group, is_relative=member == "relative_drift")
    if member == "return":
        return _share(context, _summed(context, scope, group, "gain"), _summed(context, scope, group, "opening"))
    if member in WEIGHTED:
        currency = context.currency_of(group)
        terms = [
            times(
                context.exchanged(balance(context, scope.state, name), context.accounts[name].currency, currency),
                member_of(context, scope, name, member),
            )
            for name in context.members(group)
        ]
        whole = context.builder.total(scope.owner, scope.label, money(currency), scope.block, terms)
        return _share(context, whole, _summed(context, scope, group, "value"))
    return _summed(context, scope, group, member)


def _gathered(context: Context, scope: Scope, parts: AccountParts, member: str, run: Run) -> Formula:
    """A member since the block last ran: what was carried from earlier steps, and what this step has added so far."""
    if (parts.name, member) not in run.carried:
        label = _label_since(context, parts, member)
        type_: Type = NUMBER if member == "return" else parts.type
        name = f"{parts.name}.{member}.carried.{run.key}"
        carry = context.builder.allocate(name, label, type_, parts.block, parts.node.span)
        start = parts.initial if member == "opening" else ZERO
        row = context.builder.add(
            f"{parts.name}.{member}.before.{run.key}", label, type_, parts.block, Lag(carry, start)
        )
        run.carried[parts.name, member] = (carry, row)
    before = run.carried[parts.name, member][1]
    if member == "opening":
        return before
    return context.builder.add(
        f"{parts.name}.{member}.since.{run.key}",
        _label_since(context, parts, member),
        NUMBER if member == "return" else parts.type,
        parts.block,
        _with_step(context, parts, member, before, scope.state),
    )


def _with_step(context: Context, parts: AccountParts, member: str, before: Reference, state: State | None) -> Formula:
    """What was carried, together with this step, at a point of it or (without a state) as a whole."""
    if member == "return":
        return minus(times(plus(ONE, before), plus(ONE, Reference(parts.members["return"]))), ONE)
    return plus(before, _posted(context, state, parts, member))


def _label_since(context: Context, parts: AccountParts, member: str) -> str:
    return f"{context.words.of(parts.label, member)} {context.words('since_run')}"


def finish_run(context: Context, run: Run, state: State) -> None:
    """At the end of a block: what its members begin with when it runs again, that is with all that comes after it."""
    for (name, member), (carry, before) in run.carried.items():
        parts = context.accounts[name]
        if member == "opening":
            start: Formula = balance(context, state, name)
        elif member == "return":
            start = ZERO
        else:
            start = minus(_posted(context, None, parts, member), _posted(context, state, parts, member))
        waiting = before if member == "opening" else _with_step(context, parts, member, before, None)
        context.builder.define(carry, start if run.flag is None else If(run.flag, start, waiting))
