"""What git leaves in a plan where two people's edits do not go together, until somebody has decided between them."""

from __future__ import annotations

import re

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span

_MARKED = re.compile(
    r"^(?P<mark><{7,}(?: [^\r\n]*)?)$.*?^={7,}\r?$.*?^>{7,}(?: [^\r\n]*)?\r?$", re.MULTILINE | re.DOTALL
)


def without_marked(source: Source, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with a text that holds git's marks: each conflict once, in the place of all else, for what both
    sides say at a time cannot be read."""
    found = [
        Diagnostic(
            "unfinished-merge",
            "an unfinished merge: both versions stand here",
            Span(source, marked.start("mark"), marked.start("mark") + len(marked["mark"].rstrip("\r"))),
            marker=f"down to line {source.line_and_column(marked.end())[0]}",
            notes=("keep one version, or write what holds now, and remove the marks that git put there",),
        )
        for marked in _MARKED.finditer(source.text)
    ]
    return found or diagnostics
