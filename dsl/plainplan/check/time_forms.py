"""The types of the special forms that look along the time axis."""

from __future__ import annotations

from plainplan.check.agreement import is_free_bare, is_free_zero, join
from plainplan.check.apart import stands_apart
from plainplan.check.arguments import Arguments, sort_arguments, wrong_arguments
from plainplan.check.arithmetic import has_currency, literal_value
from plainplan.check.context import Context, Deferred, Place
from plainplan.check.dates import has_broken_plan, require_in_plan, require_order
from plainplan.check.fitting import fits
from plainplan.check.symbols import find_binding, is_account, resolve
from plainplan.dimensions import DATE, NUMBER, UNKNOWN, WHOLE, Type, describe, duration, rate_per, steps_of
from plainplan.records import replace
from plainplan.syntax import nodes

ROUNDING = 1e-9


def type_prev(context: Context, call: nodes.Call, place: Place) -> Type:
    """`prev(x, start: v)`: x is typed later when formulas are open, because it may lead back to one of them."""
    found = sort_arguments(context, call, ("start",))
    if found is None or len(found.positional) != 1:
        return wrong_arguments(context, call) if found else UNKNOWN
    start = found.named.get("start")
    if start is None:
        return _type_prev_of_account(context, call, found.positional[0], place)
    start_type = context.infer(start, place)
    # A bare `0` takes the dimension of x, which must then be known; another start says it for both.
    is_open = is_free_zero(start_type) or is_free_bare(start_type)
    if not context.opened or (is_open and stands_apart(context, found.positional[0], place)):
        return settle_prev(context, Deferred(call, place))
    context.deferred.append(Deferred(call, place))
    return start_type if start_type.is_unknown else replace(start_type, is_bare=False, is_series=True)


def settle_prev(context: Context, deferred: Deferred) -> Type:
    """Type the x of a `prev(x, start: v)` and hold v against it."""
    call, place = deferred.call, deferred.place
    if len(call.arguments) == 1:
        own = context.infer(call.arguments[0].value, place)
        context.model.types[id(call)] = own.as_series()
        return own.as_series()
    value = call.arguments[0].value
    start = call.arguments[1].value
    if call.arguments[0].key is not None:
        value, start = start, value
    own = context.infer(value, place)
    start_type = context.type_of(start)
    if own.is_unknown or start_type.is_unknown:
        return own if start_type.is_unknown else replace(start_type, is_series=True)
    wanted = replace(own, is_zero=False, is_bare=False)
    if not fits(context, start, wanted, "`start`"):
        return UNKNOWN
    was_open = is_free_zero(start_type) or is_free_bare(start_type)
    result = wanted if was_open else replace(start_type, is_whole=start_type.is_whole and own.is_whole, is_bare=False)
    result = replace(result, is_series=True, is_whole=start_type.is_whole and own.is_whole)
    context.model.types[id(call)] = result
    return result


def _type_prev_of_account(context: Context, call: nodes.Call, value: nodes.Expression, place: Place) -> Type:
    """Without `start:`, only what has a value before the first step: accounts, their balances, records."""
    open_record = _open_record(context, value, place)
    if open_record is not None:
        # A record that looks at its own past begins with its `start:`, which is 0 unless it says otherwise.
        context.deferred.append(Deferred(call, place))
        start = next((item.value for item in open_record.properties if item.name.name == "start"), None)
        first = context.infer(start, place) if start is not None else replace(WHOLE, is_zero=True)
        return first if first.is_unknown else replace(first, is_bare=False, is_series=True)
    count = len(context.diagnostics)
    own = context.infer(value, place)
    # A formula that leads back to itself through `prev` lacks its start, and is no circle.
    circles = [item for item in context.diagnostics[count:] if item.code == "cyclic-formula"]
    for circle in circles:
        context.diagnostics.remove(circle)
    if own.is_unknown and not circles:
        return own
    if has_initial(context, value, place):
        return own.as_series()
    return context.report(
        "prev-needs-start",
        f"`prev({value.span.text})` has no value in the first {'row' if place.kind == 'table' else 'step'}",
        call.span,
        help=f"write `prev({value.span.text}, start: {example_of(own)})`",
    )


