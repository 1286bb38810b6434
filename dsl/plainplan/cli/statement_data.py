"""Household statements as JSON: each line with its figures by name."""

from __future__ import annotations

import math

from plainplan.api import Plan, Run
from plainplan.api.figures import date_text
from plainplan.api.statements import requested, views_of
from plainplan.cli.options import Arguments
from plainplan.cli.reading import read_settings
from plainplan.graph.nodes import StatementLine


def statements_json(run: Run, name: str | None = None) -> dict[str, object]:
    """The date, the period, and every line of the statements; what is undefined is null."""
    graph = run.graph
    number = graph.by_name
    return {
        "currency": graph.currency,
        "at": date_text(run.number(number["statements.until"])),
        "from": date_text(run.number(number["statements.from"])),
        "reconciles": run.number(number["statements.reconciles"]) == 1,
        "statements": {
            view.key: {"title": view.title, "lines": [_line_json(run, line) for line in view.lines]}
            for view in views_of(run, name)
        },
    }


def requested_json(plan: Plan, arguments: Arguments) -> list[dict[str, object]]:
    """The statements that the reports of a plan ask for."""
    found = requested(plan, arguments.value("--scenario"), read_settings(arguments))
    return [{"statement": name} | statements_json(run, name) for name, run in found]


def _line_json(run: Run, line: StatementLine) -> dict[str, object]:
    return {
        "label": line.label,
        "kind": line.kind,
        "unit": line.unit,
        "figures": {
            run.graph.quantities[cell].name: _plain(run.value(cell)) for cell in line.cells if cell is not None
        },
    }


def _plain(value: float | str) -> float | str | None:
    return value if isinstance(value, str) or math.isfinite(value) else None
