"""The types of the special forms with keys: small tables written in a formula."""

from __future__ import annotations

from itertools import pairwise

from plainplan.check.arguments import Arguments, sort_arguments, wrong_arguments
from plainplan.check.arithmetic import literal_value, require_condition
from plainplan.check.context import Context, Place
from plainplan.check.dates import month_before, require_in_plan, static_date
from plainplan.check.fitting import fits
from plainplan.check.length import Day, add_days, step_key
from plainplan.check.time_forms import join_all
from plainplan.diagnostics import Label
from plainplan.dimensions import DATE, DAYS_IN, NUMBER, UNKNOWN, Type, combine_powers, describe, duration, rate_per
from plainplan.records import replace
from plainplan.source import Span
from plainplan.syntax import nodes

LEAST_YEAR, GREATEST_YEAR = 1900, 9999
Bounds = tuple[tuple[float, ...], tuple[float, ...], Span]


def _name(call: nodes.Call) -> str:
    assert isinstance(call.function, nodes.Name)
    return call.function.name


def _values_type(context: Context, call: nodes.Call, found: Arguments, place: Place) -> Type:
    """The type that all values of the table have in common."""
    values = tuple(argument.value for argument in found.keyed)
    if "otherwise" in found.named:
        values = (*values, found.named["otherwise"])
    types = [context.infer(value, place) for value in values]
    if any(type_.is_unknown for type_ in types):
        return UNKNOWN
    return join_all(context, values, f"the values of `{_name(call)}` are {{0}} and {{1}}", takes_bare=False)


def type_by_year(context: Context, call: nodes.Call, place: Place) -> Type:
    """`by_year(2026: v, 2027..2030: v, otherwise: v)`."""
    found = sort_arguments(context, call, ("otherwise",), is_keyed=True)
    if found is None or found.positional or not found.keyed:
        return wrong_arguments(context, call) if found else UNKNOWN
    type_ = _values_type(context, call, found, place)
    bounds = [bound for argument in found.keyed if (bound := _year_bounds(context, argument)) is not None]
    _report_overlaps(context, bounds, "years")
    if "otherwise" not in found.named and len(bounds) == len(found.keyed):
        _warn_of_gaps(context, call, bounds)
    return type_ if type_.is_unknown else type_.as_series()


def _warn_of_gaps(context: Context, call: nodes.Call, bounds: list[Bounds]) -> None:
    """A year of the plan without a value is undefined, and so is all that follows from it."""
    facts = context.model.facts
    if facts.is_calculator:
        return
    last = (add_days(facts.end, -DAYS_IN[facts.step]) if facts.is_short else month_before(facts.end))[0]
    missing = (
        year
        for year in range(facts.start[0], last + 1)
        if not any(low[0] <= year <= high[0] for low, high, _ in bounds)
    )
    year = next(missing, None)
    if year is not None:
        # The last amount may well go on; the last year of a crash does not.
        last_value = call.arguments[-1].value
        context.report(
            "missing-years",
            f"`by_year` has no value for {year}",
            call.span,
            help=None if is_negative(last_value) else f"write `otherwise: {last_value.span.text}` after the years",
            severity="warning",
        )


def is_negative(node: nodes.Expression) -> bool:
    """Whether a value is written with a minus: `-45%/year`."""
    while isinstance(node, nodes.Binary):
        node = node.left
    return isinstance(node, nodes.Unary)


def _year_bounds(context: Context, argument: nodes.Argument) -> Bounds | None:
    key = argument.key
    assert key is not None
    low, high = (key.low, key.high) if isinstance(key, nodes.Range) else (key, key)
    years = literal_value(low), literal_value(high)
    for part in (low, high):
        context.infer(part, Place("plan"))
    if isinstance(key, nodes.Range) and key.step is not None:
        years = None, None
    if years[0] is None or years[1] is None or any(not _is_year(year) for year in years):
        context.report("wrong-key", f"`{key.span.text}` is not a year", key.span, help="write `2027` or `2027..2030`")
        return None
    if years[0] > years[1]:
        context.report("wrong-key", f"the years `{key.span.text}` run backwards", key.span)
        return None
    return (years[0],), (years[1],), key.span


