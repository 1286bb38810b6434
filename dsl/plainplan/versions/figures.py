"""The figures of two versions side by side: net worth, what could not be paid, goals, paths, what reports show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import Any

from plainplan.api import Run
from plainplan.api.paths import PERCENTILES
from plainplan.dimensions import NUMBER, WHOLE, Type
from plainplan.graph.nodes import TIME, GoalView, Graph, Quantity
from plainplan.records import dataclass
from plainplan.versions.pairing import with_names

# The block of the graph that holds what a report shows.
SHOWN = "shown"
# Figures that are as near as the tolerance of the language's own comparisons are the same.
RELATIVE = 1e-9
# What is told of all paths of a scenario together, and not of the one that it shows.
OF_PATHS = frozenset(("survival", "median", "fifth", "median_real", "fifth_real"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in both versions, None where one does not have it; of a series its last value.

    `kind` says what is told, and `label` of what: `final`, `lowest` (of the net worth), `survival` (the share of paths
    in which every check holds), `median`, `fifth` (of the net worth at the end of all paths, `_real` in money of the
    start), `funded`, `short` (of a goal), `unpaid`, `unpaid_steps` (of a flow), `shown` (by a report). `key` is its
    name among the figures. `parted` is the first day on which the two series are not the same.
    """

    kind: str
    key: str
    label: str
    type: Type
    is_share: bool
    before: float | None
    after: float | None
    parted: date | None = None
    # The days of the lowest net worth, of what is first not paid, and of the last net worth where the versions do not
    # end together.
    before_on: date | None = None
    after_on: date | None = None

    @property
    def is_of_paths(self) -> bool:
        """Whether it is told of all paths of the scenario."""
        return self.kind in OF_PATHS

    @property
    def is_moved(self) -> bool:
        """Whether the figure itself is another."""
        return not is_same(self.before, self.after)

    @property
    def is_changed(self) -> bool:
        """Whether the versions differ, at the end or on the way."""
        return self.parted is not None or self.is_moved

    @property
    def change(self) -> float | None:
        """The later figure less the earlier one, None where one is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


def worth_figures(worths: list[float]) -> tuple[float, float]:
    """Of a series of net worths the last, and the lowest."""
    return worths[-1], min(worths, key=lambda worth: math.inf if math.isnan(worth) else worth)


def shown_quantities(graph: Graph) -> dict[str, Quantity]:
    """What the reports of a plan show, by label, `dup (2)` where one has it already: numbers only."""
    found: dict[str, Quantity] = {}
    for quantity in graph.quantities:
        if quantity.block == SHOWN and not quantity.is_helper and quantity.type.kind in ("quantity", "boolean"):
            others = (f"{quantity.label} ({number})" for number in count(2))
            found[next(label for label in chain([quantity.label], others) if label not in found)] = quantity
    return found


def pair_shown(
    before: Graph | None, after: Graph | None, names: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Quantity | None, Quantity | None]]:
    """What the reports of two versions show, by label, where `names` are later names by the earlier ones; None where a
    version does not show it."""
    shown = {} if before is None else shown_quantities(before)
    # What has no label of its own goes by its formula.
    old = {with_names(label, names or {}): quantity for label, quantity in shown.items()}
    new = {} if after is None else shown_quantities(after)
    for label in {**new, **old}:
        first, second = old.get(label), new.get(label)
        # Under one label two figures of other kinds are two figures.
        if first is None or second is None or first.type == second.type:
            yield label, first, second
        else:
            yield label, first, None
            yield label, None, second


def worth_type(run: Run) -> Type:
    """The type of its net worth, which says the currency."""
    return run.graph.quantities[run.graph.well_known["net_worth"]].type


def find_figures(before: Run | None, after: Run | None, names: Mapping[str, str]) -> tuple[Figure, ...]:
    """Every figure of either version, where `names` are later names by the earlier ones."""
    shown = tuple(_shown(before, after, names))
    # What a report shows under the name of a goal's figure is told once.
    said = {figure.key for figure in shown}
    goals = (figure for figure in _of_goals(before, after, names) if figure.key not in said)
    return (
        *_net_worth(before, after),
        *_of_paths(before, after),
        *goals,
        *_unpaid(before, after, names),
        *shown,
    )


def _net_worth(before: Run | None, after: Run | None) -> Iterator[Figure]:
    if before is not None and after is not None and worth_type(before) != worth_type(after):
        # In two currencies these are figures of their own.
        yield from _net_worth(before, None)
        yield from _net_worth(None, after)
        return
    run = after or before
    if run is None or not run.graph.accounts:
        return
    type_ = worth_type(run)
    old, new = (None if each is None else _final_and_lowest(each) for each in (before, after))
    # Where one ends earlier, each end has its day.
    ends = [each.dates[-1] if each is not None else None for each in (before, after)]
    days = ends if None not in ends and ends[0] != ends[1] else (None, None)
    parted = first_parted(dated_worths(before), dated_worths(after))
    yield Figure("final", "final", "", type_, False, old and old[0], new and new[0], parted, days[0], days[1])
    yield Figure(
        "lowest",
        "lowest",
        "",
        type_,
        False,
        old and old[1],
        new and new[1],
        None,
        old[2] if old else None,
        new[2] if new else None,
    )


def _of_paths(before: Run | None, after: Run | None) -> Iterator[Figure]:
    """What came of all paths: how many survive, and what is left in the middle one and in one of twenty."""
    sides = [None if run is None or run.paths is None else run.paths for run in (before, after)]
    if sides == [None, None]:
        return
    old, new = (None if paths is None else paths.survival for paths in sides)
    yield Figure("survival", "survival", "", NUMBER, True, old, new)
    runs = [run for run in (before, after) if run is not None and run.graph.accounts]
    if not runs or any(worth_type(run) != worth_type(runs[0]) for run in runs):
        return
    # Of decades amounts are told as `run` tells them best: in money of the start, where prices move.
    is_real = any(paths is not None and paths.has_prices for paths in sides)
    told = [
        None
        if paths is None
        else paths.percentiles([path.final_real if is_real else path.final for path in paths.paths])
        for paths in sides
    ]
    for name, share in (("median", 50), ("fifth", 5)):
        kind, place = f"{name}_real" if is_real else name, PERCENTILES.index(share)
        first, second = (None if found is None else found[place] for found in told)
        yield Figure(kind, name, "", worth_type(runs[0]), False, first, second)


def _of_goals(before: Run | None, after: Run | None, names: Mapping[str, str]) -> Iterator[Figure]:
    """The funded share and the shortfall of each goal."""
    sides = [{} if run is None else goal_figures(run.graph, run.result.values) for run in (before, after)]
    old = {names.get(name, name): found for name, found in sides[0].items()}
    labels = {names.get(goal.name, goal.name): goal.label for goal in _goals(before)}
    labels |= {goal.name: goal.label for goal in _goals(after)}
    run = after or before
    if run is None:
        return
    type_ = worth_type(run)
    is_one = before is None or after is None or worth_type(before) == worth_type(after)
    for name, label in labels.items():
        first, second = old.get(name), sides[1].get(name)
        one, other = (None if found is None else found[0] for found in (first, second))
        yield Figure("funded", f"{name}.funded", label, NUMBER, True, one, other)
        if is_one:
            one, other = (None if found is None else found[1] for found in (first, second))
            yield Figure("short", f"{name}.short", label, type_, False, one, other)


def _goals(run: Run | None) -> list[GoalView]:
    return [] if run is None else list(run.graph.goals)


# Any: a number, or a list of them, by quantity.
def goal_figures(graph: Graph, values: Sequence[Any]) -> dict[str, tuple[float, float]]:
    """Of each goal the funded share and what is missing, in the plan's currency, of computed values."""
    found = {}
    for goal in graph.goals:
        rate = graph.by_name.get(f"fx.{graph.quantities[goal.wanted].type.currency}")
        wanted, paid = _series_of(values[goal.wanted], graph), _series_of(values[goal.paid], graph)
        rates = [1.0] * graph.steps if rate is None else _series_of(values[rate], graph)
        missing = [(due - done) * now for due, done, now in zip(wanted, paid, rates, strict=True)]
        found[goal.name] = (_series_of(values[goal.funded], graph)[-1], math.fsum(missing))
    return found


