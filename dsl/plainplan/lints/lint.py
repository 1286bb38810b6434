"""Everything that is doubtful in a checked plan."""

from __future__ import annotations

from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic
from plainplan.lints.bounds import Bounds
from plainplan.lints.certain import find_certain
from plainplan.lints.escalation import find_escalated
from plainplan.lints.figures import find_figures
from plainplan.lints.rates import find_rates
from plainplan.lints.records import find_kept
from plainplan.lints.twins import find_twins
from plainplan.lints.undefined import find_undefined


def lint(model: Model) -> list[Diagnostic]:
    """The warnings for a plan without errors."""
    bounds = Bounds(model)
    kinds = (find_twins, find_figures, find_escalated, find_rates, find_kept)
    return [
        *find_certain(model, bounds),
        *find_undefined(model, bounds),
        *(found for find in kinds for found in find(model)),
    ]
