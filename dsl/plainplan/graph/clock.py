"""When a step begins and ends: counted in whole months of the plan or, where steps are shorter, in days."""

from __future__ import annotations

from plainplan.dimensions import DATE, DAYS_IN, MONTHS_IN, WHOLE
from plainplan.graph.builder import ZERO, divided, minus, plus, times
from plainplan.graph.context import Context, Scope
from plainplan.graph.conversion import scale
from plainplan.graph.expressions import materialise, months_from_start
from plainplan.graph.nodes import Call, Compare, Formula

CALENDAR = "calendar"


def moment_of(context: Context, date: Formula, scope: Scope) -> Formula:
    """A date as steps count it: the months from the plan's start to its month or, where steps are short, itself."""
    return date if context.model.facts.is_short else months_from_start(context, date, scope)


def start_of_plan(context: Context) -> Formula:
    """The moment at which the plan begins."""
    return context.known["start"] if context.model.facts.is_short else ZERO


def begin_of_step(context: Context) -> Formula:
    """The moment at which the step begins."""
    return context.known["date" if context.model.facts.is_short else "months_elapsed"]


def end_of_step(context: Context) -> Formula:
    """The moment at which the step ends and the next one begins."""
    if context.model.facts.is_short:
        return context.known["date_next"]
    return plus(context.known["months_elapsed"], context.known["step_months"])


def length_of_step(context: Context) -> Formula:
    """From the one to the other: months, or days."""
    return context.known["days" if context.model.facts.is_short else "step_months"]


def in_step(context: Context, value: Formula, period: str, length: str) -> Formula:
    """What is proportional to time and quoted per `period` comes to so much in a step, or a block, of a `length`.

    A business day has the days up to the next one.
    """
    whole = scale(context.builder, value, period, length, -1)
    return times(whole, context.known["days"]) if length == context.model.facts.step == "day" else whole


def periods_since(context: Context, start: Formula, moment: Formula, length: str, place: Scope) -> Formula:
    """How many whole periods lie between two moments of a plan of short steps, which are dates."""
    if length in DAYS_IN:
        return whole_periods(context, minus(moment, start), DAYS_IN[length])
    return whole_periods(context, _months_between(context, start, moment, place), MONTHS_IN[length])


def months_passed(context: Context, key: str) -> Formula:
    """The whole months from the plan's start to `date` or `date_next` of each step, made once."""
    name = f"months_to_{key}"
    if name not in context.known:
        builder, label = context.builder, context.words("months_elapsed")
        place = Scope(f"time.{name}", label, CALENDAR, None)
        formula = _months_between(context, context.known["start"], context.known[key], place)
        context.known[name] = builder.add(f"time.{name}", label, WHOLE.as_series(), CALENDAR, formula)
    return context.known[name]


def ends_month(context: Context, number: Formula) -> Formula:
    """Whether a short step is the last whose day lies in a month of the year."""
    following = Call("month", (context.known["date_next"],))
    return times(Compare("=", context.known["month"], number, None), Compare("!=", following, number, None))


def whole_periods(context: Context, distance: Formula, size: int) -> Formula:
    """How many times a number of days, or of months, fits in another."""
    return Call("int", (divided(distance, context.builder.number(size)),))


def _months_between(context: Context, start: Formula, date: Formula, place: Scope) -> Formula:
    """The whole months from one date to another: as many as EDATE may add to the first without passing the second."""
    start, date = (materialise(context, moment, place, DATE.as_series()) for moment in (start, date))
    years = minus(Call("year", (date,)), Call("year", (start,)))
    months = minus(Call("month", (date,)), Call("month", (start,)))
    whole = plus(times(years, context.builder.number(12, "months_in_year")), months)
    whole = materialise(context, whole, place, WHOLE.as_series())
    is_over = context.builder.flag(
        f"{place.owner}~", place.label, place.block, Compare(">", Call("edate", (start, whole)), date, None), place.span
    )
    return minus(whole, is_over)
