"""The first sheet of a comparison: which versions, their figures and checks side by side, and the differences."""

from __future__ import annotations

from math import nan
from typing import Any

from plainplan.workbook.checks_sheet import (
    DATE_COLUMN,
    LIGHT_COLUMN,
    date_of_failure,
    light_cells,
    put_light,
)
from plainplan.workbook.comparison import Pair, ShownPair, Told
from plainplan.workbook.comparison_cells import (
    AFTER,
    AFTER_ON,
    BEFORE,
    BEFORE_ON,
    CHANGE,
    DAYS,
    LABEL,
    RELATIVE,
    SIDES,
    UNIT,
    FigureCell,
    final_worth,
    finish_page,
    is_amount,
    lowest_worth,
    net_worth,
    put_change,
    put_heads,
    put_relative,
    put_turn,
    set_widths,
    shown_figure,
)
from plainplan.workbook.comparison_versions import write_versions
from plainplan.workbook.comparison_years import write_years
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import sheet_word
from plainplan.workbook.numbers import DATE, DATE_OR_NONE
from plainplan.workbook.pieces import column_name
from plainplan.workbook.series_sheets import amount_width
from plainplan.workbook.styles import GREY, INPUT_BLUE, RULE
from plainplan.workbook.texts import put_text
from plainplan.workbook.wording import SHEETS

SHEET = "comparison"
FIRST_ROW = 3


def write_comparison_sheet(book: Any, pair: Pair, told: Told) -> dict[int, str]:
    """Everything of the comparison that is live; gives the cells of the net worths at the end, by column."""
    sheet = pair.after.begin_sheet(SHEET)
    sheet.hide_gridlines(2)
    page = _Page(pair, told, sheet)
    widths = set_widths(pair.after, SHEET, _labels(pair, told), max(amount_width(draft) + 2 for draft in pair.both))
    page.row = write_versions(pair, told, FIRST_ROW, widths[BEFORE])
    blocks = [(FIRST_ROW, page.row - 2), page.write_figures()]
    if all(draft.graph.accounts for draft in pair.both):
        years, page.row = write_years(book, pair, page.row, widths)
        blocks += years
    blocks += [page.write_checks(), page.write_contents()]
    errors = {"type": "errors", "format": pair.after.styles.lamp(RULE)}
    sheet.conditional_format(FIRST_ROW, BEFORE, page.row, AFTER_ON, errors)
    finish_page(pair.after, SHEET, page.row, widths, blocks)
    return page.finals


def _labels(pair: Pair, told: Told) -> list[str]:
    checks = [check.label for draft in pair.both for check in draft.graph.checks if not check.is_builtin]
    return [*checks, *(shown.label for shown in told.shown)]


