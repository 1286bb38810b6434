"""Lowers data files: a column is an input along the rows; what is said of each period is found by the step's date."""

from __future__ import annotations

from plainplan.check.model import DataFacts
from plainplan.dimensions import DATE, DAYS_IN, TIME, WHOLE
from plainplan.graph.builder import ONE, ZERO, divided, minus, plus, times
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import At, Call, Compare, Formula, If, InputFacts, Quantity, Reference, Whole

MONTHS_IN_QUARTER = 3
MONTHS_IN_YEAR = 12


def allocate_data(context: Context) -> None:
    """The columns of all data files, and those that are read by date as rows over the plan's time."""
    for name, facts in context.model.data.items():
        title = facts.node.label or name
        block = context.builder.block(f"data {name}", "data", title, facts.node.span, name, facts.path, facts.digest)
        context.builder.axis(name, title, facts.length, block)
        for column in facts.columns:
            key = f"{name}.{column.name}"
            number = context.builder.column(key, column.label, column.type, block, name, facts.node.span)
            as_written = f"{facts.path} {column.header}"
            context.builder.graph.quantities[number].input = InputFacts(column.values, as_written, True, "data")
            context.definitions[key] = number


def data_in_time(context: Context, name: str, column: str) -> Reference:
    """What a data file says of the period in which the step begins; undefined where it has no such row."""
    key = f"{name}.{column}@time"
    number = context.definitions.get(key)
    if number is None:
        source = context.builder.graph.quantities[context.definitions[f"{name}.{column}"]]
        block = context.builder.block(f"data {name} in time", "time", context.model.data[name].node.label or name)
        type_ = source.type.as_series()
        place = _row_of_step(context, name, block)
        formula: Formula = At(source.id, place)
        if context.model.data[name].period in DAYS_IN and source.type.power(TIME) < 0:
            # What is said of a day, not known since, is nothing on a day without a row.
            dates = context.definitions[f"{name}.{context.model.data[name].key}"]
            dated = materialise(context, At(dates, place), Scope(f"{name}.date", source.label, block, None), DATE)
            found = materialise(context, formula, Scope(key, source.label, block, None), type_)
            formula = If(Compare(">=", dated, context.known["date"], None), found, ZERO)
        made = context.builder.add(key, source.label, type_, block, formula, source.span)
        number = context.definitions[key] = made.quantity
    return Reference(number)


def _row_of_step(context: Context, name: str, block: str) -> Reference:
    """The number of the row that is read in a step: by its date, unless a scenario rolls through the rows."""
    key = f"{name}.row@time"
    number = context.definitions.get(key)
    if number is None:
        facts = context.model.data[name]
        label = f"{facts.node.label or name} {context.words('row')}"
        number = context.builder.allocate(key, label, WHOLE.as_series(), block, facts.node.span)
        context.definitions[key] = number
        if all(rolling.data != name for rolling in context.model.rolling.values()):
            context.builder.define(number, _place_by_date(context, name, number))
    return Reference(number)


def row_by_date(context: Context, name: str) -> Reference:
    """The number of the row of a step's date, beside that of a window."""
    row = context.definitions[f"{name}.row@time"]
    quantity = context.builder.graph.quantities[row]
    key = f"{name}.by_date@time"
    number = context.definitions.get(key)
    if number is None:
        place = _place_by_date(context, name, row)
        label = f"{quantity.label} {context.words('by_date')}"
        number = context.builder.add(key, label, quantity.type, quantity.block, place, quantity.span).quantity
        context.definitions[key] = number
    return Reference(number)


def _place_by_date(context: Context, name: str, row: int) -> Formula:
    """The row whose key lies in the same year, quarter or month as the step's first day."""
    facts, quantity = context.model.data[name], context.builder.graph.quantities[row]
    keys = periods_of(context, facts, name)
    if facts.period in DAYS_IN:
        # The last row that is dated on the step's last day or before: on Sunday what was known on Friday.
        return Call("match", (context.known["date_end"], Whole(keys), ONE))
    return Call("match", (period_of_step(context, name, quantity), Whole(keys), ZERO))


def period_of_step(context: Context, name: str, row: Quantity) -> Reference:
    """The year, quarter or month in which a step begins, counted."""
    key = f"{name}.period@time"
    number = context.definitions.get(key)
    if number is None:
        known, facts = context.known, context.model.data[name]
        step = period_of(context, facts, known["date"], known["year"], known["month"])
        number = context.builder.add(key, row.label, row.type, row.block, step, row.span).quantity
        context.definitions[key] = number
    return Reference(number)


def periods_of(context: Context, facts: DataFacts, name: str) -> int:
    """The column that counts the years, quarters or months of the rows."""
    counted = context.definitions.get(f"{name}.period")
    if counted is not None:
        return counted
    key = context.definitions[f"{name}.{facts.key}"]
    quantity = context.builder.graph.quantities[key]
    if quantity.type.kind != "date" or facts.period in DAYS_IN:
        return key
    date = Reference(key)
    formula = period_of(context, facts, date, Call("year", (date,)), Call("month", (date,)))
    label = f"{quantity.label} {context.words('row')}"
    number = context.builder.column(f"{name}.period", label, WHOLE, quantity.block, name, quantity.span)
    context.builder.graph.quantities[number].is_helper = True
    context.builder.define(number, formula)
    context.definitions[f"{name}.period"] = number
    return number


def period_of(context: Context, facts: DataFacts, date: Formula, year: Formula, month: Formula) -> Formula:
    """A number that two dates share when they lie in the same period of the data."""
    match facts.period:
        case "year":
            return year
        case "month":
            return plus(times(year, context.builder.number(MONTHS_IN_YEAR, "months_in_year")), month)
    quarters = context.builder.number(MONTHS_IN_YEAR / MONTHS_IN_QUARTER, "quarters_in_year")
    months = context.builder.number(MONTHS_IN_QUARTER, "months_in_quarter")
    return plus(times(year, quarters), Call("int", (divided(minus(month, ONE), months),)))