def _open_record(context: Context, node: nodes.Expression, place: Place) -> nodes.Record | None:
    """The record that a name means, when its type is being found or leads back to what is."""
    binding = find_binding(context, node.name, place) if isinstance(node, nodes.Name) else None
    if binding is None or not isinstance(binding.node, nodes.Record) or binding.symbol is not None:
        return None
    return binding.node if binding.is_open or not stands_apart(context, node, place) else None


def has_initial(context: Context, node: nodes.Expression, place: Place) -> bool:
    """Whether an expression has a value when the plan starts."""
    match node:
        case nodes.Name():
            symbol = resolve(context, node, place)
            return symbol is not None and (
                is_account(symbol) or symbol.kind == "record" or symbol.name in ("assets", "debts", "net_worth")
            )
        case nodes.Member(object=nodes.Name() as owner, member=member):
            symbol = resolve(context, owner, place)
            return symbol is not None and (
                (is_account(symbol) and member.name in ("value", "cost")) or symbol.kind == "application"
            )
        case _:
            return False


def example_of(type_: Type) -> str:
    """A first value to paste: `0` fits every quantity."""
    return {"date": "2026-01", "text": '""'}.get(type_.kind, "0")


def type_at(context: Context, call: nodes.Call, place: Place) -> Type:
    """`at(x, DATE)`, and `at(x, 3)` for the third row of a column or a list."""
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 2:
        return wrong_arguments(context, call) if found else UNKNOWN
    value, date = found.positional
    own = context.infer(value, place)
    date_type = context.infer(date, place)
    if date_type.is_number and (own.is_unknown or _has_rows(context, value, place)):
        return own if own.is_unknown else _unmarked(own).as_series(date_type.is_series)
    if not fits(context, date, DATE, "the second argument of `at`"):
        return UNKNOWN
    require_in_plan(context, date)
    return own if own.is_unknown else _unmarked(own).as_series(date_type.is_series)


def type_end(context: Context, call: nodes.Call, place: Place) -> Type:
    """`first(x)` and `final(x)`."""
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 1:
        return wrong_arguments(context, call) if found else UNKNOWN
    own = context.infer(found.positional[0], place)
    return own if own.is_unknown else _unmarked(own).as_series(False)


def type_aggregate(context: Context, call: nodes.Call, place: Place) -> Type:
    """`sum mean min max sd` over the whole axis or a window; `sum`, `min` and `max` of several values."""
    assert isinstance(call.function, nodes.Name)
    name = call.function.name
    found = sort_arguments(context, call, ("from", "until", "last"))
    if found is None or not found.positional:
        return wrong_arguments(context, call) if found else UNKNOWN
    own = context.infer(found.positional[0], place)
    if len(found.positional) > 1:
        if name not in ("sum", "min", "max") or found.named:
            return wrong_arguments(context, call)
        return _type_several(context, call, found.positional, place)
    if not own.is_unknown and own.kind != "quantity":
        return context.report(
            "type-mismatch", f"`{name}` needs a quantity, and this is {describe(own)}", found.positional[0].span
        )
    is_window = _type_window(context, call, found, place)
    own = replace(_unmarked(own), is_whole=own.is_whole and name in ("sum", "min", "max"))
    return own if own.is_unknown else own.as_series(is_window)


def require_written_out(context: Context, formal: nodes.Formal) -> None:
    """From here on a formal says how many steps or rows are looked at; its default is the first to do so."""
    if id(formal) not in context.written_out:
        context.written_out.add(id(formal))
        if isinstance(formal.default, nodes.Number):
            check_whole_steps(context, formal.default, context.type_of(formal.default), formal.name.name)


def check_whole_steps(context: Context, last: nodes.Number, type_: Type, name: str = "last") -> None:
    """Report a window that would be shortened or lengthened to whole steps or rows."""
    facts = context.model.facts
    if type_.period is None and (last.value < 1 or last.value != int(last.value)):
        context.report("out-of-range", f"`{name}` is a whole number of rows from 1, not `{last.span.text}`", last.span)
    if type_.period is None or has_broken_plan(context):
        return
    steps = steps_of(last.value, type_.period, facts.step)
    if steps < 1 - ROUNDING or abs(steps - round(steps)) > ROUNDING:
        context.report(
            "period-too-short",
            f"the plan's step is a {facts.step}, and `{last.span.text}` is no whole number of them",
            last.span,
            help=f"write `{max(1, round(steps))} {facts.step}s`",
        )


