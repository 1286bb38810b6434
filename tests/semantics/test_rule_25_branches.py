"""Rule 25: what a branch that is not taken computes does not reach the branch that is."""

from __future__ import annotations

import math

import pytest

from semantics.running import RunText
from semantics.texts import asset, plan

TWO = asset("a", "1000 TWD") + asset("b", "0 TWD")


def test_an_arm_that_is_not_taken_may_be_undefined(run_text: RunText) -> None:
    text = TWO + "let x = if b > 0 then a / b else 7\nlet y = if b > 0 then (a / b + 1) * 2 + (a / b) ^ 2 else 7\n"
    run = run_text(plan(text, years=2))
    assert run["x"] == run["y"] == [7, 7]
    assert run.run.undefined == []


def test_a_long_arm_that_is_not_taken_leaves_no_undefined_row(run_text: RunText) -> None:
    arm = " + ".join(f"a / b * {k}" for k in range(1, 30))
    run = run_text(plan(TWO + f"let x = if b > 0 then {arm} else 7\n", years=1))
    assert run["x"] == [7]
    for quantity in run.run.graph.quantities:
        found = run.run.result.values[quantity.id]
        assert all(number == number for number in (found if isinstance(found, list) else [found])), quantity.name


@pytest.mark.parametrize(
    "body",
    [
        "        let share = a / b * 1 TWD\n        move share from a to b\n",
        "        move a / b * 1 TWD from a to b\n",
        "        record r = a / b\n",
        '        note "ratio": a / b\n',
        "        check c: a / b > 1\n",
        "        rebalance to a 1 / (b / 1 TWD), b rest\n",
        "        withdraw 1 TWD / (b / 1 TWD) from a then b as s\n",
        "        if a / b > 1 {\n            move 1 from a to b\n        }\n",
        "        apply r(a, b)\n",
    ],
)
def test_statements_of_a_branch_that_is_not_taken_are_nothing(run_text: RunText, body: str) -> None:
    rule = "rule r(x: asset, y: asset) {\n    let q = x / y\n    move q * 1 TWD from x to y\n    record z = q\n}\n"
    text = rule + TWO + "each year {\n    if b > 0 {\n" + body + "    }\n}\n"
    run = run_text(plan(text, years=2))
    assert (run["a"], run["b"]) == ([1000, 1000], [0, 0])
    assert run.is_ok
    for quantity in run.run.graph.quantities:
        found = run.run.result.values[quantity.id]
        for number in found if isinstance(found, list) else [found]:
            assert not (isinstance(number, float) and math.isnan(number)), quantity.name


def test_a_block_that_does_not_run_is_nothing(run_text: RunText) -> None:
    text = TWO + "when b > 0 {\n    let q = a / b * 1 TWD\n    move q from a to b\n}\n"
    run = run_text(plan(text, years=2))
    assert run["a"] == [1000, 1000]
    assert run.run.undefined == []


def test_a_transfer_that_is_not_taken_is_exactly_0(run_text: RunText) -> None:
    text = TWO + "each year {\n    if step = 1 {\n        move 100 from a to b as one\n    } else {\n"
    text += "        move 7 from a to b as two\n    }\n}\nlet x = one.amount\nlet y = two.amount\n"
    run = run_text(plan(text, years=3))
    assert (run["x"], run["y"]) == ([100, 0, 0], [0, 7, 7])
    assert run["a"] == [900, 893, 886]


def test_all_arms_read_the_balances_before_any_of_them(run_text: RunText) -> None:
    text = TWO + "each year {\n    if step = 1 {\n        move 10% * a from a to b\n    } else if step = 2 {\n"
    text += "        move 20% * a from a to b\n    } else {\n        move 50% * a from a to b\n    }\n"
    text += "    record after = a\n}\n"
    run = run_text(plan(text, years=3))
    assert run["after"] == run["a"] == pytest.approx([900, 720, 360])


def test_a_condition_that_is_undefined_makes_its_value_undefined(run_text: RunText) -> None:
    run = run_text(plan(TWO + "let x = if a / b > 1 then 1 else 2\n", years=1))
    assert math.isnan(run["x"][0])


def test_both_sides_of_and_are_flags(run_text: RunText) -> None:
    text = TWO + "let x = if step > 1 and step < 4 and not (step = 3) then 1 else 0\n"
    text += "let y = if step = 1 or step = 4 or a < 0 then 1 else 0\n"
    run = run_text(plan(text, years=5))
    assert (run["x"], run["y"]) == ([0, 1, 0, 0, 0], [1, 0, 0, 1, 0])


def test_a_chain_nested_deeply_keeps_its_meaning(run_text: RunText) -> None:
    chain = " else ".join(f"if step = {k} then {k * k}" for k in range(1, 15)) + " else 0"
    assert run_text(plan(TWO + f"let x = {chain}\n", years=16))["x"] == [k * k if k < 15 else 0 for k in range(1, 17)]


@pytest.mark.parametrize(
    "formula",
    [
        "if n > 0 then twice(6 / n) else 0",
        "if n > 1 then (if n < 5 then twice(1 / (n - 1)) else 1) else 0",
        "if n > 0 then (if 6 / n > 2 then twice(1 / n) else 7) else 0",
        "if n > 0 then over(2 / n) else 0",
        "choose(n = 0: 0, n = 1: twice(1 / n), otherwise: twice(1 / (n - 1)))",
        "if n > 0 then max(twice(6 / n), twice(2 / n)) else 0",
        "if n > 0 then brackets(100 TWD / n, 0: 5%, 10: 10%) else 0 TWD",
        "by_year(2026: 0, otherwise: twice(1 / n))",
    ],
)
def test_the_argument_of_a_function_in_an_arm_that_is_not_taken_may_be_undefined(
    run_text: RunText, formula: str
) -> None:
    functions = "fn twice(y: number) = y * y + y\nfn over(y: number) = if y > 1 then twice(1 / (y - 1)) else 0\n"
    run = run_text(plan(f"{TWO}{functions}let n = step - 1\nlet x = {formula}\n", years=3))
    assert run.run.undefined == []


def test_the_argument_of_a_function_or_a_rule_in_a_branch_that_is_not_taken_may_be_undefined(
    run_text: RunText,
) -> None:
    text = TWO + "fn twice(y: number) = 2 * y\nrule r(a: asset, y: number) {\n    record kept = y\n}\n"
    body = "        move twice(a / b) * 1 TWD from a to b\n        apply r(a, a / b)\n"
    run = run_text(plan(text + f"each year {{\n    if b > 0 {{\n{body}    }}\n}}\n", years=2))
    assert run.run.undefined == []


def test_what_is_read_along_time_in_an_arm_is_read_in_every_step(run_text: RunText) -> None:
    text = TWO + "fn half(y: number) = y / 2\nlet x = if step = 3 then sum(half(6 / step)) else 0\n"
    assert run_text(plan(text, years=3))["x"] == pytest.approx([0, 0, 3 + 1.5 + 1])
