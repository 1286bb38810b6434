"""One figure of a plan that somebody asks for: an expression over its names, as if the plan said it."""

from __future__ import annotations

import math

from plainplan.api import Plan, PlanError, Run
from plainplan.api.calculator import move_diagnostic
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.dimensions import Type
from plainplan.graph.nodes import SCALAR, Quantity
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes, parse

NAME = "plainplan_asked"
HEAD = f"let {NAME} = "
# What stands in the place of a file in a mistake.
PATH = "outcome"
# What can be held against another figure of its kind.
COMPARED = ("quantity", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure: of what moves in time its last value, NaN where it has none."""

    value: float
    type: Type
    is_share: bool


class Question:
    """An expression that a version of a plan can answer, in each of its scenarios; each is run once."""

    def __init__(self, plan: Plan, quantity: Quantity) -> None:
        self.plan = plan
        self.quantity = quantity
        self._runs: dict[str, Run] = {}

    def run(self, scenario: str | None = None) -> Run:
        """The run of a scenario. Raises `PlanError` when there is none of this name."""
        name = scenario or BASE
        if name not in self._runs:
            self._runs[name] = self.plan.run(name)
        return self._runs[name]

    def answer(self, scenario: str | None = None) -> Asked | list[Diagnostic]:
        """The figure in a scenario, or why there is none; where many paths are run, that of the first."""
        try:
            run = self.run(scenario)
        except PlanError as error:
            return error.diagnostics
        value = run.number(self.quantity.id, None if self.quantity.axis == SCALAR else run.graph.steps)
        found = value if math.isfinite(value) else math.nan
        return Asked(found, self.quantity.type.as_series(False), self.quantity.id in run.shares)


def ask_plan(plan: Plan, text: str, scenario: str | None = None) -> Asked | list[Diagnostic]:
    """What an expression such as `net_worth` or `at(cash, 2030-12)` comes to, or what is wrong with it or the plan."""
    question = read_question(plan, text)
    return question.answer(scenario) if isinstance(question, Question) else question


def read_question(plan: Plan, text: str, file: nodes.File | None = None) -> Question | list[Diagnostic]:
    """The expression as a part of a plan, or what is wrong with one of them. `file` is another tree of the plan, in
    which its declarations go by other names."""
    whole = Span(Source(PATH, text), 0, len(text))
    if not text.strip():
        return [Diagnostic("missing-expression", "there is no expression", whole)]
    tree = file or plan.file
    if tree is None or plan.is_damaged:
        return [fault for fault in plan.check(is_static=True) if fault.is_error]
    added, faults = parse(Source(PATH, f"{HEAD}{text}\n"))
    node = added.declarations[0] if added.declarations else None
    if has_errors(faults):
        return _as_asked([fault for fault in faults if fault.is_error], text)
    if not isinstance(node, nodes.Let) or node.label is not None or len(added.declarations) > 1:
        return [Diagnostic("not-an-expression", "an outcome is one expression", whole)]
    asked = Plan(plan.path, plan.source, (), plan.root)
    asked.extend(replace(tree, declarations=(*tree.declarations, node)))
    graph = asked.graph
    if graph is None:
        return _as_asked([fault for fault in asked.check(is_static=True) if fault.is_error], text)
    quantity = graph.quantities[graph.by_name[NAME]]
    if quantity.type.kind not in COMPARED or quantity.axis in graph.axes:
        return [Diagnostic("not-a-value", f"`{text}` is no single figure", whole)]
    return Question(asked, quantity)


def _as_asked(faults: list[Diagnostic], text: str) -> list[Diagnostic]:
    """Mistakes at their places in the expression, those of the plan itself first."""
    shown = Source(PATH, text)
    of_text = [fault for fault in faults if fault.span is not None and fault.span.source.path == PATH]
    return [
        *(fault for fault in faults if fault not in of_text),
        *(move_diagnostic(fault, shown, len(HEAD)) for fault in of_text),
    ]
