"""What the library shows, in the language of the plan: its texts and its names, as `std/texts.csv` and `std/names.csv`
translate them.

A file of the library is written once, its labels and audit rows in Chinese, its names and reasons in English. A plan
that shows nothing of the library never reads these tables.
"""

from __future__ import annotations

import csv
import os
import re
from functools import lru_cache

FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "std")
TEXTS, NAMES = "texts.csv", "names.csv"

# A text within code stands in quotes, and is no name.
_WORD = re.compile(r'"[^"]*"|[A-Za-z_]\w*')


def library_text(text: str, locale: str) -> str:
    """A label, an audit row or a reason of the library in a locale; a code such as `"tw"` stays as it is."""
    return _texts(locale).get(text, text)


def library_code(code: str, locale: str) -> str:
    """A name or a piece of the library's code: in Chinese with Chinese words for its names."""
    return _WORD.sub(lambda word: _names().get(word[0], word[0]), code) if locale == "zh-TW" else code


def read_pairs(table: str) -> list[tuple[str, str]]:
    """The rows of one of the two tables, without its head."""
    with open(os.path.join(FOLDER, table), encoding="utf-8", newline="") as file:
        return [(first, second) for first, second in list(csv.reader(file))[1:]]


@lru_cache
def _texts(locale: str) -> dict[str, str]:
    pairs = read_pairs(TEXTS)
    return {english: chinese for chinese, english in pairs} if locale == "zh-TW" else dict(pairs)


@lru_cache
def _names() -> dict[str, str]:
    return dict(read_pairs(NAMES))
