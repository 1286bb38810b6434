"""Built-ins of rates: from one compounding to another, and what a growth or a loan comes to a period."""

from __future__ import annotations

import math

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter
from plainplan.builtins.roots import find_rate


@nan_where_undefined
def _effect(nominal: float, periods: float) -> float:
    periods = math.trunc(periods)
    if nominal <= 0.0 or periods < 1:
        return NAN
    return math.pow(1.0 + nominal / periods, periods) - 1.0


@nan_where_undefined
def _nominal(effective: float, periods: float) -> float:
    periods = math.trunc(periods)
    if effective <= 0.0 or periods < 1:
        return NAN
    return (math.pow(1.0 + effective, 1.0 / periods) - 1.0) * periods


@nan_where_undefined
def _rri(periods: float, present: float, future: float) -> float:
    if periods <= 0.0:
        return NAN
    # Excel: what was nothing and still is has grown by nothing.
    if present == future == 0.0:
        return 0.0
    return math.pow(future / present, 1.0 / periods) - 1.0


@nan_where_undefined
def _pduration(rate: float, present: float, future: float) -> float:
    if rate <= 0.0 or present <= 0.0 or future <= 0.0:
        return NAN
    return math.log(future / present) / math.log1p(rate)


@nan_where_undefined
def _rate(
    periods: float, payment: float, present: float, future: float = 0.0, at_start: float = 0.0, guess: float = 0.1
) -> float:
    if periods <= 0.0:
        return NAN
    # A payment at the start of each period is one at the end of each, one more today and one less at the end.
    if at_start:
        present, future = present + payment, future - payment

    def near(rate: float) -> tuple[float, float, float]:
        growth = math.pow(1.0 + rate, periods)
        earlier = growth / (1.0 + rate)
        if rate == 0.0:
            annuity, slope = periods, periods * (periods - 1.0) / 2.0
        else:
            annuity = (growth - 1.0) / rate
            slope = (periods * earlier - annuity) / rate
        terms = (present * growth, payment * annuity, future)
        return sum(terms), present * periods * earlier + payment * slope, sum(map(abs, terms))

    def far(growth: float) -> float:
        # Brought to today or to the end, whichever is the smaller.
        rate, total = math.expm1(growth), growth * periods
        annuity = periods if rate == 0.0 else -math.expm1(-abs(total)) / abs(rate)
        if growth > 0.0:
            return present + payment * annuity + future * math.exp(-total)
        return present * math.exp(total) + payment * annuity + future

    return find_rate(near, far, guess)


RECORDS = (
    Builtin(
        name="effect",
        parameters=(Parameter("nominal_rate", "rate"), Parameter("npery", "number")),
        result="number",
        sentence="The effective yearly rate of a nominal one that is compounded so many times a year.",
        examples=(("effect(5.25%, 4)", 0.0535427),),
        scalar=_effect,
        # LibreOffice answers 0 to a rate of 0, Excel an error.
        excel="EFFECT({0},{1})/({0}>0)",
    ),
    Builtin(
        name="nominal_rate",
        parameters=(Parameter("effective_rate", "rate"), Parameter("npery", "number")),
        result="number",
        sentence="The nominal yearly rate that, compounded so many times a year, makes an effective one.",
        examples=(("nominal(5.3543%, 4)", 0.05250032),),
        scalar=_nominal,
        excel="NOMINAL({0},{1})/({0}>0)",
    ),
    Builtin(
        name="pduration",
        parameters=(Parameter("rate", "rate"), Parameter("pv", "a"), Parameter("fv", "a")),
        result="number",
        sentence="How many periods a sum takes to grow to another.",
        examples=(("pduration(2.5%, 2_000, 2_200)", 3.86), ("pduration(2.5%/12, 1_000, 1_200)", 87.6)),
        scalar=_pduration,
        excel="_xlfn.PDURATION({*})",
    ),
    Builtin(
        name="rate",
        parameters=(
            Parameter("nper", "count"),
            Parameter("pmt", "a"),
            Parameter("pv", "a"),
            Parameter("fv", "a", 0),
            Parameter("type", "number", 0),
            Parameter("guess", "rate", 0.1),
        ),
        result="number",
        sentence="The rate a period of a loan or of savings with level payments.",
        examples=(("rate(4*12, -200, 8_000)", 0.01), ("rate(4*12, -200, 8_000) * 12", 0.0924)),
        scalar=_rate,
        excel="RATE({*})",
        is_iterative=True,
        differs="LibreOffice and Excel give up after some steps where this still finds a root.",
    ),
    Builtin(
        name="rri",
        parameters=(Parameter("nper", "count"), Parameter("pv", "a"), Parameter("fv", "a")),
        result="number",
        sentence="The rate a period at which a sum grows to another.",
        examples=(("rri(96, 10_000, 11_000)", 0.0009933),),
        scalar=_rri,
        excel="_xlfn.RRI({*})",
        differs="From 0 to 0 Excel gives 0, LibreOffice an error (ExcelFinancialFunctions, testdata/rri).",
    ),
)
