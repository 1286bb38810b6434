"""Built-ins of treasury bills, which fall due within a year of settlement."""

from __future__ import annotations

import math

from plainplan.builtins.dates import MONTHS_IN_YEAR, date_of
from plainplan.builtins.day_count import add_months
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

# A bill of more days than half a year is compared with a bond that pays a coupon before the bill falls due.
HALF_YEAR = 182


def _days(settlement: float, maturity: float) -> int:
    settled, matures = date_of(settlement), date_of(maturity)
    if not settled < matures <= add_months(settled, MONTHS_IN_YEAR):
        raise ValueError(maturity)
    return (matures - settled).days


@nan_where_undefined
def _tbilleq(settlement: float, maturity: float, discount: float) -> float:
    days = _days(settlement, maturity)
    price = 1.0 - discount * days / 360.0
    if discount <= 0.0 or price <= 0.0:
        return NAN
    if days <= HALF_YEAR:
        return 365.0 * discount / (360.0 - discount * days)
    years = days / (366.0 if days == 366 else 365.0)
    odd = 2.0 * years - 1.0
    return 2.0 * (math.sqrt(years * years - odd * (1.0 - 1.0 / price)) - years) / odd


@nan_where_undefined
def _tbillprice(settlement: float, maturity: float, discount: float) -> float:
    price = 100.0 * (1.0 - discount * _days(settlement, maturity) / 360.0)
    return price if discount > 0.0 and price > 0.0 else NAN


@nan_where_undefined
def _tbillyield(settlement: float, maturity: float, price: float) -> float:
    days = _days(settlement, maturity)
    return (100.0 - price) / price * 360.0 / days if price > 0.0 else NAN


_SETTLEMENT = Parameter("settlement", "date")
_MATURITY = Parameter("maturity", "date")
_DISCOUNT = Parameter("discount", "rate")
_DIFFERS = (
    "LibreOffice counts 30/360 and one day more, Excel the days of the calendar, and for more than half a year "
    "Excel compares with a bond that pays a coupon (scaddins/source/analysis, getTbilleq)."
)
_DAYS_DIFFER = (
    "LibreOffice counts 30/360 and one day more, Excel the days of the calendar "
    "(scaddins/source/analysis, getTbillprice and getTbillyield)."
)

RECORDS = (
    Builtin(
        name="tbilleq",
        parameters=(_SETTLEMENT, _MATURITY, _DISCOUNT),
        result="number",
        sentence="The yield of a treasury bill as a bond would state it.",
        examples=(("tbilleq(2008-03-31, 2008-06-01, 9.14%)", 0.09415149),),
        scalar=_tbilleq,
        excel="TBILLEQ({*})",
        differs=_DIFFERS,
    ),
    Builtin(
        name="tbillprice",
        parameters=(_SETTLEMENT, _MATURITY, _DISCOUNT),
        result="number",
        sentence="The price of a treasury bill per 100 of face value.",
        examples=(("tbillprice(2008-03-31, 2008-06-01, 9%)", 98.45),),
        scalar=_tbillprice,
        excel="TBILLPRICE({*})",
        differs=_DAYS_DIFFER,
    ),
    Builtin(
        name="tbillyield",
        parameters=(_SETTLEMENT, _MATURITY, Parameter("pr", "number")),
        result="number",
        sentence="The yield of a treasury bill that is bought at a price per 100 of face value.",
        examples=(("tbillyield(2008-03-31, 2008-06-01, 98.45)", 0.091417),),
        scalar=_tbillyield,
        excel="TBILLYIELD({*})",
        differs=_DAYS_DIFFER,
    ),
)
