"""Where a data file that a scenario rolls is read in each step: by date, or by how far the step is from the window's
start, which is one input of the plan."""

from __future__ import annotations

from plainplan.check.model import DataFacts, Rolling
from plainplan.check.windows import (
    WINDOW,
    covering_rows,
    filled_rows,
    first_blank,
    period_numbers,
    period_word,
    rows_needed,
)
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import MONTHS_IN, MONTHS_IN_YEAR, WHOLE
from plainplan.graph.builder import ONE, ZERO, minus, plus
from plainplan.graph.context import Context
from plainplan.graph.data import period_of, period_of_step, periods_of, row_by_date
from plainplan.graph.dates import serial
from plainplan.graph.nodes import (
    Aggregate,
    Call,
    Formula,
    InputFacts,
    Quantity,
    Reference,
    Select,
    Whole,
    WindowsView,
)
from plainplan.graph.operands import direct_reads, operands
from plainplan.syntax import nodes


def settle_windows(context: Context) -> None:
    """The row at which each rolled data file is read in a step, once all that reads it is there."""
    rolled: dict[str, list[tuple[int, nodes.Scenario, Rolling]]] = {}
    for number, scenario in enumerate(context.model.scenarios, 2):
        rolling = context.model.rolling.get(id(scenario))
        if rolling is not None:
            rolled.setdefault(rolling.data, []).append((number, scenario, rolling))
    for name, scenarios in rolled.items():
        row = context.definitions.get(f"{name}.row@time")
        in_force = {number for number in range(1, len(context.model.scenarios) + 2) if _reads(context, row, number)}
        for number, scenario, rolling in scenarios:
            if number not in in_force:
                message = f"`{scenario.name.name}` reads nothing of `{name}`, so that all its windows are alike"
                _report(context, "unread-windows", message, rolling, severity="warning")
            for other in context.model.data:
                beside = context.definitions.get(f"{other}.row@time")
                if other != name and _reads(context, beside, number):
                    message = f"`{scenario.name.name}` rolls through `{name}`, and reads `{other}` by date"
                    _report(context, "unrolled-data", message, rolling, severity="warning")
        if row is not None:
            _settle(context, name, row, scenarios, in_force)


def _reads(context: Context, row: int | None, scenario: int) -> bool:
    """Whether anything that is in force in a scenario reads a quantity: what other scenarios put in the place of a name
    is not."""
    graph, seen = context.builder.graph, set[int]()
    waiting = [] if row is None else [quantity.id for quantity in graph.quantities if "@" not in quantity.name]
    while waiting:
        number = waiting.pop()
        if number == row:
            return True
        if number in seen:
            continue
        seen.add(number)
        formula = graph.quantities[number].formula
        parts: list[Formula] = [] if formula is None else [formula]
        while parts:
            part = parts.pop()
            if isinstance(part, Select) and part.index == context.known["scenario"].quantity:
                parts.append(part.options[scenario - 1])
                continue
            waiting += direct_reads(part)
            parts += operands(part)
    return False


def _settle(
    context: Context, name: str, row: int, scenarios: list[tuple[int, nodes.Scenario, Rolling]], in_force: set[int]
) -> None:
    builder, facts, known = context.builder, context.model.data[name], context.known
    columns = [column.name for column in facts.columns if f"{name}.{column.name}@time" in context.definitions]
    starts = {number: _starts(context, facts, columns, rolling) for number, _, rolling in scenarios}
    quantity = builder.graph.quantities[row]
    if not all(starts.values()):
        # Told as a mistake; the graph is whole all the same.
        builder.define(row, ONE)
        return
    start = _start(context, facts, list(starts.values()))
    joined = {number: rolling.is_wrapped for number, _, rolling in scenarios}
    # Where nothing reads the row, it may as well be that of the window: by date there may be none.
    spare = _in_window(context, facts, start, quantity, is_wrapped=any(joined.values()))
    options = [
        _in_window(context, facts, start, quantity, is_wrapped=joined[number])
        if number in joined
        else row_by_date(context, name)
        if number in in_force
        else spare
        for number in range(1, len(context.model.scenarios) + 2)
    ]
    is_one = all(option == spare for option in options)
    builder.define(row, spare if is_one else Select(known["scenario"].quantity, tuple(options)))
    keys, words = _keys(facts), _words(facts)
    builder.graph.windows += [
        WindowsView(
            number,
            name,
            start.quantity,
            tuple(keys[place] for place in starts[number]),
            tuple(words[place] for place in starts[number]),
            rolling.is_wrapped,
        )
        for number, _, rolling in scenarios
        if number in in_force
    ]


