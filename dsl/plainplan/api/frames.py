"""Results as pandas frames, when pandas is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

    from plainplan.api.outcome import Run


def make_frame(run: Run) -> pandas.DataFrame:
    """A row a step, indexed by its last day; a column a named series."""
    import pandas

    columns = {quantity.name: run.numbers(quantity.id) for quantity in run.named_series()}
    return pandas.DataFrame(columns, index=pandas.DatetimeIndex(run.dates, name="date"))
