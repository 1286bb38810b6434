"""The annual sheet of a plan finer than a year: flows summed to calendar years, balances at year end."""

from __future__ import annotations

from math import nan

from plainplan.graph.nodes import Quantity
from plainplan.records import dataclass
from plainplan.workbook.draft import Draft
from plainplan.workbook.formulas import column_name
from plainplan.workbook.layout import (
    BEFORE_COLUMN,
    DATE_ROW,
    FIRST_COLUMN,
    FIRST_ROW,
    LABEL_COLUMN,
    LINE_COLUMN,
    STEP_ROW,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
)
from plainplan.workbook.numbers import MONEY, PLAIN
from plainplan.workbook.series_sheets import LABEL_WIDTHS, amount_width, flow_ids, put_title
from plainplan.workbook.styles import GREY, RULE
from plainplan.workbook.texts import put_text, text_width

MONTHS_IN_YEAR = 12
YEARS_ON_A_PAGE = 12
# Below the year: how many steps have passed by its end, and whether the plan still runs in it.
YEAR_ROW, STEPS_ROW, FLAG_ROW = STEP_ROW, DATE_ROW, DATE_ROW + 1
TOTALS = ("assets", "debts", "net_worth", "net_cash_flow")


@dataclass(frozen=True, slots=True)
class Years:
    """The columns of the sheet: years, the steps passed by the end of each, and whether the plan runs in it."""

    years: list[int]
    steps: list[int]
    flags: list[float]


def has_annual_sheet(draft: Draft) -> bool:
    """Whether steps are shorter than a year."""
    return draft.graph.step_months < MONTHS_IN_YEAR


