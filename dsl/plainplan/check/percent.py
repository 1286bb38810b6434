"""A rate whose `%` was forgotten."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.syntax import nodes

# A rate of a hundred per cent a year and more is seldom meant, and then it is written `100%/year`.
LEAST_DOUBTED = 1


def doubt_missing_percent(context: Context, value: nodes.Expression) -> None:
    """Warn of `1.5/year` where a rate is expected: it is 150% a year."""
    match value:
        case nodes.Binary(operator="/", left=nodes.Number(unit=None) as number, right=nodes.Name() as period):
            is_plain = not number.text.endswith(("%", "bp")) and number.value >= LEAST_DOUBTED
            if is_plain and context.type_of(value).is_rate:
                context.report(
                    "out-of-range",
                    f"`{value.span.text}` is {number.value * 100:,.10g}% a {period.name}",
                    value.span,
                    help=f"write `{number.text}%/{period.span.text}`",
                    severity="warning",
                )
