"""`plainplan diff --format json`: everything that was found, at full precision."""

from __future__ import annotations

import math

from plainplan.api import CheckOutcome, Run
from plainplan.dimensions import unit_text
from plainplan.render import diagnostic_json
from plainplan.versions.comparison import Comparison
from plainplan.versions.edits import Change, Edit
from plainplan.versions.figures import Figure
from plainplan.versions.outcomes import CheckPair, Outcome


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """A comparison as plain values; a figure without a value is null."""
    sides = comparison.sides
    return {
        "path": sides.path,
        "before": None if sides.before is None else sides.before.name,
        "after": None if sides.after is None else sides.after.name,
        "edits": [_edit(edit) for edit in comparison.edits],
        "files": [{"before": file.before, "after": file.after} for file in comparison.files],
        "outcomes": [_outcome(outcome) for outcome in comparison.outcomes],
        "attribution": _attribution(comparison),
        "diagnostics": [diagnostic_json(fault) for fault in comparison.faults],
    }


def _edit(edit: Edit) -> dict[str, object]:
    before, after = edit.before, edit.after
    return {
        "kind": edit.entry.kind,
        "name": edit.entry.name,
        "was": None if before is None else before.name,
        "change": "added" if before is None else "removed" if after is None else "changed",
        "is_moved": edit.is_moved,
        "followed": edit.followed,
        "facts": [_change(change) for change in edit.facts],
        "lines": [_change(change) for change in edit.body],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "key": change.key,
        "before": None if change.before is None else change.before.text,
        "after": None if change.after is None else change.after.text,
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "scenario": outcome.scenario,
        "label": outcome.label,
        "is_added": outcome.before is None,
        "is_removed": outcome.after is None,
        "is_changed": outcome.is_changed,
        "parted": None if outcome.parted is None else outcome.parted.isoformat(),
        "paths": None if not any(outcome.paths) else [_paths(run) for run in (outcome.before, outcome.after)],
        "figures": [_figure(figure) for figure in outcome.figures],
        "checks": [
            {"name": pair.name, "label": _label(pair), "before": _check(pair.before), "after": _check(pair.after)}
            for pair in outcome.checks
        ],
        "years": [
            {"year": year, "before": _number(before), "after": _number(after)} for year, before, after in outcome.years
        ],
    }


def _label(pair: CheckPair) -> str:
    check = pair.after or pair.before
    return "" if check is None else check.view.label


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "figure": figure.key,
        "kind": figure.kind,
        "label": figure.label,
        "unit": unit_text(figure.type),
        "before": _number(figure.before),
        "after": _number(figure.after),
        "change": _number(figure.change),
        "parted": None if figure.parted is None else figure.parted.isoformat(),
        "before_on": None if figure.before_on is None else figure.before_on.isoformat(),
        "after_on": None if figure.after_on is None else figure.after_on.isoformat(),
    }


def _check(check: CheckOutcome | None) -> dict[str, object] | None:
    if check is None:
        return None
    if check.paths is not None:
        # The paths fail on days of their own.
        return {"holds": check.is_ok, "failed_on": None, "share": check.paths.share, "needed": check.paths.needed}
    return {"holds": check.is_ok, "failed_on": None if check.failed_on is None else check.failed_on.isoformat()}


def _paths(run: Run | None) -> dict[str, object] | None:
    """How many paths there are, the worst, and the one whose figures are told beside those of all."""
    if run is None or run.paths is None:
        return None
    paths = run.paths
    return {"count": paths.count, "survivors": paths.survivors, "worst": paths.worst.label, "shown": run.window}


def _attribution(comparison: Comparison) -> dict[str, object] | None:
    found = comparison.attribution
    if found is None:
        return None
    return {
        "scenario": comparison.outcomes[0].scenario,
        "figures": list(comparison.attributed),
        "change": [_number(after - before) for before, after in zip(found.before, found.after, strict=True)],
        "orders": found.orders,
        "parts": [
            {
                "edits": [{"kind": edit.entry.kind, "name": edit.entry.name} for edit in part.group.edits],
                "files": list(part.group.files),
                "shares": [_number(share) for share in part.shares],
                "errors": [_number(error) for error in part.errors],
            }
            for part in found.parts
        ],
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
