"""How much of a change of the outcome each group of edits explains: its Shapley value over all orders of making them.

Source: L. S. Shapley, A Value for n-Person Games (1953). The part of a group is its marginal effect averaged over all
orders in which the groups can be made; the parts sum to the whole change exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from random import Random

from plainplan.api import Plan
from plainplan.api.changes import find_scenario
from plainplan.diagnostics import Diagnostic
from plainplan.evaluate import Program, run
from plainplan.evaluate.again import Again
from plainplan.graph.nodes import Graph, InputValue
from plainplan.records import dataclass, field
from plainplan.versions.groups import Group
from plainplan.versions.mixture import Mixture
from plainplan.versions.switches import switch_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.evaluate.compile import Values

# Up to so many groups every order counts: 2^8 plans.
MOST_EXACT = 8
# Beyond, so many orders are drawn, each with its reverse.
SAMPLED_PAIRS = 24
SEED = 42

# The figures of a run that are looked at, from its graph and values; NaN for what is not there.
Measure = Callable[[Graph, "Values"], tuple[float, ...]]
# The quantities of a graph that the figures are read from.
Needs = Callable[[Graph], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one group explains of the change of each figure; `errors` are standard errors, 0 unless it was sampled."""

    group: Group
    shares: tuple[float, ...]
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The change of each figure, and the parts that sum to it. `orders` were sampled, 0 where all were counted."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    parts: tuple[Part, ...]
    orders: int


def attribute(mixture: Mixture, scenario: str | None, needs: Needs, measure: Measure) -> Attribution | Diagnostic:
    """The part of each group of edits in the change of some figures of a scenario (of the base unless said).

    A figure without a value in some mixture has NaN for its parts. A `Diagnostic` where some edits cannot be made
    without others and it cannot be told which.
    """
    groups = mixture.groups
    structural: set[int] = set()
    while True:
        try:
            runs = _Runs(mixture, scenario, needs, measure, structural)
            found = _counted(runs, len(groups)) if len(groups) <= MOST_EXACT else _sampled(runs, len(groups))
            break
        except _OtherStructureError as fault:
            structural.add(fault.group)
        except _NoPlanError as fault:
            return Diagnostic("entangled-edits", f"the edits cannot be made one by one: {fault}", None)
    parts = tuple(Part(*said) for said in zip(groups, found.shares, found.errors, strict=True))
    return Attribution(found.before, found.after, parts, found.orders)


class _NoPlanError(Exception):
    """A mixture of edits that is no plan."""


class _OtherStructureError(Exception):
    """A group that changes values alone in the earlier plan changes more than that in another mixture."""

    def __init__(self, group: int) -> None:
        super().__init__()
        self.group = group


