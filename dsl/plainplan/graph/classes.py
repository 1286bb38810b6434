"""What accounts are for, and how soon they are money: the totals of assets and debts by class, and what can be sold."""

from __future__ import annotations

from plainplan.check.classes import class_of, is_controllable, split_of
from plainplan.check.properties import ASSET_CLASSES, DEBT_CLASSES
from plainplan.dimensions import NUMBER
from plainplan.graph.builder import ONE, ZERO, divided, greatest, is_positive, minus, not_negative, times
from plainplan.graph.context import AccountParts, Context, Scope
from plainplan.graph.definitions import lower_property
from plainplan.graph.members import balance, member_of
from plainplan.graph.nodes import Formula, If, Reference

# Whether an expense can be cut, and the word for those that can, and for those that cannot.
CONTROL = ((True, "controllable"), (False, "uncontrollable"))

# What makes an account charge: the totals leave out those that never do.
CHARGED_BY = {
    "fees": ("fee",),
    "trading_costs": ("buy_cost", "sell_cost", "fx_cost"),
    "draw_costs": ("draw_cost", "draw_fee"),
}


def tells_control(context: Context) -> bool:
    """Whether the plan says of an expense that it can be cut, or cannot: statements tell them apart then."""
    return any(context.property_of(parts.node, "controllable") is not None for parts in context.flows.values())


def add_split(context: Context, parts: AccountParts, given: str) -> None:
    """A row for the share of each class over which an asset is split. Shares are divided by their sum, or by 1 where a
    `rest` makes it up."""
    builder, words = context.builder, context.words
    split = split_of(context.model, parts.node)
    if not split:
        return
    has_rest = any(weight.share is None for weight in split)
    type_ = NUMBER.as_series()
    written: dict[str, Formula] = {}
    for weight in split:
        if weight.share is not None:
            kind = weight.name.name
            scope = Scope(f"{parts.name}.class.{kind}", _label(context, parts, kind), given, weight.span)
            share = lower_property(context, weight.share, scope, context.type_of(weight.share))
            written[kind] = not_negative(share) if builder.graph.quantities[share.quantity].input is None else share
    label = f"{parts.label} {words('share')} {words('total')}"
    name = f"{parts.name}.class"
    summed = builder.total(f"{name}~", label, type_, parts.block, list(written.values()))
    whole = builder.add(f"{name}.whole", label, type_, parts.block, greatest(ONE, summed) if has_rest else summed)
    for weight in split:
        kind = weight.name.name
        part: Formula = not_negative(minus(ONE, summed))
        if kind in written:
            part = If(is_positive(whole), divided(written[kind], whole), ZERO)
        row = builder.add(f"{name}.{kind}.share", _label(context, parts, kind), type_, parts.block, part, weight.span)
        parts.members[f"class {kind}"] = row.quantity


def _label(context: Context, parts: AccountParts, kind: str) -> str:
    return f"{parts.label} {context.words('share')}: {context.words(f'class.{kind}')}"


def share_of_class(context: Context, parts: AccountParts, kind: str) -> Formula | None:
    """How much of an account is of a class; None for nothing."""
    if split_of(context.model, parts.node):
        number = parts.members.get(f"class {kind}")
        return None if number is None else Reference(number)
    return ONE if class_of(context.model, parts.node) == kind else None


def sellable_share(context: Context, parts: AccountParts) -> Formula | None:
    """How much of an asset can be turned into money when it is needed: all but what is for self-use, unless it says."""
    if "sellable" in parts.members:
        return Reference(parts.members["sellable"])
    used = share_of_class(context, parts, "self_use")
    if used is None:
        return ONE
    return None if used == ONE else minus(ONE, used)


def total_member(context: Context, name: str, member: str, scope: Scope) -> Formula:
    """`assets.liquid`, `debts.interest`: at a point of the step, or as a row of its close; expenses as such a row."""
    if scope.state is not None and name != "expenses":
        return _sum(context, name, member, scope)
    key = f"{name}.{member}"
    if key not in context.definitions:
        builder, words = context.builder, context.words
        block = builder.block("totals", "accounts", words("totals"))
        label = f"{words('all_expenses' if name == 'expenses' else name)}: {words(_word(member))}"
        context.definitions[key] = builder.allocate(key, label, context.plan_money.as_series(), block)
        context.read_totals.append((name, member))
    return Reference(context.definitions[key])


def define_totals(context: Context) -> None:
    """The formulas of the totals that were read."""
    builder = context.builder
    for name, member in context.read_totals:
        quantity = builder.graph.quantities[context.definitions[f"{name}.{member}"]]
        scope = Scope(quantity.name, quantity.label, quantity.block, None)
        builder.define(quantity.id, _sum(context, name, member, scope))


def _word(member: str) -> str:
    return f"class.{member}" if member in (*ASSET_CLASSES, *DEBT_CLASSES) else member


def _sum(context: Context, name: str, member: str, scope: Scope) -> Formula:
    if name == "expenses":
        terms = _expenses(context, is_controlled=member == "controllable")
    else:
        terms = [
            context.in_plan_money(term, parts.currency)
            for parts in context.accounts.values()
            if parts.is_debt == (name == "debts") and (term := _term(context, parts, member, scope)) != ZERO
        ]
    return context.builder.total(scope.owner, scope.label, context.plan_money, scope.block, terms)


def _term(context: Context, parts: AccountParts, member: str, scope: Scope) -> Formula:
    """What one account adds to a total."""
    if member in (*ASSET_CLASSES, *DEBT_CLASSES, "sellable"):
        share = sellable_share(context, parts) if member == "sellable" else share_of_class(context, parts, member)
        amount = balance(context, scope.state, parts.name)
        return ZERO if share is None else amount if share == ONE else times(amount, share)
    charging = CHARGED_BY.get(member)
    if charging is not None and parts.members.keys().isdisjoint(charging):
        return ZERO
    return member_of(context, scope, parts.name, member)


def _expenses(context: Context, *, is_controlled: bool) -> list[Formula]:
    return [
        context.in_plan_money(Reference(flow.paid), flow.type.currency or context.model.facts.currency)
        for flow in context.flows.values()
        if flow.node.keyword == "expense" and is_controllable(context.model, flow.node) == is_controlled
    ]
