"""The type of a call: a function of the plan, a special form, or a built-in."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.check.agreement import is_free_zero
from plainplan.check.context import Binding, Context, Environment, Place
from plainplan.check.fitting import fits
from plainplan.check.forms import FORMS, LATER_FUNCTIONS
from plainplan.check.keyed_forms import (
    type_brackets,
    type_by_date,
    type_by_year,
    type_choose,
    type_fall,
    type_lookup,
    type_since,
)
from plainplan.check.member_types import type_method
from plainplan.check.model import Symbol
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import force
from plainplan.check.time_forms import (
    join_all,
    type_aggregate,
    type_at,
    type_compound,
    type_cumulative,
    type_end,
    type_prev,
    type_price_level,
)
from plainplan.dimensions import (
    BOOLEAN,
    DATE,
    NUMBER,
    UNKNOWN,
    WHOLE,
    Type,
    describe,
)
from plainplan.records import replace
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.builtins.record import Builtin, Parameter

FORM_TYPES: dict[str, Callable[[Context, nodes.Call, Place], Type]] = {
    "prev": type_prev,
    "at": type_at,
    "first": type_end,
    "final": type_end,
    "sum": type_aggregate,
    "mean": type_aggregate,
    "min": type_aggregate,
    "max": type_aggregate,
    "sd": type_aggregate,
    "cumulative": type_cumulative,
    "by_year": type_by_year,
    "by_date": type_by_date,
    "since": type_since,
    "fall": type_fall,
    "lookup": type_lookup,
    "brackets": type_brackets,
    "choose": type_choose,
    "growth": type_compound,
    "compound": type_compound,
    "nominal": type_price_level,
    "real": type_price_level,
}


def builtins() -> dict[str, Builtin]:
    """The elementwise functions, imported when the first call asks for them."""
    from plainplan.builtins import BUILTINS

    return BUILTINS


def type_call(context: Context, node: nodes.Call, place: Place) -> Type:
    """The type of a call."""
    function = node.function
    if isinstance(function, nodes.Member):
        return type_method(context, node, place)
    name = function.name
    if name in context.functions:
        return _type_user_call(context, node, context.functions[name], place)
    is_excel_nominal = name == "nominal" and len(node.arguments) == 2
    if name in FORMS and not is_excel_nominal:
        type_ = FORM_TYPES[name](context, node, place)
        context.model.symbols[id(function)] = Symbol("builtin", name, type_, None, None)
        return type_
    found = builtins().get(name)
    if found is not None:
        type_ = _type_builtin(context, node, found, place)
        context.model.symbols[id(function)] = Symbol("builtin", name, type_, None, None)
        return type_
    for argument in node.arguments:
        context.infer(argument.value, place)
    return _report_unknown(context, function)


def _report_unknown(context: Context, function: nodes.Name) -> Type:
    name = function.name
    if name in LATER_FUNCTIONS:
        return context.report("not-yet-supported", f"the function `{name}` comes with a later version", function.span)
    if name in context.damaged_names or not context.report_name_once("function", name):
        return UNKNOWN
    if name in context.rules:
        return context.report(
            "unknown-function",
            f"`{name}` is a rule and gives no value",
            function.span,
            "a rule moves money",
            help=f"write `apply {name}(…)` in a block",
        )
    if name in context.names:
        return context.report("unknown-function", f"`{name}` is a value, not a function", function.span)
    known = (*context.functions, *FORMS, *builtins())
    return context.report(
        "unknown-function", f"unknown function `{name}`", function.span, help=did_you_mean(name, known)
    )


# --- functions of the plan ---------------------------------------------------------------------------------------


def bind_arguments(
    context: Context, node: nodes.Call, formals: tuple[nodes.Formal, ...], who: str
) -> dict[str, nodes.Expression] | None:
    """The argument of each formal by name; reports what is missing, unknown or given twice."""
    by_name: dict[str, nodes.Expression] = {}
    names = tuple(formal.name.name for formal in formals)
    count = len(context.diagnostics)
    for position, argument in enumerate(node.arguments):
        key = argument.key
        if key is None:
            if position >= len(names):
                context.report(
                    "wrong-arguments",
                    f"`{who}` takes {_counted(str(len(names)))}, not {len(node.arguments)}",
                    argument.value.span,
                )
                break
            name = names[position]
        elif isinstance(key, nodes.Name) and key.name in names:
            name = key.name
        else:
            context.report(
                "unknown-argument",
                f"`{who}` has no argument `{key.span.text}`",
                key.span,
                notes=(f"its arguments: {', '.join(names)}",),
                help=did_you_mean(key.span.text, names),
            )
            continue
        if name in by_name:
            context.report("duplicate-argument", f"`{name}` is given twice", argument.span)
        by_name[name] = argument.value
    missing = [formal.name.name for formal in formals if formal.default is None and formal.name.name not in by_name]
    if missing and len(context.diagnostics) == count:
        listed = ", ".join(f"`{name}`" for name in missing)
        context.report("missing-argument", f"`{who}` needs {listed}", node.span)
    return by_name if len(context.diagnostics) == count else None


def _counted(count: str) -> str:
    return f"{count} argument" + ("" if count in ("1", "at least 1") else "s")


def _type_user_call(context: Context, node: nodes.Call, binding: Binding, place: Place) -> Type:
    assert isinstance(node.function, nodes.Name)
    assert isinstance(binding.node, nodes.Fn)
    function = binding.node
    symbol = force(context, binding, node.function)
    context.model.symbols[id(node.function)] = symbol
    is_series = False
    given = bind_arguments(context, node, function.formals, binding.name)
    for argument in node.arguments:
        is_series = context.infer(argument.value, place).is_series or is_series
    if given is None or symbol.type.is_unknown:
        return UNKNOWN
    for formal in function.formals:
        value = given.get(formal.name.name)
        if value is not None:
            wanted = force(context, binding.members[formal.name.name], None).type
            fits(context, value, wanted, f"`{formal.name.name}`")
    return symbol.type.as_series(is_series or symbol.type.is_series)


def type_function(context: Context, binding: Binding) -> Type:
    """The type of a function's body; its formals are taken as constant, a call makes it a series."""
    assert isinstance(binding.node, nodes.Fn)
    place = Place("fn", binding.node)
    environment: Environment | None = None
    for formal in binding.node.formals:
        member = Binding("formal", formal.name.name, formal, formal.name.span, Place("fn", binding.node, environment))
        if formal.name.name in binding.members:
            context.report("duplicate-name", f"`{formal.name.name}` is declared twice", formal.name.span)
        binding.members[formal.name.name] = member
        symbol = force(context, member, None)
        member.symbol = replace(symbol, type=symbol.type.as_series(False))
        environment = Environment(member, environment)
    type_ = context.infer(binding.node.value, replace(place, environment=environment))
    return replace(type_, is_zero=False, is_bare=False) if type_.is_zero or type_.is_bare else type_


