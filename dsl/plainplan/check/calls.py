"""The type of a call: a function of the plan, a special form, or a built-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plainplan.check.builtin_calls import type_builtin
from plainplan.check.context import Context, Place
from plainplan.check.forms import FORMS
from plainplan.check.functions import type_user_call
from plainplan.check.keyed_forms import (
    type_brackets,
    type_by_date,
    type_by_year,
    type_choose,
    type_fall_or_rise,
    type_lookup,
    type_since,
)
from plainplan.check.member_types import type_method
from plainplan.check.model import Symbol
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import find_binding
from plainplan.check.time_forms import (
    says_closing,
    type_aggregate,
    type_at,
    type_compound,
    type_cumulative,
    type_end,
    type_periods,
    type_prev,
    type_price_level,
    type_smooth,
)
from plainplan.dimensions import UNKNOWN, Type
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.builtins.record import Builtin

# In a plan Excel's NOMINAL is `nominal` with two numbers.
EXCEL_NOMINAL = "nominal_rate"

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
    "smooth": type_smooth,
    "by_year": type_by_year,
    "by_date": type_by_date,
    "since": type_since,
    "fall": type_fall_or_rise,
    "rise": type_fall_or_rise,
    "lookup": type_lookup,
    "brackets": type_brackets,
    "choose": type_choose,
    "growth": type_compound,
    "compound": type_compound,
    "whole_periods": type_periods,
    "nominal": type_price_level,
    "real": type_price_level,
}


def builtins() -> Mapping[str, Builtin]:
    """The elementwise functions, imported when the first call asks for them."""
    from plainplan.builtins import BUILTINS

    return BUILTINS


def dotted_builtin(function: nodes.Member) -> str | None:
    """The built-in that has dots in its name, as `stdev.s` and `norm.s.dist` in Excel."""
    words = [function.member.name]
    before: nodes.Expression = function.object
    while isinstance(before, nodes.Member):
        words.append(before.member.name)
        before = before.object
    if not isinstance(before, nodes.Name):
        return None
    name = ".".join((before.name, *reversed(words)))
    return name if name in builtins() else None


def type_call(context: Context, node: nodes.Call, place: Place) -> Type:
    """The type of a call."""
    function = node.function
    if isinstance(function, nodes.Member):
        dotted = dotted_builtin(function)
        if dotted is None or find_binding(context, dotted.partition(".")[0], place) is not None:
            return type_method(context, node, place)
        type_ = type_builtin(context, node, builtins()[dotted], place)
        context.model.symbols[id(function)] = Symbol("builtin", dotted, type_, None, None)
        return type_
    name = function.name
    if name in context.functions:
        return type_user_call(context, node, context.functions[name], place)
    is_excel_nominal = name == "nominal" and len(node.arguments) == 2 and not says_closing(node)
    is_excel_lookup = name == "lookup" and not any(argument.key for argument in node.arguments)
    if name in FORMS and not is_excel_nominal and not (is_excel_lookup and name in builtins()):
        type_ = FORM_TYPES[name](context, node, place)
        context.model.symbols[id(function)] = Symbol("builtin", name, type_, None, None)
        return type_
    found = builtins().get(EXCEL_NOMINAL if is_excel_nominal else name)
    if found is not None:
        type_ = type_builtin(context, node, found, place)
        context.model.symbols[id(function)] = Symbol("builtin", name, type_, None, None)
        return type_
    for argument in node.arguments:
        context.infer(argument.value, place)
    return _report_unknown(context, function, node)


def _operator_meant(node: nodes.Call, name: str) -> str | None:
    """Excel's IF, AND, OR and NOT are words here, and what has no value is asked for by `isnumber`."""
    values = [argument.value.span.text for argument in node.arguments]
    match name.lower(), values:
        case "if", [condition, consequent, alternative]:
            return f"write `if {condition} then {consequent} else {alternative}`"
        case ("and" | "or") as word, [_, _, *_]:
            return f"write `{f' {word} '.join(values)}`"
        case "not", [condition]:
            return f"write `not ({condition})`"
        case "iferror" | "ifna", [value, otherwise]:
            return f"write `if isnumber({value}) then {value} else {otherwise}`"
        case "iserror" | "iserr" | "isna", [value]:
            return f"write `not isnumber({value})`"
        case _:
            return None


def _report_unknown(context: Context, function: nodes.Name, node: nodes.Call) -> Type:
    name = function.name
    if context.misses_files or name in context.damaged_names or not context.report_name_once("function", name):
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
    # Imported when needed: it reads the files of the library.
    from plainplan.check.library import use_line

    help_text = _operator_meant(node, name) or use_line("fn", name) or did_you_mean(name, known)
    return context.report("unknown-function", f"unknown function `{name}`", function.span, help=help_text)
