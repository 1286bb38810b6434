"""The net worths of two versions by year, matched by year whatever their steps are, and a chart of both."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, TypeGuard

from plainplan.dimensions import MONTHS_IN_YEAR
from plainplan.records import dataclass
from plainplan.workbook.charts import COLOURS, COUNTED, DAY_ZERO, MOST_LABELS
from plainplan.workbook.comparison import Pair
from plainplan.workbook.comparison_cells import (
    AFTER,
    AFTER_ON,
    BEFORE,
    CHANGE,
    LABEL,
    RELATIVE,
    RELATIVE_FORMAT,
    SIDES,
    net_worth,
    put_heads,
)
from plainplan.workbook.draft import Draft
from plainplan.workbook.fast_writer import CellError
from plainplan.workbook.numbers import MONEY, PLAIN
from plainplan.workbook.pages import fold_columns
from plainplan.workbook.pieces import column_name
from plainplan.workbook.styles import GREY, HEAD_FILL, RULE
from plainplan.workbook.texts import put_text

SHEET = "comparison"
# Folded away: the last day of the year, the steps that each version has made by then, and what the chart draws.
YEAR_END = AFTER_ON + 1
STEPS, DRAWN = {BEFORE: YEAR_END + 1, AFTER: YEAR_END + 2}, {BEFORE: YEAR_END + 3, AFTER: YEAR_END + 4}
HELPER_WIDTH = 11.0
# Excel's own rows and columns, in pixels, and how far the frame of the chart stays from the edge of the paper.
CHART_ROWS, ROW_HEIGHT, DIGIT, PADDING, MARGIN = 17, 20, 7, 5, 6


@dataclass(frozen=True, slots=True)
class _Side:
    """A version's days and net worths, as values and as ranges of cells."""

    draft: Draft
    days: list[float]
    worths: list[float]
    day_cells: str
    worth_cells: str

    def passed(self, year: int) -> int:
        """How many steps have ended by the last day of a year."""
        last = float((date(year, MONTHS_IN_YEAR, 31) - DAY_ZERO).days)
        return sum(1 for day in self.days if day <= last)

    def worth(self, year: int) -> float | str:
        """The net worth at the end of a year, empty where no step ends in it."""
        count = self.passed(year)
        return self.worths[count - 1] if count > self.passed(year - 1) else ""


def write_years(book: Any, pair: Pair, row: int, widths: list[float]) -> tuple[list[tuple[int, int]], int]:
    """The chart and the table from a row on; gives the blocks that belong together on paper, and the row after."""
    sides = {column: _side(draft) for column, draft in zip(SIDES, pair.both, strict=True)}
    table = row + CHART_ROWS
    years = sorted({(_date(day)).year for side in sides.values() for day in (side.days[0], side.days[-1])})
    first, count = years[0], years[-1] - years[0] + 1
    # The helpers of the first year look at empty cells above them.
    page = _Table(pair, sides, table, first, count)
    page.write()
    chart = _chart(book, pair, sides, table, count)
    width = sum(int(width * DIGIT) + PADDING for width in widths) - MARGIN
    chart.set_size({"width": width, "height": CHART_ROWS * ROW_HEIGHT - 6})
    pair.after.sheets[SHEET].insert_chart(row, LABEL, chart, {"y_offset": 3, "object_position": 1})
    folded = dict.fromkeys((YEAR_END, *STEPS.values(), *DRAWN.values()), HELPER_WIDTH)
    fold_columns(pair.after.sheets[SHEET], YEAR_END, {AFTER_ON: widths[AFTER_ON]} | folded)
    return [(row, table - 1), (table, table + count + 1)], table + count + 2


def _side(draft: Draft) -> _Side:
    worth, printer = net_worth(draft), draft.printer(SHEET)
    days = draft.column(draft.graph.quantities[draft.graph.named_day])
    return _Side(
        draft,
        [float(day) for day in days],
        [float(value) for value in draft.column(worth)],
        printer.row(draft.graph.named_day),
        printer.row(worth.id),
    )


def _is_number(worth: float | str) -> TypeGuard[float]:
    """Whether a year has a net worth, and one that is defined."""
    return isinstance(worth, float) and worth == worth


def _date(day: float) -> date:
    return date.fromordinal(DAY_ZERO.toordinal() + int(day))


