"""Lowers calls: the forms that are more than a function of their arguments, the plan's own functions, the built-ins."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.builtins import BUILTINS
from plainplan.builtins.record import LIST, Builtin, Parameter
from plainplan.dimensions import NUMBER, Type, money, substitute, variable_of, without_time
from plainplan.graph.arguments import values_of
from plainplan.graph.asked import where_asked
from plainplan.graph.axes import whole
from plainplan.graph.builder import ONE, ZERO, divided, times
from plainplan.graph.context import Binding, Context, Scope, StatementParts
from plainplan.graph.expressions import (
    common_type,
    lower,
    lower_as,
    lower_plain,
    materialise,
)
from plainplan.graph.keyed import KEYED
from plainplan.graph.members import lending_share
from plainplan.graph.nodes import SCALAR, TIME, Call, Formula, Reference, Several, Whole
from plainplan.graph.rate_forms import RATE_FORMS
from plainplan.graph.time_forms import TIME_FORMS
from plainplan.records import replace
from plainplan.syntax import nodes


def lower_call(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """A call, as its function's name and arguments say."""
    symbol = context.model.symbols.get(id(node.function))
    if isinstance(node.function, nodes.Member):
        if symbol is not None and symbol.kind == "builtin":
            return _builtin(context, node, symbol.name, scope)
        return _member_call(context, node, node.function, scope)
    name = node.function.name
    if symbol is not None and symbol.kind == "fn":
        return _inline(context, node, context.model.functions[name], scope)
    is_form = len(values_of(node)) == 1 or name not in ALSO_BUILTINS
    if name in FORMS and is_form:
        return FORMS[name](context, node, scope)
    if name == "real" or (name == "nominal" and (len(node.arguments) == 1 or _is_closing(node))):
        return _at_price_level(context, node, scope)
    return _builtin(context, node, name, scope)


# With several values these are built-ins, with one they look along an axis or into a table of their own.
ALSO_BUILTINS = ("lookup", "max", "min", "sum")


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
    meanings = _meanings(context, fn, node)
    inner.locals = bind_arguments(context, fn.formals, node, scope, inner.accounts, meanings)
    outer, context.meanings = context.meanings, meanings
    formula = lower(context, fn.value, inner)
    context.meanings = outer
    return formula


def _meanings(context: Context, fn: nodes.Fn, node: nodes.Call) -> dict[str, Type]:
    """What the dimension variables of a function are in a call; empty when it has none."""
    found: dict[str, Type] = {}
    for formal, value in pair_arguments(fn.formals, node):
        wanted = context.symbol_of(formal.name).type
        variable = variable_of(wanted)
        if variable is not None and value is not None:
            type_ = NUMBER if value is formal.default else context.type_of(value)
            type_ = without_time(type_) if wanted.period else type_
            known = found.get(variable, type_)
            type_ = type_ if known.is_number else common_type(known, type_)
            found[variable] = Type(powers=type_.powers, period=type_.period, is_real=type_.is_real)
    return found


def pair_arguments(
    formals: tuple[nodes.Formal, ...], node: nodes.Call
) -> list[tuple[nodes.Formal, nodes.Expression | None]]:
    """Each formal with the expression it is given, its default when the call gives none."""
    given = values_of(node)
    named = {a.key.name: a.value for a in node.arguments if isinstance(a.key, nodes.Name)}
    return [
        (formal, given[position] if position < len(given) else named.get(formal.name.name, formal.default))
        for position, formal in enumerate(formals)
    ]


def bind_arguments(
    context: Context,
    formals: tuple[nodes.Formal, ...],
    node: nodes.Call,
    scope: Scope,
    accounts: dict[str, str],
    meanings: dict[str, Type] | None = None,
) -> dict[str, Binding]:
    """The formals that are values, each in the unit of its type. A default sees the formals before it.

    A rule (`meanings` None) has named rows for its arguments; a function's are parts of the formula that calls it.
    """
    bound: dict[str, Binding] = {}
    for formal, value in pair_arguments(formals, node):
        target = substitute(context.symbol_of(formal.name).type, meanings or {})
        if target.kind == "account" or value is None:
            continue
        label = f"{scope.label} {context.words.title(None, formal.name)}"
        place = scope.span if value is formal.default or meanings is not None else value.span
        owner = scope.named(f"{scope.owner}.{formal.name.name}", label, place)
        if value is formal.default:
            owner.locals, owner.accounts = dict(bound), accounts
        formula = lower_as(context, value, owner, target)
        # An argument that is more than a name is computed once, in a row of its own.
        if not isinstance(formula, Reference) and formula not in (ZERO, ONE):
            asked = formula if isinstance(formal.type, nodes.List) else where_asked(context, formula, scope)
            formula = materialise(context, asked, owner, target, owner.owner if meanings is None else "")
        local = scope.locals.get(value.name) if isinstance(value, nodes.Name) else None
        bound[formal.name.name] = Binding(formula, target, value if local is None else local.node)
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
    if function.member.name == "share":
        return lending_share(context, scope, scope.accounts.get(name, name), account)
    statement = context.statements.get(scope.prefix + name)
    if statement is None:
        return context.promise(f"{scope.prefix}{name}.from {account}", context.type_of(node), scope)
    return taken_from(context, statement, account, scope)


