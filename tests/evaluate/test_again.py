"""A plan that is run again with a few inputs changed is what a run of its own would be."""

from __future__ import annotations

import pytest

from plainplan.api import Plan
from plainplan.evaluate import run
from plainplan.evaluate.again import Again, all_readers
from plainplan.source import Source

PLAN = """\
plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 10
}

param market = 5%/year
param living = 30萬 TWD/year
param idle = 3

asset cash = 500萬 TWD

asset fund {
    value: 300萬 TWD
    return: market
}

expense food {
    amount: living
    paid_from: cash
}

each year {
    move max(cash - 100萬 TWD, 0) * 10% from cash to fund as saved
}

let spent = cumulative(food.paid)
let total = sum(food.paid)
let doubled = idle * 2
"""


@pytest.fixture
def plan() -> Plan:
    return Plan("again.plan", Source("again.plan", PLAN))


def test_a_run_again_is_what_a_run_of_its_own_would_be(plan: Plan) -> None:
    graph = plan.graph
    assert graph is not None
    figures = [graph.well_known["net_worth"], graph.by_name["spent"], graph.by_name["total"]]
    values = run(graph).values
    changes: dict[int, float] = {}
    for name, number in (("living", 420_000.0), ("market", 0.03), ("living", 300_000.0)):
        quantity = graph.by_name[name]
        changes[quantity] = number
        values = Again(graph, [quantity], figures).run(values, {quantity: number})
        fresh = run(graph, changes).values
        assert [values[figure] for figure in figures] == [fresh[figure] for figure in figures]


def test_the_run_before_stays_as_it_is(plan: Plan) -> None:
    graph = plan.graph
    assert graph is not None
    worth, living = graph.well_known["net_worth"], graph.by_name["living"]
    values = run(graph).values
    before = list(values[worth])
    Again(graph, [living], [worth]).run(values, {living: 0.0})
    assert values[worth] == before


def test_only_what_rests_on_the_inputs_and_is_asked_for_is_computed(plan: Plan) -> None:
    graph = plan.graph
    assert graph is not None
    worth = graph.well_known["net_worth"]
    size = {name: Again(graph, [graph.by_name[name]], [worth]).size for name in ("living", "market", "idle")}
    assert size["idle"] == 0
    assert 0 < size["market"] < size["living"]


def test_readers_are_found_through_every_formula_and_the_inputs_are_among_them(plan: Plan) -> None:
    graph = plan.graph
    assert graph is not None
    idle, doubled, living = (graph.by_name[name] for name in ("idle", "doubled", "living"))
    assert all_readers(graph, [idle]) == {idle, doubled}
    assert {living, graph.by_name["total"], graph.well_known["net_worth"]} <= all_readers(graph, [living])