class _Table:
    """The table of years: its head in a row, then a row a year."""

    def __init__(self, pair: Pair, sides: dict[int, _Side], head: int, first: int, count: int) -> None:
        self._draft = pair.after
        self._sides = sides
        self._head = head
        self._years = range(first, first + count)
        self._is_comparable = net_worth(pair.before).type == net_worth(pair.after).type

    def write(self) -> None:
        word = self._draft.wording
        heads = {
            column: f"{word(key)} ({self._unit(column)})" for column, key in ((BEFORE, "before"), (AFTER, "after"))
        }
        put_heads(
            self._draft,
            SHEET,
            self._head,
            word("worth_by_year"),
            heads | {CHANGE: word("difference"), RELATIVE: word("relative")},
        )
        # What is broken into lines does not run from a folded column into the one beside it.
        small = self._draft.styles.small(align="right", text_wrap=True)
        helpers = {YEAR_END: "year_end", STEPS[BEFORE]: "steps_before", STEPS[AFTER]: "steps_after"}
        for column, key in helpers.items():
            put_text(self._draft.sheets[SHEET], self._head - 1, column, word(key), small)
        for offset, year in enumerate(self._years):
            self._write_year(self._head + 1 + offset, year)

    def _unit(self, column: int) -> str:
        draft = self._sides[column].draft
        return draft.unit_of(net_worth(draft))

    def _write_year(self, row: int, year: int) -> None:
        draft, styles = self._draft, self._draft.styles
        here = str(row + 1)
        label, end, before, after, change = (
            column_name(column) + here for column in (LABEL, YEAR_END, BEFORE, AFTER, CHANGE)
        )
        firsts = ",".join(f"YEAR({side.day_cells.partition(':')[0]})" for side in self._sides.values())
        formula = f"MIN({firsts})" if year == self._years[0] else f"{column_name(LABEL)}{row}+1"
        plain = styles(num_format="0", align="left", indent=1)
        draft.put_formula(SHEET, row, LABEL, formula, plain, float(year))
        helper = styles(num_format="yyyy-mm-dd", font_color=GREY, align="right")
        last = float((date(year, MONTHS_IN_YEAR, 31) - DAY_ZERO).days)
        draft.put_formula(SHEET, row, YEAR_END, f"DATE({label}+1,1,1)-1", helper, last)
        for column, side in self._sides.items():
            self._write_side(row, column, side, year, end)
        if not self._is_comparable:
            return
        old, new = (side.worth(year) for side in self._sides.values())
        gap: float | str = new - old if _is_number(old) and _is_number(new) else ""
        is_known = f"COUNT({before})*COUNT({after})"
        style = styles(num_format=MONEY, align="right")
        draft.put_formula(SHEET, row, CHANGE, f'IF({is_known},{after}-{before},"")', style, gap)
        share: float | str = gap / abs(old) if isinstance(gap, float) and isinstance(old, float) and old else ""
        style = styles(num_format=RELATIVE_FORMAT, align="right", font_color=GREY)
        draft.put_formula(SHEET, row, RELATIVE, f'IFERROR({change}/ABS({before}),"")', style, share)

    def _write_side(self, row: int, column: int, side: _Side, year: int, end: str) -> None:
        draft, styles = side.draft, side.draft.styles
        counted = column_name(STEPS[column])
        grey = styles(num_format=PLAIN, font_color=GREY, align="right")
        count = f'COUNTIF({side.day_cells},"<="&{end})'
        draft.put_formula(SHEET, row, STEPS[column], count, grey, float(side.passed(year)))
        # Above the first year is an empty cell, so that one formula serves the column.
        formula = f'IF({counted}{row + 1}>{counted}{row},INDEX({side.worth_cells},1,{counted}{row + 1}),"")'
        style = styles(num_format=MONEY, align="right", **draft.link_colour(True))
        worth = side.worth(year)
        draft.put_formula(SHEET, row, column, formula, style, worth)
        # A chart draws an empty text as 0, and leaves out what is not available.
        cell = f"{column_name(column)}{row + 1}"
        drawn = worth if _is_number(worth) else CellError.NOT_AVAILABLE
        grey = styles(num_format=MONEY, font_color=GREY, align="right")
        draft.put_formula(SHEET, row, DRAWN[column], f"IF(ISNUMBER({cell}),{cell},NA())", grey, drawn)


def _chart(book: Any, pair: Pair, sides: dict[int, _Side], head: int, count: int) -> Any:
    """Both versions over the years; title and names are read from cells, so that no text is ever a formula."""
    drawn, name, styles = book.add_line_chart(), pair.after.layout.sheet_names[SHEET], pair.after.styles
    # Two currencies have an axis each.
    is_apart = net_worth(pair.before).type != net_worth(pair.after).type
    for column, colour, dash in zip(SIDES, (COLOURS[1], COLOURS[0]), ("dash", "solid"), strict=True):
        drawn.add_series(
            {
                "name": [name, head, column],
                "categories": [name, head + 1, LABEL, head + count, LABEL],
                "values": [name, head + 1, DRAWN[column], head + count, DRAWN[column]],
                "line": {"width": 2.25, "color": colour, "dash_type": dash},
                "y2_axis": is_apart and column == AFTER,
            }
        )
    font = {"name": styles.font, "size": 9}
    drawn.set_title(
        {"name": [name, head, LABEL], "name_font": {**font, "size": 13, "color": HEAD_FILL}, "overlay": False}
    )
    drawn.set_legend({"position": "bottom", "font": font})
    unit = ceil(count / MOST_LABELS)
    drawn.set_x_axis(
        {
            "text_axis": True,
            "num_format": "0",
            "num_font": font,
            "label_position": "low",
            "line": {"color": RULE},
            "interval_unit": unit,
            "interval_tick": unit,
        }
    )
    for column, set_axis in ((BEFORE, drawn.set_y_axis), (AFTER, drawn.set_y2_axis)):
        shown = [sides[column]] if is_apart else list(sides.values())
        if column == BEFORE or is_apart:
            set_axis(_axis(shown, font, column == BEFORE))
    drawn.set_chartarea({"border": {"color": RULE}})
    drawn.show_hidden_data()
    drawn.show_blanks_as("span")
    return drawn


def _axis(sides: list[_Side], font: dict[str, object], has_lines: bool) -> dict[str, object]:
    """An axis of money, with its unit; Chinese readers count money in 萬 and 億."""
    draft = sides[0].draft
    worths = [worth for side in sides for worth in side.worths if worth == worth]
    apart = max(worths, default=0.0) - min(worths, default=0.0)
    counted = next((word for least, word in COUNTED if apart >= least), None) if draft.wording.is_chinese else None
    return {
        "name": draft.unit_of(net_worth(draft)),
        "name_font": {**font, "bold": False, "color": GREY},
        "num_format": "#,##0",
        "num_font": font,
        "line": {"none": True},
        "major_gridlines": {"visible": has_lines, "line": {"color": RULE, "width": 0.5}},
        **({} if counted is None else {"display_units": counted, "display_units_visible": True}),
    }