def _is_year(value: float | None) -> bool:
    return value is not None and value == int(value) and LEAST_YEAR <= value <= GREATEST_YEAR


def _report_overlaps(context: Context, bounds: list[Bounds], words: str) -> None:
    ordered = sorted(bounds, key=lambda bound: bound[0])
    for before, after in pairwise(ordered):
        if after[0] <= before[1]:
            first, second = sorted((before[2], after[2]), key=lambda span: span.start)
            context.report(
                "overlapping-keys",
                f"the {words} `{first.text}` and `{second.text}` overlap",
                second,
                labels=(Label(first, "the first of them"),),
            )


def type_by_date(context: Context, call: nodes.Call, place: Place) -> Type:
    """`by_date(2026-01: v, …)`: a month each, or a range of months; a day or a week where the plan's steps are."""
    found = sort_arguments(context, call, ("otherwise",), is_keyed=True)
    if found is None or found.positional or not found.keyed:
        return wrong_arguments(context, call) if found else UNKNOWN
    type_ = _values_type(context, call, found, place)
    bounds: list[Bounds] = []
    for argument in found.keyed:
        key = argument.key
        assert key is not None
        low, high = (key.low, key.high) if isinstance(key, nodes.Range) else (key, key)
        days = _date_key(context, low, place), _date_key(context, high, place)
        if days[0] is not None and days[1] is not None:
            facts = context.model.facts
            bounds.append((step_key(facts, days[0]), step_key(facts, days[1]), key.span))
    _report_overlaps(context, bounds, "dates")
    return type_ if type_.is_unknown else type_.as_series()


def _date_key(context: Context, key: nodes.Expression, place: Place) -> Day | None:
    type_ = context.infer(key, place)
    if not fits(context, key, DATE, "a key"):
        return None
    if type_.is_series:
        context.report("series-not-constant", "a key must be constant", key.span)
        return None
    return static_date(context, key)


def type_since(context: Context, call: nodes.Call, place: Place) -> Type:
    """`since(DATE: v, …, otherwise: v)`."""
    found = sort_arguments(context, call, ("otherwise",), is_keyed=True)
    if found is None or found.positional or not found.keyed:
        return wrong_arguments(context, call) if found else UNKNOWN
    type_ = _values_type(context, call, found, place)
    keys = [(argument.key, _date_key(context, argument.key, place)) for argument in found.keyed if argument.key]
    _require_ascending(context, keys)
    return type_ if type_.is_unknown else type_.as_series()


def _require_ascending(
    context: Context, keys: list[tuple[nodes.Expression, Day | None]] | list[tuple[nodes.Expression, float | None]]
) -> None:
    before: tuple[nodes.Expression, Day | float] | None = None
    for node, value in keys:
        if value is None:
            continue
        if before is not None and value <= before[1]:  # type: ignore[operator]  # both are days, or both numbers
            context.report(
                "keys-not-ascending",
                f"the key `{node.span.text}` is not above `{before[0].span.text}`",
                node.span,
                labels=(Label(before[0].span, "the key before it"),),
            )
            return
        before = node, value


def type_fall_or_rise(context: Context, call: nodes.Call, place: Place) -> Type:
    """`fall(85%, over: 4 years, from: 2027-01, otherwise: r)`, or `rise`: a yearly return."""
    word = _name(call)
    found = sort_arguments(context, call, ("over", "from", "otherwise"))
    if found is None or len(found.positional) != 1 or not {"over", "from"} <= found.named.keys():
        return wrong_arguments(context, call) if found else UNKNOWN
    share, over, begin = found.positional[0], found.named["over"], found.named["from"]
    for node, wanted, who in (
        (share, NUMBER, f"the {word}"),
        (over, duration("year"), "`over`"),
        (begin, DATE, "`from`"),
    ):
        type_ = context.infer(node, place)
        if fits(context, node, wanted, who) and type_.is_series:
            context.report("series-not-constant", f"{who} of `{word}` must be constant", node.span)
    literal = literal_value(share)
    if literal is not None and literal < 0:
        other, text = "fall" if word == "rise" else "rise", share.span.text
        message = f"a {word} is 0% or more, and this is `{text}`"
        context.report("out-of-range", message, share.span, help=f"write `{other}({text.lstrip('-')}, …)`")
    elif literal is not None and literal > 1 and word == "fall":
        context.report("out-of-range", f"a fall is at most 100%, and this is `{share.span.text}`", share.span)
    require_in_plan(context, begin)
    otherwise = found.named.get("otherwise")
    if otherwise is not None:
        context.infer(otherwise, place)
        fits(context, otherwise, rate_per("year"), "`otherwise`")
    return rate_per("year").as_series()


