"""`# fine: CODE` at the end of a line: the writer has seen the warning, and the line says what it should."""

from __future__ import annotations

import re

from plainplan.diagnostics import Diagnostic, has_errors, sort_diagnostics
from plainplan.lints.report import reported
from plainplan.source import Source, Span
from plainplan.syntax import nodes

MARK = "fine:"
CODE = re.compile(r"[^\s,，]+")
# Codes stand between commas; a word that follows none begins the reason, which is for readers.
LISTED = re.compile(rf"[#＃]+\s*{MARK}\s*((?:{CODE.pattern})(?:\s*[,，]\s*(?:{CODE.pattern}))*)")


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
    """The codes in the comments `# fine: CODE, CODE REASON`, each with its span, by line."""
    found: dict[int, dict[str, Span]] = {}
    for comment in file.comments:
        listed = LISTED.match(comment.span.text)
        if listed is None:
            continue
        for code in CODE.finditer(listed[1]):
            start = comment.span.start + listed.start(1) + code.start()
            span = Span(file.source, start, start + len(code[0]))
            found.setdefault(span.line, {})[code[0]] = span
    return found
