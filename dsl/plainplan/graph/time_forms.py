"""Lowers the forms that look along the time axis: prev, at, first and final, aggregates, windows, running sums."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import BOOLEAN, NUMBER, Type, steps_of
from plainplan.graph.arguments import value_at_key, values_of
from plainplan.graph.axes import axis_of
from plainplan.graph.builder import ONE, ZERO, is_positive, minus, plus, times
from plainplan.graph.context import Context, Scope, exponent
from plainplan.graph.expressions import lower, lower_as, lower_plain, materialise, step_of
from plainplan.graph.literals import literal_value
from plainplan.graph.members import member_of
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Formula,
    If,
    Lag,
    Reference,
    Window,
)
from plainplan.syntax import nodes

AGGREGATES = ("sum", "mean", "min", "max", "sd")


def _at_close(scope: Scope) -> Scope:
    closing = scope.named(scope.owner, scope.label)
    closing.state, closing.run = None, None
    # What is read along time is read in every step.
    closing.guard, closing.arm = None, None
    return closing


def _prev(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    value = values_of(node)[0]
    type_ = context.type_of(node)
    series = lower_as(context, value, _at_close(scope), type_)
    written = value_at_key(node, "start")
    start = lower_as(context, written, scope, type_) if written is not None else _initial(context, value, scope)
    row = materialise(context, series, scope, type_)
    return Lag(row.quantity, start, axis_of(context, row, scope))


def record_start(context: Context, number: int) -> Formula:
    """What a record is before it is first made: its `start:`, else 0."""
    if number in context.pending_starts:
        node, scope, type_ = context.pending_starts.pop(number)
        context.record_starts[number] = lower_as(context, node, scope, type_)
    return context.record_starts.get(number, ZERO)


def made_where(context: Context, node: nodes.Expression, scope: Scope) -> Formula | None:
    """Where a record is made, which keeps its value elsewhere; None where that is in every step, or it is no record."""
    match node:
        case nodes.Name(name=name) if context.symbol_of(node).kind == "record":
            key = scope.prefix + name
        case nodes.Member(object=nodes.Name(name=name)) if context.symbol_of(node.object).kind == "application":
            key = f"{scope.prefix}{name}.{node.member.name}"
        case _:
            return None
    return context.made[key] if key in context.made else context.promise(f"{key} made", BOOLEAN, scope)


def _initial(context: Context, node: nodes.Expression, scope: Scope) -> Formula:
    if isinstance(node, nodes.Name):
        symbol = context.symbol_of(node)
        if symbol.kind in ("asset", "debt", "group", "debts", "formal"):
            account = scope.accounts.get(node.name, node.name)
            initial = member_of(context, scope, account, "initial")
            return context.exchanged(initial, context.currency_of(account), context.type_of(node).currency)
        if symbol.kind == "total":
            return _initial_total(context, symbol.name, scope)
        if symbol.kind == "record":
            return record_start(context, context.records[scope.prefix + symbol.name])
    if isinstance(node, nodes.Member) and isinstance(node.object, nodes.Name):
        return _initial_member(context, node, node.object.name, scope)
    return ZERO


def _initial_member(context: Context, node: nodes.Member, name: str, scope: Scope) -> Formula:
    """The `value` or `cost` of an account, or a record of an application, before the first step."""
    member = node.member.name
    if context.symbol_of(node.object).kind == "application":
        key = f"{scope.prefix}{name}.{member}"
        number = context.records.get(key)
        if number is None:
            return context.promise(f"{key} start", context.type_of(node), scope)
        return record_start(context, number)
    account = scope.accounts.get(name, name)
    wanted = context.type_of(node).currency
    if member == "value":
        return context.exchanged(member_of(context, scope, account, "initial"), context.currency_of(account), wanted)
    terms: list[Formula] = []
    for each in context.members(account):
        opening = context.builder.graph.quantities[context.accounts[each].members["cost_opening"]].formula
        assert isinstance(opening, Lag)
        terms.append(context.exchanged(opening.start, context.accounts[each].currency, wanted))
    return context.builder.total(scope.owner, scope.label, context.type_of(node), scope.block, terms)


def _initial_total(context: Context, name: str, scope: Scope) -> Formula:
    def total(is_debt: bool) -> Formula:
        terms = [
            context.in_plan_money(parts.initial, parts.currency)
            for parts in context.accounts.values()
            if parts.is_debt == is_debt
        ]
        return context.builder.total(scope.owner, scope.label, context.plan_money, scope.block, terms)

    if name == "net_worth":
        return minus(total(False), total(True))
    return total(name == "debts") if name in ("assets", "debts") else ZERO


def _aggregate(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    assert isinstance(node.function, nodes.Name)
    kind = node.function.name
    value = values_of(node)[0]
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    made = made_where(context, value, scope)
    last = value_at_key(node, "last")
    if last is not None:
        steps, axis = _window_steps(context, last, scope), axis_of(context, series, scope)
        if made is None or kind not in ("sum", "mean"):
            return Window(kind, series.quantity, steps, axis)
        whole = Window("sum", materialise(context, If(made, series, ZERO), scope, type_).quantity, steps, axis)
        if kind == "sum":
            return whole
        flag = materialise(context, made, scope, BOOLEAN.as_series())
        count = materialise(context, Window("sum", flag.quantity, steps, axis), scope, NUMBER.as_series())
        # A window in which it is not made has what it was before.
        return If(is_positive(count), Binary("/", whole, count), series)
    begin, end = value_at_key(node, "from"), value_at_key(node, "until")
    if begin is None and end is None and made is None:
        return Aggregate(kind, series.quantity)
    return _between(context, kind, series, begin, end, made, scope, type_)


def _between(
    context: Context,
    kind: str,
    series: Reference,
    begin: nodes.Expression | None,
    end: nodes.Expression | None,
    made: Formula | None,
    scope: Scope,
    type_: Type,
) -> Formula:
    """An aggregate over the steps from `begin` up to, not including, that of `end`, where a record is `made`."""
    builder = context.builder
    step = context.known["step"]
    tests: list[Formula] = [] if made is None else [made]
    if begin is not None:
        tests.append(Compare(">=", step, step_of(context, lower(context, begin, scope), scope), None))
    if end is not None:
        tests.append(Compare("<", step, step_of(context, lower(context, end, scope), scope), None))
    inside = builder.flag(
        f"{scope.owner}~", scope.label, scope.block, And(tuple(tests)) if len(tests) > 1 else tests[0], scope.span
    )
    if kind in ("min", "max"):
        # Outside the window stands the opposite extreme of the whole series, which never wins.
        outside: Formula = materialise(
            context, Aggregate("max" if kind == "min" else "min", series.quantity), scope, type_
        )
    else:
        outside = ZERO
    masked = materialise(context, If(inside, series, outside), scope, type_)
    if kind in ("sum", "min", "max"):
        return Aggregate(kind, masked.quantity)
    count = materialise(context, Aggregate("sum", inside.quantity), scope, NUMBER)
    total = materialise(context, Aggregate("sum", masked.quantity), scope, type_)
    quotient = Binary("/", total, count)
    mean = materialise(context, quotient if made is None else If(is_positive(count), quotient, ZERO), scope, type_)
    if kind == "mean":
        return mean
    deviation = If(inside, Binary("^", minus(series, mean), exponent(2)), ZERO)
    squares = materialise(
        context, Aggregate("sum", materialise(context, deviation, scope, type_).quantity), scope, type_
    )
    return Call("sqrt", (Binary("/", squares, minus(count, ONE)),))


def _window_steps(context: Context, node: nodes.Expression, scope: Scope) -> int:
    """The whole number of steps in a written duration, or rows; a window is part of the plan's structure."""
    written = scope.locals[node.name].node if isinstance(node, nodes.Name) else node
    assert written is not None
    node = written
    type_ = context.type_of(node)
    value = literal_value(node)
    assert isinstance(value, float | int)
    if type_.is_duration:
        return max(1, round(steps_of(value, type_.period or "month", context.model.facts.step)))
    return max(1, round(value))


