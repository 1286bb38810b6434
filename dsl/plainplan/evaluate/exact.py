"""How exact a run is: the plan once more in 50 digits, and where the floats leave it."""

from __future__ import annotations

import math
from decimal import Decimal

from plainplan.evaluate.compile import Arithmetic, Program
from plainplan.evaluate.precise import Precise
from plainplan.evaluate.precise_builtins import precise_operations, precise_scalar
from plainplan.evaluate.result import Result
from plainplan.evaluate.run import run
from plainplan.graph.nodes import Aggregate, At, Binary, Call, Constant, Formula, Graph, Lag, Reference, Window
from plainplan.graph.operands import walk
from plainplan.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A float has 16 digits; a long plan may lose four of them.
LIMIT = 1e-12
# From here on it is asked why: a figure in which digits cancelled says nothing about how exact a run is.
EXAMINED = 1e-13
# What is left in 50 digits where two sums are equal.
NOTHING = 1e-25
# These give one of their arguments, or a multiple of it.
NEVER_CANCELLING = frozenset(("abs", "max", "min", "sqrt", "valid", "index", "lookup", "xlookup"))


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a quantity is off in a step (None for a constant): the float, the exact value, and the relative error.

    `reason` says why it is beyond the limit: `nothing`, where equal amounts are taken from each other and the float
    keeps the last digit of them; `cancels`, where nearly equal ones are; `rests_on`, where it reads one of these, the
    `cause`; `unknown` else. It is empty within the limit.
    """

    quantity: int
    step: int | None
    found: float
    exact: float
    error: float
    reason: str = ""
    cause: int | None = None


@dataclass(frozen=True, slots=True)
class Exactness:
    """How exact a run is: how many values were compared, the worst within the limit of those in which no digits
    cancelled, and for each quantity that is beyond it its worst."""

    compared: int
    worst: Deviation | None
    beyond: tuple[Deviation, ...]


def exact_program(graph: Graph) -> Program:
    """A graph that runs in numbers of 50 digits."""
    return Program(graph, Arithmetic(precise_operations(), precise_scalar, _as_written))


def measure_exactness(result: Result) -> Exactness:
    """The same plan, with the same inputs, in numbers of 50 digits, held against a run."""
    graph = result.graph
    changes = {number: value for number, value in result.inputs.items() if graph.quantities[number].input is not None}
    return _Comparison(result, run(graph, changes, program=exact_program(graph))).measure()


def _as_written(value: float) -> Any:
    # Any: NaN stays what it is. 15 digits are what people write: 0.1 + 0.2 was meant to be 0.3.
    return Precise(f"{value:.15g}") if value - value == 0.0 else value


class _Comparison:
    def __init__(self, result: Result, exact: Result) -> None:
        self._result = result
        self._exact = exact
        self._graph = result.graph
        # By quantity, the worst of those that are examined.
        self._examined: dict[int, Deviation] = {}

    def measure(self) -> Exactness:
        """What is within the limit and what is not."""
        compared = 0
        exactest: list[Deviation] = []
        for number in self._graph.order:
            pairs = self._pairs(number)
            compared += len(pairs)
            if pairs:
                step, found, exact = max(pairs, key=lambda pair: _relative(*pair[1:]))
                deviation = Deviation(number, step, found, float(exact), _relative(found, exact))
                if deviation.error > EXAMINED:
                    self._examined[number] = deviation
                else:
                    exactest.append(deviation)
        examined = [self._explained(deviation) for deviation in self._examined.values()]
        within = [deviation for deviation in examined if deviation.error <= LIMIT]
        sound = [replace(deviation, reason="") for deviation in within if deviation.reason == "unknown"]
        return Exactness(
            compared,
            max((*sound, *exactest), key=lambda deviation: deviation.error, default=None),
            tuple(deviation for deviation in examined if deviation.error > LIMIT),
        )

    def _pairs(self, number: int) -> list[tuple[int | None, float, Any]]:
        """The values of a quantity in both runs that are numbers in both, with their steps."""
        found, exact = self._result.values[number], self._exact.values[number]
        pairs: list[tuple[int | None, Any, Any]] = [(None, found, exact)]
        if isinstance(found, list):
            pairs = [(step, *both) for step, both in enumerate(zip(found, exact, strict=True), 1)]
        return [pair for pair in pairs if not isinstance(pair[1], str) and pair[1] == pair[1] and pair[2] == pair[2]]

    def _explained(self, deviation: Deviation) -> Deviation:
        quantity = self._graph.quantities[deviation.quantity]
        assert quantity.formula is not None
        nodes = list(walk(quantity.formula))
        reads = [read for node in nodes for read in _read_by(node)]
        constants = [abs(node.value) for node in nodes if isinstance(node, Constant)]
        size = max([*constants, *map(self._size, reads)], default=0.0)
        limit = LIMIT if deviation.error > LIMIT else EXAMINED
        is_small = abs(deviation.found - deviation.exact) <= limit * size
        if is_small and abs(deviation.exact) <= NOTHING * size:
            return replace(deviation, reason="nothing")
        if is_small and any(map(_subtracts, nodes)):
            return replace(deviation, reason="cancels")
        # A condition that comes out otherwise is another plan, whatever it rests on.
        causes = () if quantity.type.kind == "boolean" else reads
        known = ((read, self._examined.get(read)) for read in causes)
        cause = next((read for read, found in known if found is not None and found.error > limit), None)
        return replace(deviation, reason="unknown" if cause is None else "rests_on", cause=cause)

    def _size(self, number: int) -> float:
        """The greatest value of a quantity."""
        values = self._result.values[number]
        numbers = values if isinstance(values, list) else [values]
        return max((abs(value) for value in numbers if not isinstance(value, str) and value == value), default=0.0)


def _read_by(node: Formula) -> tuple[int, ...]:
    return (node.quantity,) if isinstance(node, Reference | Lag | At | Aggregate | Window) else ()


def _subtracts(node: Formula) -> bool:
    """Whether digits may cancel in a node; within most built-ins they may, as in what is left of a loan."""
    if isinstance(node, Call):
        return node.function not in NEVER_CANCELLING
    return (isinstance(node, Binary) and node.operator in "+-") or isinstance(node, Aggregate | Window)


def _relative(found: float, exact: Any) -> float:
    """|found − exact| ÷ |exact|; where the exact value is 0, all that is not 0 is endlessly far off."""
    if found == exact:
        return 0.0
    if not exact:
        return math.inf
    # The float as it is, not as it is written. What is a flag in both runs is a float in both.
    expected = exact.decimal if exact.__class__ is Precise else Decimal(exact)
    return abs(float((Decimal(found) - expected) / expected))
