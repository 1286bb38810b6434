"""Built-ins of prices quoted in fractions: 1.02 in sixteenths is 1 and 2/16."""

from __future__ import annotations

import math

from plainplan.builtins.defined import NAN, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


def _scale(fraction: float) -> float:
    """What lifts the digits behind the point to a numerator, over the denominator."""
    denominator = math.trunc(fraction)
    return 10.0 ** math.ceil(math.log10(denominator)) / denominator


@nan_where_undefined
def _dollarde(dollar: float, fraction: float) -> float:
    if fraction < 1.0:
        return NAN
    rest, whole = math.modf(dollar)
    return whole + rest * _scale(fraction)


@nan_where_undefined
def _dollarfr(dollar: float, fraction: float) -> float:
    if fraction < 1.0:
        return NAN
    rest, whole = math.modf(dollar)
    return whole + rest / _scale(fraction)


_FRACTION = Parameter("fraction", "number")

RECORDS = (
    Builtin(
        name="dollarde",
        parameters=(Parameter("fractional_dollar", "number"), _FRACTION),
        result="number",
        sentence="The decimal price of one quoted in a fraction: 1.02 in sixteenths is 1.125.",
        examples=(("dollarde(1.02, 16)", 1.125), ("dollarde(1.1, 32)", 1.3125)),
        scalar=_dollarde,
        excel="DOLLARDE({0},{1})",
    ),
    Builtin(
        name="dollarfr",
        parameters=(Parameter("decimal_dollar", "number"), _FRACTION),
        result="number",
        sentence="The price quoted in a fraction of a decimal one: 1.125 is 1.02 in sixteenths.",
        examples=(("dollarfr(1.125, 16)", 1.02), ("dollarfr(1.125, 32)", 1.04)),
        scalar=_dollarfr,
        excel="DOLLARFR({0},{1})",
    ),
)