def goal_quantities(graph: Graph) -> list[int]:
    """What `goal_figures` needs to be computed."""
    rates = (graph.by_name.get(f"fx.{graph.quantities[goal.wanted].type.currency}") for goal in graph.goals)
    return [
        *(number for goal in graph.goals for number in (goal.wanted, goal.paid, goal.funded)),
        *(rate for rate in rates if rate is not None),
    ]


# Any: a number, or a list of them.
def _series_of(value: Any, graph: Graph) -> list[float]:
    return list(value) if isinstance(value, list | tuple) else [float(value)] * graph.steps


def _unpaid(before: Run | None, after: Run | None, names: Mapping[str, str]) -> Iterator[Figure]:
    """What was not paid of each flow that is short in either version: how much, since when, in how many steps."""
    shorts = [{} if run is None else {short.view.name: short for short in run.shorts} for run in (before, after)]
    views = [
        {} if run is None else {flow.name: flow for flow in run.graph.flows if flow.short is not None}
        for run in (before, after)
    ]
    shorts[0] = {names.get(name, name): short for name, short in shorts[0].items()}
    views[0] = {names.get(name, name): view for name, view in views[0].items()}
    for name in {**shorts[1], **shorts[0]}:
        types = []
        told: list[tuple[float | None, float | None, date | None]] = []
        for run, known, flows in zip((before, after), shorts, views, strict=True):
            short, view = known.get(name), flows.get(name)
            if run is not None and view is not None and view.short is not None:
                types.append(run.graph.quantities[view.short].type)
            if run is None or view is None:
                told.append((None, None, None))
            elif short is None:
                told.append((0.0, 0.0, None))
            else:
                told.append((short.total, float(short.count), run.dates[short.first_step - 1]))
        (old, old_count, old_day), (new, new_count, new_day) = told
        label = (views[1].get(name) or views[0][name]).label
        # There is no difference of two currencies.
        if all(type_ == types[0] for type_ in types):
            yield Figure(
                "unpaid", f"{name}.unpaid", label, types[0].as_series(False), False, old, new, None, old_day, new_day
            )
        yield Figure("unpaid_steps", f"{name}.unpaid_steps", label, WHOLE, False, old_count, new_count)


