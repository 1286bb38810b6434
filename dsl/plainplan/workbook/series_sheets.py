"""The sheets on which time runs to the right: time, accounts, rules, debts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plainplan.graph.nodes import TIME, AccountView, Flow, Negate, Quantity, Reference
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import (
    BEFORE_COLUMN,
    FIRST_COLUMN,
    LABEL_COLUMN,
    LINE_COLUMN,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
)
from plainplan.workbook.lines import (
    FlowLine,
    QuantityLine,
    TitleLine,
)
from plainplan.workbook.numbers import FLOW, MONEY
from plainplan.workbook.pages import fold_rows
from plainplan.workbook.pieces import Template, column_name
from plainplan.workbook.styles import GREY, RULE, TITLE_LOOK
from plainplan.workbook.texts import put_text, text_width

NARROWEST, WIDEST, BETWEEN = 11.5, 26.0, 1.5
LABEL_WIDTHS = (18.0, 52.0)
RULED: dict[str, object] = {"top": 1, "top_color": RULE}


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
    title = ""
    for line in draft.layout.lines[key]:
        match line:
            case TitleLine(row, title, span):
                put_title(draft, key, row, title)
                draft.put_origin(key, row, span, **TITLE_LOOK)
            case QuantityLine(row, number):
                quantity = draft.graph.quantities[number]
                label = draft.label_of(quantity.label, title)
                if number in closings:
                    label = draft.wording("closing") if label == title else label
                    _put_row(draft, key, row, quantity, label, number in flows, RULED)
                else:
                    _put_row(draft, key, row, quantity, label, number in flows, {})
            case FlowLine(row, account, flow):
                _put_flow(draft, key, row, account, flow)
    fold_rows(draft.sheets[key], draft.rows_of_parts(key))


def put_title(draft: Draft, key: str, row: int, text: str) -> None:
    """A block's title on a band across the sheet."""
    style = draft.styles.block_title()
    sheet = draft.sheets[key]
    sheet.set_row(row, 18, style)
    put_text(sheet, row, LABEL_COLUMN, text, style)
    for column in range(UNIT_COLUMN, FIRST_COLUMN):
        sheet.write_blank(row, column, None, style)


def _put_row(
    draft: Draft, key: str, row: int, quantity: Quantity, label: str, is_flow: bool, rule: dict[str, object]
) -> None:
    sheet, styles = draft.sheets[key], draft.styles
    # The closing balance of an account is bold under a rule.
    look = rule | {"bold": True} if rule else rule
    tone: dict[str, object] = {"font_color": GREY} if quantity.is_helper else {}
    put_text(sheet, row, LABEL_COLUMN, label, styles(indent=2 if quantity.is_helper else 1, **tone, **look))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small(**rule))
    if rule:
        for column in (VALUE_COLUMN, TOTAL_COLUMN, LINE_COLUMN, BEFORE_COLUMN):
            sheet.write_blank(row, column, None, styles(**rule))
    draft.put_origin(key, row, quantity.span, **rule)
    colour = draft.link_colour(draft.is_link(key, quantity)) or tone
    style = styles(num_format=draft.format_of(quantity), align="right", **colour, **look)
    template = draft.template(key, quantity)
    if quantity.axis == TIME:
        values = [draft.value(quantity.id, step) for step in range(draft.graph.steps)]
        put_steps(draft, key, row, template, style, values)
        if is_flow:
            put_total(draft, key, row, draft.graph.steps, values)
    else:
        draft.put_formula(key, row, VALUE_COLUMN, template.text, style, draft.value(quantity.id))


def _put_flow(draft: Draft, key: str, row: int, account: AccountView, flow: Flow) -> None:
    """A line of an account's corkscrew that is computed elsewhere, with the sign that it has for the account."""
    styles, quantity = draft.styles, draft.graph.quantities[flow.quantity]
    label = draft.label_of(flow.label, account.label)
    put_text(draft.sheets[key], row, LABEL_COLUMN, label, styles(indent=1))
    put_text(draft.sheets[key], row, UNIT_COLUMN, draft.unit_of(quantity), styles.small())
    draft.put_origin(key, row, quantity.span)
    reference = Reference(flow.quantity)
    template = draft.printer(key).template(reference if flow.sign > 0 else Negate(reference))
    colour = draft.link_colour(draft.layout.places[flow.quantity].sheet != key)
    style = styles(num_format=FLOW, align="right", **colour)
    values = signed_values(draft, flow)
    put_steps(draft, key, row, template, style, values)
    put_total(draft, key, row, draft.graph.steps, values, num_format=FLOW)


def signed_values(draft: Draft, flow: Flow) -> list[float | str]:
    """What a flow adds to its account in every step; less than zero where it takes away."""
    values = [draft.value(flow.quantity, step) for step in range(draft.graph.steps)]
    return [value if isinstance(value, str) else flow.sign * value for value in values]


def put_steps(draft: Draft, key: str, row: int, template: Template, style: Any, values: Sequence[float | str]) -> None:
    """One formula in every column of a row."""
    for column, value in enumerate(values, FIRST_COLUMN):
        draft.put_formula(key, row, column, template.at(column), style, value)


def put_total(draft: Draft, key: str, row: int, columns: int, values: Sequence[float | str], **look: object) -> None:
    """The sum of a row of money in the column of totals, which no formula reads."""
    first, last = column_name(FIRST_COLUMN), column_name(FIRST_COLUMN + columns - 1)
    total = 0.0
    for value in values:
        total += value if not isinstance(value, str) else 0.0
    properties: dict[str, object] = {"num_format": MONEY, "align": "right"}
    style = draft.styles(**properties | look)
    draft.put_formula(key, row, TOTAL_COLUMN, f"SUM({first}{row + 1}:{last}{row + 1})", style, total)


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
    labels, units, title = [0], [0], ""
    for line in draft.layout.lines[key]:
        match line:
            case TitleLine(_, title):
                pass
            case QuantityLine(_, number):
                quantity = draft.graph.quantities[number]
                labels.append(text_width(draft.label_of(quantity.label, title)) + 3)
                units.append(text_width(draft.unit_of(quantity)))
            case FlowLine(_, account, flow):
                labels.append(text_width(draft.label_of(flow.label, account.label)) + 3)
    step_width = amount_width(draft)
    widths = {
        LABEL_COLUMN: min(max(max(labels), LABEL_WIDTHS[0]), LABEL_WIDTHS[1]),
        UNIT_COLUMN: min(max(max(units), 6) + 1, 16),
        VALUE_COLUMN: max(step_width, 12.0),
        TOTAL_COLUMN: step_width + 2,
        LINE_COLUMN: 6,
        BEFORE_COLUMN: BETWEEN,
    }
    if not draft.layout.has_steps and key != "checks":
        return widths | {TOTAL_COLUMN: BETWEEN}
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
