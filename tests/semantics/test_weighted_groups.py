"""Groups that state their weights: what they are rebalanced to, and how far they are from it."""

from __future__ import annotations

import pytest

from semantics.running import RunText
from semantics.texts import asset, plan

FOUR = asset("a", "400 TWD") + asset("b", "300 TWD") + asset("c", "200 TWD") + asset("d", "100 TWD")


def test_a_group_is_rebalanced_to_its_weights(run_text: RunText) -> None:
    text = FOUR + "group mix = a 30%, b 30%, c 25%, d rest\neach year {\n    rebalance to mix as traded\n}\n"
    run = run_text(plan(text + "let x = traded.amount\n", years=2))
    assert [run[name][0] for name in "abcd"] == pytest.approx([300, 300, 250, 150])
    assert run["x"] == pytest.approx([100, 0])


def test_the_weights_of_a_group_are_inputs_and_formulas(run_text: RunText) -> None:
    text = FOUR + "param w = 30%\ngroup mix = a w, b 10% * step, c 25%, d rest\neach year {\n    rebalance to mix\n}\n"
    run = run_text(plan(text, years=3), set={"w": "40%", "mix.c.target": "5%"})
    assert run["a"] == pytest.approx([400, 400, 400])
    assert run["b"] == pytest.approx([100, 200, 300])
    assert run["c"] == pytest.approx([50, 50, 50])


def test_the_drift_of_a_group_is_that_of_its_farthest_member(run_text: RunText) -> None:
    text = FOUR + "group mix = a 30%, b 30%, c 25%, d rest\nlet x = mix.drift\nlet y = mix.relative_drift\n"
    run = run_text(plan(text, years=1))
    # a holds 40% for 30%: ten points, a third of its weight; d holds 10% for 15%, also a third.
    assert run["x"] == pytest.approx([0.1])
    assert run["y"] == pytest.approx([1 / 3])


def test_an_empty_group_is_not_off_its_weights(run_text: RunText) -> None:
    text = asset("a", "0 TWD") + asset("b", "0 TWD") + "group mix = a 30%, b rest\nlet x = mix.drift\n"
    assert run_text(plan(text, years=1))["x"] == [0]


def test_a_group_of_one_foreign_currency_is_rebalanced_in_it(run_text: RunText) -> None:
    text = "fx USD = 30 TWD + 1 TWD * step\n" + asset("a", "600 USD") + asset("b", "400 USD")
    text += "group mix = a 50%, b rest\nrule keep(p: group) {\n    record off = p.drift\n"
    text += "    rebalance to p as traded\n    record sold = traded.amount\n}\n"
    run = run_text(plan(text + "each year {\n    apply keep(mix) as k\n}\nlet x = k.sold + 0 USD\n", years=1))
    assert (run["a"], run["b"], run["x"]) == ([500], [500], [100])
