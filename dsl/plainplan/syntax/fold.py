"""Look-alike characters: what a Chinese keyboard, Word or a mail program writes in the place of plain punctuation."""

from __future__ import annotations

from plainplan.source import Span

# Full-width ASCII (！ to ～) lies 0xFEE0 above its twin. The full-width quote is left alone: a quote that became `"`
# inside a text would end it.
_TWINS: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF02}

_TWINS.update(
    {
        ord(character): plain
        for plain, characters in {
            " ": "\t\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
            "\u202f\u205f\u2060\u3000\ufeff",
            "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63",
            ",": "\u3001\ufe10\ufe50\ufe51",
            ":": "\ufe13\ufe55\u2236",
            "~": "\u301c\u223c",
            "*": "\u00d7\u2217\u22c5",
            "/": "\u00f7\u2044\u2215",
            "%": "\ufe6a",
            "(": "\ufe59\u2768",
            ")": "\ufe5a\u2769",
            "{": "\ufe5b",
            "}": "\ufe5c",
            "+": "\ufe62",
            "=": "\ufe66",
            "<": "\ufe64",
            ">": "\ufe65",
            "#": "\ufe5f",
        }.items()
        for character in characters
    }
)

# One character that stands for a mark of two.
MARK_TWINS: dict[str, str] = {"≤": "<=", "≦": "<=", "≥": ">=", "≧": ">=", "≠": "!=", "<>": "!="}

# Words that are read as the unit they mean. 元 stays, for the plan says which currency it is.
UNIT_TWINS: dict[str, str] = {"年": "year", "月": "month", "日": "day"}

MAGNITUDE_TWINS = str.maketrans({"万": "萬", "亿": "億"})


def fold(text: str) -> str:
    """The text with look-alikes replaced one for one, so that every offset stays what it was."""
    if text.isascii() and "\t" not in text:
        return text
    return text.translate(_TWINS)


def plain_text(span: Span) -> str:
    """What a span says, with look-alikes replaced: two spellings of one thing are equal."""
    return fold(span.text)
