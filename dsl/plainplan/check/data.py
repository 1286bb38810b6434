"""Data files of a plan: read once, below the project's folder, each column with its type."""

from __future__ import annotations

import os

from plainplan.check.collect import report_duplicate
from plainplan.check.context import Binding, Context, Place
from plainplan.check.csv_file import (
    BLANK,
    LONGEST_TEXT,
    Cell,
    is_percentage,
    read_cell,
    read_date,
    read_number,
    split_rows,
)
from plainplan.check.data_keys import MOST_CELLS_TOLD, Keys, shortened
from plainplan.check.formals import named_type
from plainplan.check.headers import GREATEST_ROWS
from plainplan.check.model import DataColumn, DataFacts, Symbol
from plainplan.check.properties import STEPS
from plainplan.check.suggestions import did_you_mean
from plainplan.check.words import PERIOD_WORDS, RESERVED_NAMES
from plainplan.diagnostics import Label, has_errors
from plainplan.dimensions import (
    DATE,
    NUMBER,
    TEXT,
    WHOLE,
    Type,
    describe,
    is_shorter,
    unit_text,
    variable_of,
)
from plainplan.records import replace
from plainplan.source import Source, Span
from plainplan.syntax import nodes, read_source

# What the key is called when the file's own word for it is no name.
KEY = "key"


def collect_data(context: Context, owner: Binding, data: nodes.Data) -> None:
    """Read a data file and give its binding the columns. What cannot be read has none, and is reported."""
    count = len([item for item in context.diagnostics if item.is_error])
    source = _read_file(context, data)
    if source is None:
        return
    rows, found = split_rows(source)
    context.diagnostics.extend(found)
    if found or not _has_commas(context, data, rows) or not _is_table(context, data, source, rows):
        return
    reader = _Reader(context, data, source, rows)
    columns = reader.columns()
    period = _period_of(context, data)
    if period is not None:
        key = next(column for column in columns if column.name == reader.key)
        Keys(context, data, source, reader.rows, reader.told).check(period, key, columns)
    if len([item for item in context.diagnostics if item.is_error]) > count:
        return
    from hashlib import sha256

    name = data.name.name
    digest = sha256(source.text.encode()).hexdigest()
    # A calculator has no time in which a row could have its place.
    in_time = None if context.model.facts.is_calculator else period
    facts = DataFacts(data, data.path.value, digest, columns, reader.key, in_time, len(rows) - 1)
    context.model.data[name] = facts
    nodes_by_name = {column.name.name: column for column in data.columns}
    for column in columns:
        node = nodes_by_name.get(column.name, data)
        symbol = Symbol("column", f"{name}.{column.name}", column.type, node, node.name.span, data)
        owner.members[column.name] = Binding("column", column.name, node, node.name.span, Place("data", data), symbol)
        context.model.columns[symbol.name] = symbol


def _read_file(context: Context, data: nodes.Data) -> Source | None:
    """The text of a data file, which lies below the project's folder and nowhere else."""
    written = data.path.value
    root = os.path.realpath(context.project_root)
    path = os.path.realpath(os.path.join(root, written))
    if os.path.isabs(written) or os.path.commonpath((root, path)) != root or ".." in written.split("/"):
        context.report("outside-project", f"`{written}` lies outside the project's folder", data.path.span)
        return None
    source, found = read_source(path, shown_as=written or ".")
    context.diagnostics.extend(replace(item, span=data.path.span) if item.span is None else item for item in found)
    return None if has_errors(found) else source


def _has_commas(context: Context, data: nodes.Data, rows: list[list[Cell]]) -> bool:
    """Report a file whose header is one cell with the separators of other programs in it."""
    header = rows[0][0][0] if rows and len(rows[0]) == 1 else ""
    for separator, words in ((";", "semicolons"), ("\t", "tabs")):
        if separator in header:
            message = f"`{data.path.value}` has {words} between its cells, and a data file has commas"
            context.report("wrong-separator", message, data.path.span)
            return False
    return True


