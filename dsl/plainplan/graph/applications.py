"""Rules where they are applied: a rule sees what it is given, and its rows stand in a block of their own (rule 19)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from plainplan.check.formals import is_group_formal
from plainplan.graph.builder import ZERO, minus, plus
from plainplan.graph.calls import bind_arguments, keep_taken, pair_arguments
from plainplan.graph.context import Context, Scope, StatementParts
from plainplan.graph.members import balance
from plainplan.graph.nodes import Call, Formula
from plainplan.graph.records import allocate_records
from plainplan.syntax import nodes

LowerBody = Callable[[Context, tuple[nodes.Statement, ...], Scope], None]


def names_of(scope: Scope, node: nodes.Expression) -> list[str]:
    """The accounts and groups of a source, in order."""
    items = node.items if isinstance(node, nodes.Priority) else (node,)
    found: list[str] = []
    for item in items:
        assert isinstance(item, nodes.Name)
        found += scope.orders.get(item.name) or [scope.accounts.get(item.name, item.name)]
    return found


def apply_rule(context: Context, node: nodes.Apply, scope: Scope, lower_body: LowerBody) -> None:
    """`apply RULE(…)`, or `rebalance RULE(…)`, which also keeps what its accounts hold together but for costs."""
    rule, _ = _rule_and_currency(context, node)
    spread = [
        (value.name, scope.orders[value.name])
        for formal, value in pair_arguments(rule.formals, node.rule)
        if isinstance(value, nodes.Name) and value.name in scope.orders and is_group_formal(formal)
    ]
    names = [name for name, _ in spread]
    for each in product(*(order for _, order in spread)):
        _apply_once(context, node, scope, lower_body, dict(zip(names, each, strict=True)))


def _rule_and_currency(context: Context, node: nodes.Apply) -> tuple[nodes.Rule, str]:
    """The rule that is applied, as it counts there, and the currency in which it does."""
    function = node.rule.function
    assert isinstance(function, nodes.Name)
    plain = (context.model.rules[function.name], context.model.facts.currency)
    return context.model.applied.get(id(node), plain)


def _apply_once(
    context: Context, node: nodes.Apply, scope: Scope, lower_body: LowerBody, one_of: dict[str, str]
) -> None:
    """One application; `one_of` says which of several accounts a formal that takes each in turn has now."""
    function = node.rule.function
    assert isinstance(function, nodes.Name)
    rule, currency = _rule_and_currency(context, node)
    given = _open(context, node, function.name, scope, list(one_of.values()))
    inner = given.named(given.owner, given.label)
    inner.accounts, inner.orders, inner.currency = {}, {}, currency
    for formal, value in pair_arguments(rule.formals, node.rule):
        if context.symbol_of(formal.name).type.kind != "account" or value is None:
            continue
        if is_group_formal(formal) and isinstance(value, nodes.Name) and value.name in one_of:
            inner.accounts[formal.name.name] = one_of[value.name]
        else:
            _bind_account(context, inner, scope, formal.name.name, value)
    inner.locals = bind_arguments(context, rule.formals, node.rule, given, inner.accounts)
    inner.prefix = f"{given.owner}."
    allocate_records(context, rule.body, inner)
    before = _held(context, inner) if node.is_rebalance else None
    paid, taken = len(context.costs), len(context.takes)
    lower_body(context, rule.body, inner)
    if node.alias is not None:
        _keep_taken(context, given, context.takes[taken:])
    if before is None:
        return
    costs = context.builder.total(
        f"{given.owner}.costs", given.label, context.plan_money.as_series(), given.block, context.costs[paid:]
    )
    context.kept_totals.append(
        context.builder.add(
            f"{given.owner}.total_change",
            f"{given.label} {context.words('rebalanced')}",
            context.plan_money.as_series(),
            given.block,
            Call("abs", (minus(plus(_held(context, inner), costs), before),)),
            node.span,
        )
    )


def _keep_taken(context: Context, given: Scope, takes: list[tuple[str, Formula]]) -> None:
    """What the statements of an applied rule took from each account together."""
    amounts: dict[str, list[Formula]] = {}
    for name, amount in takes:
        amounts.setdefault(name, []).append(amount)
    sources = {
        name: context.builder.total(
            f"{given.owner}.from.{name}", given.label, context.accounts[name].type.as_series(), given.block, parts
        )
        for name, parts in amounts.items()
    }
    keep_taken(context, given.owner, StatementParts(ZERO, ZERO, sources, context.plan_money.as_series()), given)


def _open(context: Context, node: nodes.Apply, rule: str, scope: Scope, each: list[str]) -> Scope:
    """The scope of an application, under its own name, that of its rule, or that of the accounts it has in turn."""
    if node.alias is not None:
        owner, label = scope.prefix + node.alias.name, context.words.title(node.alias.label, node.alias)
    else:
        count = context.literal_counts.get(f"rule {rule}", 0) + 1
        context.literal_counts[f"rule {rule}"] = count
        suffix = f" {count}" if count > 1 else ""
        owner = f"{scope.prefix}{rule}{suffix}"
        label = context.words.title(None, context.model.rules[rule].name) + suffix
    if each:
        label = " ".join([scope.label, *(context.label_of(name) for name in each)])
    given = scope.named(owner, label, node.span)
    given.block = context.builder.block(f"rule {owner}", "policy", label, node.span)
    return given


def _bind_account(context: Context, inner: Scope, scope: Scope, formal: str, value: nodes.Expression) -> None:
    names = names_of(scope, value)
    inner.accounts[formal] = names[0]
    if len(names) > 1 or (context.currency_of(names[0]) != inner.currency and names[0] in context.groups):
        inner.orders[formal] = names
        # Read as a value, several accounts are what they hold together.
        members = tuple(nodes.Name(value.span, member) for name in names for member in context.members(name))
        key = f"{inner.owner}.{formal}"
        context.group_origins[key] = names[0]
        context.group_currencies[key] = inner.currency or context.model.facts.currency
        label = ", ".join(context.label_of(name) for name in names)
        context.groups[key] = nodes.Group(value.span, nodes.Name(value.span, key), label, members)
        inner.accounts[formal] = key


def _held(context: Context, scope: Scope) -> Formula:
    """What the accounts of a rule hold together, what it owes taken off, in plan currency."""
    names = dict.fromkeys(member for name in scope.accounts.values() for member in context.members(name))
    owned: dict[bool, list[Formula]] = {False: [], True: []}
    for name in names:
        parts = context.accounts[name]
        owned[parts.is_debt].append(context.in_plan_money(balance(context, scope.state, name), parts.currency))
    builder, type_ = context.builder, context.plan_money.as_series()
    assets, debts = (
        builder.total(f"{scope.owner}.held~", scope.label, type_, scope.block, owned[is_debt])
        for is_debt in (False, True)
    )
    whole = minus(assets, debts) if owned[True] else assets
    return builder.add(f"{scope.owner}.held", scope.label, type_, scope.block, whole, scope.span)
