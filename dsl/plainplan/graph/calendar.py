"""The time axis: steps, dates, flags, the price level, exchange rates and the ages of persons."""

from __future__ import annotations

from plainplan.check.words import MONTHS
from plainplan.dimensions import BOOLEAN, DATE, DAYS_IN, MONTHS_IN, NUMBER, WHOLE, Type, duration, rate_per
from plainplan.graph.block_titles import block_code, block_title
from plainplan.graph.builder import CONSTANTS, ONE, ZERO, is_same, minus, negative, plus, times
from plainplan.graph.clock import ends_month, months_passed, whole_periods
from plainplan.graph.context import Context, Scope
from plainplan.graph.conversion import return_of_step
from plainplan.graph.dates import serial
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import days_off
from plainplan.graph.nodes import (
    SCALAR,
    Aggregate,
    Call,
    Compare,
    Formula,
    If,
    InputFacts,
    Lag,
    Or,
    Quantity,
    Reference,
    Select,
    Sparse,
    Step,
    Whole,
)
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

# Rule 23: how close two numbers are when they count as equal.
TOLERANCE = 1e-10
# Half a minor unit of money: half a cent, and half a unit of a currency that has no smaller one (ISO 4217).
HALF_CENT = 0.005
HALF_UNIT = 0.5
WITHOUT_CENTS = ("JPY", "KRW", "VND")
RELATIVE = 1e-9


def add_plan_inputs(context: Context) -> None:
    """The start, the length and the number of steps, the scenario, and the tolerances of comparisons."""
    builder, words, facts = context.builder, context.words, context.model.facts
    block = builder.block("plan", "inputs", words("plan"), facts.node.span if facts.node else None)
    start = context.property_of(facts.node, "start") if facts.node else None
    if facts.is_short:
        written = "{:04}-{:02}-{:02}".format(*facts.start)
    else:
        written = plain_text(start.span) if start is not None else "2000-01"
    span = start.span if start is not None else None
    first = InputFacts(serial(*facts.start), written, True, "property" if start is not None else "default")
    context.known["start"] = builder.input("plan.start", words("start"), DATE, block, first, span)
    lengths = () if facts.is_short else (("step_months", facts.step_months),)
    for key, whole in (*lengths, ("steps", facts.steps)):
        given = InputFacts(float(whole), str(whole), False, "property")
        context.known[key] = builder.input(f"plan.{key}", words(key), WHOLE, block, given)
    count = len(context.model.scenarios) + 1
    if count > 1:
        chosen = InputFacts(1.0, "1", True, "default", low=1.0, high=float(count), is_count=True)
        context.known["scenario"] = builder.input("plan.scenario", words("scenario"), WHOLE, block, chosen)
    block = builder.block(CONSTANTS, "inputs", words("constants"))
    half = HALF_UNIT if facts.currency in WITHOUT_CENTS else HALF_CENT
    for key, value in (("tolerance", TOLERANCE), ("half_cent", half), ("relative", RELATIVE)):
        given = InputFacts(value, f"{value:g}", False, "constant")
        kind = context.plan_money if key == "half_cent" else NUMBER
        context.known[key] = builder.input(f"plan.{key}", words(key), kind, block, given)
    # Defined when every input is known.
    number = builder.allocate("plan.money_tolerance", words("money_tolerance"), context.plan_money, block)
    context.known["money_tolerance"] = Reference(number)
    if facts.holidays:
        # Imported when needed: most plans have no lists.
        from plainplan.graph.lists import lower_list

        holidays = context.property_of(facts.node, "holidays") if facts.node else None
        assert isinstance(holidays, nodes.List)
        place = Scope("plan.holidays", words("holidays"), block, holidays.span)
        context.known["holidays"] = lower_list(context, holidays, place)


