"""What git compares in the place of a file: a plan in canonical form, a workbook as its plan and its inputs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from difflib import unified_diff
from hashlib import sha256
from typing import Any

from plainplan.syntax import decode_source, format_file, parse

INPUT_BLUE, INPUT_YELLOW = "FF0000FF", "FFFFFBE0"

# How a SHA-256 is written.
_DIGITS = frozenset("0123456789abcdef")
_LENGTH_OF_DIGEST = 64


def text_of(path: str) -> str:
    """The text that stands for a file: of one that is neither a plan nor a workbook its own.

    Raises `OSError` when it cannot be read.
    """
    if zipfile.is_zipfile(path):
        return "".join(f"{line}\n" for line in _workbook_lines(path))
    with open(path, "rb") as file:
        content = file.read()
    source, _ = decode_source(content, path)
    if b"\0" in content:
        return f"binary {sha256(content).hexdigest()}\n"
    if source is None:
        return content.decode("utf-8", "replace")
    tree, found = parse(source)
    # What could not be read would be missing from the formatted text.
    return source.text if found else format_file(tree)


def changed_lines(path: str, before: str, after: str) -> Iterator[str]:
    """The lines that differ between two files that cannot be compared otherwise, as git tells them."""
    first, second = (text_of(place).splitlines(keepends=True) for place in (before, after))
    for line in unified_diff(first, second, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n"


def _workbook_lines(path: str) -> Iterator[str]:
    """The digest of the plan that a workbook was made of, and every cell that its reader may change."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # Open, for the file has a name of git's own without `.xlsx`.
        with open(path, "rb") as file:
            book = load_workbook(file)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as fault:
        yield f"no workbook: {type(fault).__name__}"
        return
    yield from (f"plan {digest}" for digest in _digests(book))
    names = {
        (sheet, place.replace("$", "")): name
        for name, defined in book.defined_names.items()
        for sheet, place in defined.destinations
    }
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                name = names.get((sheet.title, cell.coordinate))
                # On the cover stands what an input looks like.
                is_sample = name is None and sheet is book.worksheets[0]
                if cell.value is not None and _is_input(cell) and not _is_formula(cell.value) and not is_sample:
                    yield f"{name or _place(sheet, cell)} = {_written(cell.value)}"


def _is_input(cell: Any) -> bool:
    """Whether a cell is painted as what a client may change: blue on pale yellow."""
    color = cell.font.color
    is_blue = color is not None and color.type == "rgb" and color.rgb == INPUT_BLUE
    return is_blue and cell.fill.fgColor.rgb == INPUT_YELLOW


def _is_formula(value: object) -> bool:
    return str(value).startswith("=")


def _written(value: object) -> str:
    """A value as text; of a day without a time the day alone."""
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _digests(book: Any) -> Iterator[str]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, str) and len(value) == _LENGTH_OF_DIGEST and set(value) <= _DIGITS:
                    yield value


def _place(sheet: Any, cell: Any) -> str:
    """Where a cell without a name stands, with what its row is called."""
    texts = (other.value for other in sheet[cell.row] if isinstance(other.value, str))
    label = next((text for text in texts if not _is_formula(text)), "")
    return f"{sheet.title}!{cell.coordinate} {label}".rstrip()
