"""What is wrong where values that vary along different ways meet, or stand where one value is needed."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.dates import as_text
from plainplan.diagnostics import Label
from plainplan.records import dataclass, field
from plainplan.source import Span
from plainplan.syntax import nodes

# See plainplan.check.axes.
Axis = str | None

TIME = "time"
ANY = "?"
LIST = "list "


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an expression stands: the axes along which it may vary, and those of the formals of a function.

    `owner` is the table or grid around it, `is_total` marks one number of a table. Within what takes a list `is_list`
    allows every axis. `site` is the call that a function's body is read for: mistakes are told there.
    """

    axes: tuple[str, ...] = (TIME,)
    owner: nodes.Table | nodes.Grid | None = None
    is_total: bool = False
    is_list: bool = False
    formals: dict[str, Axis] = field(default_factory=dict)
    site: Span | None = None


def along(context: Context, axis: str) -> str:
    """An axis in words."""
    if axis == TIME:
        return "from step to step"
    if axis.startswith(LIST):
        return f"through a list of {axis.removeprefix(LIST)}"
    name, _, part = axis.partition(".")
    owner = context.names.get(name)
    row = "cell by cell through" if owner is not None and owner.kind == "grid" else "by row of"
    return {"rows": f"down `{name}`", "cols": f"across `{name}`"}.get(part, f"{row} `{name}`")


def going(context: Context, node: nodes.Expression, axis: str) -> str:
    """What an expression does, in words."""
    return f"`{node.span.text}` goes {along(context, axis)}"


def report_one_value(context: Context, name: str, value: nodes.Expression, frame: Frame) -> None:
    """Report one value where a column is taken whole."""
    context.report(
        "list-needed",
        f"`{name}` takes a column or a list here, and `{value.span.text}` is one value",
        frame.site or value.span,
    )


def report_two(
    context: Context, first: nodes.Expression, one: str, second: nodes.Expression, other: str, frame: Frame
) -> None:
    """Report two values that go along different ways."""
    labels = () if frame.site else (Label(first.span, f"goes {along(context, one)}"),)
    context.report(
        "axes-differ",
        f"{going(context, first, one)}, and {going(context, second, other)}",
        frame.site or second.span,
        "" if frame.site else f"goes {along(context, other)}",
        labels=labels,
    )


def report_series(context: Context, node: nodes.Expression, frame: Frame) -> None:
    """Report a series of the plan in a table or a header."""
    text = node.span.text
    where = "the cells of a grid" if isinstance(frame.owner, nodes.Grid) else "the rows of a table"
    facts = context.model.facts
    date = "" if facts.is_calculator else f", or `at({text}, {as_text(facts.start)})` for a date"
    context.report(
        "series-in-table",
        f"`{text}` varies from step to step, and {where} are no steps"
        if frame.owner is not None
        else f"`{text}` varies from step to step, and a header is constant",
        frame.site or node.span,
        help=f"write `final({text})` for its last value{date}",
    )


def report_list(context: Context, node: nodes.Expression, found: str, frame: Frame) -> None:
    """Report a column or a list where one value is needed; of a function's body its call is told."""
    text = (frame.site or node.span).text
    is_quantity = context.type_of(node).kind == "quantity"
    if frame.is_total:
        message = f"a total is one number, and `{text}` goes {along(context, found)}"
    else:
        message = f"`{text}` goes {along(context, found)}, and one value is needed here"
    if frame.site is not None:
        is_data = found in context.model.data
        notes = (f"a column of a table over `{found}` has a value in each row",) if is_data else ()
        help_text = f"write `final({text})` for the last row"
    else:
        notes = ()
        first = f"`sum({text})`, or " if is_quantity else ""
        help_text = f"write {first}`at({text}, 1)` for the first row"
    context.report("list-as-value", message, frame.site or node.span, notes=notes, help=help_text)
