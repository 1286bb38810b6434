"""Writes a plan's graph as a workbook that recalculates by itself."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import Any

from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import Graph
from plainplan.graph.shares import find_shares
from plainplan.records import dataclass, replace
from plainplan.workbook.draft import Draft, Imprint, Values
from plainplan.workbook.layout import TABLE_SHEETS, Layout, lay_out
from plainplan.workbook.limits import check_limits
from plainplan.workbook.texts import one_line
from plainplan.workbook.wording import SHEETS, Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.workbook.paths_sheet import PathsTable
    from plainplan.workbook.styles import Styles


@dataclass(frozen=True, slots=True)
class Content:
    """A computed plan as a workbook shows it.

    `values(quantity, step)` is the evaluator's value in a step counted from 0, or of a constant (step None); `paths` is
    what came of scenarios with many paths.
    """

    graph: Graph
    values: Values
    imprint: Imprint
    paths: Sequence[PathsTable] = ()

    @property
    def titled(self) -> Content:
        """The same with a title: a calculator has none but that of its file."""
        if self.graph.title or not self.imprint.plan_file:
            return self
        title = os.path.splitext(os.path.basename(self.imprint.plan_file))[0]
        return replace(self, graph=replace(self.graph, title=title))


def export(
    graph: Graph,
    values: Values,
    path: str | os.PathLike[str] | io.BytesIO,
    imprint: Imprint | None = None,
    paths: Sequence[PathsTable] = (),
) -> list[Diagnostic]:
    """Writes the workbook of a graph to `path`, whole or not at all, and says what keeps a plan from being one.

    What it shows is told by `Content`.
    """
    content = Content(graph, values, imprint or Imprint(), paths).titled
    wording = Wording(graph.locale)
    layout = lay_out(content.graph, wording)
    problems = check_limits(content.graph, layout)
    if problems:
        return problems

    from plainplan.workbook.cover_sheet import write_cover
    from plainplan.workbook.fast_writer import open_book
    from plainplan.workbook.styles import Styles

    with open_book(path) as book:
        draft = begin_model(book, content, layout, wording, Styles(book, wording.is_chinese))
        fill_model(book, draft, content)
        write_cover(draft)
        book.set_properties({"title": one_line(content.graph.title)})
    return []


# `book` is XlsxWriter's and has no types.
def begin_model(
    book: Any, content: Content, layout: Layout, wording: Wording, styles: Styles, has_cover: bool = True
) -> Draft:
    """Makes the sheets of a plan, in their order, and names its inputs."""
    from plainplan.workbook.annual_sheet import has_annual_sheet
    from plainplan.workbook.summary_sheet import has_summary

    graph = content.graph
    draft = Draft(graph, content.values, layout, wording, content.imprint, styles, find_shares(graph))
    shown = {"notes", *layout.lines}
    for key, is_shown in (
        ("cover", has_cover),
        ("annual", has_annual_sheet(draft)),
        ("paths", bool(content.paths)),
        ("summary", has_summary(draft)),
    ):
        if is_shown:
            shown.add(key)
    # Sheets stand in the order in which they are made; they are filled in the order in which they need each other.
    for key in SHEETS:
        if key in shown:
            draft.sheets[key] = book.add_worksheet(layout.sheet_names[key])
    for quantity, name in layout.names.items():
        book.define_name(name, f"={draft.printer('').address(quantity)}")
    return draft


def fill_model(book: Any, draft: Draft, content: Content) -> None:
    """Writes the sheets of a plan, all but the cover."""
    from plainplan.workbook.annual_sheet import write_annual_sheet
    from plainplan.workbook.checks_sheet import write_checks_sheet
    from plainplan.workbook.inputs_sheet import write_inputs_sheet
    from plainplan.workbook.notes_sheet import write_notes_sheet
    from plainplan.workbook.series_sheets import write_series_sheet
    from plainplan.workbook.statements_sheet import write_statements_sheet
    from plainplan.workbook.summary_sheet import write_summary_sheet
    from plainplan.workbook.tables_sheet import write_tables_sheet

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
    if content.paths:
        from plainplan.workbook.paths_sheet import write_paths_sheet

        write_paths_sheet(draft, content.paths)
    write_checks_sheet(draft)
    if "summary" in draft.sheets:
        write_summary_sheet(book, draft)
    write_notes_sheet(draft)