def _is_table(context: Context, data: nodes.Data, source: Source, rows: list[list[Cell]]) -> bool:
    """Whether a file holds rows below its header, as many cells in each as there are headers."""
    if len(rows) < 2:
        context.report("empty-data", f"`{data.path.value}` has no rows below its header", data.path.span)
        return False
    if len(rows) - 1 > GREATEST_ROWS:
        context.report(
            "too-many-rows",
            f"`{data.path.value}` has {len(rows) - 1:,} rows, and at most {GREATEST_ROWS:,} are read",
            data.path.span,
        )
        return False
    width = len(rows[0])
    uneven = [row for row in rows[1:] if len(row) != width]
    for row in uneven[:MOST_CELLS_TOLD]:
        context.report(
            "uneven-row",
            f"this row has {len(row)} cell{'s' if len(row) != 1 else ''}, and the header {width}",
            Span(source, row[0][1], row[-1][2]),
            labels=(Label(Span(source, rows[0][0][1], rows[0][-1][2]), "the header"),),
        )
    return not uneven


def _period_of(context: Context, data: nodes.Data) -> str | None:
    """The period in which a row has its place in the plan's time."""
    if data.by is None:
        return None
    period, facts = PERIOD_WORDS.get(data.by.name), context.model.facts
    # Weeks are counted from the plan's start: rows by week are those of its steps.
    periods = [step for step in STEPS if step != "week" or facts.step == "week"]
    if period not in periods:
        context.report(
            "unknown-word",
            f"`by` is {', '.join(periods[:-1])} or {periods[-1]}, not `{data.by.name}`",
            data.by.span,
            help=did_you_mean(data.by.name, periods),
        )
        return None
    if not facts.is_calculator and is_shorter(period, facts.step):
        context.report(
            "period-too-short",
            f"the plan's step is a {facts.step}, and several rows by {period} fall into it",
            data.by.span,
            help=f"write `step: {period}` in the plan",
        )
    return period


