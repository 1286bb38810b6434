"""The sheets on which rows run down: the plan's own tables, grids and lists, and the data that it reads."""

from __future__ import annotations

from itertools import pairwise

from plainplan.graph.nodes import Axis, Quantity, Reference
from plainplan.workbook.draft import Draft
from plainplan.workbook.fast_writer import CellError
from plainplan.workbook.inputs_sheet import put_limits
from plainplan.workbook.lines import (
    ColumnsHead,
    ContentsLine,
    GridHead,
    QuantityLine,
    SourceLine,
    TitleLine,
)
from plainplan.workbook.pages import fit_pages, fold_columns, fold_rows
from plainplan.workbook.series_sheets import put_title
from plainplan.workbook.styles import FIXED_FILL, GREY, INPUT_BLUE, RULE
from plainplan.workbook.tables_layout import FIRST_TABLE_COLUMN, HEAD_ROWS, NUMBER_COLUMN
from plainplan.workbook.texts import one_line, put_note, put_text, put_text_value, text_width
from plainplan.workbook.widths import NARROWEST, Widths, shown_width

# A client types over it; an empty cell would count as 0.
MISSING = "NA()"
# What reads an empty cell, or a text without a letter, sees a 0.
EMPTY_TEXT = '""'
# A long head is broken into lines of so many half-width characters rather than widening its column.
HEAD_WIDTH = 14
LINE_HEIGHT, NOTHING_HEIGHT = 14, 3


def write_tables_sheet(draft: Draft, key: str) -> None:
    """One sheet: its tables one under the other, each with its heads above and its totals below."""
    sheet, lines = draft.begin_sheet(key), draft.layout.lines[key]
    widths, title, is_first_constant = _measure(draft, key), "", True
    titles = [line for line in lines if isinstance(line, TitleLine)]
    for line in lines:
        match line:
            case TitleLine(row, title, span):
                put_title(draft, key, row, title)
                draft.put_place(key, row, NUMBER_COLUMN, span)
                is_first_constant = True
            case ContentsLine(row, table):
                target = f"internal:'{draft.layout.sheet_names[key]}'!A{titles[table].row + 1}"
                link = draft.styles(font_color=INPUT_BLUE, underline=1)
                sheet.write_url(row, NUMBER_COLUMN, target, link, one_line(titles[table].text))
            case SourceLine(row, block):
                rows = draft.wording("row_count").format(rows=f"{draft.graph.axes[block.axis].length:,}")
                put_text(sheet, row, NUMBER_COLUMN, f"{block.source} · {rows}", draft.styles.small())
                put_note(sheet, row, NUMBER_COLUMN, f"SHA-256 {block.digest}")
            case ColumnsHead(row, axis, quantities):
                _put_columns(draft, key, row, axis, quantities, title, widths)
            case GridHead():
                _put_grid(draft, key, line, title, widths)
            case QuantityLine(row, number):
                _put_constant(draft, key, row, draft.graph.quantities[number], title, is_first_constant)
                is_first_constant = False
    _finish(draft, key, widths)


def _put_columns(
    draft: Draft, key: str, row: int, axis: Axis, quantities: tuple[int, ...], title: str, widths: Widths
) -> None:
    """Heads, units and rows of a table."""
    height = 1
    for number in quantities:
        quantity, column = draft.graph.quantities[number], draft.layout.places[number].column
        label = _put_head(draft, key, row, column, quantity, title)
        # What is broken into lines does not run from a folded column into the one beside it.
        wrap: dict[str, object] = {"text_wrap": True} if quantity.is_helper else {}
        unit = draft.styles.small(bottom=1, bottom_color=RULE, **_alignment(draft, quantity), **wrap)
        put_text(draft.sheets[key], row + 1, column, draft.unit_of(quantity), unit)
        _put_cells(draft, key, quantity)
        height = max(height, widths.lines(column, label))
    draft.sheets[key].set_row(row, LINE_HEIGHT * height + 4)
    if not any(draft.unit_of(draft.graph.quantities[number]) for number in quantities):
        draft.sheets[key].set_row(row + 1, NOTHING_HEIGHT)


