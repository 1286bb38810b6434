"""Two versions of a plan in one workbook: in front what differs, behind it both models, all of it live."""

from __future__ import annotations

import os

from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type
from plainplan.records import dataclass
from plainplan.workbook.draft import Draft
from plainplan.workbook.export import Content, begin_model, fill_model
from plainplan.workbook.layout import Mark, lay_out
from plainplan.workbook.limits import MOST_FORMULAS, check_limits, count_formulas
from plainplan.workbook.texts import one_line
from plainplan.workbook.wording import Wording

FRONT = ("comparison", "futures", "edits", "attribution")
# The colours of the tabs: in front, earlier, later.
FRONT_TAB, BEFORE_TAB, AFTER_TAB = "#1F3864", "#A6A6A6", "#2E75B6"


@dataclass(frozen=True, slots=True)
class Version:
    """One version: what to call it, the commit that has it (empty for a file), and the plan as computed."""

    name: str
    commit: str
    content: Content


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What a report shows in both versions: a label, and the quantity of each, None where one does not show it."""

    label: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure of both versions as exported, None where one lacks it, and the days (from Excel's day 0) of each.

    `is_final` is that of the net worth at the end, which the book shows too.
    """

    label: str
    type: Type
    is_share: bool
    before: float | None
    after: float | None
    before_on: float | None = None
    after_on: float | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """Whether a check held in both versions as exported (None where one lacks it), and when it first failed."""

    label: str
    is_warning: bool
    before: bool | None
    after: bool | None
    before_on: float | None
    after_on: float | None


@dataclass(frozen=True, slots=True)
class ToldScenario:
    """What a scenario came to in both versions; `before` and `after` are its numbers, None where a version lacks it."""

    label: str
    before: int | None
    after: int | None
    figures: tuple[ToldFigure, ...]
    checks: tuple[ToldCheck, ...]


@dataclass(frozen=True, slots=True)
class EditLine:
    """One thing that was edited: `mark` and `title` stand at the first line of a declaration, and are empty below."""

    mark: str
    title: str
    fact: str
    before: str
    after: str
    before_line: int | None
    after_line: int | None


@dataclass(frozen=True, slots=True)
class ToldPart:
    """What one group of edits explains of the change of each figure, with standard errors."""

    title: str
    shares: tuple[float, ...]
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ToldParts:
    """What each edit explains of the change of some figures of a scenario; `remark` says what is to be known of it,
    `is_sampled` that the parts have errors."""

    scenario: str
    figures: tuple[ToldFigure, ...]
    parts: tuple[ToldPart, ...]
    is_sampled: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that a comparison shows: two versions, and what was found of them when the book was written."""

    before: Version
    after: Version
    shown: tuple[ShownPair, ...]
    scenarios: tuple[ToldScenario, ...]
    edits: tuple[EditLine, ...]
    parts: ToldParts


@dataclass(frozen=True, slots=True)
class Pair:
    """The drafts of both versions, which share the sheets in front."""

    before: Draft
    after: Draft

    @property
    def both(self) -> tuple[Draft, Draft]:
        """The earlier and the later one."""
        return self.before, self.after

    def add_sheet(self, key: str, sheet: object) -> None:
        """Makes a sheet in front known to both; it is headed and printed as the later one's sheets are."""
        self.after.layout.sheet_names[key] = self.after.wording(f"sheet_{key}")
        for draft in self.both:
            draft.sheets[key] = sheet


def export_comparison(told: Told, path: str | os.PathLike[str]) -> list[Diagnostic]:
    """Writes the workbook of a comparison to `path`, whole or not at all, and says what keeps it from being one."""
    contents = told.before.content.titled, told.after.content.titled
    wording = Wording(contents[1].graph.locale)
    marks = (Mark(wording("mark_before"), "_before"), Mark(wording("mark_after"), "_after"))
    layouts = [lay_out(content.graph, wording, mark) for content, mark in zip(contents, marks, strict=True)]
    problems = [
        problem
        for content, layout in zip(contents, layouts, strict=True)
        for problem in check_limits(content.graph, layout)
    ]
    formulas = sum(count_formulas(content.graph) for content in contents)
    if not problems and formulas > MOST_FORMULAS:
        message = f"{formulas:,} formulas of two versions are more than the {MOST_FORMULAS:,} that a workbook can hold"
        problems.append(Diagnostic("workbook-too-large", message, None))
    if problems:
        return problems

    from plainplan.workbook.attribution_sheet import write_attribution_sheet
    from plainplan.workbook.comparison_sheet import write_comparison_sheet
    from plainplan.workbook.edits_sheet import write_edits_sheet
    from plainplan.workbook.fast_writer import open_book
    from plainplan.workbook.futures_sheet import write_futures_sheet
    from plainplan.workbook.styles import Styles

    with open_book(path) as book:
        styles = Styles(book, wording.is_chinese)
        front = {key: book.add_worksheet(wording(f"sheet_{key}")) for key in FRONT}
        before, after = (
            begin_model(book, content, layout, wording, styles, has_cover=False)
            for content, layout in zip(contents, layouts, strict=True)
        )
        for draft, content, colour in ((before, contents[0], BEFORE_TAB), (after, contents[1], AFTER_TAB)):
            fill_model(book, draft, content)
            for sheet in draft.sheets.values():
                sheet.set_tab_color(colour)
        pair = Pair(before, after)
        for key, sheet in front.items():
            pair.add_sheet(key, sheet)
            sheet.set_tab_color(FRONT_TAB)
        finals = write_comparison_sheet(book, pair, told)
        write_futures_sheet(pair, told.scenarios, finals)
        write_edits_sheet(after, told.edits)
        write_attribution_sheet(after, told.parts)
        front["comparison"].activate()
        book.set_properties({"title": one_line(contents[1].graph.title)})
    return []
