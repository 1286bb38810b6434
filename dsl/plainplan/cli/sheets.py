"""The plan's own tables and grids, as `plainplan run` draws them: a line a row, totals below."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plainplan.api import Run
from plainplan.api.figures import (
    HALF_CENT,
    MOST_DECIMALS,
    NO_VALUE,
    Scale,
    amount_text,
    date_text,
    decimals_for,
    number_text,
    scaled_text,
    unit_of,
    value_text,
)
from plainplan.api.tables import TableView, table_views
from plainplan.cli.derivation import place_text
from plainplan.cli.options import Arguments
from plainplan.cli.tables import GAP
from plainplan.dimensions import Type
from plainplan.graph.nodes import Quantity
from plainplan.records import dataclass
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.table import Table

# Of a longer table the first rows are drawn, and the last.
MOST_ROWS = 40
# Amounts from here on are read without cents.
LEAST_WITHOUT_CENTS = 1e6
SIGNIFICANT = 6
# What rounding leaves of figures as large as the largest of a column, or as 1.
RESIDUE = 1e-12
# A longer label is folded.
LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table or a grid as it is drawn: its heading, its parts one under the other, its totals."""

    heading: str
    parts: list[Table]
    totals: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """The label of a column, and a text a row."""

    label: str
    texts: list[str]
    is_text: bool = False

    @property
    def width(self) -> int:
        """How many places it takes, the gap behind it included."""
        from rich.cells import cell_len

        return max(*map(cell_len, self.texts), min(cell_len(self.label), LONGEST_LABEL)) + GAP


def sheets_of(run: Run, words: Mapping[str, str], width: int) -> Iterator[Sheet]:
    """Every table and grid of a plan; a wide one is cut into parts, each of which begins with the heads of its rows."""
    for view in table_views(run.graph):
        if view.kind != "data":
            yield _sheet(run, view, words, width)


def sheet_text(run: Run, name: str, arguments: Arguments) -> str | None:
    """A table, a grid or a data file as it is drawn, None when there is none of this name."""
    view = next((view for view in table_views(run.graph) if view.name == name), None)
    if view is None:
        return None
    from plainplan.cli.summary import open_console, print_sheet
    from plainplan.cli.words import words_of

    page = io.StringIO()
    console = open_console(page, arguments)
    print_sheet(console, _sheet(run, view, words_of(run.graph.locale), console.width))
    block = next(block for block in run.graph.blocks if block.key == f"{view.kind} {name}")
    lines = [f"{name}{place_text(block.span)}", *page.getvalue().rstrip().split("\n")]
    if block.source:
        lines[1:1] = ["", f"  {block.source}   sha-256 {block.digest}"]
    return "\n".join(line.rstrip() for line in lines)


def _sheet(run: Run, view: TableView, words: Mapping[str, str], width: int) -> Sheet:
    columns = list(_grid_columns(run, view) if view.kind == "grid" else _table_columns(run, view))
    parts = [_draw(part, words) for part in _parts(columns, width)]
    totals = [
        (
            total.label,
            amount_text(run.value(total.id), total.type, total.id in run.shares, run.graph.locale),
            total.name if total.label != total.name else "",
        )
        for total in view.totals
    ]
    return Sheet(_heading(run, view, words), parts, totals)


def _heading(run: Run, view: TableView, words: Mapping[str, str]) -> str:
    currency = run.graph.currency
    has_money = any(quantity.type.is_money and quantity.type.currency == currency for quantity in view.columns)
    return f"{view.label} ({words['in_unit'].format(unit=currency)})" if has_money else view.label


def _table_columns(run: Run, view: TableView) -> Iterator[Column]:
    for quantity in view.columns:
        texts = texts_of(run, quantity)
        yield Column(_label(run, quantity), texts, quantity.type.kind == "text")


