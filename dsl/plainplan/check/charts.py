"""Whether a chart of a report can be drawn: its title is its own, its values vary, and they have one unit."""

from __future__ import annotations

from plainplan.check.agreement import is_free_bare, is_free_zero, join
from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.model import Chart
from plainplan.diagnostics import Label
from plainplan.dimensions import Type, describe
from plainplan.records import replace
from plainplan.syntax import nodes


def check_chart(context: Context, item: nodes.ReportItem) -> None:
    """Check a chart, and put it into the model with the unit of its axis; along what its values go is for `axes`."""
    types = [context.infer(value, PLAN_PLACE) for value in item.values]
    if any(type_.is_unknown for type_ in types) or not _has_own_title(context, item):
        return
    for value, type_ in zip(item.values, types, strict=True):
        if type_.kind != "quantity":
            message = f"a chart draws amounts and numbers, and `{value.span.text}` is {describe(type_)}"
            context.report("type-mismatch", message, value.span)
            return
    if not any(type_.is_series for type_ in types):
        does = "does" if len(item.values) == 1 else "do"
        text = ", ".join(f"`{value.span.text}`" for value in item.values)
        context.report("constant-chart", f"a chart draws what varies, and {text} {does} not", item.span)
        return
    unit = _unit_of(context, item.values)
    if not unit.is_unknown:
        context.model.charts.append(Chart(item, replace(unit, is_series=True, is_zero=False, is_bare=False)))


def _has_own_title(context: Context, item: nodes.ReportItem) -> bool:
    for chart in context.model.charts:
        if chart.node.label == item.label:
            message = f"a chart has a title of its own, and this is the second `{item.label}`"
            context.report("duplicate-line", message, item.span, labels=(Label(chart.node.span, "the first"),))
            return False
    return True


def _unit_of(context: Context, values: tuple[nodes.Expression, ...]) -> Type:
    """The unit of all values; what has one speaks, so that a 0 or a bare literal may stand first."""
    speaker = next((value for value in values if not _is_open(context.type_of(value))), values[0])
    unit = context.type_of(speaker)
    for value in values:
        if value is speaker:
            continue
        names = [part.span.text.replace("{", "{{").replace("}", "}}") for part in (speaker, value)]
        sentence = f"a chart has one unit: `{names[0]}` is {{0}}, and `{names[1]}` {{1}}"
        joined = join(context, speaker, value, sentence, value.span, "another unit")
        if joined.is_unknown:
            return joined
        unit = replace(joined, period=joined.period if unit.period is None else unit.period)
    return unit


def _is_open(type_: Type) -> bool:
    return is_free_zero(type_) or is_free_bare(type_)
