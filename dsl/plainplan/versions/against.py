"""Whether a plan got worse since a revision: figures that somebody names, held against how they were."""

from __future__ import annotations

import math

from plainplan.api import Plan, PlanError, Run
from plainplan.api.calculator import Calculated
from plainplan.api.changes import find_scenario, fit_value
from plainplan.api.figures import amount_text
from plainplan.api.plan import BASE
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type, unit_text
from plainplan.graph.nodes import Graph
from plainplan.records import dataclass, replace
from plainplan.source import Source, Span
from plainplan.versions.asked import Asked, Question, read_question
from plainplan.versions.git import Repository, find_repository
from plainplan.versions.history import is_edited
from plainplan.versions.moves import renamed_from
from plainplan.versions.pairing import under_later_names
from plainplan.versions.revisions import Revisions
from plainplan.versions.tolerance import Tolerance, Wanted, allowed_worsening, idle_tolerances, judge_change
from plainplan.versions.uses import below_top

# Of a revision that cannot be read: what is wrong with it is for another day.
MOST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure in a scenario, at the revision and now; NaN where it has no value, None where there was none to ask.

    `verdict` is `same`, `better`, `tolerated` (worse, and by no more than it may be), `worse` or `new`. `allowed` is by
    how much it may be worse, in its own unit.
    """

    wanted: Wanted
    scenario: str
    type: Type
    is_share: bool
    before: float | None
    after: float
    allowed: float
    verdict: str

    @property
    def change(self) -> float:
        """The figure now less the earlier one, NaN where there is none."""
        return math.nan if self.before is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class LostCheck:
    """A check that held at the revision and fails now, in a scenario."""

    name: str
    label: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan against a revision. `name` says with what it was compared: `main:plans/chen.plan`."""

    name: str
    judged: tuple[Judged, ...]
    lost: tuple[LostCheck, ...]
    diagnostics: tuple[Diagnostic, ...]


def hold_against(
    plan: Plan,
    revision: str,
    wanted: tuple[Wanted, ...],
    tolerances: tuple[Tolerance, ...] = (),
    scenarios: tuple[str, ...] = (),
) -> Standing:
    """Hold the figures of a plan without mistakes, as it stands in its file, against those of a revision."""
    repository = find_repository(plan.path)
    commit = repository if isinstance(repository, Diagnostic) else repository.resolve(revision)
    if isinstance(repository, Diagnostic) or isinstance(commit, Diagnostic):
        fault = repository if isinstance(repository, Diagnostic) else commit
        assert isinstance(fault, Diagnostic)
        return Standing(revision, (), (), (fault,))
    path = below_top(repository, plan.path)
    notes = _edits_noted(repository, plan)
    if repository.blob(commit, path) is None:
        moved = renamed_from(repository, commit, path)
        if moved is None:
            told = Diagnostic(
                "nothing-to-compare",
                f"`{plan.path}` is not in `{revision}`, and there is nothing to compare it with",
                None,
                severity="note",
            )
            return Standing(f"{revision}:{path}", (), (), (told, *notes))
        message = f"`{plan.path}` was called `{moved}` in `{revision}`"
        notes.append(Diagnostic("moved-plan", message, None, severity="note"))
        path = moved
    with Revisions() as revisions:
        before = revisions.plan_at(repository, commit, revision, path)
        compared = _Comparison(plan, before, revision, tolerances)
        types = compared.types(wanted)
        idle = () if compared.diagnostics else idle_tolerances(tolerances, types)
        if idle:
            # Nobody waits for figures that are held against the wrong thing.
            return Standing(before.path, (), (), (*idle, *notes))
        judged = tuple(
            found for one in wanted for name in _scenarios(plan, scenarios) for found in compared.judge(one, name)
        )
        return Standing(before.path, judged, tuple(compared.lost), (*compared.diagnostics, *notes))


def _edits_noted(repository: Repository, plan: Plan) -> list[Diagnostic]:
    if not is_edited(repository, plan):
        return []
    message = f"what is compared is `{plan.path}` as it stands now, with edits that are not committed"
    return [Diagnostic("uncommitted-edits", message, None, severity="note")]


def _scenarios(plan: Plan, chosen: tuple[str, ...]) -> list[str]:
    graph = plan.graph
    assert graph is not None
    numbers = {find_scenario(graph, name) for name in chosen}
    return [name or BASE for number, (name, _) in enumerate(graph.scenarios, 1) if not chosen or number in numbers]


