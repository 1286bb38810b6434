"""Numbers, dates and characters in a spelling that the language does not have, and the spelling that was meant."""

from __future__ import annotations

import re

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.source import Source, Span


@dataclass(frozen=True, slots=True)
class Odd:
    """What is wrong, and the token (none when `kind` is empty) that lets reading go on at `end` as if it were right."""

    diagnostic: Diagnostic
    end: int
    kind: str = ""
    text: str = ""


_DASHED = re.compile(r"([12]\d{3})-(\d{1,2})(?:-(\d{1,2}))?(?![\w.])")
_SLASHED = re.compile(r"((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?(?![\w.%])")
_CHINESE_DATE = re.compile(r"(\d{2,4}) *年 *(\d{1,2}) *月(?: *(\d{1,2}) *日)?")
_REPUBLIC = re.compile(r"民[國国] *(\d{1,3}) *年?(?: *(\d{1,2}) *月)?(?: *(\d{1,2}) *日)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?(?:[十百千]?[萬億万亿]|[千兆]|%)?")
_MIXED = re.compile(r"(?:\d+(?:\.\d+)?[千萬億万亿兆]){1,4}\d*")
_MIXED_PART = re.compile(r"(\d+(?:\.\d+)?)([千萬億万亿兆]?)")
_TENTHS = re.compile(r"(\d+)成(\d?)")
_LEADING_ZERO = re.compile(r"0\d[\w]*")
_QUOTES = re.compile(r"[\"“”„‟＂「『][^\r\n]*")

