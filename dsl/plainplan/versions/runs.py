"""Runs of the mixtures of two versions: those that differ in inputs alone share a graph, and each run what it has in
common with the one before."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence

from plainplan.api import Plan
from plainplan.api.changes import find_scenario
from plainplan.diagnostics import Diagnostic
from plainplan.evaluate import Program, run
from plainplan.evaluate.again import Again
from plainplan.graph.needed import only_needed
from plainplan.graph.nodes import Graph, InputValue
from plainplan.records import dataclass, field
from plainplan.versions.budget import MOST
from plainplan.versions.mixture import Mixture
from plainplan.versions.switches import switch_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.evaluate.compile import Values

# Up to so many groups, each is tried as a change of inputs by itself.
MOST_ALONE = 16
# So many graphs are kept at a time.
MOST_KEPT = 64

Figures = tuple[float, ...]
# The figures of a run that are looked at, from its graph and values; NaN for what is not there.
Measure = Callable[[Graph, "Values"], Figures]
# The quantities of a graph that the figures are read from.
Needs = Callable[[Graph], Sequence[int]]
# The inputs that a group changes, by name: as they were, and as they became.
Changed = dict[str, tuple[InputValue, InputValue]]


class NoPlanError(Exception):
    """A mixture that is no plan: which groups were made, and why it is none."""

    def __init__(self, made: int, reason: str) -> None:
        super().__init__(reason)
        self.made = made


class TooManyError(Exception):
    """The mixtures are too many to run each of them."""


class OtherwiseError(Exception):
    """An input does not make the edits of a group in every mixture."""

    def __init__(self, group: int) -> None:
        super().__init__()
        self.group = group


@dataclass(slots=True)
class _Base:
    """A plan in which the groups that change its structure were made or not: one graph for all that the others do."""

    graph: Graph
    scenario: int
    program: Program
    # For each group that an input makes, its inputs as they were, and as they became.
    inputs: dict[int, tuple[dict[int, InputValue], dict[int, InputValue]]]
    agains: dict[int, Again] = field(default_factory=dict)


class Runs:
    """The figures of mixtures. Groups whose numbers are in `structural` are made by no input."""

    def __init__(
        self, mixture: Mixture, scenario: str | None, needs: Needs, measure: Measure, structural: Collection[int]
    ) -> None:
        self._mixture = mixture
        self._budget = mixture.budget
        self._scenario = scenario
        self._needs = needs
        self._measure = measure
        self._count = len(mixture.groups)
        self._bases: dict[int, _Base] = {}
        self._switching: list[int] = []
        self._changed: dict[int, Changed] = {}
        free = [group for group in range(self._count) if group not in structural]
        self._changed |= self._value_changes([group for group in free if mixture.says_values_only(group)])
        self._switching = self._switchable([group for group in free if group not in self._changed])
        self._changed |= {group: {switch_name(group): (0.0, 1.0)} for group in self._switching}
        self._structural = [group for group in range(self._count) if group not in self._changed]

    def check_alone(self) -> None:
        """Holds what an input makes of each edit against a plan in which it was made. Raises `OtherwiseError`."""
        for group in self._switching:
            plan = self._mixture.plan((group,))
            if plan.graph is None:
                raise NoPlanError(1 << group, _reason(plan))
            *_, found = self.along([group])
            if not all(map(is_same, found, self._figures_of(plan.graph))):
                raise OtherwiseError(group)

    def figures_of_plan(self, plan: Plan) -> Figures:
        """The figures of a plan, by a run of its own."""
        assert plan.graph is not None
        return self._figures_of(plan.graph)

    def _figures_of(self, graph: Graph) -> Figures:
        scenario = self._scenario_of(graph)
        return self._measure(graph, run(only_needed(graph, self._needs(graph)), None, scenario).values)

    def all_figures(self) -> dict[int, Figures]:
        """The figures of every mixture, by the groups that were made as bits. Raises `TooManyError`."""
        found: dict[int, Figures] = {}
        spent = self._budget.spent
        for choice in range(1 << len(self._structural)):
            made = sum(1 << group for place, group in enumerate(self._structural) if choice >> place & 1)
            base = self._base(made)
            values = self._start(base, 0)
            found[made] = self._measure(base.graph, values)
            # The group with the least to compute anew is made and unmade most often.
            order = sorted(base.inputs, key=lambda group: self._again(base, group).size)
            for number in range(1, 1 << len(order)):
                # The order of F. Gray: each mixture differs from the one before in one group.
                group = order[(number & -number).bit_length() - 1]
                made ^= 1 << group
                values = self._run_again(base, group, values, made)
                found[made] = self._measure(base.graph, values)
            # Its graph is not asked for again.
            self._bases.clear()
            # The other graphs take as much.
            if choice == 0 and (self._budget.spent - spent) << len(self._structural) > MOST - spent:
                raise TooManyError
        return found

    def along(self, order: Sequence[int]) -> Iterator[Figures]:
        """The figures before any group was made, and after each."""
        made = 0
        base = self._base(0)
        values = self._start(base, 0)
        yield self._measure(base.graph, values)
        for group in order:
            made |= 1 << group
            if group in self._changed:
                values = self._run_again(base, group, values, made)
            else:
                base = self._base(made & sum(1 << number for number in self._structural))
                values = self._start(base, made)
            yield self._measure(base.graph, values)

    def _value_changes(self, groups: Collection[int]) -> dict[int, Changed]:
        """What the groups change that change inputs alone."""
        if not groups:
            return {}
        plain = self._graph(0)
        if len(groups) > MOST_ALONE:
            return self._values_of_many(plain, [group for group in groups if self._mixture.says_other_numbers(group)])
        found = {group: _changed_inputs(plain, self._graph(1 << group)) for group in groups}
        return {group: changed for group, changed in found.items() if changed is not None}

    def _values_of_many(self, plain: Graph, groups: Sequence[int]) -> dict[int, Changed]:
        """What each of many groups changes, found in few graphs.

        At each bit of a group's place it is made in one graph or in another: where an input changes says whose it is.
        """
        if not groups:
            return {}
        changed = _changed_inputs(plain, self._graph(sum(1 << group for group in groups)))
        if len(groups) == 1:
            return {} if changed is None else {groups[0]: changed}
        if changed is not None:
            found: dict[int, Changed] = {group: {} for group in groups}
            places = dict.fromkeys(changed, 0)
            for bit in range((len(groups) - 1).bit_length()):
                halves = []
                for side in (0, 1):
                    made = (group for place, group in enumerate(groups) if place >> bit & 1 == side)
                    halves.append(_changed_inputs(plain, self._graph(sum(1 << group for group in made))))
                unset, is_set = halves
                if unset is None or is_set is None or unset.keys() & is_set.keys() or {**unset, **is_set} != changed:
                    break
                for name in is_set:
                    places[name] |= 1 << bit
            else:
                if all(place < len(groups) for place in places.values()):
                    for name, place in places.items():
                        found[groups[place]][name] = changed[name]
                    return found
        middle = len(groups) // 2
        return self._values_of_many(plain, groups[:middle]) | self._values_of_many(plain, groups[middle:])

    def _switchable(self, groups: Collection[int]) -> list[int]:
        """The groups that inputs of one plan can make, all of them at once."""
        found = [group for group in groups if self._mixture.is_switchable(group)]
        if found and self._mixture.plan((), found).graph is None:
            found = [group for group in found if self._mixture.plan((), (group,)).graph is not None]
        return found

    def _base(self, structure: int) -> _Base:
        if structure not in self._bases:
            if len(self._bases) == MOST_KEPT:
                self._bases.clear()
            graph = self._graph(structure)
            for group, changed in self._changed.items():
                if not changed.keys() <= graph.by_name.keys():
                    raise OtherwiseError(group)
            inputs = {
                group: (
                    {graph.by_name[name]: old for name, (old, _) in changed.items()},
                    {graph.by_name[name]: new for name, (_, new) in changed.items()},
                )
                for group, changed in self._changed.items()
            }
            program = Program(only_needed(graph, self._needs(graph)))
            self._bases[structure] = _Base(graph, self._scenario_of(graph), program, inputs)
        return self._bases[structure]

    def _start(self, base: _Base, made: int) -> Values:
        changes = {
            quantity: value
            for group, (_, after) in base.inputs.items()
            if made >> group & 1
            for quantity, value in after.items()
        }
        self._budget.run(len(base.program.graph.quantities), base.graph.steps)
        return run(base.program.graph, changes, base.scenario, program=base.program).values

    def _run_again(self, base: _Base, group: int, values: Values, made: int) -> Values:
        """The values after a group was made, or unmade, in a mixture whose values are known."""
        again = self._again(base, group)
        self._budget.run(again.size, base.graph.steps)
        return again.run(values, base.inputs[group][made >> group & 1])

    def _again(self, base: _Base, group: int) -> Again:
        if group not in base.agains:
            base.agains[group] = Again(base.graph, base.inputs[group][0], self._needs(base.graph))
        return base.agains[group]

    def _scenario_of(self, graph: Graph) -> int:
        found = find_scenario(graph, self._scenario or "base")
        # Both versions have the scenario, and so has every mixture.
        assert not isinstance(found, Diagnostic)
        return found

    def _graph(self, made: int) -> Graph:
        plan = self._mixture.plan([group for group in range(self._count) if made >> group & 1], self._switching)
        if plan.graph is None:
            raise NoPlanError(made, _reason(plan))
        return plan.graph


def is_same(one: float, other: float) -> bool:
    """Whether a figure is as near as two ways of computing it leave it."""
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _reason(plan: Plan) -> str:
    return next((fault.message for fault in plan.check(is_static=True) if fault.is_error), "no plan is left")


def _changed_inputs(before: Graph, after: Graph) -> Changed | None:
    """The inputs whose values are others, by name, earlier and later; None where more than that is another."""
    if len(before.quantities) != len(after.quantities) or before.steps != after.steps:
        return None
    changed: Changed = {}
    for old, new in zip(before.quantities, after.quantities, strict=True):
        if (old.name, old.axis, old.type, old.formula) != (new.name, new.axis, new.type, new.formula):
            return None
        if old.input is None or new.input is None or old.input.value == new.input.value:
            continue
        values = old.input.value, new.input.value
        if len({len(value) if isinstance(value, tuple) else None for value in values}) > 1:
            return None
        changed[old.name] = values
    return changed