class _Page:
    """The sheet while it is written, from the top down."""

    def __init__(self, pair: Pair, told: Told, sheet: Any) -> None:
        self.row = FIRST_ROW
        # The cells with the net worths at the end, by the column of their version.
        self.finals: dict[int, str] = {}
        self._pair = pair
        self._told = told
        self._sheet = sheet
        self._draft = pair.after

    def _word(self, key: str) -> str:
        return self._draft.wording(key)

    def _head(self, title: str, heads: dict[int, str]) -> None:
        put_heads(self._draft, SHEET, self.row, title, heads)
        self.row += 1

    def _label(self, text: str) -> None:
        put_text(self._sheet, self.row, LABEL, text, self._draft.styles(indent=1))

    # Figures.

    def write_figures(self) -> tuple[int, int]:
        first = self.row
        if not self._has_worth() and not self._told.shown:
            return first, first - 1
        words = {UNIT: "unit", BEFORE: "before", AFTER: "after", CHANGE: "difference", RELATIVE: "relative"}
        days = {BEFORE_ON: "before_on", AFTER_ON: "after_on"} if self._has_worth() else {}
        self._head(self._word("figures"), {column: self._word(word) for column, word in (words | days).items()})
        self._write_worths()
        for shown in self._told.shown:
            self._write_shown(shown)
        self.row += 1
        return first, self.row - 2

    def _has_worth(self) -> bool:
        return any(draft.graph.accounts for draft in self._pair.both)

    def _write_worths(self) -> None:
        """The net worth at the end and at its lowest; in other currencies these are figures of their own."""
        old, new = (draft if draft.graph.accounts else None for draft in self._pair.both)
        is_one = old is None or new is None or net_worth(old).type == net_worth(new).type
        for sides in [(old, new)] if is_one else [(old, None), (None, new)]:
            finals = [None if draft is None else final_worth(draft, SHEET) for draft in sides]
            lowest = [None if draft is None else lowest_worth(draft, SHEET) for draft in sides]
            if not any(sides):
                continue
            for column, draft in zip(SIDES, sides, strict=True):
                if draft is not None:
                    place = f"'{self._draft.layout.sheet_names[SHEET]}'!${column_name(column)}${self.row + 1}"
                    self.finals[column] = place
            self._write_figure(self._word("final_worth"), finals, True, False)
            self._write_figure(self._word("lowest_worth"), lowest, True, False)
            for column, draft, amount in zip(SIDES, sides, lowest, strict=True):
                if draft is not None and amount is not None:
                    self._put_day_of_lowest(draft, column, amount.value)

    def _put_day_of_lowest(self, draft: Draft, column: int, lowest: float) -> None:
        printer, day, worth, row = draft.printer(SHEET), draft.graph.named_day, net_worth(draft), self.row - 1
        worths = draft.column(worth)
        value = draft.value(day, worths.index(lowest)) if lowest == lowest else nan
        place = f"MATCH({column_name(column)}{row + 1},{printer.row(worth.id)},0)"
        style = draft.styles(num_format=DATE, align="right", font_color=GREY)
        draft.put_formula(SHEET, row, column + DAYS, f"INDEX({printer.row(day)},1,{place})", style, value)

    def _write_shown(self, shown: ShownPair) -> None:
        numbers = shown.before, shown.after
        cells = [
            None if number is None else shown_figure(draft, SHEET, number)
            for draft, number in zip(self._pair.both, numbers, strict=True)
        ]
        draft, number = next(
            (draft, number) for draft, number in zip(self._pair.both, numbers, strict=True) if number is not None
        )
        type_ = draft.graph.quantities[number].type
        self._write_figure(shown.label, cells, is_amount(type_, number in draft.shares), type_.kind == "boolean")

    def _write_figure(self, label: str, cells: list[FigureCell | None], has_relative: bool, is_flag: bool) -> None:
        self._label(label)
        styles, (before, after) = self._draft.styles, cells
        for column, draft, cell in zip(SIDES, self._pair.both, cells, strict=True):
            if cell is not None:
                put_text(self._sheet, self.row, UNIT, cell.unit, styles.small())
                style = styles(num_format=cell.number_format, align="right", **draft.link_colour(True))
                draft.put_formula(SHEET, self.row, column, cell.formula, style, cell.value)
        if before is not None and after is not None:
            values = before.value, after.value
            if is_flag:
                put_turn(self._draft, SHEET, self.row, values, "turn_of_flag")
            else:
                style = styles(num_format=after.number_format, align="right")
                put_change(self._draft, SHEET, self.row, values, style)
            if has_relative:
                put_relative(self._draft, SHEET, self.row, values)
        self.row += 1

    # Checks.

    def write_checks(self) -> tuple[int, int]:
        first = self.row
        lights = [light_cells(draft) for draft in self._pair.both]
        names = [name for name in dict.fromkeys([*lights[1], *lights[0]]) if self._is_told(name, lights)]
        if not names:
            return first, first - 1
        words = {BEFORE: "before", AFTER: "after", CHANGE: "change"}
        if any(draft.layout.has_steps for draft in self._pair.both):
            words |= {BEFORE_ON: "before_fails", AFTER_ON: "after_fails"}
        self._head(self._word("sheet_checks"), {column: self._word(word) for column, word in words.items()})
        for name in names:
            self._write_check(name, lights)
        self.row += 1
        return first, self.row - 2

    def _is_told(self, name: str, lights: list[dict[str, tuple[int, float]]]) -> bool:
        """Whether a check is the plan's own, or a built-in one that fails in a version."""
        for draft, known in zip(self._pair.both, lights, strict=True):
            if name in known:
                check = next(check for check in draft.graph.checks if check.name == name)
                if not check.is_builtin or known[name][1] != 1:
                    return True
        return False

    def _write_check(self, name: str, lights: list[dict[str, tuple[int, float]]]) -> None:
        found: list[float] = []
        for column, draft, known in zip(SIDES, self._pair.both, lights, strict=True):
            if name not in known:
                continue
            check = next(check for check in draft.graph.checks if check.name == name)
            row, light = known[name]
            sheet = draft.layout.sheet_names["checks"]
            formula = f"'{sheet}'!${column_name(LIGHT_COLUMN)}${row + 1}"
            put_light(draft, SHEET, self.row, column, formula, light, check.keyword == "warn", align="right")
            if draft.layout.has_steps:
                style = draft.styles(num_format=DATE_OR_NONE, align="right", font_color=GREY)
                date = f"'{sheet}'!${column_name(DATE_COLUMN)}${row + 1}"
                draft.put_formula(SHEET, self.row, column + DAYS, date, style, date_of_failure(draft, check))
            found.append(light)
            label = check.label
        self._label(label)
        if len(found) == len(SIDES):
            put_turn(self._draft, SHEET, self.row, (found[0], found[1]), "turn_of_check")
        self.row += 1

    # What else is in the book.

    def write_contents(self) -> tuple[int, int]:
        """The sheets of both models, with a link to each."""
        first = self.row
        self._head(self._word("contents"), {BEFORE: self._word("before"), AFTER: self._word("after")})
        for key in SHEETS:
            if all(key not in draft.sheets for draft in self._pair.both):
                continue
            self._label(self._word(f"sheet_{sheet_word(self._draft.graph, key)}"))
            for column, draft in zip(SIDES, self._pair.both, strict=True):
                if key in draft.sheets:
                    name = draft.layout.sheet_names[key]
                    style = draft.styles(font_color=INPUT_BLUE, underline=1, align="right")
                    self._sheet.write_url(self.row, column, f"internal:'{name}'!A1", style, name)
            self.row += 1
        self.row += 1
        return first, self.row - 2
