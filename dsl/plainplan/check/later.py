"""What a later version does: it parses and is formatted, and here it answers with one clear diagnostic each."""

from __future__ import annotations

from plainplan.check.context import PLAN_PLACE, Context
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


def check_report(context: Context, report: nodes.Report) -> None:
    """Check what a report shows. Charts and statements come later, and the plan runs without them."""
    is_told = False
    for item in report.items:
        for value in item.values:
            if item.keyword in ("chart", "show"):
                context.infer(value, PLAN_PLACE)
        if item.keyword != "show" and not is_told:
            is_told = True
            context.report(
                "not-yet-supported",
                f"`{item.keyword}` of a report comes with a later version; the plan runs without it",
                Span(item.span.source, item.span.start, item.span.start + len(item.keyword)),
                severity="warning",
            )
