"""Budget against actuals: what was to be paid in the periods that a data file tells of, and what was paid.

The comparison runs along the rows of the data: each row finds its step, so that a month without a row is in neither
figure, and rows may stand in any order.
"""

from __future__ import annotations

from plainplan.check.classes import is_controllable
from plainplan.dimensions import BOOLEAN, NUMBER, WHOLE
from plainplan.graph.builder import ONE, ZERO, divided, greatest, is_same, minus, plus, times
from plainplan.graph.classes import CONTROL, tells_control
from plainplan.graph.context import Scope
from plainplan.graph.conversion import scale
from plainplan.graph.data import period_of, periods_of
from plainplan.graph.expressions import lower_as, short_step_of
from plainplan.graph.household_period import LINES, Household
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Call,
    Compare,
    Formula,
    If,
    InputFacts,
    Reference,
    StatementLine,
    StatementView,
)
from plainplan.records import dataclass
from plainplan.source import Span
from plainplan.syntax import nodes

DEFAULT_THRESHOLD = 0.1
# What is good news when it is more than the budget.
MORE_IS_GOOD = frozenset({"income", "asset"})


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a data file against the steps of the plan: the step of each, and whether it is in the period."""

    name: str
    block: str
    step: Reference
    inside: Reference
    # How many rows are in the period.
    count: Reference


def add_variance(household: Household) -> StatementView | None:
    """A line for each income, expense and account that says what its actual figures are."""
    context, words = household.context, household.words
    written = [
        (item, value)
        for item in context.model.declarations
        if isinstance(item, nodes.Account) and (value := context.property_of(item, "actual")) is not None
    ]
    if not written:
        return None
    threshold = _threshold(household)
    rows: dict[str, Rows] = {}
    lines = [StatementLine(words("threshold"), "entry", (threshold.quantity,), "share")]
    control: dict[bool, list[tuple[Reference, Reference]]] = {True: [], False: []}
    titles = {"income": "incomes", "expense": "expenses", "goal": "goals", "asset": "", "debt": ""}
    for keyword, title in titles.items():
        sums: list[tuple[Reference, Reference]] = []
        for node, value in written:
            if node.keyword == keyword:
                line, budget, actual = _line(household, node, value, threshold, rows)
                lines.append(line)
                sums.append((budget, actual))
                if keyword == "expense":
                    control[is_controllable(context.model, node)].append((budget, actual))
        if title and len(sums) > 1:
            lines.append(_total(household, title, context.words(f"all_{title}"), sums))
        if keyword == "expense" and tells_control(context):
            # Only what can be cut is a matter of discipline; the rest was agreed.
            for is_controlled, word in CONTROL:
                lines.append(_total(household, word, words(word), control[is_controlled]))
    heads = tuple(words(key) for key in ("budget", "actual", "gap", "gap_share", "light"))
    return StatementView("variance", words("variance"), heads, tuple(lines))


def _threshold(household: Household) -> Reference:
    """A blue cell, or what a formula of the plan says."""
    context, label = household.context, household.words("threshold")
    over = context.model.variance_over
    if over is not None and not isinstance(over, nodes.Number):
        scope = Scope("statements.threshold", label, LINES, over.span)
        return household.cell("threshold", label, lower_as(context, over, scope, NUMBER), NUMBER, over.span)
    value = DEFAULT_THRESHOLD if over is None else over.value
    facts = InputFacts(value, f"{value * 100:g}%", True, "default" if over is None else "property", low=0.0)
    return household.input("threshold", label, NUMBER, facts)


def _rows_of(household: Household, name: str) -> Rows:
    """The step of each row, and whether the cash flow covers it."""
    context, words, builder = household.context, household.words, household.context.builder
    facts = context.model.data[name]
    number = periods_of(context, facts, name)
    block, span = builder.graph.quantities[number].block, facts.node.span
    label = context.words("step")

    def column(key: str, title: str, formula: Formula, is_flag: bool = False) -> Reference:
        made = builder.column(f"{name}.{key}", title, BOOLEAN if is_flag else WHOLE, block, name, span)
        return builder.define(made, formula)

    if context.model.facts.is_short:
        step = column("step", label, short_step_of(context, Reference(number)))
    else:
        start = context.known["start"]
        first = period_of(context, facts, start, Call("year", (start,)), Call("month", (start,)))
        begin = household.cell(f"{name}.first", label, first, WHOLE)
        step = column("step", label, plus(minus(Reference(number), begin), ONE))
    tests = (Compare(">=", step, household.first, None), Compare("<=", step, household.last, None))
    inside = column("in_period", words("in_period"), And(tests), is_flag=True)
    count = household.cell(f"{name}.rows", words("in_period"), Aggregate("sum", inside.quantity), WHOLE)
    return Rows(name, block, step, inside, count)


def _line(
    household: Household,
    node: nodes.Account,
    value: nodes.Expression,
    threshold: Reference,
    rows_by_name: dict[str, Rows],
) -> tuple[StatementLine, Reference, Reference]:
    context = household.context
    symbol = context.symbol_of(value)
    assert isinstance(symbol.scope, nodes.Data)
    data = symbol.scope.name.name
    if data not in rows_by_name:
        rows_by_name[data] = _rows_of(household, data)
    rows, name, label = rows_by_name[data], node.name.name, node.label or node.name.name
    found: Formula = Reference(context.definitions[symbol.name])
    if symbol.type.is_money_flow:
        step = context.model.facts.step
        found = scale(context.builder, found, symbol.type.period or step, step, -1)
    if node.keyword in ("income", "expense", "goal"):
        flow = context.flows[name]
        currency, counted = flow.type.currency or context.model.facts.currency, rows.inside
        planned: Formula = context.in_plan_money(flow.due, currency)
    else:
        parts, counted = context.accounts[name], _latest(household, rows, name, label)
        planned = context.in_plan_money(Reference(parts.closing), parts.currency)
    if not isinstance(planned, Reference):
        planned = household.row(f"planned.{name}", household.words.of(label, "budget"), [planned])
    assert isinstance(planned, Reference)
    budget = _sum(
        household, rows, f"budget.{name}", label, "budget", counted, At(planned.quantity, rows.step), node.span
    )
    actual = _sum(household, rows, f"actual.{name}", label, "actual", counted, found, node.span)
    return _compared(household, node, label, budget, actual, threshold, rows.count), budget, actual


def _latest(household: Household, rows: Rows, name: str, label: str) -> Reference:
    """The row of the last step that is told of: a balance is compared there."""
    builder = household.context.builder
    steps = builder.column(f"{rows.name}.step_of.{name}", label, WHOLE, rows.block, rows.name)
    builder.define(steps, If(rows.inside, rows.step, ZERO))
    last = household.cell(f"last_row.{name}", label, Aggregate("max", steps), WHOLE)
    flag = builder.column(f"{rows.name}.is_last.{name}", label, BOOLEAN, rows.block, rows.name)
    return builder.define(flag, And((rows.inside, is_same(rows.step, last))))


def _sum(
    household: Household,
    rows: Rows,
    name: str,
    label: str,
    word: str,
    counted: Reference,
    formula: Formula,
    span: Span | None,
) -> Reference:
    context, title = household.context, household.words.of(label, word)
    column = context.builder.column(f"{rows.name}.{name}", title, context.plan_money, rows.block, rows.name, span)
    context.builder.define(column, If(counted, formula, ZERO))
    return household.cell(f"variance.{name}", title, Aggregate("sum", column), None, span)


def _differences(household: Household, name: str, label: str, budget: Reference, actual: Reference) -> list[Reference]:
    """The variance, and as a share of the budget."""
    words = household.words
    gap = household.cell(f"variance.{name}", words.of(label, "gap"), minus(actual, budget))
    tolerance = household.context.known["money_tolerance"].quantity
    share = If(Compare(">", budget, ZERO, tolerance), divided(gap, budget), ZERO)
    return [gap, household.cell(f"variance.{name}.share", words.of(label, "gap_share"), share, NUMBER)]


def _compared(
    household: Household,
    node: nodes.Account,
    label: str,
    budget: Reference,
    actual: Reference,
    threshold: Reference,
    count: Reference,
) -> StatementLine:
    """Green within the threshold; beyond it yellow where that is good news, and red where it is not."""
    name, words, builder = node.name.name, household.words, household.context.builder
    tolerance = household.context.known["money_tolerance"].quantity
    gap, share = _differences(household, name, label, budget, actual)
    limit = times(threshold, Call("abs", (budget,)))
    within = household.flag(
        f"variance.{name}.within", words.of(label, "threshold"), Compare("<=", Call("abs", (gap,)), limit, tolerance)
    )
    good = gap if node.keyword in MORE_IS_GOOD else minus(ZERO, gap)
    is_good = household.flag(f"variance.{name}.good", words.of(label, "light"), Compare(">", good, ZERO, tolerance))
    graded = plus(ONE, greatest(times(builder.number(2), within), is_good))
    tells = Compare(">", count, ZERO, None)
    light = household.cell(f"variance.{name}.light", words.of(label, "light"), If(tells, graded, ZERO), WHOLE)
    cells = tuple(cell.quantity for cell in (budget, actual, gap, share, light))
    return StatementLine(label, "ratio", cells, "money", node.span)


def _total(household: Household, name: str, label: str, sums: list[tuple[Reference, Reference]]) -> StatementLine:
    budget = household.sum_of(f"variance.budget.{name}", label, [budget for budget, _ in sums])
    actual = household.sum_of(f"variance.actual.{name}", label, [actual for _, actual in sums])
    gap, share = _differences(household, name, label, budget, actual)
    cells = tuple(cell.quantity for cell in (budget, actual, gap, share))
    return StatementLine(label, "total", cells, "money")
