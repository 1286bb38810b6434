"""Texts in quotes: what they say, and how they are written."""

from __future__ import annotations

import re

_MEANINGS = {"n": "\n", "t": "\t"}
_SPELLINGS = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def read_text(written: str) -> str:
    """What a text in quotes of any kind says."""
    inside = written[1:-1]
    if "\\" not in inside:
        return inside
    return re.sub(r"\\(.)", lambda found: _MEANINGS.get(found[1], found[1]), inside)


def write_text(value: str) -> str:
    """A text in plain quotes."""
    return f'"{value.translate(_SPELLINGS)}"'
