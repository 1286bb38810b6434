"""The sheet of household statements, as an adviser hands it to a client: live, with the date as a blue cell."""

from __future__ import annotations

from plainplan.graph.nodes import Quantity
from plainplan.workbook.checks_sheet import put_light
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import DATE, FLOW, MONEY, NUMBER, PER_CENT, PER_CENT_EXACT, PLAIN
from plainplan.workbook.series_sheets import amount_width
from plainplan.workbook.statements_layout import (
    FIGURES,
    FIRST_VIEW_ROW,
    LEFT,
    RIGHT,
    SHEET,
    WIDTH,
    PlacedLine,
    PlacedView,
    arrange,
)
from plainplan.workbook.styles import FAIL_RED, GREY, PASS_GREEN, RULE, WARN_AMBER
from plainplan.workbook.texts import put_note, put_text, text_width

RATIO_FORMATS = {
    unit: NUMBER.replace("#,##0.00", digits)
    for unit, digits in (("share", "0.0%"), ("number", "0.00"), ("months", "0.0"))
}
FORMATS = {"money": MONEY, "rate": PER_CENT_EXACT, "date": DATE, "count": PLAIN} | RATIO_FORMATS
# What rounding leaves of a difference of nothing is nothing.
DIFFERENCE = r'[>=0.5]#,##0_);[<=-0.5]\(#,##0\);"-"_)'
LAMP = '[=0]"—";"●"'
LAMPS = ((3, PASS_GREEN), (2, WARN_AMBER), (1, FAIL_RED))
# The columns that hold a share of the whole, counted from the label.
SHARE_COLUMNS = {"assets": 4, "debts": 3, "goals": 4, "variance": 4}
# The first year that is short; none is 0.
YEAR_COLUMNS, YEAR_OR_NONE = {"goals": 5}, '0;;"—"'
WITH_LIGHTS = ("ratios", "variance")
LABEL_WIDTHS = (20.0, 40.0)
ROWS_ON_A_PAGE = 75
AMOUNT_WIDTH, NARROW = 13.0, 9.0


def write_statements_sheet(draft: Draft) -> None:
    """Balance sheet, cash flow, ratios and persons, on one page."""
    sheet = draft.begin_sheet(SHEET)
    sheet.hide_gridlines(2)
    for placed in arrange(draft.graph):
        if placed.row >= FIRST_VIEW_ROW:
            _put_title(draft, placed)
        for line in placed.lines:
            _put_line(draft, placed.view.key, line)
    _finish(draft)


def _put_title(draft: Draft, placed: PlacedView) -> None:
    sheet, head = draft.sheets[SHEET], draft.styles.column_head
    row, column, heads = placed.row, placed.column, placed.view.heads
    last = column + FIGURES[column]
    for blank in range(column, last + 1):
        sheet.write_blank(row, blank, None, head())
    put_text(sheet, row, column, placed.view.title, head())
    for offset, text in enumerate(heads, 1):
        # Lights stand in the last column of what has them.
        is_light = placed.view.key in WITH_LIGHTS and offset == len(heads)
        put_text(sheet, row, column + offset, text, head(align="center" if is_light else "right"))


def _put_line(draft: Draft, key: str, placed: PlacedLine) -> None:
    sheet, styles, line = draft.sheets[SHEET], draft.styles, placed.line
    look = _look(line.kind)
    last = placed.column + FIGURES[placed.column]
    if look:
        for column in range(placed.column, last + 1):
            sheet.write_blank(placed.row, column, None, styles(**look))
    indent = {"title": 0, "line": 1, "subtotal": 1}.get(line.kind, 0)
    tone = {"font_color": GREY} if line.kind == "title" else {}
    put_text(sheet, placed.row, placed.column, line.label, styles(indent=indent, **tone, **look))
    if line.kind == "check":
        _put_check(draft, placed)
        return
    for offset, number in enumerate(line.cells, 1):
        if number is not None:
            _put_cell(draft, key, placed, offset, draft.graph.quantities[number], look)


