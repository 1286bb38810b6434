"""Lowers calls: the forms that are more than a function of their arguments, the plan's own functions, the built-ins."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.builtins import BUILTINS
from plainplan.builtins.record import Builtin
from plainplan.dimensions import NUMBER, WHOLE, Type, duration, period_factor, rate_per
from plainplan.graph.builder import ONE, ZERO, divided, minus, plus, times
from plainplan.graph.context import Binding, Context, Scope, StatementParts, exponent
from plainplan.graph.conversion import convert, scale
from plainplan.graph.expressions import (
    common_type,
    lower,
    lower_as,
    lower_plain,
    materialise,
    step_of,
)
from plainplan.graph.keyed import KEYED
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
    Or,
    Reference,
    Window,
)
from plainplan.syntax import nodes

AGGREGATES = ("sum", "mean", "min", "max", "sd")


def lower_call(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """A call, as its function's name and arguments say."""
    if isinstance(node.function, nodes.Member):
        return _member_call(context, node, node.function, scope)
    name = node.function.name
    symbol = context.model.symbols.get(id(node.function))
    if symbol is not None and symbol.kind == "fn":
        return _inline(context, node, context.model.functions[name], scope)
    if name in FORMS and (name not in ("min", "max", "sum") or len(_values(node)) == 1):
        return FORMS[name](context, node, scope)
    if name == "real" or (name == "nominal" and (len(node.arguments) == 1 or _is_closing(node))):
        return _at_price_level(context, node, scope)
    if name in KEYED:
        return KEYED[name](context, node, scope)
    return _builtin(context, node, name, scope)


def _values(node: nodes.Call) -> list[nodes.Expression]:
    return [argument.value for argument in node.arguments if argument.key is None]


def _key(node: nodes.Call, key: str) -> nodes.Expression | None:
    for argument in node.arguments:
        if isinstance(argument.key, nodes.Name) and argument.key.name == key:
            return argument.value
    return None


def _is_closing(node: nodes.Call) -> bool:
    last = node.arguments[-1].value
    return isinstance(last, nodes.Name) and last.name == "closing"


def _inline(context: Context, node: nodes.Call, fn: nodes.Fn, scope: Scope) -> Formula:
    context.builder.count_call(node.span)
    inner = scope.named(scope.owner, scope.label)
    inner.accounts = {}
    inner.prefix = ""
    for formal, value in pair_arguments(fn.formals, node):
        if (
            value is not None
            and isinstance(value, nodes.Name)
            and context.symbol_of(formal.name).type.kind == "account"
        ):
            inner.accounts[formal.name.name] = scope.accounts.get(value.name, value.name)
    inner.locals = bind_arguments(context, fn.formals, node, scope, inner.accounts)
    return lower(context, fn.value, inner)


def pair_arguments(
    formals: tuple[nodes.Formal, ...], node: nodes.Call
) -> list[tuple[nodes.Formal, nodes.Expression | None]]:
    """Each formal with the expression it is given, its default when the call gives none."""
    given = _values(node)
    named = {a.key.name: a.value for a in node.arguments if isinstance(a.key, nodes.Name)}
    return [
        (formal, given[position] if position < len(given) else named.get(formal.name.name, formal.default))
        for position, formal in enumerate(formals)
    ]


def bind_arguments(
    context: Context, formals: tuple[nodes.Formal, ...], node: nodes.Call, scope: Scope, accounts: dict[str, str]
) -> dict[str, Binding]:
    """The formals that are values, each in the unit of its type. A default sees the formals before it."""
    bound: dict[str, Binding] = {}
    for formal, value in pair_arguments(formals, node):
        target = context.symbol_of(formal.name).type
        if target.kind == "account" or value is None:
            continue
        owner = scope.named(f"{scope.owner}.{formal.name.name}", f"{scope.label} {formal.name.name}")
        if value is formal.default:
            owner.locals, owner.accounts = dict(bound), accounts
        formula = lower_as(context, value, owner, target)
        # An argument that is more than a name is computed once, in a row of its own.
        if not isinstance(formula, Reference) and formula not in (ZERO, ONE):
            formula = materialise(context, formula, owner, target, owner.owner)
        bound[formal.name.name] = Binding(formula, target)
    return bound


def _member_call(context: Context, node: nodes.Call, function: nodes.Member, scope: Scope) -> Formula:
    assert isinstance(function.object, nodes.Name)
    name = function.object.name
    if function.member.name == "turns":
        years = lower(context, node.arguments[0].value, scope)
        months = times(years, context.builder.number(12, "months_in_year"))
        return Call("edate", (Reference(context.definitions[f"{name}.born"]), months))
    source = node.arguments[0].value
    assert isinstance(source, nodes.Name)
    account = scope.accounts.get(source.name, source.name)
    statement = context.statements.get(scope.prefix + name)
    if statement is None:
        return context.promise(f"{scope.prefix}{name}.from {account}", context.type_of(node), scope)
    return taken_from(context, statement, account, scope)


