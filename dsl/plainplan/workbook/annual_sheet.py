"""The annual sheet of a plan finer than a year: flows summed to calendar years, balances at year end."""

from __future__ import annotations

from math import ceil, nan

from plainplan.dimensions import BUSINESS_DAYS, DAYS_IN, DAYS_IN_YEAR, MONTHS_IN_YEAR
from plainplan.graph.nodes import FlowView, Graph
from plainplan.records import dataclass, replace
from plainplan.workbook.draft import Draft
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
from plainplan.workbook.numbers import FLOW, MONEY, PLAIN
from plainplan.workbook.pieces import column_name
from plainplan.workbook.series_sheets import LABEL_WIDTHS, amount_width, put_title, put_total, signed_values
from plainplan.workbook.styles import RULE
from plainplan.workbook.texts import put_text, text_width

YEARS_ON_A_PAGE = 12
# Below the year: how many steps have passed by its end, and whether the plan still runs in it.
YEAR_ROW, STEPS_ROW, FLAG_ROW = STEP_ROW, DATE_ROW, DATE_ROW + 1
TOTALS = ("assets", "debts", "net_worth", "net_cash_flow")
FLOWS = ("net_cash_flow",)


@dataclass(frozen=True, slots=True)
class Years:
    """The columns of the sheet: years, the steps passed by the end of each, and whether the plan runs in it."""

    years: list[int]
    steps: list[int]
    flags: list[float]


@dataclass(frozen=True, slots=True)
class Source:
    """A row of another sheet that is brought to years, with its values in every step."""

    label: str
    sheet: str
    row: int
    quantity: int
    values: list[float | str]
    is_flow: bool
    is_closing: bool = False
    is_signed: bool = False
    is_series: bool = True


def has_annual_sheet(draft: Draft) -> bool:
    """Whether steps are shorter than a year, and anything moves in them."""
    return draft.graph.step_months < MONTHS_IN_YEAR and bool(draft.graph.accounts or draft.graph.flows)


