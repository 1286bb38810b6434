"""From text to syntax tree and back."""

from __future__ import annotations

from plainplan.syntax.format_file import format_file
from plainplan.syntax.parser import parse
from plainplan.syntax.read import decode_source, read_source

__all__ = ["decode_source", "format_file", "parse", "read_source"]
