"""Whether a claim holds for all values of a plan's params: proved, refuted by a counterexample, or undecided."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from plainplan.graph.needed import rests_on
from plainplan.graph.nodes import SCALAR, ClaimView, Graph, InputValue, Quantity
from plainplan.records import dataclass
from plainplan.symbols.argument import argue
from plainplan.symbols.budget import OutOfTimeError, within
from plainplan.symbols.design import Dimension, Point, points
from plainplan.symbols.each_row import with_row
from plainplan.symbols.expression import Formulas, is_param
from plainplan.symbols.induction import ways_for
from plainplan.symbols.notation import expression_text
from plainplan.symbols.variables import Demand, exact, input_variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.intervals import Box
    from plainplan.symbols.positivity import Lines
    from plainplan.symbols.variables import Expression

# Seconds that a proof may take.
BUDGET = 2.0
# Points that are tried before a proof is looked for, and in all when none is found.
FIRST_POINTS, ALL_POINTS = 24, 200
PROVED, REFUTED, UNDECIDED = "proved", "refuted", "undecided"

# What a search ends with that leads nowhere: it takes too long, or sympy cannot go on, which it says in many ways.
UNDECIDABLE = (OutOfTimeError, Exception)

# The claim's flag in every row, with some inputs changed: 0 only where it fails by more than figures are rounded.
Attempt = Callable[[Mapping[int, InputValue]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Setting:
    """An input, its row if it has several (counted from 0), and a value for it."""

    quantity: int
    row: int | None
    value: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a claim.

    `lines` are the steps of the proof. `counterexample` are the values for which it fails, in row `row` counted from 0.
    `provisos` are what a proof takes for granted: without it the claim has no value. `points` is how many points of the
    design were tried, in none of which it failed, when it is undecided.
    """

    verdict: str
    lines: tuple[str, ...] = ()
    counterexample: tuple[Setting, ...] = ()
    provisos: tuple[str, ...] = ()
    points: int = 0
    row: int | None = None


def prove(graph: Graph, claim: ClaimView, attempt: Attempt, budget: float = BUDGET) -> Answer:
    """The answer to a claim, within a budget of seconds (a point that is being tried is tried to its end)."""
    # Loaded before the clock runs: it takes as long as many a proof.
    import sympy  # noqa: F401

    return _Trial(graph, claim, attempt, budget).answer()