def keep_taken(context: Context, name: str, parts: StatementParts, scope: Scope) -> None:
    """Tells what a statement, or a rule where it is applied, took: `spend.from(cash)`, `gk.from(cash)`."""
    context.statements[name] = parts
    for key in [key for key in context.promised if key.startswith(f"{name}.from ")]:
        context.keep_promise(key, taken_from(context, parts, key.removeprefix(f"{name}.from "), scope))


def taken_from(context: Context, statement: StatementParts, account: str, scope: Scope) -> Formula:
    """What an account gave to a statement, in its own currency; what a group gave, in that of the plan; in a rule,
    both in the currency in which the rule counts."""
    currency = scope.currency or context.currency_of(account)
    if account not in context.groups:
        taken = statement.sources.get(account, ZERO)
        return taken if taken == ZERO else context.exchanged(taken, context.accounts[account].currency, currency)
    terms = [
        context.exchanged(statement.sources[member], context.accounts[member].currency, currency)
        for member in context.members(account)
        if member in statement.sources
    ]
    return context.builder.total(scope.owner, scope.label, money(currency).as_series(), scope.block, terms)


def _at_price_level(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    assert isinstance(node.function, nodes.Name)
    value = lower(context, node.arguments[0].value, scope)
    level = context.known["price_closing" if _is_closing(node) else "price_level"]
    return times(value, level) if node.function.name == "nominal" else divided(value, level)


FORMS: dict[str, Callable[[Context, nodes.Call, Scope], Formula]] = {**TIME_FORMS, **RATE_FORMS, **KEYED}


def _builtin(context: Context, node: nodes.Call, name: str, scope: Scope) -> Formula:
    record = BUILTINS["nominal_rate" if name == "nominal" else name]
    given = _in_order(record, node)
    common: dict[str, Type] = {}
    for parameter, value in given:
        kind = parameter.kind.removesuffix(LIST)
        if len(kind) == 1 and isinstance(value, nodes.Node):
            type_ = context.type_of(value)
            common[kind] = common_type(common[kind], type_) if kind in common else type_
    arguments: list[Formula] = []
    lists: list[tuple[Formula, Type]] = []
    for parameter, value in given:
        kind = parameter.kind.removesuffix(LIST)
        if not isinstance(value, nodes.Node):
            formula: Formula = context.builder.number(value)
        elif len(kind) == 1:
            target = common[kind]
            formula = lower_as(context, value, scope, Type(powers=target.powers, period=target.period))
        else:
            formula = lower_plain(context, value, scope)
        if (record.name, parameter.name) == ("valid", "reason"):
            _explain_only(context, formula)
        if not parameter.is_list:
            arguments.append(formula)
            continue
        assert isinstance(value, nodes.Node)
        lists.append((formula, context.type_of(value)))
        if not record.is_variadic or parameter is not record.parameters[-1]:
            arguments.append(_listed(context, lists, scope))
            lists = []
    if lists:
        arguments.append(_listed(context, lists, scope))
    call = Call(record.name, tuple(arguments))
    takes_list = any(isinstance(argument, Whole) for argument in arguments)
    type_ = context.type_of(node)
    if takes_list and not type_.is_series and _is_by_row(context, scope):
        # What is the same in every row is computed once.
        return materialise(context, call, scope, type_)
    return call


def _explain_only(context: Context, formula: Formula) -> None:
    """A text that explains is no assumption, nobody tries another, and it speaks the language of the plan."""
    if not isinstance(formula, Reference):
        return
    quantity = context.builder.graph.quantities[formula.quantity]
    facts = quantity.input
    if facts is None or quantity.span is None or not isinstance(facts.value, str):
        return
    shown = context.words.text(facts.value, quantity.span)
    quantity.input = replace(facts, value=shown, as_written=f'"{shown}"', is_free=False)


def _is_by_row(context: Context, scope: Scope) -> bool:
    """Whether a formula stands in the rows of a table or the cells of a grid, and not in a total."""
    graph = context.builder.graph
    owner = graph.by_name.get(scope.owner)
    return scope.axis != TIME and (owner is None or graph.quantities[owner].axis != SCALAR)


def _listed(context: Context, values: list[tuple[Formula, Type]], scope: Scope) -> Formula:
    """What a list parameter takes: one series whole, else values one by one."""
    (formula, type_), *others = values
    if type_.is_series and not others:
        return whole(context, formula, scope, type_)
    return Several(tuple(formula for formula, _ in values))


def _in_order(record: Builtin, node: nodes.Call) -> list[tuple[Parameter, nodes.Expression | float]]:
    """The arguments with their parameters in order, up to the last that is given: those named in any order, and the
    default of what is left out between them."""
    parameters = record.parameters
    last = len(parameters) - 1
    found: list[tuple[Parameter, nodes.Expression | float]] = []
    named = {a.key.name: a.value for a in node.arguments if isinstance(a.key, nodes.Name)}
    for position, value in enumerate(values_of(node)):
        found.append((parameters[min(position, last)], value))
    # An Excel form that numbers its arguments needs them all, one that lists them only what is given.
    is_listing = "{*}" in record.excel
    for parameter in parameters[len(found) :]:
        if is_listing and not named:
            break
        value_ = named.pop(parameter.name, None)
        found.append((parameter, parameter.default or 0.0 if value_ is None else value_))
    return found
