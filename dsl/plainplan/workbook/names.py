"""Defined names: what an input may be called in a formula of Excel's.

LibreOffice and XlsxWriter accept names that Excel takes for cells (`TAX2026`), so the grammar here is Excel's own.
"""

from __future__ import annotations

import re
import unicodedata

from plainplan.workbook.function_names import FUNCTION_NAMES

# What Excel reads as a cell in either notation: `TAX2026`, `r`, `R1C1`, `rc`, `C5`.
CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*|c[0-9]*|r[0-9]*c[0-9]*", re.IGNORECASE)
# Names of Excel's own begin like this; those of print settings never end in `_`.
FILE_PREFIX, PRINT_PREFIX = "_xl", "print_"
RESERVED = frozenset({"true", "false", "criteria", "database", "extract", "_filterdatabase"})
LONGEST = 255


def excel_name(name: str, taken: set[str]) -> str | None:
    """The defined name for `name`, added case-folded to `taken`; None when nothing like it is legal."""
    text = "".join(
        character if _is_letter(character) or character in "0123456789." else "_"
        for character in unicodedata.normalize("NFKC", name)
    )
    # A name of nothing but underscores says less than a cell.
    if not text.strip("_.") or not (_is_letter(text[0]) or text[0] == "_") or len(text) > LONGEST:
        return None
    if text.lower().startswith(FILE_PREFIX):
        text = "_" + text
    while not is_legal(text) or text.casefold() in taken:
        text += "_"
        if len(text) > LONGEST:
            return None
    taken.add(text.casefold())
    return text


def is_legal(name: str) -> bool:
    """Whether Excel accepts a name, and takes it for nothing but a name."""
    return (
        0 < len(name) <= LONGEST
        and (_is_letter(name[0]) or name[0] in "_\\")
        and all(_is_letter(character) or character in "0123456789._\\?" for character in name)
        and CELL.fullmatch(name) is None
        and not name.lower().startswith(FILE_PREFIX)
        and not (name.lower().startswith(PRINT_PREFIX) and not name.endswith("_"))
        and name.casefold() not in RESERVED
        and name.upper() not in FUNCTION_NAMES
    )


def _is_letter(character: str) -> bool:
    # Excel's tables of letters end with the basic plane.
    return unicodedata.category(character).startswith("L") and ord(character) <= 0xFFFF
