"""The rate and the term of a loan, which Excel's functions take as quoted: both must count the same period."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.builtins.record import Parameter

# A yearly rate divided by 12 is that of a month, and a number of years times 12 one of months.
PARTS = {
    ("year", 4): "quarter",
    ("year", 12): "month",
    ("year", 52): "week",
    ("year", 365): "day",
    ("quarter", 3): "month",
}


def report_other_period(
    context: Context, name: str, values: list[tuple[Parameter, nodes.Expression]], place: Place
) -> None:
    """Report a rate of one period beside a number of others: `pmt(2.1%/year, 240 months, loan)` is no payment."""
    rates = [value for parameter, value in values if parameter.kind == "rate"]
    terms = [(parameter.name, value) for parameter, value in values if parameter.kind == "count"]
    # A function of the plan converts what it is given to the periods of its formals.
    if place.kind == "fn" or len(rates) != 1 or len(terms) != 1:
        return
    (rate,), ((counted, term),) = rates, terms
    of_rate, of_term = _period_of(context, rate), _period_of(context, term)
    if of_rate is None or of_term is None or of_rate == of_term:
        return
    parts = {(whole, part): number for (whole, number), part in PARTS.items()}
    help_text = None
    if number := parts.get((of_rate, of_term)):
        help_text = f"write `{rate.span.text} / {number}` for the rate of a {of_term}"
    elif number := parts.get((of_term, of_rate)):
        help_text = f"write `{term.span.text} * {number}` for the number of {of_rate}s"
    context.report(
        "other-period",
        f"`{name}` is given the rate of a {of_rate}, and `{counted}` counts {of_term}s",
        term.span,
        help=help_text,
    )


def _period_of(context: Context, value: nodes.Expression) -> str | None:
    """The period that a rate or a length of time counts, or None where it cannot be told."""
    type_ = context.type_of(value)
    if not type_.is_rate and not type_.is_duration:
        return None
    match value:
        case nodes.Number() | nodes.Name() | nodes.Binary(operator="/", left=nodes.Number(), right=nodes.Name()):
            return type_.period
        case nodes.Binary(operator=operator, left=left, right=nodes.Number(unit=None, value=number)) if operator == (
            "/" if type_.is_rate else "*"
        ):
            return PARTS.get((_period_of(context, left) or "", int(number)))
        case _:
            return None
