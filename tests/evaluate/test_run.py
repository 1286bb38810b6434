"""A run computes every step of every level, with the inputs in force."""

from __future__ import annotations

import math
import re
import time

import pytest

from graph.build import Builder
from plainplan.dimensions import TEXT
from plainplan.evaluate import Program, run
from plainplan.graph.nodes import Aggregate, Binary, Call, Compare, Constant, If, Lag, Reference, Select, Step
from plainplan.graph.order import finish

zero, one = Constant(0.0), Constant(1.0)


def savings(steps: int = 5) -> tuple[Builder, Reference]:
    """A balance that grows by a rate and a payment."""
    plan = Builder(steps)
    start = plan.input("start", 1000.0)
    rate = plan.input("rate", 0.05)
    paid = plan.input("paid", 100.0)
    closing = plan.formula("closing", None)
    opening = plan.formula("opening", Lag(closing.quantity, start))
    gain = plan.formula("gain", Binary("*", opening, rate))
    plan.define(closing, Call("sum", (opening, gain, paid)))
    assert finish(plan.graph) == []
    return plan, closing


def test_a_balance_grows_as_the_textbook_says() -> None:
    plan, closing = savings()
    # 1000 × 1.05^5 + 100 × (1.05^5 − 1) ÷ 0.05
    assert run(plan.graph).series(closing.quantity)[-1] == pytest.approx(1828.8446875)


def test_a_change_of_an_input_needs_no_new_graph() -> None:
    plan, closing = savings()
    program = Program(plan.graph)
    rate = plan.graph.by_name["rate"]
    changed = run(plan.graph, {rate: 0.0}, program=program)
    assert changed.value(closing.quantity) == 1500
    assert changed.inputs[rate] == 0.0
    assert run(plan.graph, program=program).inputs[rate] == 0.05


def test_only_inputs_can_be_changed() -> None:
    plan, closing = savings()
    with pytest.raises(ValueError, match="no input"):
        run(plan.graph, {closing.quantity: 1.0})


def test_a_scenario_is_an_input() -> None:
    plan = Builder()
    scenario = plan.input("scenario", 1.0)
    rates = (plan.input("base", 0.05), plan.input("bad", -0.3))
    rate = plan.formula("rate", Select(scenario.quantity, rates))
    plan.graph.well_known["scenario"] = scenario.quantity
    assert finish(plan.graph) == []
    assert [run(plan.graph, scenario=number).scalar(rate.quantity) for number in (1, 2)] == [0.05, -0.3]


def test_values_are_read_by_id_and_by_name() -> None:
    plan, closing = savings(2)
    result = run(plan.graph)
    assert result.by_name("closing") == result.series(closing.quantity) == [1150, 1307.5]
    assert [result.value(closing.quantity, step) for step in (1, 2, None)] == [1150, 1307.5, 1307.5]
    assert result.by_name("rate") == result.scalar(plan.graph.by_name["rate"]) == 0.05


def test_a_series_of_texts() -> None:
    plan = Builder(3)
    early, late = plan.input("early", "saving"), plan.input("late", "spending")
    step = plan.formula("step", Step())
    flag = plan.flag("flag", Compare(">", step, one, None))
    phase = plan.formula("phase", If(flag, late, early), TEXT)
    is_saving = plan.flag("is_saving", Compare("=", phase, early, None))
    assert finish(plan.graph) == []
    result = run(plan.graph)
    assert result.by_name("phase") == ["saving", "spending", "spending"]
    assert result.series(is_saving.quantity) == [1, 0, 0]


def test_an_infinite_value_is_undefined_at_once() -> None:
    plan = Builder(4)
    huge = plan.input("huge", 1e200)
    closing = plan.formula("closing", None)
    opening = plan.formula("opening", Lag(closing.quantity, huge))
    plan.define(closing, Binary("*", opening, huge))
    least = plan.formula("least", Call("min", (closing, one)))
    inverse = plan.formula("inverse", Binary("/", one, closing))
    assert finish(plan.graph) == []
    result = run(plan.graph)
    for quantity in (closing, least, inverse):
        assert all(map(math.isnan, result.series(quantity.quantity)))


def test_progress_counts_the_steps_of_every_level() -> None:
    plan, closing = savings(3)
    total = plan.formula("total", Aggregate("sum", closing.quantity))
    plan.formula("share", Binary("/", closing, total))
    assert finish(plan.graph) == []
    told: list[tuple[int, int]] = []
    run(plan.graph, progress=lambda done, steps: told.append((done, steps)))
    assert told == [(done, 6) for done in range(1, 7)]


def test_compiled_text_holds_no_name_of_the_plan() -> None:
    plan = Builder()
    evil = plan.input("__import__('os')", 2.0)
    label = plan.input("text", "'); raise SystemExit #")
    flag = plan.flag("is\nnewline", Compare("=", label, label, None))
    series = plan.formula("bad", Binary("*", Lag(4, evil), Binary("^", evil, Constant(3.0))))
    plan.formula("worse", If(flag, series, evil))
    assert finish(plan.graph) == []
    program = Program(plan.graph)
    text = program.scalar_source([2], is_careful=True).text + "".join(
        program.step_source(number, series, is_careful=True).text
        for number, level in enumerate(program.levels)
        for series in level.series.values()
    )
    words = set(re.findall(r"[^\W\d]\w*", text))
    known = {
        "C",
        "NAN",
        "S",
        "before",
        "def",
        "else",
        "if",
        "k",
        "make",
        "power",
        "return",
        "row",
        "rows",
        "same_text",
        "step",
    }
    assert {word for word in words if not re.fullmatch(r"[cstv]\d+|e999", word)} <= known


def large(series: int, steps: int) -> Builder:
    """Series of the kinds that plans are full of, each over the two before it."""
    plan = Builder(steps, 1)
    graph = plan.graph
    rate = plan.input("rate", 0.001)
    tolerance = plan.input("tolerance", 1e-10)
    older = plan.formula("step", Step())
    newer = older
    for number in range(series - 1):
        last = len(graph.quantities)
        formula = (
            Lag(last + 1 if number + 2 < series else older.quantity, one),
            Binary("-", Binary("+", newer, older), Binary("*", newer, rate)),
            Compare(">", newer, older, tolerance.quantity),
            If(newer, older, Binary("/", older, Binary("+", one, rate))),
            Call("min", (newer, older)),
        )[number % 5]
        older, newer = newer, plan.formula(f"x{number}", formula)
    assert finish(graph) == []
    return plan


def test_a_hundred_thousand_formulas_compile_and_run() -> None:
    plan = large(100_000, 2)
    begin = time.perf_counter()
    result = run(plan.graph)
    assert len(result.values) == 100_002
    assert time.perf_counter() - begin < 30


def test_a_thousand_series_over_forty_years_of_months_take_a_moment() -> None:
    plan = large(1000, 480)
    program = Program(plan.graph)
    run(plan.graph, program=program)
    begin = time.perf_counter()
    run(plan.graph, program=program)
    # Measured at 0.05 s; the rest is for a busy machine.
    assert time.perf_counter() - begin < 1
