"""The step that a date on the command line means."""

from __future__ import annotations

from plainplan.api import Run
from plainplan.cli.options import UsageError


def step_at(run: Run, text: str | None) -> int:
    """The step that contains a date: `2030-01`, `2030-01-31`, or the year alone, which means its last month."""
    if text is None:
        return run.graph.steps
    from datetime import date

    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise UsageError(f"`--at {text}` is not a date such as 2030-01")
    year, month, day = (*map(int, parts), *(12, 1)[len(parts) - 1 :])[:3]
    try:
        wanted = date(year, month, day)
    except ValueError:
        raise UsageError(f"`--at {text}` is not a date such as 2030-01") from None
    starts = run.starts
    if not starts[0] <= wanted <= run.dates[-1]:
        raise UsageError(f"`--at {text}` is outside the plan, {starts[0]:%Y-%m} to {run.dates[-1]:%Y-%m}")
    return max(step for step, start in enumerate(starts, 1) if start <= wanted)
