"""How a figure moves with the inputs it rests on: over their ranges, and for a small change."""

from __future__ import annotations

import math

from plainplan.api.changes import shown_name
from plainplan.api.outcome import Run
from plainplan.evaluate import Program, run
from plainplan.graph.nodes import SCALAR, Formula, Graph, InputFacts, Quantity, Select, Sparse
from plainplan.graph.operands import direct_reads, operands
from plainplan.records import dataclass
from plainplan.source import Source

# Where no range is declared, an input moves by a tenth.
SHARE = 0.1
# For an elasticity it moves by so much of itself, both ways: where the error of the difference and that of the floats
# are alike.
NUDGE = 1e-5
# A figure that moves by more has jumped: another version of a rule, another year of retirement.
GREATEST = 100.0


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """An input: its value, the bounds between which it moves, the figure at them, and the elasticity.

    The elasticity is by how many per cent the figure changes when the input rises by one per cent; None where the input
    or the figure is 0, the input counts something, or the figure jumps. `is_declared`: the bounds are those of the
    plan's `range:`.
    """

    quantity: int
    name: str
    value: float
    low: float
    high: float
    at_low: float
    at_high: float
    elasticity: float | None
    is_declared: bool

    @property
    def swing(self) -> float:
        """How far apart the figure is at the bounds; endless where it has no value at one of them."""
        found = abs(self.at_high - self.at_low)
        return math.inf if math.isnan(found) else found


@dataclass(frozen=True, slots=True)
class Tornado:
    """A figure in a step (None for a constant), its value, and the inputs that move it, the strongest first.

    `still` of the inputs it rests on do not move it.
    """

    outcome: int
    step: int | None
    value: float
    inputs: tuple[Sensitivity, ...]
    still: int


def find_sensitivities(base: Run, program: Program, source: Source, outcome: int, step: int | None) -> Tornado:
    """Runs the plan anew for each input behind a figure: at both bounds, and a hair up and down.

    The figures within the rules of the library are not looked at, only those in the plan's own `source`.
    """
    graph = base.graph

    def attempt(number: int, value: float) -> float:
        found = run(graph, {**base.result.inputs, number: value}, program=program)
        return float(found.value(outcome, step))

    value = base.number(outcome, step)
    inputs = [number for number in _inputs_behind(base, outcome) if _is_movable(graph.quantities[number], source)]
    every = [_measure(base, graph.quantities[number], value, attempt) for number in inputs]
    moving = [found for found in every if found is not None and found.swing > 0.0]
    moving.sort(key=lambda found: -found.swing)
    return Tornado(outcome, step, value, tuple(moving), len(every) - len(moving))


def is_measurable(graph: Graph, outcome: int) -> bool:
    """Whether a quantity is a figure that inputs may move: a number or an amount, no list, text or date."""
    quantity = graph.quantities[outcome]
    return quantity.type.kind in ("quantity", "boolean") and quantity.axis not in graph.axes


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Attempt = Callable[[int, float], float]


def _measure(base: Run, quantity: Quantity, figure: float, attempt: Attempt) -> Sensitivity | None:
    """How a figure moves with an input; None for a number that only chooses, such as the version of a rule."""
    facts, value = quantity.input, base.number(quantity.id)
    assert facts is not None
    low, high, is_declared = _bounds(facts, value)
    at_low = figure if low == value else attempt(quantity.id, low)
    at_high = figure if high == value else attempt(quantity.id, high)
    elasticity = None
    if value and figure and not facts.is_count and quantity.type.kind == "quantity":
        up, down = (attempt(quantity.id, value * (1.0 + sign * NUDGE)) for sign in (1.0, -1.0))
        found = (up - down) / (2.0 * NUDGE * figure)
        elasticity = found if abs(found) <= GREATEST else None
        if elasticity is None and not is_declared and quantity.type.is_number and value.is_integer():
            return None
    return Sensitivity(quantity.id, shown_name(quantity), value, low, high, at_low, at_high, elasticity, is_declared)


def _bounds(facts: InputFacts, value: float) -> tuple[float, float, bool]:
    """The declared range; else a tenth down and up, of what counts something at least one, within what is possible."""
    if facts.origin == "param" and facts.low is not None and facts.high is not None:
        return facts.low, facts.high, True
    away = abs(value) * SHARE
    if facts.is_count:
        away = max(1.0, float(round(away)))
    low, high = value - away, value + away
    if facts.low is not None:
        low = max(low, facts.low)
    if facts.high is not None:
        high = min(high, facts.high)
    return low, high, False


def _inputs_behind(base: Run, outcome: int) -> list[int]:
    """The inputs that a figure rests on and that a reader may set: numbers, in the scenario in force."""
    graph = base.graph
    kept = {graph.well_known.get("scenario"), graph.well_known.get("start"), *(view.start for view in graph.windows)}
    seen = {outcome}
    waiting = [outcome]
    while waiting:
        quantity = graph.quantities[waiting.pop()]
        reads = [] if quantity.formula is None else _reads(base, quantity.formula)
        waiting += [read for read in dict.fromkeys(reads) if read not in seen]
        seen.update(reads)
    return sorted(seen - kept)


def _is_movable(quantity: Quantity, source: Source) -> bool:
    facts = quantity.input
    if facts is None or not facts.is_free or not isinstance(facts.value, float) or quantity.axis != SCALAR:
        return False
    if facts.origin == "literal" and (quantity.span is None or quantity.span.source is not source):
        return False
    # `1 year` in a formula is a unit.
    return quantity.type.kind == "quantity" and not (facts.origin == "literal" and facts.value == 1.0)


def _reads(base: Run, formula: Formula) -> list[int]:
    """What a formula reads, of what scenarios put in force only that, and no keys of small tables."""
    found: list[int] = []
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Select):
            chosen = int(base.number(node.index))
            waiting.append(node.options[chosen - 1])
        elif isinstance(node, Sparse):
            found += node.values
            waiting += operands(node)
        else:
            found += direct_reads(node)
            waiting += operands(node)
    return found
