"""Failed checks as diagnostics: when first, both sides, and what was missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainplan.api.figures import month_text, value_text
from plainplan.diagnostics import Diagnostic

if TYPE_CHECKING:
    from plainplan.api.outcome import CheckOutcome, Run

SEVERITIES = {"check": "error", "warn": "warning"}


def describe_failure(run: Run, check: CheckOutcome) -> Diagnostic:
    """The diagnostic for a check that does not hold."""
    view = check.view
    when = f" in {step_text(run, check.failed_step)}" if check.failed_step else ""
    if check.is_undefined:
        message = f"`{view.name}` cannot be decided: a figure in it is undefined{when}"
    else:
        message = f"`{view.name}` does not hold, first{when}" if when else f"`{view.name}` does not hold"
    return Diagnostic(
        code="failed-check" if view.keyword == "check" else "failed-warning",
        message=message,
        span=view.span,
        marker=view.condition if view.span and view.condition != view.span.text else "",
        notes=(*_sides(run, check), *_place(run)),
        severity=SEVERITIES[view.keyword],
    )


def step_text(run: Run, step: int) -> str:
    """A step as people name it: the year, where a step is a calendar year, else its last month."""
    month = month_text(run.number(run.graph.well_known["date_end"], step))
    return month[:4] if run.graph.step_months == 12 and month.endswith("-12") else month


def _sides(run: Run, check: CheckOutcome) -> list[str]:
    if check.left is None or check.right is None or check.view.left is None or check.view.right is None:
        return []
    quantities = run.graph.quantities
    left = value_text(check.left, quantities[check.view.left].type)
    right = value_text(check.right, quantities[check.view.right].type)
    notes = [f"left side:  {left}\nright side: {right}"]
    if check.shortfall is not None and check.shortfall > 0:
        notes.append(f"short by {value_text(check.shortfall, quantities[check.view.left].type)}")
    return notes


def _place(run: Run) -> list[str]:
    return [f"in scenario `{run.scenario}`"] if run.scenario else []
