"""The table of goals on the summary: links to that of the sheet of statements."""

from __future__ import annotations

from plainplan.graph.nodes import Reference, StatementView
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import MONEY, PER_CENT
from plainplan.workbook.statements_sheet import YEAR_OR_NONE
from plainplan.workbook.texts import put_text

SHEET = "summary"
# By column, counted from that of the labels: which cell of the line it shows, and how.
COLUMNS = {1: (3, PER_CENT), 2: (0, MONEY), 3: (1, MONEY), 4: (2, MONEY), 5: (4, YEAR_OR_NONE)}


def goals_of(draft: Draft) -> StatementView | None:
    """The statement of goals, of a plan that has some."""
    return next((view for view in draft.graph.statements if view.key == "goals"), None)


def put_goals(draft: Draft, row: int, view: StatementView) -> int:
    """A line each with its figures; gives the row after an empty one."""
    sheet, styles, head = draft.sheets[SHEET], draft.styles, draft.styles.column_head
    put_text(sheet, row, 0, view.title, head())
    for column, (cell, _) in COLUMNS.items():
        put_text(sheet, row, column, view.heads[cell], head(align="right"))
    for line in view.lines:
        row += 1
        look: dict[str, object] = {"bold": True} if line.kind == "total" else {}
        put_text(sheet, row, 0, line.label, styles(indent=1, **look))
        for column, (cell, form) in COLUMNS.items():
            number = line.cells[cell]
            if number is not None:
                style = styles(num_format=form, align="right", **look, **draft.link_colour(True))
                formula = draft.printer(SHEET).text(Reference(number))
                draft.put_formula(SHEET, row, column, formula, style, draft.value(number))
    return row + 2
