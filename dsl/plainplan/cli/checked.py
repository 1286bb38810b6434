"""What `plainplan check` found in one plan, for all the forms in which it is told."""

from __future__ import annotations

from plainplan.api import Plan, Run
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.against import Standing


@dataclass(frozen=True, slots=True)
class Case:
    """A check of the plan that was tried in a scenario; `failure` says what it came to where it does not hold."""

    scenario: str
    name: str
    failure: Diagnostic | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan, everything that was found in it, the checks that were tried where somebody asked for them, and what it
    was held against."""

    plan: Plan
    diagnostics: list[Diagnostic]
    cases: list[Case]
    standing: Standing | None

    @property
    def is_faulty(self) -> bool:
        """Whether a pipeline has to stop."""
        return has_errors(self.diagnostics)


def cases_of(run: Run) -> list[Case]:
    """Each check of a run."""
    from plainplan.api.failures import describe_failure

    scenario = run.scenario or "base"
    return [
        Case(scenario, check.name, None if check.is_ok else describe_failure([(run, check)])) for check in run.checks
    ]
