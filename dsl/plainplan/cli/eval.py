"""`plainplan eval`: computes an expression with units, or one a line from standard input."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator

from plainplan.api.calculator import Calculated, calculate
from plainplan.api.figures import date_text, value_text
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import Arguments, Command, Option
from plainplan.cli.screen import is_terminal, print_diagnostics
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import dimension_text, unit_text
from plainplan.render import diagnostic_json

COMMAND = Command(
    name="eval",
    sentence="compute an expression with units",
    arguments="[EXPR]",
    least=0,
    most=1,
    options=(Option("--json", "a line of JSON an expression: value at full precision, dimension, unit"),),
    examples=(
        "plainplan eval '1000萬 TWD * 4%/year'",
        "plainplan eval --json 'pmt(2.1% / 12, 240, -800萬 TWD)'",
        "plainplan eval < expressions.txt  # one a line",
    ),
)


def run_command(arguments: Arguments) -> int:
    """Compute the expression, or each line of standard input."""
    is_json = arguments.has("--json")
    status = FINE
    for place, text in _expressions(arguments):
        found, diagnostics = calculate(text, place)
        if found is not None and found.cause is not None:
            diagnostics = [Diagnostic("undefined-value", f"`{text.strip()}` is undefined: {found.cause}", None)]
        if diagnostics:
            status = FAULTY
        if is_json:
            _print_json(found, diagnostics)
        elif found is None or diagnostics:
            print_diagnostics(diagnostics, arguments, sys.stderr)
        else:
            print(value_text(found.value, found.type))
    return status


def _expressions(arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Each expression with the place that stands for its file in mistakes."""
    if arguments.positional and arguments.positional[0] != "-":
        yield "<expression>", arguments.positional[0]
        return
    if is_terminal(sys.stdin):
        print("one expression a line; end with Ctrl-D", file=sys.stderr)
    for number, line in enumerate(sys.stdin.buffer, 1):
        text = line.decode("utf-8", errors="replace").strip()
        if text and not text.startswith("#"):
            yield f"<line {number}>", text


def _print_json(found: Calculated | None, diagnostics: list[Diagnostic]) -> None:
    import json

    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    answer: dict[str, object] = (
        {"value": None, "errors": [diagnostic_json(diagnostic) for diagnostic in diagnostics]}
        if found is None or diagnostics
        else {
            "value": _plain(found),
            "dimension": dimension_text(found.type) if found.type.kind == "quantity" else found.type.kind,
            "unit": unit_text(found.type),
        }
    )
    print(json.dumps(answer, ensure_ascii=not is_unicode), flush=True)


def _plain(found: Calculated) -> object:
    if isinstance(found.value, str):
        return found.value
    if found.type.kind == "boolean":
        return found.value == 1
    if found.type.kind == "date":
        return date_text(found.value)
    return found.value if math.isfinite(found.value) else None
