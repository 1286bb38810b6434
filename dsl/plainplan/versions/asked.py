"""One figure of a plan that somebody asks for: an expression over its names, as if the plan said it."""

from __future__ import annotations

import math

from plainplan.api import Plan, PlanError
from plainplan.api.calculator import move_diagnostic
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.dimensions import Type
from plainplan.graph.nodes import SCALAR
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes, parse

NAME = "plainplan_asked"
HEAD = f"let {NAME} = "
# What stands in the place of a file in a mistake.
PATH = "outcome"


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure: of what moves in time its last value, NaN where it has none."""

    value: float
    type: Type
    is_share: bool


def ask_plan(plan: Plan, text: str, scenario: str | None = None) -> Asked | list[Diagnostic]:
    """What an expression such as `net_worth` or `at(cash, 2030-12)` comes to, or what is wrong with it or the plan."""
    file = plan.file
    if file is None or plan.graph is None:
        return [fault for fault in plan.check(is_static=True) if fault.is_error]
    added, faults = parse(Source(PATH, f"{HEAD}{text}\n"))
    node = added.declarations[0] if added.declarations else None
    if has_errors(faults) or not isinstance(node, nodes.Let) or len(added.declarations) > 1:
        told = [fault for fault in faults if fault.is_error]
        whole = Span(Source(PATH, text), 0, len(text))
        return _as_asked(told, text) or [Diagnostic("not-an-expression", "an outcome is one expression", whole)]
    asked = Plan(plan.path, plan.source, (), plan.root)
    asked.extend(replace(file, declarations=(*file.declarations, node)))
    graph = asked.graph
    if graph is None:
        return _as_asked([fault for fault in asked.check(is_static=True) if fault.is_error], text)
    quantity = graph.quantities[graph.by_name[NAME]]
    if quantity.type.kind not in ("quantity", "boolean") or quantity.axis in graph.axes:
        whole = Span(Source(PATH, text), 0, len(text))
        return [Diagnostic("not-a-value", f"`{text}` is no single figure", whole)]
    try:
        run = asked.run(scenario or BASE)
    except PlanError as error:
        return error.diagnostics
    value = run.number(quantity.id, None if quantity.axis == SCALAR else graph.steps)
    return Asked(value if math.isfinite(value) else math.nan, quantity.type, quantity.id in run.shares)


def _as_asked(faults: list[Diagnostic], text: str) -> list[Diagnostic]:
    """Mistakes at their places in the expression."""
    shown = Source(PATH, text)
    return [
        move_diagnostic(fault, shown, len(HEAD)) if fault.span is not None and fault.span.source.path == PATH else fault
        for fault in faults
    ]
