"""Mistakes in a plan as values: a code, a sentence, the places it concerns, and what would mend it."""

from __future__ import annotations

from plainplan.records import dataclass
from plainplan.source import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that the reader should see, with a few words about it."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake, warning or note.

    `code` is kebab-case and names the fault; `message` stands alone, lowercase, without a full stop. `span` is the
    smallest span that holds the fault, or None when the fault is not in any text (a missing file). `marker` is what
    is said under the carets. `notes` are facts, `help` is what can be done, its text ready to paste.
    """

    code: str
    message: str
    span: Span | None
    marker: str = ""
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    severity: str = "error"

    @property
    def is_error(self) -> bool:
        """Whether a plan with this diagnostic cannot be run."""
        return self.severity == "error"


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any of the diagnostics is an error."""
    return any(diagnostic.is_error for diagnostic in diagnostics)


def sort_diagnostics(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """By file and place, errors before warnings at one place, duplicates once."""
    seen: dict[Diagnostic, None] = dict.fromkeys(diagnostics)
    order = {"error": 0, "warning": 1, "note": 2}

    def key(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
        span = diagnostic.span
        return (
            span.source.path if span else "",
            span.start if span else -1,
            order[diagnostic.severity],
            diagnostic.code,
        )

    return sorted(seen, key=key)
