"""Results as pandas frames, when pandas is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

    from plainplan.api.outcome import Run
    from plainplan.api.tables import TableView


def make_frame(run: Run) -> pandas.DataFrame:
    """A row a step, indexed by its last day; a column a named series."""
    import pandas

    columns = {quantity.name: run.numbers(quantity.id) for quantity in run.named_series()}
    return pandas.DataFrame(columns, index=pandas.DatetimeIndex(run.dates, name="date"))


def make_table_frame(run: Run, view: TableView) -> pandas.DataFrame:
    """A row a row of a table or a cell of a grid; dates as dates."""
    import pandas

    from plainplan.api.outcome import serial_date
    from plainplan.api.tables import values_along

    columns = {}
    for quantity in view.columns:
        values = values_along(run, view, quantity)
        if quantity.type.kind == "date":
            days = [None if isinstance(value, str) or value != value else serial_date(value) for value in values]
            columns[view.short_name(quantity)] = pandas.to_datetime(pandas.Series(days, dtype=object))
        else:
            columns[view.short_name(quantity)] = pandas.Series(values)
    return pandas.DataFrame(columns)
