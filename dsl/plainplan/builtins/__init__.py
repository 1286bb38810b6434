"""The built-in functions of the language, one record each."""

from plainplan.builtins.record import Builtin, Parameter
from plainplan.builtins.registry import BUILTINS

__all__ = ["BUILTINS", "Builtin", "Parameter"]
