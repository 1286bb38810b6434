"""One expression, computed: it goes through every stage as a small plan of its own."""

from __future__ import annotations

from plainplan.check import check
from plainplan.diagnostics import Diagnostic, Label, has_errors, sort_diagnostics
from plainplan.dimensions import Type
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.syntax import parse
from plainplan.syntax.nodes import Let

# The name under which the expression stands in its small plan.
NAME = "result"
LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Calculated:
    """What an expression comes to: the value in its own unit, and what it is; `cause` says why it is undefined."""

    value: float | str
    type: Type
    cause: str | None = None


def calculate(text: str, shown_as: str, surroundings: str = "") -> tuple[Calculated | None, list[Diagnostic]]:
    """The value of an expression, or None and its mistakes, with spans into the expression itself.

    `shown_as` stands in the place of a path in mistakes. `surroundings` are declarations that the expression may use.
    """
    shown = Source(shown_as, text)
    if not text.strip():
        return None, [Diagnostic("missing-expression", "there is no expression", Span(shown, 0, 0))]
    if len(text) > LONGEST:
        return None, [Diagnostic("expression-too-long", f"the expression is longer than {LONGEST} characters", None)]
    head = f"{surroundings}let {NAME} = "
    file, found = parse(Source(shown_as, head + text))
    if not has_errors(found):
        last = file.declarations[-1]
        if last.span.start != len(surroundings) or not isinstance(last, Let) or last.label is not None:
            return None, [
                Diagnostic("not-an-expression", "this is more than one expression", Span(shown, 0, len(text)))
            ]
        model, more = check(file, project_root="")
        found = [*found, *more]
        if model is not None and not has_errors(found):
            from plainplan.evaluate import run
            from plainplan.graph import build_graph

            graph, more = build_graph(model)
            found = [*found, *more]
            if not has_errors(found):
                quantity = graph.quantities[graph.by_name[NAME]]
                result = run(graph)
                value = result.value(quantity.id)
                causes = [cause.reason for cause in result.undefined()] if value != value else []
                return Calculated(value, quantity.type.as_series(False), causes[0] if causes else None), []
    return None, sort_diagnostics([move_diagnostic(diagnostic, shown, len(head)) for diagnostic in found])


def move_diagnostic(diagnostic: Diagnostic, shown: Source, by: int) -> Diagnostic:
    """The diagnostic with its places in `shown`, which began `by` characters into the text that was read."""

    def moved(span: Span) -> Span:
        start, end = (min(max(0, offset - by), len(shown.text)) for offset in (span.start, span.end))
        return Span(shown, start, end)

    return replace(
        diagnostic,
        span=moved(diagnostic.span) if diagnostic.span else None,
        labels=tuple(Label(moved(label.span), label.text) for label in diagnostic.labels),
    )
