"""Values as people read them: money in the reader's units, rates in per cent, dates, lights."""

from __future__ import annotations

import math
import re

from plainplan.dimensions import Type, unit_text
from plainplan.records import dataclass

# Days from Excel's day 0 to the first day of Python's calendar.
EXCEL_DAY_ZERO = 693594
# Currencies that people of these parts count by the ten thousand.
COUNTED_BY_TEN_THOUSAND = frozenset({"TWD", "CNY", "CNH", "JPY", "HKD"})
WAN, YI = 1e4, 1e8
UNDEFINED, UNDEFINED_CHINESE = "undefined", "無法計算"
# The same in a narrow column of a table.
NO_VALUE = "—"
CHINESE_UNITS = {
    "years": "年",
    "quarters": "季",
    "months": "個月",
    "weeks": "週",
    "days": "天",
    "shares": "股",
    "year": "年",
    "quarter": "季",
    "month": "月",
    "week": "週",
    "day": "日",
    "share": "股",
    "real": "實質",
}
# A table of smaller amounts is shown as it is.
LEAST_SCALED = 1e6
LEAST_GROUPED = 10_000
HALF_CENT = 0.005
# What a sum of rounded amounts leaves: 0, and not -7.5e-09.
LEAST_MONEY = 1e-6
MOST_DECIMALS = 6
DIGITS_OF_SMALLEST = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """What the amounts of a table are divided by, how many decimals they keep, and the word for it."""

    divisor: float
    decimals: int
    word: str


def table_scale(largest: float, currency: str, locale: str) -> Scale:
    """The scale in which a table of amounts up to `largest` fits and can be read."""
    if not math.isfinite(largest) or largest < LEAST_SCALED:
        return Scale(1.0, 2 if largest < 1e4 else 0, "")
    if locale == "zh-TW" and currency in COUNTED_BY_TEN_THOUSAND:
        return Scale(YI, 2, "億") if largest >= 1e12 else Scale(WAN, 1 if largest < YI else 0, "萬")
    for divisor, word in ((1e9, "billions"), (1e6, "millions"), (1e3, "thousands")):
        if largest >= divisor * 1e4:
            return Scale(divisor, 1, word)
    return Scale(1.0, 0, "")


def scaled_text(value: float, scale: Scale) -> str:
    """An amount in the scale of its table."""
    if math.isnan(value):
        return NO_VALUE
    return "0" if value == 0 else _signed(value / scale.divisor, scale.decimals)


def money_text(value: float, currency: str, locale: str) -> str:
    """An amount that stands alone, as one would say it: `2,213.4萬 TWD`, `1.27億 TWD`, `1,250,000 USD`."""
    if math.isnan(value):
        return undefined_text(locale)
    if locale == "zh-TW" and currency in COUNTED_BY_TEN_THOUSAND:
        if abs(value) >= YI:
            return f"{_signed(value / YI, 3)}億 {currency}"
        if abs(value) >= WAN:
            return f"{_signed(value / WAN, 1)}萬 {currency}"
    return f"{_signed(value, 0 if abs(value) >= 1e4 else 2)} {currency}"


def amount_text(value: float | str, type_: Type, is_share: bool = False, locale: str = "en") -> str:
    """A value for a sentence: money to the cent, all else as exactly as `value_text`."""
    if isinstance(value, str) or not type_.is_money or not math.isfinite(value) or 0 < abs(value) < HALF_CENT:
        return value_text(value, type_, is_share, locale)
    return f"{cents_text(value)} {unit_of(type_, locale)}"


def cents_text(value: float) -> str:
    """An amount to the cent, without needless zeros."""
    if not abs(value) < 1e15:
        return number_text(value)
    text = _signed(value, 2)
    return text.removesuffix(".00")


def unit_of(type_: Type, locale: str) -> str:
    """The unit in the language of a plan: `TWD/share`, `TWD/股`."""
    text = unit_text(type_)
    if locale != "zh-TW":
        return text
    # Currencies are written in capitals.
    return re.sub("[a-z]+", lambda word: CHINESE_UNITS.get(word[0], word[0]), text)


def value_text(value: float | str, type_: Type, is_share: bool = False, locale: str = "en") -> str:
    """Any value with its unit, exact enough to follow a calculation by hand; a share is shown in per cent."""
    if isinstance(value, str):
        return f'"{value}"'
    if math.isnan(value):
        return undefined_text(locale)
    if type_.kind == "boolean":
        return ("是" if value else "否") if locale == "zh-TW" else "yes" if value else "no"
    if type_.kind == "date":
        return date_text(value)
    if type_.is_rate or is_share:
        return f"{number_text(value * 100)}%{unit_of(type_, locale)}"
    if type_.is_money and abs(value) < LEAST_MONEY:
        value = 0.0
    unit = unit_of(type_, locale)
    text = number_text(value)
    # A year or a count of steps is no amount: 2028, not 2,028.
    if type_.is_whole and value.is_integer() and abs(value) < LEAST_GROUPED:
        text = text.replace(",", "")
    # `%/year` and `TWD/year` follow their figure; a unit that begins with a slash has no space before it.
    return text + (unit if unit.startswith("/") else f" {unit}" if unit else "")


def number_text(value: float) -> str:
    """A number with thousands apart and ten digits at most, without needless zeros."""
    if value == 0:
        return "0"
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    if not 1e-6 <= abs(value) < 1e15:
        return f"{value:.10g}"
    decimals = max(0, 9 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{min(decimals, 10)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_for(numbers: list[float], decimals: int) -> int:
    """`decimals`, or more of them where a number of a column would be shown as 0 and is not."""
    shown = [abs(number) for number in numbers if abs(number) >= 10.0**-MOST_DECIMALS]
    smallest = min(shown, default=1.0)
    if smallest >= 0.5 * 10.0**-decimals:
        return decimals
    most = min(MOST_DECIMALS, DIGITS_OF_SMALLEST - 1 - math.floor(math.log10(smallest)))
    return max(decimals, len(f"{smallest:.{most}f}".rstrip("0").partition(".")[2]))


def date_text(serial: float) -> str:
    """An Excel serial number as the date it stands for."""
    from datetime import date

    try:
        return date.fromordinal(int(serial) + EXCEL_DAY_ZERO).isoformat()
    except (ValueError, OverflowError):
        return UNDEFINED


def month_text(serial: float) -> str:
    """The month of an Excel serial number."""
    return date_text(serial)[:7]


def undefined_text(locale: str) -> str:
    """What stands for a value that there is none of."""
    return UNDEFINED_CHINESE if locale == "zh-TW" else UNDEFINED


def _signed(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    # What rounds to nothing has no sign.
    return text.lstrip("-") if not any(character in "123456789" for character in text) else text
