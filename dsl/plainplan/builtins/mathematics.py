"""Built-ins of mathematics: whole numbers, logarithms, angles, and the products and squares of lists."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

# Excel has no factorial beyond it.
GREATEST_FACTORIAL = 170
# From here on whole numbers have gaps, and Excel refuses them in GCD and LCM.
GREATEST_WHOLE = 2.0**53


def _whole(number: float) -> int:
    """The number cut to a whole one; ValueError below zero."""
    if number < 0.0:
        raise ValueError(number)
    return math.trunc(number)


@nan_where_undefined
def _combin(number: float, chosen: float) -> float:
    items, picked = _whole(number), _whole(chosen)
    return math.comb(items, picked) if picked <= items else math.nan


@nan_where_undefined
def _permut(number: float, chosen: float) -> float:
    items, picked = _whole(number), _whole(chosen)
    return math.perm(items, picked) if items > 0 and picked <= items else math.nan


@nan_where_undefined
def _fact(number: float) -> float:
    return math.factorial(_whole(number)) if number < GREATEST_FACTORIAL + 1 else math.nan


@nan_where_undefined
def _gcd(numbers: list[float]) -> float:
    return math.gcd(*map(_whole, numbers)) if max(numbers) < GREATEST_WHOLE else math.nan


@nan_where_undefined
def _lcm(numbers: list[float]) -> float:
    result = math.lcm(*map(_whole, numbers)) if max(numbers) < GREATEST_WHOLE else GREATEST_WHOLE
    return result if result < GREATEST_WHOLE else math.nan


@nan_where_undefined
def _log(number: float, base: float = 10.0) -> float:
    return math.log10(number) if base == 10.0 else math.log(number) / math.log(base)


@nan_where_undefined
def _product(numbers: list[float]) -> float:
    return math.prod(numbers) if numbers else math.nan


@nan_where_undefined
def _sumproduct(*lists: list[float]) -> float:
    return math.fsum(math.prod(members) for members in zip(*lists, strict=True)) if lists[0] else math.nan


@nan_where_undefined
def _sumsq(numbers: list[float]) -> float:
    return sum_of_products(numbers, numbers) if numbers else math.nan


def sum_of_products(first: list[float], second: list[float]) -> float:
    """The sum of the products of two lists, pair by pair; ValueError where one is longer."""
    return math.fsum(left * right for left, right in zip(first, second, strict=True))


_NUMBER = Parameter("number", "number")
_NUMBERS = Parameter("numbers", "number[]")
_ANGLE = Parameter("angle", "number")
_CHOSEN = Parameter("number_chosen", "number")

RECORDS = (
    Builtin(
        name="acos",
        parameters=(_NUMBER,),
        result="number",
        sentence="The angle, in radians, whose cosine is the number.",
        examples=(("acos(-0.5)", 2.094395102),),
        scalar=nan_where_undefined(math.acos),
        excel="ACOS({0})",
    ),
    Builtin(
        name="asin",
        parameters=(_NUMBER,),
        result="number",
        sentence="The angle, in radians, whose sine is the number.",
        examples=(("asin(-0.5)", -0.523598776),),
        scalar=nan_where_undefined(math.asin),
        excel="ASIN({0})",
    ),
    Builtin(
        name="atan",
        parameters=(_NUMBER,),
        result="number",
        sentence="The angle, in radians, whose tangent is the number.",
        examples=(("atan(1)", 0.785398163),),
        scalar=nan_where_undefined(math.atan),
        excel="ATAN({0})",
    ),
    Builtin(
        name="combin",
        parameters=(_NUMBER, _CHOSEN),
        result="number",
        sentence="In how many ways some can be chosen of so many, in any order.",
        examples=(("combin(8, 2)", 28),),
        scalar=_combin,
        excel="COMBIN({0},{1})",
    ),
    Builtin(
        name="cos",
        parameters=(_ANGLE,),
        result="number",
        sentence="The cosine of an angle in radians.",
        examples=(("cos(1.047)", 0.5001711), ("cos(60 * pi() / 180)", 0.5)),
        scalar=nan_where_undefined(math.cos),
        excel="COS({0})",
    ),
    Builtin(
        name="degrees",
        parameters=(_ANGLE,),
        result="number",
        sentence="An angle in radians, in degrees.",
        examples=(("degrees(pi())", 180),),
        scalar=nan_where_undefined(math.degrees),
        excel="DEGREES({0})",
    ),
    Builtin(
        name="fact",
        parameters=(_NUMBER,),
        result="number",
        sentence="The product of the whole numbers up to this one.",
        examples=(("fact(5)", 120), ("fact(1.9)", 1), ("fact(0)", 1), ("fact(1)", 1)),
        scalar=_fact,
        excel="FACT({0})",
    ),
    Builtin(
        name="gcd",
        parameters=(_NUMBERS,),
        result="number",
        sentence="The greatest whole number that divides all.",
        examples=(("gcd(5, 2)", 1), ("gcd(24, 36)", 12), ("gcd(7, 1)", 1), ("gcd(5, 0)", 5)),
        scalar=_gcd,
        excel="GCD({*})",
        is_variadic=True,
    ),
    Builtin(
        name="lcm",
        parameters=(_NUMBERS,),
        result="number",
        sentence="The least whole number that all divide.",
        examples=(("lcm(5, 2)", 10), ("lcm(24, 36)", 72)),
        scalar=_lcm,
        excel="LCM({*})",
        is_variadic=True,
    ),
    Builtin(
        name="log",
        parameters=(_NUMBER, Parameter("base", "number", 10)),
        result="number",
        sentence="The logarithm of a number above 0, to the base 10 unless said.",
        examples=(("log(10)", 1), ("log(8, 2)", 3), ("log(86, 2.7182818)", 4.4543473)),
        scalar=_log,
        excel="LOG({0},{1})",
    ),
    Builtin(
        name="permut",
        parameters=(_NUMBER, _CHOSEN),
        result="number",
        sentence="In how many orders some can be chosen of so many.",
        examples=(("permut(100, 3)", 970200), ("permut(3, 2)", 6)),
        scalar=_permut,
        # LibreOffice counts an order of nothing.
        excel="PERMUT({0},{1})/({0}>=1)",
    ),
    Builtin(
        name="pi",
        parameters=(),
        result="number",
        sentence="The circumference of a circle over its diameter.",
        examples=(("pi()", 3.141592654), ("pi() / 2", 1.570796327)),
        scalar=lambda: math.pi,
        excel="PI()",
    ),
    Builtin(
        name="product",
        parameters=(_NUMBERS,),
        result="number",
        sentence="The product of all numbers.",
        examples=(("product([5, 15, 30])", 2250), ("product(5, 15, 30, 2)", 4500)),
        scalar=_product,
        excel="PRODUCT({*})",
        is_variadic=True,
    ),
    Builtin(
        name="radians",
        parameters=(_ANGLE,),
        result="number",
        sentence="An angle in degrees, in radians.",
        examples=(("radians(270)", 4.712389),),
        scalar=nan_where_undefined(math.radians),
        excel="RADIANS({0})",
    ),
    Builtin(
        name="sin",
        parameters=(_ANGLE,),
        result="number",
        sentence="The sine of an angle in radians.",
        examples=(("sin(pi() / 2)", 1.0), ("sin(30 * pi() / 180)", 0.5)),
        scalar=nan_where_undefined(math.sin),
        excel="SIN({0})",
    ),
    Builtin(
        name="sumproduct",
        parameters=(Parameter("array1", "a[]"), Parameter("array2", "b[]", 0), Parameter("array3", "number[]", 0)),
        result="a*b",
        sentence="The sum of the products of lists, member by member.",
        examples=(("sumproduct([3, 8, 1, 4, 6, 9], [2, 6, 5, 7, 7, 3])", 156), ("sumproduct([3, 4], [2, 7])", 34)),
        scalar=_sumproduct,
        excel="SUMPRODUCT({*})",
    ),
    Builtin(
        name="sumsq",
        parameters=(Parameter("numbers", "a[]"),),
        result="a^2",
        sentence="The sum of the squares of all numbers.",
        examples=(("sumsq(3, 4)", 25),),
        scalar=_sumsq,
        excel="SUMSQ({*})",
        is_variadic=True,
    ),
    Builtin(
        name="tan",
        parameters=(_ANGLE,),
        result="number",
        sentence="The tangent of an angle in radians.",
        examples=(("tan(0.785)", 0.99920), ("tan(45 * pi() / 180)", 1)),
        scalar=nan_where_undefined(math.tan),
        excel="TAN({0})",
    ),
)