def write_annual_sheet(draft: Draft) -> None:
    """Accounts, incomes and expenses, and the totals of the plan, a column a calendar year."""
    sheet = draft.begin_sheet("annual")
    years = _count_years(draft)
    _put_head(draft, years)
    blocks = _blocks(draft)
    row = FIRST_ROW + 1
    for title, sources in blocks:
        put_title(draft, "annual", row, title)
        for source in sources:
            row += 1
            _put_row(draft, row, source, years)
        row += 2
    width = amount_width(draft)
    labels = [text_width(source.label) + 3 for _, sources in blocks for source in sources]
    sheet.set_column(LABEL_COLUMN, LABEL_COLUMN, min(max(*labels, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]))
    sheet.set_column(UNIT_COLUMN, UNIT_COLUMN, 10)
    sheet.set_column(VALUE_COLUMN, VALUE_COLUMN, 1.5)
    sheet.set_column(TOTAL_COLUMN, TOTAL_COLUMN, width + 2)
    sheet.set_column(LINE_COLUMN, LINE_COLUMN, 6)
    sheet.set_column(BEFORE_COLUMN, BEFORE_COLUMN, 1.5)
    last = FIRST_COLUMN + len(years.years) - 1
    sheet.set_column(FIRST_COLUMN, last, width)
    _hide_beyond(draft, last, row)
    sheet.freeze_panes(FLAG_ROW + 1, FIRST_COLUMN)
    sheet.repeat_rows(YEAR_ROW, FLAG_ROW)
    sheet.repeat_columns(LABEL_COLUMN, UNIT_COLUMN)
    sheet.print_area(0, 0, row, last)
    sheet.fit_to_pages(-(-len(years.years) // YEARS_ON_A_PAGE), 0)


def _count_years(draft: Draft) -> Years:
    graph = draft.graph
    of_steps = [int(draft.value(graph.well_known["year"], step)) for step in range(graph.steps)]
    # A plan whose start the client moves may touch one calendar year more than it has years.
    columns = max(ceil(_years_of(graph)) + 1, of_steps[-1] - of_steps[0] + 1)
    years = [of_steps[0] + offset for offset in range(columns)]
    steps = [sum(1 for year in of_steps if year <= last) for last in years]
    return Years(years, steps, [1.0 if year <= of_steps[-1] else 0.0 for year in years])


def _years_of(graph: Graph) -> float:
    """How long the plan is, wherever it starts; holidays apart, which lengthen a plan of days a little."""
    if graph.step_months:
        return graph.steps * graph.step_months / MONTHS_IN_YEAR
    days = graph.steps * DAYS_IN["week"]
    return (days / BUSINESS_DAYS + DAYS_IN["week"] - BUSINESS_DAYS if graph.is_daily else days) / DAYS_IN_YEAR


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


def _hide_beyond(draft: Draft, last_column: int, last_row: int) -> None:
    """A year in which the plan does not run, until the client moves its start, is white on white."""
    # Conditions may not look at another sheet in older programs: the flag is on this one.
    flag, white = f"={column_name(FIRST_COLUMN)}${FLAG_ROW + 1}=0", draft.styles.cover()
    beyond = {"type": "formula", "criteria": flag, "format": white}
    draft.sheets["annual"].conditional_format(YEAR_ROW, FIRST_COLUMN, last_row, last_column, beyond)


def _blocks(draft: Draft) -> list[tuple[str, list[Source]]]:
    """The blocks of the sheet: totals, incomes and expenses, and the corkscrew of each account."""
    graph, layout = draft.graph, draft.layout
    totals = {name: graph.well_known[name] for name in TOTALS if name in graph.well_known}
    flows = {flow.amount: flow for flow in reversed(graph.flows)}
    blocks = [
        (draft.wording("totals"), [_source(draft, number, name in FLOWS) for name, number in totals.items()]),
        (draft.wording("incomes_and_expenses"), [_external(draft, flow) for flow in reversed(flows.values())]),
    ]
    for account in graph.accounts:
        sources = []
        for number, flow in enumerate(account.flows):
            if (account.name, number) in layout.flow_rows:
                sheet, row = layout.flow_rows[account.name, number]
                label = draft.label_of(flow.label, account.label)
                values = signed_values(draft, flow)
                sources.append(Source(label, sheet, row, flow.quantity, values, is_flow=True, is_signed=True))
        closing = _source(draft, account.closing, False, account.label)
        blocks.append((account.label, [*sources, replace(closing, is_closing=True)]))
    return [(title, sources) for title, sources in blocks if sources]


def _external(draft: Draft, flow: FlowView) -> Source:
    """What came into the plan, or left it, under the name of its flow."""
    word = draft.wording("received" if flow.is_received else "paid")
    return replace(_source(draft, flow.amount, True), label=f"{flow.label} {word}")


def _source(draft: Draft, number: int, is_flow: bool, title: str = "") -> Source:
    quantity, place = draft.graph.quantities[number], draft.layout.places[number]
    label = draft.label_of(quantity.label, title)
    if label == title:
        label = draft.wording("closing")
    values = [draft.value(number, step) for step in range(draft.graph.steps)]
    return Source(label, place.sheet, place.row, number, values, is_flow, is_series=place.is_series)


def _put_row(draft: Draft, row: int, source: Source, years: Years) -> None:
    sheet, styles = draft.sheets["annual"], draft.styles
    quantity = draft.graph.quantities[source.quantity]
    rule: dict[str, object] = {"top": 1, "top_color": RULE} if source.is_closing else {}
    look = rule if source.is_flow else rule | {"bold": True}
    put_text(sheet, row, LABEL_COLUMN, source.label, styles(indent=1, **look))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small(**rule))
    if rule:
        for column in (VALUE_COLUMN, TOTAL_COLUMN, LINE_COLUMN, BEFORE_COLUMN):
            sheet.write_blank(row, column, None, styles(**rule))
    draft.put_origin("annual", row, quantity.span, **rule)
    number_format = FLOW if source.is_signed else MONEY
    style = styles(num_format=number_format, align="right", **look)
    numbers = [value if isinstance(value, (int, float)) else nan for value in source.values]
    sums: list[float | str] = []
    passed = 0
    for offset, (steps, flag) in enumerate(zip(years.steps, years.flags, strict=True)):
        formula = _year_formula(draft, source, FIRST_COLUMN + offset)
        sums.append(float(sum(numbers[passed:steps])) if source.is_flow else numbers[steps - 1] * flag)
        passed = steps
        draft.put_formula("annual", row, FIRST_COLUMN + offset, formula, style, sums[-1])
    if source.is_flow:
        put_total(draft, "annual", row, len(years.years), sums, num_format=number_format, **look)


def _year_formula(draft: Draft, source: Source, column: int) -> str:
    """What a row comes to in the year of a column: its sum for a flow, its last value for a balance."""
    printer = draft.printer("annual")
    here, left = column_name(column), column_name(column - 1)
    steps, flag = f"{here}${STEPS_ROW + 1}", f"{here}${FLAG_ROW + 1}"
    if not source.is_series:
        # The same in every step: as often as the year has steps.
        times = f"({steps}-{left}${STEPS_ROW + 1})" if source.is_flow else flag
        return f"{printer.address(source.quantity)}*{times}"
    cells = printer.cells_of_row(source.sheet, source.row)
    if source.is_flow:
        return f"SUMIF({printer.row(draft.graph.well_known['year'])},{here}${YEAR_ROW + 1},{cells})"
    return f"INDEX({cells},1,{steps})*{flag}"
