"""Charts of reports as Excel's own, over the cells of the series: a client who changes an input sees them move."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Any

from plainplan.dimensions import MONTHS_IN_YEAR
from plainplan.graph.nodes import ChartLine, ChartView, Quantity
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import FIRST_COLUMN
from plainplan.workbook.numbers import A_RATIO_TO_NOTHING, PER_CENT
from plainplan.workbook.styles import FAIL_RED, GREY, HEAD_FILL, RULE

# First row and column and last row and column of some cells, with the name of their sheet before them.
Cells = list[object]

COLOURS = (HEAD_FILL, "#C55A11", "#2E8B8B", "#7B4B94", "#BF9000", "#4C8C2B", "#2E75B6", "#8C564B")
# So many points can be told apart, and so many labels be read below them.
MOST_MARKED, MOST_LABELS = 24, 12
# So far apart must amounts be that the figures of an axis are whole 億, or whole 萬.
COUNTED = ((2e9, "hundred_millions"), (1e6, "ten_thousands"))
# A longer axis has its labels whole years apart. LibreOffice spaces them as it likes, so each says its month.
MOST_MONTHS = 36
DAY_ZERO = date(1899, 12, 30)


def make_chart(book: Any, draft: Draft, chart: ChartView, title: Cells, labels: list[Cells]) -> Any:
    """A line chart; its title and the labels of its lines are read from cells, so that no text is ever a formula."""
    # XlsxWriter ships no types, neither for its books nor for its charts.
    drawn = book.add_line_chart()
    lines = chart.lines
    count = len(draft.column(draft.graph.quantities[lines[0].quantity]))
    colours = iter(COLOURS * ceil(len(lines) / len(COLOURS)))
    for line, label in zip(lines, labels, strict=True):
        look: dict[str, object] = {"width": 2.25, "color": FAIL_RED, "dash_type": "dash"}
        if not line.is_constant:
            look = {"width": 2.25, "color": next(colours)}
        series: dict[str, object] = {
            "name": label,
            "categories": _keys(draft, chart),
            "values": _cells_of(draft, line.quantity),
            "line": look,
        }
        if count <= MOST_MARKED and not line.is_constant:
            series["marker"] = {
                "type": "circle",
                "size": 5,
                "fill": {"color": look["color"]},
                "border": {"color": look["color"]},
            }
        drawn.add_series(series)
    font = {"name": draft.styles.font, "size": 9}
    drawn.set_title({"name": title, "name_font": {**font, "size": 13, "color": HEAD_FILL}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": font})
    drawn.set_x_axis(
        {
            "text_axis": True,
            "num_format": _step_format(draft) if chart.keys is None else key_format(draft, chart.keys),
            "num_font": font,
            "label_position": "low",
            "line": {"color": RULE},
            **_spacing(draft, chart, count),
        }
    )
    drawn.set_y_axis(
        {
            "name": _unit(draft, lines),
            "name_font": {**font, "bold": False, "color": GREY},
            "num_format": _axis_format(draft, lines),
            "num_font": font,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
            **_counted(draft, lines),
        }
    )
    drawn.set_chartarea({"border": {"color": RULE}})
    # What a reader has folded away is drawn all the same.
    drawn.show_hidden_data()
    # Where a cell holds no number the line goes on to the next; LibreOffice takes `gap` for zeros.
    drawn.show_blanks_as("span")
    return drawn


def _cells_of(draft: Draft, quantity: int) -> Cells:
    place = draft.layout.places[quantity]
    return [draft.layout.sheet_names[place.sheet], *draft.layout.corners(quantity)]


def _keys(draft: Draft, chart: ChartView) -> Cells:
    """What stands below the axis: the heads of the steps, or the first column of a table."""
    if chart.keys is not None:
        return _cells_of(draft, chart.keys)
    sheet = draft.layout.places[chart.lines[0].quantity].sheet
    row = draft.layout.head_row(sheet) + 1
    return [draft.layout.sheet_names[sheet], row, FIRST_COLUMN, row, draft.layout.last_column]


def key_format(draft: Draft, keys: int) -> str:
    """How the first column of a table reads; first days of months are months."""
    quantity = draft.graph.quantities[keys]
    if quantity.type.kind == "date" and all(_day(value).day == 1 for value in draft.column(quantity)):
        return "yyyy-mm"
    found = draft.input_format_of(quantity) if quantity.input is not None else draft.format_of(quantity)
    return found.replace("_)", "")


def _day(value: float | str) -> date:
    return DAY_ZERO + timedelta(float(value))


def _step_format(draft: Draft) -> str:
    graph = draft.graph
    ends_in_december = _day(draft.value(graph.named_day, 0)).month == MONTHS_IN_YEAR
    if graph.step_months == MONTHS_IN_YEAR and ends_in_december:
        return "yyyy"
    if not graph.step_months:
        return "yyyy-mm-dd"
    return "yyyy-mm"


def _spacing(draft: Draft, chart: ChartView, count: int) -> dict[str, object]:
    """Every how many points a label stands: on a long axis of months, a whole number of years."""
    months = draft.graph.step_months if chart.keys is None else 0
    a_year = MONTHS_IN_YEAR // months if months and count > MOST_MONTHS else 1
    unit = ceil(count / MOST_LABELS / a_year) * a_year
    return {"interval_unit": unit, "interval_tick": unit}


def _unit(draft: Draft, lines: tuple[ChartLine, ...]) -> str:
    """The unit of the axis; percentages say theirs beside each figure."""
    quantities = [draft.graph.quantities[line.quantity] for line in lines]
    if any(_is_percentage(draft, quantity) for quantity in quantities):
        return ""
    return draft.unit_of(quantities[0])


def _is_percentage(draft: Draft, quantity: Quantity) -> bool:
    return draft.format_of(quantity) == PER_CENT


def _counted(draft: Draft, lines: tuple[ChartLine, ...]) -> dict[str, object]:
    """Chinese readers count money in 萬 and 億, and Excel says so beside the axis; LibreOffice shows whole amounts."""
    type_ = draft.graph.quantities[lines[0].quantity].type
    if not draft.wording.is_chinese or not (type_.is_money or type_.is_money_flow):
        return {}
    values = _figures(draft, lines)
    apart = max(values, default=0.0) - min(values, default=0.0)
    unit = next((unit for least, unit in COUNTED if apart >= least), None)
    return {} if unit is None else {"display_units": unit, "display_units_visible": True}


def _figures(draft: Draft, lines: tuple[ChartLine, ...]) -> list[float]:
    columns = (draft.column(draft.graph.quantities[line.quantity]) for line in lines)
    values = (value for column in columns for value in column if isinstance(value, float))
    return [value for value in values if abs(value) < A_RATIO_TO_NOTHING]


def _axis_format(draft: Draft, lines: tuple[ChartLine, ...]) -> str:
    """As many decimals as tell the figures of the axis apart."""
    quantities = [draft.graph.quantities[line.quantity] for line in lines]
    largest = max(map(abs, _figures(draft, lines)), default=0.0)
    if any(_is_percentage(draft, quantity) for quantity in quantities):
        return "0%" if largest >= 0.2 else "0.0%" if largest >= 0.02 else "0.00%"
    return "#,##0" if largest >= 20 else "#,##0.0" if largest >= 2 else "#,##0.00"