class _Trial:
    """One claim on its way to an answer."""

    def __init__(self, graph: Graph, claim: ClaimView, attempt: Attempt, budget: float) -> None:
        self._graph = graph
        self._claim = claim
        self._quantity = graph.quantities[claim.quantity]
        # What one number of a series is claimed to be may be so in each of its rows.
        self._each: Quantity | None = None
        found = with_row(graph, self._quantity) if self._quantity.axis == SCALAR else None
        if found is not None:
            self._graph, self._each = found
        self._attempt = attempt
        self._end = time.process_time() + budget
        inputs = [graph.quantities[number] for number in sorted(rests_on(graph, claim.quantity))]
        self._params = [quantity for quantity in inputs if is_param(quantity)]
        self._places = [place for quantity in self._params for place in _places(quantity)]
        self._tried = 0

    def answer(self) -> Answer:
        if not self._places:
            return self._computed()
        design = points([self._dimension(*place) for place in self._places], ALL_POINTS)
        refuted = self._try(design, FIRST_POINTS)
        if refuted is not None:
            return refuted
        proved = self._argue()
        if proved is not None:
            return proved
        return self._try(design, ALL_POINTS) or Answer(UNDECIDED, points=self._tried)

    def _computed(self) -> Answer:
        """Nothing in the claim can change: the plan as it stands is all there is."""
        flags = self._attempt({})
        if any(math.isnan(flag) for flag in flags):
            return Answer(UNDECIDED)
        failed = next((row for row, flag in enumerate(flags) if flag == 0), None)
        if failed is not None:
            return Answer(REFUTED, row=self._row(failed))
        return Answer(PROVED, ("no param is in it: it is computed",))

    def _row(self, row: int) -> int | None:
        return None if self._quantity.axis == SCALAR else row

    def _dimension(self, quantity: Quantity, row: int | None) -> Dimension:
        variable = input_variable(quantity, row)
        return Dimension(variable.low, variable.high, exact(_written(quantity, row)), variable.is_whole)

    def _try(self, design: object, most: int) -> Answer | None:
        """Tries points until one fails, so many are done, or the time is up."""
        for point in design:  # type: ignore[attr-defined]  # an iterator that goes on where it stopped
            self._tried += 1
            flags = self._attempt(self._changes(point))
            failed = next((row for row, flag in enumerate(flags) if flag == 0), None)
            if failed is not None:
                settings = tuple(
                    Setting(quantity.id, row, float(value))
                    for (quantity, row), value in zip(self._places, point, strict=True)
                )
                return Answer(REFUTED, counterexample=settings, row=self._row(failed))
            if self._tried >= most or time.process_time() > self._end:
                return None
        return None

    def _changes(self, point: Point) -> dict[int, InputValue]:
        changes: dict[int, InputValue] = {}
        for (quantity, row), value in zip(self._places, point, strict=True):
            if row is None:
                changes[quantity.id] = float(value)
            else:
                rows = changes.get(quantity.id, ())
                assert isinstance(rows, tuple)
                changes[quantity.id] = (*rows, float(value))
        return changes

    def _left(self) -> float:
        return self._end - time.process_time()

    def _argue(self) -> Answer | None:
        ways = self._ways()
        for place, way in enumerate(ways, start=1):
            formulas = Formulas(self._graph, names_conditions=True)
            try:
                # The last way takes all the time that is left; one before it, half of that.
                lines = within(self._left() / (1 if place == len(ways) else 2), partial(way, formulas))
            except UNDECIDABLE:
                continue
            if lines is not None:
                return Answer(PROVED, tuple(lines), provisos=tuple(self._provisos(formulas)))
        return None

    def _ways(self) -> list[Callable[[Formulas], Lines | None]]:
        if self._quantity.axis != SCALAR:
            return self._ways_along(self._quantity)
        return [self._argue_one, *(self._ways_along(self._each) if self._each is not None else [])]

    def _ways_along(self, quantity: Quantity) -> list[Callable[[Formulas], Lines | None]]:
        return [
            lambda formulas, way=way: way(formulas, quantity, self._claim.text)  # type: ignore[misc]  # a default
            for way in ways_for(self._graph, quantity)
        ]

    def _argue_one(self, formulas: Formulas) -> Lines | None:
        claim = formulas.condition_of(self._quantity.id)
        return argue(claim, formulas.box(), (), formulas.definitions)

    def _provisos(self, formulas: Formulas) -> list[str]:
        """What must hold for the claim to have a value, and is not certain within the ranges."""
        box = formulas.box()
        found: list[str] = []
        for demand in formulas.demands:
            text = demand_text(demand)
            if text in found:
                continue
            if not self._is_certain(demand, formulas, box):
                found.append(text)
        return found

    def _is_certain(self, demand: Demand, formulas: Formulas, box: Box) -> bool:
        def work() -> bool:
            return argue(_met(demand), box, (demand.guard,), formulas.definitions) is not None

        try:
            return within(self._left(), work)
        except UNDECIDABLE:
            return False


def _met(demand: Demand) -> Expression:
    from sympy import Ge, Gt, Ne

    return {"nonzero": Ne, "positive": Gt, "nonnegative": Ge}[demand.kind](demand.expression, 0)


def demand_text(demand: Demand) -> str:
    """What a formula takes for granted, as a condition."""
    sign = {"nonzero": "!=", "positive": ">", "nonnegative": ">="}[demand.kind]
    return f"{expression_text(demand.expression)} {sign} 0"


def _places(quantity: Quantity) -> list[tuple[Quantity, int | None]]:
    facts = quantity.input
    if facts is not None and isinstance(facts.value, tuple):
        return [(quantity, row) for row in range(len(facts.value))]
    return [(quantity, None)]


def _written(quantity: Quantity, row: int | None) -> float:
    facts = quantity.input
    assert facts is not None
    value = facts.value[row] if isinstance(facts.value, tuple) and row is not None else facts.value
    assert isinstance(value, float | int)
    return float(value)
