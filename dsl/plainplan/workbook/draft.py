"""A workbook in the making: what the writers of its sheets share."""

from __future__ import annotations

from collections.abc import Callable
from os.path import basename
from typing import Any

from plainplan.graph.nodes import SCALAR, TIME, Graph, Quantity, Reference
from plainplan.records import dataclass, field
from plainplan.source import Span
from plainplan.workbook.formulas import Printer
from plainplan.workbook.layout import (
    DATE_ROW,
    FIRST_COLUMN,
    LABEL_COLUMN,
    LINE_COLUMN,
    STEP_ROW,
    TABLE_SHEETS,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    Layout,
    count_cells,
)
from plainplan.workbook.lines import QuantityLine
from plainplan.workbook.numbers import (
    A_RATIO_TO_NOTHING,
    DATE,
    FACTOR,
    FACTOR_FINE,
    MONEY,
    MONEY_EXACT,
    NUMBER,
    NUMBER_EXACT,
    PER_CENT,
    PER_CENT_FINE,
    PLAIN,
    WHOLE,
    input_format,
    number_format,
    unit_words,
)
from plainplan.workbook.pieces import Template
from plainplan.workbook.styles import LINK_GREEN, Styles
from plainplan.workbook.texts import header_text, put_note, put_text
from plainplan.workbook.wording import Wording

# The value of a quantity in a step or row counted from 0, or of a constant (None); NaN where it is undefined.
Values = Callable[[int, "int | None"], "float | str"]