def _has_rows(context: Context, node: nodes.Expression, place: Place) -> bool:
    # Imported when needed: most plans have no tables.
    from plainplan.check.along import varies_by_row

    return varies_by_row(context, node, place)


def _type_window(context: Context, call: nodes.Call, found: Arguments, place: Place) -> bool:
    """Check the bounds of a window; true when it moves along, which makes a series."""
    named = found.named
    last = named.get("last")
    if last is not None:
        if len(named) > 1:
            wrong_arguments(context, call)
        type_ = context.infer(last, place)
        is_counted = _has_rows(context, found.positional[0], place)
        if not fits(context, last, WHOLE if is_counted else duration("month"), "`last`"):
            return True
        formal = context.model.symbols.get(id(last))
        if type_.is_series:
            context.report("series-not-constant", "`last` must be constant", last.span)
        elif place.kind == "fn" and formal is not None and isinstance(formal.node, nodes.Formal):
            require_written_out(context, formal.node)
        elif not isinstance(last, nodes.Number):
            # How many steps a formula looks back over is how the plan is built, as is the number of its steps.
            context.report(
                "type-mismatch",
                f"`last` needs a {'number of rows' if is_counted else 'length of time'} that is written out",
                last.span,
                help=f"write `{'12' if is_counted else '12 months'}`",
            )
        else:
            check_whole_steps(context, last, type_)
        return True
    for name in ("from", "until"):
        value = named.get(name)
        if value is None:
            continue
        type_ = context.infer(value, place)
        if fits(context, value, DATE, f"`{name}`"):
            if type_.is_series:
                context.report("series-not-constant", f"`{name}` must be constant", value.span)
            require_in_plan(context, value, is_end=name == "until")
    if "from" in named and "until" in named:
        require_order(context, named["from"], named["until"])
    return False


def _type_several(context: Context, call: nodes.Call, values: tuple[nodes.Expression, ...], place: Place) -> Type:
    """`sum(a, b)`, `min(a, b)`, `max(a, b)`: values of one dimension; dates have an order, and no sum."""
    assert isinstance(call.function, nodes.Name)
    name = call.function.name
    verb, between, kinds = ("add", "and", ("quantity",)) if name == "sum" else ("compare", "with", ("quantity", "date"))
    for value in values:
        type_ = context.infer(value, place)
        if not type_.is_unknown and type_.kind not in kinds:
            return context.report("type-mismatch", f"`{name}` cannot {verb} {describe(type_)}", value.span)
    return join_all(context, values, f"`{name}` cannot {verb} {{0}} {between} {{1}}")


def join_all(context: Context, values: tuple[nodes.Expression, ...], sentence: str, *, takes_bare: bool = True) -> Type:
    """The type that several values have in common.

    The value with a dimension speaks for all, so that a `0` or a bare literal may stand first.
    """
    speaker = next((value for value in values if not _is_open(context.type_of(value))), values[0])
    result = context.type_of(speaker)
    period_of = result
    for value in values:
        if value is speaker:
            continue
        joined = join(
            context, speaker, value, sentence, value.span, "all need the same dimension", takes_bare=takes_bare
        )
        if joined.is_unknown:
            return UNKNOWN
        period_of = _shortest(period_of, joined)
    is_series = any(context.type_of(value).is_series for value in values)
    is_whole = all(context.type_of(value).is_whole for value in values)
    quoted = {context.type_of(value).compounding for value in values if not _is_open(context.type_of(value))}
    compounding = result.compounding if len(quoted) == 1 and not takes_bare else None
    return replace(
        _unmarked(result),
        period=period_of.period,
        compounding=compounding,
        is_series=is_series,
        is_whole=is_whole,
    )


