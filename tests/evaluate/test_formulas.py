"""Every node class means what `graph/nodes.py` and rules 23 to 25 of the language say."""

from __future__ import annotations

import math
from itertools import product
from typing import get_args

import pytest

from graph.build import Builder
from plainplan.dimensions import TEXT
from plainplan.evaluate import Result, run
from plainplan.evaluate.forms import FORMS
from plainplan.graph import nodes
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    Lag,
    Negate,
    Not,
    Or,
    Reference,
    Select,
    Sparse,
    Step,
    Window,
)
from plainplan.graph.order import finish

NAN = math.nan
zero, one = Constant(0.0), Constant(1.0)


def compute(plan: Builder) -> Result:
    assert finish(plan.graph) == []
    return run(plan.graph)


def scalar_of(formula: Formula, **inputs: float | str) -> float | str:
    """The value of a formula over inputs, which it refers to by their place."""
    plan = Builder()
    for name, value in inputs.items():
        plan.input(name, value)
    x = plan.formula("x", formula)
    return compute(plan).value(x.quantity)


def of_two(formula: Formula, left: float | str, right: float | str) -> float | str:
    return scalar_of(formula, left=left, right=right)


a, b, c = Reference(0), Reference(1), Reference(2)


def is_undefined(value: float | str) -> bool:
    return isinstance(value, float) and math.isnan(value)


def test_every_node_class_has_a_form() -> None:
    assert set(FORMS) == set(get_args(nodes.Formula))


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("+", 7, 2, 9),
        ("-", 7, 2, 5),
        ("*", 7, 2, 14),
        ("/", 7, 2, 3.5),
        ("^", 7, 2, 49),
        ("^", 4, 0.5, 2),
        ("^", -2, 3, -8),
    ],
)
def test_operators(operator: str, left: float, right: float, expected: float) -> None:
    assert of_two(Binary(operator, a, b), left, right) == expected


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [("/", 1, 0), ("/", 0, 0), ("^", 0, 0), ("^", 0, -1), ("^", -8, 1 / 3), ("*", 1e200, 1e200), ("^", 10, 400)],
)
def test_what_has_no_value_is_undefined(operator: str, left: float, right: float) -> None:
    assert is_undefined(of_two(Binary(operator, a, b), left, right))


def test_an_overflow_does_not_vanish_in_a_divisor_or_a_comparison() -> None:
    large = Binary("*", a, b)
    assert is_undefined(of_two(Binary("/", one, large), 1e200, 1e200))
    assert is_undefined(of_two(Call("min", (large, one)), 1e200, 1e200))
    assert is_undefined(of_two(Binary("/", Negate(a), Binary("-", large, b)), 1e200, 1e200))


EVERY_OPERATION: tuple[Formula, ...] = (
    *(Binary(operator, a, b) for operator in "+-*/^"),
    *(Compare(operator, a, b, 2) for operator in (">", ">=", "<", "<=", "=", "!=")),
    *(Compare(operator, a, b, None) for operator in (">", ">=", "<", "<=", "=", "!=")),
    And((a, b)),
    Or((a, b)),
    Call("min", (a, b)),
    Call("max", (a, b)),
    Call("max", (a, b, c)),
    Call("sum", (a, b)),
    Call("mod", (a, b)),
)


@pytest.mark.parametrize(("formula", "position"), list(product(EVERY_OPERATION, (0, 1))))
@pytest.mark.parametrize("other", [0.0, 1.0])
def test_undefined_goes_through_every_operation(formula: Formula, position: int, other: float) -> None:
    values = [other, other]
    values[position] = NAN
    assert is_undefined(scalar_of(formula, left=values[0], right=values[1], tolerance=1e-10))


@pytest.mark.parametrize(
    ("operator", "expected"),
    [(">", [0, 0, 1]), (">=", [0, 1, 1]), ("<", [1, 0, 0]), ("<=", [1, 1, 0]), ("=", [0, 1, 0]), ("!=", [1, 0, 1])],
)
def test_a_comparison_sees_nothing_smaller_than_its_tolerance(operator: str, expected: list[float]) -> None:
    def compare(left: float, right: float) -> float | str:
        return scalar_of(Compare(operator, a, b, 2), left=left, right=right, tolerance=0.01)

    assert [compare(left, 5.0) for left in (4.98, 5.0, 5.02)] == expected
    assert {compare(4.995, 5.0), compare(5.005, 5.0)} == {expected[1]}


@pytest.mark.parametrize(
    ("operator", "expected"),
    [(">", [0, 0, 1]), (">=", [0, 1, 1]), ("<", [1, 0, 0]), ("<=", [1, 1, 0]), ("=", [0, 1, 0]), ("!=", [1, 0, 1])],
)
def test_whole_numbers_compare_exactly(operator: str, expected: list[float]) -> None:
    assert [of_two(Compare(operator, a, b, None), left, 5.0) for left in (4.0, 5.0, 6.0)] == expected


