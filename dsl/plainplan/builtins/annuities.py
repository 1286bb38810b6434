"""Built-ins of loans and level payments, with Excel's signs: what is paid out is negative."""

from __future__ import annotations

import math

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _future_value(rate: float, periods: float, payment: float, present: float, at_start: float) -> float:
    if rate == 0.0:
        return -(present + payment * periods)
    growth = math.pow(1.0 + rate, periods)
    due = 1.0 + rate if at_start else 1.0
    return -(present * growth + payment * due * (growth - 1.0) / rate)


def _payment(rate: float, periods: float, present: float, future: float, at_start: float) -> float:
    if rate == 0.0:
        return -(present + future) / periods
    # log1p and expm1 keep the digits of a small rate, as LibreOffice does.
    exponent = periods * math.log1p(rate)
    due = 1.0 + rate if at_start else 1.0
    return -(future + present * math.exp(exponent)) * rate / (due * math.expm1(exponent))


def _interest(
    rate: float, period: float, periods: float, present: float, future: float, at_start: float, payment: float
) -> float:
    if not 1.0 <= period <= periods:
        return NAN
    if period == 1.0:
        return 0.0 if at_start else -present * rate
    if at_start:
        return (_future_value(rate, period - 2.0, payment, present, 1.0) - payment) * rate
    return _future_value(rate, period - 1.0, payment, present, 0.0) * rate


@nan_where_undefined
def _fv(rate: float, periods: float, payment: float, present: float = 0.0, at_start: float = 0.0) -> float:
    return _future_value(rate, periods, payment, present, at_start)


@nan_where_undefined
def _pv(rate: float, periods: float, payment: float, future: float = 0.0, at_start: float = 0.0) -> float:
    if rate == 0.0:
        return -(future + payment * periods)
    if at_start:
        annuity = payment * (1.0 - math.pow(1.0 + rate, 1.0 - periods)) / rate + payment
    else:
        annuity = payment * (1.0 - math.pow(1.0 + rate, -periods)) / rate
    return -(future * math.pow(1.0 + rate, -periods) + annuity)


@nan_where_undefined
def _pmt(rate: float, periods: float, present: float, future: float = 0.0, at_start: float = 0.0) -> float:
    return _payment(rate, periods, present, future, at_start)


@nan_where_undefined
def _ipmt(
    rate: float, period: float, periods: float, present: float, future: float = 0.0, at_start: float = 0.0
) -> float:
    payment = _payment(rate, periods, present, future, at_start)
    return _interest(rate, period, periods, present, future, at_start, payment)


@nan_where_undefined
def _ppmt(
    rate: float, period: float, periods: float, present: float, future: float = 0.0, at_start: float = 0.0
) -> float:
    payment = _payment(rate, periods, present, future, at_start)
    return payment - _interest(rate, period, periods, present, future, at_start, payment)


@nan_where_undefined
def _nper(rate: float, payment: float, present: float, future: float = 0.0, at_start: float = 0.0) -> float:
    if rate <= -1.0:
        return NAN
    if present + future == 0.0:
        return 0.0
    if rate == 0.0:
        return -(present + future) / payment
    due = payment * (1.0 + rate) if at_start else payment
    return math.log(-(rate * future - due) / (rate * present + due)) / math.log1p(rate)


@nan_where_undefined
def _cumprinc(rate: float, periods: float, present: float, start: float, end: float, at_start: float) -> float:
    if not _is_span(rate, periods, present, start, end, at_start):
        return NAN
    return _repaid(rate, periods, present, start, end, at_start)


@nan_where_undefined
def _cumipmt(rate: float, periods: float, present: float, start: float, end: float, at_start: float) -> float:
    if not _is_span(rate, periods, present, start, end, at_start):
        return NAN
    count = math.floor(end) - math.ceil(start) + 1
    paid = count * _payment(rate, periods, present, 0.0, at_start)
    return paid - _repaid(rate, periods, present, start, end, at_start)


def _is_span(rate: float, periods: float, present: float, start: float, end: float, at_start: float) -> bool:
    return rate > 0.0 and present > 0.0 and 1.0 <= start <= end <= periods and at_start in (0.0, 1.0)


def _repaid(rate: float, periods: float, present: float, start: float, end: float, at_start: float) -> float:
    """The principal in the payments of the periods from start to end, negative as it is paid out."""
    payment = _payment(rate, periods, present, 0.0, at_start)

    def owed(period: int) -> float:
        """What is owed after the payment of a period."""
        if period < 1:
            return present
        if at_start:
            return payment - _future_value(rate, period - 1.0, payment, present, 1.0)
        return -_future_value(rate, period, payment, present, 0.0)

    # Excel begins with the first whole period from the start on, and ends with the last one up to the end.
    return owed(math.floor(end)) - owed(math.ceil(start) - 1)


@nan_where_undefined
def _ispmt(rate: float, period: float, periods: float, present: float) -> float:
    return present * rate * (period / periods - 1.0)


