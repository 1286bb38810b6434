"""The order in which formulas are written down never changes what they come to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.build import Builder
from plainplan.evaluate import run
from plainplan.graph.nodes import TIME, Aggregate, Binary, Call, Constant, Formula, Lag, Reference, Step
from plainplan.graph.order import finish

STEPS = 4
COUNT = 12

# Formula n reads two earlier ones in the same step, or one of all in the step before, or one over time.
recipes = st.lists(
    st.tuples(st.sampled_from(["sum", "less", "lag", "mean"]), st.integers(0, COUNT), st.integers(0, COUNT)),
    min_size=COUNT,
    max_size=COUNT,
)
orders = st.permutations(range(COUNT))


def formula_of(number: int, recipe: tuple[str, int, int], ids: list[int]) -> Formula:
    kind, one, other = recipe
    first, second = Reference(ids[one % (number + 1)]), Reference(ids[other % (number + 1)])
    match kind:
        case "lag":
            return Lag(ids[one % len(ids)], Constant(1.0))
        case "mean":
            return Aggregate("mean", first.quantity)
        case "less":
            return Binary("-", first, second)
    return Call("sum", (first, second))


def values_of(recipe: list[tuple[str, int, int]], order: list[int]) -> list[object] | None:
    """The values of the formulas as they are numbered in the recipe, written in another order; None with a cycle."""
    plan = Builder(STEPS)
    step = plan.formula("step", Step())
    ids = [step.quantity] + [0] * COUNT
    for number in order:
        ids[number + 1] = plan.formula(f"x{number}", None).quantity
    for number in range(COUNT):
        plan.define(Reference(ids[number + 1]), formula_of(number, recipe[number], ids))
    if finish(plan.graph):
        return None
    return [run(plan.graph).values[number] for number in ids]


@given(recipes, orders)
@settings(max_examples=100, deadline=None)
def test_formulas_written_in_another_order_have_the_same_values(
    recipe: list[tuple[str, int, int]], order: list[int]
) -> None:
    assert values_of(recipe, list(range(COUNT))) == values_of(recipe, order)


@given(recipes)
@settings(max_examples=100, deadline=None)
def test_every_formula_stands_after_what_it_reads(recipe: list[tuple[str, int, int]]) -> None:
    plan = Builder(STEPS)
    ids = [plan.formula("step", Step()).quantity]
    ids += [plan.formula(f"x{number}", None).quantity for number in range(COUNT)]
    for number in range(COUNT):
        plan.define(Reference(ids[number + 1]), formula_of(number, recipe[number], ids))
    graph = plan.graph
    if finish(graph):
        return
    place = {number: position for position, number in enumerate(graph.order)}
    assert sorted(place) == ids
    keys = [(graph.levels[number], graph.quantities[number].axis == TIME) for number in graph.order]
    assert keys == sorted(keys)
    for number in range(COUNT):
        kind, one, _ = recipe[number]
        if kind != "lag":
            read = ids[one % (number + 1)]
            assert place[read] < place[ids[number + 1]]
