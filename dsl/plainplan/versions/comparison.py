"""All that is known of two versions of one plan: the edits, what they did to the outcome, and which did how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from plainplan.api import Plan
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import Graph
from plainplan.records import dataclass, replace
from plainplan.syntax import nodes
from plainplan.versions.edits import Edit, find_edits
from plainplan.versions.figures import goal_figures, goal_quantities, shown_quantities, worth_figures
from plainplan.versions.outcomes import Outcome, compare_outcomes
from plainplan.versions.sides import Sides
from plainplan.versions.uses import FileEdit, changed_files

# The figures of one path that can be computed of a mixture of two versions.
ATTRIBUTED = frozenset(("final", "lowest", "funded", "short", "shown"))

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.attribution import Attribution


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a plan. `faults` are what keeps one of them from being read or computed, errors, and what else
    could not be found out, notes. `files` are what the plan uses and what is another, by paths from its folder.

    `attribution` is of the first outcome, and of its figures with the keys `attributed` in their order; None where
    nothing changed, or nobody asked.
    """

    sides: Sides
    edits: tuple[Edit, ...]
    outcomes: tuple[Outcome, ...]
    attributed: tuple[str, ...]
    attribution: Attribution | None
    faults: tuple[Diagnostic, ...]
    files: tuple[FileEdit, ...] = ()


def compare(sides: Sides, scenarios: tuple[str, ...] = (), is_run: bool = True) -> Comparison:
    """Compare two versions: the text alone unless `is_run`, else the outcome of the base and of every scenario too, or
    of those named."""
    before, after = sides.before, sides.after
    faults = [fault for side in (before, after) if side is not None for fault in _unreadable(side.plan)]
    if before is None and after is not None and not faults and is_run and _is_plan(after.plan):
        faults = _uncomputable(after.plan)
    if faults or before is None or after is None:
        return Comparison(sides, (), (), (), None, tuple(faults))
    assert before.plan.file is not None
    assert after.plan.file is not None
    edits = tuple(find_edits(before.plan.file, after.plan.file))
    if not is_run or not any(map(_is_plan, (before.plan, after.plan))):
        return Comparison(sides, edits, (), (), None, ())
    files = tuple(changed_files(before.plan, after.plan))
    wrong = [fault for side in (before, after) if side.plan.graph is None for fault in _errors(side.plan)]
    outcomes = wrong or compare_outcomes(before.plan, after.plan, scenarios)
    faults = [found for found in outcomes if isinstance(found, Diagnostic)]
    if faults:
        return Comparison(sides, edits, (), (), None, tuple(faults), files)
    known = tuple(found for found in outcomes if isinstance(found, Outcome))
    keys, attribution = _attributed(before.plan, after.plan, known[0])
    if isinstance(attribution, Diagnostic):
        # All else is known, and stands.
        return Comparison(sides, edits, known, (), None, (replace(attribution, severity="note"),), files)
    return Comparison(sides, edits, known, keys, attribution, (), files)


def _is_plan(plan: Plan) -> bool:
    """Whether it says something of figures, as a plan or a calculator does, and does not only hold rules for others."""
    telling = nodes.Plan | nodes.Check | nodes.Report
    return plan.file is not None and any(isinstance(node, telling) for node in plan.file.declarations)


def _errors(plan: Plan) -> list[Diagnostic]:
    return [fault for fault in plan.check(is_static=True) if fault.is_error]


def _uncomputable(plan: Plan) -> list[Diagnostic]:
    """Why a plan that is new cannot be computed."""
    return _errors(plan) if plan.graph is None else []


def _unreadable(plan: Plan) -> list[Diagnostic]:
    """Why a version cannot be compared at all: no such file, or a text that is no plan."""
    return _errors(plan) if plan.file is None or plan.is_damaged else []


def _attributed(before: Plan, after: Plan, outcome: Outcome) -> tuple[tuple[str, ...], Attribution | Diagnostic | None]:
    """The parts of the edits in every figure of an outcome that both versions have and that changed."""
    keys = tuple(
        figure.key
        for figure in outcome.figures
        if figure.kind in ATTRIBUTED and figure.change is not None and figure.is_moved
    )
    if not keys:
        return (), None
    # Imported when something moved.
    from plainplan.versions.attribution import attribute
    from plainplan.versions.mixture import Mixture

    scenario = None if outcome.scenario == BASE else outcome.scenario
    mixture = Mixture(before, after, scenario)
    if not mixture.groups:
        return (), None

    def needs(graph: Graph) -> list[int]:
        shown = shown_quantities(graph)
        return [*_worth(graph), *goal_quantities(graph), *(shown[key].id for key in keys if key in shown)]

    def measure(graph: Graph, values: Sequence[Any]) -> tuple[float, ...]:
        found = {}
        for name, goal in goal_figures(graph, values).items():
            found[f"{name}.funded"], found[f"{name}.short"] = goal
        found |= {key: _last(values[quantity.id]) for key, quantity in shown_quantities(graph).items()}
        for number in _worth(graph):
            found["final"], found["lowest"] = worth_figures(values[number])
        return tuple(found.get(key, math.nan) for key in keys)

    return keys, attribute(mixture, scenario, needs, measure)


def _worth(graph: Graph) -> list[int]:
    """The net worth of a plan; a calculator has none."""
    return [graph.well_known["net_worth"]] if graph.accounts else []


def _last(found: float | list[float]) -> float:
    return found[-1] if isinstance(found, list) else found