def _put_grid(draft: Draft, key: str, head: GridHead, title: str, widths: Widths) -> None:
    """What the cells of a grid are, its heads in both directions, its cells, and what was made to compute them."""
    quantities, places, sheet = draft.graph.quantities, draft.layout.places, draft.sheets[key]
    cells = quantities[head.cells]
    label, unit = _label(draft, cells, title), draft.unit_of(cells)
    caption = " · ".join(text for text in (label, unit) if text and text != title)
    put_text(sheet, head.row, NUMBER_COLUMN, caption, draft.styles.small())
    if not caption:
        sheet.set_row(head.row, NOTHING_HEIGHT)
    draft.put_place(key, head.row, NUMBER_COLUMN, cells.span)
    corner = _corner(draft, head)
    _put_text_head(draft, key, head.row + 1, NUMBER_COLUMN, corner)
    sheet.set_row(head.row + 1, LINE_HEIGHT * widths.lines(NUMBER_COLUMN, corner) + 4)
    for number in (head.row_head, head.column_head):
        _put_cells(draft, key, quantities[number], bold=True)
    _put_cells(draft, key, cells)
    for number in head.beside:
        _put_head(draft, key, head.row + 1, places[number].column, quantities[number], title)
        _put_cells(draft, key, quantities[number])
    for number in head.below:
        label = _label(draft, quantities[number], title)
        put_text(sheet, places[number].row, NUMBER_COLUMN, label, draft.styles(font_color=GREY))
        _put_cells(draft, key, quantities[number])
    for number in head.helpers:
        first = places[number].row
        put_text(
            sheet, first - HEAD_ROWS, NUMBER_COLUMN, _label(draft, quantities[number], title), draft.styles.small()
        )
        _repeat_head(draft, key, quantities[head.column_head], first - 1, FIRST_TABLE_COLUMN)
        _repeat_head(draft, key, quantities[head.row_head], first, NUMBER_COLUMN)
        _put_cells(draft, key, quantities[number])


def _corner(draft: Draft, head: GridHead) -> str:
    quantities = draft.graph.quantities
    return f"{quantities[head.row_head].label} ↓ / {quantities[head.column_head].label} →"


def _repeat_head(draft: Draft, key: str, quantity: Quantity, row: int, column: int) -> None:
    """The heads of a grid once more, beside helpers of its cells."""
    place = draft.layout.places[quantity.id]
    template = draft.printer(key).template(Reference(quantity.id))
    look = _alignment(draft, quantity) | {"font_color": GREY, "bg_color": FIXED_FILL}
    style = draft.styles(num_format=_format(draft, quantity), **look)
    texts = template.cells(max(place.rows, 1), max(place.columns, 1))
    for offset, (text, value) in enumerate(zip(texts, draft.column(quantity), strict=True)):
        down, across = (offset, 0) if place.rows else (0, offset)
        draft.put_formula(key, row + down, column + across, text, style, value)


def _put_head(draft: Draft, key: str, row: int, column: int, quantity: Quantity, title: str) -> str:
    """The label of a column, which it gives back."""
    label = _label(draft, quantity, title)
    if quantity.is_helper:
        style = draft.styles(bg_color=FIXED_FILL, font_color=GREY, text_wrap=True, **_alignment(draft, quantity))
        put_text(draft.sheets[key], row, column, label, style)
    else:
        _put_text_head(draft, key, row, column, label, **_alignment(draft, quantity))
    draft.put_place(key, row, column, quantity.span)
    return label


def _put_text_head(draft: Draft, key: str, row: int, column: int, text: str, **look: object) -> None:
    put_text(draft.sheets[key], row, column, text, draft.styles.column_head(text_wrap=True, **look))


def _put_cells(draft: Draft, key: str, quantity: Quantity, **look: object) -> None:
    """All cells of a series: what the client may change, or one formula copied down."""
    if quantity.input is not None:
        _put_entries(draft, key, quantity, **look)
        return
    place, number_format = draft.layout.places[quantity.id], _format(draft, quantity)
    colour = draft.link_colour(draft.is_link(key, quantity))
    if quantity.is_helper or _counts_rows(draft, quantity):
        colour = {"font_color": GREY}
    properties: dict[str, object] = {"num_format": number_format} | _alignment(draft, quantity) | colour | look
    style, columns = draft.styles(**properties), max(place.columns, 1)
    texts = draft.template(key, quantity).cells(max(place.rows, 1), columns)
    for position, (text, value) in enumerate(zip(texts, draft.column(quantity), strict=True)):
        down, across = divmod(position, columns)
        draft.put_formula(key, place.row + down, place.column + across, text, style, value)


def _put_entries(draft: Draft, key: str, quantity: Quantity, **look: object) -> None:
    sheet, facts, place = draft.sheets[key], quantity.input, draft.layout.places[quantity.id]
    assert facts is not None
    assert isinstance(facts.value, tuple)
    number_format = _format(draft, quantity)
    style = draft.styles.entry(facts.is_free, number_format, **_alignment(draft, quantity), **look)
    columns, has_gaps = max(place.columns, 1), False
    for position, value in enumerate(facts.value):
        down, across = divmod(position, columns)
        cell = place.row + down, place.column + across
        if value == "":
            sheet.write_formula(*cell, EMPTY_TEXT, style, "")
        elif isinstance(value, str):
            put_text_value(sheet, *cell, value, style)
        elif value == value:
            sheet.write_number(*cell, value, style)
        else:
            has_gaps = True
            sheet.write_formula(*cell, MISSING, style, CellError.NOT_AVAILABLE)
    area = draft.layout.corners(quantity.id)
    if has_gaps:
        sheet.conditional_format(*area, {"type": "errors", "format": draft.styles.lamp(RULE)})
    if facts.is_free and quantity.type.kind == "boolean":
        put_limits(sheet, area, "integer", 0, 1)
    elif facts.is_free and (facts.low is not None or facts.high is not None):
        put_limits(sheet, area, "decimal", facts.low, facts.high)