def test_texts_compare_exactly() -> None:
    assert [of_two(Compare("=", a, b, None), "level", right) for right in ("level", "Level")] == [1, 0]
    assert [of_two(Compare("!=", a, b, None), "level", right) for right in ("level", "none")] == [0, 1]


def test_flags_combine() -> None:
    flags = list(product((0.0, 1.0), repeat=2))
    assert [of_two(And((a, b)), *pair) for pair in flags] == [0, 0, 0, 1]
    assert [of_two(Or((a, b)), *pair) for pair in flags] == [0, 1, 1, 1]
    assert [of_two(Not(a), flag, 0) for flag in (0.0, 1.0)] == [1, 0]


def test_a_condition_takes_nothing_from_the_other_arm() -> None:
    broken = Binary("/", one, zero)
    assert of_two(If(a, b, broken), 1, 7) == 7
    assert of_two(If(a, broken, b), 0, 7) == 7
    assert is_undefined(of_two(If(a, b, b), NAN, 7))


def test_a_condition_chooses_texts() -> None:
    plan = Builder()
    flag, yes, no = plan.input("flag", 0.0), plan.input("yes", "level"), plan.input("no", "none")
    chosen = plan.formula("chosen", If(flag, yes, no), TEXT)
    assert compute(plan).value(chosen.quantity) == "none"


def test_a_choice_counts_from_one() -> None:
    values = [scalar_of(Select(0, (b, c)), index=index, first=10, second=20) for index in (1, 2, 2.7)]
    assert values == [10, 20, 20]
    assert all(is_undefined(scalar_of(Select(0, (b, c)), index=index, first=1, second=2)) for index in (0, 3, NAN))


def test_sums_are_added_from_the_left() -> None:
    numbers = {"a": 1e16, "b": 1.0, "c": -1e16}
    assert scalar_of(Call("sum", (a, b, c)), **numbers) == 0.0
    assert scalar_of(Call("sum", (a, c, b)), **numbers) == 1.0


def test_a_lag_is_the_value_of_the_step_before() -> None:
    plan = Builder(steps=4)
    start = plan.input("start", 100.0)
    rate = plan.input("rate", 0.1)
    closing = plan.formula("closing", None)
    opening = plan.formula("opening", Lag(closing.quantity, start))
    plan.define(closing, Binary("*", opening, Binary("+", one, rate)))
    result = compute(plan)
    # 100 at 10 % for four years.
    assert result.series(closing.quantity) == pytest.approx([110, 121, 133.1, 146.41])
    assert result.series(opening.quantity) == [100, *result.series(closing.quantity)[:-1]]


def test_a_lag_of_an_earlier_level_and_of_a_scalar() -> None:
    plan = Builder(steps=3)
    ten = plan.input("ten", 10.0)
    step = plan.formula("step", Step())
    mean = plan.formula("mean", Aggregate("mean", step.quantity))
    before = plan.formula("before", Lag(step.quantity, mean))
    fixed = plan.formula("fixed", Lag(ten.quantity, mean))
    result = compute(plan)
    assert result.series(before.quantity) == [2, 1, 2]
    assert result.series(fixed.quantity) == [2, 10, 10]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sum", 40),
        ("mean", 5),
        ("min", 2),
        ("max", 9),
        # The textbook sample 2, 4, 4, 4, 5, 5, 7, 9: squares about the mean add up to 32, over 7.
        ("sd", math.sqrt(32 / 7)),
        ("first", 2),
        ("final", 9),
    ],
)
def test_aggregates_over_time(kind: str, expected: float) -> None:
    plan = Builder(steps=8)
    series = series_of(plan, [2, 4, 4, 4, 5, 5, 7, 9])
    aggregate = plan.formula("aggregate", Aggregate(kind, series.quantity))
    assert compute(plan).scalar(aggregate.quantity) == pytest.approx(expected)


def series_of(plan: Builder, numbers: list[float]) -> Reference:
    """A series with given values: a table read at the number of the step."""
    step = plan.formula("at", Step())
    keys = tuple(plan.input(f"key {k}", float(k)).quantity for k in range(1, len(numbers) + 1))
    values = tuple(plan.input(f"value {k}", number).quantity for k, number in enumerate(numbers))
    return plan.formula("series", Sparse("between", step, "table", keys, keys, values, None))


def test_the_first_zero_of_a_flag() -> None:
    for numbers, expected in (([1, 1, 0, 1, 0], 3), ([1, 1, 1, 1, 1], 0), ([0, 1, 1, 1, 1], 1)):
        plan = Builder()
        flags = series_of(plan, [*map(float, numbers)])
        found = plan.formula("found", Aggregate("index_of_zero", flags.quantity))
        assert compute(plan).scalar(found.quantity) == expected


