"""Built-ins that round. Those that round to a decimal are Excel's, and see 15 digits; those that give multiples and
whole numbers see their argument rounded to 9 decimals first, so that two programs never disagree about a whole number
that one of them misses by a hair (semantics.md, rule 24)."""

from __future__ import annotations

import math

from plainplan.builtins.defined import nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

# Half of the last decimal that counts.
HAIR = 5e-10
# From here on a float has no decimals.
WHOLE_FROM = 2.0**52


def _to_15_digits(number: float) -> float:
    # Spreadsheets count 15 digits: 1.475 is stored a little lower, and still rounds to 1.48.
    return float(f"{number:.15g}")


def _scaled(number: float, digits: float) -> tuple[float, float]:
    factor = 10.0 ** abs(math.trunc(digits))
    return (number * factor if digits > 0 else number / factor), factor


def _unscaled(number: float, digits: float, factor: float) -> float:
    return number / factor if digits > 0 else number * factor


def round_half_away(number: float, digits: float) -> float:
    """Excel's ROUND: halves go away from zero."""
    scaled, factor = _scaled(abs(number), digits)
    if scaled >= WHOLE_FROM:
        return number
    whole = math.floor(_to_15_digits(scaled + 0.5))
    return math.copysign(_unscaled(float(whole), digits, factor), number)


@nan_where_undefined
def _round(number: float, digits: float = 0.0) -> float:
    return round_half_away(number, digits)


@nan_where_undefined
def _roundup(number: float, digits: float = 0.0) -> float:
    scaled, factor = _scaled(abs(number), digits)
    return math.copysign(_unscaled(float(math.ceil(_to_15_digits(scaled))), digits, factor), number)


@nan_where_undefined
def _rounddown(number: float, digits: float = 0.0) -> float:
    scaled, factor = _scaled(abs(number), digits)
    return math.copysign(_unscaled(float(math.floor(_to_15_digits(scaled))), digits, factor), number)


def whole_part(number: float) -> float:
    """The greatest whole number that is not above the number by more than a hair."""
    return (number + HAIR) // 1.0


def _multiples(number: float, significance: float) -> float:
    """How many times the significance goes into the number, down to a whole number."""
    return math.floor(_to_15_digits(round_half_away(number, 9) / significance))


@nan_where_undefined
def _floor(number: float, significance: float = 1.0) -> float:
    if number > 0.0 > significance:
        return math.nan
    if number == 0.0:
        return 0.0
    return significance * _multiples(number, significance)


@nan_where_undefined
def _ceiling(number: float, significance: float = 1.0) -> float:
    if number > 0.0 > significance:
        return math.nan
    if significance == 0.0:
        return 0.0
    return -significance * _multiples(-number, significance)


@nan_where_undefined
def _floor_math(number: float, significance: float = 1.0, mode: float = 0.0) -> float:
    if significance == 0.0:
        return 0.0
    step = -abs(significance) if mode and number < 0.0 else abs(significance)
    return step * _multiples(number, step)


@nan_where_undefined
def _ceiling_math(number: float, significance: float = 1.0, mode: float = 0.0) -> float:
    if significance == 0.0:
        return 0.0
    step = -abs(significance) if mode and number < 0.0 else abs(significance)
    return -step * _multiples(-number, step)


@nan_where_undefined
def _mround(number: float, multiple: float) -> float:
    if number * multiple < 0.0:
        return math.nan
    if multiple == 0.0:
        return 0.0
    # Excel takes the half as floats have it: 6.05 to 0.1 is 6.0, and 7.05 to 0.1 is 7.1.
    return multiple * math.floor(round_half_away(number, 9) / multiple + 0.5)


@nan_where_undefined
def _quotient(numerator: float, denominator: float) -> float:
    return math.trunc(round_half_away(numerator / denominator, 9))


@nan_where_undefined
def _even(number: float) -> float:
    return math.copysign(2.0 * math.ceil(abs(round_half_away(number, 9)) / 2.0), number)


