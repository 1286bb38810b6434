"""Which file of the library declares a name that a plan uses without bringing it in."""

from __future__ import annotations

import re
from pathlib import Path

from plainplan.check.load import LIBRARY, SUFFIX


def use_line(keyword: str, name: str) -> str | None:
    """`use std.returns` for a function or rule (`keyword`: `fn`, `rule`) of the library."""
    folder = Path(__file__).resolve().parent.parent / LIBRARY
    declares = re.compile(rf"^{keyword} {re.escape(name)}\(", re.MULTILINE)
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if declares.search(path.read_text(encoding="utf-8")):
            return f"write `use {LIBRARY}.{path.stem}`"
    return None
