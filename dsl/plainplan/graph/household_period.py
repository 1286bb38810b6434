"""The date and the months of the household statements, and the cells that are read at that date or summed over them."""

from __future__ import annotations

from plainplan.check.model import StatementTime
from plainplan.dimensions import BOOLEAN, DATE, WHOLE, Type
from plainplan.graph.builder import ONE, ZERO, divided, greatest, minus, plus, times
from plainplan.graph.context import Context, Scope
from plainplan.graph.conversion import scale
from plainplan.graph.dates import serial
from plainplan.graph.expressions import step_of
from plainplan.graph.household_words import HouseholdWords
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    InputFacts,
    Negate,
    Reference,
    StatementLine,
    StatementView,
)
from plainplan.records import dataclass
from plainplan.source import Span

# Rows along time stand on a sheet of their own; what the statements show is placed by their views.
LINES = "statement lines"


@dataclass(slots=True)
class Household:
    """The statements in the making: their steps, and what makes their cells.

    `first` and `last` are the numbers of the steps with which the cash flow begins and ends; the balance sheet stands
    at the close of `last`. `inside` is a series, 1 in the steps between; `months` is how many months they cover.
    """

    context: Context
    words: HouseholdWords
    first: Reference
    last: Reference
    inside: Reference
    months: Reference

    def cell(
        self, name: str, label: str, formula: Formula, type_: Type | None = None, span: Span | None = None
    ) -> Reference:
        """A constant of the statements, money of the plan's currency unless `type_` says otherwise."""
        kind = type_ or self.context.plan_money
        return self.context.builder.add(f"statements.{name}", label, kind, LINES, formula, span)

    def row(self, name: str, label: str, terms: list[Formula]) -> Reference:
        """The sum of series in the plan's currency, as a row of the sheet of lines."""
        builder, series = self.context.builder, self.context.plan_money.as_series()
        return builder.add(
            f"statements.{name}",
            label,
            series,
            LINES,
            builder.total(f"statements.{name}~", label, series, LINES, terms),
        )

    def at_date(self, name: str, label: str, series: Formula, span: Span | None = None) -> Reference:
        """What a series is at the close of the statement's step."""
        return self.cell(name, label, self._at(name, label, series, self.last), None, span)

    def at_start(self, name: str, label: str, series: Formula) -> Reference:
        """What a series is in the first step of the cash flow."""
        return self.cell(name, label, self._at(name, label, series, self.first))

    def _at(self, name: str, label: str, series: Formula, step: Reference) -> Formula:
        if isinstance(series, Constant):
            return series
        if not isinstance(series, Reference):
            series = self.row(f"{name}.in_time", label, [series])
        return At(series.quantity, step)

    def over_period(
        self, name: str, label: str, terms: list[Formula], *, is_paid: bool = False, span: Span | None = None
    ) -> Reference:
        """The sum of series over the months of the cash flow; below zero when it is paid."""
        builder, series = self.context.builder, self.context.plan_money.as_series()
        whole = builder.total(f"statements.{name}~", label, series, LINES, terms)
        inside = If(self.inside, Negate(whole) if is_paid and whole != ZERO else whole, ZERO)
        row = builder.add(f"statements.{name}.in_period", label, series, LINES, inside, span)
        return self.cell(name, label, Aggregate("sum", row.quantity), None, span)

    def sum_of(self, name: str, label: str, cells: list[Reference]) -> Reference:
        """The sum of cells."""
        terms: list[Formula] = list(cells)
        type_ = self.context.plan_money
        return self.cell(name, label, self.context.builder.total(f"statements.{name}~", label, type_, LINES, terms))

    def flag(self, name: str, label: str, test: Formula) -> Reference:
        """A constant that is 1 or 0."""
        return self.context.builder.flag(f"statements.{name}", label, LINES, test)

    def helper(self, reference: Reference) -> Reference:
        """The same quantity, of which nobody asks by name: lists of figures leave it out, the workbook sets it grey."""
        self.context.builder.graph.quantities[reference.quantity].is_helper = True
        return reference

    def input(self, name: str, label: str, type_: Type, facts: InputFacts) -> Reference:
        """A blue cell of the statements."""
        return self.context.builder.input(f"statements.{name}", label, type_, LINES, facts)


