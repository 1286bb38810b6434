"""How much of each figure's change every edit explains, as exported; the sum of the parts is live."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum, isfinite, nan

from plainplan.records import dataclass
from plainplan.workbook.checks_sheet import put_light
from plainplan.workbook.comparison import ToldFigure, ToldParts
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import number_format, unit_words
from plainplan.workbook.pieces import column_name
from plainplan.workbook.styles import GREY, RULE
from plainplan.workbook.texts import put_text, text_width

SHEET = "attribution"
FIRST_ROW = 4
LABEL = 0
LABEL_WIDTHS, FIGURE_WIDTH, LINE_HEIGHT = (24.0, 60.0), 18.0, 15
# What is left of a sum by rounding.
SAME = "1E-9"


@dataclass(frozen=True, slots=True)
class _Column:
    """A figure, its column, and that of the standard errors, None where there are none."""

    figure: ToldFigure
    place: int
    column: int
    errors: int | None

    @property
    def form(self) -> str:
        return number_format(self.figure.type, self.figure.is_share)

    @property
    def whole(self) -> float:
        """The change of the figure."""
        old, new = self.figure.before, self.figure.after
        return nan if old is None or new is None else new - old


def write_attribution_sheet(draft: Draft, parts: ToldParts) -> None:
    """A row a group of edits, a column a figure; below their sum, and the change that it has to be."""
    sheet, word = draft.begin_sheet(SHEET), draft.wording
    sheet.hide_gridlines(2)
    columns = list(_columns(parts))
    row, last = FIRST_ROW, max((column.errors or column.column for column in columns), default=1)
    if parts.remark:
        put_text(sheet, FIRST_ROW - 1, LABEL, parts.remark, draft.styles(italic=True))
    if columns:
        told = word("told_parts").format(scenario=parts.scenario)
        put_text(sheet, FIRST_ROW - 2, LABEL, told, draft.styles(italic=True))
        _put_heads(draft, columns)
        for part in parts.parts:
            row += 1
            put_text(sheet, row, LABEL, part.title, draft.styles(indent=1, text_wrap=True))
            for column in columns:
                _put(draft, row, column.column, part.shares[column.place], column.form)
                if column.errors is not None:
                    _put(draft, row, column.errors, part.errors[column.place], column.form, font_color=GREY)
        row = _put_sums(draft, row, columns, parts)
    widest = max((text_width(part.title) + 3.0 for part in parts.parts), default=0.0)
    sheet.set_column(LABEL, LABEL, min(max(widest, LABEL_WIDTHS[0]), LABEL_WIDTHS[1]))
    sheet.set_column(1, last, FIGURE_WIDTH)
    sheet.freeze_panes(FIRST_ROW + 1, LABEL + 1)
    sheet.print_area(0, 0, row, last)
    sheet.fit_to_pages(1, 0)


def _columns(parts: ToldParts) -> Iterator[_Column]:
    wide = 2 if parts.is_sampled else 1
    for place, figure in enumerate(parts.figures):
        column = 1 + place * wide
        yield _Column(figure, place, column, column + 1 if parts.is_sampled else None)


def _put_heads(draft: Draft, columns: list[_Column]) -> None:
    sheet, head = draft.sheets[SHEET], draft.styles.column_head(text_wrap=True, align="right")
    put_text(sheet, FIRST_ROW, LABEL, draft.wording("edited"), draft.styles.column_head())
    lines = 1.0
    for column in columns:
        unit = unit_words(column.figure.type, column.figure.is_share, draft.wording)
        text = f"{column.figure.label} ({unit})" if unit else column.figure.label
        put_text(sheet, FIRST_ROW, column.column, text, head)
        lines = max(lines, -(-text_width(text) // int(FIGURE_WIDTH - 3)))
        if column.errors is not None:
            put_text(sheet, FIRST_ROW, column.errors, draft.wording("standard_error"), head)
    # Excel does not make room for a head of several lines by itself.
    sheet.set_row(FIRST_ROW, LINE_HEIGHT * lines + 3)


def _put(draft: Draft, row: int, column: int, value: float, form: str, **look: object) -> None:
    """A figure, or a dash where it is undefined, which a sum leaves out."""
    style = draft.styles(num_format=form, align="right", **look)
    if isfinite(value):
        draft.sheets[SHEET].write_number(row, column, value, style)
    else:
        put_text(draft.sheets[SHEET], row, column, "—", style)


def _put_sums(draft: Draft, last: int, columns: list[_Column], parts: ToldParts) -> int:
    """The sum of the parts, the change as exported, and a light that says that they are one; gives the last row."""
    sheet, rule = draft.sheets[SHEET], {"top": 1, "top_color": RULE, "bold": True}
    row = last + 1
    put_text(sheet, row, LABEL, draft.wording("sum_of_parts"), draft.styles(indent=1, **rule))
    put_text(sheet, row + 1, LABEL, draft.wording("whole_change"), draft.styles(indent=1))
    put_text(sheet, row + 2, LABEL, draft.wording("parts_are_whole"), draft.styles(indent=1))
    for column in columns:
        name = column_name(column.column)
        shares = [part.shares[column.place] for part in parts.parts]
        total = fsum(share for share in shares if isfinite(share))
        style = draft.styles(num_format=column.form, align="right", **rule)
        draft.put_formula(SHEET, row, column.column, f"SUM({name}{FIRST_ROW + 2}:{name}{last + 1})", style, total)
        if column.errors is not None:
            sheet.write_blank(row, column.errors, None, draft.styles(**rule))
        _put(draft, row + 1, column.column, column.whole, column.form)
        if all(map(isfinite, [*shares, column.whole])):
            together, whole = f"{name}{row + 1}", f"{name}{row + 2}"
            same = f"ABS({together}-{whole})<={SAME}*(1+SUMPRODUCT(ABS({name}{FIRST_ROW + 2}:{name}{last + 1})))"
            size = 1 + sum(abs(share) for share in shares)
            light = 1.0 if abs(total - column.whole) <= float(SAME) * size else 0.0
            put_light(draft, SHEET, row + 2, column.column, f"IF({same},1,0)", light, align="right")
    return row + 2
