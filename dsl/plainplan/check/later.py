"""What a later version does: it parses and is formatted, and here it answers with one clear diagnostic each."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.source import Span
from plainplan.syntax import nodes

LATER: dict[type, str] = {
    nodes.Prove: "prove",
    nodes.Solve: "solve",
}


def report_later(context: Context, declaration: nodes.Declaration) -> None:
    """Report a declaration that cannot be evaluated yet."""
    word = LATER.get(type(declaration))
    if word is not None:
        start = declaration.span.start
        keyword = Span(declaration.span.source, start, start + len(word))
        context.report("not-yet-supported", f"`{word}` comes with a later version", keyword)
