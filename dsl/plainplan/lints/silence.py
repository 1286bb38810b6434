"""`# fine: CODE` at the end of a line: the writer has seen the warning, and the line says what it should."""

from __future__ import annotations

import re
from collections.abc import KeysView

from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic, has_errors, sort_diagnostics
from plainplan.lints.report import reported
from plainplan.lints.walk import every_part, written_expressions
from plainplan.source import Source, Span
from plainplan.syntax import nodes

MARK = "fine:"
CODE = re.compile(r"[^\s,，]+")
# Codes stand between commas; a word that follows none begins the reason, which is for readers.
LISTED = re.compile(rf"[#＃]+\s*{MARK}\s*((?:{CODE.pattern})(?:\s*[,，]\s*(?:{CODE.pattern}))*)")


def silence(file: nodes.File, model: Model | None, found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without the warnings that a line of the file calls fine, and one for each that nothing needed.

    At the end of a formula of several lines a comment speaks of all of them: formatting may have broken the line. Of a
    plan with errors not every warning is known, so that none of these is called needless.
    """
    if MARK not in file.source.text:
        return found
    fine = _codes_by_line(file)
    first_lines = {} if model is None else _first_lines(model, fine.keys())
    needed: set[tuple[int, str]] = set()
    kept = []
    for diagnostic in found:
        line = _line_of(file.source, diagnostic)
        calling = [
            end
            for end, codes in fine.items()
            if line is not None and first_lines.get(end, end) <= line <= end and diagnostic.code in codes
        ]
        needed.update((end, diagnostic.code) for end in calling)
        if not calling:
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


def _first_lines(model: Model, ends: KeysView[int]) -> dict[int, int]:
    """Where the longest formula begins that ends in a line, by that line."""
    found: dict[int, int] = {}
    for expression in written_expressions(model):
        for part in every_part(expression):
            end = part.span.source.line_and_column(part.span.end)[0]
            if end in ends:
                found[end] = min(part.span.line, found.get(end, end))
    return found


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
