"""Which inputs move a figure. Elasticities are those of calculus: of a power its exponent, of a product one."""

from __future__ import annotations

import math

import pytest

from plainplan.api import Plan
from plainplan.api.sensitivity import Sensitivity, Tornado
from plainplan.source import Source

HEAD = """\
plan "家" {
    currency: TWD
    start: 2026-01
    years: 10
}

param market = 5%/year {
    range: 0%/year .. 10%/year
}

param unused = 3

asset fund {
    value: 100萬 TWD
    return: market
}

let twice = 2 * unused
"""


def tornado_of(text: str, name: str, scenario: str | None = None) -> Tornado:
    plan = Plan("a.plan", Source("a.plan", text))
    run = plan.run(scenario)
    found = run.graph.by_name.get(name, run.graph.well_known.get(name))
    assert found is not None
    return plan.sensitivities(run, found)


def only(found: Tornado, name: str) -> Sensitivity:
    return next(item for item in found.inputs if item.name == name)


def test_an_input_moves_over_its_declared_range() -> None:
    market = only(tornado_of(HEAD, "net_worth"), "market")
    assert (market.low, market.high, market.is_declared) == (0.0, 0.1, True)
    # 100萬 for ten years at 0 % and 10 %.
    assert market.at_low == pytest.approx(1_000_000)
    assert market.at_high == pytest.approx(1_000_000 * 1.1**10)


def test_an_input_without_a_range_moves_by_a_tenth() -> None:
    value = only(tornado_of(HEAD, "net_worth"), "fund.value")
    assert (value.low, value.high, value.is_declared) == (900_000, 1_100_000, False)
    assert value.elasticity == pytest.approx(1.0)


def test_the_elasticity_is_the_derivative_of_logarithms() -> None:
    # d ln (1 + r)^10 ÷ d ln r = 10 r ÷ (1 + r).
    market = only(tornado_of(HEAD, "net_worth"), "market")
    assert market.elasticity == pytest.approx(10 * 0.05 / 1.05, rel=1e-6)


@pytest.mark.parametrize(
    ("formula", "elasticity"),
    [("a ^ 3", 3), ("1 / a", -1), ("sqrt(a)", 0.5), ("exp(a)", 2), ("ln(a)", 1 / math.log(2)), ("5 * a * a", 2)],
)
def test_elasticities_are_those_of_a_textbook(formula: str, elasticity: float) -> None:
    found = only(tornado_of(f"param a = 2.0\nlet b = {formula}\n", "b"), "a")
    assert found.elasticity == pytest.approx(elasticity, rel=1e-6)


def test_the_strongest_input_comes_first() -> None:
    found = tornado_of("param a = 1.0\nparam b = 10.0\nparam c = 5.0\nlet d = a + b + c\n", "d")
    assert [item.name for item in found.inputs] == ["b", "c", "a"]
    assert [item.swing for item in found.inputs] == pytest.approx([2.0, 1.0, 0.2])


def test_what_a_figure_does_not_rest_on_is_left_out() -> None:
    assert {item.name for item in tornado_of(HEAD, "net_worth").inputs} == {"market", "fund.value"}


def test_an_input_that_moves_nothing_is_counted() -> None:
    found = tornado_of("param a = 2.0\nparam b = 3.0\nlet c = max(a, b)\n", "c")
    assert ([item.name for item in found.inputs], found.still) == (["b"], 1)


def test_a_scenario_puts_its_own_input_in_force() -> None:
    found = tornado_of(HEAD + "scenario poor {\n    market = 1%/year\n}\n", "net_worth", "poor")
    assert found.value == pytest.approx(1_000_000 * 1.01**10)
    names = [item.name for item in found.inputs]
    assert "market" not in names
    assert len(names) == 2


def test_a_figure_that_jumps_has_no_elasticity() -> None:
    found = only(tornado_of("param a = 2.5\nlet b = if a >= 2.5 then 1 else 3\n", "b"), "a")
    assert (found.elasticity, found.at_low, found.at_high) == (None, 3, 1)


def test_a_number_that_only_chooses_is_left_out() -> None:
    assert tornado_of("param version = 2\nlet b = if version = 2 then 1 else 3\n", "b").inputs == ()


def test_a_figure_without_a_value_at_a_bound_comes_first() -> None:
    text = "param a = 1.0 {\n    range: 0.0..2.0\n}\nparam c = 100.0\nlet b = c + 1 / a  # fine: zero-divisor\n"
    found = tornado_of(text, "b")
    assert found.inputs[0].name == "a"
    assert math.isnan(found.inputs[0].at_low)