def taken_from(context: Context, statement: StatementParts, account: str, scope: Scope) -> Formula:
    """What an account gave to a statement, in its own currency; what a group gave, in that of the plan."""
    if account not in context.groups:
        return statement.sources.get(account, ZERO)
    terms = [
        context.in_plan_money(statement.sources[member], context.accounts[member].currency)
        for member in context.members(account)
        if member in statement.sources
    ]
    return context.builder.total(scope.owner, scope.label, context.plan_money.as_series(), scope.block, terms)


def _at_price_level(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    assert isinstance(node.function, nodes.Name)
    value = lower(context, node.arguments[0].value, scope)
    level = context.known["price_closing" if _is_closing(node) else "price_level"]
    return times(value, level) if node.function.name == "nominal" else divided(value, level)


def _at_close(scope: Scope) -> Scope:
    closing = scope.named(scope.owner, scope.label)
    closing.state = None
    closing.run = None
    return closing


def _prev(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    value = _values(node)[0]
    type_ = context.type_of(node)
    series = lower_as(context, value, _at_close(scope), type_)
    written = _key(node, "start")
    start = lower_as(context, written, scope, type_) if written is not None else _initial(context, value, scope)
    return Lag(materialise(context, series, scope, type_).quantity, start)


def record_start(context: Context, number: int) -> Formula:
    """What a record is before it is first made: its `start:`, else 0."""
    if number in context.pending_starts:
        node, scope, type_ = context.pending_starts.pop(number)
        context.record_starts[number] = lower_as(context, node, scope, type_)
    return context.record_starts.get(number, ZERO)


def _initial(context: Context, node: nodes.Expression, scope: Scope) -> Formula:
    if isinstance(node, nodes.Name):
        symbol = context.symbol_of(node)
        if symbol.kind in ("asset", "debt", "group", "formal"):
            return member_of(context, scope, scope.accounts.get(node.name, node.name), "initial")
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
    if member == "value":
        return member_of(context, scope, account, "initial")
    terms: list[Formula] = []
    for each in context.members(account):
        opening = context.builder.graph.quantities[context.accounts[each].members["cost_opening"]].formula
        assert isinstance(opening, Lag)
        terms.append(
            context.in_plan_money(opening.start, context.accounts[each].currency) if account != each else opening.start
        )
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
    value = _values(node)[0]
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    last = _key(node, "last")
    if last is not None:
        return Window(kind, series.quantity, _window_steps(context, last))
    begin, end = _key(node, "from"), _key(node, "until")
    if begin is None and end is None:
        return Aggregate(kind, series.quantity)
    return _between(context, kind, series, begin, end, scope, type_)


def _between(
    context: Context,
    kind: str,
    series: Reference,
    begin: nodes.Expression | None,
    end: nodes.Expression | None,
    scope: Scope,
    type_: Type,
) -> Formula:
    """An aggregate over the steps from `begin` up to, not including, that of `end`."""
    builder = context.builder
    step = context.known["step"]
    tests: list[Formula] = []
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
    mean = materialise(context, Binary("/", total, count), scope, type_)
    if kind == "mean":
        return mean
    deviation = If(inside, Binary("^", minus(series, mean), exponent(2)), ZERO)
    squares = materialise(
        context, Aggregate("sum", materialise(context, deviation, scope, type_).quantity), scope, type_
    )
    return Call("sqrt", (Binary("/", squares, minus(count, ONE)),))


def _window_steps(context: Context, node: nodes.Expression) -> int:
    """The whole number of steps in a written duration; a window is part of the plan's structure."""
    type_ = context.type_of(node)
    value = literal_value(node)
    assert isinstance(value, float | int)
    if type_.is_duration:
        numerator, denominator = period_factor(type_.period or "month", "month")
        return max(1, round(value * numerator / denominator / context.model.facts.step_months))
    return max(1, round(value))


def _edge(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    assert isinstance(node.function, nodes.Name)
    value = _values(node)[0]
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    return Aggregate(node.function.name, series.quantity)


def _at(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    value, date = _values(node)
    type_ = context.type_of(node)
    series = materialise(context, lower_as(context, value, _at_close(scope), type_), scope, type_)
    index = materialise(context, step_of(context, lower(context, date, scope), scope), scope, Type(is_whole=True))
    return At(series.quantity, index)


def _cumulative(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    type_ = context.type_of(node)
    value = lower_as(context, _values(node)[0], _at_close(scope), type_)
    builder = context.builder
    running = builder.allocate(f"{scope.owner}~", scope.label, type_, scope.block, scope.span)
    before = materialise(context, Lag(running, ZERO), scope, type_)
    return builder.define(running, plus(before, value))


def _growth(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """growth(r, d) = (1 + r)^(d ÷ the period of r) - 1; compound(r, d) is one more."""
    assert isinstance(node.function, nodes.Name)
    rate, length = _values(node)
    rate_type, length_type = context.type_of(rate), context.type_of(length)
    period = rate_type.period or "year"
    value = lower_as(context, rate, scope, rate_per(period)) if rate_type.is_rate else lower(context, rate, scope)
    count = lower(context, length, scope)
    if length_type.is_duration and length_type.period != period:
        count = scale(context.builder, count, length_type.period or period, period)
    whole = Binary("^", plus(ONE, value), count)
    return whole if node.function.name == "compound" else minus(whole, ONE)


def _fall(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """The constant yearly return that makes a fall over some years, and `otherwise` outside them.

    A fall begins with the step that contains its date. Where it ends within a step, both returns have their part of it:
    (1 + fall)^part × (1 + otherwise)^(1 - part) - 1.
    """
    known, result = context.known, context.type_of(node)
    share = lower(context, _values(node)[0], scope)
    over, begin = _key(node, "over"), _key(node, "from")
    assert over is not None
    assert begin is not None
    over_type = context.type_of(over)
    years = convert(context.builder, lower(context, over, scope), over_type, duration("year"))
    months = convert(context.builder, lower(context, over, scope), over_type, duration("month"))
    yearly = minus(Binary("^", minus(ONE, share), divided(ONE, years)), ONE)
    fall = materialise(context, convert(context.builder, yearly, rate_per("year"), result), scope, result)
    otherwise = _key(node, "otherwise")
    outside: Formula = ZERO if otherwise is None else lower_as(context, otherwise, scope, result)
    if outside != ZERO:
        outside = materialise(context, outside, scope, result)
    first = minus(step_of(context, lower(context, begin, scope), scope), ONE)
    start = materialise(context, times(first, known["step_months"]), scope, WHOLE)
    left = materialise(context, minus(plus(start, months), known["months_elapsed"]), scope, NUMBER.as_series())
    tolerance = known["tolerance"].quantity
    is_over = Or((Compare("<", known["months_elapsed"], start, None), Compare("<=", left, ZERO, tolerance)))
    part = divided(left, known["step_months"])
    both = times(Binary("^", plus(ONE, fall), part), Binary("^", plus(ONE, outside), minus(ONE, part)))
    within = If(Compare(">=", left, known["step_months"], tolerance), fall, minus(both, ONE))
    return If(is_over, outside, within)


FORMS: dict[str, Callable[[Context, nodes.Call, Scope], Formula]] = {
    **dict.fromkeys(AGGREGATES, _aggregate),
    "at": _at,
    "compound": _growth,
    "cumulative": _cumulative,
    "fall": _fall,
    "final": _edge,
    "first": _edge,
    "growth": _growth,
    "prev": _prev,
}


def _builtin(context: Context, node: nodes.Call, name: str, scope: Scope) -> Formula:
    record = BUILTINS["nominal_rate" if name == "nominal" else name]
    given = _in_order(record, node)
    common: dict[str, Type] = {}
    for kind, value in given:
        if len(kind) == 1 and isinstance(value, nodes.Node):
            type_ = context.type_of(value)
            common[kind] = common_type(common[kind], type_) if kind in common else type_
    arguments: list[Formula] = []
    for kind, value in given:
        if not isinstance(value, nodes.Node):
            arguments.append(context.builder.number(value))
        elif len(kind) == 1:
            target = common[kind]
            arguments.append(lower_as(context, value, scope, Type(powers=target.powers, period=target.period)))
        else:
            arguments.append(lower_plain(context, value, scope))
    return Call(record.name, tuple(arguments))


def _in_order(record: Builtin, node: nodes.Call) -> list[tuple[str, nodes.Expression | float]]:
    """The arguments with their kinds in the order of the parameters, up to the last that is given: those named in any
    order, and the default of what is left out between them."""
    parameters = record.parameters
    last = len(parameters) - 1
    found: list[tuple[str, nodes.Expression | float]] = []
    named = {a.key.name: a.value for a in node.arguments if isinstance(a.key, nodes.Name)}
    for position, value in enumerate(_values(node)):
        found.append((parameters[min(position, last)].kind, value))
    for parameter in parameters[len(found) :]:
        if not named:
            break
        value_ = named.pop(parameter.name, None)
        found.append((parameter.kind, parameter.default or 0.0 if value_ is None else value_))
    return found
