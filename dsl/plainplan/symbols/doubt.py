"""Whether a claim that fails in 50 digits fails by more than what is rounded: its compared sides are too far apart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from plainplan.graph.needed import all_reads
from plainplan.graph.nodes import Call, Compare, Formula, Graph, Reference
from plainplan.graph.operands import operands, walk
from plainplan.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Sides no farther apart than this share of the greatest figure a claim rests on may be equal: fifty digits lose some
# of them over many steps. A function that is found by approximation is no nearer than its own last step.
ROUNDED, APPROXIMATED = 1e-30, 1e-9
BY_APPROXIMATION = frozenset(
    (
        "confidence.norm",
        "irr",
        "lognorm.inv",
        "norm.inv",
        "norm.s.inv",
        "norminv",
        "normsinv",
        "oddfyield",
        "rate",
        "xirr",
        "yield",
    )
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The sides of a comparison, and the quantity that holds its tolerance."""

    left: int
    right: int
    tolerance: int | None


class Doubts:
    """The comparisons of a claim, whose sides have rows of their own in `graph`."""

    def __init__(self, graph: Graph, claim: int) -> None:
        """The graph is left as it is."""
        self.graph = replace(
            graph, quantities=list(graph.quantities), order=list(graph.order), levels=list(graph.levels)
        )
        self._claim = claim
        self._pairs = [
            _Pair(self._side(owner, node.left), self._side(owner, node.right), node.tolerance)
            for owner, node in _compared(graph, claim)
        ]
        self._needed = all_reads(graph, (claim,))
        self._is_approximated = any(
            isinstance(node, Call) and node.function in BY_APPROXIMATION
            for number in self._needed
            if (formula := graph.quantities[number].formula) is not None
            for node in walk(formula)
        )

    def flags(self, values: Mapping[int, Any] | Sequence[Any]) -> list[float]:
        """The flags of the claim in a run of `graph`, 1 also where it fails but a comparison is in doubt."""
        # Any: numbers of 50 digits, floats, texts, and lists of them.
        found = values[self._claim]
        flags = [float(flag) for flag in found] if isinstance(found, list) else [float(found)]
        if 0 not in flags:
            return flags
        greatest = max((size for number in self._needed for size in _sizes(values[number])), default=0.0)
        return [
            1.0 if flag == 0 and any(self._is_in_doubt(pair, values, row, greatest) for pair in self._pairs) else flag
            for row, flag in enumerate(flags)
        ]

    def _is_in_doubt(self, pair: _Pair, values: Any, row: int, greatest: float) -> bool:
        left, right = _at(values[pair.left], row), _at(values[pair.right], row)
        if isinstance(left, str) or isinstance(right, str):
            return False
        gap = abs(float(left - right))
        if self._is_approximated:
            least = APPROXIMATED * max(abs(float(left)), abs(float(right)), 1.0)
        else:
            least = ROUNDED * greatest
        # What is asked to be above is not found to be, within the tolerance.
        tolerance = 0.0 if pair.tolerance is None else float(values[pair.tolerance])
        return 0.0 < gap <= max(least, tolerance)

    def _side(self, owner: int, side: Formula) -> int:
        if isinstance(side, Reference):
            return side.quantity
        graph, number = self.graph, len(self.graph.quantities)
        made = replace(
            graph.quantities[owner], id=number, name=f"{graph.quantities[owner].name}.side{number}", formula=side
        )
        graph.quantities.append(made)
        graph.order.append(number)
        graph.levels.append(graph.levels[owner])
        return number


def _compared(graph: Graph, claim: int) -> Iterator[tuple[int, Compare]]:
    """The comparisons of a claim, each with the flag in which it stands."""
    seen, waiting = {claim}, [claim]
    while waiting:
        owner = waiting.pop()
        formula = graph.quantities[owner].formula
        for node in () if formula is None else _flags_of(formula):
            if isinstance(node, Compare):
                yield owner, node
            elif isinstance(node, Reference) and node.quantity not in seen:
                other = graph.quantities[node.quantity]
                if other.type.kind == "boolean" and other.axis == graph.quantities[claim].axis:
                    seen.add(node.quantity)
                    waiting.append(node.quantity)


def _flags_of(formula: Formula) -> Iterator[Formula]:
    """A formula and its parts, without the sides of what is compared."""
    yield formula
    if not isinstance(formula, Compare):
        for part in operands(formula):
            yield from _flags_of(part)


def _at(value: Any, row: int) -> Any:
    return value[row] if isinstance(value, list) else value


def _sizes(value: Any) -> Iterator[float]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, str) and math.isfinite(size := abs(float(each))):
            yield size
