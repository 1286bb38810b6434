"""Built-ins of securities that pay at maturity: at a discount, or with their interest; and of accrued interest."""

from __future__ import annotations

from datetime import date

from plainplan.builtins.accrual import accrued_coupons
from plainplan.builtins.dates import date_of
from plainplan.builtins.day_count import basis_of, days_between, days_in_year, frequency_of, year_fraction
from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _years(start: float, end: float, basis: float) -> float:
    """The years from one date to a later one; ValueError when the other is not later."""
    first, last = date_of(start), date_of(end)
    if first >= last:
        raise ValueError(end)
    return year_fraction(first, last, basis_of(basis))


@nan_where_undefined
def _disc(settlement: float, maturity: float, price: float, redemption: float, basis: float = 0.0) -> float:
    if price <= 0.0 or redemption <= 0.0:
        return NAN
    return (1.0 - price / redemption) / _years(settlement, maturity, basis)


@nan_where_undefined
def _intrate(settlement: float, maturity: float, investment: float, redemption: float, basis: float = 0.0) -> float:
    if investment <= 0.0 or redemption <= 0.0:
        return NAN
    return (redemption / investment - 1.0) / _years(settlement, maturity, basis)


@nan_where_undefined
def _received(settlement: float, maturity: float, investment: float, discount: float, basis: float = 0.0) -> float:
    kept = 1.0 - discount * _years(settlement, maturity, basis)
    return investment / kept if investment > 0.0 and discount > 0.0 and kept > 0.0 else NAN


@nan_where_undefined
def _pricedisc(settlement: float, maturity: float, discount: float, redemption: float, basis: float = 0.0) -> float:
    if discount <= 0.0 or redemption <= 0.0:
        return NAN
    return redemption * (1.0 - discount * _years(settlement, maturity, basis))


def _shares_of_year(settlement: date, maturity: date, issue: date, basis: int) -> tuple[float, float, float]:
    """The years from issue to maturity, from issue to settlement and from settlement to maturity.

    Excel measures all three by the year of issue to settlement.
    """
    if not issue <= settlement < maturity:
        raise ValueError(settlement)
    year = days_in_year(issue, settlement, basis)
    total, accrued = days_between(issue, maturity, basis), days_between(issue, settlement, basis)
    return total / year, accrued / year, (total - accrued) / year


@nan_where_undefined
def _pricemat(
    settlement: float, maturity: float, issue: float, rate: float, yield_: float, basis: float = 0.0
) -> float:
    if rate < 0.0 or yield_ < 0.0:
        return NAN
    total, accrued, left = _shares_of_year(date_of(settlement), date_of(maturity), date_of(issue), basis_of(basis))
    return 100.0 * ((1.0 + total * rate) / (1.0 + left * yield_) - accrued * rate)


@nan_where_undefined
def _yieldmat(settlement: float, maturity: float, issue: float, rate: float, price: float, basis: float = 0.0) -> float:
    if rate < 0.0 or price <= 0.0:
        return NAN
    total, accrued, left = _shares_of_year(date_of(settlement), date_of(maturity), date_of(issue), basis_of(basis))
    paid = price / 100.0 + accrued * rate
    return (1.0 + total * rate - paid) / paid / left


@nan_where_undefined
def _accrint(
    issue: float,
    first_interest: float,
    settlement: float,
    rate: float,
    par: float,
    frequency: float,
    basis: float = 0.0,
    calc_method: float = 1.0,
) -> float:
    coupons = frequency_of(frequency)
    issued, first, settled = date_of(issue), date_of(first_interest), date_of(settlement)
    if rate <= 0.0 or par <= 0.0 or issued >= settled:
        return NAN
    return par * rate / coupons * accrued_coupons(issued, first, settled, coupons, basis_of(basis), calc_method != 0.0)


@nan_where_undefined
def _accrintm(issue: float, settlement: float, rate: float, par: float, basis: float = 0.0) -> float:
    if rate <= 0.0 or par <= 0.0:
        return NAN
    return par * rate * _years(issue, settlement, basis)


_SETTLEMENT = Parameter("settlement", "date")
_MATURITY = Parameter("maturity", "date")
_ISSUE = Parameter("issue", "date")
_RATE = Parameter("rate", "rate")
_PRICE = Parameter("pr", "number")
_PAR = Parameter("par", "a")
_INVESTMENT = Parameter("investment", "a")
_DISCOUNT = Parameter("discount", "rate")
_REDEMPTION = Parameter("redemption", "number")
_BASIS = Parameter("basis", "number", 0)
_YEAR_DIFFERS = (
    "LibreOffice measures basis 1 by the calendar year of the first date, and 30/360 without the rules of ends of "
    "months (scaddins/source/analysis, GetYearDiff)."
)
_ACCRINT_DIFFERS = (
    "LibreOffice knows no coupon periods and no `calc_method`, and counts as for accrintm "
    "(scaddins/source/analysis, getAccrint)."
)
_MAT_DIFFERS = (
    "LibreOffice takes YEARFRAC of each span, Excel measures all by the year from issue to settlement "
    "(scaddins/source/analysis, getPricemat and GetYieldmat)."
)

