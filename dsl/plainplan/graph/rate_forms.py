"""Lowers the forms that read rates: what they grow to over a length of time (semantics.md, rule 17), and falls."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import BUSINESS_DAYS, DATE, NUMBER, WHOLE, duration, rate_per
from plainplan.graph.arguments import value_at_key, values_of
from plainplan.graph.builder import ONE, ZERO, divided, minus, plus, times
from plainplan.graph.clock import begin_of_step, length_of_step
from plainplan.graph.context import Context, Scope
from plainplan.graph.conversion import convert, scale
from plainplan.graph.expressions import lower, lower_as, materialise, step_of
from plainplan.graph.nodes import (
    At,
    Binary,
    Call,
    Compare,
    Formula,
    If,
    Or,
    Reference,
)
from plainplan.syntax import nodes

# The decimals by which a number tells whether it is whole.
PLACES = 9


def _growth(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """growth(r, d) = (1 + r)^(d ÷ the period of r) - 1; compound(r, d) is one more."""
    assert isinstance(node.function, nodes.Name)
    rate, length = values_of(node)
    rate_type, length_type = context.type_of(rate), context.type_of(length)
    period = rate_type.period or "year"
    value = lower_as(context, rate, scope, rate_per(period)) if rate_type.is_rate else lower(context, rate, scope)
    count = lower(context, length, scope)
    if length_type.is_duration and length_type.period != period:
        count = scale(context.builder, count, length_type.period or period, period)
    whole = Binary("^", plus(ONE, value), count)
    return whole if node.function.name == "compound" else minus(whole, ONE)


def _fall_or_rise(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """The constant yearly return that makes a fall or a rise over some years, and `otherwise` outside them.

    It begins with the step that contains its date. Where it ends within a step, both returns have their part of it:
    (1 + return)^part × (1 + otherwise)^(1 - part) - 1.
    """
    known, result = context.known, context.type_of(node)
    share = lower(context, values_of(node)[0], scope)
    over, begin = value_at_key(node, "over"), value_at_key(node, "from")
    assert over is not None
    assert begin is not None
    assert isinstance(node.function, nodes.Name)
    over_type = context.type_of(over)
    years = convert(context.builder, lower(context, over, scope), over_type, duration("year"))
    months = convert(context.builder, lower(context, over, scope), over_type, duration("month"))
    left_of_one = plus(ONE, share) if node.function.name == "rise" else minus(ONE, share)
    yearly = minus(Binary("^", left_of_one, divided(ONE, years)), ONE)
    steady = materialise(context, convert(context.builder, yearly, rate_per("year"), result), scope, result)
    otherwise = value_at_key(node, "otherwise")
    outside: Formula = ZERO if otherwise is None else lower_as(context, otherwise, scope, result)
    if outside != ZERO:
        outside = materialise(context, outside, scope, result)
    start = _start_of_move(context, lower(context, begin, scope), scope)
    now, length = begin_of_step(context), length_of_step(context)
    end = Call("edate", (start, months)) if context.model.facts.is_short else plus(start, months)
    left = materialise(context, minus(end, now), scope, NUMBER.as_series())
    tolerance = known["tolerance"].quantity
    is_over = Or((Compare("<", now, start, None), Compare("<=", left, ZERO, tolerance)))
    part = divided(left, length)
    both = times(Binary("^", plus(ONE, steady), part), Binary("^", plus(ONE, outside), minus(ONE, part)))
    within = If(Compare(">=", left, length, tolerance), steady, minus(both, ONE))
    return If(is_over, outside, within)


def _whole_periods(context: Context, node: nodes.Call, scope: Scope) -> Formula:
    """How many whole periods of a block, or steps, a length of time has."""
    value, step = values_of(node)[0], context.model.facts.step
    length = scope.run.period if scope.run is not None else step
    period = context.type_of(value).period or length
    count = lower_as(context, value, scope, duration(period))
    if length == step == "day" and period != "day":
        # Of seven days five are steps.
        count = scale(context.builder, count, period, "week")
        count = times(count, context.builder.number(BUSINESS_DAYS))
    else:
        count = scale(context.builder, count, period, length)
    # What is a whole number but for the rounding of a division counts as one.
    return Call("int", (Call("round", (count, context.builder.number(PLACES))),))


def _start_of_move(context: Context, date: Formula, scope: Scope) -> Reference:
    """The beginning of the step that contains a date."""
    step = materialise(context, step_of(context, date, scope), scope, WHOLE)
    if context.model.facts.is_short:
        return materialise(context, At(context.known["date"].quantity, step), scope, DATE)
    return materialise(context, times(minus(step, ONE), context.known["step_months"]), scope, WHOLE)


RATE_FORMS: dict[str, Callable[[Context, nodes.Call, Scope], Formula]] = {
    "compound": _growth,
    "fall": _fall_or_rise,
    "rise": _fall_or_rise,
    "growth": _growth,
    "whole_periods": _whole_periods,
}