@nan_where_undefined
def _odd(number: float) -> float:
    size = abs(round_half_away(number, 9))
    return math.copysign(2.0 * math.ceil((max(size, 1.0) - 1.0) / 2.0) + 1.0, number)


@nan_where_undefined
def _mod(number: float, divisor: float) -> float:
    return number - divisor * whole_part(number / divisor)


_NUMBER = Parameter("number", "a")
_DIGITS = Parameter("digits", "number", 0)
_SIGNIFICANCE = Parameter("significance", "a", 1)
_MODE = Parameter("mode", "number", 0)

RECORDS = (
    Builtin(
        name="ceiling",
        parameters=(_NUMBER, _SIGNIFICANCE),
        result="a",
        sentence="The next multiple of the significance, upwards; with a negative one, away from zero.",
        examples=(
            ("ceiling(2.5, 1)", 3),
            ("ceiling(-2.5, -2)", -4),
            ("ceiling(-2.5, 2)", -2),
            ("ceiling(1.5, 0.1)", 1.5),
            ("ceiling(0.234, 0.01)", 0.24),
        ),
        scalar=_ceiling,
        excel="CEILING(ROUND({0},9),{1})",
    ),
    Builtin(
        name="ceiling.math",
        parameters=(_NUMBER, _SIGNIFICANCE, _MODE),
        result="a",
        sentence="The next multiple of the significance, upwards; with a mode, away from zero below zero.",
        examples=(
            ("ceiling.math(24.3, 5)", 25),
            ("ceiling.math(6.7)", 7),
            ("ceiling.math(-8.1, 2)", -8),
            ("ceiling.math(-5.5, 2, -1)", -6),
        ),
        scalar=_ceiling_math,
        excel="_xlfn.CEILING.MATH(ROUND({0},9),{1},{2})",
    ),
    Builtin(
        name="even",
        parameters=(_NUMBER,),
        result="a",
        sentence="The next even number, away from zero.",
        examples=(
            ("even(1.5)", 2),
            ("even(3)", 4),
            ("even(2)", 2),
            ("even(-1)", -2),
        ),
        scalar=_even,
        excel="EVEN(ROUND({0},9))",
    ),
    Builtin(
        name="floor",
        parameters=(_NUMBER, _SIGNIFICANCE),
        result="a",
        sentence="The next multiple of the significance, downwards; with a negative one, towards zero.",
        examples=(
            ("floor(3.7, 2)", 2),
            ("floor(-2.5, -2)", -2),
            ("floor(1.58, 0.1)", 1.5),
            ("floor(0.234, 0.01)", 0.23),
        ),
        scalar=_floor,
        excel="FLOOR(ROUND({0},9),{1})",
    ),
    Builtin(
        name="floor.math",
        parameters=(_NUMBER, _SIGNIFICANCE, _MODE),
        result="a",
        sentence="The next multiple of the significance, downwards; with a mode, towards zero below zero.",
        examples=(
            ("floor.math(24.3, 5)", 20),
            ("floor.math(6.7)", 6),
            ("floor.math(-8.1, 2)", -10),
            ("floor.math(-5.5, 2, -1)", -4),
        ),
        scalar=_floor_math,
        excel="_xlfn.FLOOR.MATH(ROUND({0},9),{1},{2})",
    ),
    Builtin(
        name="int",
        parameters=(_NUMBER,),
        result="a",
        sentence="The whole number at or below.",
        examples=(("int(8.9)", 8), ("int(-8.9)", -9)),
        scalar=nan_where_undefined(whole_part),
        code="({0} + 5e-10) // 1.0",
        excel="INT(ROUND({0},9))",
    ),
    Builtin(
        name="mod",
        parameters=(_NUMBER, Parameter("divisor", "a")),
        result="a",
        sentence="What is left after a division, with the sign of the divisor.",
        examples=(("mod(3, 2)", 1), ("mod(-3, 2)", 1), ("mod(3, -2)", -1), ("mod(-3, -2)", -1)),
        scalar=_mod,
        code="{0} - {1} * (({0} / {1} + 5e-10) // 1.0) if {1} else NAN",
        excel="{0}-{1}*INT(ROUND({0}/{1},9))",
    ),
    Builtin(
        name="mround",
        parameters=(_NUMBER, Parameter("multiple", "a")),
        result="a",
        sentence="The nearest multiple of a value of the same sign, halves away from zero.",
        examples=(
            ("mround(6.05, 0.1)", 6.0),
            ("mround(7.05, 0.1)", 7.1),
            ("mround(10, 3)", 9),
            ("mround(-10, -3)", -9),
            ("mround(1.3, 0.2)", 1.4),
        ),
        scalar=_mround,
        excel="MROUND(ROUND({0},9),{1})/({0}*{1}>=0)",
    ),
    Builtin(
        name="odd",
        parameters=(_NUMBER,),
        result="a",
        sentence="The next odd number, away from zero.",
        examples=(
            ("odd(1.5)", 3),
            ("odd(3)", 3),
            ("odd(2)", 3),
            ("odd(-1)", -1),
            ("odd(-2)", -3),
        ),
        scalar=_odd,
        excel="ODD(ROUND({0},9))",
    ),
    Builtin(
        name="quotient",
        parameters=(Parameter("numerator", "a"), Parameter("denominator", "a")),
        result="number",
        sentence="The whole part of a division.",
        examples=(
            ("quotient(5, 2)", 2),
            ("quotient(4.5, 3.1)", 1),
            ("quotient(-10, 3)", -3),
        ),
        scalar=_quotient,
        excel="QUOTIENT(ROUND({0}/{1},9),1)",
    ),
    Builtin(
        name="round",
        parameters=(_NUMBER, _DIGITS),
        result="a",
        sentence="The number rounded to so many decimals, halves away from zero.",
        examples=(
            ("round(2.15, 1)", 2.2),
            ("round(2.149, 1)", 2.1),
            ("round(-1.475, 2)", -1.48),
            ("round(21.5, -1)", 20),
            ("round(626.3, -3)", 1000),
            ("round(1.98, -1)", 0),
            ("round(-50.55, -2)", -100),
        ),
        scalar=_round,
        excel="ROUND({0},{1})",
    ),
    Builtin(
        name="rounddown",
        parameters=(_NUMBER, _DIGITS),
        result="a",
        sentence="The number rounded towards zero.",
        examples=(
            ("rounddown(3.2, 0)", 3),
            ("rounddown(76.9, 0)", 76),
            ("rounddown(3.14159, 3)", 3.141),
            ("rounddown(-3.14159, 1)", -3.1),
            ("rounddown(31415.92654, -2)", 31400),
        ),
        scalar=_rounddown,
        excel="ROUNDDOWN({0},{1})",
    ),
    Builtin(
        name="roundup",
        parameters=(_NUMBER, _DIGITS),
        result="a",
        sentence="The number rounded away from zero.",
        examples=(
            ("roundup(3.2, 0)", 4),
            ("roundup(76.9, 0)", 77),
            ("roundup(3.14159, 3)", 3.142),
            ("roundup(-3.14159, 1)", -3.2),
            ("roundup(31415.92654, -2)", 31500),
        ),
        scalar=_roundup,
        excel="ROUNDUP({0},{1})",
    ),
    Builtin(
        name="trunc",
        parameters=(_NUMBER, _DIGITS),
        result="a",
        sentence="The number without what stands behind so many decimals.",
        examples=(
            ("trunc(8.9)", 8),
            ("trunc(-8.9)", -8),
            ("trunc(0.45)", 0),
        ),
        scalar=_rounddown,
        excel="TRUNC({0},{1})",
    ),
)