_POWERS = {"千": 3, "萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12, "": 0}
_REPUBLIC_BEGAN = 1911


def find_odd(source: Source, text: str, kind: str, start: int, end: int) -> Odd | None:
    """What is wrong with a token of this kind between two offsets, or None when nothing is."""
    match kind:
        case "NUMBER":
            return _odd_number(source, text, start, end)
        case "DATE":
            return _odd_date(source, text, start, end)
        case "WORD":
            return _odd_word(source, text, start, end)
        case _:
            return _odd_character(source, text, start)


def _odd_number(source: Source, text: str, start: int, end: int) -> Odd | None:
    """What a number that touches something was meant to be, when it is not simply a number."""
    if found := _CHINESE_DATE.match(text, start):
        return _date(source, found, "a date is written with dashes")
    if found := _DASHED.match(text, start):
        return _dashed(source, found)
    if found := _SLASHED.match(text, start):
        year, month, day = found.groups()
        if not 1 <= int(month) <= 12:
            return None
        also = "" if day or month.startswith("0") else f", or `{year} / {month}` to divide"
        return _date(source, found, "a date is written with dashes", also)
    if found := _GROUPED.match(text, start):
        plain = found[0].replace(",", "_")
        apart = f", or `{found[0].replace(',', ', ')}` for values of their own" if _is_in_brackets(text, start) else ""
        return _number(source, found, "digits are grouped with `_`", f"`{plain}`{apart}", plain)
    if text[start] == "0" and (found := _LEADING_ZERO.match(text, start)):
        return _leading_zero(source, found)
    if (found := _MIXED.match(text, start)) and found.end() > end:
        return _mixed(source, found)
    if found := _TENTHS.match(text, start):
        plain = f"{found[1]}{found[2] or 0}%"
        return _number(source, found, "a share is written in per cent", f"`{plain}`", plain)
    return None


def _odd_date(source: Source, text: str, start: int, end: int) -> Odd | None:
    """A date of the right shape on a day that no calendar has."""
    year, month, day = int(text[start : start + 4]), int(text[start + 5 : start + 7]), text[start + 8 : end]
    if not day or int(day) <= _last_day(year, month):
        return None
    last = f"{year:04}-{month:02}-{_last_day(year, month):02}"
    diagnostic = Diagnostic(
        "invalid-date",
        f"`{text[start:end]}` is not a day of the calendar",
        Span(source, start, end),
        help=f"the last day of that month is `{last}`",
    )
    return Odd(diagnostic, end, "DATE", last)


def _odd_word(source: Source, text: str, start: int, end: int) -> Odd | None:
    """A word that is part of a date or a number: `民國115年`, the `萬` of `60 萬`."""
    if text[start] == "民" and (found := _REPUBLIC.match(text, start)) and found.end() >= end:
        year = int(found[1]) + _REPUBLIC_BEGAN
        month, day = int(found[2] or 1), found[3]
        if 1 <= month <= 12:
            meant = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
            diagnostic = Diagnostic(
                "date-spelling",
                "a year is counted as 西元",
                Span(source, start, found.end()),
                help=f"write `{meant}`",
            )
            return Odd(diagnostic, found.end(), "DATE", meant)
    # In `100 萬元` only 萬 is out of its place.
    word = text[start:end].removesuffix("元") or text[start:end]
    end = start + len(word)
    if word in _POWERS and text[:start].rstrip(" ")[-1:].isdigit():
        number = re.search(r"[\d._]+ *$", text[max(0, start - 40) : start])
        meant = f"{number[0].rstrip()}{word}" if number else word
        diagnostic = Diagnostic(
            "number-spelling",
            f"`{word}` stands directly after its digits",
            Span(source, start, end),
            help=f"write `{meant}`",
        )
        return Odd(diagnostic, end)
    return None


def _odd_character(source: Source, text: str, start: int) -> Odd:
    """A character that begins nothing in the language."""
    if found := _QUOTES.match(text, start):
        return _unclosed_text(source, found)
    character = text[start]
    end = start + 1
    while end < len(text) and (text[end] == character or not (text[end].isprintable() or character.isprintable())):
        end += 1
    span = Span(source, start, end)
    if character == "%" and (number := re.search(r"([\d._]+) +$", text[max(0, start - 40) : start])):
        diagnostic = Diagnostic(
            "number-spelling", "`%` stands directly after its digits", span, help=f"write `{number[1]}%`"
        )
        return Odd(diagnostic, end)
    shown = (
        f"`{text[start:end]}`"
        if character.isprintable() and end - start < 20
        else f"the character U+{ord(character):04X}"
    )
    help_text = _INSTEAD.get(character)
    if character in ";；" and _is_in_brackets(text, start):
        help_text = "write `,`"
    diagnostic = Diagnostic("unexpected-character", f"{shown} has no meaning here", span, help=help_text)
    return Odd(diagnostic, end)


def _is_in_brackets(text: str, offset: int) -> bool:
    """Whether a bracket is open in the line before an offset."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return line.count("(") + line.count("[") > line.count(")") + line.count("]")


_INSTEAD = {
    ";": "begin a new line in the place of `;`",
    "'": 'a text stands in double quotes, such as `"現金"`',
    "‘": 'a text stands in double quotes, such as `"現金"`',
    "’": 'a text stands in double quotes, such as `"現金"`',
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not` or `!=`",
    "?": "write `if … then … else …`",
    "$": "write the currency after the amount, such as `100 USD`",
    "€": "write the currency after the amount, such as `100 EUR`",
    "¥": "write the currency after the amount, such as `100 JPY`",
    "£": "write the currency after the amount, such as `100 GBP`",
    "。": "leave it out, or write `.` for a decimal point",
    "；": "begin a new line in the place of `；`",
}


def _dashed(source: Source, found: re.Match[str]) -> Odd | None:
    year, month, day = found.groups()
    if not 1 <= int(month) <= 12:
        # `2026-13` cannot be a date and so is a subtraction; with a day or a leading zero it is neither.
        return _no_such_date(source, found) if day or month.startswith("0") else None
    if day and not 1 <= int(day) <= _last_day(int(year), int(month)):
        return _no_such_date(source, found)
    also = "" if day else f", or `{year} - {month}` to subtract"
    return _date(source, found, "months and days have two digits", also)


def _no_such_date(source: Source, found: re.Match[str]) -> Odd:
    diagnostic = Diagnostic(
        "invalid-date", f"`{found[0]}` is not a day of the calendar", Span(source, found.start(), found.end())
    )
    return Odd(diagnostic, found.end(), "DATE", f"{found[1]}-01")


def _date(source: Source, found: re.Match[str], message: str, also: str = "") -> Odd | None:
    year, month, day = int(found[1]), int(found[2]), found[3]
    if len(found[1]) < 4:
        year += _REPUBLIC_BEGAN
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= _last_day(year, month)):
        return _no_such_date(source, found)
    meant = f"{year:04}-{month:02}" + (f"-{int(day):02}" if day else "")
    diagnostic = Diagnostic(
        "date-spelling", message, Span(source, found.start(), found.end()), help=f"write `{meant}`{also}"
    )
    return Odd(diagnostic, found.end(), "DATE", meant)


def _number(source: Source, found: re.Match[str], message: str, meant: str, text: str) -> Odd:
    diagnostic = Diagnostic("number-spelling", message, Span(source, found.start(), found.end()), help=f"write {meant}")
    return Odd(diagnostic, found.end(), "NUMBER", text)


def _leading_zero(source: Source, found: re.Match[str]) -> Odd:
    written = found[0]
    digits = written.lstrip("0") or "0"
    also = f"`{digits}` for the number, or " if digits.isdecimal() else ""
    diagnostic = Diagnostic(
        "leading-zero",
        f"`{written}` is neither a number nor a name",
        Span(source, found.start(), found.end()),
        notes=("a number does not begin with `0`, a name does not begin with a digit",),
        help=f"write {also}`n{written}` for a name",
    )
    return Odd(diagnostic, found.end(), "NAME", f"n{written}")


def _mixed(source: Source, found: re.Match[str]) -> Odd:
    from fractions import Fraction

    total = Fraction(0)
    largest = ""
    last_power = 0
    for digits, magnitude in _MIXED_PART.findall(found[0]):
        power = _POWERS[magnitude]
        # 3萬5 is 3萬5千: a single last digit counts the next smaller power of ten.
        if not magnitude and len(digits) == 1 and last_power:
            power = last_power - 1
        largest = largest or magnitude
        last_power = power
        total += Fraction(digits) * 10**power
    plain = _decimal(total / 10 ** _POWERS[largest]) + largest
    return _number(source, found, "a number has one magnitude", f"`{plain}`", plain)


def _decimal(value: object) -> str:
    from decimal import Decimal
    from fractions import Fraction

    assert isinstance(value, Fraction)
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unclosed_text(source: Source, found: re.Match[str]) -> Odd:
    # What ends the line is more likely the block of the declaration than part of its label.
    written = re.sub(r"[\s{]+$", "", found[0]) or found[0][0]
    end = found.start() + len(written)
    diagnostic = Diagnostic(
        "unclosed-text",
        "this text is never closed",
        Span(source, found.start(), end),
        marker=f"no `{_CLOSING.get(found[0][0], found[0][0])}` before the end of the line",
    )
    return Odd(diagnostic, end, "STRING", f'"{written[1:]}"')


_CLOSING = {"「": "」", "『": "』", "“": "”"}


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