def test_windows_look_back_to_the_beginning_or_over_some_steps() -> None:
    numbers = [3.0, 1.0, 4.0, 1.0, 5.0]
    plan = Builder()
    series = series_of(plan, numbers)
    windows = {
        (kind, steps): plan.formula(f"{kind} {steps}", Window(kind, series.quantity, steps)).quantity
        for kind, steps in product(("sum", "mean", "min", "max", "sd"), (None, 2))
    }
    result = compute(plan)
    assert result.series(windows["sum", None]) == [3, 4, 8, 9, 14]
    assert result.series(windows["sum", 2]) == [3, 4, 5, 5, 6]
    assert result.series(windows["mean", None]) == pytest.approx([3, 2, 8 / 3, 9 / 4, 14 / 5])
    assert result.series(windows["mean", 2]) == [3, 2, 2.5, 2.5, 3]
    assert result.series(windows["min", None]) == [3, 1, 1, 1, 1]
    assert result.series(windows["min", 2]) == [3, 1, 1, 1, 1]
    assert result.series(windows["max", None]) == [3, 3, 4, 4, 5]
    assert result.series(windows["max", 2]) == [3, 3, 4, 4, 5]
    assert result.series(windows["sd", 2])[1:] == pytest.approx([math.sqrt(d * d / 2) for d in (2, 3, 3, 4)])
    assert is_undefined(result.series(windows["sd", None])[0])


def test_a_window_over_an_earlier_level() -> None:
    plan = Builder()
    series = series_of(plan, [3, 1, 4, 1, 5])
    most = plan.formula("most", Aggregate("max", series.quantity))
    share = plan.formula("share", Binary("/", series, most))
    last = plan.formula("last", Binary("+", share, zero))
    plan.define(last, Window("sum", series.quantity, 3))
    top = plan.formula("top", Aggregate("max", last.quantity))
    over = plan.formula("over", Window("max", share.quantity, 2))
    scaled = plan.formula("scaled", Binary("*", over, top))
    result = compute(plan)
    assert result.series(last.quantity) == [3, 4, 8, 6, 10]
    assert result.series(scaled.quantity) == pytest.approx([6, 6, 8, 8, 10])


def test_a_place_in_time_is_undefined_outside_the_plan() -> None:
    plan = Builder(steps=3)
    step = plan.formula("step", Step())
    second = plan.formula("second", At(step.quantity, Binary("+", one, one)))
    outside = [plan.formula(f"x{i}", At(step.quantity, i)).quantity for i in (zero, Binary("*", Constant(4.0), one))]
    mirrored = plan.formula("mirrored", At(step.quantity, Binary("-", Constant(4.0), step)))
    result = compute(plan)
    assert result.scalar(second.quantity) == 2
    assert all(math.isnan(result.scalar(number)) for number in outside)
    assert result.series(mirrored.quantity) == [3, 2, 1]


def table_value(kind: str, at: float, rows: list[tuple[float, float, float]], otherwise: Formula | None) -> float | str:
    plan = Builder()
    place = plan.input("at", at)
    columns = [
        [plan.input(f"{name} {i}", row[j]).quantity for i, row in enumerate(rows)] for j, name in enumerate("kuv")
    ]
    keys, uppers, values = map(tuple, columns)
    x = plan.formula("x", Sparse(kind, place, "table", keys, uppers, values, otherwise))
    return compute(plan).value(x.quantity)


def test_a_table_by_ranges() -> None:
    rows = [(2026.0, 2026.0, -0.37), (2027.0, 2030.0, 0.05)]
    values = [table_value("between", at, rows, zero) for at in (2025, 2026, 2027, 2030, 2031)]
    assert values == [0, -0.37, 0.05, 0.05, 0]
    assert is_undefined(table_value("between", 2031, rows, None))
    assert is_undefined(table_value("between", NAN, rows, zero))


def test_a_table_by_what_has_been_reached() -> None:
    rows = [(18.0, 0.0, 1.0), (65.0, 0.0, 2.0)]
    assert [table_value("since", at, rows, zero) for at in (17, 18, 64, 65, 99)] == [0, 1, 1, 2, 2]
    assert is_undefined(table_value("since", 17, rows, None))
    assert is_undefined(table_value("since", NAN, rows, zero))


def test_a_progressive_tax_is_paid_by_bracket() -> None:
    # Taiwan's income tax of 2024: 5 % to 590,000, 12 % to 1,330,000, 20 % above; on 1,500,000 it is 152,300
    # (1,500,000 × 20 % less the progressive difference of 147,700).
    rows = [(0.0, 0.05, 0.05), (590_000.0, 0.07, 0.12), (1_330_000.0, 0.08, 0.20)]
    assert table_value("brackets", 1_500_000, rows, None) == pytest.approx(152_300)
    assert table_value("brackets", 590_000, rows, None) == pytest.approx(29_500)
    assert table_value("brackets", 0, rows, None) == 0
    assert is_undefined(table_value("brackets", NAN, rows, None))
