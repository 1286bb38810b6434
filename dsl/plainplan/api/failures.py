"""Failed checks as diagnostics: when first, both sides, and what was missing."""

from __future__ import annotations

from collections.abc import Sequence

from plainplan.api.figures import amount_text, month_text
from plainplan.diagnostics import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.outcome import CheckOutcome, Run
    from plainplan.evaluate.causes import Cause

SEVERITIES = {"check": "error", "warn": "warning"}


def describe_failure(failures: Sequence[tuple[Run, CheckOutcome]]) -> Diagnostic:
    """The diagnostic for one check that does not hold in some scenarios: the first in full, the others by name."""
    run, check = failures[0]
    view = check.view
    when = f", first in {step_text(run, check.failed_step)}" if check.failed_step else ""
    name = f"`{view.name}` ({view.label})" if view.span is None else f"`{view.name}`"
    if check.is_undefined:
        message = f"{name} cannot be decided{when}: a figure in it is undefined"
    else:
        message = f"{name} does not hold{when}"
    return Diagnostic(
        "failed-check" if view.keyword == "check" else "failed-warning",
        message,
        view.span,
        notes=(*_sides(run, check), *_causes(run, check), *_places(failures)),
        severity=SEVERITIES[view.keyword],
    )


def step_text(run: Run, step: int) -> str:
    """A step as people name it: the year, where a step is a calendar year, else its last month."""
    month = month_text(run.number(run.graph.well_known["date_end"], step))
    return month[:4] if run.graph.step_months == 12 and month.endswith("-12") else month


def cause_text(run: Run, cause: Cause) -> str:
    """Where a figure is first undefined, and why."""
    when = f" in {step_text(run, cause.step)}" if cause.step else ""
    return f"`{run.graph.quantities[cause.quantity].name}`{when}: {cause.reason}"


def _sides(run: Run, check: CheckOutcome) -> list[str]:
    if (
        check.is_undefined
        or check.left is None
        or check.right is None
        or check.view.left is None
        or check.view.right is None
    ):
        return []
    quantities = run.graph.quantities
    left = amount_text(check.left, quantities[check.view.left].type)
    right = amount_text(check.right, quantities[check.view.right].type)
    notes = [f"left side:  {left}\nright side: {right}"]
    if check.shortfall is not None and check.shortfall > 0:
        word = "short" if check.left < check.right else "over"
        notes.append(f"{word} by {amount_text(check.shortfall, quantities[check.view.left].type)}")
    return notes


def _causes(run: Run, check: CheckOutcome) -> list[str]:
    """The first thing that has no value, which is most likely what the check stumbles over."""
    return [f"undefined: {cause_text(run, run.undefined[0])}"] if check.is_undefined and run.undefined else []


def _places(failures: Sequence[tuple[Run, CheckOutcome]]) -> list[str]:
    """The scenarios in which the check fails, each with its first step; nothing when it is the base alone."""
    if len(failures) == 1 and failures[0][0].scenario is None:
        return []
    places = [
        (f"scenario `{run.scenario}`" if run.scenario else "the base")
        + (f" ({step_text(run, check.failed_step)})" if len(failures) > 1 and check.failed_step else "")
        for run, check in failures
    ]
    return [f"in {', '.join(places)}"]
