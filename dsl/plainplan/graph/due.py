"""What is due of an income, expense or goal in a step: its months, growth and price level (semantics.md, rule 7)."""

from __future__ import annotations

from plainplan.check.words import MONTHS
from plainplan.dimensions import DATE, NUMBER, WHOLE, Type, rate_per
from plainplan.graph.builder import ONE, ZERO, divided, greatest, least, minus, not_negative, plus, times
from plainplan.graph.clock import (
    begin_of_step,
    end_of_step,
    ends_month,
    in_step,
    length_of_step,
    moment_of,
    periods_since,
    start_of_plan,
)
from plainplan.graph.context import Context, Scope
from plainplan.graph.conversion import convert
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import Binary, Call, Compare, Formula, If, Lag, Reference
from plainplan.records import dataclass
from plainplan.syntax import nodes

DATES = {"at": "due_month", "from": "from_month", "until": "until_month", "through": "until_month"}


class Due:
    """The calendar of one flow: its first month and the month after its last, counted from the plan's start; where
    steps are shorter than a month, the first day and the day after the last.

    None where the plan writes no date. `once`: the month, or day, of what falls due on one date.
    """

    def __init__(self, context: Context, node: nodes.Account, label: str, given: str, block: str) -> None:
        """Reads the dates; `given` is the block of the flow's inputs, `block` that of its rows."""
        self.context, self.node, self.name, self.label = context, node, node.name.name, label
        self.given, self.block = given, block
        self.once = self._moment("at")
        self.first = self._moment("from")
        through = self._moment("through")
        self.last = self._moment("until") if through is None else self._after(through)

    def _after(self, through: Formula) -> Formula:
        """The moment after a last month, or after a last day; of a month alone, where steps are short, the next one."""
        written = self.context.property_of(self.node, "through")
        if self.context.model.facts.is_short and isinstance(written, nodes.Date) and written.day is None:
            return self.row("through_end", "until_month", Call("edate", (through, ONE)), DATE)
        return plus(through, ONE)

    def _moment(self, key: str) -> Formula | None:
        written = self.context.property_of(self.node, key)
        if written is None:
            return None
        title = self.context.words.of(self.label, DATES[key])
        date = lower_property(self.context, written, Scope(f"{self.name}.{key}", title, self.given, written.span), DATE)
        return moment_of(self.context, date, self.place(f"{key}_month", title))

    def place(self, suffix: str, label: str = "") -> Scope:
        """Where a row of this flow is named."""
        return Scope(f"{self.name}.{suffix}", label or self.label, self.block, self.node.span)

    def row(self, suffix: str, word: str, formula: Formula, type_: Type = WHOLE) -> Reference:
        """A row of this flow."""
        label = self.context.words.of(self.label, word)
        return self.context.builder.add(
            f"{self.name}.{suffix}", label, type_.as_series(), self.block, formula, self.node.span
        )

    def flag(self, suffix: str, word: str, test: Formula) -> Reference:
        """A row that holds 1 or 0."""
        label = self.context.words.of(self.label, word)
        return self.context.builder.flag(f"{self.name}.{suffix}", label, self.block, test, self.node.span)


@dataclass(slots=True)
class Growth:
    """What growth has made of an amount: `factor` when the step begins.

    Where the flow may begin within a step, its anniversaries fall within steps: from `month` on `later` is in force.
    """

    factor: Formula
    later: Formula | None = None
    month: Formula | None = None


def growth_of(due: Due) -> Growth:
    """The growth factor of a flow, which steps at each anniversary of its start."""
    context, builder = due.context, due.context.builder
    written = context.property_of(due.node, "growth")
    if written is None:
        return Growth(ONE)
    rate = _yearly_growth(due, written)
    facts, elapsed = context.model.facts, begin_of_step(context)
    # Where steps are short, an amount grows with the first step that begins on an anniversary or after it.
    is_whole = due.first is None or facts.step_months == 1 or facts.is_short
    last_month = elapsed if is_whole else minus(end_of_step(context), ONE)
    count = due.row("anniversaries", "anniversaries", _whole_years(due, last_month))
    start = ZERO if due.first is None else _whole_years(due, start_of_plan(context))
    before = materialise(context, Lag(count.quantity, start), due.place("anniversaries_before"), WHOLE)
    label = context.words.of(due.label, "growth_factor")
    factor = builder.allocate(f"{due.name}.factor", label, NUMBER.as_series(), due.block, due.node.span)
    last = materialise(context, Lag(factor, ONE), due.place("factor_before", label), NUMBER)
    # A growth below -100 % counts as -100 %, as a return does; without an anniversary nothing is raised to a power.
    base = greatest(ZERO, plus(ONE, rate))
    stepped = times(last, Binary("^", base, minus(count, before)))
    grown = builder.define(factor, If(Compare("<", before, count, None), stepped, last))
    if is_whole or due.first is None:
        return Growth(grown)
    begun = due.row("anniversaries_begun", "anniversaries", _whole_years(due, elapsed))
    is_within = due.flag("has_anniversary", "anniversaries", Compare("<", begun, count, None))
    now = due.row("factor_now", "growth_factor", If(is_within, last, grown), NUMBER)
    months = times(count, builder.number(12, "months_in_year"))
    month = due.row("anniversary_month", "anniversaries", plus(due.first, months))
    return Growth(now, grown, month)


