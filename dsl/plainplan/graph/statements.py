"""Lowers the statements of blocks and rules: each is a transfer, a local name, a record, a note or a branch."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import Type, money
from plainplan.graph.builder import ZERO, guarded, least, minus, not_negative, times
from plainplan.graph.calls import bind_arguments, pair_arguments, record_start
from plainplan.graph.checks import lower_check
from plainplan.graph.context import Binding, Context, Scope, StatementParts
from plainplan.graph.conversion import scale
from plainplan.graph.debts import borrow, repay
from plainplan.graph.events import post_event
from plainplan.graph.expressions import lower, lower_as, materialise
from plainplan.graph.nodes import And, FlowView, Formula, If, Lag, Not, NoteView, Reference
from plainplan.graph.rebalancing import rebalance
from plainplan.graph.transfers import deliver, draw, put, wanted_amount
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lower_body(context: Context, body: tuple[nodes.Statement, ...], scope: Scope) -> None:
    """Every statement in turn; each reads the balances that the one before it left."""
    for statement in body:
        _STATEMENTS[type(statement)](context, statement, scope)


def _own(context: Context, scope: Scope, node: Any, verb: str, alias: nodes.Name | None) -> Scope:
    """The scope in which the rows of one statement are named."""
    if alias is not None:
        owner = scope.prefix + alias.name
        label = alias.name if not scope.prefix else f"{scope.label} {alias.name}"
    else:
        count = context.literal_counts.get(f"{scope.owner} {verb}", 0) + 1
        context.literal_counts[f"{scope.owner} {verb}"] = count
        owner = f"{scope.owner}.{verb}" + (f"{count}" if count > 1 else "")
        label = f"{scope.label} {context.words(verb)}"
    return scope.named(owner, label, node.span)


def _amount(context: Context, node: nodes.Expression, scope: Scope) -> tuple[Reference, str]:
    """The amount of a statement, a flow times the length of the period, real money at the step's price level."""
    type_ = context.type_of(node)
    formula = lower(context, node, scope)
    currency = type_.currency or context.model.facts.currency
    if type_.is_money_flow:
        period = scope.run.period if scope.run is not None else context.model.facts.step
        formula = scale(context.builder, formula, type_.period or period, period, -1)
    if type_.is_real:
        formula = times(formula, context.known["price_level"])
    return wanted_amount(context, scope, formula, currency), currency


def _names(scope: Scope, node: nodes.Expression) -> list[str]:
    """The accounts and groups of a source, in order."""
    items = node.items if isinstance(node, nodes.Priority) else (node,)
    found: list[str] = []
    for item in items:
        assert isinstance(item, nodes.Name)
        found += scope.orders.get(item.name) or [scope.accounts.get(item.name, item.name)]
    return found


def _keep(
    context: Context,
    scope: Scope,
    alias: nodes.Name | None,
    amount: Formula,
    short: Formula,
    currency: str,
    sources: dict[str, Formula],
    base: Scope,
) -> None:
    if alias is not None:
        parts = StatementParts(amount, short, sources, money(currency).as_series())
        context.statements[base.prefix + alias.name] = parts


def _move(context: Context, node: nodes.Move, scope: Scope) -> None:
    own = _own(context, scope, node, "move", node.alias)
    amount, currency = _amount(context, node.amount, own)
    sources = _names(scope, node.source)
    drawn = draw(context, own, amount, currency, sources, delivers=False)
    target = _names(scope, node.target)[0]
    deliver(context, own, drawn.pool, target, sources[0])
    _keep(context, own, node.alias, drawn.amount, drawn.short, currency, drawn.sources, scope)


def _withdraw(context: Context, node: nodes.Withdraw, scope: Scope) -> None:
    own = _own(context, scope, node, "withdraw", node.alias)
    _leave(context, node.amount, node.source, node.alias, own, scope, "withdraw")


