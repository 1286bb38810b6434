"""Everything that is doubtful in a checked plan."""

from __future__ import annotations

from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic
from plainplan.lints.certain import find_certain
from plainplan.lints.figures import find_figures
from plainplan.lints.rates import find_rates
from plainplan.lints.records import find_kept
from plainplan.lints.twins import find_twins


def lint(model: Model) -> list[Diagnostic]:
    """The warnings for a plan without errors."""
    return [*find_certain(model), *find_twins(model), *find_figures(model), *find_rates(model), *find_kept(model)]