def _yearly_growth(due: Due, written: nodes.Expression) -> Formula:
    context = due.context
    type_ = context.type_of(written)
    label = context.words.of(due.label, "growth")
    scope = Scope(f"{due.name}.growth", label, due.given, written.span)
    yearly = rate_per("year")
    if type_.is_rate and type_.period == "year" and not type_.compounding:
        return lower_property(context, written, scope, yearly)
    return convert(context.builder, lower_property(context, written, scope, type_), type_, yearly)


def _whole_years(due: Due, moment: Formula) -> Formula:
    """The whole years from the start of the flow to a moment."""
    context = due.context
    if context.model.facts.is_short:
        start = context.known["start"] if due.first is None else due.first
        return periods_since(context, start, greatest(start, moment), "year", due.place("years"))
    since = moment if due.first is None else not_negative(minus(moment, due.first))
    return Call("int", (divided(since, context.builder.number(12, "months_in_year")),))


def due_in_step(due: Due, amount: Reference, growth: Growth, base: Formula, type_: Type) -> Formula:
    """What falls due in a step: so many months, or so many times, at the amount in force and the step's prices."""
    context = due.context
    months = context.property_of(due.node, "in")
    level = context.known["price_level"] if type_.is_real else ONE
    if months is not None:
        names = months.items if isinstance(months, nodes.Listing) else (months,)

        def counted(first: Formula | None, suffix: str) -> Formula:
            return months_due(due, names, first, suffix)

        period = "year"
        # A yearly amount that falls due in named months is spread evenly over them.
        parts = context.builder.number(len(names)) if type_.is_money_flow else ONE
    else:

        def counted(first: Formula | None, suffix: str) -> Formula:
            return _share_of_step(due, first, suffix)

        period, parts = context.model.facts.step, ONE
    count = counted(due.first, "share")

    def whole(one: Formula) -> Formula:
        if type_.is_money_flow:
            one = in_step(context, one, type_.period or period, period)
        return times(divided(one, parts), level)

    if growth.later is None or growth.month is None:
        return times(whole(amount), count)
    late = counted(growth.month, "share_later")
    grown = due.row("amount_later", "amount", times(base, growth.later), type_)
    return plus(times(whole(amount), minus(count, late)), times(whole(grown), late))


def _share_of_step(due: Due, first: Formula | None, suffix: str) -> Formula:
    """The share of the step that lies from `first` up to, not including, the flow's last."""
    if due.once is not None:
        begin, end = begin_of_step(due.context), end_of_step(due.context)
        test = times(Compare(">=", due.once, begin, None), Compare("<", due.once, end, None))
        return due.flag(suffix, "falls_due", test)
    if first is None and due.last is None:
        return ONE
    begin, end, whole = begin_of_step(due.context), end_of_step(due.context), length_of_step(due.context)
    low = begin if first is None else greatest(begin, first)
    high = end if due.last is None else least(end, due.last)
    return due.row(suffix, "months_covered", divided(not_negative(minus(high, low)), whole), NUMBER)


def months_due(due: Due, names: tuple[nodes.Expression, ...], first: Formula | None, suffix: str) -> Formula:
    """How many of the named months fall in the step, from `first` on, and in the time of the flow."""
    context, builder, known = due.context, due.context.builder, due.context.known
    terms: list[Formula] = []
    for month in names:
        assert isinstance(month, nodes.Name)
        own = f"{suffix}.{month.name}"
        number = builder.number(MONTHS[month.name.lower()], "month")
        if context.model.facts.is_short:
            terms.append(_last_of_month(due, own, number, first))
            continue
        twelve = builder.number(12, "months_in_year")
        ahead = due.row(f"{own}.ahead", "months_due", Call("mod", (minus(number, known["month"]), twelve)))
        when = plus(known["months_elapsed"], ahead)
        test: Formula = Compare("<", ahead, known["step_months"], None)
        if first is not None:
            test = times(test, Compare(">=", when, first, None))
        if due.last is not None:
            test = times(test, Compare("<", when, due.last, None))
        terms.append(due.flag(own, "months_due", test))
    label = context.words.of(due.label, "months_due")
    return builder.total(f"{due.name}.{suffix}", label, WHOLE.as_series(), due.block, terms)


def _last_of_month(due: Due, own: str, number: Formula, first: Formula | None) -> Formula:
    """Whether a short step is the last of a named month, and its day is in the time of the flow."""
    known, test = due.context.known, ends_month(due.context, number)
    if first is not None:
        test = times(test, Compare(">=", known["date_end"], first, None))
    if due.last is not None:
        test = times(test, Compare("<", known["date"], due.last, None))
    return due.flag(own, "months_due", test)
