"""Dates that can be told before the plan runs: literals, `chen.turns(65)`, dates plus lengths of time."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.length import Day, add_days
from plainplan.diagnostics import Label
from plainplan.dimensions import DAYS_IN, MONTHS_IN, MONTHS_IN_YEAR
from plainplan.syntax import nodes


def static_date(context: Context, node: nodes.Expression) -> Day | None:
    """The date of an expression, or None when it can only be told in a run."""
    match node:
        case nodes.Date(year=year, month=month, day=day):
            return year, month, day or 1
        case nodes.Name():
            symbol = context.model.symbols.get(id(node))
            if symbol is not None and isinstance(symbol.node, nodes.Param | nodes.Let):
                return static_date(context, symbol.node.value) if symbol.type.kind == "date" else None
            return None
        case nodes.Call(function=nodes.Member(object=nodes.Name() as owner)):
            return _birthday(context, owner, node)
        case nodes.Binary(operator=operator, left=left, right=nodes.Number() as length) if operator in ("+", "-"):
            return _shifted(context, left, length, 1 if operator == "+" else -1)
        case _:
            return None


def _birthday(context: Context, owner: nodes.Name, call: nodes.Call) -> Day | None:
    symbol = context.model.symbols.get(id(owner))
    if symbol is None or symbol.kind != "person" or symbol.node is None or len(call.arguments) != 1:
        return None
    born = context.property(symbol.node, "born")
    age = call.arguments[0].value
    if not isinstance(born, nodes.Date) or not isinstance(age, nodes.Number):
        return None
    return born.year + int(age.value), born.month, born.day or 1


def _shifted(context: Context, node: nodes.Expression, length: nodes.Number, sign: int) -> Day | None:
    date = static_date(context, node)
    period = context.type_of(length).period
    if date is None or period is None or length.value != int(length.value):
        return None
    if period in DAYS_IN:
        return add_days(date, sign * int(length.value) * DAYS_IN[period])
    months = date[0] * MONTHS_IN_YEAR + date[1] - 1 + sign * int(length.value) * MONTHS_IN[period]
    return months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, date[2]


def as_text(day: Day) -> str:
    """A date as the plan writes months."""
    return f"{day[0]:04}-{day[1]:02}" + (f"-{day[2]:02}" if day[2] != 1 else "")


def require_in_plan(context: Context, node: nodes.Expression, *, is_start: bool = False, is_end: bool = False) -> None:
    """Report a written date outside the plan; one that is calculated and never comes is a warning.

    `is_start` and `is_end` mark the bounds of a period, which may lie outside the plan when they are calculated.
    """
    date = static_date(context, node)
    facts = context.model.facts
    if date is None or facts.is_calculator or date < (1900, 3, 1):
        return
    end = facts.end
    is_early, is_late = date < facts.start, date > end if is_end else date >= end
    if not is_early and not is_late:
        return
    is_written = isinstance(node, nodes.Date)
    # What was calculated may have begun long ago, or end long after: only an event that never comes is worth a word.
    if not is_written and (is_end or (is_start and is_early)):
        return
    last = add_days(end, -1) if facts.is_short else month_before(end)
    context.report(
        "date-outside-plan",
        f"{as_text(date)} is {'before the plan begins' if is_early else 'after the plan ends'}",
        node.span,
        notes=(f"the plan runs from {as_text(facts.start)} through {as_text(last)}",),
        severity="error" if is_written else "warning",
    )


def month_before(day: Day) -> Day:
    """The first day of the month before a date's."""
    months = day[0] * MONTHS_IN_YEAR + day[1] - 2
    return months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, 1


def require_order(context: Context, first: nodes.Expression, last: nodes.Expression) -> None:
    """Report a period that ends before it begins."""
    begin, end = static_date(context, first), static_date(context, last)
    if begin is None or end is None or begin < end:
        return
    context.report(
        "empty-period",
        f"the end {as_text(end)} is not after the beginning {as_text(begin)}",
        last.span,
        "nothing is left",
        labels=(Label(first.span, "it begins here"),),
    )


def has_broken_plan(context: Context) -> bool:
    """Whether the steps of the plan cannot be told, which is reported already."""
    is_known = context.model.facts.node is not None
    return not is_known and any(isinstance(item, nodes.Plan) for item in context.model.declarations)