def _shortest(left: Type, right: Type) -> Type:
    from plainplan.check.agreement import shorter_period

    return left if shorter_period(left, right) == left.period else right


def _is_open(type_: Type) -> bool:
    return is_free_zero(type_) or is_free_bare(type_)


def _unmarked(type_: Type) -> Type:
    return replace(type_, is_zero=False, is_bare=False)


def type_cumulative(context: Context, call: nodes.Call, place: Place) -> Type:
    """`cumulative(x)`."""
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 1:
        return wrong_arguments(context, call) if found else UNKNOWN
    value = found.positional[0]
    own = context.infer(value, place)
    if not own.is_unknown and own.kind != "quantity":
        return context.report(
            "type-mismatch", f"`cumulative` needs a quantity, and this is {describe(own)}", value.span
        )
    return own if own.is_unknown else _unmarked(own).as_series()


def type_smooth(context: Context, call: nodes.Call, place: Place) -> Type:
    """`smooth(x, share)`."""
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 2:
        return wrong_arguments(context, call) if found else UNKNOWN
    value, share = found.positional
    own = context.infer(value, place)
    context.infer(share, place)
    if not own.is_unknown and own.kind != "quantity":
        return context.report("type-mismatch", f"`smooth` needs a quantity, and this is {describe(own)}", value.span)
    if not fits(context, share, NUMBER, "the share of `smooth`") or own.is_unknown:
        return UNKNOWN
    written = literal_value(share)
    if written is not None and not 0 <= written <= 1:
        message = f"the share of `smooth` lies between 0% and 100%, and this is {share.span.text}"
        return context.report("out-of-range", message, share.span)
    return replace(_unmarked(own), is_whole=False).as_series()


def type_compound(context: Context, call: nodes.Call, place: Place) -> Type:
    """`growth(r, d)` and `compound(r, d)`."""
    assert isinstance(call.function, nodes.Name)
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 2:
        return wrong_arguments(context, call) if found else UNKNOWN
    rate, length = found.positional
    rate_type, length_type = context.infer(rate, place), context.infer(length, place)
    name = call.function.name
    is_fine = fits(context, rate, rate_per("year"), f"the rate of `{name}`")
    if not fits(context, length, duration("year"), f"the length of time of `{name}`") or not is_fine:
        return UNKNOWN
    return NUMBER.as_series(rate_type.is_series or length_type.is_series)


def type_periods(context: Context, call: nodes.Call, place: Place) -> Type:
    """`whole_periods(d)`."""
    found = sort_arguments(context, call, ())
    if found is None or len(found.positional) != 1:
        return wrong_arguments(context, call) if found else UNKNOWN
    length = found.positional[0]
    own = context.infer(length, place)
    if not fits(context, length, duration("year"), "`whole_periods`"):
        return UNKNOWN
    return WHOLE.as_series(own.is_series)


def says_closing(call: nodes.Call) -> bool:
    """Whether the second argument is the word `closing`: the price level of the step's last day."""
    closing = call.arguments[1].value if len(call.arguments) > 1 else None
    return isinstance(closing, nodes.Name) and closing.name == "closing"


def type_price_level(context: Context, call: nodes.Call, place: Place) -> Type:
    """`nominal(x)`, `real(x)` and `real(x, closing)` of one amount of money."""
    assert isinstance(call.function, nodes.Name)
    name = call.function.name
    to_real = name == "real"
    found = sort_arguments(context, call, ())
    if found is None or not 1 <= len(found.positional) <= 2:
        return wrong_arguments(context, call) if found else UNKNOWN
    if len(found.positional) == 2 and not says_closing(call):
        return wrong_arguments(context, call)
    value = found.positional[0]
    own = context.infer(value, place)
    if own.is_unknown:
        return own
    if own.kind != "quantity" or not has_currency(own):
        return context.report("dimension-mismatch", f"`{name}` converts money, and this is {describe(own)}", value.span)
    if own.is_real == to_real:
        return context.report(
            "real-and-nominal",
            f"`{value.span.text}` is {'real' if to_real else 'nominal'} already",
            value.span,
            help=f"write `{value.span.text}`",
        )
    return replace(own, is_real=to_real, is_series=True, is_whole=False)
