"""`plainplan fmt`: plans in the one canonical form."""

from __future__ import annotations

import sys

from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import Arguments, Command, Option
from plainplan.cli.paths import plan_files
from plainplan.cli.screen import complain, print_diagnostics
from plainplan.diagnostics import has_errors, sort_diagnostics
from plainplan.files import write_whole
from plainplan.source import Source
from plainplan.syntax import decode_source, format_file, parse, read_source

COMMAND = Command(
    name="fmt",
    sentence="put plans into the one canonical form",
    arguments="PATH... | -",
    least=1,
    most=None,
    options=(Option("--check", "change nothing; exit with 1 when a plan is not in canonical form"),),
    examples=(
        "plainplan fmt chen.plan",
        "plainplan fmt plans               # every plan below the folder",
        "plainplan fmt --check plans       # for CI",
        "plainplan fmt - < chen.plan       # to standard output",
    ),
    details="Layout and punctuation change, what a plan computes does not. A plan with syntax errors is left as it is.",
)


def run_command(arguments: Arguments) -> int:
    """Format each plan, or standard input to standard output."""
    if arguments.positional == ["-"]:
        return _format_stdin(arguments)
    is_check = arguments.has("--check")
    status = FINE
    for path in plan_files(arguments.positional):
        source, diagnostics = read_source(path)
        text = _formatted(source, arguments) if source else None
        if source is None:
            print_diagnostics(diagnostics, arguments, sys.stderr)
        if source is None or text is None:
            status = FAULTY
        elif text != source.text:
            if is_check:
                status = FAULTY
                print(f"would format {path}")
            elif _write(path, text):
                print(f"formatted {path}")
            else:
                status = FAULTY
    return status


def _formatted(source: Source, arguments: Arguments) -> str | None:
    """The canonical text, or None when the source does not parse, which is reported."""
    file, diagnostics = parse(source)
    if has_errors(diagnostics):
        print_diagnostics(sort_diagnostics(diagnostics), arguments, sys.stderr)
        return None
    return format_file(file)


def _format_stdin(arguments: Arguments) -> int:
    content = sys.stdin.buffer.read()
    source, diagnostics = decode_source(content, "<stdin>")
    if source is None:
        print_diagnostics(diagnostics, arguments, sys.stderr)
        return FAULTY
    formatted = _formatted(source, arguments)
    if formatted is None:
        return FAULTY
    if arguments.has("--check"):
        return FINE if formatted == source.text else FAULTY
    sys.stdout.flush()
    sys.stdout.buffer.write(formatted.encode())
    return FINE


def _write(path: str, text: str) -> bool:
    try:
        write_whole(path, text.encode())
    except OSError as fault:
        complain(f"cannot write `{path}`: {fault.strerror}")
        return False
    return True
