"""How much work it may take to say which edit did what: counted, not timed, so that every machine tells the same."""

from __future__ import annotations

# The work of one cell, a quantity in a step, is 1. A plan that is made of declarations takes so much for each of its
# quantities, and whatever is run so much besides its cells.
MAKING = 600
STARTING = 10_000
# Beyond so much no more orders are drawn: some seconds.
ENOUGH = 60_000_000
# Beyond so much nothing is told.
MOST = 200_000_000


class TooMuchWorkError(Exception):
    """The budget is spent."""


class Budget:
    """What was spent."""

    def __init__(self) -> None:
        self.spent = 0

    @property
    def is_enough(self) -> bool:
        """Whether no more should be begun."""
        return self.spent > ENOUGH

    def make(self, quantities: int) -> None:
        """Pays for a plan of so many quantities. Raises `TooMuchWorkError`."""
        self._spend(MAKING * quantities)

    def run(self, quantities: int, steps: int) -> None:
        """Pays for the run of so many quantities. Raises `TooMuchWorkError`."""
        self._spend(STARTING + quantities * steps)

    def foresee(self, work: int) -> None:
        """Raises `TooMuchWorkError` where so much more would be too much."""
        if self.spent + work > MOST:
            raise TooMuchWorkError

    def _spend(self, work: int) -> None:
        self.spent += work
        if self.spent > MOST:
            raise TooMuchWorkError
