"""Built-ins of the time between two dates on a day count."""

from __future__ import annotations

from plainplan.builtins.dates import date_of
from plainplan.builtins.day_count import basis_of, european_days, is_month_end, year_fraction
from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


@nan_where_undefined
def _days360(start: float, end: float, method: float = 0.0) -> float:
    first, last = date_of(start), date_of(end)
    if method:
        return european_days(first, last)
    # Unlike the 30/360 of the securities functions this one never moves an end in February.
    from_day = 30 if first.month == 2 and is_month_end(first) else min(first.day, 30)
    to_day = 30 if last.day == 31 and from_day == 30 else last.day
    return 360 * (last.year - first.year) + 30 * (last.month - first.month) + to_day - from_day


@nan_where_undefined
def _yearfrac(start: float, end: float, basis: float = 0.0) -> float:
    counted = basis_of(basis)
    first, last = sorted((date_of(start), date_of(end)))
    return year_fraction(first, last, counted)


_START = Parameter("start_date", "date")
_END = Parameter("end_date", "date")

RECORDS = (
    Builtin(
        name="days360",
        parameters=(_START, _END, Parameter("method", "boolean", 0)),
        result="number",
        sentence="The days from one date to another in a year of twelve months of 30 days (method true: European).",
        examples=(
            ("days360(2011-01-30, 2011-02-01)", 1),
            ("days360(2011-01-01, 2011-12-31)", 360),
            ("days360(2011-01-01, 2011-02-01)", 30),
        ),
        scalar=_days360,
        excel="DAYS360({*})",
    ),
    Builtin(
        name="yearfrac",
        parameters=(_START, _END, Parameter("basis", "number", 0)),
        result="number",
        sentence="The years between two dates, in whichever order, on one of Excel's day counts.",
        examples=(
            ("yearfrac(2012-01-01, 2012-07-30)", 0.58055556),
            ("yearfrac(2012-01-01, 2012-07-30, 1)", 0.57650273),
            ("yearfrac(2012-01-01, 2012-07-30, 3)", 0.57808219),
        ),
        scalar=_yearfrac,
        excel="YEARFRAC({*})",
    ),
)