def type_lookup(context: Context, call: nodes.Call, place: Place) -> Type:
    """`lookup(x, 18: v, 65: v, otherwise: v)`."""
    found = sort_arguments(context, call, ("otherwise",), is_keyed=True)
    if found is None or len(found.positional) != 1 or not found.keyed:
        return wrong_arguments(context, call) if found else UNKNOWN
    own = _type_looked_up(context, call, found, place)
    type_ = _values_type(context, call, found, place)
    return type_ if type_.is_unknown else type_.as_series(type_.is_series or own.is_series)


def _type_looked_up(context: Context, call: nodes.Call, found: Arguments, place: Place) -> Type:
    """Check x and its keys against each other: one dimension, literals, ascending."""
    value = found.positional[0]
    own = context.infer(value, place)
    if own.kind not in ("quantity", "date", "unknown"):
        context.report("type-mismatch", f"`{_name(call)}` needs a quantity, and this is {describe(own)}", value.span)
        return UNKNOWN
    keys: list[tuple[nodes.Expression, float | None]] = []
    for argument in found.keyed:
        key = argument.key
        assert key is not None
        literal = _key_value(context, key, place)
        if literal is None and not isinstance(key, nodes.Date):
            context.report("wrong-key", f"a key of `{_name(call)}` is a number that is written out", key.span)
        elif not own.is_unknown and fits(context, key, replace(own, is_zero=False, is_bare=False), "a key"):
            keys.append((key, literal))
    _require_ascending(context, keys)
    return own


def _key_value(context: Context, key: nodes.Expression, place: Place) -> float | None:
    if isinstance(key, nodes.Range | nodes.Priority | nodes.Listing):
        return None
    context.infer(key, place)
    match key:
        case nodes.Number(value=value):
            return value
        case nodes.Unary(operator="-", operand=nodes.Number(value=value)):
            return -value
        case nodes.Date(year=year, month=month, day=day):
            return year * 372 + month * 31 + (day or 1)
        case _:
            return None


def type_brackets(context: Context, call: nodes.Call, place: Place) -> Type:
    """`brackets(x, 0: 5%, 59萬: 12%)`: marginal rates of x."""
    found = sort_arguments(context, call, (), is_keyed=True)
    if found is None or len(found.positional) != 1 or not found.keyed:
        return wrong_arguments(context, call) if found else UNKNOWN
    own = _type_looked_up(context, call, found, place)
    type_ = _values_type(context, call, found, place)
    if type_.is_unknown or own.is_unknown:
        return UNKNOWN
    if not type_.is_number:
        return context.report(
            "dimension-mismatch",
            f"the rates of `brackets` are plain numbers, not {describe(type_)}",
            found.keyed[0].value.span,
        )
    powers = combine_powers(own, type_, 1)
    return replace(
        own, powers=powers, is_series=own.is_series or type_.is_series, is_whole=False, is_zero=False, is_bare=False
    )


def type_choose(context: Context, call: nodes.Call, place: Place) -> Type:
    """`choose(condition: v, …, otherwise: v)`."""
    found = sort_arguments(context, call, ("otherwise",), is_keyed=True)
    if found is None or found.positional or not found.keyed or "otherwise" not in found.named:
        return wrong_arguments(context, call) if found else UNKNOWN
    is_series = False
    for argument in found.keyed:
        assert argument.key is not None
        condition = context.infer(argument.key, place)
        require_condition(context, argument.key, condition, "`choose`")
        is_series = is_series or condition.is_series
    type_ = _values_type(context, call, found, place)
    return type_ if type_.is_unknown else type_.as_series(type_.is_series or is_series)
