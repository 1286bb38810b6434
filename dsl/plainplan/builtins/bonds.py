"""Built-ins of bonds with even coupon periods: price, yield and duration."""

from __future__ import annotations

from datetime import date

from plainplan.builtins.bond_flows import Flows, growth_of, worth
from plainplan.builtins.coupon_dates import coupon_period, coupons_left, days_in_period
from plainplan.builtins.dates import date_of
from plainplan.builtins.day_count import basis_of, days_between, frequency_of
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _periods(settlement: date, maturity: date, frequency: int, basis: int) -> tuple[int, float]:
    """The coupons that are left, and the part of a coupon period from settlement to the first of them.

    Excel takes that part as what has not accrued, also on bases 2 and 3, on which the days of a period are not the sum
    of those before and after settlement.
    """
    start, end = coupon_period(settlement, maturity, frequency)
    accrued = days_between(start, settlement, basis) / days_in_period(start, end, frequency, basis)
    return coupons_left(settlement, maturity, frequency), 1.0 - accrued


def _flows(coupons: int, first: float, coupon: float, redemption: float) -> Flows:
    flows = [(number + first, coupon) for number in range(coupons)]
    return [*flows, (coupons - 1.0 + first, redemption)]


@nan_where_undefined
def _price(
    settlement: float,
    maturity: float,
    rate: float,
    yield_: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    frequency = frequency_of(frequency)
    if rate < 0.0 or yield_ < 0.0 or redemption <= 0.0:
        return NAN
    coupons, first = _periods(date_of(settlement), date_of(maturity), frequency, basis_of(basis))
    coupon = 100.0 * rate / frequency
    accrued = coupon * (1.0 - first)
    if coupons == 1:
        return (redemption + coupon) / (1.0 + first * yield_ / frequency) - accrued
    return worth(_flows(coupons, first, coupon, redemption), 1.0 + yield_ / frequency) - accrued


@nan_where_undefined
def _yield(
    settlement: float,
    maturity: float,
    rate: float,
    price: float,
    redemption: float,
    frequency: float,
    basis: float = 0.0,
) -> float:
    frequency = frequency_of(frequency)
    if rate < 0.0 or price <= 0.0 or redemption <= 0.0:
        return NAN
    coupons, first = _periods(date_of(settlement), date_of(maturity), frequency, basis_of(basis))
    coupon = 100.0 * rate / frequency
    paid = price + coupon * (1.0 - first)
    if coupons == 1:
        return (redemption + coupon - paid) / paid * frequency / first
    return (growth_of(_flows(coupons, first, coupon, redemption), paid) - 1.0) * frequency


def _macaulay(
    settlement: float, maturity: float, coupon: float, yield_: float, frequency: float, basis: float
) -> float:
    frequency = frequency_of(frequency)
    if coupon < 0.0 or yield_ < 0.0:
        return NAN
    coupons, first = _periods(date_of(settlement), date_of(maturity), frequency, basis_of(basis))
    flows = _flows(coupons, first, 100.0 * coupon / frequency, 100.0)
    growth = 1.0 + yield_ / frequency
    weighted = [(periods, periods * amount) for periods, amount in flows]
    return worth(weighted, growth) / worth(flows, growth) / frequency


@nan_where_undefined
def _duration(
    settlement: float, maturity: float, coupon: float, yield_: float, frequency: float, basis: float = 0.0
) -> float:
    return _macaulay(settlement, maturity, coupon, yield_, frequency, basis)


@nan_where_undefined
def _mduration(
    settlement: float, maturity: float, coupon: float, yield_: float, frequency: float, basis: float = 0.0
) -> float:
    macaulay = _macaulay(settlement, maturity, coupon, yield_, frequency, basis)
    return macaulay / (1.0 + yield_ / frequency_of(frequency))


_SETTLEMENT = Parameter("settlement", "date")
_MATURITY = Parameter("maturity", "date")
_RATE = Parameter("rate", "rate")
_COUPON = Parameter("coupon", "rate")
_YIELD = Parameter("yld", "rate")
_REDEMPTION = Parameter("redemption", "number")
_FREQUENCY = Parameter("frequency", "number")
_BASIS = Parameter("basis", "number", 0)
_PRICE_DIFFERS = (
    "LibreOffice compounds a last coupon period too, and on bases 2 and 3 discounts from the days to the next coupon "
    "where Excel takes what has not accrued (scaddins/source/analysis, getPrice_ and getYield_)."
)
_DURATION_DIFFERS = (
    "LibreOffice counts the time to maturity by YEARFRAC, Excel by coupon periods "
    "(scaddins/source/analysis, GetDuration)."
)

RECORDS = (
    Builtin(
        name="duration",
        parameters=(_SETTLEMENT, _MATURITY, _COUPON, _YIELD, _FREQUENCY, _BASIS),
        result="number",
        sentence="The Macaulay duration of a bond in years: how long its money is out on average.",
        examples=(
            ("duration(2018-07-01, 2048-01-01, 8%, 9%, 2, 1)", 10.9191453),
            ("duration(2008-01-01, 2016-01-01, 8%, 9%, 2, 1)", 5.993775),
        ),
        scalar=_duration,
        excel="DURATION({*})",
        differs=_DURATION_DIFFERS,
    ),
    Builtin(
        name="mduration",
        parameters=(_SETTLEMENT, _MATURITY, _COUPON, _YIELD, _FREQUENCY, _BASIS),
        result="number",
        sentence="The modified duration of a bond: by how much its price falls for a rise of the yield.",
        examples=(("mduration(2008-01-01, 2016-01-01, 8%, 9%, 2, 1)", 5.73567),),
        scalar=_mduration,
        excel="MDURATION({*})",
        differs=_DURATION_DIFFERS,
    ),
    Builtin(
        name="price",
        parameters=(_SETTLEMENT, _MATURITY, _RATE, _YIELD, _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The price of a bond per 100 of face value, without the interest that has accrued.",
        examples=(("price(2008-02-15, 2017-11-15, 5.75%, 6.5%, 100, 2, 0)", 94.63436162),),
        scalar=_price,
        excel="PRICE({*})",
        differs=_PRICE_DIFFERS,
    ),
    Builtin(
        name="yield",
        parameters=(_SETTLEMENT, _MATURITY, _RATE, Parameter("pr", "number"), _REDEMPTION, _FREQUENCY, _BASIS),
        result="number",
        sentence="The yearly yield of a bond that is bought at a price per 100 of face value.",
        examples=(("yield(2008-02-15, 2016-11-15, 5.75%, 95.04287, 100, 2, 0)", 0.065),),
        scalar=_yield,
        excel="YIELD({*})",
        is_iterative=True,
        differs=_PRICE_DIFFERS,
    ),
)
