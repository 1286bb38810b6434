"""Built-ins of plain arithmetic."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter


@nan_where_undefined
def power(base: float, exponent: float) -> float:
    """A power: undefined for 0^0, 0 to a negative exponent, and a negative base unless the exponent is whole."""
    if base == 0.0 and exponent <= 0.0:
        return math.nan
    # math.pow raises where the base is negative and the exponent is not whole; `**` would answer with a complex number.
    return math.pow(base, exponent)


@nan_where_undefined
def _sign(number: float) -> float:
    return (number > 0.0) - (number < 0.0)


@nan_where_undefined
def _sum(*numbers: float) -> float:
    # From the left, one after the other: `sum` of Python 3.12 compensates, and a column of cells does not.
    total = numbers[0]
    for number in numbers[1:]:
        total += number
    return total


RECORDS = (
    Builtin(
        name="abs",
        parameters=(Parameter("number", "a"),),
        result="a",
        sentence="The number without its sign.",
        examples=(("abs(2)", 2), ("abs(-2)", 2)),
        scalar=nan_where_undefined(abs),
        code="abs({0})",
        excel="ABS({0})",
    ),
    Builtin(
        name="exp",
        parameters=(Parameter("number", "number"),),
        result="number",
        sentence="e to the power of the number.",
        examples=(("exp(1)", 2.71828183), ("exp(2)", 7.3890561)),
        scalar=nan_where_undefined(math.exp),
        excel="EXP({0})",
    ),
    Builtin(
        name="ln",
        parameters=(Parameter("number", "number"),),
        result="number",
        sentence="The natural logarithm of a number above 0.",
        examples=(("ln(86)", 4.4543473), ("ln(2.7182818)", 1.0)),
        scalar=nan_where_undefined(math.log),
        excel="LN({0})",
    ),
    Builtin(
        name="log10",
        parameters=(Parameter("number", "number"),),
        result="number",
        sentence="The logarithm to the base 10 of a number above 0.",
        examples=(("log10(86)", 1.9345), ("log10(100_000)", 5)),
        scalar=nan_where_undefined(math.log10),
        excel="LOG10({0})",
    ),
    Builtin(
        name="max",
        parameters=(Parameter("first", "a"), Parameter("second", "a")),
        result="a",
        sentence="The greatest of two or more values.",
        examples=(("max(10, 7, 9, 27, 2)", 27),),
        scalar=nan_where_undefined(max),
        code="{0} if {0} >= {1} else {1} if {1} > {0} else NAN",
        excel="MAX({*})",
        is_variadic=True,
    ),
    Builtin(
        name="min",
        parameters=(Parameter("first", "a"), Parameter("second", "a")),
        result="a",
        sentence="The least of two or more values.",
        examples=(("min(10, 7, 9, 27, 2)", 2),),
        scalar=nan_where_undefined(min),
        code="{0} if {0} <= {1} else {1} if {1} < {0} else NAN",
        excel="MIN({*})",
        is_variadic=True,
    ),
    Builtin(
        name="power",
        parameters=(Parameter("base", "number"), Parameter("exponent", "number")),
        result="number",
        sentence="The base to a power; a negative base needs a whole exponent, and 0^0 is undefined.",
        examples=(("power(5, 2)", 25), ("power(98.6, 3.2)", 2401077.222), ("power(4, 5/4)", 5.656854)),
        scalar=power,
        # Excel and LibreOffice differ in 0^0 (an error, 1) and in odd roots of negative numbers (an error, a root).
        excel="POWER({0},{1})/(({0}>0)+({0}=0)*({1}>0)+({0}<0)*({1}=INT({1}))>0)",
    ),
    Builtin(
        name="sign",
        parameters=(Parameter("number", "a"),),
        result="number",
        sentence="1 for a value above zero, 0 for zero, -1 for a value below.",
        examples=(("sign(10)", 1), ("sign(4 - 4)", 0), ("sign(-0.00001)", -1)),
        scalar=_sign,
        excel="SIGN({0})",
    ),
    Builtin(
        name="sqrt",
        parameters=(Parameter("number", "a"),),
        result="a^1/2",
        sentence="The square root of a value that is not negative.",
        examples=(("sqrt(16)", 4), ("sqrt(abs(-16))", 4)),
        scalar=nan_where_undefined(math.sqrt),
        excel="SQRT({0})",
    ),
    Builtin(
        name="sum",
        parameters=(Parameter("first", "a"), Parameter("second", "a")),
        result="a",
        sentence="The sum of two or more values, added from the left.",
        examples=(("sum(3, 2)", 5), ("sum(5, 15, 30)", 50)),
        scalar=_sum,
        code="{0} + {1}",
        excel="SUM({*})",
        is_variadic=True,
    ),
)
