"""What was edited between two versions of a plan, in the plan's own words: texts that are never formulas."""

from __future__ import annotations

from plainplan.workbook.comparison import EditLine
from plainplan.workbook.draft import Draft
from plainplan.workbook.styles import GREY, PASS_GREEN, RULE
from plainplan.workbook.texts import put_text, text_width

SHEET = "edits"
FIRST_ROW = 3
MARK, TITLE, FACT, BEFORE, AFTER, LINES = range(6)
WIDTHS = (4.0, 36.0, 18.0, 46.0, 46.0, 16.0)
LINE_HEIGHT = 14


def write_edits_sheet(draft: Draft, edits: tuple[EditLine, ...]) -> None:
    """A line a fact, under the declaration that says it."""
    sheet, styles, word = draft.begin_sheet(SHEET), draft.styles, draft.wording
    sheet.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    heads = ("", "edited", "edited_fact", "before", "after", "lines")
    for column, key in enumerate(heads):
        put_text(sheet, FIRST_ROW, column, word(key) if key else "", styles.column_head())
    row = FIRST_ROW
    for edit in edits:
        row += 1
        _put_edit(draft, row, edit)
    if not edits:
        row += 1
        put_text(sheet, row, TITLE, word("same_text"), styles())
    sheet.freeze_panes(FIRST_ROW + 1, FACT)
    sheet.repeat_rows(FIRST_ROW)
    sheet.print_area(0, 0, row, LINES)
    sheet.fit_to_pages(1, 0)


def _put_edit(draft: Draft, row: int, edit: EditLine) -> None:
    sheet, styles = draft.sheets[SHEET], draft.styles
    texts = {TITLE: edit.title, FACT: edit.fact, BEFORE: edit.before, AFTER: edit.after}
    # Words are not cut, so that a line holds a little less than its column is wide.
    height = max(-(-text_width(text) // int(WIDTHS[column] - 4)) for column, text in texts.items())
    # Letters of two scripts stand on one line where there is one, and begin at one height where there are several.
    place = "top" if height > 1 else "vcenter"
    rule: dict[str, object] = {"valign": place} | ({"top": 1, "top_color": RULE} if edit.title else {})
    colour = {"+": PASS_GREEN, "−": GREY}.get(edit.mark, "#000000")
    put_text(sheet, row, MARK, edit.mark, styles(bold=True, align="center", font_color=colour, **rule))
    put_text(sheet, row, TITLE, edit.title, styles(bold=True, text_wrap=True, **rule))
    put_text(sheet, row, FACT, edit.fact, styles(font_color=GREY, text_wrap=True, **rule))
    put_text(sheet, row, BEFORE, edit.before, styles(text_wrap=True, **rule))
    put_text(sheet, row, AFTER, edit.after, styles(text_wrap=True, **rule))
    places = ["" if line is None else f"L{line}" for line in (edit.before_line, edit.after_line)]
    lines = " → ".join(places) if all(places) and places[0] != places[1] else places[1] or places[0]
    put_text(sheet, row, LINES, lines, styles.small(**rule))
    if height > 1:
        sheet.set_row(row, LINE_HEIGHT * height + 2)
