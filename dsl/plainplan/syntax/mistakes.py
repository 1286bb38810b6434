"""From a token that cannot stand where it is to a sentence about it."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic
from plainplan.source import Source, Span
from plainplan.syntax.automaton import END
from plainplan.syntax.expected import acceptable, describe
from plainplan.syntax.tables import Tables
from plainplan.syntax.tokens import Token


def explain(tables: Tables, source: Source, states: list[int], tokens: list[Token], index: int) -> Diagnostic:
    """The diagnostic for the first token that cannot stand where it is."""
    kind, text, start, end = tokens[index]
    expected = describe(tables, acceptable(tables, states))
    if kind in (END, "NEWLINE"):
        before = tokens[index - 1] if index else tokens[index]
        span = Span(source, before[2], before[3])
        return Diagnostic("syntax-error", f"the line ends too soon: expected {expected}", span, marker="after this")
    return Diagnostic("syntax-error", f"expected {expected}, found `{text}`", Span(source, start, end))