def open_household(context: Context, words: HouseholdWords) -> tuple[Household, StatementView]:
    """The steps of the statements, from their date and the months of their cash flow: the two blue cells at the top."""
    builder, known = context.builder, context.known
    builder.block(LINES, "statement_lines", words("statements"))
    asked = context.model.statement_time or _first_year(context)
    first_day, end = serial(*context.model.facts.start), serial(*context.model.facts.end) - 1
    text = f"{asked.year:04}-{asked.month:02}-{asked.day:02}"
    origin = "property" if asked.span is not None else "default"
    at = min(max(serial(asked.year, asked.month, asked.day), first_day), end)
    date = builder.input(
        "statements.date",
        words("date"),
        DATE,
        LINES,
        InputFacts(at, text, True, origin, low=first_day, high=end),
        asked.span,
    )
    most = _most_months(context)
    given = InputFacts(
        min(float(asked.months), most), str(asked.months), True, origin, low=1.0, high=most, is_count=True
    )
    months = builder.input("statements.months", words("months"), WHOLE, LINES, given, asked.span)
    scope = Scope("statements.step", words("last_step"), LINES, None)
    last = builder.add("statements.last_step", words("last_step"), WHOLE, LINES, step_of(context, date, scope))
    first_step = _first_step(context, date, months, last)
    first = builder.add("statements.first_step", words("first_step"), WHOLE, LINES, first_step)
    step = known["step"]
    tests = (Compare(">=", step, first, None), Compare("<=", step, last, None))
    inside = builder.add("statements.in_period", words("in_period"), BOOLEAN.as_series(), LINES, And(tests))
    covered = builder.add(
        "statements.months_covered",
        words("months_covered"),
        WHOLE,
        LINES,
        _months_covered(context, first, last),
    )
    household = Household(context, words, first, last, inside, covered)
    lines = [
        StatementLine(words("date"), "entry", (date.quantity,), "date"),
        StatementLine(words("months"), "entry", (months.quantity,), "count"),
    ]
    for key, known_key, index in (("until", "date_end", last), ("from", "date", first)):
        cell = household.cell(key, words(key), At(known[known_key].quantity, index), DATE)
        lines.append(StatementLine(words(key), "line", (cell.quantity,), "date"))
    return household, StatementView("head", words("statements"), (), tuple(lines))


def _first_year(context: Context) -> StatementTime:
    """The end of the plan's first year, and its twelve months."""
    year, month, _ = context.model.facts.start
    end = _from_serial(serial(year + 1, month) - 1)
    return StatementTime(end[0], end[1], end[2], 12, None)


def _most_months(context: Context) -> float:
    """The months of the whole plan, a begun one counted."""
    facts = context.model.facts
    if not facts.is_short:
        return float(facts.steps * facts.step_months)
    (year, month, day), (last_year, last_month, last_day) = facts.start, facts.end
    return float(max(1, (last_year - year) * 12 + last_month - month + (last_day > day)))


def _first_step(context: Context, date: Formula, months: Formula, last: Formula) -> Formula:
    """The step with which so many months begin that end with the statement's date."""
    if not context.model.facts.is_short:
        steps = Call("roundup", (divided(months, context.known["step_months"]), ZERO))
        return greatest(ONE, plus(minus(last, steps), ONE))
    # Of short steps those count that begin within the months.
    before = minus(Call("edate", (plus(date, ONE), Negate(months))), ONE)
    scope = Scope("statements.first_step", context.words("step"), LINES, None)
    return greatest(ONE, plus(step_of(context, before, scope), ONE))


def _months_covered(context: Context, first: Formula, last: Formula) -> Formula:
    known = context.known
    if not context.model.facts.is_short:
        return times(plus(Binary("-", last, first), ONE), known["step_months"])
    days = minus(At(known["date_next"].quantity, last), At(known["date"].quantity, first))
    return scale(context.builder, days, "day", "month")


def _from_serial(number: float) -> tuple[int, int, int]:
    from plainplan.graph.dates import from_serial

    day = from_serial(number)
    return day.year, day.month, day.day
