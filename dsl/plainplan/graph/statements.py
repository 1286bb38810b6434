"""Lowers the statements of blocks and rules: each is a transfer, a local name, a record, a note or a branch."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import money
from plainplan.graph.applications import apply_rule, names_of
from plainplan.graph.audit_rows import write_note
from plainplan.graph.builder import ZERO, guarded, least, minus, times
from plainplan.graph.calls import keep_taken
from plainplan.graph.checks import lower_check
from plainplan.graph.clock import in_step
from plainplan.graph.context import Binding, Context, Scope, StatementParts
from plainplan.graph.events import post_event
from plainplan.graph.expressions import lower, materialise
from plainplan.graph.nodes import And, FlowView, Formula, Not, Reference
from plainplan.graph.rebalancing import currency_of_parties, parties_of, rebalance
from plainplan.graph.records import lower_record
from plainplan.graph.repaying import owed_on, repay_in_order
from plainplan.graph.transfers import deliver, draw, put, wanted_amount
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lower_body(context: Context, body: tuple[nodes.Statement, ...], scope: Scope) -> None:
    """Every statement in turn; each reads the balances that the one before it left."""
    for statement in body:
        _STATEMENTS[type(statement)](context, statement, scope)


def _own(context: Context, scope: Scope, node: nodes.Statement, verb: str, alias: nodes.Alias | None) -> Scope:
    """The scope in which the rows of one statement are named."""
    if alias is not None:
        owner = scope.prefix + alias.name
        called = context.words.title(alias.label, alias)
        label = called if not scope.prefix else f"{scope.label} {called}"
    else:
        count = context.literal_counts.get(f"{scope.owner} {verb}", 0) + 1
        context.literal_counts[f"{scope.owner} {verb}"] = count
        owner = f"{scope.owner}.{verb}" + (f"{count}" if count > 1 else "")
        label = f"{scope.label} {context.words(verb)}{_parties(context, scope, node)}"
    return scope.named(owner, label, node.span)


def _parties(context: Context, scope: Scope, node: nodes.Statement) -> str:
    """Between whom a statement moves money, for its title."""
    match node:
        case nodes.Move():
            return f" {_titles(context, scope, node.source)} → {_titles(context, scope, node.target)}"
        case nodes.Withdraw() | nodes.Pay() if node.source is not None:
            return f" {_titles(context, scope, node.source)}"
        case nodes.Receive() if node.target is not None:
            return f" {_titles(context, scope, node.target)}"
        case nodes.Borrow() | nodes.Repay():
            return f" {_titles(context, scope, node.debt)}"
    return ""


def _titles(context: Context, scope: Scope, node: nodes.Expression) -> str:
    return ", ".join(context.label_of(name) for name in names_of(scope, node))


def _amount(context: Context, node: nodes.Expression, scope: Scope) -> tuple[Reference, str]:
    """The amount of a statement, a flow times the length of the period, real money at the step's price level."""
    type_ = context.type_of(node)
    formula = lower(context, node, scope)
    currency = type_.currency or context.model.facts.currency
    if type_.is_money_flow:
        period = scope.run.period if scope.run is not None else context.model.facts.step
        formula = in_step(context, formula, type_.period or period, period)
    if type_.is_real:
        formula = times(formula, context.known["price_level"])
    return wanted_amount(context, scope, formula, currency), currency


def _keep(
    context: Context,
    scope: Scope,
    alias: nodes.Alias | None,
    amount: Formula,
    short: Formula,
    currency: str,
    sources: dict[str, Formula],
    base: Scope,
) -> None:
    if alias is not None:
        # What a rule reads of its own statement is in the currency in which the rule counts.
        counted = base.currency or currency
        amount, short = context.exchanged(amount, currency, counted), context.exchanged(short, currency, counted)
        parts = StatementParts(
            amount, short, sources, money(counted).as_series(), context.words.title(alias.label, alias)
        )
        name = base.prefix + alias.name
        context.keep_promise(f"{name}.amount", amount)
        context.keep_promise(f"{name}.short", short)
        keep_taken(context, name, parts, scope)


def _move(context: Context, node: nodes.Move, scope: Scope) -> None:
    own = _own(context, scope, node, "move", node.alias)
    amount, currency = _amount(context, node.amount, own)
    sources = names_of(scope, node.source)
    drawn = draw(context, own, amount, currency, sources, delivers=False)
    target = names_of(scope, node.target)[0]
    deliver(context, own, drawn.pool, target, sources[0])
    _keep(context, own, node.alias, drawn.amount, drawn.short, currency, drawn.sources, scope)


def _withdraw(context: Context, node: nodes.Withdraw, scope: Scope) -> None:
    own = _own(context, scope, node, "withdraw", node.alias)
    _leave(context, node.amount, node.source, node.alias, own, scope, "withdraw")


def _leave(
    context: Context,
    amount: nodes.Expression,
    source: nodes.Expression,
    alias: nodes.Alias | None,
    own: Scope,
    scope: Scope,
    verb: str,
) -> None:
    wanted, currency = _amount(context, amount, own)
    drawn = draw(context, own, wanted, currency, names_of(scope, source), delivers=True)
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
        _post(context, node, "pay", scope)
        return
    own = _own(context, scope, node, "pay", node.alias)
    _leave(context, node.amount, node.source, node.alias, own, scope, "pay")