A4 = 9
# So many steps fit on a printed page beside the labels.
STEPS_ON_A_PAGE = 10
# So many columns the text of a check's condition may run across.
CONDITION_WIDTH = 4
# In tables the cents of larger amounts are not shown.
CENTS_BELOW = 10_000
# A calculator's figures are followed by hand.
CENTS_OF_A_CALCULATOR_BELOW = 1_000_000
# A series of so little is a price rather than somebody's money.
CENTS_OF_A_SERIES_BELOW = 1_000
# The block of what the plan itself defines over time.
FORMULAS = "formulas"
# Two decimals of a percentage, and four of a number, would say too little of what is less.
TINY_BELOW = 0.01


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a workbook comes from: texts for its cover and notes."""

    plan_file: str = ""
    digest: str = ""
    version: str = ""
    client: str = ""
    adviser: str = ""
    date: str = ""


@dataclass(slots=True)
class Draft:
    """What goes into the book, and the tools of its writers. Sheets are XlsxWriter's and have no types."""

    graph: Graph
    values: Values
    layout: Layout
    wording: Wording
    imprint: Imprint
    styles: Styles
    shares: frozenset[int]
    sheets: dict[str, Any] = field(default_factory=dict)
    # How many formula cells of each sheet hold no value.
    undefined: dict[str, int] = field(default_factory=dict)

    def value(self, quantity: int, step: int | None = None) -> float | str:
        """The evaluator's value: in a step or row for a series, the one value of a constant."""
        return self.values(quantity, None if self.graph.quantities[quantity].axis == SCALAR else step)

    def column(self, quantity: Quantity) -> list[float | str]:
        """All values of a series, or the one of a constant."""
        return [self.value(quantity.id, step) for step in range(count_cells(self.graph, quantity))]

    def put_formula(self, key: str, row: int, column: int, formula: str, style: Any, value: float | str) -> None:
        """A formula with the value that the evaluator found for it."""
        is_light = key == "checks" and row < self.layout.lights_end
        if isinstance(value, float) and value != value and not is_light:
            self.undefined[key] = self.undefined.get(key, 0) + 1
        self.sheets[key].write_formula(row, column, formula, style, value)

    def rows_of_parts(self, key: str) -> list[int]:
        """The rows of a sheet that hold only a part of a formula."""
        return [
            line.row
            for line in self.layout.lines[key]
            if isinstance(line, QuantityLine) and self.graph.quantities[line.quantity].is_helper
        ]

    def printer(self, key: str) -> Printer:
        """The printer for the formulas of a sheet."""
        return Printer(self.graph, self.layout, key)

    def template(self, key: str, quantity: Quantity) -> Template:
        """The formula of a quantity on its sheet."""
        assert quantity.formula is not None
        return self.printer(key).template(quantity.formula)

    def format_of(self, quantity: Quantity) -> str:
        """The number format of a computed quantity."""
        if self._is_answer(quantity):
            return self.wording("yes_or_no")
        found = number_format(quantity.type, quantity.id in self.shares)
        if found == MONEY and (quantity.axis != TIME or quantity.block == FORMULAS):
            return self._money_format(quantity)
        if found == PER_CENT and quantity.type.is_number and self._is_tiny(quantity):
            return PER_CENT_FINE
        if found == NUMBER and self._is_small(quantity):
            return FACTOR_FINE if self._is_tiny(quantity) else FACTOR
        if found == NUMBER and (self.graph.is_calculator or self.layout.places[quantity.id].sheet in TABLE_SHEETS):
            return self._whole_format(quantity)
        return found

    def _whole_format(self, quantity: Quantity) -> str:
        """Whether the decimals of numbers in tables and calculators are shown: not of ages, years and counts."""
        numbers = self._numbers(quantity)
        if not numbers or any(number % 1 for number in numbers):
            return NUMBER
        return PLAIN if all(abs(number) < CENTS_BELOW for number in numbers) else WHOLE

    def _money_format(self, quantity: Quantity) -> str:
        """Whether cents are shown: of small amounts, such as prices, in tables, calculators and what the plan defines
        over time, and of less than 1."""
        numbers = self._numbers(quantity)
        if len(numbers) == 1 and 0 < abs(numbers[0]) < 1:
            return NUMBER_EXACT
        if quantity.axis == TIME:
            limit = CENTS_OF_A_SERIES_BELOW
        elif self.layout.places[quantity.id].sheet in TABLE_SHEETS:
            limit = CENTS_BELOW
        else:
            limit = 0 if self.graph.accounts else CENTS_OF_A_CALCULATOR_BELOW
        is_small = all(abs(number) < limit for number in numbers)
        return MONEY_EXACT if is_small and any(number % 1 for number in numbers) else MONEY

    def _numbers(self, quantity: Quantity) -> list[float]:
        values = self.column(quantity)
        return [value for value in values if isinstance(value, (int, float)) and abs(value) < A_RATIO_TO_NOTHING]

    def _is_small(self, quantity: Quantity) -> bool:
        """Whether two decimals would say too little, as of a price index or a rate per payment."""
        numbers = self._numbers(quantity)
        # Factors of annuities are looked up with four decimals.
        limit = 100 if self.layout.places[quantity.id].sheet in TABLE_SHEETS else 10
        return all(abs(number) < limit for number in numbers) and any(number % 1 for number in numbers)

    def _is_tiny(self, quantity: Quantity) -> bool:
        numbers = self._numbers(quantity)
        return any(numbers) and all(abs(number) < TINY_BELOW for number in numbers)

    def input_format_of(self, quantity: Quantity) -> str:
        """The number format of an input."""
        assert quantity.input is not None
        if self._is_answer(quantity):
            return self.wording("yes_or_no")
        return input_format(quantity.type, quantity.id in self.shares, quantity.input.value)

    def _is_answer(self, quantity: Quantity) -> bool:
        """Whether 1 and 0 read as yes and no; on the sheet of time they are flags that formulas multiply by."""
        return quantity.type.kind == "boolean" and self.layout.places[quantity.id].sheet != "time"

    def unit_of(self, quantity: Quantity) -> str:
        """The words of a quantity's unit."""
        if self._is_answer(quantity):
            # What the client types.
            return self.wording("unit_yes_or_no") if quantity.input is not None else ""
        return unit_words(quantity.type, quantity.id in self.shares, self.wording)

    def label_of(self, label: str, block: str) -> str:
        """A row's label without the title of its block, which stands above it."""
        rest = label.removeprefix(block)
        # A title that only begins a longer name, 融資 before 融資持股, stays.
        shorter = rest.lstrip(":： ").rstrip() if rest[:1] in " :：" else label
        # What is left in parentheses says too little by itself.
        is_enough = shorter and shorter != label and shorter[0] not in "(（"
        if not is_enough:
            return label
        # A condition that stands in the plan keeps its letters.
        return shorter if set(shorter) & set("<>=_") else shorter[:1].upper() + shorter[1:]

    def is_link(self, key: str, quantity: Quantity) -> bool:
        """Whether a formula only brings a value from another sheet."""
        formula = quantity.formula
        return isinstance(formula, Reference) and self.layout.places[formula.quantity].sheet != key

    def put_origin(self, key: str, row: int, span: Span | None, **look: object) -> None:
        """The plan line of a row, or that of the library, with file and line in a note."""
        if span is None:
            return
        line = f"std:{span.line}" if span.source.path.startswith("std/") else f"L{span.line}"
        put_text(self.sheets[key], row, LINE_COLUMN, line, self.styles.small(align="center", **look))
        self.put_place(key, row, LABEL_COLUMN, span)

    def put_place(self, key: str, row: int, column: int, span: Span | None) -> None:
        """File and line of the plan in a note of a cell."""
        if span is not None:
            put_note(self.sheets[key], row, column, f"{basename(span.source.path)}:{span.line}")

    def begin_sheet(self, key: str) -> Any:
        """The title of a sheet and how it prints."""
        sheet = self.sheets[key]
        sheet.set_row(0, 26)
        put_text(sheet, 0, 0, self.layout.sheet_names[key], self.styles.heading())
        put_text(sheet, 1, 0, self.graph.title, self.styles.small())
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L&8 {header_text(self.graph.title)}&R&8 {header_text(self.layout.sheet_names[key])}")
        page = self.wording("page").format(page="&P", pages="&N")
        sheet.set_footer(f"&L&8 {header_text(self.imprint.client)}&R&8 {page}")
        return sheet

    def put_time_head(self, key: str) -> None:
        """The heads of the columns: labels, and for each step its number and its last day."""
        sheet, style = self.sheets[key], self.styles.column_head
        head = self.layout.head_row(key)
        heads = range(head, head + 2 if self.layout.has_steps else head + 1)
        words = {LABEL_COLUMN: "label", UNIT_COLUMN: "unit", VALUE_COLUMN: "value", LINE_COLUMN: "line"}
        if self.layout.has_steps:
            words[TOTAL_COLUMN] = "total"
        for column in range(FIRST_COLUMN):
            for row in heads:
                sheet.write_blank(row, column, None, style())
        for column, word in words.items():
            is_left = column in (LABEL_COLUMN, UNIT_COLUMN)
            put_text(sheet, head, column, self.wording(word), style(align="left" if is_left else "right"))
        if not self.layout.has_steps:
            sheet.freeze_panes(STEP_ROW if head > STEP_ROW else DATE_ROW, UNIT_COLUMN)
            return
        for row, quantity, number in (
            (head, self.graph.well_known["step"], PLAIN),
            (head + 1, self.graph.named_day, DATE),
        ):
            template = self.printer(key).template(Reference(quantity))
            look = style(align="right", num_format=number)
            for step in range(self.graph.steps):
                column = FIRST_COLUMN + step
                self.put_formula(key, row, column, template.at(column), look, self.value(quantity, step))
        sheet.freeze_panes(STEP_ROW if head > STEP_ROW else DATE_ROW + 1, FIRST_COLUMN)

    def finish_time_sheet(self, key: str, widths: dict[int, float]) -> None:
        """Column widths, and a print area with labels and heads on every page."""
        sheet, last = self.sheets[key], self.layout.last_column
        for column, width in widths.items():
            sheet.set_column(column, column, width)
        if key == "checks":
            # What a client wants on paper are the lights.
            sheet.print_area(0, 0, self.layout.lights_end - 1, FIRST_COLUMN + CONDITION_WIDTH)
            sheet.fit_to_pages(1, 0)
            return
        if not self.layout.has_steps:
            sheet.set_portrait()
            sheet.repeat_rows(STEP_ROW)
            sheet.print_area(0, 0, self.layout.ends[key] - 1, LINE_COLUMN)
            sheet.fit_to_pages(1, 0)
            return
        sheet.repeat_rows(STEP_ROW, DATE_ROW)
        sheet.repeat_columns(LABEL_COLUMN, UNIT_COLUMN)
        sheet.print_area(0, 0, max(self.layout.ends[key] - 1, DATE_ROW), last)
        sheet.fit_to_pages(-(-self.graph.steps // STEPS_ON_A_PAGE), 0)

    def link_colour(self, is_link: bool) -> dict[str, object]:
        """Green for what only comes from another sheet."""
        return {"font_color": LINK_GREEN} if is_link else {}
