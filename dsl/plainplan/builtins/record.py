"""The record of a built-in function: everything that help, checker, evaluator and workbook know of it."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.records import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a built-in.

    `kind`: `number`, `count` (a number, or a duration taken as quoted), `rate` (a number, or a rate taken as quoted),
    `date`, `boolean`, or a dimension variable `a`, `b`: any quantity, the same wherever the letter returns (brought
    to one period, real apart from nominal). `default` is the value of an optional parameter.
    """

    name: str
    kind: str
    default: float | None = None


@dataclass(frozen=True, slots=True)
class Builtin:
    """One elementwise function of the language.

    `result` is a kind as in `Parameter.kind`, or `a^1/2` for a square root. `is_variadic`: the last parameter may
    repeat. `scalar` takes and gives floats (dates as Excel serial numbers) and returns NaN where the function is
    undefined, never raises. `code` is the same as a Python expression over `{0}`, `{1}` for the compiled step, when
    that is shorter than a call; who puts it into a larger one adds the parentheses. `excel` is the formula in file
    spelling over `{0}`, `{1}`, with `{*}` for all arguments. `is_iterative` marks root finders (agreement to 1e-7).
    """

    name: str
    parameters: tuple[Parameter, ...]
    result: str
    sentence: str
    examples: tuple[tuple[str, float], ...]
    scalar: Callable[..., float]
    excel: str
    code: str | None = None
    is_variadic: bool = False
    is_iterative: bool = False
