"""Rule 24: exact zeros, folds in order, whole numbers, powers, and the one undefined."""

from __future__ import annotations

import math

import pytest

from semantics.running import RunText
from semantics.texts import asset, debt, plan


def value(run_text: RunText, formula: str) -> float:
    return run_text(plan(asset("a", "1000 TWD") + f"let x = {formula}\n", years=1)).scalar("x")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("int(0.1 * 30)", 3),
        ("int(2.9999999999)", 3),
        ("int(2.999999)", 2),
        ("int(-0.5)", -1),
        ("mod(0.3, 0.1)", 0),
        ("mod(7, 3)", 1),
        ("mod(-7, 3)", 2),
        ("floor(0.7 * 10, 1)", 7),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1.005, 2)", 1.01),
        ("rounddown(2.99, 1)", 2.9),
        ("roundup(2.01, 1)", 2.1),
    ],
)
def test_whole_parts_are_taken_of_numbers_as_they_read(run_text: RunText, formula: str, expected: float) -> None:
    assert value(run_text, formula) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "expected"), [("2^10", 1024), ("2^-1", 0.5), ("(0 - 2)^3", -8), ("4^0.5", 2), ("0^2", 0), ("5^0", 1)]
)
def test_powers(run_text: RunText, formula: str, expected: float) -> None:
    assert value(run_text, formula) == pytest.approx(expected)


@pytest.mark.parametrize(
    "formula",
    ["1 / (1 - 1)", "(1 - 1)^(1 - 1)", "(0 - 2)^0.5", "sqrt(0 - 1)", "ln(1 - 1)", "(1 - 1)^(0 - 1)", "mod(1, 1 - 1)"],
)
def test_every_error_is_the_one_undefined(run_text: RunText, formula: str) -> None:
    assert math.isnan(value(run_text, formula))


def test_the_first_cause_is_named(run_text: RunText) -> None:
    text = (
        asset("a", "1000 TWD")
        + asset("b", "0 TWD")
        + "let ratio = a / b\nlet twice = 2 * ratio\nlet more = twice + 1\n"
    )
    run = run_text(plan(text, years=2)).run
    (cause,) = run.undefined
    assert run.graph.quantities[cause.quantity].name == "ratio"
    assert cause.step == 1


def test_undefined_spreads_to_what_is_computed_from_it_only(run_text: RunText) -> None:
    text = asset("a", "1000 TWD") + "let x = 1 / (step - 2)\nlet y = x + 1\nlet z = step\n"
    run = run_text(plan(text, years=3))
    assert [math.isnan(number) for number in run["y"]] == [False, True, False]
    assert run["z"] == [1, 2, 3]


def test_sums_are_a_left_fold(run_text: RunText) -> None:
    numbers = [0.1, 0.2, 0.3, 1e16, -1e16, 0.7, 1.1, 1e-3, 5.5, 0.1, 0.2, 0.9]
    folded = 0.0
    for number in numbers:
        folded = folded + number
    rows = ", ".join(f"{2026 + k}: {number!r}" for k, number in enumerate(numbers))
    run = run_text(plan(asset("a") + f"let s = by_year({rows}, otherwise: 0)\nlet x = sum(s)\n", years=12))
    assert run.scalar("x") == folded


def test_totals_of_many_accounts_are_a_left_fold(run_text: RunText) -> None:
    numbers = [0.1 * k + 1e9 * (k % 3) for k in range(1, 24)]
    folded = numbers[0]
    for number in numbers[1:]:
        folded += number
    text = "".join(asset(f"a{k}", f"{number!r} TWD") for k, number in enumerate(numbers))
    assert run_text(plan(text, years=1))["assets"] == [folded]


@pytest.mark.parametrize("value_", ["0.1", "33.33", "1e9", "77_777.77"])
@pytest.mark.parametrize(
    "statement", ["withdraw 1e12 from a then c", "move 1e12 from a to b", "pay 1e12 from a then c"]
)
def test_what_ends_at_zero_is_exactly_zero(run_text: RunText, value_: str, statement: str) -> None:
    text = asset("a", f"{value_} TWD", return_="3.7%/year") + asset("b", "0 TWD") + asset("c", "2e12 TWD")
    run = run_text(plan(text + f"each year {{\n    {statement}\n}}\n", years=2))
    assert run["a"] == [0.0, 0.0]


@pytest.mark.parametrize("rate", ["31.7", "28.1 + step / 7", "1 / 3"])
@pytest.mark.parametrize("fx_cost", ["0%", "0.3%"])
def test_a_foreign_account_that_is_rebalanced_to_nothing_is_exactly_zero(
    run_text: RunText, rate: str, fx_cost: str
) -> None:
    text = f"fx USD = ({rate}) * 1 TWD\n" + asset("a", "77_777.77 USD", return_="3.7%/year", fx_cost=fx_cost)
    text += asset("b", "1234.56 USD", return_="1.3%/year") + asset("c", "5e6 TWD")
    run = run_text(plan(text + "each year {\n    rebalance to a 0%, b 40%, c rest\n}\n", years=3))
    assert run["a"] == [0.0, 0.0, 0.0]
    assert run.is_ok


def test_dust_in_a_foreign_account_is_sold_with_the_rest(run_text: RunText) -> None:
    # 30.1 × 0.9 − 27.09 is 3.6e-15 and not 0: what another program may round to nothing.
    text = "fx USD = 31.7 TWD\n" + asset("a", "30.1 * 0.9 USD - 27.09 USD") + asset("c", "5e6 TWD")
    run = run_text(plan(text + "each year {\n    withdraw 100 TWD from c then a\n}\n", years=1))
    assert run["a"] == [0.0]
    assert run["c"] == [5e6 - 100]


def test_a_debt_that_is_repaid_is_exactly_zero(run_text: RunText) -> None:
    text = asset("a", "1e6 TWD") + debt("d", "777.77 TWD", rate="3.3%/year", payment="none")
    run = run_text(plan(text + "at 2027-01 {\n    repay 1e5 of d from a\n}\n", years=3))
    assert run["d"][1:] == [0.0, 0.0]
