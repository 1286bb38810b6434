"""How a doubt is told: as a warning."""

from __future__ import annotations

from plainplan.diagnostics import Diagnostic, Label
from plainplan.source import Span


def reported(
    code: str,
    message: str,
    span: Span,
    labels: tuple[Label, ...] = (),
    notes: tuple[str, ...] = (),
    help: str | None = None,
) -> Diagnostic:
    """A warning at a place of the plan."""
    return Diagnostic(code, message, span, labels=labels, notes=notes, help=help, severity="warning")