def add_calendar(context: Context) -> None:
    """Step numbers, first and last days, calendar years and months, and the flags of the first and the last step."""
    builder, words, facts = context.builder, context.words, context.model.facts
    block = builder.block("calendar", "time", words("calendar"))
    known = context.known

    def row(key: str, type_: Type, formula: Formula) -> None:
        known[key] = builder.add(f"time.{key}", words(key), type_.as_series(), block, formula)

    row("step", WHOLE, Step())
    passed = minus(known["step"], ONE)
    if facts.step == "day":
        # From a business day to the next: the weekend belongs to its Friday.
        row("date", DATE, Call("workday", (minus(known["start"], ONE), known["step"], *days_off(context))))
        row("date_next", DATE, Call("workday", (known["date"], ONE, *days_off(context))))
        row("date_end", DATE, minus(known["date_next"], ONE))
        row("days", WHOLE, minus(known["date_next"], known["date"]))
        elapsed = minus(known["date"], known["start"])
    elif facts.step == "week":
        days = builder.number(DAYS_IN["week"])
        row("date", DATE, plus(known["start"], times(passed, days)))
        row("date_next", DATE, plus(known["date"], days))
        row("date_end", DATE, minus(known["date_next"], ONE))
        row("days", WHOLE, minus(known["date_next"], known["date"]))
        elapsed = passed
    else:
        months = known["step_months"]
        row("months_elapsed", WHOLE, times(passed, months))
        row("date", DATE, Call("edate", (known["start"], known["months_elapsed"])))
        row("date_end", DATE, minus(Call("edate", (known["start"], plus(known["months_elapsed"], months))), ONE))
        elapsed = passed
    row("year", WHOLE, Call("year", (known["date"],)))
    row("month", WHOLE, Call("month", (known["date"],)))
    row("first", BOOLEAN, is_same(known["step"], ONE))
    row("last", BOOLEAN, is_same(known["step"], known["steps"]))
    row("elapsed", duration(facts.step), elapsed)


def add_price_level(context: Context) -> None:
    """One price level a step, that of its first day, 1 in the first (rule 16)."""
    builder, words, facts = context.builder, context.words, context.model.facts
    block = builder.block("prices", "time", words("prices"), facts.inflation.span if facts.inflation else None)
    scope = Scope("plan.inflation", words("inflation"), block, facts.inflation.span if facts.inflation else None)
    if facts.inflation is None:
        given = InputFacts(0.0, "0%/year", True, "default")
        inputs = builder.block("plan", "inputs", words("plan"))
        rate: Formula = builder.input("plan.inflation", words("inflation"), rate_per("year"), inputs, given)
        type_ = rate_per("year")
    else:
        type_ = context.type_of(facts.inflation)
        rate = lower_property(context, facts.inflation, scope, type_)
    closing = builder.allocate("price_level.closing", words("price_closing"), NUMBER.as_series(), block, scope.span)
    level = builder.add("price_level", words("price_level"), NUMBER.as_series(), block, Lag(closing, ONE), scope.span)
    growth = return_of_step(context, rate, type_)
    builder.define(closing, times(level, plus(ONE, growth)))
    context.known["price_level"], context.known["price_closing"] = level, Reference(closing)


def add_exchange(context: Context) -> None:
    """A row a currency: plan currency for one unit, in each step."""
    builder = context.builder
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Fx):
            block = builder.block("exchange", "inputs", context.words("exchange"))
            name = f"fx.{declaration.currency.name}"
            label = declaration.label or declaration.currency.name
            scope = Scope(name, label, block, declaration.span)
            type_ = context.type_of(declaration.value)
            rate = lower_property(context, declaration.value, scope, type_, target=declaration.currency.name)
            # Money for money: a reader wants its decimals, and it is no amount that the tolerance is made of.
            pair = ((context.model.facts.currency, 1), (declaration.currency.name, -1))
            quantity = builder.graph.quantities[rate.quantity]
            quantity.type = Type(powers=tuple(sorted(pair)), is_series=quantity.type.is_series)
            context.exchange[declaration.currency.name] = rate


def add_persons(context: Context) -> None:
    """Birthdays, whole years of age on the first day of the step, and whether a person lives."""
    builder, words = context.builder, context.words
    for person in context.model.declarations:
        if not isinstance(person, nodes.Person):
            continue
        name, label = person.name.name, person.label or person.name.name
        given = builder.block("persons", "inputs", words("persons"))
        born = context.property_of(person, "born")
        assert born is not None
        scope = Scope(f"{name}.born", words.of(label, "born"), given, person.span)
        birth = lower_property(context, born, scope, DATE)
        context.definitions[f"{name}.born"] = birth.quantity
        block = builder.block("ages", "time", words("persons"))
        age = Call("datedif_years", (birth, context.known["date"]))
        # Someone who is not born yet has the age 0.
        unborn = Compare("<", context.known["date"], birth, None)
        whole = builder.add(
            f"{name}.age", f"{label} {words('age')}", WHOLE.as_series(), block, If(unborn, ZERO, age), person.span
        )
        context.definitions[f"{name}.age"] = whole.quantity
        limit = context.property_of(person, "lives_to")
        alive: Formula = ONE
        if limit is not None:
            scope = Scope(f"{name}.lives_to", words.of(label, "lives_to"), given, person.span)
            alive = Compare("<=", whole, lower_property(context, limit, scope, WHOLE), None)
        row = builder.add(f"{name}.alive", f"{label} {words('alive')}", BOOLEAN.as_series(), block, alive, person.span)
        context.definitions[f"{name}.alive"] = row.quantity


