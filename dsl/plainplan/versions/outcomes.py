"""What the edits did to the outcome: the figures of two versions side by side, and when they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plainplan.api import CheckOutcome, Plan, PlanError, Run
from plainplan.api.plan import BASE
from plainplan.check.suggestions import did_you_mean
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.versions.facts import read_entries
from plainplan.versions.figures import Figure, dated_worths, find_figures, first_parted, worth_type
from plainplan.versions.pairing import pair_entries, renames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.paths import Paths


@dataclass(frozen=True, slots=True)
class CheckPair:
    """A check in both versions, None where one does not have it."""

    name: str
    before: CheckOutcome | None
    after: CheckOutcome | None

    @property
    def is_changed(self) -> bool:
        """Whether it holds in one version and not in the other, or fails on another day."""
        old, new = self.before, self.after
        if old is None or new is None:
            return True
        if (old.is_ok, old.view.keyword) != (new.is_ok, new.view.keyword):
            return True
        if old.paths is None or new.paths is None:
            return old.paths is not new.paths or old.failed_on != new.failed_on
        # Over paths it counts in how many of them it holds; those that fail first fail in other windows of history.
        return (old.paths.share, old.paths.needed) != (new.paths.share, new.paths.needed)

    @property
    def is_told(self) -> bool:
        """Whether a reader asks for it: a check of the plan, and a built-in one that fails in a version."""
        known = [check for check in (self.before, self.after) if check is not None]
        return any(not check.view.is_builtin or not _holds_everywhere(check) for check in known)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario comes to in both versions; `before` or `after` is None where one does not have the scenario.

    `years` are the net worths at the end of each year, None where a version does not reach it; `parted` is the first
    day on which they are not the same.
    """

    scenario: str
    label: str
    before: Run | None
    after: Run | None
    figures: tuple[Figure, ...]
    checks: tuple[CheckPair, ...]
    years: tuple[tuple[int, float | None, float | None], ...]
    parted: date | None

    @property
    def paths(self) -> tuple[Paths | None, Paths | None]:
        """All paths of both versions, None where one has only the one that it shows."""
        before, after = (None if run is None else run.paths for run in (self.before, self.after))
        return before, after

    @property
    def is_changed(self) -> bool:
        """Whether the scenario is in one version only, or any figure or check is not as it was."""
        if self.before is None or self.after is None:
            return True
        is_moved = any(figure.is_changed for figure in self.figures) or any(check.is_changed for check in self.checks)
        return self.parted is not None or is_moved


def _holds_everywhere(check: CheckOutcome) -> bool:
    return check.is_ok and (check.paths is None or check.paths.held == check.paths.count)


def compare_outcomes(before: Plan, after: Plan, scenarios: tuple[str, ...] = ()) -> list[Outcome] | list[Diagnostic]:
    """The outcome of the base and of every scenario (or of those named) in two versions of a plan.

    The diagnostics of the version that cannot be computed, or that has no scenario of a name.
    """
    for plan in (before, after):
        if plan.graph is None:
            return [fault for fault in plan.check(is_static=True) if fault.is_error]
    names = _renames(before, after)
    old = {names.get(name, name): (name, label) for name, label in _scenarios(before)}
    new = {name: (name, label) for name, label in _scenarios(after)}
    for name in scenarios:
        if name not in old and name not in new:
            message = f"neither version has a scenario `{name}`"
            return [Diagnostic("unknown-scenario", message, None, help=did_you_mean(name, list({**new, **old})))]
    outcomes = []
    try:
        for name in {**new, **old}:
            if not scenarios or name in scenarios:
                runs = [
                    plan.run(known[name][0]) if name in known else None for plan, known in ((before, old), (after, new))
                ]
                outcomes.append(_compare(name, (new.get(name) or old[name])[1], runs[0], runs[1], names))
    except PlanError as error:
        return error.diagnostics
    return outcomes


def _renames(before: Plan, after: Plan) -> dict[str, str]:
    assert before.file is not None
    assert after.file is not None
    return renames(pair_entries(read_entries(before.file), read_entries(after.file)))


def _scenarios(plan: Plan) -> Iterator[tuple[str, str]]:
    assert plan.graph is not None
    return ((name or BASE, label) for name, label in plan.graph.scenarios)


def _compare(name: str, label: str, before: Run | None, after: Run | None, names: Mapping[str, str]) -> Outcome:
    figures = find_figures(before, after, names)
    old = {} if before is None else {names.get(check.name, check.name): check for check in before.checks}
    new = {} if after is None else {check.name: check for check in after.checks}
    pairs = (CheckPair(key, old.get(key), new.get(key)) for key in {**new, **old})
    checks = tuple(pair for pair in pairs if pair.is_told)
    # There is no difference of two currencies.
    is_one = before is None or after is None or worth_type(before) == worth_type(after)
    years = tuple(_years(before, after)) if is_one else ()
    parted = first_parted(dated_worths(before), dated_worths(after)) if is_one else None
    return Outcome(name, label, before, after, figures, checks, years, parted)


def _years(before: Run | None, after: Run | None) -> Iterator[tuple[int, float | None, float | None]]:
    old, new = ({day.year: worth for day, worth in (dated_worths(run) or {}).items()} for run in (before, after))
    for year in sorted(old.keys() | new.keys()):
        yield year, old.get(year), new.get(year)
