"""The sheet of paths: what came of every window of history when the book was written. Nothing on it recalculates but
the light that says whether the book still shows what the table tells of its window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan

from plainplan.graph.nodes import Reference
from plainplan.records import dataclass
from plainplan.workbook.checks_sheet import put_light
from plainplan.workbook.draft import Draft
from plainplan.workbook.numbers import DATE_OR_NONE, MONEY, PLAIN
from plainplan.workbook.pieces import column_name
from plainplan.workbook.texts import put_text, text_width

SHEET = "paths"
FIRST_ROW = 3
SHARE = "0.0%_)"
MONTH = "yyyy-mm_)"
AMOUNT_WIDTH, LABEL_WIDTHS = 18.0, (14.0, 40.0)


@dataclass(frozen=True, slots=True)
class PathRow:
    """One path: where it starts, the net worth at the end, in money of the plan's start, and at its lowest, and the
    day on which a check first fails, 0 when none does."""

    start: float
    final: float
    final_real: float
    lowest: float
    failed_on: float


@dataclass(frozen=True, slots=True)
class PathsTable:
    """The paths of one scenario as the evaluator found them: `percentiles` of the net worth at the end, in money of the
    plan's start and at its lowest; `checks` by label, with the share of paths that hold and the share that has to."""

    scenario: int
    label: str
    survival: float
    worst: PathRow
    shares: tuple[int, ...]
    percentiles: tuple[tuple[str, tuple[float, ...]], ...]
    checks: tuple[tuple[str, float, float], ...]
    rows: tuple[PathRow, ...]


# What is told of every path: the word for it, the figure, its format.
FIGURES: tuple[tuple[str, Callable[[PathRow], float], str], ...] = (
    ("final_worth", lambda path: path.final, MONEY),
    ("final_worth_real", lambda path: path.final_real, MONEY),
    ("lowest_worth", lambda path: path.lowest, MONEY),
    ("first_failure", lambda path: path.failed_on, DATE_OR_NONE),
)


def write_paths_sheet(draft: Draft, tables: Sequence[PathsTable]) -> None:
    """The scenarios side by side, then every path of each."""
    sheet = draft.begin_sheet(SHEET)
    sheet.hide_gridlines(2)
    put_text(sheet, 2, 0, draft.wording("as_exported"), draft.styles(italic=True))
    _Page(draft, tables).write()


