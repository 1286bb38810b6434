"""What a plan asks to be solved: each `solve` with its solutions, and their formulas where they have one."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence

from plainplan.api.changes import find_input, shown_name
from plainplan.api.claims import written_value
from plainplan.api.figures import value_text
from plainplan.diagnostics import Diagnostic
from plainplan.evaluate import Program, run
from plainplan.graph.needed import only_needed
from plainplan.graph.nodes import Graph, InputValue, Quantity, SolveView
from plainplan.graph.shares import is_per_cent
from plainplan.records import dataclass, replace
from plainplan.symbols.budget import OutOfTimeError
from plainplan.symbols.closed_form import BUDGET, ClosedForm, closed_forms
from plainplan.symbols.notation import expression_text
from plainplan.symbols.solve import Solution, find_any, solve_one, solve_several
from plainplan.symbols.variables import Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.symbols.variables import Expression

# A formula gives a root when both differ by no more than this part.
SAME = 1e-6
DIGITS = 12
LONGEST_FIGURES = 30


@dataclass(frozen=True, slots=True)
class Slope:
    """How a closed form moves with an input: its derivative, as a formula and as a figure, and its elasticity (per cent
    per per cent)."""

    name: str
    text: str
    value: float
    elasticity: float


@dataclass(frozen=True, slots=True)
class Solved:
    """A `solve` and what was found; `closed` are the formulas of its solutions, None where one is a root only."""

    view: SolveView
    unknowns: tuple[Quantity, ...]
    solution: Solution
    closed: tuple[ClosedForm | None, ...]
    slopes: tuple[Slope, ...] = ()

    @property
    def name(self) -> str:
        """The name of the `solve`."""
        return self.view.name

    def formula(self, place: int) -> str | None:
        """The closed form of a solution, as a plan would write it."""
        closed = self.closed[place] if place < len(self.closed) else None
        if closed is None:
            return None
        text = expression_text(closed.formula)
        # Figures alone say nothing that their value does not say, except a short root such as sqrt(2).
        is_short = len(text) <= LONGEST_FIGURES and not closed.formula.is_Rational
        return text if closed.formula.free_symbols or is_short else None

    def shown(self, place: int, locale: str) -> str:
        """A solution as a reader of figures has it: thousands apart, a share in per cent."""
        return ", ".join(
            f"{shown_name(unknown)} = {unknown_text(value, unknown, locale)}"
            for unknown, value in zip(self.unknowns, self.solution.values[place], strict=True)
        )

    def settings(self, place: int) -> list[tuple[str, str]]:
        """A solution as `--set` takes it."""
        return [
            (shown_name(unknown), written_value(float(f"{value:.{DIGITS}g}"), unknown.type))
            for unknown, value in zip(self.unknowns, self.solution.values[place], strict=True)
        ]


def solve_views(
    graph: Graph,
    views: Sequence[SolveView],
    changes: Mapping[int, InputValue],
    scenario: int = 1,
    *,
    with_formulas: bool = True,
) -> tuple[list[Solved], list[Diagnostic]]:
    """The solutions of some `solve` of a graph, and what is wrong with the unknowns.

    Without formulas, which take by far the most of the time, one is looked for only where the run finds no solution.
    """
    solvers, faults = _solvers(graph, views, changes, scenario)
    return [solver.solve(with_formulas) for solver in solvers], faults


def find_unsolved(graph: Graph, budget: float = BUDGET) -> list[Diagnostic]:
    """A warning for each `solve` of a graph for which a search of so many seconds ends without a solution."""
    solvers, faults = _solvers(graph, graph.solutions, {}, 1)
    return [*faults, *(fault for solver in solvers if (fault := solver.describe(budget)) is not None)]


def _solvers(
    graph: Graph, views: Sequence[SolveView], changes: Mapping[int, InputValue], scenario: int
) -> tuple[list[_Solver], list[Diagnostic]]:
    sides = [side for view in views for left, _, right in view.conditions for side in (left, right)]
    graph = only_needed(graph, sides)
    program = Program(graph)
    solvers: list[_Solver] = []
    faults: list[Diagnostic] = []
    for view in views:
        unknowns = [_unknown(graph, name, scenario) for name, _ in view.unknowns]
        wrong = [
            replace(found, span=found.span or span)
            for found, (_, span) in zip(unknowns, view.unknowns, strict=True)
            if isinstance(found, Diagnostic)
        ]
        faults += wrong
        if not wrong:
            inputs = tuple(found for found in unknowns if isinstance(found, Quantity))
            solvers.append(_Solver(graph, program, view, inputs, changes, scenario))
    return solvers, faults


def _unknown(graph: Graph, name: str, scenario: int) -> Quantity | Diagnostic:
    found = find_input(graph, name, scenario)
    if isinstance(found, Quantity) and found.type.kind not in ("quantity",):
        return Diagnostic("not-an-input", f"`{name}` is no amount or number, and cannot be looked for", None)
    return found


class _Solver:
    """One `solve` in a scenario, with other inputs changed."""

    def __init__(
        self,
        graph: Graph,
        program: Program,
        view: SolveView,
        unknowns: tuple[Quantity, ...],
        changes: Mapping[int, InputValue],
        scenario: int,
    ) -> None:
        self._graph, self._program, self._view = graph, program, view
        self._unknowns, self._changes, self._scenario = unknowns, changes, scenario
        # What was computed already: a wider search begins with what a narrower one has seen.
        self._known: dict[tuple[float, ...], tuple[list[float], list[float]]] = {}
        self._end = math.inf

    def solve(self, with_formulas: bool) -> Solved:
        if len(self._unknowns) > 1:
            solution = solve_several(self._unknowns, self._gaps)
            return Solved(self._view, self._unknowns, solution, ())
        (unknown,), ((_, operator, _),) = self._unknowns, self._view.conditions
        solution = solve_one(unknown, operator, self._gaps)
        if solution.holds_everywhere:
            return Solved(self._view, self._unknowns, solution, ())
        forms = self._forms(unknown) if with_formulas or not solution.is_found else []
        roots = [values[0] for values in solution.values]
        # What a formula says beyond what was seen is a solution too, if the run agrees.
        seen = solution.ranges if operator == "=" else solution.searched
        beyond = [
            value
            for _, value in forms
            if not any(is_near(value, root) for root in roots) and not any(low <= value <= high for low, high in seen)
        ]
        roots = sorted([*roots, *(value for value in beyond if self._is_solution(unknown, value))])
        closed = tuple(next((form for form, value in forms if is_near(value, root)), None) for root in roots)
        solution = replace(solution, values=tuple((self._exactly(root, forms),) for root in roots))
        first = next((form for form in closed if form is not None), None)
        return Solved(self._view, self._unknowns, solution, closed, self._slopes(first))

    def describe(self, budget: float) -> Diagnostic | None:
        """A warning when the search ends without a solution; none when the time is up before."""
        self._end = time.process_time() + budget
        try:
            solution = self._any()
        except OutOfTimeError:
            return None
        if solution.is_found:
            return None
        searched = searched_text(self._unknowns, solution)
        message = f"`{self._view.name}` has no solution: {searched}"
        return Diagnostic("no-solution", message, self._view.span, severity="warning")

    def _any(self) -> Solution:
        if len(self._unknowns) > 1:
            return solve_several(self._unknowns, self._gaps, most=1)
        (unknown,), ((_, operator, _),) = self._unknowns, self._view.conditions
        solution = find_any(unknown, operator, self._gaps)
        facts = unknown.input
        assert facts is not None
        if solution.is_found or (facts.low is not None and facts.high is not None):
            return solution
        beyond = [value for _, value in self._forms(unknown) if self._is_solution(unknown, value)]
        return replace(solution, values=tuple((value,) for value in beyond))

    def _forms(self, unknown: Quantity) -> list[tuple[ClosedForm, float]]:
        """The formulas of an unknown that have a value."""
        ((left, _, right),) = self._view.conditions
        left_time = min(BUDGET, self._end - time.process_time())
        forms = closed_forms(self._graph, left, right, unknown, self._scenario, budget=left_time)
        return [(form, value) for form in forms if (value := self._value(form)) is not None]

    def _gaps(self, values: Sequence[float]) -> tuple[list[float], list[float]]:
        key = tuple(values)
        if key not in self._known:
            if time.process_time() > self._end:
                raise OutOfTimeError
            self._known[key] = self._compute(key)
        return self._known[key]

    def _compute(self, values: Sequence[float]) -> tuple[list[float], list[float]]:
        changes = {
            **self._changes,
            **{unknown.id: value for unknown, value in zip(self._unknowns, values, strict=True)},
        }
        found = run(self._graph, changes, self._scenario, program=self._program).values
        sides = [(float(found[left]), float(found[right])) for left, _, right in self._view.conditions]
        return [left - right for left, right in sides], [max(abs(left), abs(right)) for left, right in sides]

    def _is_solution(self, unknown: Quantity, value: float) -> bool:
        facts = unknown.input
        assert facts is not None
        is_inside = (facts.low is None or value >= facts.low) and (facts.high is None or value <= facts.high)
        (gap,), (size,) = self._gaps([value])
        return is_inside and abs(gap) <= SAME * size

    def _exactly(self, root: float, forms: list[tuple[ClosedForm, float]]) -> float:
        return next((value for _, value in forms if is_near(value, root)), root)

    def _value(self, form: ClosedForm) -> float | None:
        return self._number(form.formula, form)

    def _number(self, expression: Expression, form: ClosedForm) -> float | None:
        return value_of(expression, form, self._graph, self._changes)

    def _slopes(self, form: ClosedForm | None) -> tuple[Slope, ...]:
        if form is None:
            return ()
        own = self._value(form)
        found: list[Slope] = []
        for variable, derivative in form.slopes():
            value, figure = self._number(derivative, form), figure_of(variable, self._graph, self._changes)
            if value is not None and figure is not None and own:
                text = expression_text(derivative)
                found.append(Slope(variable.symbol.name, text, value, value * figure / own))
        return tuple(found)


def value_of(expression: Expression, form: ClosedForm, graph: Graph, changes: Mapping[int, InputValue]) -> float | None:
    """The value of an expression over the variables of a closed form, at the inputs in force, if it is real."""
    values = {symbol: figure_of(form.variables[symbol], graph, changes) for symbol in expression.free_symbols}
    if any(value is None for value in values.values()):
        return None
    # Any: sympy's numbers have no types.
    found: Any = expression.subs(values).evalf()
    if not found.is_real or not found.is_finite:
        return None
    value = float(found)
    return value if math.isfinite(value) else None


def figure_of(variable: Variable, graph: Graph, changes: Mapping[int, InputValue]) -> float | None:
    """The value of an input in force."""
    if not variable.is_free or variable.quantity is None:
        return None
    facts = graph.quantities[variable.quantity].input
    assert facts is not None
    value = changes.get(variable.quantity, facts.value)
    if isinstance(value, tuple):
        value = value[variable.row or 0]
    return None if isinstance(value, str) else float(value)


def is_near(value: float, other: float) -> bool:
    """Whether a formula gives what was found otherwise."""
    return math.isclose(value, other, rel_tol=SAME, abs_tol=1e-12)


def unknown_text(value: float, unknown: Quantity, locale: str) -> str:
    """A value of an input as `run` shows it."""
    facts = unknown.input
    is_share = unknown.type.is_number and facts is not None and is_per_cent(facts.as_written)
    return value_text(float(f"{value:.{DIGITS}g}"), unknown.type, is_share, locale)


def searched_text(
    unknowns: Sequence[Quantity], solution: Solution, words: str = "{} from {} to {}", locale: str = "en"
) -> str:
    """Where an input was looked for: `saving from 0 TWD/month to 10,000 TWD/month`."""
    return ", ".join(
        words.format(shown_name(unknown), unknown_text(low, unknown, locale), unknown_text(high, unknown, locale))
        for unknown, (low, high) in zip(unknowns, solution.searched, strict=True)
    )