_RATE = Parameter("rate", "rate")
_PERIOD = Parameter("per", "number")
_PERIODS = Parameter("nper", "count")
_PAYMENT = Parameter("pmt", "a")
_PRESENT = Parameter("pv", "a")
_FUTURE = Parameter("fv", "a", 0)
_TYPE = Parameter("type", "number", 0)
_SPAN = (
    _RATE,
    _PERIODS,
    _PRESENT,
    Parameter("start_period", "number"),
    Parameter("end_period", "number"),
    Parameter("type", "number"),
)
_OF_SPANS = (
    "LibreOffice begins before a start that is no whole period, and takes any type but 0 as 1;"
    " Excel begins after it, and takes 0 and 1 (ExcelFinancialFunctions, testdata/cumipmt)."
)

RECORDS = (
    Builtin(
        name="cumipmt",
        parameters=_SPAN,
        result="a",
        sentence="The interest that a loan with level payments costs from one period to another.",
        examples=(
            ("cumipmt(9%/12, 30*12, 125_000, 13, 24, 0)", -11135.23),
            ("cumipmt(9%/12, 30*12, 125_000, 1, 1, 0)", -937.50),
        ),
        scalar=_cumipmt,
        excel="CUMIPMT({*})",
        differs=_OF_SPANS,
    ),
    Builtin(
        name="cumprinc",
        parameters=_SPAN,
        result="a",
        sentence="The principal that a loan with level payments repays from one period to another.",
        examples=(
            ("cumprinc(9%/12, 30*12, 125_000, 13, 24, 0)", -934.1071),
            ("cumprinc(9%/12, 30*12, 125_000, 1, 1, 0)", -68.27827),
        ),
        scalar=_cumprinc,
        excel="CUMPRINC({*})",
        differs=_OF_SPANS,
    ),
    Builtin(
        name="fv",
        parameters=(_RATE, _PERIODS, _PAYMENT, Parameter("pv", "a", 0), _TYPE),
        result="a",
        sentence="The value after so many periods of a sum and of level payments at each end (type 1: at each start).",
        examples=(
            ("fv(6%/12, 10, -200, -500, 1)", 2581.40),
            ("fv(12%/12, 12, -1000)", 12682.50),
            ("fv(11%/12, 35, -2000, 0, 1)", 82846.25),
            ("fv(6%/12, 12, -100, -1000, 1)", 2301.40),
        ),
        scalar=_fv,
        excel="FV({*})",
    ),
    Builtin(
        name="ipmt",
        parameters=(_RATE, _PERIOD, _PERIODS, _PRESENT, _FUTURE, _TYPE),
        result="a",
        sentence="The interest in one payment of a loan with level payments.",
        examples=(("ipmt(10%/12, 1, 3*12, 8000)", -66.67), ("ipmt(10%, 3, 3, 8000)", -292.45)),
        scalar=_ipmt,
        excel="IPMT({*})/({0}>-1)",
    ),
    Builtin(
        name="ispmt",
        parameters=(_RATE, _PERIOD, _PERIODS, _PRESENT),
        result="a",
        sentence="The interest of a loan that is repaid in equal parts of principal; its first period is number 0.",
        examples=(("ispmt(10%/12, 1, 3*12, 8_000_000)", -64814.8), ("ispmt(10%, 1, 3, 8_000_000)", -533333.33)),
        scalar=_ispmt,
        excel="ISPMT({*})",
    ),
    Builtin(
        name="nper",
        parameters=(_RATE, _PAYMENT, _PRESENT, _FUTURE, _TYPE),
        result="number",
        sentence="How many level payments it takes from a present to a future value.",
        examples=(
            ("nper(12%/12, -100, -1000, 10_000, 1)", 59.6738657),
            ("nper(12%/12, -100, -1000, 10_000)", 60.0821229),
            ("nper(12%/12, -100, -1000)", -9.57859404),
        ),
        scalar=_nper,
        excel="NPER({*})/({0}>-1)",
    ),
    Builtin(
        name="pmt",
        parameters=(_RATE, _PERIODS, _PRESENT, _FUTURE, _TYPE),
        result="a",
        sentence="The level payment of a loan; what is paid out is negative.",
        examples=(
            ("pmt(8%/12, 10, 10_000)", -1037.03),
            ("pmt(8%/12, 10, 10_000, 0, 1)", -1030.16),
            ("pmt(6%/12, 18*12, 0, 50_000)", -129.08),
        ),
        scalar=_pmt,
        # Programs differ in what a loss of everything pays; it is undefined.
        excel="PMT({*})/({0}>-1)",
    ),
    Builtin(
        name="ppmt",
        parameters=(_RATE, _PERIOD, _PERIODS, _PRESENT, _FUTURE, _TYPE),
        result="a",
        sentence="The repayment of principal in one payment of a loan with level payments.",
        examples=(("ppmt(10%/12, 1, 2*12, 2000)", -75.62), ("ppmt(8%, 10, 10, 200_000)", -27598.05)),
        scalar=_ppmt,
        excel="PPMT({*})/({0}>-1)",
    ),
    Builtin(
        name="pv",
        parameters=(_RATE, _PERIODS, _PAYMENT, _FUTURE, _TYPE),
        result="a",
        sentence="What level payments and a future sum are worth today.",
        examples=(("pv(8%/12, 12*20, 500, 0, 0)", -59777.15),),
        scalar=_pv,
        excel="PV({*})",
    ),
)
