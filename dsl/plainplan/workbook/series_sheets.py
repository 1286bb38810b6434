"""The sheets on which time runs to the right: time, accounts, rules, debts."""

from __future__ import annotations

from plainplan.graph.nodes import TIME, Quantity
from plainplan.workbook.draft import Draft
from plainplan.workbook.formulas import column_name
from plainplan.workbook.layout import (
    BEFORE_COLUMN,
    FIRST_COLUMN,
    LABEL_COLUMN,
    LINE_COLUMN,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    QuantityLine,
    TitleLine,
)
from plainplan.workbook.numbers import MONEY
from plainplan.workbook.styles import GREY, RULE
from plainplan.workbook.texts import put_text, text_width

NARROWEST, WIDEST = 11.5, 26.0
LABEL_WIDTHS = (18.0, 44.0)


def write_series_sheet(draft: Draft, key: str) -> None:
    """One sheet: its blocks, each a title and a row for each quantity."""
    draft.begin_sheet(key)
    draft.put_time_head(key)
    write_lines(draft, key)
    draft.finish_time_sheet(key, column_widths(draft, key))


def write_lines(draft: Draft, key: str) -> None:
    """The titles and rows of a sheet."""
    flows = flow_ids(draft)
    closings = {account.closing for account in draft.graph.accounts}
    for line in draft.layout.lines[key]:
        match line:
            case TitleLine(row, text, span):
                put_title(draft, key, row, text)
                draft.put_origin(key, row, span)
            case QuantityLine(row, number):
                quantity = draft.graph.quantities[number]
                rule: dict[str, object] = {"top": 1, "top_color": RULE} if number in closings else {}
                _put_row(draft, key, row, quantity, number in flows, rule)


def put_title(draft: Draft, key: str, row: int, text: str) -> None:
    """A block's title on a band across the sheet."""
    style = draft.styles.block_title()
    sheet = draft.sheets[key]
    sheet.set_row(row, 18, style)
    put_text(sheet, row, LABEL_COLUMN, text, style)
    for column in range(UNIT_COLUMN, FIRST_COLUMN):
        sheet.write_blank(row, column, None, style)


def _put_row(draft: Draft, key: str, row: int, quantity: Quantity, is_flow: bool, rule: dict[str, object]) -> None:
    sheet, styles = draft.sheets[key], draft.styles
    # The closing balance of an account is bold under a rule.
    look = rule | {"bold": True} if rule else rule
    tone: dict[str, object] = {"font_color": GREY} if quantity.is_helper else {}
    put_text(sheet, row, LABEL_COLUMN, quantity.label, styles(indent=2 if quantity.is_helper else 1, **tone, **look))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small(**rule))
    draft.put_origin(key, row, quantity.span, **rule)
    if rule:
        for column in (VALUE_COLUMN, TOTAL_COLUMN, BEFORE_COLUMN):
            sheet.write_blank(row, column, None, styles(**rule))
    colour = draft.link_colour(draft.is_link(key, quantity)) or tone
    style = styles(num_format=draft.format_of(quantity), align="right", **colour, **look)
    template = draft.template(key, quantity)
    if quantity.axis != TIME:
        draft.put_formula(key, row, VALUE_COLUMN, template.text, style, draft.value(quantity.id))
        return
    total = 0.0
    for step in range(draft.graph.steps):
        value = draft.value(quantity.id, step)
        draft.put_formula(key, row, FIRST_COLUMN + step, template.at(FIRST_COLUMN + step), style, value)
        if is_flow and not isinstance(value, str):
            total += value
    if is_flow:
        first, last = column_name(FIRST_COLUMN), column_name(draft.layout.last_column)
        look_of_total = styles(num_format=MONEY, align="right", **look)
        draft.put_formula(key, row, TOTAL_COLUMN, f"SUM({first}{row + 1}:{last}{row + 1})", look_of_total, total)


def flow_ids(draft: Draft) -> set[int]:
    """The series of which a total means something: money that moves, never a balance."""
    graph = draft.graph
    found = {flow.quantity for account in graph.accounts for flow in account.flows}
    for flow_view in graph.flows:
        found.update(number for number in (flow_view.amount, flow_view.short) if number is not None)
    if "net_cash_flow" in graph.well_known:
        found.add(graph.well_known["net_cash_flow"])
    quantities = graph.quantities
    return {number for number in found if quantities[number].type.is_money and quantities[number].axis == TIME}


def column_widths(draft: Draft, key: str) -> dict[int, float]:
    """The widths of a sheet's columns, fitted to its labels and to the largest amount of the plan."""
    labels, units = [0], [0]
    for line in draft.layout.lines[key]:
        if isinstance(line, QuantityLine):
            quantity = draft.graph.quantities[line.quantity]
            labels.append(text_width(quantity.label) + 3)
            units.append(text_width(draft.unit_of(quantity)))
    step_width = amount_width(draft)
    widths = {
        LABEL_COLUMN: min(max(max(labels), LABEL_WIDTHS[0]), LABEL_WIDTHS[1]),
        UNIT_COLUMN: min(max(max(units), 6) + 1, 16),
        VALUE_COLUMN: max(step_width, 12.0),
        TOTAL_COLUMN: step_width + 2,
        LINE_COLUMN: 6,
        BEFORE_COLUMN: 1.5,
    }
    return widths | dict.fromkeys(range(FIRST_COLUMN, draft.layout.last_column + 1), step_width)


def amount_width(draft: Draft) -> float:
    """A width in which the largest balance of the plan can be read, with room to grow."""
    largest = 0.0
    for account in draft.graph.accounts:
        for step in range(draft.graph.steps):
            value = draft.value(account.closing, step)
            if isinstance(value, (int, float)) and value == value and abs(value) < 1e15:
                largest = max(largest, abs(value))
    return min(max(len(f"{largest:,.0f}") + 4.0, NARROWEST), WIDEST)
