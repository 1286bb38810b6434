"""Rule 22: small tables by key, and windows of time."""

from __future__ import annotations

from collections.abc import Callable
from statistics import mean, stdev

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

A = asset("a", "1000 TWD")


@pytest.mark.parametrize(
    ("x", "value"), [("17", 9), ("18", 1), ("64.9", 1), ("65", 5), ("100", 5), ("17.99999999999", 1)]
)
def test_lookup_gives_the_last_key_that_is_reached(run_text: RunText, x: str, value: float) -> None:
    assert run_text(plan(A + f"let x = lookup({x} * 1, 18: 1, 65: 5, otherwise: 9)\n")).scalar("x") == value


def test_lookup_below_all_keys_is_undefined_without_otherwise(run_text: RunText) -> None:
    run = run_text(plan(A + "let x = lookup(step, 3: 1, 4: 5)\n", years=4))
    assert [run.run.is_undefined(run.run.graph.by_name["x"], step) for step in range(1, 5)] == [
        True,
        True,
        False,
        False,
    ]


def test_lookup_of_an_age_follows_the_years(run_text: RunText) -> None:
    text = A + "person p {\n    born: 1960-06-01\n}\nlet x = lookup(p.age, 65: 10 TWD, 67: 20 TWD)\n"
    assert run_text(plan(text, years=4))["x"] == [10, 10, 20, 20]


def test_lookup_of_money(run_text: RunText) -> None:
    text = asset("a", "1000 TWD", return_="50%/year") + "let x = lookup(a, 0 TWD: 1%, 1600 TWD: 2%, 3000 TWD: 3%)\n"
    assert run_text(plan(text, years=3))["x"] == [0.01, 0.02, 0.03]


def tax(income: float) -> float:
    """Marginal rates by hand: 5 % from 0, 12 % from 590 000, 20 % from 1 330 000."""
    rows = [(0, 0.05), (590_000, 0.12), (1_330_000, 0.20)]
    ends = [590_000, 1_330_000, float("inf")]
    return sum(rate * max(0.0, min(income, end) - start) for (start, rate), end in zip(rows, ends, strict=True))


@pytest.mark.parametrize("income", [-5, 0, 1, 589_999, 590_000, 590_001, 1_000_000, 1_330_000, 5_000_000])
def test_brackets_are_marginal(run_text: RunText, income: float) -> None:
    text = A + f"let x = brackets({income} TWD, 0: 5%, 59萬: 12%, 133萬: 20%)\n"
    assert run_text(plan(text)).scalar("x") == pytest.approx(tax(income))


def test_brackets_that_begin_above_zero_are_free_below(run_text: RunText) -> None:
    text = A + "let x = brackets(150 TWD, 100 TWD: 10%)\nlet y = brackets(50 TWD, 100 TWD: 10%)\n"
    run = run_text(plan(text))
    assert (run.scalar("x"), run.scalar("y")) == pytest.approx((5, 0))


def test_keys_ascend(diagnose: Diagnose) -> None:
    assert diagnose(plan(A + "let x = lookup(step, 5: 1, 3: 2)\n")) == ["keys-not-ascending"]
    assert diagnose(plan(A + "let x = brackets(a, 5: 1%, 3: 2%)\n")) == ["keys-not-ascending"]
    assert diagnose(plan(A + "let x = by_year(2026..2028: 1, 2027: 2, otherwise: 0)\n")) == ["overlapping-keys"]


def test_choose_gives_the_first_that_holds(run_text: RunText) -> None:
    text = A + "let x = choose(step > 3: 10, step > 1: step * 2, otherwise: 7)\n"
    assert run_text(plan(text, years=5))["x"] == [7, 4, 6, 10, 10]


def test_choose_computes_only_what_it_takes(run_text: RunText) -> None:
    text = A + "let x = choose(step = 1: 5, step = 2: 1 / (step - 2 + 1), otherwise: 1 / (step - 1))\n"
    run = run_text(plan(text, years=3))
    assert run["x"] == [5, 1, 0.5]
    assert run.run.undefined == []


def test_values_of_a_table_may_vary(run_text: RunText) -> None:
    text = A + "let g = step * 10\nlet x = by_year(2027: g, otherwise: 1)\nlet y = lookup(step, 1: g, 3: 5)\n"
    run = run_text(plan(text, years=3))
    assert (run["x"], run["y"]) == ([1, 20, 1], [10, 20, 5])


