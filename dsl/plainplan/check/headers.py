"""The values down a table or along a grid: a range of literals, a list of constants, or a column of a data file."""

from __future__ import annotations

from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.declarations import written_value
from plainplan.check.fitting import fits
from plainplan.check.model import Header
from plainplan.check.time_forms import join_all
from plainplan.dimensions import MONTHS_IN, MONTHS_IN_YEAR, TIME, UNKNOWN, Type, duration
from plainplan.records import replace
from plainplan.syntax import nodes

GREATEST_ROWS = 10_000
# A last row that rounding puts a hair beyond the end still counts.
ROUNDING = 1e-9


def read_header(context: Context, line: nodes.TableColumn | nodes.GridAxis) -> Type:
    """The type of a header line; its values go into the model."""
    values = line.value if isinstance(line, nodes.TableColumn) else line.values
    header = _read(context, values)
    if header is None:
        return UNKNOWN
    if header.length > GREATEST_ROWS:
        return context.report(
            "too-many-rows",
            f"`{values.span.text}` makes {header.length:,} rows, and a table has at most {GREATEST_ROWS:,}",
            values.span,
        )
    header = replace(header, type=header.type.as_series())
    context.model.headers[id(line)] = header
    return header.type


def _read(context: Context, values: nodes.Expression) -> Header | None:
    match values:
        case nodes.Range():
            return _read_range(context, values)
        case nodes.Listing(items=items):
            return _read_list(context, items)
        case nodes.List(items=items):
            # The list has a type of its own, which says what is wrong with its items.
            own = context.infer(values, PLAN_PLACE)
            return None if own.is_unknown else Header(own, "list", len(items), items=items)
        case nodes.Member(object=nodes.Name(name=owner), member=member):
            own = context.infer(values, PLAN_PLACE)
            facts = context.model.data.get(owner)
            if own.is_unknown or facts is None:
                return None if own.is_unknown else _read_list(context, (values,))
            return Header(own, "data", facts.length, data=owner, column=member.name)
        case _:
            return _read_list(context, (values,))


def _read_list(context: Context, items: tuple[nodes.Expression, ...]) -> Header | None:
    types = [context.infer(item, PLAN_PLACE) for item in items]
    if any(type_.is_unknown for type_ in types):
        return None
    joined = join_all(context, items, "a header cannot hold {0} and {1}", takes_bare=False)
    if joined.is_unknown:
        return None
    return Header(replace(joined, is_zero=False, is_bare=False), "list", len(items), items=items)


# --- ranges ----------------------------------------------------------------------------------------------------------


def _read_range(context: Context, values: nodes.Range) -> Header | None:
    ends = (values.low, values.high) if values.step is None else (values.low, values.high, values.step)
    types = [context.infer(end, PLAN_PLACE) for end in ends]
    if any(type_.is_unknown for type_ in types):
        return None
    if types[0].kind == "date":
        return _read_dates(context, values)
    for end in ends:
        if _number_written(context, end) is None:
            context.report(
                "range-not-literal",
                "the ends and the step of a range are numbers that are written out",
                end.span,
                "this one is calculated" if context.type_of(end).kind == "quantity" else "",
            )
            return None
    own = replace(types[0], is_zero=False, is_bare=False)
    wanted = own if own.powers else replace(types[1], is_zero=False, is_bare=False)
    if not all(_is_alike(context, end, wanted) for end in ends):
        return None
    return _count_range(context, values, replace(wanted, is_whole=all(type_.is_whole for type_ in types)))


def _number_written(context: Context, end: nodes.Expression) -> float | None:
    """The value of a literal; one in a unit of the plan's own is calculated."""
    here = end
    while not isinstance(here, nodes.Number):
        match here:
            case nodes.Unary(operand=inner) | nodes.Binary(left=inner) | nodes.RealSuffix(operand=inner):
                here = inner
            case _:
                return None
    symbol = context.model.symbols.get(id(here.unit)) if here.unit is not None else None
    return None if symbol is not None and symbol.node is not None else written_value(end)


