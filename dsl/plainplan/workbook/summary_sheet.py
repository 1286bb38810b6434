"""The summary: the goals of a plan, and what its reports ask for as charts and figures, to be handed over on paper."""

from __future__ import annotations

from typing import Any

from plainplan.graph.nodes import SCALAR, ChartLine, ChartView, Reference
from plainplan.workbook.charts import key_format, make_chart
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import DATE, PLAIN
from plainplan.workbook.pages import fit_pages
from plainplan.workbook.series_sheets import amount_width
from plainplan.workbook.styles import RULE
from plainplan.workbook.summary_goals import goals_of, put_goals
from plainplan.workbook.texts import put_text, text_width

SHEET = "summary"
LABEL, UNIT, FIRST, LAST, LOWEST, HIGHEST = range(6)
LABEL_WIDTHS, UNIT_WIDTH, FIGURE_WIDTH = (22.0, 40.0), 9.0, 12.5
FIRST_ROW, CHART_ROWS = 3, 17
# Excel's own rows and columns, in pixels.
ROW_HEIGHT, DIGIT, PADDING = 20, 7, 5
# Charts stand one below the other: a page that is higher than wide holds more of them.
SMALLEST_UPRIGHT = 60
# The rows of `show`, see the graph.
SHOWN = "shown"


def has_summary(draft: Draft) -> bool:
    """Whether there are goals, or a report shows a figure or a chart."""
    return bool(draft.graph.charts or goals_of(draft) or _shown(draft))


def write_summary_sheet(book: Any, draft: Draft) -> None:
    """Figures first, then each chart with the ends of its lines below it; no page ends within a chart."""
    sheet = draft.begin_sheet(SHEET)
    sheet.hide_gridlines(2)
    widths = _widths(draft)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    row, blocks = _put_scenario(draft, FIRST_ROW), []
    goals = goals_of(draft)
    if goals is not None:
        blocks.append((row, row + len(goals.lines)))
        row = put_goals(draft, row, goals)
    shown = _shown(draft)
    if shown:
        blocks.append((row, row + len(shown)))
        row = _put_table(draft, row, draft.wording("shown"), None, shown)
    for chart in draft.graph.charts:
        below = row + CHART_ROWS
        name = draft.layout.sheet_names[SHEET]
        labels = [[name, below + 1 + position, LABEL] for position in range(len(chart.lines))]
        drawn = make_chart(book, draft, chart, [name, below, LABEL], labels)
        width = sum(int(width * DIGIT) + PADDING for width in widths)
        drawn.set_size({"width": width, "height": CHART_ROWS * ROW_HEIGHT - 6})
        sheet.insert_chart(row, LABEL, drawn, {"y_offset": 3})
        blocks.append((row, below + len(chart.lines)))
        row = _put_table(draft, below, chart.title, chart, list(chart.lines))
    # Data that are not there yet are no alarm.
    errors = {"type": "errors", "format": draft.styles.lamp(RULE)}
    sheet.conditional_format(FIRST_ROW, FIRST, row - 2, HIGHEST, errors)
    sheet.print_area(0, 0, row - 2, HIGHEST)
    sheet.center_horizontally()
    fit_pages(sheet, widths, blocks, SMALLEST_UPRIGHT)


def _shown(draft: Draft) -> list[ChartLine]:
    return [
        ChartLine(quantity.label, quantity.id)
        for quantity in draft.graph.quantities
        if quantity.block == SHOWN and not quantity.is_helper
    ]


def _put_scenario(draft: Draft, row: int) -> int:
    if len(draft.graph.scenarios) < 2:
        return row
    sheet, scenario = draft.sheets[SHEET], draft.graph.well_known["scenario"]
    put_text(sheet, row, LABEL, draft.wording("scenario_in_force"), draft.styles())
    style = draft.styles(num_format=PLAIN, align="left", **draft.link_colour(True))
    draft.put_formula(SHEET, row, UNIT, draft.printer(SHEET).text(Reference(scenario)), style, draft.value(scenario))
    names = " · ".join(f"{number} {label}" for number, (_, label) in enumerate(draft.graph.scenarios, 1))
    put_text(sheet, row, FIRST, names, draft.styles.small())
    return row + 2


