"""Computes a formula graph over its steps, for one path."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from plainplan.builtins.defined import Column
from plainplan.evaluate.compile import FLOATS, Arithmetic, Program, Row, StepFunction
from plainplan.evaluate.result import Result
from plainplan.graph.nodes import TIME, Graph, InputFacts, InputValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.evaluate.compile import Values

Progress = Callable[[int, int], None]


def run(
    graph: Graph,
    changes: Mapping[int, InputValue] | None = None,
    scenario: int = 1,
    progress: Progress | None = None,
    program: Program | None = None,
) -> Result:
    """The values of every quantity, with some inputs changed and a scenario in force.

    `progress` is told the steps done and the steps in all. A `program` compiled once serves many runs of its graph.
    """
    program = program or Program(graph)
    values = _inputs_in_force(graph, changes or {}, scenario)
    if program.arithmetic is not FLOATS:
        values = [_converted(value, program.arithmetic) for value in values]
    inputs: dict[int, InputValue] = {
        quantity.id: tuple(value) if isinstance(value := values[quantity.id], list) else value
        for quantity in graph.quantities
        if quantity.formula is None
    }
    steps = Steps(graph, program, values, progress)
    for level in range(len(program.levels)):
        steps.compute(level)
    return Result(graph, inputs, values)


def _inputs_in_force(graph: Graph, changes: Mapping[int, InputValue], scenario: int) -> Values:
    values: Values = [
        math.nan if quantity.input is None else _as_written(quantity.input) for quantity in graph.quantities
    ]
    if "scenario" in graph.well_known:
        values[graph.well_known["scenario"]] = float(scenario)
    for number, value in changes.items():
        if graph.quantities[number].input is None:
            raise ValueError(f"quantity {number} is no input")
        values[number] = plain_value(value)
    return values


def _as_written(facts: InputFacts) -> float | str | list[float | str]:
    if facts.origin == "data" and isinstance(facts.value, tuple):
        # The cells of a file, of which there may be many, were read as numbers and texts.
        return Column(facts.value)
    return plain_value(facts.value)


def plain_value(value: InputValue) -> float | str | list[float | str]:
    """An input as a run holds it."""
    if isinstance(value, tuple):
        return Column(member if isinstance(member, str) else float(member) for member in value)
    return value if isinstance(value, str) else float(value)


def _converted(value: Any, arithmetic: Arithmetic) -> Any:
    if isinstance(value, list):
        return Column(_converted(member, arithmetic) for member in value)
    return value if isinstance(value, str) else arithmetic.number(value)


class Steps:
    """A run in the making: the values so far, level by level."""

    def __init__(self, graph: Graph, program: Program, values: Values, progress: Progress | None = None) -> None:
        self._steps = graph.steps
        self._program = program
        self._values = values
        self._progress = progress
        self._texts = {quantity.id for quantity in graph.quantities if quantity.type.kind == "text"}
        self._done = 0
        self._axes = graph.axes
        self._total = sum(self._length(axis) for level in program.levels for axis in level.series)

    def _length(self, axis: str) -> int:
        return self._steps if axis == TIME else self._axes[axis].length

    def compute(self, number: int) -> None:
        """Computes the scalars of a level, then its series."""
        self._compute_scalars(number)
        for axis, series in self._program.levels[number].series.items():
            rows = self._rows(number, axis)
            for quantity, column in zip(series, zip(*rows, strict=True), strict=True):
                self._values[quantity] = Column(column)

    def _compute_scalars(self, number: int) -> None:
        for position, compiled in enumerate(self._program.scalar_chunks(number, is_careful=False)):
            found = compiled.call(self._values, self._column)
            if _is_infinite([value for value in found if not isinstance(value, str)]):
                careful = self._program.scalar_chunks(number, is_careful=True)[position]
                found = careful.call(self._values, self._column)
            for quantity, value in zip(compiled.chunk, found, strict=True):
                self._values[quantity] = value

    def _column(self, quantity: int) -> list[Any]:
        found = self._values[quantity]
        return found if isinstance(found, list) else [found] * self._steps

    def _rows(self, number: int, axis: str) -> list[Row]:
        series = self._program.levels[number].series[axis]
        numeric = [slot for slot, quantity in enumerate(series) if quantity not in self._texts]
        has_texts = len(numeric) < len(series)
        functions = self._bound(number, axis, is_careful=False)
        is_careful = False
        rows: list[Row] = []
        for k in range(self._length(axis)):
            row = _row(functions, k, rows)
            if not is_careful and _is_infinite([row[slot] for slot in numeric] if has_texts else row):
                # So rare that the steps which look out for it are compiled only now.
                is_careful = True
                functions = self._bound(number, axis, is_careful)
                row = _row(functions, k, rows)
            rows.append(row)
            self._report()
        return rows

    def _bound(self, number: int, axis: str, is_careful: bool) -> list[StepFunction]:
        chunks = self._program.step_chunks(number, axis, is_careful)
        return [chunk.call(self._values, self._column) for chunk in chunks]

    def _report(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _row(functions: Sequence[StepFunction], k: int, rows: Sequence[Row]) -> Row:
    if len(functions) == 1:
        return functions[0](k, rows, ())
    row: list[float | str] = []
    for function in functions:
        row += function(k, rows, row)
    return row


def _is_infinite(row: Sequence[Any]) -> bool:
    total = sum(row)
    # A finite sum has finite terms: one fast pass for almost every row.
    return total - total != 0.0 and (math.inf in row or -math.inf in row)
