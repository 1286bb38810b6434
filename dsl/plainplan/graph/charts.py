"""The charts of reports: each line is a series of the plan, or a column of a table, as it stands."""

from __future__ import annotations

from plainplan.check.model import Chart
from plainplan.dimensions import Type
from plainplan.graph.axes import axis_of
from plainplan.graph.builder import ZERO
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as
from plainplan.graph.members import UNBOUNDED
from plainplan.graph.nodes import SCALAR, TIME, ChartLine, ChartView, Compare, Formula, If, Reference
from plainplan.syntax import nodes

# What is endless where nothing is owed, and where no limit stands.
ENDLESS = ("coverage", "room")


def define_charts(context: Context) -> None:
    """A row for each line that has none: a constant has one value along the whole chart."""
    block = context.builder.block("charts", "policy", context.words("charts"))
    for chart in context.model.charts:
        values = chart.node.values
        scopes = [Scope(f"{value.span.text}@chart", _label(context, value), block, value.span) for value in values]
        formulas = [lower_as(context, value, scope, chart.type) for value, scope in zip(values, scopes, strict=True)]
        axis = next(
            axis_of(context, formula, scope)
            for value, formula, scope in zip(values, formulas, scopes, strict=True)
            if context.type_of(value).is_series
        )
        lines = tuple(
            _line(context, chart, value, formula, scope, axis)
            for value, formula, scope in zip(values, formulas, scopes, strict=True)
        )
        title = chart.node.label or ""
        context.builder.graph.charts.append(ChartView(title, _keys(context, axis), lines, chart.node.span))


def _line(
    context: Context, chart: Chart, value: nodes.Expression, formula: Formula, scope: Scope, axis: str
) -> ChartLine:
    quantities = context.builder.graph.quantities
    label = scope.label
    if isinstance(value, nodes.Member) and isinstance(formula, Reference):
        label = quantities[formula.quantity].label
    is_endless = isinstance(value, nodes.Member) and value.member.name in ENDLESS
    if isinstance(formula, Reference) and context.type_of(value).is_series and not is_endless:
        found = quantities[formula.quantity]
        if found.input is None or found.axis != SCALAR:
            if found.axis == SCALAR:
                # It has a row of cells even where it happens to be the same in every step.
                found.axis = axis
            return ChartLine(label, found.id)
    if is_endless:
        formula = _nothing_if_endless(context, formula, scope, chart.type)
    # In a table it is a part, beside the columns that the plan names.
    name = scope.owner if axis == TIME else f"{scope.owner}~"
    row = context.builder.add(name, label, chart.type, scope.block, formula, scope.span)
    quantities[row.quantity].axis = axis
    return ChartLine(label, row.quantity, not context.type_of(value).is_series)


def _nothing_if_endless(context: Context, formula: Formula, scope: Scope, type_: Type) -> Formula:
    """A ratio to nothing owed is drawn as 0: beside it no other figure could be told from 0."""
    if not isinstance(formula, Reference):
        formula = context.builder.add(f"{scope.owner}~", scope.label, type_, scope.block, formula, scope.span)
    return If(Compare("<", formula, context.builder.number(UNBOUNDED, "nothing_owed"), None), formula, ZERO)


def _label(context: Context, value: nodes.Expression) -> str:
    symbol = context.model.symbols.get(id(value))
    if not isinstance(value, nodes.Name) or symbol is None:
        return value.span.text
    number = context.known.get(value.name)
    if symbol.node is None and isinstance(number, Reference):
        return context.builder.graph.quantities[number.quantity].label
    return getattr(symbol.node, "label", None) or value.name


def _keys(context: Context, axis: str) -> int | None:
    """What names the rows of a table or of a data file below a chart; the steps are named by their dates."""
    if axis in context.model.data:
        return context.definitions[f"{axis}.{context.model.data[axis].key}"]
    for table in context.model.declarations:
        if isinstance(table, nodes.Table) and table.name.name == axis:
            head = next(line for line in table.columns if line.is_header)
            return context.definitions[f"{axis}.{head.name.name}"]
    return None