def _leave(
    context: Context,
    amount: nodes.Expression,
    source: nodes.Expression,
    alias: nodes.Name | None,
    own: Scope,
    scope: Scope,
    verb: str,
) -> None:
    wanted, currency = _amount(context, amount, own)
    drawn = draw(context, own, wanted, currency, _names(scope, source), delivers=True)
    context.left.append(context.in_plan_money(drawn.amount, currency))
    context.shorts.append(context.in_plan_money(drawn.short, currency))
    _keep(context, own, alias, drawn.amount, drawn.short, currency, drawn.sources, scope)
    _view(context, own, verb, drawn.amount, drawn.short, currency)


def _view(context: Context, own: Scope, verb: str, amount: Formula, short: Formula | None, currency: str) -> None:
    type_ = money(currency).as_series()
    paid = materialise(context, amount, own, type_)
    missing = None if short is None else materialise(context, short, own, type_).quantity
    context.builder.graph.flows.append(FlowView(own.owner, own.label, verb, paid.quantity, missing, own.span))


def _pay(context: Context, node: nodes.Pay, scope: Scope) -> None:
    if node.source is None:
        assert isinstance(node.amount, nodes.Name)
        post_event(context, f"pay {node.amount.name}", _state(scope))
        return
    own = _own(context, scope, node, "pay", node.alias)
    _leave(context, node.amount, node.source, node.alias, own, scope, "pay")


def _state(scope: Scope) -> Any:  # Any: a State, never None inside a block.
    assert scope.state is not None
    return scope.state


def _receive(context: Context, node: nodes.Receive, scope: Scope) -> None:
    if node.target is None:
        assert isinstance(node.amount, nodes.Name)
        post_event(context, f"receive {node.amount.name}", _state(scope))
        return
    own = _own(context, scope, node, "receive", node.alias)
    amount, currency = _amount(context, node.amount, own)
    context.entered.append(context.in_plan_money(amount, currency))
    put(context, own, _names(scope, node.target)[0], amount, currency)
    _keep(context, own, node.alias, amount, ZERO, currency, {}, scope)
    _view(context, own, "receive", amount, None, currency)


def _borrow(context: Context, node: nodes.Borrow, scope: Scope) -> None:
    own = _own(context, scope, node, "borrow", node.alias)
    wanted, currency = _amount(context, node.amount, own)
    name = scope.accounts.get(node.debt.name, node.debt.name)
    parts = context.accounts[name]
    state = _state(scope)
    amount: Formula = wanted
    label = f"{own.label} {context.words('borrowed')}"
    if "limit" in parts.members:
        room = not_negative(minus(Reference(parts.members["limit"]), state.drawn[name]))
        amount = least(wanted, room)
    series = parts.type.as_series()
    taken = context.builder.add(f"{own.owner}.borrowed", label, series, own.block, amount, node.span)
    short = context.builder.add(
        f"{own.owner}.short",
        f"{own.label} {context.words('short')}",
        series,
        own.block,
        minus(wanted, taken),
        node.span,
    )
    borrow(context, state, name, taken, own.label, own.block)
    put(context, own, _names(scope, node.target)[0], taken, currency)
    _keep(context, own, node.alias, taken, short, currency, {name: taken}, scope)


def _repay(context: Context, node: nodes.Repay, scope: Scope) -> None:
    own = _own(context, scope, node, "repay", node.alias)
    wanted, currency = _amount(context, node.amount, own)
    name = scope.accounts.get(node.debt.name, node.debt.name)
    parts, state = context.accounts[name], _state(scope)
    limit = context.builder.add(
        f"{own.owner}.due",
        f"{own.label} {context.words('due')}",
        parts.type.as_series(),
        own.block,
        least(wanted, state.balances[name]),
        node.span,
    )
    drawn = draw(context, own, limit, currency, _names(scope, node.source), delivers=True)
    paid = materialise(context, drawn.amount, own, parts.type.as_series())
    repay(context, state, name, paid, own.label, own.block)
    short = context.builder.add(
        f"{own.owner}.missing",
        f"{own.label} {context.words('short')}",
        parts.type.as_series(),
        own.block,
        minus(wanted, paid),
        node.span,
    )
    _keep(context, own, node.alias, paid, short, currency, drawn.sources, scope)