def _post(context: Context, node: nodes.Pay | nodes.Receive, verb: str, scope: Scope) -> None:
    """`pay mortgage as m`: the event, here, and what it paid under the name that it is given."""
    assert isinstance(node.amount, nodes.Name)
    name, state = node.amount.name, _state(scope)
    post_event(context, f"{verb} {name}", state)
    flow = context.flows.get(name)
    if flow is not None:
        amount, short, currency = Reference(flow.paid), Reference(flow.short), flow.type.currency
    else:
        amount, short = (state.posted[name, member][-1] for member in ("payment", "short"))
        currency = context.accounts[name].currency
    _keep(context, scope, node.alias, amount, short, currency or context.model.facts.currency, {}, scope)


def _state(scope: Scope) -> Any:  # Any: a State, never None inside a block.
    assert scope.state is not None
    return scope.state


def _receive(context: Context, node: nodes.Receive, scope: Scope) -> None:
    if node.target is None:
        _post(context, node, "receive", scope)
        return
    own = _own(context, scope, node, "receive", node.alias)
    amount, currency = _amount(context, node.amount, own)
    context.entered.append(context.in_plan_money(amount, currency))
    put(context, own, names_of(scope, node.target)[0], amount, currency)
    _keep(context, own, node.alias, amount, ZERO, currency, {}, scope)
    _view(context, own, "receive", amount, None, currency)


def _borrow(context: Context, node: nodes.Borrow, scope: Scope) -> None:
    own = _own(context, scope, node, "borrow", node.alias)
    wanted, currency = _amount(context, node.amount, own)
    drawn = draw(context, own, wanted, currency, names_of(scope, node.debt), delivers=False)
    deliver(context, own, drawn.pool, names_of(scope, node.target)[0], None)
    _keep(context, own, node.alias, drawn.amount, drawn.short, currency, drawn.sources, scope)


def _repay(context: Context, node: nodes.Repay, scope: Scope) -> None:
    own = _own(context, scope, node, "repay", node.alias)
    wanted, currency = _amount(context, node.amount, own)
    debts, series = names_of(scope, node.debt), money(currency).as_series()
    due = least(wanted, owed_on(context, own, debts, currency))
    due_row = context.builder.add(
        f"{own.owner}.due", f"{own.label} {context.words('due')}", series, own.block, due, node.span
    )
    drawn = draw(context, own, due_row, currency, names_of(scope, node.source), delivers=True)
    paid = materialise(context, drawn.amount, own, series)
    repay_in_order(context, own, paid, currency, debts)
    short = context.builder.add(
        f"{own.owner}.missing",
        f"{own.label} {context.words('short')}",
        series,
        own.block,
        minus(wanted, paid),
        node.span,
    )
    _keep(context, own, node.alias, paid, short, currency, drawn.sources, scope)


def _rebalance(context: Context, node: nodes.Rebalance, scope: Scope) -> None:
    own = _own(context, scope, node, "rebalance", node.alias)
    amount = rebalance(context, node, own)
    currency = currency_of_parties(context, parties_of(context, node, scope))
    if node.group is not None and scope.currency is None:
        # A group counts in the currency of the plan, whatever its accounts.
        amount, currency = context.in_plan_money(amount, currency), context.model.facts.currency
    _keep(context, own, node.alias, amount, ZERO, currency, {}, scope)


def _apply(context: Context, node: nodes.Apply, scope: Scope) -> None:
    apply_rule(context, node, scope, lower_body)


def _let(context: Context, node: nodes.Let, scope: Scope) -> None:
    type_ = context.type_of(node.value)
    label = context.words.title(node.label, node.name)
    own = scope.named(f"{scope.owner}.{node.name.name}", f"{scope.label} {label}", node.span)
    formula = lower(context, node.value, own)
    if type_.kind != "text":
        # Where it does not run a figure is 0; a text stays itself, for 0 is no text that one may compare.
        formula = guarded(scope.guard, formula)
    row = context.builder.add(own.owner, own.label, type_, scope.block, formula, node.span)
    scope.locals = {**scope.locals, node.name.name: Binding(row, type_)}


def _note(context: Context, node: nodes.Note, scope: Scope) -> None:
    write_note(context, node, scope, _own(context, scope, node, "note", None))


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
        flag = builder.flag(
            inner.owner, f"{scope.label}: {_short(context, condition)}", scope.block, test, condition.span
        )
        flags.append(flag)
        rest: Formula = Not(flag) if remaining is None else And((remaining, Not(flag)))
        is_needed = position < len(node.branches) or node.otherwise is not None
        if is_needed:
            label = f"{scope.label} {words('otherwise')}: {_short(context, condition)}"
            remaining = builder.flag(f"{inner.owner}.otherwise", label, scope.block, rest, condition.span)
    for flag_, (_, body) in zip(flags, node.branches, strict=True):
        _branch(context, body, scope, flag_)
    if node.otherwise is not None:
        _branch(context, node.otherwise, scope, remaining)


def _short(context: Context, node: nodes.Expression) -> str:
    text = context.words.code(node)
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
    nodes.Record: lower_record,
    nodes.Repay: _repay,
    nodes.Withdraw: _withdraw,
}
