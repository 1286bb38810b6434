"""The examples of the built-ins: the figures are those of Microsoft's pages on the Excel function of the same name."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest

from plainplan.api.calculator import calculate
from plainplan.builtins import BUILTINS, Builtin, Parameter

OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
# Excel's day 0, known from its own pages: 2008-07-08 is 39637.
DAY_ZERO = date(2008, 7, 8).toordinal() - 39637
EXAMPLES = [(record, text, figure) for record in BUILTINS.values() for text, figure in record.examples]


# A number, a text, or a list of them: what a scalar takes.
def compute(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Constant(value=str() as text):
            return text
        case ast.List(elts=members):
            return [compute(member) for member in members]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -compute(inner)
        case ast.BinOp(left=left, op=sign, right=right):
            return OPERATORS[type(sign)](compute(left), compute(right))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return OPERATORS[type(sign)](compute(left), compute(right))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return float(OPERATORS[type(sign)](compute(left), compute(right)))
        case ast.Call(func=ast.Constant(value=str() as name), args=arguments):
            name = "nominal_rate" if name == "nominal" else name
            return BUILTINS[name].scalar(*in_lists(BUILTINS[name], [compute(argument) for argument in arguments]))
    raise AssertionError(ast.dump(node))


def in_lists(record: Builtin, arguments: list[Any]) -> list[Any]:
    """The arguments as the scalar takes them: what is given one by one to a last list becomes that list."""
    before = len(record.parameters) - 1
    if record.is_variadic and record.parameters[-1].is_list and not isinstance(arguments[before], list):
        return [*arguments[:before], arguments[before:]]
    return arguments


def compute_text(text: str) -> float:
    """An example computed without the language: what Python writes otherwise is put into its words first."""
    text = re.sub(r"(\d{4})-(\d\d)-(\d\d)", lambda m: str(date(*map(int, m.groups())).toordinal() - DAY_ZERO), text)
    text = re.sub(r"([\d.]+)%", r"(\1/100)", text)
    text = re.sub(r"\b(true|false)\b", lambda m: "1" if m[1] == "true" else "0", text)
    # `yield` and `stdev.s` are no names of Python.
    text = re.sub(r"([a-z][a-z0-9_.]*)\(", r"'\1'(", text)
    result = compute(ast.parse(text, mode="eval").body)
    assert isinstance(result, float | int)
    return result


def decimals(figure: float) -> int:
    exponent = Decimal(repr(figure)).as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent if figure != int(figure) else 2


@pytest.mark.parametrize(("record", "text", "figure"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_an_example_gives_the_published_figure(record: Builtin, text: str, figure: float) -> None:
    # Excel stops a search at its own last digits.
    tolerance = max(0.51 * 10 ** -decimals(figure), 1e-7 if record.is_iterative else 0.0)
    assert abs(compute_text(text) - figure) <= tolerance


@pytest.mark.parametrize(("record", "text", "figure"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_an_example_runs_in_the_language(record: Builtin, text: str, figure: float) -> None:
    found, diagnostics = calculate(text, "<example>")
    assert diagnostics == []
    assert found is not None
    assert found.value == pytest.approx(compute_text(text), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("record", BUILTINS.values(), ids=BUILTINS)
def test_every_built_in_says_what_it_is(record: Builtin) -> None:
    assert record.examples
    assert re.fullmatch(r"[A-Z0-9e].*\.", record.sentence)
    assert len({parameter.name for parameter in record.parameters}) == len(record.parameters)
    defaults = [parameter.default is not None for parameter in record.parameters]
    assert defaults == sorted(defaults)


def some_value(parameter: Parameter, number: float) -> object:
    value = "" if parameter.kind.startswith("text") else number
    return [value, value] if parameter.is_list else value


# What a list lacks does no harm to what searches it: see `test_gaps.py`.
SEARCHES = frozenset({"averageif", "count", "countif", "index", "lookup", "match", "sumif", "xlookup"})


@pytest.mark.parametrize("record", BUILTINS.values(), ids=BUILTINS)
def test_what_is_undefined_stays_undefined(record: Builtin) -> None:
    for undefined, of_argument in enumerate(record.parameters):
        # `isnumber` asks for just that.
        if record.name == "isnumber" or (of_argument.is_list and record.name in SEARCHES):
            continue
        arguments = [
            some_value(parameter, math.nan if position == undefined else 1.0)
            for position, parameter in enumerate(record.parameters)
        ]
        if math.nan in chain.from_iterable(
            argument if isinstance(argument, list) else [argument] for argument in arguments
        ):
            assert math.isnan(record.scalar(*arguments))


def test_a_power_is_undefined_where_it_has_no_one_value() -> None:
    power = BUILTINS["power"].scalar
    assert [math.isnan(power(*case)) for case in ((0, 0), (0, -1), (-8, 1 / 3), (10, 400))] == [True] * 4
    assert [power(*case) for case in ((0, 0.5), (-8, 3), (-2, -1))] == [0, -512, -0.5]


def test_a_whole_number_missed_by_a_hair_counts_as_whole() -> None:
    assert BUILTINS["int"].scalar(0.1 * 3 / 0.1) == 3
    assert BUILTINS["int"].scalar(2.9999999999) == 3
    assert BUILTINS["floor"].scalar(0.3, 0.1) == pytest.approx(0.3)
    # Excel alone says what its own ROUND does: it sees 15 digits.
    assert BUILTINS["round"].scalar(2.4999999999, 0) == 2
    assert abs(BUILTINS["mod"].scalar(0.3, 0.1)) < 1e-15


def test_who_was_born_on_a_leap_day_comes_of_age_in_march() -> None:
    born = compute_text("date(2004, 2, 29)")
    assert BUILTINS["datedif_years"].scalar(born, compute_text("date(2022, 2, 28)")) == 17
    assert BUILTINS["datedif_years"].scalar(born, compute_text("date(2022, 3, 1)")) == 18


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # What Excel says, by the tests of PhpSpreadsheet (DATEDIF.php) and by addinbox.sakura.ne.jp/Excel_Tips05_E.htm.
        ('datedif(2015-01-01, 2016-12-31, "YD")', 364),
        ('datedif(2016-01-01, 2017-12-31, "YD")', 365),
        ('datedif(2007-01-01, 2008-07-01, "YD")', 181),
        ('datedif(1960-12-19, 2008-06-28, "YD")', 191),
        ('datedif(2007-01-31, 2007-03-01, "YD")', 29),
        ('datedif(2007-01-31, 2007-03-01, "MD")', -2),
        ('datedif(1998-10-31, 2000-03-21, "MD")', 19),
        ('datedif(1998-10-31, 2000-03-01, "MD")', -1),
    ],
)
def test_days_without_years_and_months_are_counted_as_in_excel(text: str, days: float) -> None:
    assert compute_text(text) == days
