"""What stands in the rows of a comparison: figures of both versions, and their differences, all of them formulas."""

from __future__ import annotations

from typing import Any

from plainplan.dimensions import Type
from plainplan.graph.nodes import SCALAR, Quantity, Reference
from plainplan.records import dataclass
from plainplan.workbook.draft import Draft
from plainplan.workbook.pages import fit_pages
from plainplan.workbook.pieces import column_name
from plainplan.workbook.styles import FAIL_RED, GREY, PASS_GREEN
from plainplan.workbook.texts import put_text, text_width

LABEL, UNIT, BEFORE, AFTER, CHANGE, RELATIVE, BEFORE_ON, AFTER_ON = range(8)
SIDES = (BEFORE, AFTER)
# From a figure to the column of its day.
DAYS = BEFORE_ON - BEFORE
LABEL_WIDTHS, UNIT_WIDTH, AMOUNT_WIDTH, NARROW = (24.0, 44.0), 10.0, 18.0, 14.0
SMALLEST_UPRIGHT = 60
RELATIVE_FORMAT = "+0.0%_);[Red]-0.0%_);0.0%_)"


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure of one version: the formula that brings it to the sheet, its value, how it looks."""

    formula: str
    value: float
    number_format: str
    unit: str


def shown_figure(draft: Draft, key: str, number: int) -> FigureCell:
    """What a report shows: a constant, or the last value of a series."""
    quantity = draft.graph.quantities[number]
    if quantity.axis != SCALAR:
        return _figure(draft, quantity, draft.printer(key).final_cell(number), draft.column(quantity)[-1])
    return _figure(draft, quantity, draft.printer(key).text(Reference(number)), draft.value(number))


def net_worth(draft: Draft) -> Quantity:
    """What is owned less what is owed, in every step."""
    return draft.graph.quantities[draft.graph.well_known["net_worth"]]


def final_worth(draft: Draft, key: str) -> FigureCell:
    """The net worth at the end."""
    return shown_figure(draft, key, net_worth(draft).id)


def lowest_worth(draft: Draft, key: str) -> FigureCell:
    """The lowest net worth; undefined where it is in any step."""
    quantity = net_worth(draft)
    worths = [float(value) for value in draft.column(quantity)]
    lowest = next((worth for worth in worths if worth != worth), min(worths))
    return _figure(draft, quantity, f"MIN({draft.printer(key).row(quantity.id)})", lowest)


def _figure(draft: Draft, quantity: Quantity, formula: str, value: float | str) -> FigureCell:
    return FigureCell(formula, float(value), draft.format_of(quantity), draft.unit_of(quantity))


def put_heads(draft: Draft, key: str, row: int, title: str, heads: dict[int, str]) -> None:
    """The head of a table of both versions: words by column, blanks between."""
    sheet, head = draft.sheets[key], draft.styles.column_head
    for column in range(AFTER_ON + 1):
        sheet.write_blank(row, column, None, head())
    put_text(sheet, row, LABEL, title, head())
    for column, text in heads.items():
        put_text(sheet, row, column, text, head(align="left" if column == UNIT else "right"))


def put_change(draft: Draft, key: str, row: int, values: tuple[float, float], style: Any) -> None:
    """The later figure less the earlier one."""
    formula = f"{column_name(AFTER)}{row + 1}-{column_name(BEFORE)}{row + 1}"
    draft.put_formula(key, row, CHANGE, formula, style, values[1] - values[0])


def put_points(draft: Draft, key: str, row: int, values: tuple[float, float]) -> None:
    """The same of a share, in percentage points."""
    formula = f"({column_name(AFTER)}{row + 1}-{column_name(BEFORE)}{row + 1})*100"
    style = draft.styles(num_format=draft.wording("points"), align="right")
    draft.put_formula(key, row, CHANGE, formula, style, (values[1] - values[0]) * 100)


def put_turn(draft: Draft, key: str, row: int, values: tuple[float, float], word: str) -> None:
    """The same of a light, or of a yes or no, in words: what was 0 and is 1, or the other way round."""
    style = draft.styles(num_format=draft.wording(word), align="right", bold=True)
    put_change(draft, key, row, values, style)
    for value, colour in ((1, PASS_GREEN), (-1, FAIL_RED)):
        rule = {"type": "cell", "criteria": "==", "value": value, "format": draft.styles.lamp(colour)}
        draft.sheets[key].conditional_format(row, CHANGE, row, CHANGE, rule)


def put_relative(draft: Draft, key: str, row: int, values: tuple[float, float]) -> None:
    """The change as a share of the earlier figure, empty where that is nothing."""
    old, new = values
    change, before = (f"{column_name(column)}{row + 1}" for column in (CHANGE, BEFORE))
    style = draft.styles(num_format=RELATIVE_FORMAT, align="right", font_color=GREY)
    value: float | str = (new - old) / abs(old) if old and new - old == new - old else ""
    draft.put_formula(key, row, RELATIVE, f'IFERROR({change}/ABS({before}),"")', style, value)


def is_amount(type_: Type, is_share: bool) -> bool:
    """Whether a change as a share of the figure says something: not of percentages, and of yes and no."""
    return type_.kind == "quantity" and not type_.is_rate and not is_share


def set_widths(draft: Draft, key: str, labels: list[str], amount: float) -> list[float]:
    """Sets the widths of the columns, wide enough for labels and amounts, and gives them."""
    widest = max((text_width(label) + 3.0 for label in labels), default=0.0)
    label, figure = min(max(widest, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]), max(amount, AMOUNT_WIDTH)
    widths = [label, UNIT_WIDTH, figure, figure, figure, NARROW, NARROW, NARROW]
    for column, width in enumerate(widths):
        draft.sheets[key].set_column(column, column, width)
    return widths


def finish_page(draft: Draft, key: str, end: int, widths: list[float], blocks: list[tuple[int, int]]) -> None:
    """How a sheet prints whose rows end before `end`, and whose `blocks` are not cut."""
    sheet = draft.sheets[key]
    sheet.print_area(0, 0, end - 2, AFTER_ON)
    sheet.center_horizontally()
    fit_pages(sheet, widths, [(first, last) for first, last in blocks if first <= last], SMALLEST_UPRIGHT)
