"""What a call gives in the place of the dimension variables of a function: `fn sma(price: [a], n: count)`."""

from __future__ import annotations

from plainplan.check.agreement import is_free_bare, is_free_zero, words_for
from plainplan.check.context import Context
from plainplan.check.time_forms import join_all
from plainplan.check.walk import parts_of
from plainplan.dimensions import NUMBER, TIME, VARIABLES, Type, describe, without_time
from plainplan.records import replace
from plainplan.syntax import nodes


def meanings_of(
    context: Context,
    function: nodes.Fn,
    variables: dict[str, list[nodes.Expression]],
    per_time: dict[str, list[nodes.Expression]],
) -> dict[str, Type] | None:
    """The type of each variable, from the arguments that stand in its place and those that are it per time; None when
    they do not go together."""
    meanings = _joined(context, function, variables)
    rates = _joined(context, function, per_time)
    if meanings is None or rates is None:
        return None
    name = function.name.name
    for variable, rate in rates.items():
        at_fault = per_time[variable][0]
        found, direct = without_time(rate), meanings.get(variable)
        if rate.power(TIME) != -1:
            context.report(
                "type-mismatch", f"`{name}` needs a value per time, and this is {describe(rate)}", at_fault.span
            )
            return None
        is_open = all(_is_open(context.type_of(value)) for value in variables.get(variable, ()))
        if not is_open and direct is not None and (direct.powers, direct.is_real) != (found.powers, found.is_real):
            message = f"`{name}` cannot take {words_for(direct, found)} together with {words_for(found, direct)}"
            context.report("type-mismatch", message, at_fault.span)
            return None
        meanings[variable] = found
    periods = {type_.period for type_ in meanings.values() if type_.power(TIME)}
    if len(periods) > 1 or (periods and _has_period(context, function.value)):
        # The body computes in the periods that stand in it, and was checked before it was known what it is given.
        values = (value for given in variables.values() for value in given)
        at_fault = next(value for value in values if context.type_of(value).period)
        context.report("type-mismatch", f"`{name}` takes no value per time here", at_fault.span)
        return None
    return dict.fromkeys(VARIABLES.values(), NUMBER) | meanings


def _is_open(type_: Type) -> bool:
    return is_free_zero(type_) or is_free_bare(type_)


def _joined(
    context: Context, function: nodes.Fn, variables: dict[str, list[nodes.Expression]]
) -> dict[str, Type] | None:
    """The type that the arguments of each variable have in common; one that is given only 0 has none."""
    name = function.name.name
    meanings: dict[str, Type] = {}
    for variable, values in variables.items():
        for value in values:
            type_ = context.type_of(value)
            if type_.is_unknown:
                return None
            if type_.kind != "quantity":
                context.report("type-mismatch", f"`{name}` needs quantities, and this is {describe(type_)}", value.span)
                return None
        if all(context.type_of(value).is_zero for value in values):
            continue
        joined = join_all(context, tuple(values), f"`{name}` cannot take {{0}} together with {{1}}")
        if joined.is_unknown:
            return None
        meanings[variable] = replace(joined, is_zero=False, is_bare=False, is_whole=False, is_series=False)
    return meanings


def _has_period(context: Context, node: nodes.Expression) -> bool:
    """Whether anything in a body, or in that of a function that it calls, is per time or a length of it."""
    called = context.model.symbols.get(id(node.function)) if isinstance(node, nodes.Call) else None
    inner = called.node.value if called is not None and isinstance(called.node, nodes.Fn) else None
    return (
        context.type_of(node).period is not None
        or any(_has_period(context, part) for part in parts_of(node))
        or (inner is not None and _has_period(context, inner))
    )