def _put_constant(draft: Draft, key: str, row: int, quantity: Quantity, title: str, is_first: bool) -> None:
    """A total below its table: label, value, unit."""
    rule: dict[str, object] = {"top": 1, "top_color": RULE} if is_first else {}
    tone: dict[str, object] = {"font_color": GREY} if quantity.is_helper else {"bold": True}
    sheet, styles = draft.sheets[key], draft.styles
    put_text(sheet, row, NUMBER_COLUMN, _label(draft, quantity, title), styles(**rule, **tone))
    draft.put_place(key, row, NUMBER_COLUMN, quantity.span)
    look: dict[str, object] = {"num_format": _format(draft, quantity), "align": "right"} | rule | tone
    text = draft.template(key, quantity).text
    draft.put_formula(key, row, FIRST_TABLE_COLUMN, text, styles(**look), draft.value(quantity.id))
    put_text(sheet, row, FIRST_TABLE_COLUMN + 1, draft.unit_of(quantity), styles.small(**rule))


def _label(draft: Draft, quantity: Quantity, title: str) -> str:
    if _counts_rows(draft, quantity):
        return "#"
    _, mark, number = quantity.name.rpartition("~")
    # A part is called like the line that it is a part of.
    return draft.label_of(quantity.label, title) + (f" {mark}{number}" if mark else "")


def _alignment(draft: Draft, quantity: Quantity) -> dict[str, object]:
    # A text has a margin to the number on its left.
    return {"align": "left", "indent": 1} if quantity.type.kind == "text" else {"align": "right"}


def _counts_rows(draft: Draft, quantity: Quantity) -> bool:
    axis = draft.graph.axes.get(quantity.axis)
    return axis is not None and axis.number == quantity.id


def _format(draft: Draft, quantity: Quantity) -> str:
    found = draft.format_of(quantity) if quantity.input is None else draft.input_format_of(quantity)
    heads = {key for axis in draft.graph.axes.values() for key in (axis.rows, axis.columns)}
    # A dash would be read as an empty cell: what is given as nothing, such as no loan in a head, shows 0.
    is_given = quantity.input is not None or quantity.axis in heads
    return found.removesuffix(r";\-_)") if is_given else found


def _measure(draft: Draft, key: str) -> Widths:
    """The widths that the values need, and the heads broken into lines."""
    widths, title = Widths(), ""
    for line in draft.layout.lines[key]:
        match line:
            case TitleLine(_, title):
                pass
            case QuantityLine(_, number):
                label = _label(draft, draft.graph.quantities[number], title)
                widths.fit(NUMBER_COLUMN, text_width(label))
            case GridHead():
                widths.fit(NUMBER_COLUMN, min(text_width(_corner(draft, line)), 2 * HEAD_WIDTH))
    for number, place in draft.layout.places.items():
        if place.sheet == key:
            quantity = draft.graph.quantities[number]
            number_format, columns = _format(draft, quantity), max(place.columns, 1)
            for position, value in enumerate(draft.column(quantity)):
                widths.fit(place.column + position % columns, shown_width(value, number_format))
            if place.rows and not place.columns and place.column != NUMBER_COLUMN:
                widths.fit(place.column, min(text_width(_label(draft, quantity, title)), HEAD_WIDTH))
    return widths


def _finish(draft: Draft, key: str, widths: Widths) -> None:
    sheet, layout = draft.sheets[key], draft.layout
    for column, width in widths.columns.items():
        sheet.set_column(column, column, width)
    lines, page_width, end = layout.lines[key], layout.page_widths[key], layout.ends[key]
    grids = [line for line in lines if isinstance(line, GridHead)]
    fold_rows(sheet, [*draft.rows_of_parts(key), *(row for grid in grids for row in _rows_of_parts(draft, grid))])
    if layout.widths[key] > page_width:
        fold_columns(sheet, page_width, widths.columns)
    heads = [line.row for line in lines if isinstance(line, ColumnsHead)]
    if len(heads) == 1 and not grids:
        # The heads of the only table stay where a reader of many rows sees them.
        sheet.freeze_panes(heads[0] + HEAD_ROWS, FIRST_TABLE_COLUMN)
        sheet.repeat_rows(heads[0], heads[0] + 1)
    sheet.hide_gridlines(2)
    sheet.print_area(0, 0, end - 1, page_width - 1)
    sheet.repeat_columns(NUMBER_COLUMN)
    titles = [line.row for line in lines if isinstance(line, TitleLine)]
    blocks = [(first, after - 1) for first, after in pairwise([*titles, end])]
    fit_pages(sheet, [widths.columns.get(column, NARROWEST) for column in range(page_width)], blocks)


def _rows_of_parts(draft: Draft, grid: GridHead) -> range:
    """The rows below the cells of a grid, in which only parts of formulas stand."""
    rows = draft.graph.axes[grid.axis.rows].length
    first = grid.row + HEAD_ROWS + rows
    return range(first, first + len(grid.below) + (HEAD_ROWS + rows) * len(grid.helpers))
