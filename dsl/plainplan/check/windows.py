"""`rolling: D` and `wrap: yes` of a scenario: whose rows its windows run through, and which of them cover the plan."""

from __future__ import annotations

import math
from itertools import pairwise

from plainplan.check.context import Context
from plainplan.check.model import DataFacts, PlanFacts, Rolling
from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Label
from plainplan.dimensions import DAYS_IN, MONTHS_IN, MONTHS_IN_YEAR
from plainplan.syntax import nodes

# The name of a data file's input that says where its window starts: `ndx.window`.
WINDOW = "window"
ANSWERS = {"yes": True, "no": False, "true": True, "false": False}


def check_rolling(context: Context, scenario: nodes.Scenario, settings: list[nodes.Property]) -> None:
    """Check the settings of a scenario that say how it rolls; the model learns what was understood."""
    written: dict[str, nodes.Property] = {}
    for item in settings:
        first = written.setdefault(item.name.name, item)
        if first is not item:
            context.report(
                "duplicate-property",
                f"`{item.name.name}` is written twice",
                item.name.span,
                labels=(Label(first.name.span, "the first time"),),
            )
    is_wrapped = _is_wrapped(context, written.get("wrap"))
    rolling = written.get("rolling")
    if rolling is None:
        item = written["wrap"]
        context.report(
            "missing-property",
            f"`wrap:` joins the ends of the data that a scenario rolls, and `{scenario.name.name}` rolls none",
            item.name.span,
            help=_example(context),
        )
        return
    facts = _rolled_data(context, rolling)
    if facts is not None and _runs_through(context, rolling.value, facts):
        context.model.rolling[id(scenario)] = Rolling(facts.node.name.name, is_wrapped, rolling.value.span)


def _is_wrapped(context: Context, item: nodes.Property | None) -> bool:
    if item is None:
        return False
    value = item.value
    found = ANSWERS.get(value.name) if isinstance(value, nodes.Name) else None
    if found is None:
        context.report("unknown-word", f"`wrap:` is `yes` or `no`, not `{value.span.text}`", value.span)
    return bool(found)


def _example(context: Context) -> str | None:
    known = [name for name, facts in context.model.data.items() if facts.period is not None]
    return f"write `rolling: {known[0]}`" if len(known) == 1 else None


def _rolled_data(context: Context, item: nodes.Property) -> DataFacts | None:
    value = item.value
    name = value.name if isinstance(value, nodes.Name) else ""
    binding = context.names.get(name)
    if binding is not None and binding.kind == "data":
        # Where it could not be read, that has been told.
        return context.model.data.get(name)
    known = [each for each, found in context.names.items() if found.kind == "data"]
    context.report(
        "unknown-name" if binding is None else "type-mismatch",
        f"`rolling:` is the name of a data file of the plan, and `{value.span.text}` is none",
        value.span,
        help=did_you_mean(name, known),
    )
    return None


def _runs_through(context: Context, value: nodes.Expression, facts: DataFacts) -> bool:
    """Whether windows can run down the rows of a data file: one a period, in order, none left out."""
    name = facts.node.name.name
    declared = (Label(facts.node.name.span, "declared here"),)
    if context.model.facts.is_calculator:
        context.report("missing-plan", "a window is as long as the plan, and a calculator has none", value.span)
        return False
    if facts.period is None or facts.period in DAYS_IN:
        how = f"by {facts.period}" if facts.period else "without `by`"
        head = " ".join(facts.node.span.text.partition("{")[0].split())
        context.report(
            "unrolled-period",
            f"windows run through rows by year, quarter or month, and `{name}` is read {how}",
            value.span,
            labels=declared,
            help=None if facts.period else f"write `{head} by year`",
        )
        return False
    if any(column.name == WINDOW for column in facts.columns):
        message = f"`{name}.{WINDOW}` is where the window starts, and `{name}` has a column of that name"
        context.report("duplicate-name", message, value.span, labels=declared)
        return False
    periods = period_numbers(facts)
    for before, after in pairwise(periods):
        first, second = (period_word(number, facts.period) for number in (before, after))
        if after < before:
            message = f"`{second}` stands below `{first}` in `{name}`, and windows run down its rows"
            context.report("keys-not-ascending", message, value.span, labels=declared)
            return False
        if after > before + 1:
            missing = period_word(before + 1, facts.period)
            message = f"`{name}` has no row for {missing}, and windows run through its rows one by one"
            context.report("missing-row", message, value.span, labels=declared)
            return False
    return True


def period_numbers(facts: DataFacts) -> list[int]:
    """The year, quarter or month of each row, counted from the year 0."""
    from plainplan.builtins.dates import date_of

    assert facts.period is not None
    key = facts.column(facts.key)
    keys = [value for value in key.values if not isinstance(value, str)]
    if key.type.kind != "date":
        return [int(value) for value in keys]
    days = [date_of(value) for value in keys]
    return [(day.year * MONTHS_IN_YEAR + day.month - 1) // MONTHS_IN[facts.period] for day in days]


def period_word(number: int, period: str) -> str:
    """A year, quarter or month as people write it: `1966`, `1966-04`."""
    if period == "year":
        return str(number)
    months = number * MONTHS_IN[period]
    return f"{months // MONTHS_IN_YEAR:04}-{months % MONTHS_IN_YEAR + 1:02}"


def rows_needed(plan: PlanFacts, period: str) -> int:
    """How many periods of the data the plan touches, from its first step to its last."""
    first = plan.start[0] * MONTHS_IN_YEAR + plan.start[1] - 1
    if plan.is_short:
        year, month, day = plan.end
        last = year * MONTHS_IN_YEAR + month - 1 - (day == 1)
    else:
        last = first + (plan.steps - 1) * plan.step_months
    return last // MONTHS_IN[period] - first // MONTHS_IN[period] + 1


def first_blank(facts: DataFacts, columns: list[str], *, is_wrapped: bool) -> tuple[str, int] | None:
    """The first blank cell, by column and row counted from 0, of those that windows read: with the ends joined any of
    them, else one between two rows that are filled."""
    for name in columns:
        blanks = [_is_blank(value) for value in facts.column(name).values]
        filled = [row for row, is_blank in enumerate(blanks) if not is_blank]
        ends = (0, len(blanks) - 1) if is_wrapped or not filled else (filled[0], filled[-1])
        for row in range(ends[0], ends[1] + 1):
            if blanks[row]:
                return name, row
    return None


def filled_rows(facts: DataFacts, columns: list[str]) -> list[bool]:
    """Whether each row has a value in all of these columns."""
    read = [facts.column(name).values for name in columns]
    return [not any(_is_blank(values[row]) for values in read) for row in range(facts.length)]


def covering_rows(filled: list[bool], needed: int, *, is_wrapped: bool) -> list[int]:
    """The rows, counted from 0, at which a window may start: it and those below, as many as are needed, are filled."""
    count = len(filled)
    if needed > count:
        # A window with joined ends goes through all rows at least once.
        return list(range(count)) if is_wrapped and all(filled) else []
    # How many rows are filled from each row on.
    run, found = 0, []
    for row in range(count + needed - 2 if is_wrapped else count - 1, -1, -1):
        run = run + 1 if filled[row % count] else 0
        if row < count and run >= needed:
            found.append(row)
    return found[::-1]


def _is_blank(value: float | str) -> bool:
    return value == "" if isinstance(value, str) else math.isnan(value)