def _rebalance(context: Context, node: nodes.Rebalance, scope: Scope) -> None:
    own = _own(context, scope, node, "rebalance", node.alias)
    amount = rebalance(context, node, own)
    _keep(context, own, node.alias, amount, ZERO, context.model.facts.currency, {}, scope)


def _apply(context: Context, node: nodes.Apply, scope: Scope) -> None:
    function = node.rule.function
    assert isinstance(function, nodes.Name)
    rule = context.model.rules[function.name]
    if node.alias is not None:
        owner, label = scope.prefix + node.alias.name, node.alias.name
    else:
        count = context.literal_counts.get(f"rule {function.name}", 0) + 1
        context.literal_counts[f"rule {function.name}"] = count
        owner = scope.prefix + function.name + (f" {count}" if count > 1 else "")
        label = f"{function.name}" + (f" {count}" if count > 1 else "")
    block = context.builder.block(f"rule {owner}", "policy", label, node.span)
    inner = scope.named(owner, label, node.span)
    inner.block = block
    given = scope.named(owner, label, node.span)
    given.block = block
    inner.accounts, inner.orders = {}, {}
    for formal, value in pair_arguments(rule.formals, node.rule):
        if context.symbol_of(formal.name).type.kind == "account" and value is not None:
            _bind_account(context, inner, scope, formal.name.name, value, owner)
    inner.locals = bind_arguments(context, rule.formals, node.rule, given)
    inner.prefix = f"{owner}."
    for record in _records(rule.body):
        _allocate_record(context, record, inner)
    lower_body(context, rule.body, inner)


def _bind_account(
    context: Context, inner: Scope, scope: Scope, formal: str, value: nodes.Expression, owner: str
) -> None:
    names = _names(scope, value)
    inner.accounts[formal] = names[0]
    if len(names) > 1:
        inner.orders[formal] = names
        # Read as a value, several accounts are what they hold together.
        members = tuple(nodes.Name(value.span, member) for name in names for member in context.members(name))
        key = f"{owner}.{formal}"
        context.groups[key] = nodes.Group(value.span, nodes.Name(value.span, key), None, members)
        inner.accounts[formal] = key


def _records(body: tuple[nodes.Statement, ...]) -> list[nodes.Record]:
    found: list[nodes.Record] = []
    for statement in body:
        if isinstance(statement, nodes.Record):
            found.append(statement)
        elif isinstance(statement, nodes.If):
            for _, inner in statement.branches:
                found += _records(inner)
            found += _records(statement.otherwise or ())
    return found


def allocate_records(context: Context, body: tuple[nodes.Statement, ...], scope: Scope) -> None:
    """A quantity for every record of a block, so that formulas may look at its past from anywhere."""
    for record in _records(body):
        _allocate_record(context, record, scope)


def _allocate_record(context: Context, record: nodes.Record, scope: Scope) -> None:
    name = scope.prefix + record.name.name
    type_ = _record_type(context, record)
    label = record.label or record.name.name
    number = context.builder.allocate(name, label, type_.as_series(), scope.block, record.span)
    context.records[name] = number
    for item in record.properties:
        if item.name.name == "start":
            own = scope.named(f"{name}.start", f"{label} start", item.span)
            own.state, own.guard = None, None
            context.pending_starts[number] = (item.value, own, type_)


def _record_type(context: Context, record: nodes.Record) -> Type:
    type_ = context.type_of(record.value)
    if type_.is_zero and record.properties:
        type_ = context.type_of(record.properties[0].value)
    return Type(type_.kind, type_.powers, type_.period, type_.is_real, is_whole=type_.is_whole)


def _record(context: Context, node: nodes.Record, scope: Scope) -> None:
    number = context.records[scope.prefix + node.name.name]
    quantity = context.builder.graph.quantities[number]
    own = scope.named(quantity.name, quantity.label, node.span)
    value = lower_as(context, node.value, own, quantity.type)
    start = record_start(context, number)
    if scope.guard is not None:
        before = context.builder.add(
            f"{quantity.name}.before",
            f"{quantity.label} {context.words('previous')}",
            quantity.type,
            scope.block,
            Lag(number, start),
            node.span,
        )
        value = If(scope.guard, value, before)
    context.builder.define(number, value)