@dataclass(frozen=True, slots=True)
class _Found:
    """The figures before and after all edits, and for each group its shares and their errors."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    shares: list[tuple[float, ...]]
    errors: list[tuple[float, ...]]
    orders: int


def _shapley(figures: dict[int, tuple[float, ...]], group: int, count: int) -> tuple[float, ...]:
    weights = [math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count) for size in range(count)]
    bit = 1 << group
    terms = [
        [weights[made.bit_count()] * (after - before) for before, after in zip(found, figures[made | bit], strict=True)]
        for made, found in figures.items()
        if not made & bit
    ]
    return tuple(
        math.fsum(column) if all(map(math.isfinite, column)) else math.nan for column in zip(*terms, strict=True)
    )


def _counted(runs: _Runs, count: int) -> _Found:
    figures = runs.all_figures()
    before, after = figures[0], figures[(1 << count) - 1]
    shares = [_shapley(figures, number, count) for number in range(count)]
    return _Found(before, after, shares, [(0.0,) * len(before)] * count, 0)


def _sampled(runs: _Runs, count: int) -> _Found:
    """Marginal effects along orders that are drawn, each with its reverse, which evens out much of the chance."""
    draw = Random(SEED)
    means: list[list[list[float]]] = [[] for _ in range(count)]
    first: tuple[float, ...] = ()
    last: tuple[float, ...] = ()
    for _ in range(SAMPLED_PAIRS):
        order = list(range(count))
        draw.shuffle(order)
        pair: list[list[list[float]]] = [[] for _ in range(count)]
        for way in (order, order[::-1]):
            walk = runs.along(way)
            before = first = next(walk)
            for group, after in zip(way, walk, strict=True):
                pair[group].append([new - old for old, new in zip(before, after, strict=True)])
                before = last = after
        for group in range(count):
            means[group].append([(one + other) / 2 for one, other in zip(*pair[group], strict=True)])
    shares, errors = [], []
    for found in means:
        columns = list(zip(*found, strict=True))
        shares.append(tuple(math.fsum(column) / len(column) for column in columns))
        errors.append(tuple(_standard_error(column) for column in columns))
    return _Found(first, last, shares, errors, 2 * SAMPLED_PAIRS)


def _standard_error(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))


@dataclass(slots=True)
class _Base:
    """A plan in which the groups that change its structure were made or not: one graph for all that the others do."""

    graph: Graph
    scenario: int
    program: Program
    # For each group that only changes values, its inputs, first as they were, then as they became.
    inputs: dict[int, tuple[dict[int, InputValue], dict[int, InputValue]]]
    agains: dict[int, Again] = field(default_factory=dict)


class _Runs:
    """Runs mixtures of edits. Those that differ in values alone share a graph, and each run what it has in common with
    the one before."""

    def __init__(
        self, mixture: Mixture, scenario: str | None, needs: Needs, measure: Measure, structural: Collection[int]
    ) -> None:
        self._mixture = mixture
        self._scenario = scenario
        self._needs = needs
        self._measure = measure
        self._bases: dict[int, _Base] = {}
        self._count = len(mixture.groups)
        # The groups that an input of the plan makes.
        self._switched: list[int] = []
        plain = self._graph(0)
        self._changes: dict[int, dict[str, tuple[InputValue, InputValue]]] = {}
        for group in range(self._count):
            found = _changed_inputs(plain, self._graph(1 << group))
            if found is not None and group not in structural:
                self._changes[group] = found
        switched = []
        for group in range(self._count):
            if group not in self._changes and group not in structural and self._may_be_switched(group):
                switched.append(group)
        self._switched = switched
        for group in switched:
            self._changes[group] = {switch_name(group): (0.0, 1.0)}
        self._structural = [group for group in range(self._count) if group not in self._changes]

    def all_figures(self) -> dict[int, tuple[float, ...]]:
        """The figures of every mixture, by the groups that were made as bits."""
        found: dict[int, tuple[float, ...]] = {}
        for choice in range(1 << len(self._structural)):
            structure = sum(1 << group for place, group in enumerate(self._structural) if choice >> place & 1)
            base = self._base(structure)
            # The group with the least to compute anew is made and unmade most often.
            order = sorted(base.inputs, key=lambda group: self._again(base, group).size)
            made, values = structure, self._start(base, 0)
            found[made] = self._measure(base.graph, values)
            for number in range(1, 1 << len(order)):
                # The order of F. Gray: each mixture differs from the one before in one group.
                group = order[(number & -number).bit_length() - 1]
                made ^= 1 << group
                values = self._flipped(base, values, group, bool(made >> group & 1))
                found[made] = self._measure(base.graph, values)
        return found

    def along(self, order: Sequence[int]) -> Iterator[tuple[float, ...]]:
        """The figures before any group was made, and after each."""
        made = 0
        base = self._base(0)
        values = self._start(base, 0)
        yield self._measure(base.graph, values)
        for group in order:
            made |= 1 << group
            if group in self._changes:
                values = self._flipped(base, values, group, True)
            else:
                base = self._base(made & sum(1 << number for number in self._structural))
                values = self._start(base, made)
            yield self._measure(base.graph, values)

    def _base(self, structure: int) -> _Base:
        if structure not in self._bases:
            graph = self._graph(structure)
            for group, changes in self._changes.items():
                if not changes.keys() <= graph.by_name.keys():
                    raise _OtherStructureError(group)
            inputs = {group: _inputs_here(graph, changes) for group, changes in self._changes.items()}
            scenario = find_scenario(graph, self._scenario or "base")
            if isinstance(scenario, Diagnostic):
                raise _NoPlanError(scenario.message)
            self._bases[structure] = _Base(graph, scenario, Program(graph), inputs)
        return self._bases[structure]

    def _start(self, base: _Base, made: int) -> Values:
        changes = {
            quantity: value
            for group, (_, after) in base.inputs.items()
            if made >> group & 1
            for quantity, value in after.items()
        }
        return run(base.graph, changes, base.scenario, program=base.program).values

    def _again(self, base: _Base, group: int) -> Again:
        if group not in base.agains:
            base.agains[group] = Again(base.graph, base.inputs[group][0], self._needs(base.graph))
        return base.agains[group]

    def _flipped(self, base: _Base, values: Values, group: int, is_made: bool) -> Values:
        return self._again(base, group).run(values, base.inputs[group][is_made])

    def _may_be_switched(self, group: int) -> bool:
        """Whether an edit comes to the same when an input of the plan makes it."""
        if not self._mixture.is_switchable(group):
            return False
        graph = self._mixture.plan((), (group,)).graph
        if graph is None:
            return False
        switch = graph.by_name[switch_name(group)]
        return all(
            _are_same(self._figures(graph, {switch: float(is_made)}), self._figures(self._graph(is_made << group)))
            for is_made in (0, 1)
        )

    def _figures(self, graph: Graph, changes: dict[int, InputValue] | None = None) -> tuple[float, ...]:
        scenario = find_scenario(graph, self._scenario or "base")
        if isinstance(scenario, Diagnostic):
            raise _NoPlanError(scenario.message)
        return self._measure(graph, run(graph, changes, scenario).values)

    def _graph(self, made: int) -> Graph:
        plan = self._mixture.plan([group for group in range(self._count) if made >> group & 1], self._switched)
        graph = plan.graph
        if graph is None:
            raise _NoPlanError(_reason(plan))
        return graph


def _reason(plan: Plan) -> str:
    return next((fault.message for fault in plan.check(is_static=True) if fault.is_error), "no plan is left")


def _are_same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(
        (math.isnan(first) and math.isnan(second)) or math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-6)
        for first, second in zip(one, other, strict=True)
    )


def _changed_inputs(before: Graph, after: Graph) -> dict[str, tuple[InputValue, InputValue]] | None:
    """The inputs whose values are others, by name, earlier and later; None where more than that is another."""
    if len(before.quantities) != len(after.quantities) or before.steps != after.steps:
        return None
    changes = {}
    for old, new in zip(before.quantities, after.quantities, strict=True):
        if (old.name, old.axis, old.type, old.formula) != (new.name, new.axis, new.type, new.formula):
            return None
        if old.input is None or new.input is None or old.input.value == new.input.value:
            continue
        if isinstance(old.input.value, tuple) and len(old.input.value) != len(new.input.value):  # type: ignore[arg-type]
            return None
        changes[old.name] = old.input.value, new.input.value
    return changes


def _inputs_here(
    graph: Graph, changes: dict[str, tuple[InputValue, InputValue]]
) -> tuple[dict[int, InputValue], dict[int, InputValue]]:
    """The same inputs in another graph; what is not there any more has no effect in it."""
    here = {graph.by_name[name]: values for name, values in changes.items() if name in graph.by_name}
    return {number: old for number, (old, _) in here.items()}, {number: new for number, (_, new) in here.items()}
