"""The record of a built-in function: everything that help, checker, evaluator and workbook know of it."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.records import dataclass

LIST = "[]"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a built-in.

    `kind`: `number`, `count` (a number, or a duration taken as quoted), `rate` (a number, or a rate taken as quoted),
    `date`, `boolean`, `text`, `any` (numbers, dates or texts, the same wherever it returns), `criterion` (one of `any`,
    or a text such as `">=5"`), `value` (whatever it is, the result is), or a dimension variable `a`, `b`: any quantity,
    the same wherever the letter returns (brought to one period, real apart from nominal). With `[]` behind it (`a[]`,
    `date[]`) it is a list of them: all values of a series or of a column, or a list as `[1, 2, 3]`. `default` is the
    value of an optional parameter.
    """

    name: str
    kind: str
    default: float | None = None

    @property
    def is_list(self) -> bool:
        """Whether it takes a list."""
        return self.kind.endswith(LIST)


@dataclass(frozen=True, slots=True)
class Builtin:
    """One function of the language.

    `result` is a kind as in `Parameter.kind`, or powers of dimension variables: `a^1/2`, `a^2`, `a*b`, `a/b`.
    `is_variadic`: the last parameter may repeat; when that is a list, what is given one by one makes one list.
    `scalar` takes and gives floats (dates as Excel serial numbers, flags as 1 and 0), takes texts as `str` and lists as
    sequences of these, and returns NaN where the function is undefined, never raises. `code` is the same as a Python
    expression over `{0}`, `{1}` for the compiled step, when that is shorter than a call; who puts it into a larger one
    adds the parentheses. `excel` is the formula in file spelling over `{0}`, `{1}`, with `{*}` for all arguments; a
    list stands there as a range. `is_iterative` marks root finders (agreement to 1e-7). `source` says where a formula
    comes from, `differs` where LibreOffice answers otherwise than Excel, with the source.
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
    source: str = ""
    differs: str = ""
