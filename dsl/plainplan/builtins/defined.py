"""How a built-in answers where it is undefined: with NaN, never with an exception or an infinite number."""

from __future__ import annotations

import math
from collections.abc import Callable

NAN = math.nan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def nan_where_undefined(function: Callable[..., float]) -> Callable[..., float]:
    """The function, with NaN where an argument or a member of a list is not finite, where it raises, and where it
    overflows. Texts pass as they are."""

    def call(*arguments: Any) -> float:
        for argument in arguments:
            if argument.__class__ is not float and not isinstance(argument, (int, float)):
                if not isinstance(argument, str) and not _is_finite(argument):
                    return NAN
            elif argument - argument != 0.0:
                return NAN
        try:
            result = float(function(*arguments))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN
        return result if result - result == 0.0 else NAN

    call.__name__ = function.__name__
    call.__doc__ = function.__doc__
    return call


def _is_finite(members: list[float | str]) -> bool:
    return all(isinstance(member, str) or member - member == 0.0 for member in members)
