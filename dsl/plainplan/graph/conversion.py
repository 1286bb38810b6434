"""Brings a formula from the unit in which it is quoted to the unit in which it is needed."""

from __future__ import annotations

from plainplan.dimensions import DAYS_IN, MONTHS_IN, TIME, Type, period_factor
from plainplan.graph.builder import ONE, ZERO, Builder, divided, greatest, minus, negative, plus, times
from plainplan.graph.context import Context
from plainplan.graph.nodes import Binary, Constant, Formula

COMPOUNDED_PERIOD = {"yearly": "year", "quarterly": "quarter", "monthly": "month", "daily": "day"}


def convert(builder: Builder, formula: Formula, source: Type, target: Type) -> Formula:
    """The formula, of type `source`, in the period of `target`. Rates compound (rule 17), all else is proportional."""
    if source.is_zero or source.is_unknown or target.is_unknown:
        return formula
    if source.compounding and source.is_rate and not target.compounding:
        formula = effective(builder, formula, source)
    power = source.power(TIME)
    if not power or source.period is None or target.period is None or source.period == target.period:
        return formula
    if source.is_rate:
        return minus(grown(builder, formula, source.period, target.period), ONE)
    return scale(builder, formula, source.period, target.period, power)


def scale(builder: Builder, formula: Formula, period: str, other: str, power: int = 1) -> Formula:
    """A value counted in `period`s, to the given power of time, counted in `other`s."""
    numerator, denominator = period_factor(period, other)
    if power < 0:
        numerator, denominator = denominator, numerator
    for _ in range(abs(power)):
        formula = divided(
            times(formula, builder.number(numerator, _key(numerator))), builder.number(denominator, _key(denominator))
        )
    return formula


def grown(builder: Builder, rate: Formula, period: str, other: str, count: int = 1) -> Formula:
    """(1 + rate)^(count `other`s ÷ one `period`): what one unit becomes. A rate below -100 % counts as -100 %."""
    numerator, denominator = period_factor(other, period)
    numerator *= count
    base = greatest(ZERO, plus(ONE, rate))
    if numerator % denominator == 0:
        whole = numerator // denominator
        return base if whole == 1 else Binary("^", base, Constant(float(whole)))
    power = divided(builder.number(numerator, _key(numerator)), builder.number(denominator, _key(denominator)))
    return Binary("^", base, power)


def effective(builder: Builder, rate: Formula, type_: Type) -> Formula:
    """The effective rate, in its own period, of a nominal rate that says how it compounds: (1 + r/m)^m - 1.

    Excel calls it EFFECT.
    """
    assert type_.period is not None
    assert type_.compounding is not None
    inner = per_compounding(builder, rate, type_)
    return minus(grown(builder, inner, COMPOUNDED_PERIOD[type_.compounding], type_.period), ONE)


def per_compounding(builder: Builder, rate: Formula, type_: Type) -> Formula:
    """The part of a nominal rate that falls on one compounding period."""
    assert type_.period is not None
    assert type_.compounding is not None
    return scale(builder, rate, type_.period, COMPOUNDED_PERIOD[type_.compounding], -1)


def return_of_step(context: Context, rate: Formula, type_: Type) -> Formula:
    """The growth of one unit over a step at an effective rate, never below -1 (rule 17).

    A rate in the period of the step is that of a step: in a plan of days, of a business day. All other rates grow by
    the days from one to the next.
    """
    assert type_.period is not None
    builder, facts, period = context.builder, context.model.facts, type_.period
    if type_.compounding:
        rate = per_compounding(builder, rate, type_)
        period = COMPOUNDED_PERIOD[type_.compounding]
    if period == facts.step and not (facts.step == "day" and type_.compounding):
        return greatest(negative(ONE), rate)
    if facts.step == "day":
        return minus(_over_days(builder, rate, period, context.known["days"]), ONE)
    if facts.step == "week":
        return minus(grown(builder, rate, period, "week"), ONE)
    return minus(grown(builder, rate, period, "month", facts.step_months), ONE)


def _over_days(builder: Builder, rate: Formula, period: str, days: Formula) -> Formula:
    """(1 + rate)^(days ÷ the days of a period): what one unit becomes."""
    return Binary("^", greatest(ZERO, plus(ONE, rate)), scale(builder, days, "day", period))


def rate_of_payment(builder: Builder, rate: Formula, type_: Type, every: str) -> Formula:
    """The interest rate of one payment period of a debt (rule 18): nominal, compounded per payment unless it says
    otherwise."""
    assert type_.period is not None
    if type_.compounding:
        inner = per_compounding(builder, rate, type_)
        period = COMPOUNDED_PERIOD[type_.compounding]
        if period == every:
            return inner
        if every in DAYS_IN:
            return minus(grown(builder, inner, period, every), ONE)
        return minus(grown(builder, inner, period, "month", MONTHS_IN[every]), ONE)
    return scale(builder, rate, type_.period, every, -1)


def _key(value: int) -> str:
    return {12: "months_in_year", 365: "days_in_year"}.get(value, "constant")