class _Page:
    """The sheet while it is written, from the top down."""

    def __init__(self, draft: Draft, tables: Sequence[PathsTable]) -> None:
        self._draft = draft
        self._tables = tables
        self._sheet = draft.sheets[SHEET]
        self._row = FIRST_ROW + 1
        # The input of each scenario that says which window the book shows.
        self._start_of = {view.scenario: view.start for view in draft.graph.windows}
        is_date = any(draft.graph.quantities[start].type.kind == "date" for start in self._start_of.values())
        self._start_format = MONTH if is_date else PLAIN
        # A plan without accounts has paths of which there is only to say whether its checks hold.
        self._has_worth = draft.graph.well_known["net_worth"] in draft.layout.places
        # The light of each scenario, which reads a row that is written further down.
        self._lights: list[tuple[int, PathsTable]] = []

    def write(self) -> None:
        self._write_survival()
        for position, (word, _) in enumerate(self._tables[0].percentiles if self._has_worth else ()):
            self._write_percentiles(position, word)
        self._write_checks()
        self._write_paths()
        self._finish()

    def _head(self, title: str, heads: Sequence[str]) -> None:
        style = self._draft.styles.column_head
        put_text(self._sheet, self._row, 0, title, style())
        for column, text in enumerate(heads, 1):
            put_text(self._sheet, self._row, column, text, style(align="right"))
        self._row += 1

    def _put(self, column: int, value: float, number_format: str) -> None:
        style = self._draft.styles(num_format=number_format, align="right")
        if value == value:
            self._sheet.write_number(self._row, column, value, style)
        else:
            put_text(self._sheet, self._row, column, "—", style)

    def _write_survival(self) -> None:
        word = self._draft.wording
        heads = ["path_count", "survival", "worst_start", "first_failure"]
        heads += ["final_worth_real", "still_so"] if self._has_worth else []
        self._head(word("scenario"), [word(key) for key in heads])
        for table in self._tables:
            put_text(self._sheet, self._row, 0, table.label, self._draft.styles())
            figures = (
                (float(len(table.rows)), PLAIN),
                (table.survival, SHARE),
                (table.worst.start, self._start_format),
                (table.worst.failed_on, DATE_OR_NONE),
                (table.worst.final_real, MONEY),
            )
            for column, (value, number_format) in enumerate(figures[: len(heads)], 1):
                self._put(column, value, number_format)
            self._lights.append((self._row, table))
            self._row += 1
        self._row += 1

    def _write_percentiles(self, position: int, word: str) -> None:
        self._head(self._draft.wording(word), [f"{share}%" for share in self._tables[0].shares])
        for table in self._tables:
            put_text(self._sheet, self._row, 0, table.label, self._draft.styles())
            for column, value in enumerate(table.percentiles[position][1], 1):
                self._put(column, value, MONEY)
            self._row += 1
        self._row += 1

    def _write_checks(self) -> None:
        needed: dict[str, float] = {}
        for table in self._tables:
            needed |= {label: share for label, _, share in table.checks}
        self._head(
            self._draft.wording("share_held"),
            [*(table.label for table in self._tables), self._draft.wording("share_needed")],
        )
        for label, share in needed.items():
            put_text(self._sheet, self._row, 0, label, self._draft.styles())
            for column, table in enumerate(self._tables, 1):
                held = {known: value for known, value, _ in table.checks}
                self._put(column, held.get(label, nan), SHARE)
            self._put(len(self._tables) + 1, share, SHARE)
            self._row += 1
        self._row += 1

    def _write_paths(self) -> None:
        """For each figure a table of its own: a row a start, a column a scenario."""
        known = [{path.start: path for path in table.rows} for table in self._tables]
        starts = sorted({start for paths in known for start in paths})
        for word, figure, number_format in FIGURES if self._has_worth else FIGURES[-1:]:
            first = self._row + 1
            self._head(
                f"{self._draft.wording(word)} · {self._draft.wording('window_start')}",
                [table.label for table in self._tables],
            )
            for start in starts:
                style = self._draft.styles(num_format=self._start_format, align="left")
                self._sheet.write_number(self._row, 0, start, style)
                for column, paths in enumerate(known, 1):
                    if start in paths:
                        self._put(column, figure(paths[start]), number_format)
                self._row += 1
            if word == "final_worth":
                for position, (row, table) in enumerate(self._lights, 1):
                    self._put_light(row, table, position, first)
            self._row += 1

    def _put_light(self, row: int, table: PathsTable, column: int, first: int) -> None:
        """Whether the net worth at the end that the book shows is what the table tells of its window: — while another
        scenario is in force."""
        printer, graph = self._draft.printer(SHEET), self._draft.graph
        chosen = graph.well_known["scenario"], self._start_of[table.scenario], graph.well_known["relative"]
        scenario, start, slack = (printer.text(Reference(number)) for number in chosen)
        starts, finals = (f"${name}${first + 1}:${name}${self._row}" for name in ("A", column_name(column)))
        told = f"INDEX({finals},MATCH({start},{starts},0))"
        shown = printer.final_cell(graph.well_known["net_worth"])
        same = f"IFERROR(N(ABS({shown}-{told})<={slack}*(1+ABS({told}))),0)"
        lights = (same if number == table.scenario else '"—"' for number, _ in enumerate(graph.scenarios, 1))
        formula = f"CHOOSE({scenario},{','.join(lights)})"
        put_light(self._draft, SHEET, row, 6, formula, self._light(table))

    def _light(self, table: PathsTable) -> float | str:
        draft, graph = self._draft, self._draft.graph
        if draft.value(graph.well_known["scenario"]) != table.scenario:
            return "—"
        start = float(draft.value(self._start_of[table.scenario]))
        told = {path.start: path.final for path in table.rows}.get(start, nan)
        shown = draft.value(graph.well_known["net_worth"], graph.steps - 1)
        slack = float(draft.value(graph.well_known["relative"]))
        return float(not isinstance(shown, str) and abs(shown - told) <= slack * (1 + abs(told)))

    def _finish(self) -> None:
        labels = [text_width(table.label) + 2 for table in self._tables]
        labels += [text_width(label) + 2 for table in self._tables for label, _, _ in table.checks]
        self._sheet.set_column(0, 0, min(max(LABEL_WIDTHS[0], *labels), LABEL_WIDTHS[1]))
        last = max(6, len(self._tables) + 1)
        self._sheet.set_column(1, last, AMOUNT_WIDTH)
        self._sheet.print_area(0, 0, self._row - 1, last)
        self._sheet.fit_to_pages(1, 0)
