"""Formula graph to numbers, for one path."""

from plainplan.evaluate.compile import Program
from plainplan.evaluate.result import Result
from plainplan.evaluate.run import run

__all__ = ["Program", "Result", "run"]
