"""One figure of a plan that somebody asks for: an expression over its names, as if the plan said it."""

from __future__ import annotations

import math

from plainplan.api import Plan, PlanError, Run
from plainplan.api.calculator import move_diagnostic
from plainplan.api.changes import find_scenario
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.dimensions import NUMBER, Type
from plainplan.graph.nodes import SCALAR, Quantity
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes, parse

NAME = "plainplan_asked"
HEAD = f"let {NAME} = "
# What stands in the place of a file in a mistake.
PATH = "outcome"
# The share of the windows of a scenario in which every check holds, where the plan gives the name to nothing else.
SURVIVAL = "survival"
# What can be held against another figure of its kind.
COMPARED = ("quantity", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure: of what moves in time its last value, NaN where it has none."""

    value: float
    type: Type
    is_share: bool


class Question:
    """An expression that a version of a plan can answer, in each of its scenarios; each is run once.

    Without a `quantity` it is the share of windows in which every check holds.
    """

    def __init__(self, plan: Plan, quantity: Quantity | None) -> None:
        self.plan = plan
        self.quantity = quantity
        self._runs: dict[str, Run] = {}

    @property
    def type(self) -> Type:
        """What the answer is."""
        return NUMBER if self.quantity is None else self.quantity.type.as_series(False)

    def is_of(self, scenario: str) -> bool:
        """Whether the question makes sense in a scenario: what survives is asked of one that rolls through history."""
        graph = self.plan.graph
        if self.quantity is not None or graph is None:
            return True
        number = find_scenario(graph, scenario)
        return any(view.scenario == number for view in graph.windows)

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
        if self.quantity is None:
            if run.paths is None:
                message = f"`{SURVIVAL}` is a figure of a scenario that rolls through history"
                return [Diagnostic("not-a-value", message, None)]
            return Asked(run.paths.survival, NUMBER, True)
        value = run.number(self.quantity.id, None if self.quantity.axis == SCALAR else run.graph.steps)
        found = value if math.isfinite(value) else math.nan
        return Asked(found, self.type, self.quantity.id in run.shares)


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
    if text.strip() == SURVIVAL and _has_free_windows(plan):
        return Question(plan, None)
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


def _has_free_windows(plan: Plan) -> bool:
    """Whether a scenario of a plan rolls through history, and nothing in the plan is called as its survival is."""
    graph = plan.graph
    return graph is not None and bool(graph.windows) and SURVIVAL not in graph.by_name


def _as_asked(faults: list[Diagnostic], text: str) -> list[Diagnostic]:
    """Mistakes at their places in the expression, those of the plan itself first."""
    shown = Source(PATH, text)
    of_text = [fault for fault in faults if fault.span is not None and fault.span.source.path == PATH]
    return [
        *(fault for fault in faults if fault not in of_text),
        *(move_diagnostic(fault, shown, len(HEAD)) for fault in of_text),
    ]
