"""What the base and every scenario came to in both versions when the book was written; the differences are live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainplan.graph.nodes import Reference
from plainplan.workbook.checks_sheet import colour_light, put_light
from plainplan.workbook.comparison import Pair, ToldCheck, ToldFigure, ToldScenario
from plainplan.workbook.comparison_cells import (
    AFTER,
    AFTER_ON,
    AMOUNT_WIDTH,
    BEFORE,
    BEFORE_ON,
    CHANGE,
    DAYS,
    LABEL,
    RELATIVE,
    SIDES,
    UNIT,
    finish_page,
    is_amount,
    put_change,
    put_heads,
    put_points,
    put_relative,
    put_turn,
    set_widths,
)
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import DATE, DATE_OR_NONE, LIGHT, number_format, unit_words
from plainplan.workbook.pieces import column_name
from plainplan.workbook.styles import GREY
from plainplan.workbook.texts import put_text

SHEET = "futures"
FIRST_ROW, LINE_HEIGHT = 3, 15
# A cent that rounding moves is no difference.
SAME = "1E-6"
# A share of paths, or of what a goal wants.
SHARE = "0.0%_)"


def write_futures_sheet(pair: Pair, scenarios: tuple[ToldScenario, ...], finals: Mapping[int, str]) -> None:
    """A table a scenario; `finals` are the cells with the net worths at the end that the book shows, by column."""
    sheet = pair.after.begin_sheet(SHEET)
    sheet.hide_gridlines(2)
    style = pair.after.styles(italic=True, text_wrap=True, valign="top")
    sheet.merge_range(FIRST_ROW - 1, LABEL, FIRST_ROW - 1, AFTER_ON, "", style)
    put_text(sheet, FIRST_ROW - 1, LABEL, pair.after.wording("told_as_exported"), style)
    sheet.set_row(FIRST_ROW - 1, 2 * LINE_HEIGHT)
    page = _Page(pair, finals, sheet)
    blocks = [page.write(scenario) for scenario in scenarios]
    labels = [figure.label for scenario in scenarios for figure in scenario.figures]
    labels += [check.label for scenario in scenarios for check in scenario.checks]
    widths = set_widths(pair.after, SHEET, labels, AMOUNT_WIDTH)
    finish_page(pair.after, SHEET, page.row, widths, blocks)


class _Page:
    """The sheet while it is written, from the top down."""

    def __init__(self, pair: Pair, finals: Mapping[int, str], sheet: Any) -> None:
        self.row = FIRST_ROW + 1
        self._pair = pair
        self._draft = pair.after
        self._finals = finals
        self._sheet = sheet

    def write(self, scenario: ToldScenario) -> tuple[int, int]:
        first, word = self.row, self._draft.wording
        words = {UNIT: "unit", BEFORE: "before", AFTER: "after", CHANGE: "difference", RELATIVE: "relative"}
        words |= {BEFORE_ON: "before_on", AFTER_ON: "after_on"}
        heads = {column: word(key) for column, key in words.items()}
        put_heads(self._draft, SHEET, self.row, scenario.label, heads)
        self.row += 1
        for figure in scenario.figures:
            self._write_figure(figure)
        for check in scenario.checks:
            self._write_check(check)
        self._write_lights(scenario, first + 1)
        self.row += 1
        return first, self.row - 2

    def _write_figure(self, figure: ToldFigure) -> None:
        put_text(self._sheet, self.row, LABEL, figure.label, self._draft.styles(indent=1))
        is_flag = figure.type.kind == "boolean"
        unit = "" if is_flag else unit_words(figure.type, figure.is_share, self._draft.wording)
        put_text(self._sheet, self.row, UNIT, unit, self._draft.styles.small())
        form = number_format(figure.type, figure.is_share)
        if is_flag or figure.is_share:
            form = self._draft.wording("yes_or_no") if is_flag else SHARE
        style = self._draft.styles(num_format=form, align="right")
        for column, value in zip(SIDES, (figure.before, figure.after), strict=True):
            self._put(column, value, style)
        self._write_days(figure.before_on, figure.after_on, DATE)
        old, new = figure.before, figure.after
        if old is not None and new is not None and old - old == 0 == new - new:
            if is_flag:
                put_turn(self._draft, SHEET, self.row, (old, new), "turn_of_flag")
            elif figure.is_share:
                put_points(self._draft, SHEET, self.row, (old, new))
            else:
                put_change(self._draft, SHEET, self.row, (old, new), style)
            if is_amount(figure.type, figure.is_share):
                put_relative(self._draft, SHEET, self.row, (old, new))
        self.row += 1

    def _put(self, column: int, value: float | None, style: Any) -> None:
        """A figure, a dash where it is undefined, nothing where a version lacks it."""
        if value is None:
            return
        if value - value == 0:
            self._sheet.write_number(self.row, column, value, style)
        else:
            put_text(self._sheet, self.row, column, "—", style)

    def _write_days(self, before: float | None, after: float | None, form: str) -> None:
        style = self._draft.styles(num_format=form, align="right", font_color=GREY)
        for column, day in zip(SIDES, (before, after), strict=True):
            self._put(column + DAYS, day, style)

    def _write_lights(self, scenario: ToldScenario, first: int) -> None:
        """Whether the book still shows what is told from row `first` on: — while another scenario is in force."""
        finals = [(first + place, figure) for place, figure in enumerate(scenario.figures) if figure.is_final]
        if not finals:
            return
        put_text(self._sheet, self.row, LABEL, self._draft.wording("still_so"), self._draft.styles(indent=1))
        for row, figure in finals:
            numbers, told = (scenario.before, scenario.after), (figure.before, figure.after)
            for column, draft, number, final in zip(SIDES, self._pair.both, numbers, told, strict=True):
                if number is not None and final is not None and column in self._finals:
                    self._put_same(draft, column, number, final, f"{column_name(column)}{row + 1}")
        self.row += 1

    def _put_same(self, draft: Draft, column: int, number: int, told: float, cell: str) -> None:
        formula = f"IFERROR(IF(ABS({self._finals[column]}-{cell})<={SAME}*(1+ABS({cell})),1,0),0)"
        shown = draft.value(draft.graph.well_known["net_worth"], draft.graph.steps - 1)
        value: float | str = 1.0 if abs(float(shown) - told) <= float(SAME) * (1 + abs(told)) else 0.0
        if len(draft.graph.scenarios) > 1:
            chosen = draft.graph.well_known["scenario"]
            formula = f'IF({draft.printer(SHEET).text(Reference(chosen))}={number},{formula},"—")'
            value = value if draft.value(chosen) == number else "—"
        put_light(draft, SHEET, self.row, column, formula, value, align="right")

    def _write_check(self, check: ToldCheck) -> None:
        put_text(self._sheet, self.row, LABEL, check.label, self._draft.styles(indent=1))
        lights = [None if light is None else float(light) for light in (check.before, check.after)]
        style = self._draft.styles(num_format=LIGHT, align="right", bold=True)
        for column, light in zip(SIDES, lights, strict=True):
            if light is not None:
                self._sheet.write_number(self.row, column, light, style)
                colour_light(self._draft, SHEET, self.row, column, check.is_warning)
        self._write_days(check.before_on, check.after_on, DATE_OR_NONE)
        old, new = lights
        if old is not None and new is not None:
            put_turn(self._draft, SHEET, self.row, (old, new), "turn_of_check")
        self.row += 1
