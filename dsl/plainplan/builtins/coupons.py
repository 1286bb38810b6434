"""Built-ins of the coupon dates of a bond."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from plainplan.builtins.coupon_dates import coupon_period, coupons_left, days_in_period, days_to_coupon
from plainplan.builtins.dates import FIRST_SERIAL, MONTHS_IN_YEAR, date_of, serial_of
from plainplan.builtins.day_count import add_months, basis_of, days_between, frequency_of
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _of_period(measure: Callable[[date, date, date, int, int], float]) -> Callable[..., float]:
    """A built-in that measures the coupon period of settlement."""

    def scalar(settlement: float, maturity: float, frequency: float, basis: float = 0.0) -> float:
        settled, coupons, counted = date_of(settlement), frequency_of(frequency), basis_of(basis)
        start, end = coupon_period(settled, date_of(maturity), coupons)
        return measure(start, settled, end, coupons, counted)

    return nan_where_undefined(scalar)


def _serial(day: date) -> float:
    serial = serial_of(day)
    return serial if serial >= FIRST_SERIAL else NAN


@nan_where_undefined
def _coupdays(settlement: float, maturity: float, frequency: float, basis: float = 0.0) -> float:
    matures, coupons, counted = date_of(maturity), frequency_of(frequency), basis_of(basis)
    periods = coupons_left(date_of(settlement), matures, coupons)
    # Unlike all that measures by this period, Excel's COUPDAYS lets no month's end return to a month's end.
    start, end = (add_months(matures, -number * MONTHS_IN_YEAR // coupons) for number in (periods, periods - 1))
    return days_in_period(start, end, coupons, counted)


@nan_where_undefined
def _coupnum(settlement: float, maturity: float, frequency: float, basis: float = 0.0) -> float:
    basis_of(basis)
    return coupons_left(date_of(settlement), date_of(maturity), frequency_of(frequency))


_PARAMETERS = (
    Parameter("settlement", "date"),
    Parameter("maturity", "date"),
    Parameter("frequency", "number"),
    Parameter("basis", "number", 0),
)
_DIFFERS = (
    "LibreOffice counts 30/360 to a coupon date at an end of February by rules of its own "
    "(scaddins/source/analysis, ScaDate)."
)

RECORDS = (
    Builtin(
        name="coupdaybs",
        parameters=_PARAMETERS,
        result="number",
        sentence="The days from the start of a bond's coupon period to settlement.",
        examples=(("coupdaybs(2011-01-25, 2011-11-15, 2, 1)", 71),),
        scalar=_of_period(lambda start, settled, end, coupons, basis: days_between(start, settled, basis)),
        excel="COUPDAYBS({*})",
    ),
    Builtin(
        name="coupdays",
        parameters=_PARAMETERS,
        result="number",
        sentence="The days in the coupon period of a bond that holds settlement.",
        examples=(("coupdays(2011-01-25, 2011-11-15, 2, 1)", 181),),
        scalar=_coupdays,
        excel="COUPDAYS({*})",
        source="On basis 1 Excel does not count from month's end to month's end: a bond of 29 February 2016 that is"
        " settled on 1 January 2012 has 184 days between half-yearly coupons (ExcelFinancialFunctions,"
        " docs/compatibility), one of 28 February 2023 settled on 25 October 2019 has 365"
        " (gnumeric-list, January 2002).",
        differs="LibreOffice counts on basis 1 from month's end to month's end.",
    ),
    Builtin(
        name="coupdaysnc",
        parameters=_PARAMETERS,
        result="number",
        sentence="The days from settlement to the next coupon of a bond.",
        examples=(("coupdaysnc(2011-01-25, 2011-11-15, 2, 1)", 110),),
        scalar=_of_period(lambda start, settled, end, coupons, basis: days_to_coupon(start, settled, end, basis)),
        excel="COUPDAYSNC({*})",
        differs=_DIFFERS,
    ),
    Builtin(
        name="coupncd",
        parameters=_PARAMETERS,
        result="date",
        sentence="The next coupon date of a bond after settlement.",
        examples=(("coupncd(2011-01-25, 2011-11-15, 2, 1)", 40678),),
        scalar=_of_period(lambda start, settled, end, coupons, basis: _serial(end)),
        excel="COUPNCD({*})",
    ),
    Builtin(
        name="coupnum",
        parameters=_PARAMETERS,
        result="number",
        sentence="The number of coupons of a bond that are paid from settlement to maturity.",
        examples=(("coupnum(2007-01-25, 2008-11-15, 2, 1)", 4),),
        scalar=_coupnum,
        excel="COUPNUM({*})",
    ),
    Builtin(
        name="couppcd",
        parameters=_PARAMETERS,
        result="date",
        sentence="The coupon date of a bond at or before settlement.",
        examples=(("couppcd(2011-01-25, 2011-11-15, 2, 1)", 40497),),
        scalar=_of_period(lambda start, settled, end, coupons, basis: _serial(start)),
        excel="COUPPCD({*})",
    ),
)
