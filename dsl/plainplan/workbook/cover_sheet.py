"""The cover: title, client, adviser, date, the lights, the colours, and the sheets with a link to each."""

from __future__ import annotations

from typing import Any

from plainplan.graph.nodes import Reference
from plainplan.workbook.checks_sheet import all_lights, light_ranges, put_light
from plainplan.workbook.draft import A4, Draft
from plainplan.workbook.layout import sheet_word
from plainplan.workbook.numbers import PLAIN
from plainplan.workbook.styles import FAIL_RED, GREY, HEAD_FILL, INPUT_BLUE, LINK_GREEN, RULE
from plainplan.workbook.texts import header_text, put_text

# An empty margin, the words, what they say.
WORD_COLUMN, FACT_COLUMN, LAST_COLUMN = 1, 2, 3


def write_cover(draft: Draft) -> None:
    """The first page that a client sees."""
    sheet, styles = draft.sheets["cover"], draft.styles
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(WORD_COLUMN, WORD_COLUMN, 22)
    sheet.set_column(FACT_COLUMN, FACT_COLUMN, 24)
    sheet.set_column(LAST_COLUMN, LAST_COLUMN, 44)
    sheet.set_row(2, 40)
    put_text(sheet, 2, WORD_COLUMN, draft.graph.title, styles(bold=True, font_size=24, font_color=HEAD_FILL))
    for column in range(WORD_COLUMN, LAST_COLUMN + 1):
        sheet.write_blank(3, column, None, styles(top=2, top_color=HEAD_FILL))
    row = _put_facts(draft, 4)
    row = _put_contents(draft, row + 1)
    row = _put_legend(draft, row + 1)
    row += 1
    _put_section(draft, row, "disclaimer")
    style = styles.small(text_wrap=True, valign="top")
    sheet.merge_range(row + 1, WORD_COLUMN, row + 1, LAST_COLUMN, "", style)
    put_text(sheet, row + 1, WORD_COLUMN, draft.wording("disclaimer_text"), style)
    sheet.set_row(row + 1, 36)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.center_horizontally()
    sheet.print_area(0, 0, row + 1, LAST_COLUMN)
    sheet.fit_to_pages(1, 1)
    sheet.set_footer(
        f"&L&8 {header_text(draft.imprint.client)}&R&8 {draft.wording('page').format(page='&P', pages='&N')}"
    )
    sheet.activate()


def _put_facts(draft: Draft, row: int) -> int:
    sheet, styles, wording = draft.sheets["cover"], draft.styles, draft.wording
    imprint = draft.imprint
    for key, text in (("client", imprint.client), ("adviser", imprint.adviser), ("date", imprint.date)):
        if text:
            put_text(sheet, row, WORD_COLUMN, wording(key), styles(font_color=GREY))
            put_text(sheet, row, FACT_COLUMN, text, styles())
            row += 1
    if len(draft.graph.scenarios) > 1:
        row = _put_scenario(draft, row)
    for key, is_warning in (("checks_light", False), ("warnings_light", True)):
        ranges = light_ranges(draft, is_warning)
        if ranges:
            put_text(sheet, row, WORD_COLUMN, wording(key), styles(font_color=GREY))
            light = all_lights(draft, is_warning)
            put_light(
                draft,
                "cover",
                row,
                FACT_COLUMN,
                f"MIN({','.join(ranges)})",
                light,
                is_warning,
                align="left",
                font_size=16,
            )
            sheet.set_row(row, 24)
            row += 1
    return row


def _put_scenario(draft: Draft, row: int) -> int:
    """The number of the scenario in force; the sheet of inputs says which scenario has which number."""
    sheet, scenario = draft.sheets["cover"], draft.graph.well_known["scenario"]
    put_text(sheet, row, WORD_COLUMN, draft.wording("scenario_in_force"), draft.styles(font_color=GREY))
    style = draft.styles(num_format=PLAIN, align="left", **draft.link_colour(True))
    formula = draft.printer("cover").text(Reference(scenario))
    draft.put_formula("cover", row, FACT_COLUMN, formula, style, draft.value(scenario))
    names = " · ".join(f"{number} {label}" for number, (_, label) in enumerate(draft.graph.scenarios, 1))
    put_text(sheet, row, LAST_COLUMN, names, draft.styles.small())
    return row + 1


def _put_section(draft: Draft, row: int, key: str) -> None:
    style = draft.styles(bold=True, font_color=HEAD_FILL, bottom=1, bottom_color=RULE)
    put_text(draft.sheets["cover"], row, WORD_COLUMN, draft.wording(key), style)
    for column in range(FACT_COLUMN, LAST_COLUMN + 1):
        draft.sheets["cover"].write_blank(row, column, None, style)


def _put_contents(draft: Draft, row: int) -> int:
    _put_section(draft, row, "contents")
    for key in draft.sheets:
        if key != "cover":
            row += 1
            name, about = draft.layout.sheet_names[key], draft.wording(f"about_{sheet_word(draft.graph, key)}")
            link = draft.styles(font_color=INPUT_BLUE, underline=1)
            draft.sheets["cover"].write_url(row, WORD_COLUMN, f"internal:'{name}'!A1", link, name)
            put_text(draft.sheets["cover"], row, FACT_COLUMN, about, draft.styles(font_color=GREY))
    return row + 1


def _put_legend(draft: Draft, row: int) -> int:
    _put_section(draft, row, "legend")
    styles = draft.styles
    samples: list[tuple[str, Any]] = [
        ("input", styles.entry(True, "General", align="center")),
        ("fixed", styles.entry(False, "General", align="center")),
        ("formula", styles(align="center")),
        ("link", styles(align="center", font_color=LINK_GREEN)),
        ("part", styles(align="center", font_color=GREY)),
        ("failure", styles(align="center", font_color=FAIL_RED, bold=True)),
    ]
    for key, style in samples:
        row += 1
        sample = "✗" if key == "failure" else "1,234"
        put_text(draft.sheets["cover"], row, WORD_COLUMN, sample, style)
        put_text(draft.sheets["cover"], row, FACT_COLUMN, draft.wording(f"legend_{key}"), draft.styles())
    return row + 1
