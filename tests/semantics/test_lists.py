"""Lists: written in brackets, taken whole by functions, computed with one by one."""

from __future__ import annotations

import statistics

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan


def test_a_list_is_taken_whole_and_computed_with_one_by_one(run_text: RunText) -> None:
    run = run_text("let total = sum([1, 2] * [3, 4])\nlet middle = median([9, 1, 2])\nlet best = max([3, 8, 5])\n")
    assert [run.scalar(name) for name in ("total", "middle", "best")] == [11, 2, 8]


def test_a_list_has_a_name_and_its_members_have_numbers(run_text: RunText) -> None:
    run = run_text("let w = [50%, 30%, 20%]\nlet second = at(w, 2)\nlet ends = first(w) + final(w)\n")
    assert run.scalar("second") == 0.3
    assert run.scalar("ends") == 0.7


def test_a_member_that_is_not_there_is_undefined(run_text: RunText) -> None:
    run = run_text("let k = 4\nlet x = at([1, 2, 3], k)\n").run
    assert run.is_undefined(run.graph.by_name["x"], 1)


def test_members_are_brought_to_one_period(run_text: RunText) -> None:
    # 12 % a year and 1 % a month compound: the list is quoted by the month.
    run = run_text("let r = [12%/year, 1%/month]\nlet x = first(r)\n")
    assert run.scalar("x") == pytest.approx(1.12 ** (1 / 12) - 1)


LISTS = """param p = [40%, 60%] "機率"
param r = [17%, 7%] "報酬率"
let e = sum(p * r)
scenario bad {
    r = [1%, 2%]
}
"""


def test_a_list_is_an_input_that_scenarios_and_settings_change(run_text: RunText) -> None:
    assert run_text(LISTS).scalar("e") == pytest.approx(0.11)
    assert run_text(LISTS, scenario="bad").scalar("e") == pytest.approx(0.016)
    assert run_text(LISTS, set={"r#2": "27%"}).scalar("e") == pytest.approx(0.23)
    assert run_text(LISTS, scenario="bad", set={"r#2": "27%", "p#1": "10%"}).scalar("e") == pytest.approx(0.163)


def test_each_value_of_a_list_lies_in_its_range(run_text: RunText, diagnose: Diagnose) -> None:
    param = 'param w = [50%, 50%] {\n range: 0% .. 100%\n source: "client"\n}\nlet s = sum(w)\n'
    facts = next(quantity.input for quantity in run_text(param).run.graph.quantities if quantity.name == "w")
    assert facts is not None
    assert (facts.origin, facts.low, facts.high, facts.source_note) == ("param", 0.0, 1.0, "client")
    assert diagnose(param.replace("[50%, 50%]", "[50%, 150%]")) == ["out-of-range"]


def test_a_list_gives_way_to_one_of_its_length_only(diagnose: Diagnose) -> None:
    assert diagnose(LISTS.replace("[1%, 2%]", "[1%, 2%, 3%]")) == ["axes-differ"]
    assert diagnose(LISTS.replace("[1%, 2%]", "1%")) == ["list-needed"]


def test_members_may_be_computed(run_text: RunText) -> None:
    run = run_text("param a = 2\nlet x = sum([a, a * a, 1])\n")
    assert run.scalar("x") == 7
    assert run_text("param a = 2\nlet x = sum([a, a * a, 1])\n", set={"a": "3"}).scalar("x") == 13


def test_looking_back_goes_from_member_to_member(run_text: RunText) -> None:
    text = (
        "let x = [1, 2, 4, 8]\n"
        "let before = final(prev(x, start: 0))\n"
        "let running = final(cumulative(x))\n"
        "let window = final(mean(x, last: 3))\n"
        "let smoothed = final(smooth(x, 0.5))\n"
    )
    run = run_text(text)
    # 1, 1.5, 2.75, 5.375
    expected = {"before": 4, "running": 15, "window": statistics.mean([2, 4, 8]), "smoothed": 5.375}
    assert {name: run.scalar(name) for name in expected} == expected


def test_a_function_of_the_plan_takes_lists(run_text: RunText) -> None:
    text = (
        "fn expectation(p: [number], r: [number]) = sum(p * r)\n"
        "fn sma(x: [number], n: count) = mean(x, last: n)\n"
        "fn slow(x: [number], n: count) = final(sma(x, n))\n"
        "let e = expectation([0.4, 0.6], [17%, 7%])\n"
        "let m = slow([1, 2, 3, 10], 2)\n"
    )
    run = run_text(text)
    assert run.scalar("e") == pytest.approx(0.11)
    assert run.scalar("m") == 6.5


def test_a_series_over_time_is_a_list_too(run_text: RunText) -> None:
    text = plan(asset("a", "100 TWD", return_="10%/year") + "let middle = median(a)\nlet n = count(a)\n", years=3)
    run = run_text(text)
    assert run.scalar("middle") == pytest.approx(121)
    assert run.scalar("n") == 3


def test_what_is_the_same_in_every_step_is_there_as_often(run_text: RunText) -> None:
    text = plan(asset("a", "100 TWD") + "let flat = prev(a)\nlet n = count(flat)\nlet s = stdev.p(flat)\n", years=4)
    run = run_text(text)
    assert (run.scalar("n"), run.scalar("s")) == (4, 0)


def test_values_given_one_by_one_are_those_of_each_step(run_text: RunText) -> None:
    text = plan(asset("a", "100 TWD", return_="10%/year") + asset("b", "50 TWD") + "let m = average(a, b)\n", years=2)
    assert run_text(text)["m"] == pytest.approx([80, 85.5])


def test_money_stays_money(run_text: RunText, diagnose: Diagnose) -> None:
    run = run_text("let price = npv(10%, 110 TWD, 121 TWD)\nlet more = price + 1 TWD\n")
    assert run.scalar("more") == pytest.approx(201)
    assert diagnose("let x = npv(10%, [1 TWD, 2 USD])\n") == ["currency-mismatch"]
    assert diagnose("let x = var.s([1 TWD, 3 TWD]) + 1 TWD\n") == ["dimension-mismatch"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("let x = irr(5)\n", "list-needed"),
        ("let x = sum([])\n", "empty-list"),
        ("let x = sum([1, 2] + [1, 2, 3])\n", "axes-differ"),
        ("fn f(x: [number]) = sum(x)\nlet y = f(3)\n", "list-needed"),
        ("fn f(x: [number], n: count) = mean(x, last: n)\nlet k = 2\nlet y = final(f([1, 2], k))\n", "type-mismatch"),
        ("let x = mean([1, 2], last: 2 months)\n", "dimension-mismatch"),
        ('let x = sum([1, "a"])\n', "type-mismatch"),
    ],
)
def test_a_mistake_in_a_list_has_its_code(diagnose: Diagnose, text: str, code: str) -> None:
    assert diagnose(text) == [code]


@pytest.mark.parametrize("values", ["w * 2", "doubled", "-w", "doubled / 2 + w"])
def test_a_block_goes_along_what_is_computed_from_a_list(values: str, run_text: RunText) -> None:
    text = "param w = [10%, 30%]\nlet doubled = w * 2\n" + asset("a", "1000 TWD") + asset("b", "0 TWD")
    text += f"each year {{\n    record share = interpolate(1.5, [1, 2], {values})\n}}\nlet found = share\n"
    expected = {"w * 2": 0.4, "doubled": 0.4, "-w": -0.2, "doubled / 2 + w": 0.4}[values]
    assert run_text(plan(text, years=2))["found"] == pytest.approx([expected, expected])
