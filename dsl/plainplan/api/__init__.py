"""Plans from Python, with the verbs of the command line."""

from plainplan.api.outcome import AuditRow, CheckOutcome, Run, Short
from plainplan.api.plan import Plan, PlanError, load

__all__ = ["AuditRow", "CheckOutcome", "Plan", "PlanError", "Run", "Short", "load"]
