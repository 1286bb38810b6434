"""The checker: syntax tree → checked model, with everything that is wrong."""

from plainplan.check.checker import check, check_value
from plainplan.check.model import Model, PlanFacts, Symbol

__all__ = ["Model", "PlanFacts", "Symbol", "check", "check_value"]