def _grid_columns(run: Run, view: TableView) -> Iterator[Column]:
    """The heads of the rows, then a column of cells under each head of the columns."""
    rows, across, cells = view.columns
    heads = texts_of(run, across)
    yield Column(f"{rows.label} \\ {across.label}", texts_of(run, rows), rows.type.kind == "text")
    texts = texts_of(run, cells)
    for position, head in enumerate(heads):
        yield Column(head, texts[position :: len(heads)])


def _label(run: Run, quantity: Quantity) -> str:
    """The label, with the unit where the figures do not say it and the heading does not."""
    type_ = quantity.type
    is_plain = type_.is_rate or (type_.is_money and type_.currency == run.graph.currency)
    unit = "" if is_plain or type_.kind != "quantity" else unit_of(type_, run.graph.locale)
    return f"{quantity.label} ({unit})" if unit else quantity.label


def texts_of(run: Run, quantity: Quantity) -> list[str]:
    """The values of one column in one format, as exact as a reader needs to follow the calculation."""
    type_, values, locale = quantity.type, run.values(quantity.id), run.graph.locale
    numbers = [value for value in values if not isinstance(value, str) and math.isfinite(value)]
    factor = 100 if quantity.id in run.shares or type_.is_rate else 1
    decimals = _decimals(type_, [number * factor for number in numbers])
    scale = Scale(1 / factor, decimals, "")
    least = RESIDUE * max((1.0, *map(abs, numbers)))
    # A number below this that is no residue is written with its power of ten.
    smallest = 10.0**-MOST_DECIMALS / factor

    def text(value: float | str) -> str:
        if isinstance(value, str):
            return value
        if math.isnan(value):
            return NO_VALUE
        if type_.kind != "quantity":
            return date_text(value) if type_.kind == "date" else value_text(value, type_, locale=locale)
        if type_.is_whole and not type_.powers:
            return value_text(value, type_)
        is_tiny = least < abs(value) < smallest and not (type_.is_money or type_.is_money_flow)
        figure = number_text(value * factor) if is_tiny or abs(value) >= 1e15 else scaled_text(value, scale)
        return f"{figure}%{unit_of(type_, locale)}" if factor == 100 else figure

    return [text(value) for value in values]


def _decimals(type_: Type, numbers: list[float]) -> int:
    """How many decimals a column needs: of money two or none, of all else six digits in the largest, and
    more where a small number would be shown as 0."""
    if all(abs(number - round(number)) < 1e-9 for number in numbers):
        return 0
    largest = max(map(abs, numbers))
    if type_.is_money or type_.is_money_flow:
        has_cents = largest < LEAST_WITHOUT_CENTS or any(HALF_CENT <= abs(number) < 0.5 for number in numbers)
        return 2 if has_cents else 0
    room = min(MOST_DECIMALS, max(0, SIGNIFICANT - 1 - math.floor(math.log10(largest))))
    room = decimals_for(numbers, room)
    needed = max(len(f"{number:.{room}f}".rstrip("0").partition(".")[2]) for number in numbers)
    return min(room, needed)


def _parts(columns: list[Column], width: int) -> Iterator[list[Column]]:
    """The columns in groups that fit the page."""
    first, *others = columns
    waiting, room = [first], width - first.width
    for column in others:
        if len(waiting) > 1 and column.width > room:
            yield waiting
            waiting, room = [first], width - first.width
        waiting.append(column)
        room -= column.width
    yield waiting


def _draw(columns: list[Column], words: Mapping[str, str]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        is_left = column.is_text
        table.add_column(
            Text(escape_text(column.label)),
            justify="left" if is_left else "right",
            overflow="fold",
            no_wrap=index == 0 and not is_left,
        )
    count = len(columns[0].texts)
    for row in range(count):
        if count > MOST_ROWS and MOST_ROWS - 1 <= row < count - 1:
            if row == MOST_ROWS - 1:
                table.add_row(Text(words["more_rows_between"].format(count=count - MOST_ROWS)))
            continue
        table.add_row(*(Text(escape_text(column.texts[row])) for column in columns))
    return table
