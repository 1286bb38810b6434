"""Rule 12: a name in a block is the balance at that point, and one number a step outside."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

TWO = asset("a", "100 TWD") + asset("b", "0 TWD")


def test_in_a_block_a_name_is_the_balance_at_that_point(run_text: RunText) -> None:
    text = TWO + "each year {\n    record x = a\n    move 30 from a to b\n    record y = a\n}\nlet z = a\n"
    run = run_text(plan(text, years=2))
    assert (run["x"], run["y"], run["z"]) == ([100, 70], [70, 40], [70, 40])


def test_totals_in_a_block_are_of_that_point(run_text: RunText) -> None:
    text = TWO + "each year {\n    record x = net_worth\n    withdraw 30 from a\n    record y = assets\n}\n"
    run = run_text(plan(text, years=1))
    assert (run["x"], run["y"]) == ([100], [70])


def test_groups_in_a_block_are_of_that_point(run_text: RunText) -> None:
    text = TWO + "group g = a, b\neach year {\n    withdraw 30 from a\n    record y = g\n    withdraw 5 from a\n}\n"
    assert run_text(plan(text, years=1))["y"] == [70]


@pytest.mark.parametrize(
    "text",
    [
        "let half = a / 2\neach year {\n    move half from a to b\n}\n",
        "let worth = net_worth / 2\neach year {\n    move worth from a to b\n}\n",
        "let x = y + 1 TWD\nlet y = x / 2\n",
        "let w = a.weight\neach year {\n    move w * 10 TWD from a to b\n}\n",
        "let x = sum(a)\neach year {\n    move x from a to b\n}\n",
    ],
)
def test_reading_a_name_before_its_accounts_are_final_is_a_cycle(diagnose: Diagnose, text: str) -> None:
    assert diagnose(plan(TWO + text)) == ["cyclic-formula"]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("let half = a / 2\neach year {\n    move prev(half, start: 50) from a to b\n}\n", [50, 75]),
        ("each year {\n    let half = a / 2\n    move half from a to b\n}\n", [50, 75]),
        ("fn half(x: asset) = x / 2\neach year {\n    move half(a) from a to b\n}\n", [50, 75]),
    ],
)
def test_prev_a_let_in_the_block_and_a_fn_are_ways_out(run_text: RunText, text: str, moved: list[float]) -> None:
    assert run_text(plan(TWO + text, years=2))["b"] == moved


def test_prev_is_always_the_close_of_the_step_before(run_text: RunText) -> None:
    text = TWO + "let outside = prev(a)\neach year {\n    move 10 from a to b\n    record x = prev(a)\n"
    text += "    move 10 from a to b\n    record y = prev(a)\n}\n"
    run = run_text(plan(text, years=3))
    assert run["outside"] == run["x"] == run["y"] == [100, 80, 60]


def test_prev_of_totals_groups_and_records(run_text: RunText) -> None:
    text = TWO + "group g = a, b\nlet n = prev(net_worth)\nlet h = prev(g)\n"
    text += "each year {\n    withdraw 10 from a\n"
    text += "    record r = step * 2 {\n        start: 7\n    }\n    record q = prev(r)\n}\n"
    run = run_text(plan(text, years=3))
    assert run["n"] == run["h"] == [100, 90, 80]
    assert run["q"] == [7, 2, 4]


def test_prev_of_a_let_needs_a_start(run_text: RunText, diagnose: Diagnose) -> None:
    assert diagnose(plan(TWO + "let x = a / 2\nlet y = prev(x)\n")) == ["prev-needs-start"]
    run = run_text(
        plan(asset("a", "100 TWD", return_="10%/year") + "let x = a / 2\nlet y = prev(x, start: 1)\n", years=3)
    )
    assert run["y"] == pytest.approx([1, 55, 60.5])


def test_prev_of_a_local_let_is_its_value_a_step_before(run_text: RunText) -> None:
    text = TWO + "each year {\n    let x = a * 2\n    move 10 from a to b\n    record y = prev(x, start: 5)\n}\n"
    assert run_text(plan(text, years=3))["y"] == [5, 200, 180]


def test_a_formula_may_look_back_at_itself(run_text: RunText) -> None:
    text = asset("a", "100 TWD", return_="by_year(2026: 50%/year, 2027: -20%/year, otherwise: 30%/year)")
    run = run_text(plan(text + "let peak = max(a, prev(peak, start: 0))\n", years=4))
    assert run["peak"] == pytest.approx([150, 150, 156, 202.8])


def test_a_record_that_is_not_made_keeps_its_last_value(run_text: RunText) -> None:
    text = (
        TWO
        + "when step = 2 or step = 4 {\n    record x = step * 10 {\n        start: 3\n    }\n    record y = step\n}\n"
    )
    run = run_text(plan(text, years=5))
    assert run["x"] == [3, 20, 20, 40, 40]
    assert run["y"] == [0, 2, 2, 4, 4]


def test_a_record_in_a_branch_is_kept_outside_it(run_text: RunText) -> None:
    text = TWO + "each year {\n    if step = 2 {\n        record x = 7\n    }\n}\n"
    assert run_text(plan(text, years=3))["x"] == [0, 7, 7]


def test_what_is_recorded_may_be_read_by_a_formula(run_text: RunText) -> None:
    text = TWO + "each year {\n    move 30 from a to b\n    record x = a\n}\nlet y = x * 2\n"
    assert run_text(plan(text, years=2))["y"] == [140, 80]


def test_prev_of_what_never_changes_is_its_start_at_first(run_text: RunText) -> None:
    text = TWO + "param p = 7 TWD\nlet x = prev(p, start: 1)\nlet y = prev(12 TWD/month, start: 12 TWD/year) * 1 year\n"
    run = run_text(plan(text, years=3))
    assert (run["x"], run["y"]) == ([1, 7, 7], [12, 144, 144])


def test_a_function_may_look_back_at_what_it_is_given(run_text: RunText) -> None:
    text = asset("a", "100 TWD", return_="10%/year") + "fn before(x: money) = prev(x, start: 5)\n"
    text += "fn then_(x: asset) = prev(x)\nfn in_2027(x: money) = at(x, 2027-01)\n"
    text += "let x = before(a)\nlet y = then_(a)\nlet z = in_2027(a)\n"
    run = run_text(plan(text, years=3))
    assert run["x"] == pytest.approx([5, 110, 121])
    assert run["y"] == pytest.approx([100, 110, 121])
    assert run.scalar("z") == pytest.approx(121)


def test_prev_looks_back_at_statements_and_records_that_stand_below(run_text: RunText) -> None:
    text = TWO + "rule r(x: asset, k = 3) {\n    record n = x / 2 {\n        start: k * 4 TWD\n    }\n"
    text += "    record m = x\n}\n"
    text += "each year {\n    let gone = prev(s.amount, start: 1 TWD)\n"
    text += "    record x = gone + prev(s.from(a), start: 2 TWD)\n"
    text += "    record y = prev(j.n)\n    record z = prev(j.m)\n    withdraw 5 from a as s\n    apply r(a) as j\n}\n"
    run = run_text(plan(text, years=3))
    assert run["x"] == [3, 10, 10]
    assert run["y"] == [12, 47.5, 45]
    assert run["z"] == [0, 95, 90]


def test_prev_of_a_value_and_a_cost_begins_with_the_plan(run_text: RunText) -> None:
    text = asset("a", "100 TWD", cost="60 TWD", return_="10%/year") + asset("b", "10 TWD", cost="4 TWD")
    text += "group g = a, b\nlet v = prev(a.value)\nlet c = prev(a.cost)\nlet w = prev(g.value)\nlet d = prev(g.cost)\n"
    run = run_text(plan(text, years=2))
    assert run["v"] + run["c"] == pytest.approx([100, 110, 60, 60])
    assert run["w"] + run["d"] == pytest.approx([110, 120, 64, 64])