def flag_of_period(context: Context, block: nodes.Block) -> Formula | None:
    """The flag of the steps in which an `each` block runs; None when it runs in all of them (rule 8)."""
    assert block.period is not None
    builder, facts, known = context.builder, context.model.facts, context.known
    if block.period.name == facts.step:
        return None
    title = block_title(context.words, block)
    rows = builder.block("schedule", "time", context.words("schedule"))
    name = f"schedule.{block_code(block)}"
    if name in builder.graph.by_name:
        return Reference(builder.graph.by_name[name])
    if block.months:
        tests: list[Formula] = []
        for month in block.months:
            called = f"{title} {context.words(month.name)}"
            number = builder.number(MONTHS[month.name], "month")
            tests.append(builder.flag(f"{name}.{month.name}", called, rows, _holds_month(context, number)))
        formula: Formula = Or(tuple(tests)) if len(tests) > 1 else tests[0]
    elif facts.is_short:
        formula = _turns_period(context, block.period.name, name, title, rows, block.is_first)
    else:
        length = MONTHS_IN[block.period.name]
        count = builder.number(length // facts.step_months)
        position = minus(known["step"], ONE) if block.is_first else known["step"]
        formula = is_same(Call("mod", (position, count)), ZERO)
    return builder.flag(name, title, rows, formula, block.span)


def _holds_month(context: Context, number: Formula) -> Formula:
    """Whether a month of the year lies in the step; where steps are short, whether the step is the month's last."""
    known, builder = context.known, context.builder
    if context.model.facts.is_short:
        return ends_month(context, number)
    ahead = Call("mod", (minus(number, known["month"]), builder.number(12, "months_in_year")))
    return Compare("<", ahead, known["step_months"], None)


def _turns_period(context: Context, period: str, name: str, title: str, rows: str, is_first: bool) -> Formula:
    """Whether a short step is the last, or the first, whose day lies in a period counted from the plan's start."""
    builder, known = context.builder, context.known

    def periods_until(key: str) -> Reference:
        if period in DAYS_IN:
            whole = whole_periods(context, minus(known[key], known["start"]), DAYS_IN[period])
        else:
            whole = whole_periods(context, months_passed(context, key), MONTHS_IN[period])
        return builder.add(f"{name}.periods_to_{key}", title, WHOLE.as_series(), rows, whole)

    now = periods_until("date")
    if not is_first:
        return Compare(">", periods_until("date_next"), now, None)
    before = builder.add(f"{name}.periods_before", title, WHOLE.as_series(), rows, Lag(now.quantity, negative(ONE)))
    return Compare(">", now, before, None)


def add_money_tolerance(context: Context) -> None:
    """1e-10 of all money inputs, a live cell (rule 23)."""
    builder, words = context.builder, context.words
    number = context.known["money_tolerance"].quantity
    block = builder.graph.quantities[number].block
    rates: dict[str, Formula] = {}
    terms: list[Formula] = [
        times(_size_of(quantity), _first_rate(context, quantity.type.currency, rates))
        for quantity in list(builder.graph.quantities)
        if quantity.input is not None
        # What a data file holds may have gaps.
        and quantity.input.origin != "data"
        and quantity.type.currency is not None
        and (quantity.type.is_money or quantity.type.is_money_flow)
        and quantity.id != context.known["half_cent"].quantity
    ]
    while len(terms) > 4:
        terms = [
            builder.add("plan.money_inputs~", words("money_inputs"), context.plan_money, block, _sum(terms[i : i + 4]))
            for i in range(0, len(terms), 4)
        ]
    builder.define(number, times(context.known["tolerance"], _sum(terms) if terms else ONE))


def _size_of(quantity: Quantity) -> Formula:
    """How large an input is; of a column the length of the vector."""
    if quantity.axis == SCALAR:
        return Call("abs", (Reference(quantity.id),))
    return Call("sqrt", (Call("sumsq", (Whole(quantity.id),)),))


def _first_rate(context: Context, currency: str, rates: dict[str, Formula]) -> Formula:
    """What a unit of a currency is worth in the first step, as far as that does not depend on a comparison."""
    if currency not in rates:
        rates[currency] = ONE
        rate = context.exchange.get(currency)
        if isinstance(rate, Reference):
            quantity = context.builder.graph.quantities[rate.quantity]
            if quantity.input is not None:
                rates[currency] = rate
            elif isinstance(quantity.formula, Select | Sparse):
                first = Aggregate("first", rate.quantity)
                rates[currency] = context.builder.add(
                    f"plan.first_rate.{currency}", quantity.label, quantity.type, quantity.block, first
                )
    return rates[currency]


def _sum(terms: list[Formula]) -> Formula:
    whole = terms[0]
    for term in terms[1:]:
        whole = plus(whole, term)
    return whole
