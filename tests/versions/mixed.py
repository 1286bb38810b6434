"""Shapley's value as one writes it down: every order of the edits, each mixture a text and a run of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from plainplan.api import Plan
from plainplan.graph.nodes import Graph
from plainplan.source import Source

PLANS = Path(__file__).parents[2] / "plans"

Replacement = tuple[str, str]
Figures = tuple[float, ...]


def plan_of(text: str, root: Path = PLANS) -> Plan:
    """A plan of a text, which finds its files below a folder."""
    return Plan("mixed.plan", Source("mixed.plan", text), (), str(root))


def edited(text: str, replacements: Sequence[Replacement], made: Collection[int]) -> str:
    """A text with some of its edits made; what an edit replaces stands there once."""
    for number, (old, new) in enumerate(replacements):
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        if number in made:
            text = text.replace(old, new)
    return text


def run_figures(text: str, scenario: str | None = None, root: Path = PLANS) -> Figures:
    """The net worth at the end, and the lowest, of a run of a plan."""
    worths = plan_of(text, root).run(scenario).net_worth
    return worths[-1], min(worths)


def net_worth(graph: Graph) -> list[int]:
    """The quantity on which these figures rest."""
    return [graph.well_known["net_worth"]]


def measured(graph: Graph, values: Sequence[Any]) -> Figures:
    """The same figures of a graph that was computed."""
    worths = values[graph.well_known["net_worth"]]
    return worths[-1], min(worths)


def over_every_order(count: int, figures_of: Callable[[frozenset[int]], Figures]) -> list[Figures]:
    """The mean of each edit's effect over all orders in which they can be made."""
    known: dict[frozenset[int], Figures] = {}

    def figures(made: frozenset[int]) -> Figures:
        if made not in known:
            known[made] = figures_of(made)
        return known[made]

    effects: list[list[Figures]] = [[] for _ in range(count)]
    for order in permutations(range(count)):
        for place, number in enumerate(order):
            before, after = figures(frozenset(order[:place])), figures(frozenset(order[: place + 1]))
            effects[number].append(tuple(new - old for old, new in zip(before, after, strict=True)))
    return [tuple(math.fsum(column) / len(column) for column in zip(*found, strict=True)) for found in effects]
