"""From text to syntax tree and back."""

from __future__ import annotations

from plainplan.syntax.nodes import File
from plainplan.syntax.parser import parse
from plainplan.syntax.read import decode_source, read_source

__all__ = ["decode_source", "format_file", "parse", "read_source"]


def format_file(file: File) -> str:
    """The canonical text of a file that was read without errors: what could not be read would be missing from it."""
    # Imported when asked for: checking a plan never writes one.
    from plainplan.syntax.format_plan import format_plan

    return format_plan(file)
