"""The sheet of notes: defaults in force, definitions, the plan's own documentation, where the book comes from."""

from __future__ import annotations

import re

from plainplan.graph.nodes import Quantity, Reference
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import LABEL_COLUMN, LINE_COLUMN, UNIT_COLUMN, VALUE_COLUMN
from plainplan.workbook.series_sheets import put_title
from plainplan.workbook.texts import put_text, text_width

FIRST_ROW = 3
# What a line of documentation is when it only says where else something stands: `s4-mix-variance.2`.
KEY = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)+")
NAME_COLUMN = LINE_COLUMN + 1
LAST_COLUMN = NAME_COLUMN
TEXT_WIDTH = 96
DEFINITIONS = ("definition_undefined", "definition_parts")
DEFINITIONS_OF_STEPS = ("definition_steps", "definition_flows", "definition_real")


def write_notes_sheet(draft: Draft) -> None:
    """What a reader needs to trust the figures."""
    sheet = draft.begin_sheet("notes")
    sheet.hide_gridlines(2)
    sheet.set_column(LABEL_COLUMN, LABEL_COLUMN, 40)
    sheet.set_column(UNIT_COLUMN, UNIT_COLUMN, 12)
    sheet.set_column(VALUE_COLUMN, VALUE_COLUMN, 16)
    sheet.set_column(VALUE_COLUMN + 1, VALUE_COLUMN + 1, 2)
    sheet.set_column(LINE_COLUMN, LINE_COLUMN, 6)
    sheet.set_column(NAME_COLUMN, NAME_COLUMN, 28)
    row = _put_defaults(draft, FIRST_ROW)
    definitions = (DEFINITIONS_OF_STEPS if draft.layout.has_steps else ()) + DEFINITIONS
    row = _put_paragraphs(draft, row, "definitions", [draft.wording(key) for key in definitions])
    row = _put_documentation(draft, row)
    row = _put_provenance(draft, row)
    row = _put_paragraphs(draft, row, "disclaimer", [draft.wording("disclaimer_text")])
    sheet.print_area(0, 0, row, LAST_COLUMN)
    sheet.fit_to_pages(1, 0)


def _put_defaults(draft: Draft, row: int) -> int:
    defaults = [
        quantity
        for quantity in draft.graph.quantities
        if quantity.input is not None and quantity.input.origin == "default" and quantity.id in draft.layout.places
    ]
    put_title(draft, "notes", row, draft.wording("defaults"))
    if not defaults:
        put_text(draft.sheets["notes"], row + 1, LABEL_COLUMN, draft.wording("no_defaults"), draft.styles(indent=1))
        return row + 3
    for offset, quantity in enumerate(defaults, 1):
        _put_default(draft, row + offset, quantity)
    return row + len(defaults) + 2


def _put_default(draft: Draft, row: int, quantity: Quantity) -> None:
    sheet, styles = draft.sheets["notes"], draft.styles
    assert quantity.input is not None
    put_text(sheet, row, LABEL_COLUMN, quantity.label, styles(indent=1))
    put_text(sheet, row, UNIT_COLUMN, draft.unit_of(quantity), styles.small())
    formula = draft.printer("notes").text(Reference(quantity.id))
    shown = "General" if isinstance(quantity.input.value, str) else draft.input_format_of(quantity)
    style = styles(num_format=shown, align="right", **draft.link_colour(True))
    draft.put_formula("notes", row, VALUE_COLUMN, formula, style, draft.value(quantity.id))
    draft.put_origin("notes", row, quantity.span)
    put_text(sheet, row, NAME_COLUMN, quantity.name, styles.small())


def _put_paragraphs(draft: Draft, row: int, title: str, paragraphs: list[str]) -> int:
    put_title(draft, "notes", row, draft.wording(title))
    for text in paragraphs:
        row += 1
        _put_paragraph(draft, row, text)
    return row + 2


def _put_paragraph(draft: Draft, row: int, text: str, indent: int = 1) -> None:
    sheet, style = draft.sheets["notes"], draft.styles(align="left", indent=indent, text_wrap=True, valign="top")
    sheet.merge_range(row, LABEL_COLUMN, row, LAST_COLUMN, "", style)
    put_text(sheet, row, LABEL_COLUMN, text, style)
    sheet.set_row(row, 15 * max(1, -(-text_width(text) // TEXT_WIDTH)))


def _put_documentation(draft: Draft, row: int) -> int:
    if not draft.graph.docs:
        return row
    sheet, styles, labels = draft.sheets["notes"], draft.styles, _labels(draft)
    put_title(draft, "notes", row, draft.wording("documentation"))
    for name, lines in draft.graph.docs.items():
        row += 1
        label = labels.get(name, name)
        put_text(sheet, row, LABEL_COLUMN, label, styles(indent=1, bold=True))
        keys = [line.strip() for line in lines if KEY.fullmatch(line.strip())]
        put_text(sheet, row, UNIT_COLUMN, " · ".join(keys), styles.small())
        if label != name:
            put_text(sheet, row, NAME_COLUMN, name, styles.small())
        for line in lines:
            if line.strip() and line.strip() not in keys:
                row += 1
                _put_paragraph(draft, row, line, indent=2)
    return row + 2


def _labels(draft: Draft) -> dict[str, str]:
    """What the declared names are called."""
    graph = draft.graph
    return (
        {quantity.name: quantity.label for quantity in graph.quantities}
        | {account.name: account.label for account in graph.accounts}
        | {flow.name: flow.label for flow in graph.flows}
        | {check.name: check.label for check in graph.checks}
        | {block.key.partition(" ")[2]: block.title for block in graph.blocks if block.axis}
        | dict(graph.scenarios)
    )


def _put_provenance(draft: Draft, row: int) -> int:
    put_title(draft, "notes", row, draft.wording("provenance"))
    imprint = draft.imprint
    facts = {"plan_file": imprint.plan_file, "version": imprint.version, "digest": imprint.digest}
    for key, text in facts.items():
        if text:
            row += 1
            put_text(draft.sheets["notes"], row, LABEL_COLUMN, draft.wording(key), draft.styles(indent=1))
            put_text(draft.sheets["notes"], row, UNIT_COLUMN, text, draft.styles.small())
    return row + 2
