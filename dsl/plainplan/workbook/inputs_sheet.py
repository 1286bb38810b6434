"""The sheet of inputs: what the client may change, in blue, with unit, range, source and note."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from plainplan.dimensions import Type
from plainplan.graph.literals import CHECK_LITERALS
from plainplan.graph.nodes import InputFacts, InputTable, Quantity
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import (
    DATE_ROW,
    FIRST_COLUMN,
    LABEL_COLUMN,
    LINE_COLUMN,
    STEP_ROW,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
)
from plainplan.workbook.lines import (
    QuantityLine,
    ScenarioLine,
    TableHead,
    TableLine,
    TitleLine,
)
from plainplan.workbook.numbers import input_format
from plainplan.workbook.pages import fold_rows
from plainplan.workbook.pieces import column_name
from plainplan.workbook.series_sheets import amount_width, put_title
from plainplan.workbook.styles import GREY, TITLE_LOOK
from plainplan.workbook.texts import put_text, put_text_value, text_width

# Sources and notes are set small and broken into lines of so many half-width characters.
CHARACTERS_A_LINE = 56
# On this sheet the column of totals holds ranges.
RANGE_COLUMN = TOTAL_COLUMN
RANGE_WIDTH = 16


def write_inputs_sheet(draft: Draft) -> None:
    """All inputs, block by block, then the small tables."""
    draft.begin_sheet("inputs")
    _put_head(draft)
    title, of_checks = "", set(_rows_of_checks(draft))
    for line in draft.layout.lines["inputs"]:
        match line:
            case TitleLine(row, title, span):
                put_title(draft, "inputs", row, title)
                draft.put_origin("inputs", row, span, **TITLE_LOOK)
                if row + 1 in of_checks:
                    # On paper nothing else is left of the block.
                    put_text(
                        draft.sheets["inputs"],
                        row,
                        UNIT_COLUMN,
                        draft.wording("folded"),
                        draft.styles.small(**TITLE_LOOK),
                    )
            case QuantityLine(row, number):
                _put_quantity(draft, row, draft.graph.quantities[number], title)
            case ScenarioLine(row, number, options):
                _put_quantity(draft, row, draft.graph.quantities[number], title)
                for position, option in enumerate(options):
                    if option is not None:
                        _put_entry(draft, row, FIRST_COLUMN + position, draft.graph.quantities[option])
            case TableHead(row, table):
                has_uppers = bool(table.uppers)
                second = "increment" if table.kind == "brackets" else "to"
                words = ["from", second, "value"] if has_uppers else ["from", "value"]
                for offset, word in enumerate(words):
                    column = UNIT_COLUMN + offset if has_uppers or word == "from" else VALUE_COLUMN + 1
                    put_text(
                        draft.sheets["inputs"], row, column, draft.wording(word), draft.styles.small(align="right")
                    )
            case TableLine(row, table, cells):
                _put_table_line(draft, row, table, cells)
    _finish(draft)


def _source_column(draft: Draft) -> int:
    """The column after the scenarios; then come notes, the names that `--set` knows, and choices."""
    scenarios = len(draft.graph.scenarios)
    return FIRST_COLUMN + (scenarios if scenarios > 1 else 0)


def _put_head(draft: Draft) -> None:
    sheet, head = draft.sheets["inputs"], draft.styles.column_head
    first = _source_column(draft)
    for row in (STEP_ROW, DATE_ROW):
        for column in range(first + 4):
            sheet.write_blank(row, column, None, head())
    words = {
        LABEL_COLUMN: "label",
        UNIT_COLUMN: "unit",
        VALUE_COLUMN: "value",
        RANGE_COLUMN: "range",
        LINE_COLUMN: "line",
        first: "source",
        first + 1: "note",
        first + 2: "name",
        first + 3: "choices",
    }
    for column, word in words.items():
        put_text(sheet, STEP_ROW, column, draft.wording(word), head(**_alignment(column, first)))
    if len(draft.graph.scenarios) > 1:
        for position, (_, label) in enumerate(draft.graph.scenarios):
            column = FIRST_COLUMN + position
            put_text(sheet, STEP_ROW, column, label, head(align="right"))
            put_text(sheet, DATE_ROW, column, f"{draft.wording('scenario')} {position + 1}", head(align="right"))
    sheet.freeze_panes(DATE_ROW + 1, VALUE_COLUMN + 1)


def _alignment(column: int, first: int) -> dict[str, object]:
    if column == VALUE_COLUMN:
        return {"align": "right"}
    return {"align": "left", "indent": 1 if column in (RANGE_COLUMN, first) else 0}


def _put_quantity(draft: Draft, row: int, quantity: Quantity, title: str) -> None:
    sheet, styles = draft.sheets["inputs"], draft.styles
    tone: dict[str, object] = {"font_color": GREY} if quantity.is_helper else {}
    label = draft.label_of(quantity.label, title)
    put_text(sheet, row, LABEL_COLUMN, label, styles(indent=2 if quantity.is_helper else 1, **tone))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small())
    draft.put_origin("inputs", row, quantity.span)
    if quantity.input is None:
        template = draft.template("inputs", quantity)
        colour = draft.link_colour(draft.is_link("inputs", quantity))
        style = styles(num_format=draft.format_of(quantity), align="right", **colour)
        draft.put_formula("inputs", row, VALUE_COLUMN, template.text, style, draft.value(quantity.id))
    else:
        _put_entry(draft, row, VALUE_COLUMN, quantity)
        _put_facts(draft, row, quantity, quantity.input)


def _put_entry(draft: Draft, row: int, column: int, quantity: Quantity) -> None:
    facts = quantity.input
    # Inputs of tables stand in them.
    assert facts is not None
    assert not isinstance(facts.value, tuple)
    sheet = draft.sheets["inputs"]
    number_format = draft.input_format_of(quantity)
    if isinstance(facts.value, str):
        style = draft.styles.entry(facts.is_free, number_format, align="left", text_wrap=not facts.is_free)
        if not facts.is_free and column == VALUE_COLUMN:
            _make_room(draft, row, column, facts.value, style)
        put_text_value(sheet, row, column, facts.value, style)
    else:
        sheet.write_number(row, column, facts.value, draft.styles.entry(facts.is_free, number_format, align="right"))
    if facts.is_free:
        _put_validation(draft, row, column, quantity.type, facts)


def _make_room(draft: Draft, row: int, column: int, text: str, style: Any) -> None:
    """A text that is only read is shown whole: it goes on into the next column, and has as many lines as it needs."""
    sheet = draft.sheets["inputs"]
    sheet.merge_range(row, column, row, column + 1, "", style)
    lines = -(-text_width(text) // int(_value_width(draft) + RANGE_WIDTH - 2))
    if lines > 1:
        sheet.set_row(row, 13 * lines + 3)


def _value_width(draft: Draft) -> float:
    return max(amount_width(draft), 13)


def _put_validation(draft: Draft, row: int, column: int, type_: Type, facts: InputFacts) -> None:
    sheet = draft.sheets["inputs"]
    if facts.choices:
        first = _source_column(draft) + 3
        start, end = column_name(first), column_name(first + len(facts.choices) - 1)
        source = f"=${start}${row + 1}:${end}${row + 1}"
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": source})
    elif type_.kind == "boolean":
        put_limits(sheet, (row, column, row, column), "integer", 0, 1)
    elif facts.low is not None or facts.high is not None:
        kind = "integer" if facts.is_count else "decimal"
        put_limits(sheet, (row, column, row, column), kind, facts.low, facts.high)


def put_limits(
    sheet: object, area: tuple[int, int, int, int], kind: str, low: float | None, high: float | None
) -> None:
    """Keeps the numbers of an area, given by its first and last row and column, between two limits."""
    if low is not None and high is not None:
        rule: dict[str, object] = {"criteria": "between", "minimum": low, "maximum": high}
    elif low is not None:
        rule = {"criteria": ">=", "value": low}
    else:
        rule = {"criteria": "<=", "value": high}
    sheet.data_validation(*area, {"validate": kind} | rule)  # type: ignore[attr-defined]  # XlsxWriter's.


def _put_facts(draft: Draft, row: int, quantity: Quantity, facts: InputFacts) -> None:
    sheet, small = draft.sheets["inputs"], draft.styles.small
    first = _source_column(draft)
    put_text(sheet, row, first + 2, quantity.name, small())
    if facts.low is not None or facts.high is not None:
        number_format = input_format(quantity.type, quantity.id in draft.shares, 0.0)
        text = _range_text(facts, number_format) if quantity.type.kind != "date" else _dates_text(facts)
        put_text(sheet, row, RANGE_COLUMN, text, small(indent=1))
    lines = max(-(-text_width(text) // CHARACTERS_A_LINE) for text in (facts.source_note, facts.note))
    if lines > 1:
        sheet.set_row(row, 12 * lines + 3)
    if facts.source_note:
        put_text(sheet, row, first, facts.source_note, small(align="left", indent=1, text_wrap=True))
    if facts.note:
        put_text(sheet, row, first + 1, facts.note, small(text_wrap=True))
    for offset, choice in enumerate(facts.choices):
        put_text_value(sheet, row, first + 3 + offset, choice, small())


def _facts(draft: Draft) -> list[list[str]]:
    """The texts beside the inputs, by column: heads, then names, sources, notes and choices."""
    found = [[draft.wording(word)] for word in ("source", "note", "name", "choices")]
    for quantity in draft.graph.quantities:
        if quantity.input is not None:
            facts = quantity.input
            for column, text in zip(found, (facts.source_note, facts.note, quantity.name), strict=False):
                column.append(text)
    return found


def _range_text(facts: InputFacts, number_format: str) -> str:
    """`0% … 5%`, `≥ 0` or `≤ 5%`."""
    low, high = ("" if end is None else _end_text(end, facts, number_format) for end in (facts.low, facts.high))
    if low and high:
        return f"{low} … {high}"
    return f"≥ {low}" if low else f"≤ {high}"


def _end_text(end: float, facts: InputFacts, number_format: str) -> str:
    if "%" in number_format:
        return f"{end * 100:.10g}%"
    # A year is no amount: 1966, not 1,966.
    return f"{end:.10g}" if facts.is_count else f"{end:,.10g}"


def _dates_text(facts: InputFacts) -> str:
    """`1926-07-01 … 1996-01-01`."""
    from plainplan.builtins.dates import date_of

    return " … ".join("" if end is None else date_of(end).isoformat() for end in (facts.low, facts.high))


def _put_table_line(draft: Draft, row: int, table: InputTable, cells: tuple[tuple[int, int], ...]) -> None:
    for column, number in cells:
        quantity = draft.graph.quantities[number]
        if quantity.input is None:
            style = draft.styles(num_format=draft.format_of(quantity), align="right")
            template = draft.template("inputs", quantity)
            draft.put_formula("inputs", row, column, template.text, style, draft.value(number))
            continue
        _put_entry(draft, row, column, quantity)
        if quantity.input.is_free and number not in table.values:
            _put_order(draft, row, column, table, number)


def _put_order(draft: Draft, row: int, column: int, table: InputTable, number: int) -> None:
    """Keys that ascend, periods that do not overlap: a table in another order would mean nothing."""
    printer = draft.printer("inputs")
    if table.kind == "between":
        position = table.keys.index(number) if number in table.keys else table.uppers.index(number)
        key, upper = printer.cell(table.keys[position]), printer.cell(table.uppers[position])
        keys, uppers = printer.block(table.keys), printer.block(table.uppers)
        rule = f"=SUMPRODUCT(({keys}<={upper})*({uppers}>={key}))=1"
    else:
        position = table.keys.index(number)
        neighbours = [printer.cell(other) for other in table.keys[max(position - 1, 0) : position + 2]]
        pairs = [f"{low}<{high}" for low, high in pairwise(neighbours)]
        if not pairs:
            return
        rule = f"=AND({','.join(pairs)})"
    draft.sheets["inputs"].data_validation(row, column, row, column, {"validate": "custom", "value": rule})


def _rows_of_checks(draft: Draft) -> list[int]:
    """The rows of what checks expect, which is nothing that the plan assumes."""
    return [
        line.row
        for line in draft.layout.lines["inputs"]
        if isinstance(line, QuantityLine) and draft.graph.quantities[line.quantity].block == CHECK_LITERALS
    ]


def _finish(draft: Draft) -> None:
    sheet, first = draft.sheets["inputs"], _source_column(draft)
    fold_rows(sheet, [*draft.rows_of_parts("inputs"), *_rows_of_checks(draft)])
    width = _value_width(draft)
    labels = [18] + [
        text_width(draft.graph.quantities[line.quantity].label) + 3
        for line in draft.layout.lines["inputs"]
        if isinstance(line, QuantityLine | ScenarioLine)
    ]
    sheet.set_column(LABEL_COLUMN, LABEL_COLUMN, min(max(labels), 48))
    sheet.set_column(UNIT_COLUMN, UNIT_COLUMN, 12)
    sheet.set_column(VALUE_COLUMN, VALUE_COLUMN, width)
    sheet.set_column(RANGE_COLUMN, RANGE_COLUMN, RANGE_WIDTH)
    sheet.set_column(LINE_COLUMN, LINE_COLUMN, 6)
    sheet.set_column(LINE_COLUMN + 1, LINE_COLUMN + 1, 1.5)
    for column, (_, label) in zip(range(FIRST_COLUMN, first), draft.graph.scenarios, strict=False):
        sheet.set_column(column, column, min(max(width, text_width(label) + 3), 40))
    for column, texts in enumerate(_facts(draft), first):
        sheet.set_column(column, column, min(max(map(text_width, texts), default=8) + 2, 44))
    sheet.hide_gridlines(2)
    sheet.repeat_rows(STEP_ROW, DATE_ROW)
    sheet.print_area(0, 0, max(draft.layout.ends["inputs"] - 1, DATE_ROW), first + 1)
    sheet.fit_to_pages(1, 0)
