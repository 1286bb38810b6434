"""Calls of the elementwise functions of the language, typed from their records."""

from __future__ import annotations

from plainplan.builtins.record import LIST
from plainplan.check.agreement import is_free_zero
from plainplan.check.context import Context, Place
from plainplan.check.fitting import fits
from plainplan.check.functions import counted, report_disorder
from plainplan.check.quoted_periods import report_other_period
from plainplan.check.suggestions import did_you_mean
from plainplan.check.time_forms import join_all
from plainplan.dimensions import BOOLEAN, DATE, NUMBER, TEXT, UNKNOWN, WHOLE, Type, combine_powers, describe
from plainplan.records import replace
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.builtins.record import Builtin, Parameter


def type_builtin(context: Context, node: nodes.Call, function: Builtin, place: Place) -> Type:
    """The type of a call of an elementwise function."""
    values = _builtin_arguments(context, node, function)
    types = [context.infer(argument.value, place) for argument in node.arguments]
    is_series = values is not None and _varies(context, values)
    if values is None or any(type_.is_unknown for type_ in types):
        return UNKNOWN
    count = len(context.diagnostics)
    variables: dict[str, list[nodes.Expression]] = {}
    for parameter, value in values:
        _check_parameter(context, function, parameter, value, variables)
    report_other_period(context, function.name, values, place)
    joined: dict[str, Type] = {}
    for letter, expressions in variables.items():
        if all(is_free_zero(context.type_of(value)) for value in expressions):
            joined[letter] = NUMBER
            continue
        joined[letter] = join_all(
            context, tuple(expressions), f"`{function.name}` cannot take {{0}} together with {{1}}"
        )
    if len(context.diagnostics) > count:
        return UNKNOWN
    return _result_type(function, joined, types).as_series(is_series)


def _varies(context: Context, values: list[tuple[Parameter, nodes.Expression]]) -> bool:
    """Whether the result is a series: one list is taken whole, values given one by one are those of each step."""
    in_lists = [parameter.name for parameter, _ in values if parameter.is_list]
    return any(
        context.type_of(value).is_series
        for parameter, value in values
        if not parameter.is_list or in_lists.count(parameter.name) > 1
    )


def _builtin_arguments(
    context: Context, node: nodes.Call, function: Builtin
) -> list[tuple[Parameter, nodes.Expression]] | None:
    if report_disorder(context, node, function.name):
        return None
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
    if missing and not is_doubled and any(argument.key is not None for argument in node.arguments):
        # Which one is missing is known where the others are named.
        listed = ", ".join(f"`{name}`" for name in missing)
        context.report("missing-argument", f"`{function.name}` needs {listed}", node.span)
        return None
    most = len(parameters)
    number = f"{required}" if required == most else f"{required} to {most}"
    number = f"at least {required}" if function.is_variadic else number
    context.report(
        "wrong-arguments",
        f"`{function.name}` takes {counted(number)}, not {len(node.arguments)}",
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
    if parameter.is_list and not type_.is_series and not function.is_variadic:
        text = value.span.text
        context.report(
            "list-needed", f"{who} takes a list, and this is one value", value.span, help=f"write `[{text}]`"
        )
        return
    match parameter.kind.removesuffix(LIST):
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
            # Excel takes 1 and 0 for TRUE and FALSE.
            if not (isinstance(value, nodes.Number) and value.text in ("0", "1")):
                fits(context, value, BOOLEAN, who)
        case "text":
            fits(context, value, TEXT, who)
        case "criterion" if type_.is_unknown or type_.kind != "text":
            variables.setdefault("any", []).append(value)
        case "criterion":
            # A text says what may be of any kind: `">=5"`.
            pass
        case letter if len(letter) > 1:
            # `any` and `value`: of one kind, numbers, dates or texts.
            variables.setdefault(letter, []).append(value)
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
        case "text":
            return TEXT
        case "a^1/2":
            return _power(joined.get("a", NUMBER), 1, 2)
        case "a^2":
            return _power(joined.get("a", NUMBER), 2, 1)
        case formula:
            return _product(formula, joined)


def _power(type_: Type, numerator: int, denominator: int) -> Type:
    powers = tuple((name, exponent * numerator // denominator) for name, exponent in type_.powers)
    return replace(type_, powers=powers, is_zero=False, is_bare=False, is_whole=False)


def _product(formula: str, joined: dict[str, Type]) -> Type:
    """The type of `a`, `a*b` or `a/b`."""
    first, *second = formula.replace("/", "*").split("*")
    found = replace(joined.get(first, NUMBER), is_zero=False, is_bare=False, is_whole=False)
    for letter in second:
        other = joined.get(letter, NUMBER)
        powers = combine_powers(found, other, -1 if "/" in formula else 1)
        found = replace(found, powers=powers, period=found.period or other.period)
    return found
