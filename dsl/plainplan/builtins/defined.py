"""How a built-in answers where it is undefined: with NaN, never with an exception or an infinite number."""

from __future__ import annotations

import math
from collections.abc import Callable

NAN = math.nan


def nan_where_undefined(function: Callable[..., float]) -> Callable[..., float]:
    """The function, with NaN where an argument is not finite, where it raises, and where it overflows."""

    def call(*arguments: float) -> float:
        for argument in arguments:
            if argument - argument != 0.0:
                return NAN
        try:
            result = float(function(*arguments))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN
        return result if result - result == 0.0 else NAN

    call.__name__ = function.__name__
    call.__doc__ = function.__doc__
    return call
