"""What a run computed: a value for every quantity, a list of values for every series."""

from __future__ import annotations

import math
from datetime import date

from plainplan.builtins.dates import date_of
from plainplan.graph.nodes import Graph, InputValue
from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.evaluate.causes import Cause


@dataclass(frozen=True, slots=True)
class Result:
    """One computed path. Steps and rows are counted from 1; NaN is `undefined`.

    `inputs` are the inputs in force by id. `values` holds a float or a text for a scalar and a list of them for a
    series, by id.
    """

    graph: Graph
    inputs: dict[int, InputValue]
    # Any: a float, a text, or a list of them; the methods below say which.
    values: list[Any]

    def value(self, quantity: int, step: int | None = None) -> float | str:
        """The value of a quantity, of a series that in a step (the last one unless said)."""
        found = self.values[quantity]
        if isinstance(found, list):
            found = found[-1 if step is None else step - 1]
        return found  # type: ignore[no-any-return]  # See `values`.

    def series(self, quantity: int) -> list[float]:
        """The values of a number in every step; a scalar has the same in each."""
        found = self.values[quantity]
        values: list[float] = found if isinstance(found, list) else [found] * self.graph.steps
        return values

    def scalar(self, quantity: int) -> float:
        """The value of a number without the time axis."""
        found = self.values[quantity]
        assert isinstance(found, float)
        return found

    def by_name(self, name: str) -> float | str | list[float] | list[str]:
        """The value or the values of a quantity by its name."""
        return self.values[self.graph.by_name[name]]  # type: ignore[no-any-return]  # See `values`.

    def dates(self) -> list[date]:
        """The first day of every step."""
        return [date_of(serial) for serial in self.series(self.graph.well_known["date"])]

    def first_undefined_step(self, quantity: int) -> int | None:
        """The first step in which a quantity is undefined (1 for a scalar), None if it never is."""
        values = self.values[quantity]
        values = values if isinstance(values, list) else [values]
        return next((step for step, value in enumerate(values, 1) if _is_undefined(value)), None)

    def undefined(self) -> list[Cause]:
        """The first causes of what is undefined, earliest first; empty when every value is defined."""
        from plainplan.evaluate.causes import find_causes

        return find_causes(self)


def _is_undefined(value: float | str) -> bool:
    return isinstance(value, float) and math.isnan(value)