class _Comparison:
    """The two versions of a plan, and what was found on the way."""

    def __init__(self, after: Plan, before: Plan, revision: str, tolerances: tuple[Tolerance, ...]) -> None:
        self._after = after
        self._before = before
        self._revision = revision
        self._tolerances = tolerances
        # By the text of an outcome: now, and in the revision; None where that cannot be asked.
        self._questions: dict[str, tuple[Question, Question | None] | None] = {}
        self.lost: dict[LostCheck, None] = {}
        self.diagnostics: list[Diagnostic] = []

    def types(self, wanted: tuple[Wanted, ...]) -> tuple[Type, ...]:
        """What the figures are, before anything is run."""
        asked = [self._question(one.text) for one in wanted]
        return tuple(questions[0].type for questions in asked if questions is not None)

    def _question(self, text: str) -> tuple[Question, Question | None] | None:
        if text not in self._questions:
            self._questions[text] = self._ask(text)
        return self._questions[text]

    def judge(self, wanted: Wanted, scenario: str) -> list[Judged]:
        """The figure in a scenario, none where it cannot be told."""
        questions = self._question(wanted.text)
        if questions is None:
            return []
        now, then = questions
        if not now.is_of(scenario):
            return []
        after = now.answer(scenario)
        if isinstance(after, list):
            self._tell(after)
            return []
        before = None
        graph = None if then is None else then.plan.graph
        if then is not None and graph is not None and _is_in(graph, scenario) and then.is_of(scenario):
            answer = then.answer(scenario)
            self._find_lost(then, now, scenario)
            if isinstance(answer, list):
                self._tell(answer)
                return []
            before = self._in_unit(wanted, answer, now)
            if before is None:
                return []
        found = self._compared(wanted, scenario, None if before is None else before.value, after)
        if found.verdict == "worse":
            self.diagnostics.append(_worse(found, self._revision, self._after, now))
        return [found]

    def _ask(self, text: str) -> tuple[Question, Question | None] | None:
        now = read_question(self._after, text)
        if not isinstance(now, Question):
            self._tell(now)
            return None
        if self._before.graph is None:
            faults = [fault for fault in self._before.check(is_static=True) if fault.is_error]
            self._tell([_faulty(self._before, faults)])
            return None
        then = read_question(self._before, text)
        if not isinstance(then, Question) and self._before.file is not None and self._after.file is not None:
            # What the outcome speaks of may have gone by other names.
            then = read_question(self._before, text, under_later_names(self._before.file, self._after.file))
        if isinstance(then, Question):
            return now, then
        message = f"`{text}` means nothing in `{self._revision}`, and there is nothing to compare it with"
        self._tell([Diagnostic("nothing-to-compare", message, None, notes=(then[0].message,), severity="note")])
        return now, None

    def _tell(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics += [found for found in diagnostics if found not in self.diagnostics]

    def _find_lost(self, then: Question, now: Question, scenario: str) -> None:
        """Checks that held, and fail now."""
        try:
            old, new = then.run(scenario), now.run(scenario)
        except PlanError:
            return
        held = _held(old)
        for check in new.checks:
            if check.is_failure and check.name in held:
                self.lost[LostCheck(check.name, check.view.label, scenario)] = None

    def _in_unit(self, wanted: Wanted, before: Asked, now: Question) -> Asked | None:
        """The earlier figure in the unit of the later one; None, and told, where it is no figure of its kind."""
        if math.isnan(before.value) or before.type == now.type:
            return before
        span = Span(Source("--outcome", wanted.text), 0, len(wanted.text))
        if now.quantity is not None:
            fitted = fit_value(Calculated(before.value, before.type), now.quantity, span)
            if not isinstance(fitted, Diagnostic):
                return replace(before, value=fitted)
        was, unit = (unit_text(type_) or "no unit" for type_ in (before.type, now.type))
        message = f"`{wanted.text}` is in {unit}, and was in {was} in `{self._revision}`: the two cannot be compared"
        self._tell([Diagnostic("not-comparable", message, None)])
        return None

    def _compared(self, wanted: Wanted, scenario: str, before: float | None, after: Asked) -> Judged:
        allowed = (
            0.0 if before is None or math.isnan(before) else allowed_worsening(self._tolerances, before, after.type)
        )
        verdict = judge_change(wanted, before, after.value, allowed)
        return Judged(wanted, scenario, after.type, after.is_share, before, after.value, allowed, verdict)


def _is_in(graph: Graph, scenario: str) -> bool:
    return isinstance(find_scenario(graph, scenario), int)


def _held(run: Run) -> set[str]:
    return {check.name for check in run.checks if check.is_ok}


def _worse(found: Judged, revision: str, plan: Plan, now: Question) -> Diagnostic:
    before, after, allowed = (
        amount_text(value, found.type, found.is_share) for value in (found.before or 0.0, found.after, found.allowed)
    )
    which = "" if found.scenario == BASE else f" in scenario `{found.scenario}`"
    # A name that the plan gives is shown where it stands.
    graph = now.plan.graph
    named = None if graph is None else graph.by_name.get(found.wanted.text)
    span = None if graph is None or named is None else graph.quantities[named].span
    return Diagnostic(
        "worse-outcome",
        f"`{found.wanted.text}` is {after}{which}, and was {before} in `{revision}`",
        span if span is not None and plan.source is not None and span.source.path == plan.source.path else None,
        notes=(f"it may be {'higher' if found.wanted.is_better_lower else 'lower'} by {allowed} at most",),
    )


def _faulty(before: Plan, faults: list[Diagnostic]) -> Diagnostic:
    from plainplan.render import render_concise

    return Diagnostic(
        "faulty-revision",
        f"`{before.path}` has mistakes, and there is nothing to compare with",
        None,
        notes=tuple(render_concise(fault) for fault in faults[:MOST_FAULTS]),
    )