def _look(kind: str) -> dict[str, object]:
    match kind:
        case "subtotal":
            return {"top": 4, "top_color": RULE}
        case "total":
            return {"top": 1, "top_color": RULE, "bold": True}
    return {}


def _put_cell(
    draft: Draft, key: str, placed: PlacedLine, offset: int, quantity: Quantity, look: dict[str, object]
) -> None:
    row, column, line = placed.row, placed.column + offset, placed.line
    if quantity.input is not None:
        _put_entry(draft, row, column, quantity, FORMATS[line.unit])
        return
    is_light = line.kind == "ratio" and offset == len(line.cells)
    style = draft.styles(num_format=_format(key, line.unit, offset, is_light), align="right", **look)
    if is_light:
        style = draft.styles(num_format=LAMP, align="center", font_color=GREY)
    formula = draft.template(SHEET, quantity).text
    draft.put_formula(SHEET, row, column, formula, style, draft.value(quantity.id))
    if is_light:
        for value, colour in LAMPS:
            rule = {"type": "cell", "criteria": "==", "value": value, "format": draft.styles.lamp(colour)}
            draft.sheets[SHEET].conditional_format(row, column, row, column, rule)


def _format(key: str, unit: str, offset: int, is_light: bool) -> str:
    if is_light:
        return LAMP
    if SHARE_COLUMNS.get(key) == offset:
        return PER_CENT
    if YEAR_COLUMNS.get(key) == offset:
        return YEAR_OR_NONE
    if key == "cash_flow":
        return FLOW
    if unit == "person":
        return PLAIN if offset == 1 else "General"
    return FORMATS[unit]


def _put_entry(draft: Draft, row: int, column: int, quantity: Quantity, number_format: str) -> None:
    """A blue cell, with its limits and where its value comes from."""
    sheet, facts = draft.sheets[SHEET], quantity.input
    assert facts is not None
    sheet.write_number(row, column, facts.value, draft.styles.entry(facts.is_free, number_format, align="right"))
    if facts.low is not None and facts.high is not None:
        kind = "decimal" if quantity.type.kind == "date" else "integer"
        limits = {"validate": kind, "criteria": "between", "minimum": facts.low, "maximum": facts.high}
        sheet.data_validation(row, column, row, column, limits)
    if facts.source_note:
        put_note(sheet, row, column, facts.source_note)


def _put_check(draft: Draft, placed: PlacedLine) -> None:
    """The difference, and a light that says that there is none."""
    row, column = placed.row, placed.column
    gap, flag = (draft.graph.quantities[number] for number in placed.line.cells if number is not None)
    style = draft.styles(num_format=DIFFERENCE, align="right")
    draft.put_formula(SHEET, row, column + 1, draft.template(SHEET, gap).text, style, draft.value(gap.id))
    put_light(draft, SHEET, row, column + 2, draft.template(SHEET, flag).text, draft.value(flag.id), align="left")


def _finish(draft: Draft) -> None:
    sheet = draft.sheets[SHEET]
    widths: dict[int, list[float]] = {LEFT: [], RIGHT: []}
    for placed in arrange(draft.graph):
        widths[placed.column] += [text_width(placed.view.title) + 2.0]
        widths[placed.column] += [text_width(line.line.label) + 3.0 for line in placed.lines]
    for column, found in widths.items():
        sheet.set_column(column, column, min(max(*found, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]))
        sheet.set_column(column + 1, column + 3, _amount_width(draft))
        sheet.set_column(column + 4, column + FIGURES[column], NARROW)
    sheet.set_column(RIGHT - 1, RIGHT - 1, 2.5)
    sheet.print_area(0, 0, draft.layout.ends[SHEET] - 1, WIDTH - 1)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1 if draft.layout.ends[SHEET] <= ROWS_ON_A_PAGE else 0)


def _amount_width(draft: Draft) -> float:
    return max(amount_width(draft), AMOUNT_WIDTH)