def _edge(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    assert isinstance(node.function, nodes.Name)
    value = values_of(node)[0]
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    return Aggregate(node.function.name, series.quantity)


def _at(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    value, date = values_of(node)
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    place = lower(context, date, scope)
    if context.type_of(date).kind == "date":
        place = step_of(context, place, scope)
    return At(series.quantity, materialise(context, place, scope, Type(is_whole=True)))


def _cumulative(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    type_ = context.type_of(node)
    value = lower_as(context, values_of(node)[0], _at_close(scope), type_)
    builder = context.builder
    axis = axis_of(context, value, scope)
    made = made_where(context, values_of(node)[0], scope)
    value = value if made is None else If(made, value, ZERO)
    running = builder.allocate(f"{scope.owner}~", scope.label, type_, scope.block, scope.span)
    builder.graph.quantities[running].axis = axis
    before = materialise(context, Lag(running, ZERO, axis), scope, type_)
    return builder.define(running, plus(before, value))


def _smooth(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """v = x in the first step or row, then v + share × (x - v)."""
    value, share = values_of(node)
    type_ = context.type_of(node)
    current = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    axis = axis_of(context, current, scope)
    builder = context.builder
    running = builder.allocate(f"{scope.owner}~", scope.label, type_, scope.block, scope.span)
    builder.graph.quantities[running].axis = axis
    before = materialise(context, Lag(running, current, axis), scope, type_)
    part = times(lower_plain(context, share, scope), minus(current, before))
    return builder.define(running, plus(before, part))


TIME_FORMS: dict[str, Callable[[Context, nodes.Call, Scope], Formula]] = {
    **dict.fromkeys(AGGREGATES, _aggregate),
    "at": _at,
    "cumulative": _cumulative,
    "final": _edge,
    "first": _edge,
    "prev": _prev,
    "smooth": _smooth,
}