def _final_and_lowest(run: Run) -> tuple[float, float, date]:
    worths = run.net_worth
    final, lowest = worth_figures(worths)
    place = next((number for number, worth in enumerate(worths) if worth == lowest), 0)
    return final, lowest, run.dates[place]


def _shown(before: Run | None, after: Run | None, names: Mapping[str, str]) -> Iterator[Figure]:
    old, new = (None if run is None else run.graph for run in (before, after))
    for label, one, other in pair_shown(old, new, names):
        known, run = (other, after) if other is not None else (one, before)
        assert known is not None
        assert run is not None
        yield Figure(
            "shown",
            label,
            label,
            known.type,
            known.id in run.shares,
            None if before is None or one is None else before.number(one.id),
            None if after is None or other is None else after.number(other.id),
            first_parted(_series(before, one), _series(after, other)),
        )


Dated = dict[date, float]


def _series(run: Run | None, quantity: Quantity | None) -> Dated | None:
    if run is None or quantity is None or quantity.axis != TIME:
        return None
    return dict(zip(run.dates, run.numbers(quantity.id), strict=True))


def dated_worths(run: Run | None) -> Dated | None:
    """The net worth by day."""
    return None if run is None else dict(zip(run.dates, run.net_worth, strict=True))


def first_parted(before: Dated | None, after: Dated | None) -> date | None:
    """The first day that both have and on which they are not the same."""
    if before is None or after is None:
        return None
    return next((day for day in sorted(before.keys() & after.keys()) if not is_same(before[day], after[day])), None)


def is_same(before: float | None, after: float | None) -> bool:
    """Whether two figures are as near as makes no difference."""
    if before is None or after is None:
        return before is after
    if math.isnan(before) or math.isnan(after):
        return math.isnan(before) and math.isnan(after)
    return abs(before - after) <= RELATIVE * max(abs(before), abs(after), 1.0)