# --- built-ins ---------------------------------------------------------------------------------------------------


def _type_builtin(context: Context, node: nodes.Call, function: Builtin, place: Place) -> Type:
    values = _builtin_arguments(context, node, function)
    types = [context.infer(argument.value, place) for argument in node.arguments]
    is_series = any(type_.is_series for type_ in types)
    if values is None or any(type_.is_unknown for type_ in types):
        return UNKNOWN
    count = len(context.diagnostics)
    variables: dict[str, list[nodes.Expression]] = {}
    for parameter, value in values:
        _check_parameter(context, function, parameter, value, variables)
    joined: dict[str, Type] = {}
    for letter, expressions in variables.items():
        if all(is_free_zero(context.type_of(value)) for value in expressions):
            joined[letter] = NUMBER
            continue
        joined[letter] = join_all(
            context, tuple(expressions), f"`{function.name}` cannot take {{0}} together with {{1}}", node
        )
    if len(context.diagnostics) > count:
        return UNKNOWN
    return _result_type(function, joined, types).as_series(is_series)


def _builtin_arguments(
    context: Context, node: nodes.Call, function: Builtin
) -> list[tuple[Parameter, nodes.Expression]] | None:
    parameters = function.parameters
    names = [parameter.name for parameter in parameters]
    required = sum(parameter.default is None for parameter in parameters)
    found: list[tuple[Parameter, nodes.Expression]] = []
    for position, argument in enumerate(node.arguments):
        if argument.key is None:
            if position >= len(parameters) and not function.is_variadic:
                break
            found.append((parameters[min(position, len(parameters) - 1)], argument.value))
        elif isinstance(argument.key, nodes.Name) and argument.key.name in names:
            found.append((parameters[names.index(argument.key.name)], argument.value))
        else:
            text = argument.key.span.text
            context.report(
                "unknown-argument",
                f"`{function.name}` has no argument `{text}`",
                argument.key.span,
                notes=(f"its arguments: {', '.join(names)}",),
                help=did_you_mean(text, names),
            )
            return None
    given = {parameter.name for parameter, _ in found}
    missing = [parameter.name for parameter in parameters if parameter.default is None and parameter.name not in given]
    is_doubled = len(found) > len(given) and not function.is_variadic
    if len(found) == len(node.arguments) and not missing and not is_doubled:
        return found
    most = len(parameters)
    counted = f"{required}" if required == most else f"{required} to {most}"
    counted = f"at least {required}" if function.is_variadic else counted
    context.report(
        "wrong-arguments",
        f"`{function.name}` takes {_counted(counted)}, not {len(node.arguments)}",
        node.span,
        help=f"write `{function.name}({', '.join(names)})`",
    )
    return None


def _check_parameter(
    context: Context,
    function: Builtin,
    parameter: Parameter,
    value: nodes.Expression,
    variables: dict[str, list[nodes.Expression]],
) -> None:
    type_ = context.type_of(value)
    who = f"`{parameter.name}` of `{function.name}`"
    match parameter.kind:
        case "number":
            fits(context, value, NUMBER, who)
        case "count":
            if not type_.is_duration:
                fits(context, value, NUMBER, who)
        case "rate":
            if not type_.is_rate:
                fits(context, value, NUMBER, who)
        case "date":
            fits(context, value, DATE, who)
        case "boolean":
            fits(context, value, BOOLEAN, who)
        case letter:
            if type_.kind != "quantity":
                context.report("type-mismatch", f"{who} needs a quantity, and this is {describe(type_)}", value.span)
            variables.setdefault(letter, []).append(value)


def _result_type(function: Builtin, joined: dict[str, Type], types: list[Type]) -> Type:
    match function.result:
        case "number":
            return NUMBER
        case "count":
            return WHOLE
        case "rate":
            # A rate is taken as quoted, and so is the one that comes out.
            return NUMBER
        case "date":
            return DATE
        case "boolean":
            return BOOLEAN
        case "a^1/2":
            return _root(joined.get("a", NUMBER))
        case letter:
            found = joined.get(letter, NUMBER)
            return replace(found, is_zero=False, is_bare=False, is_whole=False)


def _root(type_: Type) -> Type:
    powers = tuple((name, exponent // 2) for name, exponent in type_.powers)
    return replace(type_, powers=powers, is_zero=False, is_bare=False, is_whole=False)
