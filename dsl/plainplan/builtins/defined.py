"""How a built-in answers where it is undefined: with NaN, never with an exception or an infinite number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

NAN = math.nan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Column(list[float | str]):
    """All values of a finished series, which never change: what they are is found out once."""

    __slots__ = ("_are_defined", "_are_numbers")

    def __init__(self, members: Iterable[float | str]) -> None:
        """The values in order."""
        super().__init__(members)
        self._are_defined: bool | None = None
        self._are_numbers: bool | None = None

    @property
    def are_defined(self) -> bool:
        """Whether every value is a text or a finite number."""
        if self._are_defined is None:
            self._are_defined = _are_defined(self)
        return self._are_defined

    @property
    def are_numbers(self) -> bool:
        """Whether every value is a finite number."""
        if self._are_numbers is None:
            self._are_numbers = self.are_defined and not any(isinstance(member, str) for member in self)
        return self._are_numbers


def nan_where_undefined(function: Callable[..., float]) -> Callable[..., float]:
    """The function, with NaN where an argument or a member of a list is not finite, where it raises, and where it
    overflows. Texts pass as they are."""
    return _guarded(function, _is_finite)


# What is found may be a text.
def nan_where_not_found(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a function that finds something in lists: what they lack elsewhere does no harm, as in Excel, where
    an error in a range that is searched is passed over."""
    return _guarded(function, lambda members: True)


def _guarded(function: Callable[..., Any], is_defined: Callable[[list[float | str]], bool]) -> Callable[..., Any]:
    def call(*arguments: Any) -> float | str:
        for argument in arguments:
            if argument.__class__ is not float and not isinstance(argument, (int, float)):
                if not isinstance(argument, str) and not is_defined(argument):
                    return NAN
            elif argument - argument != 0.0:
                return NAN
        try:
            result = function(*arguments)
            if isinstance(result, str):
                return result
            result = float(result)
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN
        return result if result - result == 0.0 else NAN

    call.__name__ = function.__name__
    call.__doc__ = function.__doc__
    return call


def _is_finite(members: list[float | str]) -> bool:
    return members.are_defined if isinstance(members, Column) else _are_defined(members)


def _are_defined(members: list[float | str]) -> bool:
    return all(isinstance(member, str) or member - member == 0.0 for member in members)