def _put_table(draft: Draft, row: int, title: str, chart: ChartView | None, lines: list[ChartLine]) -> int:
    """A line each with its first and last figure, the lowest and the highest; gives the row after an empty one."""
    sheet, head = draft.sheets[SHEET], draft.styles.column_head
    put_text(sheet, row, LABEL, title, head())
    put_text(sheet, row, UNIT, draft.wording("unit"), head())
    keys = chart.keys if chart is not None else None
    named = draft.graph.named_day if keys is None else keys
    if any(draft.graph.quantities[line.quantity].axis != SCALAR for line in lines):
        _put_ends(draft, row, named, head(num_format=DATE if keys is None else key_format(draft, keys), align="right"))
        for column, word in ((LOWEST, "lowest"), (HIGHEST, "highest")):
            put_text(sheet, row, column, draft.wording(word), head(align="right"))
    else:
        put_text(sheet, row, FIRST, draft.wording("value"), head(align="right"))
        for column in (LAST, LOWEST, HIGHEST):
            sheet.write_blank(row, column, None, head())
    for line in lines:
        row += 1
        _put_line(draft, row, line)
    return row + 2


def _put_line(draft: Draft, row: int, line: ChartLine) -> None:
    sheet, styles, quantity = draft.sheets[SHEET], draft.styles, draft.graph.quantities[line.quantity]
    put_text(sheet, row, LABEL, line.label, styles(indent=1))
    put_text(sheet, row, UNIT, draft.unit_of(quantity), styles.small())
    link = styles(num_format=draft.format_of(quantity), align="right", **draft.link_colour(True))
    if quantity.axis == SCALAR:
        formula = draft.printer(SHEET).text(Reference(quantity.id))
        draft.put_formula(SHEET, row, FIRST, formula, link, draft.value(quantity.id))
        return
    _put_ends(draft, row, quantity.id, link)
    style, cells = styles(num_format=draft.format_of(quantity), align="right"), draft.printer(SHEET).row(quantity.id)
    # What is undefined anywhere has no least value; without this, an order would depend on where it stands.
    numbers = [value for value in draft.column(quantity) if isinstance(value, (int, float))]
    for column, function, find in ((LOWEST, "MIN", min), (HIGHEST, "MAX", max)):
        undefined = next((value for value in numbers if value != value), None)
        draft.put_formula(
            SHEET, row, column, f"{function}({cells})", style, find(numbers) if undefined is None else undefined
        )


def _put_ends(draft: Draft, row: int, quantity: int, style: Any) -> None:
    printer, values = draft.printer(SHEET), draft.column(draft.graph.quantities[quantity])
    draft.put_formula(SHEET, row, FIRST, printer.first_cell(quantity), style, values[0])
    draft.put_formula(SHEET, row, LAST, printer.final_cell(quantity), style, values[-1])


def _widths(draft: Draft) -> list[float]:
    lines = [*_shown(draft), *(line for chart in draft.graph.charts for line in chart.lines)]
    texts = [*(chart.title for chart in draft.graph.charts), *(line.label for line in lines)]
    goals = goals_of(draft)
    if goals is not None:
        texts += [goals.title, *(line.label for line in goals.lines)]
    widest = max(text_width(text) + 3.0 for text in texts)
    units = max((text_width(draft.unit_of(draft.graph.quantities[line.quantity])) + 1.0 for line in lines), default=0.0)
    figure = max(FIGURE_WIDTH, amount_width(draft))
    return [min(max(widest, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]), max(units, UNIT_WIDTH), *[figure] * 4]