RECORDS = (
    Builtin(
        name="accrint",
        parameters=(
            _ISSUE,
            Parameter("first_interest", "date"),
            _SETTLEMENT,
            _RATE,
            _PAR,
            Parameter("frequency", "number"),
            _BASIS,
            Parameter("calc_method", "boolean", 1),
        ),
        result="a",
        sentence="The interest that has accrued on a security with coupons since issue.",
        examples=(
            ("accrint(2008-03-01, 2008-08-31, 2008-05-01, 10%, 1000, 2, 0)", 16.666667),
            ("accrint(2008-03-05, 2008-08-31, 2008-05-01, 10%, 1000, 2, 0, false)", 15.555556),
            ("accrint(2008-04-05, 2008-08-31, 2008-05-01, 10%, 1000, 2, 0, true)", 7.2222222),
        ),
        scalar=_accrint,
        excel="ACCRINT({*})",
        source="With calc_method false Excel leaves out the whole periods before the one that ends with first interest;"
        " its page says that it counts from first interest.",
        differs=_ACCRINT_DIFFERS,
    ),
    Builtin(
        name="accrintm",
        parameters=(_ISSUE, _SETTLEMENT, _RATE, _PAR, _BASIS),
        result="a",
        sentence="The interest that has accrued on a security that pays its interest at maturity.",
        examples=(("accrintm(2008-04-01, 2008-06-15, 10%, 1000, 3)", 20.54794521),),
        scalar=_accrintm,
        excel="ACCRINTM({*})",
        differs=_YEAR_DIFFERS,
    ),
    Builtin(
        name="disc",
        parameters=(_SETTLEMENT, _MATURITY, _PRICE, _REDEMPTION, _BASIS),
        result="number",
        sentence="The yearly discount at which a security is sold for a price per 100 of face value.",
        examples=(
            ("disc(2018-07-01, 2048-01-01, 97.975, 100, 1)", 0.000686384),
            ("disc(2007-01-25, 2007-06-15, 97.975, 100, 1)", 0.052420),
        ),
        scalar=_disc,
        excel="DISC({*})",
    ),
    Builtin(
        name="intrate",
        parameters=(_SETTLEMENT, _MATURITY, _INVESTMENT, Parameter("redemption", "a"), _BASIS),
        result="number",
        sentence="The yearly interest of a security into which all money is paid at once.",
        examples=(("intrate(2008-02-15, 2008-05-15, 1_000_000, 1_014_420, 2)", 0.05768),),
        scalar=_intrate,
        excel="INTRATE({*})",
        differs=_YEAR_DIFFERS,
    ),
    Builtin(
        name="pricedisc",
        parameters=(_SETTLEMENT, _MATURITY, _DISCOUNT, _REDEMPTION, _BASIS),
        result="number",
        sentence="The price per 100 of face value of a security that is sold at a discount.",
        examples=(("pricedisc(2008-02-16, 2008-03-01, 5.25%, 100, 2)", 99.795833),),
        scalar=_pricedisc,
        excel="PRICEDISC({*})",
        differs=_YEAR_DIFFERS,
    ),
    Builtin(
        name="pricemat",
        parameters=(_SETTLEMENT, _MATURITY, _ISSUE, _RATE, Parameter("yld", "rate"), _BASIS),
        result="number",
        sentence="The price per 100 of face value of a security that pays its interest at maturity.",
        examples=(("pricemat(2008-02-15, 2008-04-13, 2007-11-11, 6.1%, 6.1%, 0)", 99.98449888),),
        scalar=_pricemat,
        excel="PRICEMAT({*})",
        differs=_MAT_DIFFERS,
    ),
    Builtin(
        name="received",
        parameters=(_SETTLEMENT, _MATURITY, _INVESTMENT, _DISCOUNT, _BASIS),
        result="a",
        sentence="What a security into which all money is paid at once gives back at maturity.",
        examples=(("received(2008-02-15, 2008-05-15, 1_000_000, 5.75%, 2)", 1014584.65),),
        scalar=_received,
        excel="RECEIVED({*})",
        differs=_YEAR_DIFFERS,
    ),
    Builtin(
        name="yielddisc",
        parameters=(_SETTLEMENT, _MATURITY, _PRICE, _REDEMPTION, _BASIS),
        result="number",
        sentence="The yearly yield of a security that is bought at a discount, as a treasury bill.",
        examples=(("yielddisc(2008-02-16, 2008-03-01, 99.795, 100, 2)", 0.052823),),
        scalar=_intrate,
        excel="YIELDDISC({*})",
    ),
    Builtin(
        name="yieldmat",
        parameters=(_SETTLEMENT, _MATURITY, _ISSUE, _RATE, _PRICE, _BASIS),
        result="number",
        sentence="The yearly yield of a security that pays its interest at maturity.",
        examples=(("yieldmat(2008-03-15, 2008-11-03, 2007-11-08, 6.25%, 100.0123, 0)", 0.060954),),
        scalar=_yieldmat,
        excel="YIELDMAT({*})",
        differs=_MAT_DIFFERS,
    ),
)
