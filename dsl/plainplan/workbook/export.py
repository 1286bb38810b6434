"""Writes a plan's graph as a workbook that recalculates by itself."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import Graph
from plainplan.graph.shares import find_shares
from plainplan.records import replace
from plainplan.workbook.draft import Draft, Imprint, Values
from plainplan.workbook.layout import TABLE_SHEETS, lay_out
from plainplan.workbook.limits import check_limits
from plainplan.workbook.texts import one_line
from plainplan.workbook.wording import SHEETS, Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.workbook.paths_sheet import PathsTable


def export(
    graph: Graph,
    values: Values,
    path: str | os.PathLike[str] | io.BytesIO,
    imprint: Imprint | None = None,
    paths: Sequence[PathsTable] = (),
) -> list[Diagnostic]:
    """Writes the workbook of a graph to `path`, whole or not at all, and says what keeps a plan from being one.

    `values(quantity, step)` is the evaluator's value in a step counted from 0, or of a constant (step None); `paths` is
    what came of scenarios with many paths.
    """
    if imprint and not graph.title:
        # A calculator has no title but that of its file.
        graph = replace(graph, title=os.path.splitext(os.path.basename(imprint.plan_file))[0])
    wording = Wording(graph.locale)
    layout = lay_out(graph, wording)
    problems = check_limits(graph, layout)
    if problems:
        return problems

    from plainplan.workbook.annual_sheet import has_annual_sheet, write_annual_sheet
    from plainplan.workbook.checks_sheet import write_checks_sheet
    from plainplan.workbook.cover_sheet import write_cover
    from plainplan.workbook.fast_writer import open_book
    from plainplan.workbook.inputs_sheet import write_inputs_sheet
    from plainplan.workbook.notes_sheet import write_notes_sheet
    from plainplan.workbook.series_sheets import write_series_sheet
    from plainplan.workbook.statements_sheet import write_statements_sheet
    from plainplan.workbook.styles import Styles
    from plainplan.workbook.summary_sheet import has_summary, write_summary_sheet
    from plainplan.workbook.tables_sheet import write_tables_sheet

    with open_book(path) as book:
        styles = Styles(book, wording.is_chinese)
        draft = Draft(graph, values, layout, wording, imprint or Imprint(), styles, find_shares(graph))
        shown = {"cover", "notes", *layout.lines} | ({"annual"} if has_annual_sheet(draft) else set())
        if paths:
            shown.add("paths")
        shown |= {"summary"} if has_summary(draft) else set()
        # Sheets stand in the order in which they are made; they are filled in the order in which they need each other.
        for key in SHEETS:
            if key in shown:
                draft.sheets[key] = book.add_worksheet(layout.sheet_names[key])
        for quantity, name in layout.names.items():
            book.define_name(name, f"={draft.printer('').address(quantity)}")
        for key in ("time", "accounts", "policy", "debts", "statement_lines"):
            if key in draft.sheets:
                write_series_sheet(draft, key)
        for key in TABLE_SHEETS:
            if key in draft.sheets:
                write_tables_sheet(draft, key)
        if "inputs" in draft.sheets:
            write_inputs_sheet(draft)
        if "statements" in draft.sheets:
            write_statements_sheet(draft)
        if "annual" in draft.sheets:
            write_annual_sheet(draft)
        if paths:
            from plainplan.workbook.paths_sheet import write_paths_sheet

            write_paths_sheet(draft, paths)
        write_checks_sheet(draft)
        if "summary" in draft.sheets:
            write_summary_sheet(book, draft)
        write_notes_sheet(draft)
        write_cover(draft)
        book.set_properties({"title": one_line(graph.title)})
    return []
