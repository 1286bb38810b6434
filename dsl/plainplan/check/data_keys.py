"""The first column of a data file that is read by time: each row's year, quarter, month or day."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.csv_file import Cell, is_too_early, read_date, read_number
from plainplan.check.length import short_step_of
from plainplan.check.model import DataColumn
from plainplan.diagnostics import Diagnostic, Label
from plainplan.dimensions import DAYS_IN, MONTHS_IN, TIME, describe
from plainplan.source import Source, Span
from plainplan.syntax import nodes

# Who has so many cells to mend reads the first of them.
MOST_CELLS_TOLD = 20
LONGEST_TOLD = 40
YEARS = (1000, 9999)


class Keys:
    """The keys of one file; `told` counts the cells that have been reported."""

    def __init__(self, context: Context, data: nodes.Data, source: Source, rows: list[list[Cell]], told: int) -> None:
        self.context = context
        self.data = data
        self.source = source
        self.rows = rows
        self.told = told

    def check(self, period: str, key: DataColumn, columns: tuple[DataColumn, ...]) -> None:
        """Report keys that are no year or date, and rows that no step could tell apart."""
        line = next((line for line in self.data.columns if line.name.name == key.name and line.type is not None), None)
        if line is not None and key.type.kind not in ("date", "unknown") and not key.type.is_number:
            message = f"the first column tells the {period}s apart, and `{key.name}` is {describe(key.type)}"
            self.context.report("wrong-key", message, line.type.span if line.type is not None else None)
        elif period in DAYS_IN:
            self._check_days(period, any(column.type.power(TIME) < 0 for column in columns))
        else:
            self._check_periods(period, key)

    def _check_periods(self, period: str, key: DataColumn) -> None:
        """Report two rows of one period."""
        first: dict[int, Cell] = {}
        for row in self.rows:
            number = _period_number(row[0][0], period)
            if number is None and is_too_early(row[0][0]):
                # All rows above the first good one are.
                message = f"`{row[0][0]}` is before 1900-03-01, where calendars of workbooks begin"
                self._report_key("date-too-early", message, row[0], None)
                return
            if number is None:
                wanted = "a year or a date" if period == "year" else "a date"
                self._report_key(
                    "wrong-key", f"`{shortened(row[0][0])}` is not {wanted}, and rows are by {period}", row[0], None
                )
            elif number in first:
                message = f"`{row[0][0]}` and `{first[number][0]}` lie in one {period}"
                self._report_key("duplicate-key", message, row[0], first[number])
            else:
                first[number] = row[0]
        if self.told == 0 and key.type.kind == "text":
            message = f"the first column of `{self.data.path.value}` holds years and dates, and one of them is needed"
            self.context.report("wrong-key", message, self.data.path.span)

    def _check_days(self, period: str, is_flow: bool) -> None:
        """Report rows that are not in the order of their dates, and two rates or flows of one step."""
        before: tuple[float, int | None, Cell] | None = None
        for row in self.rows:
            cell, serial = row[0], read_date(row[0][0])
            if serial is None:
                message = f"`{shortened(cell[0])}` is not a date, and rows are by {period}"
                self._report_key("wrong-key", message, cell, None)
                continue
            step = short_step_of(self.context.model.facts, serial) if is_flow else None
            if before is not None:
                pair = f"`{cell[0]}` and `{before[2][0]}`"
                if serial < before[0]:
                    message = f"`{cell[0]}` stands below `{before[2][0]}`, and time runs downwards"
                    self._report_key("keys-not-ascending", message, cell, before[2])
                elif serial == before[0]:
                    self._report_key("duplicate-key", f"{pair} are one day", cell, before[2])
                elif step is not None and step == before[1]:
                    message = f"{pair} lie in one step of the plan, of which a rate or a flow is told once"
                    self._report_key("duplicate-key", message, cell, before[2])
            before = serial, step, cell

    def _report_key(self, code: str, message: str, cell: Cell, first: Cell | None) -> None:
        self.told += 1
        if self.told <= MOST_CELLS_TOLD:
            labels = () if first is None else (Label(Span(self.source, first[1], first[2]), "the first of them"),)
            self.context.diagnostics.append(
                Diagnostic(code, message, Span(self.source, cell[1], cell[2]), labels=labels)
            )


def _period_number(text: str, period: str) -> int | None:
    """The number of the year, quarter or month in which a key lies, counted from the year 0."""
    serial = read_date(text)
    if serial is not None:
        from plainplan.builtins.dates import date_of

        day = date_of(serial)
        return (day.year * 12 + day.month - 1) // MONTHS_IN[period]
    year = read_number(text) if period == "year" and "," not in text else None
    return int(year) if year is not None and year == int(year) and YEARS[0] <= year <= YEARS[1] else None


def shortened(text: str) -> str:
    """A cell as a message quotes it."""
    return text if len(text) <= LONGEST_TOLD else text[:LONGEST_TOLD] + "…"
