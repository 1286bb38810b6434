"""`# fine: CODE` at the end of a line: the writer has seen the warning, and the line says what it should."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic, has_errors, sort_diagnostics
from plainplan.lints.report import reported
from plainplan.source import Source, Span
from plainplan.syntax import nodes

MARK = "fine:"


def silence(file: nodes.File, found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without the warnings that a line of the file calls fine, and one for each that nothing needed.

    Of a plan with errors not every warning is known, so that none of these is called needless.
    """
    if MARK not in file.source.text:
        return found
    fine = _codes_by_line(file)
    needed: set[tuple[int, str]] = set()
    kept = []
    for diagnostic in found:
        line = _line_of(file.source, diagnostic)
        if line is not None and diagnostic.code in fine.get(line, {}):
            needed.add((line, diagnostic.code))
        else:
            kept.append(diagnostic)
    for line, codes in ({} if has_errors(found) else fine).items():
        for code, span in codes.items():
            if (line, code) not in needed:
                message = f"there is no `{code}` in this line to call fine"
                kept.append(reported("needless-fine", message, span))
    return sort_diagnostics(kept)


def _line_of(source: Source, diagnostic: Diagnostic) -> int | None:
    if diagnostic.severity != "warning" or diagnostic.span is None or diagnostic.span.source is not source:
        return None
    return diagnostic.span.line


def _codes_by_line(file: nodes.File) -> dict[int, dict[str, Span]]:
    """The codes in the comments `# fine: CODE, CODE`, each with its span, by line."""
    found: dict[int, dict[str, Span]] = {}
    for comment in file.comments:
        text = comment.span.text
        said = text.lstrip("#＃").lstrip()
        if not said.startswith(MARK):
            continue
        for code in said[len(MARK) :].replace(",", " ").split():
            start = comment.span.start + text.index(code)
            span = Span(file.source, start, start + len(code))
            found.setdefault(span.line, {})[code] = span
    return found