SERIES = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]
ROWS = (
    A + "let s = by_year(" + ", ".join(f"{2026 + k}: {value:g}" for k, value in enumerate(SERIES)) + ", otherwise: 0)\n"
)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("sum(s)", sum(SERIES)),
        ("mean(s)", mean(SERIES)),
        ("min(s)", 1),
        ("max(s)", 9),
        ("sd(s)", stdev(SERIES)),
        ("first(s)", 3),
        ("final(s)", 6),
        ("sum(s, from: 2028-01)", sum(SERIES[2:])),
        ("sum(s, until: 2028-01)", sum(SERIES[:2])),
        ("sum(s, from: 2027-06, until: 2031-01)", sum(SERIES[1:5])),
        ("mean(s, from: 2027-01, until: 2031-01)", mean(SERIES[1:5])),
        ("min(s, from: 2028-01, until: 2029-01)", 4),
        ("max(s, from: 2026-01, until: 2029-01)", 4),
        ("sd(s, from: 2027-01, until: 2031-01)", stdev(SERIES[1:5])),
        ("at(s, 2031-12)", 9),
        ("sum(s * 2 + 1)", 2 * sum(SERIES) + 8),
        ("sum(3)", 24),
        ("final(cumulative(s))", sum(SERIES)),
    ],
)
def test_aggregates_over_time(run_text: RunText, call: str, value: float) -> None:
    assert run_text(plan(ROWS + f"let x = {call}\n", years=8)).scalar("x") == pytest.approx(value)


@pytest.mark.parametrize("kind", ["sum", "mean", "min", "max"])
@pytest.mark.parametrize("length", [1, 3])
def test_a_window_looks_back_over_its_time(run_text: RunText, kind: str, length: int) -> None:
    folds: dict[str, Callable[[list[float]], float]] = {"sum": sum, "mean": mean, "min": min, "max": max}
    fold = folds[kind]
    run = run_text(plan(ROWS + f"let x = {kind}(s, last: {length} years)\n", years=8))
    assert run["x"] == pytest.approx([fold(SERIES[max(0, k + 1 - length) : k + 1]) for k in range(8)])


def test_a_window_of_a_deviation_begins_with_its_second_value(run_text: RunText) -> None:
    run = run_text(plan(ROWS + "let x = sd(s, last: 3 years)\n", years=8))
    assert run["x"][1:] == pytest.approx([stdev(SERIES[max(0, k - 2) : k + 1]) for k in range(1, 8)])
    assert run.run.is_undefined(run.run.graph.by_name["x"], 1)


@pytest.mark.parametrize(
    ("step", "window", "count"), [("month", "12 months", 12), ("quarter", "1 years", 4), ("month", "1 quarter", 3)]
)
def test_a_window_is_counted_in_steps(run_text: RunText, step: str, window: str, count: int) -> None:
    run = run_text(plan(A + f"let s = step\nlet x = sum(s, last: {window})\n", step=step, years=2))
    assert run["x"] == [sum(range(max(1, k - count + 1), k + 1)) for k in range(1, len(run["x"]) + 1)]


@pytest.mark.parametrize(
    ("step", "window"), [("year", "3 months"), ("year", "18 months"), ("quarter", "4 months"), ("month", "0 months")]
)
def test_a_window_is_whole_steps(diagnose: Diagnose, step: str, window: str) -> None:
    assert diagnose(plan(A + f"let x = sum(a, last: {window})\n", step=step, years=2)) == ["period-too-short"]


def test_cumulative_sums_to_this_step(run_text: RunText) -> None:
    run = run_text(plan(ROWS + "let x = cumulative(s)\nlet y = cumulative(s * 2) / 2\n", years=8))
    assert run["x"] == run["y"] == [sum(SERIES[: k + 1]) for k in range(8)]


def test_an_aggregate_may_feed_a_series(run_text: RunText) -> None:
    run = run_text(plan(ROWS + "let x = s / max(s)\nlet y = max(x) + s * 0\n", years=8))
    assert run["x"] == pytest.approx([value / 9 for value in SERIES])
    assert run["y"] == [1] * 8


def test_an_aggregate_of_a_balance_may_not_move_it(diagnose: Diagnose) -> None:
    text = A + asset("b", "0 TWD") + "let top = max(a)\neach year {\n    move top / 10 from a to b\n}\n"
    assert diagnose(plan(text)) == ["cyclic-formula"]


def test_min_and_max_of_several_values_are_of_one_step(run_text: RunText) -> None:
    run = run_text(plan(ROWS + "let x = max(s, 4, step)\nlet y = min(s, 4)\n", years=8))
    assert run["x"] == [max(value, 4, k) for k, value in enumerate(SERIES, 1)]
    assert run["y"] == [min(value, 4) for value in SERIES]


def test_excels_functions_take_arguments_by_name(run_text: RunText) -> None:
    text = (
        A + "let x = pmt(pv: 1000, nper: 12, rate: 1%)\nlet y = pmt(1%, 12, 1000)\nlet z = pmt(1%, 12, 1000, type: 1)\n"
    )
    run = run_text(plan(text))
    level = -1000 * 0.01 / (1 - 1.01**-12)
    assert (run.scalar("x"), run.scalar("y"), run.scalar("z")) == pytest.approx((level, level, level / 1.01))


def test_the_length_of_a_window_is_written_out(diagnose: Diagnose) -> None:
    assert diagnose(plan(A + "param n = 3 years\nlet x = sum(a, last: n)\n")) == ["type-mismatch"]
    assert diagnose(plan(A + "let n = step * 1 years\nlet x = sum(a, last: n)\n")) == ["series-not-constant"]