def _let(context: Context, node: nodes.Let, scope: Scope) -> None:
    type_ = context.type_of(node.value)
    label = node.label or node.name.name
    own = scope.named(f"{scope.owner}.{node.name.name}", f"{scope.label} {label}", node.span)
    formula = guarded(scope.guard, lower(context, node.value, own))
    row = context.builder.add(own.owner, own.label, type_, scope.block, formula, node.span)
    scope.locals = {**scope.locals, node.name.name: Binding(row, type_)}


def _note(context: Context, node: nodes.Note, scope: Scope) -> None:
    own = _own(context, scope, node, "note", None)
    own.label = node.label
    values: list[int] = []
    for position, value in enumerate(node.values, 1):
        type_ = context.type_of(value)
        label = f"{node.label}: {value.span.text}"
        formula = guarded(scope.guard, lower(context, value, own))
        row = context.builder.add(f"{own.owner}.value{position}", label, type_, scope.block, formula, node.span)
        values.append(row.quantity)
    flag = materialise(context, scope.guard, own, Type("boolean")).quantity if scope.guard is not None else None
    context.builder.graph.notes.append(NoteView(node.label, flag, tuple(values), node.span))


def _check(context: Context, node: nodes.Check, scope: Scope) -> None:
    lower_check(context, node, scope)


def _grow(context: Context, node: nodes.Grow, scope: Scope) -> None:
    post_event(context, "grow", _state(scope))


def _if(context: Context, node: nodes.If, scope: Scope) -> None:
    """All conditions are read before the first branch runs (rule 8). A transfer of a branch that is not taken is
    exactly 0, so each branch may stand after the one before it in one chain of balances (rule 25)."""
    builder, words = context.builder, context.words
    own = _own(context, scope, node, "condition", None)
    remaining = scope.guard
    flags: list[Formula | None] = []
    for position, (condition, _) in enumerate(node.branches, 1):
        suffix = f"{position}" if position > 1 else ""
        inner = own.named(f"{own.owner}{suffix}", f"{own.label}{suffix}", condition.span)
        test = guarded(remaining, lower(context, condition, inner))
        flag = builder.flag(inner.owner, f"{scope.label}: {_short(condition)}", scope.block, test, condition.span)
        flags.append(flag)
        rest: Formula = Not(flag) if remaining is None else And((remaining, Not(flag)))
        is_needed = position < len(node.branches) or node.otherwise is not None
        if is_needed:
            label = f"{scope.label} {words('otherwise')}: {_short(condition)}"
            remaining = builder.flag(f"{inner.owner}.otherwise", label, scope.block, rest, condition.span)
    for flag_, (_, body) in zip(flags, node.branches, strict=True):
        _branch(context, body, scope, flag_)
    if node.otherwise is not None:
        _branch(context, node.otherwise, scope, remaining)


def _short(node: nodes.Expression) -> str:
    text = " ".join(node.span.text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _branch(context: Context, body: tuple[nodes.Statement, ...], scope: Scope, flag: Formula | None) -> None:
    inner = scope.named(scope.owner, scope.label)
    inner.guard = flag
    lower_body(context, body, inner)


# Any: each function is given just the class under which it stands.
_STATEMENTS: dict[type, Callable[[Context, Any, Scope], None]] = {
    nodes.Apply: _apply,
    nodes.Borrow: _borrow,
    nodes.Check: _check,
    nodes.Grow: _grow,
    nodes.If: _if,
    nodes.Let: _let,
    nodes.Move: _move,
    nodes.Note: _note,
    nodes.Pay: _pay,
    nodes.Rebalance: _rebalance,
    nodes.Receive: _receive,
    nodes.Record: _record,
    nodes.Repay: _repay,
    nodes.Withdraw: _withdraw,
}
