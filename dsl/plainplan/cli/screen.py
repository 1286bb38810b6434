"""What a command knows of the terminal, and how it prints mistakes there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from plainplan.cli.options import Arguments
from plainplan.diagnostics import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

# Of a page or a pipe, which have no width of their own.
DEFAULT_WIDTH = 100


def is_terminal(stream: IO[str]) -> bool:
    """Whether a person is looking."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def wants_color(arguments: Arguments, stream: IO[str]) -> bool:
    """Whether to color what goes to the stream: `--color`, else NO_COLOR, else what the terminal can do."""
    when = arguments.value("--color", "auto")
    if when != "auto":
        return when == "always"
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_width(stream: IO[str]) -> int:
    """The columns of the terminal, or of a page."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    if is_terminal(stream):
        try:
            return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
        except (OSError, ValueError):
            return DEFAULT_WIDTH
    return DEFAULT_WIDTH


def print_diagnostics(diagnostics: Sequence[Diagnostic], arguments: Arguments, stream: IO[str]) -> None:
    """Print each mistake as `--format` asks (`full` when the command has no such option)."""
    if not diagnostics:
        return
    # Imported when there is something to draw: a clean plan waits for nothing.
    from plainplan.render import render_concise, render_diagnostic

    if arguments.value("--format", "full") == "concise":
        for diagnostic in diagnostics:
            print(render_concise(diagnostic), file=stream)
        return
    color, width = wants_color(arguments, stream), screen_width(stream)
    for diagnostic in diagnostics:
        print(render_diagnostic(diagnostic, width=width, color=color), end="\n\n", file=stream)


def print_json(value: object) -> None:
    """Print plain values as JSON, with every character that the stream can carry as itself."""
    import json

    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(value, ensure_ascii=not is_unicode, indent=2, allow_nan=False))


def print_diagnostics_json(diagnostics: Iterable[Diagnostic]) -> None:
    """Print all mistakes as one JSON list."""
    from plainplan.render import diagnostic_json

    print_json([diagnostic_json(diagnostic) for diagnostic in diagnostics])


def complain(text: str) -> None:
    """Say on stderr why the command cannot do what was asked."""
    from plainplan.render import escape_text

    print(f"plainplan: {escape_text(text)}", file=sys.stderr)


def padded(text: str, width: int) -> str:
    """A text filled up to so many columns; a Chinese character takes two."""
    from rich.cells import cell_len

    return text + " " * (width - cell_len(text))
