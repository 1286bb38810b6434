"""Formulas are put in an order in which each finds what it reads."""

from __future__ import annotations

import time

from graph.build import Builder
from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import SCALAR, TIME, Aggregate, At, Binary, Constant, Lag, Reference, Step, Window
from plainplan.graph.order import finish
from plainplan.source import Source, Span

zero, one = Constant(0.0), Constant(1.0)


def order_names(plan: Builder) -> list[str]:
    assert finish(plan.graph) == []
    return [plan.graph.quantities[number].name for number in plan.graph.order]


def level_of(plan: Builder, reference: Reference) -> int:
    return plan.graph.levels[reference.quantity]


def only(diagnostics: list[Diagnostic]) -> Diagnostic:
    assert len(diagnostics) == 1
    return diagnostics[0]


def test_formulas_stand_as_they_were_made_unless_one_reads_a_later_one() -> None:
    plan = Builder()
    late = plan.formula("late", None)
    plan.formula("early", Binary("+", late, one))
    plan.formula("other", one)
    plan.define(late, Binary("+", Reference(2), Reference(2)))
    assert order_names(plan) == ["other", "late", "early"]


def test_inputs_are_not_in_the_order() -> None:
    plan = Builder()
    a = plan.input("a", 1.0)
    plan.formula("b", Binary("+", a, one))
    assert order_names(plan) == ["b"]


def test_what_reads_a_series_is_a_series_even_when_a_lag_refers_forward() -> None:
    plan = Builder()
    closing = plan.formula("closing", None)
    opening = plan.formula("opening", Lag(closing.quantity, zero))
    plan.define(closing, Binary("+", opening, one))
    total = plan.formula("total", Aggregate("sum", closing.quantity))
    fixed = plan.formula("fixed", Binary("*", total, one))
    assert finish(plan.graph) == []
    axes = [quantity.axis for quantity in plan.graph.quantities]
    assert axes == [TIME, TIME, SCALAR, SCALAR]
    assert fixed.quantity == 3


def test_a_place_in_time_is_a_series_when_its_index_is_one() -> None:
    plan = Builder()
    step = plan.formula("step", Step())
    plan.formula("third", At(step.quantity, one))
    mirrored = plan.formula("mirrored", At(step.quantity, step))
    assert finish(plan.graph) == []
    assert [quantity.axis for quantity in plan.graph.quantities] == [TIME, SCALAR, TIME]
    assert level_of(plan, mirrored) == 1


def test_a_number_over_the_whole_axis_opens_a_new_level() -> None:
    plan = Builder()
    step = plan.formula("step", Step())
    mean = plan.formula("mean", Aggregate("mean", step.quantity))
    above = plan.formula("above", Binary("-", step, mean))
    most = plan.formula("most", Aggregate("max", above.quantity))
    running = plan.formula("running", Window("sum", above.quantity, None))
    assert order_names(plan) == ["step", "mean", "above", "running", "most"]
    assert [level_of(plan, each) for each in (step, mean, above, most, running)] == [0, 1, 1, 2, 1]


def test_a_loop_through_the_step_before_shares_a_level() -> None:
    plan = Builder()
    step = plan.formula("step", Step())
    mean = plan.formula("mean", Aggregate("mean", step.quantity))
    closing = plan.formula("closing", None)
    opening = plan.formula("opening", Lag(closing.quantity, zero))
    plan.define(closing, Binary("+", opening, mean))
    assert order_names(plan) == ["step", "mean", "opening", "closing"]
    assert level_of(plan, opening) == level_of(plan, closing) == 1


def test_a_cycle_within_a_step_is_printed_from_its_first_line() -> None:
    plan = Builder()
    income = plan.formula("income", None)
    tax = plan.formula("tax", None)
    hidden = plan.formula("tax#1", income, is_helper=True)
    plan.define(income, Binary("-", one, tax))
    plan.define(tax, Binary("*", hidden, one))
    diagnostic = only(finish(plan.graph))
    assert diagnostic.code == "cyclic-formula"
    assert diagnostic.message == "these depend on each other: income → tax → income"
    assert diagnostic.marker == "`income` needs `tax`"
    assert diagnostic.span == plan.graph.quantities[0].span
    assert [label.text for label in diagnostic.labels] == ["`tax` needs `income`"]
    assert diagnostic.help == "write `prev(tax)` to read the step before"


def test_the_rows_of_one_account_count_as_one_name_in_a_cycle() -> None:
    plan = Builder()
    names = ["cash", "gift.paying.from", "gift.amount", "third"]
    cash, paying, amount, third = (plan.formula(name, None) for name in names)
    for quantity, read in ((cash, paying), (paying, amount), (amount, third), (third, cash)):
        plan.define(quantity, Binary("-", read, one))
    text = Source("a.plan", "asset cash {\n}\nlet third = cash / 3\nexpense gift = third / 1 year\n")
    for quantity, part in ((cash, "asset cash {\n}"), (third, "let third = cash / 3"), (amount, "third / 1 year")):
        start = text.text.index(part)
        plan.graph.quantities[quantity.quantity].span = Span(text, start, start + len(part))
    diagnostic = only(finish(plan.graph))
    assert diagnostic.message == "these depend on each other: third → cash → gift → third"
    assert diagnostic.help == "write `prev(cash)` to read the step before"
    assert diagnostic.span is not None
    assert (diagnostic.span.text, diagnostic.span.line) == ("cash", 3)
    assert [(label.span.text, label.text) for label in diagnostic.labels] == [
        ("asset cash {", "`cash` needs `gift`"),
        ("third", "`gift` needs `third`"),
    ]


def test_a_formula_that_reads_itself_says_so() -> None:
    plan = Builder()
    x = plan.formula("x", None)
    plan.define(x, Binary("+", x, one))
    diagnostic = only(finish(plan.graph))
    assert diagnostic.message == "`x` depends on itself"
    assert diagnostic.help == "write `prev(x)` to read the step before"


def test_every_cycle_is_reported_the_shortest_first() -> None:
    plan = Builder()
    names = ["a", "b", "c", "d", "e"]
    a, b, c, d, e = (plan.formula(name, None) for name in names)
    for quantity, read in ((a, b), (b, c), (c, a), (d, e), (e, d)):
        plan.define(quantity, Binary("+", read, one))
    plan.formula("reader", Binary("+", a, d))
    messages = [diagnostic.message for diagnostic in finish(plan.graph)]
    assert messages == [
        "these depend on each other: d → e → d",
        "these depend on each other: a → b → c → a",
    ]


def test_a_series_cannot_read_a_number_over_all_its_steps() -> None:
    plan = Builder()
    x = plan.formula("x", None)
    total = plan.formula("total", Aggregate("sum", x.quantity))
    before = plan.formula("before", Lag(total.quantity, zero))
    plan.define(x, Binary("+", before, one))
    diagnostic = only(finish(plan.graph))
    assert diagnostic.message == "these depend on each other: x → before → total → x"
    assert diagnostic.notes == ("it would need its own value in every step",)
    assert diagnostic.help is None


def test_a_hundred_thousand_formulas_are_ordered_in_seconds() -> None:
    plan = Builder()
    graph = plan.graph
    step = plan.formula("step", Step())
    previous = step
    for number in range(100_000):
        lag = Lag(min(previous.quantity + 1, 100_000), zero)
        previous = plan.formula(f"x{number}", lag if number % 2 else Binary("+", previous, step))
    start = time.perf_counter()
    assert finish(graph) == []
    assert len(graph.order) == 100_001
    assert time.perf_counter() - start < 10