def _is_alike(context: Context, end: nodes.Expression, wanted: Type) -> bool:
    """Whether an end counts in the dimension and in the period of the others."""
    if not fits(context, end, wanted, "this range"):
        return False
    own = context.type_of(end)
    if own.period == wanted.period or TIME not in dict(own.powers):
        return True
    context.report(
        "dimension-mismatch",
        f"a range counts in one unit, and this one in {wanted.period}s and {own.period}s",
        end.span,
    )
    return False


def _count_range(context: Context, values: nodes.Range, own: Type) -> Header | None:
    start, end = _number_written(context, values.low), _number_written(context, values.high)
    assert start is not None
    assert end is not None
    step = 1.0
    if values.step is not None:
        written = _number_written(context, values.step)
        assert written is not None
        step = written
    elif not own.is_whole and not own.is_duration:
        context.report(
            "missing-step",
            f"`{values.span.text}` does not say in which steps",
            values.span,
            help=f"write `{values.span.text} by {_example_of_step(own, values)}`",
        )
        return None
    if not _leads_to_end(context, values, step, end - start):
        return None
    return Header(own, "range", int((end - start) / step + ROUNDING) + 1, start=start, step=step)


def _example_of_step(own: Type, values: nodes.Range) -> str:
    text = values.low.span.text
    number = values.low
    while not isinstance(number, nodes.Number):
        assert isinstance(number, nodes.Unary | nodes.Binary | nodes.RealSuffix)
        number = number.left if isinstance(number, nodes.Binary) else number.operand
    return text.lstrip("-").replace(number.text, "1%" if number.text.endswith("%") else "1", 1)


def _leads_to_end(context: Context, values: nodes.Range, step: float, distance: float) -> bool:
    """Report a range that never comes to its end."""
    if step != 0 and distance / step >= -ROUNDING:
        return True
    low, high = values.low.span.text, values.high.span.text
    span = values.span if values.step is None else values.step.span
    if step == 0:
        context.report("empty-range", "a range in steps of 0 never ends", span)
    elif values.step is None:
        context.report(
            "empty-range",
            f"`{values.span.text}` holds nothing: {high} is below {low}",
            span,
            help=f"write `{high}..{low}`",
        )
    else:
        context.report("empty-range", f"steps of {values.step.span.text} from {low} never come to {high}", span)
    return False


def _read_dates(context: Context, values: nodes.Range) -> Header | None:
    low, high, by = values.low, values.high, values.step
    if not isinstance(low, nodes.Date) or not isinstance(high, nodes.Date):
        context.report(
            "range-not-literal",
            "the ends of a range of dates are dates that are written out",
            (high if isinstance(low, nodes.Date) else low).span,
        )
        return None
    if by is None:
        context.report(
            "missing-step",
            f"`{values.span.text}` does not say in which steps",
            values.span,
            help=f"write `{values.span.text} by 1 year`",
        )
        return None
    if not fits(context, by, duration("month"), "the step of a range of dates"):
        return None
    count = written_value(by)
    period = context.type_of(by).period
    if count is None or count != int(count) or period not in MONTHS_IN:
        context.report(
            "range-not-literal", "dates in a range are whole months apart", by.span, help="write `by 1 month`"
        )
        return None
    from datetime import date

    from plainplan.builtins import BUILTINS
    from plainplan.builtins.dates import serial_of

    start, end = (serial_of(date(day.year, day.month, day.day or 1)) for day in (low, high))
    step = int(count) * MONTHS_IN[period]
    distance = (high.year - low.year) * MONTHS_IN_YEAR + high.month - low.month
    # From the 31st to the 1st the last month is not whole, to the last of a shorter month it is.
    reached = BUILTINS["edate"].scalar(start, distance)
    if reached > end and step > 0:
        distance -= 1
    elif reached < end and step < 0:
        distance += 1
    if not _leads_to_end(context, values, step, distance):
        return None
    return Header(
        context.type_of(low).as_series(), "range", distance // step + 1, start=start, step=step, step_months=step
    )
