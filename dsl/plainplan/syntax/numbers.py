"""Numbers as written: digits, a power of ten, a magnitude, a per cent."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic
from plainplan.source import Span
from plainplan.syntax.fold import MAGNITUDE_TWINS
from plainplan.syntax.nodes import Name, Number
from plainplan.syntax.place import Place
from plainplan.syntax.tokens import Token

# Powers of ten by the character that names them; 十, 百 and 千 also stand before 萬 and 億.
_POWERS = {"%": -2, "k": 3, "M": 6, "bp": -4, "十": 1, "百": 2, "千": 3, "萬": 4, "億": 8, "兆": 12}

_MAGNITUDES = "".join(_POWERS)

MAX_DIGITS = 100
_LARGEST = 1e300
_SMALLEST = 1e-300


def read_number(place: Place, token: Token, unit: Name | None) -> Number:
    """The number that a token and the unit after it mean."""
    written = token[1]
    span = Span(place.source, token[2], place.end)
    if written.isdecimal() and len(written) < MAX_DIGITS:
        return Number(span, written, float(written), unit)
    if not written.isascii():
        written = written.translate(MAGNITUDE_TWINS)
    return Number(span, written, _value(place, written, token), unit)


def _value(place: Place, written: str, token: Token) -> float:
    """The value, rounded once: the powers of ten are summed before the digits are read."""
    number = written.rstrip(_MAGNITUDES)
    magnitude = written[len(number) :]
    digits, _, exponent = number.replace("_", "").lower().partition("e")
    if len(digits) > MAX_DIGITS:
        _refuse(place, token, f"a number has at most {MAX_DIGITS} digits")
        return 1.0
    if len(exponent) > 5:
        exponent = "-400" if exponent.startswith("-") else "400"
    power = int(exponent or 0)
    if magnitude == "bp":
        power += _POWERS[magnitude]
    else:
        power += sum(_POWERS[character] for character in magnitude)
    value = float(f"{digits}e{power}")
    if value > _LARGEST or (value < _SMALLEST and value != 0) or (value == 0 and digits.strip("0.")):
        _refuse(place, token, f"`{written}` is beyond what can be calculated with")
        return 1.0
    return value


def _refuse(place: Place, token: Token, message: str) -> None:
    place.diagnostics.append(Diagnostic("number-out-of-range", message, Span(place.source, token[2], token[3])))