class _Reader:
    """The columns of one file, and which of them tells its rows apart."""

    def __init__(self, context: Context, data: nodes.Data, source: Source, rows: list[list[Cell]]) -> None:
        self.context = context
        self.data = data
        self.source = source
        self.headers = [fold_header(cell[0]) for cell in rows[0]]
        self.rows = rows[1:]
        self.key = KEY
        self.told = 0

    def columns(self) -> tuple[DataColumn, ...]:
        """The columns that the plan takes; the first of the file among them, for it is the key."""
        found = self._declared() if self.data.columns else self._all_named()
        first = next((column for column in found if column.header == self.headers[0]), None)
        if first is None:
            name = self.headers[0] if self.headers[0].isidentifier() else KEY
            taken = {column.name for column in found}
            first = self._column(0, KEY if name in taken else name, self._guess(0), self.headers[0])
            found.insert(0, first)
        self.key = first.name
        return tuple(found)

    def _declared(self) -> list[DataColumn]:
        found: dict[str, DataColumn] = {}
        spans: dict[str, Span] = {}
        for line in self.data.columns:
            name = line.name.name
            if name in found:
                report_duplicate(self.context, name, line.name.span, spans[name])
                continue
            if name in RESERVED_NAMES:
                self.context.report("reserved-name", f"`{name}` is a unit and cannot be a name", line.name.span)
            position = self._position_of(line)
            if position is None:
                continue
            type_ = self._guess(position) if line.type is None else self._written_type(line.type)
            spans[name] = line.name.span
            found[name] = self._column(position, name, type_, line.label or self.headers[position])
        return list(found.values())

    def _position_of(self, line: nodes.Column) -> int | None:
        header = fold_header(line.header)
        count = self.headers.count(header)
        if count == 1:
            return self.headers.index(header)
        span = _header_span(line)
        if count > 1:
            self._report_twice(header, span)
            return None
        self.context.report(
            "unknown-header",
            f"`{self.data.path.value}` has no column `{line.header}`",
            span,
            notes=(f"its columns: {', '.join(self.headers)}",),
            help=did_you_mean(header, self.headers),
        )
        return None

    def _report_twice(self, header: str, span: Span) -> None:
        count = self.headers.count(header)
        self.context.report("duplicate-header", f"`{self.data.path.value}` has {count} columns `{header}`", span)

    def _written_type(self, node: nodes.Expression) -> Type:
        type_ = named_type(self.context, node, is_column=True)
        if type_.kind == "account" or isinstance(node, nodes.List) or variable_of(type_) is not None:
            message = f"a column holds numbers, dates or texts, and `{node.span.text}` is none of them"
            return self.context.report("unknown-type", message, node.span)
        return type_

    def _all_named(self) -> list[DataColumn]:
        """Every column whose header may stand after a dot."""
        found: list[DataColumn] = []
        for position, header in enumerate(self.headers):
            if not header.isidentifier():
                continue
            if self.headers.index(header) != position:
                self._report_twice(header, self.data.path.span)
                break
            found.append(self._column(position, header, self._guess(position), header))
        return found

    def _guess(self, position: int) -> Type:
        """Dates if all cells are, numbers if all cells are, else texts."""
        written = [text for row in self.rows if (text := row[position][0].strip())]
        if written and all(read_date(text) is not None for text in written):
            return DATE
        numbers = [read_number(text) for text in written]
        if written and None not in numbers:
            self._doubt_mixture(position)
            is_whole = all(number == number // 1 for number in numbers if number is not None)
            return WHOLE if is_whole and not any("%" in text for text in written) else NUMBER
        return TEXT

    def _doubt_mixture(self, position: int) -> None:
        """Warn of `5` in a column that says `5%`: it is a hundred times as much. What is below 1 may be a fraction."""
        kinds: dict[bool, Cell] = {}
        for row in self.rows:
            cell = row[position]
            is_percent = is_percentage(cell[0])
            number = read_number(cell[0]) or 0.0
            if is_percent or abs(number) >= 1:
                kinds.setdefault(is_percent, cell)
            if len(kinds) > 1:
                first = next(iter(kinds.values()))
                self.context.report(
                    "wrong-cell",
                    f"this column mixes numbers and percentages: `{shortened(cell[0])}` is {number:.10g}",
                    Span(self.source, cell[1], cell[2]),
                    labels=(Label(Span(self.source, first[1], first[2]), f"and this is {read_number(first[0]):.10g}"),),
                    severity="warning",
                )
                return

    def _column(self, position: int, name: str, type_: Type, label: str) -> DataColumn:
        values: list[float | str] = []
        for row in self.rows:
            text = row[position][0]
            value = BLANK if type_.is_unknown else read_cell(text, type_)
            if value is None:
                self._report_cell(row[position], type_)
                value = BLANK
            values.append(value)
        return DataColumn(name, self.headers[position], type_.as_series(), tuple(values), label)

    def _report_cell(self, cell: Cell, type_: Type) -> None:
        self.told += 1
        if self.told > MOST_CELLS_TOLD:
            return
        help_text = None
        message = f"`{shortened(cell[0])}` is not {'a whole number' if type_ == WHOLE else describe(type_)}"
        number = read_number(cell[0])
        if type_.kind == "text":
            message = f"this text has {len(cell[0]):,} characters, and a cell holds at most {LONGEST_TEXT:,}"
        elif type_.is_rate and number is not None:
            help_text = f"write `{cell[0].strip()}%`, or a fraction such as `0.125`"
        elif type_.is_rate or type_.is_number:
            help_text = "write a percentage such as `12.5%`" if "%" in cell[0] else None
        elif unit_text(type_) and read_number(_digits(cell[0])) is not None:
            help_text = f"write the number alone: it is in {unit_text(type_)}"
        self.context.report(
            "wrong-cell",
            message,
            Span(self.source, cell[1], cell[2]),
            labels=(Label(self.data.name.span, f"read as `{self.data.name.name}` of the plan"),),
            help=help_text,
        )


def fold_header(text: str) -> str:
    """A header without the blanks around it, its accents on its letters."""
    from unicodedata import normalize

    return normalize("NFC", text.strip())


def _header_span(line: nodes.Column) -> Span:
    """Where a `column` line names the header: the text before `as`."""
    text = line.span.text
    start = line.span.start + len("column")
    start += len(text[len("column") :]) - len(text[len("column") :].lstrip())
    before = line.span.source.text[start : line.name.span.start].rstrip()
    return Span(line.span.source, start, start + len(before.removesuffix("as").rstrip()))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit() or character in ".-")