def _starts(context: Context, facts: DataFacts, columns: list[str], rolling: Rolling) -> list[int]:
    """The rows at which a window may start, counted from 0; what keeps windows from being is told."""
    assert facts.period is not None
    name, plan = facts.node.name.name, context.model.facts
    needed = rows_needed(plan, facts.period)
    found = covering_rows(filled_rows(facts, columns), needed, is_wrapped=rolling.is_wrapped)
    blank = first_blank(facts, columns, is_wrapped=rolling.is_wrapped)
    where = f"`{name}.{blank[0]}` has no value for {_words(facts)[blank[1]]}" if blank else ""
    if not found:
        is_short = needed > facts.length and not rolling.is_wrapped
        _report(
            context,
            "no-window",
            f"the plan takes {needed} rows of `{name}`, which has {facts.length}: no window covers it"
            if is_short
            else f"no window of `{name}` covers the plan, which takes {needed} filled rows of it",
            rolling,
            notes=(where,) if where else (),
            help="write `wrap: yes`" if is_short else None,
        )
    elif blank is not None:
        message = f"{where}: the windows that would hold it are left out, and {len(found)} are tried"
        _report(context, "blank-in-window", message, rolling, severity="warning")
    return found


def _report(
    context: Context,
    code: str,
    message: str,
    rolling: Rolling,
    *,
    notes: tuple[str, ...] = (),
    help: str | None = None,
    severity: str = "error",
) -> None:
    declared = context.model.data[rolling.data].node.name.span
    context.diagnostics.append(
        Diagnostic(
            code,
            message,
            rolling.span,
            labels=(Label(declared, "declared here"),),
            notes=notes,
            help=help,
            severity=severity,
        )
    )


def _keys(facts: DataFacts) -> list[float]:
    """What is typed to start a window in each row: its year, or the first day of its period where rows have dates."""
    assert facts.period is not None
    periods = period_numbers(facts)
    if facts.column(facts.key).type.kind != "date":
        return [float(number) for number in periods]
    months = [number * MONTHS_IN[facts.period] for number in periods]
    return [serial(month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1) for month in months]


def _words(facts: DataFacts) -> list[str]:
    """The year, quarter or month of each row."""
    assert facts.period is not None
    return [period_word(number, facts.period) for number in period_numbers(facts)]


def _start(context: Context, facts: DataFacts, starts: list[list[int]]) -> Reference:
    """The input that says where the window starts: at the first that every scenario has."""
    name, words = facts.node.name.name, context.words
    first = max(rows[0] for rows in starts)
    low, high = min(rows[0] for rows in starts), max(rows[-1] for rows in starts)
    key, keys = facts.column(facts.key), _keys(facts)
    block = context.builder.block("windows", "inputs", words("windows"))
    given = InputFacts(
        keys[first],
        _words(facts)[first],
        True,
        "default",
        low=keys[low],
        high=keys[high],
        note=words("window_note"),
        is_count=key.type.kind != "date",
    )
    label = f"{facts.node.label or name} {words('window_start')}"
    type_ = WHOLE if key.type.kind != "date" else key.type.as_series(False)
    return context.builder.input(f"{name}.{WINDOW}", label, type_, block, given, facts.node.span)


def _in_window(context: Context, facts: DataFacts, start: Reference, row: Quantity, *, is_wrapped: bool) -> Reference:
    """The row as far below that of the window's start as the step is from the first; after the last row the first."""
    builder, name = context.builder, facts.node.name.name
    suffix = "wrapped" if is_wrapped else "in_window"
    number = context.definitions.get(f"{name}.{suffix}@time")
    if number is None:
        place: Formula = plus(_start_row(context, facts, start, row), _passed(context, name, row))
        if is_wrapped:
            place = plus(Call("mod", (minus(place, ONE), builder.number(facts.length, "rows"))), ONE)
        label = f"{row.label} {context.words(suffix)}"
        number = builder.add(f"{name}.{suffix}@time", label, row.type, row.block, place).quantity
        context.definitions[f"{name}.{suffix}@time"] = number
    return Reference(number)


def _passed(context: Context, name: str, row: Quantity) -> Reference:
    """How many periods of the data the step is from the first."""
    number = context.definitions.get(f"{name}.passed@time")
    if number is None:
        builder, period = context.builder, period_of_step(context, name, row)
        label = f"{row.label} {context.words('first')}"
        first = builder.add(f"{name}.first_period@time", label, WHOLE, row.block, Aggregate("first", period.quantity))
        label = f"{row.label} {context.words('since_window')}"
        passed = builder.add(f"{name}.passed@time", label, row.type, row.block, minus(period, first))
        number = context.definitions[f"{name}.passed@time"] = passed.quantity
    return Reference(number)


def _start_row(context: Context, facts: DataFacts, start: Reference, row: Quantity) -> Reference:
    """The row in which the window starts."""
    name = facts.node.name.name
    number = context.definitions.get(f"{name}.start_row@time")
    if number is None:
        wanted: Formula = start
        if facts.column(facts.key).type.kind == "date":
            wanted = period_of(context, facts, start, Call("year", (start,)), Call("month", (start,)))
        found = Call("match", (wanted, Whole(periods_of(context, facts, name)), ZERO))
        label = f"{row.label} {context.words('window_start')}"
        number = context.builder.add(f"{name}.start_row@time", label, WHOLE, row.block, found).quantity
        context.definitions[f"{name}.start_row@time"] = number
    return Reference(number)
