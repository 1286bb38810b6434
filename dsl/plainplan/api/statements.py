"""Household statements of a plan at a date: a run of the plan with the date and the months of its statements set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import inf

from plainplan.api.outcome import EXCEL_DAY_ZERO, Run
from plainplan.api.plan import Plan, Setting
from plainplan.check.model import StatementTime
from plainplan.graph.nodes import StatementView

# What each statement of a report shows.
PARTS = {
    "balance": ("assets", "debts"),
    "cash_flow": ("cash_flow",),
    "ratios": ("ratios", "persons"),
    "goals": ("goals",),
    "variance": ("variance",),
}


def statements_of(
    plan: Plan,
    time: StatementTime | None = None,
    scenario: str | None = None,
    set: Mapping[str, Setting] | None = None,
) -> Run:
    """The run whose statements stand at a date, the plan's own unless said.

    Raises `PlanError` when the plan has errors, or when the date is outside the plan.
    """
    settings = dict(set or {})
    if time is not None:
        settings["statements.date"] = float(date(time.year, time.month, time.day).toordinal() - EXCEL_DAY_ZERO)
        settings["statements.months"] = min(float(time.months), _most_months(plan))
    return plan.run(scenario, settings, with_statements=True)


def _most_months(plan: Plan) -> float:
    """The months that a cash flow covers at most, in a plan of less than a year fewer than twelve."""
    graph = plan.graph_with_statements
    number = None if graph is None else graph.by_name.get("statements.months")
    if graph is None or number is None:
        return inf
    given = graph.quantities[number].input
    return inf if given is None or given.high is None else given.high


def views_of(run: Run, name: str | None = None) -> list[StatementView]:
    """The parts of a statement, or of all of them."""
    parts = PARTS[name] if name is not None else [part for found in PARTS.values() for part in found]
    return [view for part in parts for view in run.graph.statements if view.key == part]


def requested(plan: Plan, scenario: str | None, set: Mapping[str, Setting]) -> list[tuple[str, Run]]:
    """The statements that the reports of a plan ask for, each with the run that it stands in."""
    model = plan.model
    if model is None:
        return []
    runs: dict[StatementTime | None, Run] = {}
    found = []
    for request in model.statements:
        if request.time not in runs:
            runs[request.time] = statements_of(plan, request.time, scenario, set)
        found.append((request.name, runs[request.time]))
    return found