def write_annual_sheet(draft: Draft) -> None:
    """Accounts, incomes and expenses, and the totals of the plan, a column a calendar year."""
    sheet = draft.begin_sheet("annual")
    years = _count_years(draft)
    _put_head(draft, years)
    flows = flow_ids(draft)
    row = FIRST_ROW + 1
    for title, numbers in _blocks(draft):
        put_title(draft, "annual", row, title)
        for number in numbers:
            row += 1
            _put_row(draft, row, draft.graph.quantities[number], number in flows, years)
        row += 2
    width = amount_width(draft)
    labels = [text_width(draft.graph.quantities[number].label) + 3 for _, block in _blocks(draft) for number in block]
    sheet.set_column(LABEL_COLUMN, LABEL_COLUMN, min(max(*labels, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]))
    sheet.set_column(UNIT_COLUMN, UNIT_COLUMN, 10)
    sheet.set_column(VALUE_COLUMN, VALUE_COLUMN, 1.5)
    sheet.set_column(TOTAL_COLUMN, TOTAL_COLUMN, width + 2)
    sheet.set_column(LINE_COLUMN, LINE_COLUMN, 6)
    sheet.set_column(BEFORE_COLUMN, BEFORE_COLUMN, 1.5)
    last = FIRST_COLUMN + len(years.years) - 1
    sheet.set_column(FIRST_COLUMN, last, width)
    sheet.freeze_panes(FLAG_ROW + 1, FIRST_COLUMN)
    sheet.repeat_rows(YEAR_ROW, FLAG_ROW)
    sheet.repeat_columns(LABEL_COLUMN, UNIT_COLUMN)
    sheet.print_area(0, 0, row, last)
    sheet.fit_to_pages(-(-len(years.years) // YEARS_ON_A_PAGE), 0)


def _count_years(draft: Draft) -> Years:
    graph = draft.graph
    of_steps = [int(draft.value(graph.well_known["year"], step)) for step in range(graph.steps)]
    # A plan whose start the client moves may touch one calendar year more than it has years.
    columns = -(-graph.steps * graph.step_months // MONTHS_IN_YEAR) + 1
    years = [of_steps[0] + offset for offset in range(columns)]
    steps = [sum(1 for year in of_steps if year <= last) for last in years]
    return Years(years, steps, [1.0 if year <= of_steps[-1] else 0.0 for year in years])


def _put_head(draft: Draft, years: Years) -> None:
    sheet, wording, head = draft.sheets["annual"], draft.wording, draft.styles.column_head
    words = {LABEL_COLUMN: "year", UNIT_COLUMN: "unit", TOTAL_COLUMN: "total", LINE_COLUMN: "line"}
    for column in range(FIRST_COLUMN):
        sheet.write_blank(YEAR_ROW, column, None, head())
    for column, word in words.items():
        put_text(sheet, YEAR_ROW, column, wording(word), head(align="right" if column > UNIT_COLUMN else "left"))
    small = draft.styles.small
    put_text(sheet, STEPS_ROW, LABEL_COLUMN, wording("steps_to_year_end"), small(indent=1))
    put_text(sheet, FLAG_ROW, LABEL_COLUMN, wording("is_in_plan"), small(indent=1))
    year_row = draft.printer("annual").row(draft.graph.well_known["year"])
    for offset, (year, steps, flag) in enumerate(zip(years.years, years.steps, years.flags, strict=True)):
        column = FIRST_COLUMN + offset
        here, left = column_name(column), column_name(column - 1)
        cell = f"{here}{YEAR_ROW + 1}"
        # To the left of the first year is an empty cell, so that one formula serves the row.
        formula = f"MAX({left}{YEAR_ROW + 1},MIN({year_row})-1)+1"
        draft.put_formula("annual", YEAR_ROW, column, formula, head(num_format=PLAIN, align="right"), float(year))
        count, number = f"SUMPRODUCT(({year_row}<={cell})*1)", small(num_format=PLAIN, align="right")
        draft.put_formula("annual", STEPS_ROW, column, count, number, float(steps))
        draft.put_formula("annual", FLAG_ROW, column, f"IF({cell}<=MAX({year_row}),1,0)", number, flag)
        beyond = {"type": "cell", "criteria": ">", "value": f"MAX({year_row})", "format": draft.styles.lamp(GREY)}
        sheet.conditional_format(YEAR_ROW, column, YEAR_ROW, column, beyond)


def _blocks(draft: Draft) -> list[tuple[str, list[int]]]:
    graph = draft.graph
    totals = [graph.well_known[name] for name in TOTALS if name in graph.well_known]
    blocks = [(draft.wording("totals"), totals)]
    shown = {number for account in graph.accounts for number in (flow.quantity for flow in account.flows)}
    amounts = [flow.amount for flow in graph.flows if flow.amount not in shown]
    if amounts:
        blocks.append((draft.wording("incomes_and_expenses"), amounts))
    for account in graph.accounts:
        numbers = [*(flow.quantity for flow in account.flows), account.closing]
        blocks.append((account.label, list(dict.fromkeys(numbers))))
    return [(title, numbers) for title, numbers in blocks if numbers]


def _put_row(draft: Draft, row: int, quantity: Quantity, is_flow: bool, years: Years) -> None:
    sheet, styles = draft.sheets["annual"], draft.styles
    is_closing = any(quantity.id == account.closing for account in draft.graph.accounts)
    rule: dict[str, object] = {"top": 1, "top_color": RULE} if is_closing else {}
    look = rule if is_flow else rule | {"bold": True}
    label = quantity.label if is_flow else f"{quantity.label} ({draft.wording('end_of_year')})"
    put_text(sheet, row, LABEL_COLUMN, label, styles(indent=1, **look))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small(**rule))
    draft.put_origin("annual", row, quantity.span, **rule)
    printer, graph = draft.printer("annual"), draft.graph
    source, year_row = printer.row(quantity.id), printer.row(graph.well_known["year"])
    style = styles(num_format=MONEY, align="right", **look)
    values = [draft.value(quantity.id, step) for step in range(graph.steps)]
    numbers = [value if isinstance(value, (int, float)) else nan for value in values]
    total, passed = 0.0, 0
    for offset, (steps, flag) in enumerate(zip(years.steps, years.flags, strict=True)):
        here = column_name(FIRST_COLUMN + offset)
        if is_flow:
            formula = f"SUMIF({year_row},{here}${YEAR_ROW + 1},{source})"
            value = sum(numbers[passed:steps])
            total += value
        else:
            formula = f"INDEX({source},1,{here}${STEPS_ROW + 1})*{here}${FLAG_ROW + 1}"
            value = numbers[steps - 1] * flag
        passed = steps
        draft.put_formula("annual", row, FIRST_COLUMN + offset, formula, style, value)
    if is_flow:
        first, last = column_name(FIRST_COLUMN), column_name(FIRST_COLUMN + len(years.years) - 1)
        draft.put_formula("annual", row, TOTAL_COLUMN, f"SUM({first}{row + 1}:{last}{row + 1})", style, total)
