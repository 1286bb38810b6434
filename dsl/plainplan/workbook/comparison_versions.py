"""Which versions a comparison is of: names, commits, digests, and the scenario in force in each."""

from __future__ import annotations

from plainplan.graph.nodes import Reference
from plainplan.workbook.checks_sheet import all_lights, light_ranges, put_light
from plainplan.workbook.comparison import Pair, Told, Version
from plainplan.workbook.comparison_cells import AFTER, BEFORE, CHANGE, LABEL, RELATIVE, SIDES, put_heads
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import FIRST_COLUMN, STEP_ROW
from plainplan.workbook.numbers import DATE
from plainplan.workbook.pieces import column_name
from plainplan.workbook.texts import one_line, put_text, text_width

SHEET = "comparison"
LINE_HEIGHT = 14
# So much of a digest or a commit tells versions apart; the notes have the whole digest.
DIGEST = 12


def write_versions(pair: Pair, told: Told, row: int, width: float) -> int:
    """The first block of the sheet, from a row on, where columns of figures have a width; gives the row after it."""
    word, versions = pair.after.wording, (told.before, told.after)
    put_heads(pair.after, SHEET, row, word("versions"), {BEFORE: word("before"), AFTER: word("after")})
    row += 1
    for key, texts in (
        ("version_name", [version.name for version in versions]),
        ("commit", [version.commit[:DIGEST] for version in versions]),
        ("plan_title", [draft.graph.title for draft in pair.both]),
        ("digest_short", [_digest(version) for version in versions]),
    ):
        if any(texts):
            _put_texts(pair.after, row, word(key), texts, width)
            row += 1
    row = _put_days(pair, row)
    row = _put_scenarios(pair, row)
    return _put_lights(pair, row) + 1


def _digest(version: Version) -> str:
    digest = version.content.imprint.digest
    return f"{digest[:DIGEST]}…" if digest else ""


def _put_label(draft: Draft, row: int, key: str) -> None:
    put_text(draft.sheets[SHEET], row, LABEL, draft.wording(key), draft.styles(indent=1))


def _put_texts(draft: Draft, row: int, label: str, texts: list[str], width: float) -> None:
    sheet, style = draft.sheets[SHEET], draft.styles(align="right", text_wrap=True)
    put_text(sheet, row, LABEL, label, draft.styles(indent=1))
    for column, text in zip(SIDES, texts, strict=True):
        put_text(sheet, row, column, text, style)
    lines = max(-(-text_width(text) // int(width - 1)) for text in texts)
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines + 3)


def _put_days(pair: Pair, row: int) -> int:
    """The last day of each version that has accounts."""
    if not any(draft.graph.accounts for draft in pair.both):
        return row
    _put_label(pair.after, row, "last_day")
    for column, draft in zip(SIDES, pair.both, strict=True):
        if draft.graph.accounts:
            day = draft.graph.named_day
            style = draft.styles(num_format=DATE, align="right", **draft.link_colour(True))
            formula = draft.printer(SHEET).final_cell(day)
            draft.put_formula(SHEET, row, column, formula, style, draft.value(day, draft.graph.steps - 1))
    return row + 1


def _put_scenarios(pair: Pair, row: int) -> int:
    """The scenario in force in each version, by its own input, and whether it is the same."""
    if all(len(draft.graph.scenarios) == 1 for draft in pair.both):
        return row
    _put_label(pair.after, row, "scenario_in_force")
    labels = [_put_scenario(draft, row, column) for column, draft in zip(SIDES, pair.both, strict=True)]
    before, after = (f"{column_name(column)}{row + 1}" for column in SIDES)
    same = 1.0 if labels[0].casefold() == labels[1].casefold() else 0.0
    put_light(pair.after, SHEET, row, CHANGE, f"IF({before}={after},1,0)", same, True, align="right")
    inputs = [draft.layout.sheet_names["inputs"] for draft in pair.both if len(draft.graph.scenarios) > 1]
    note = pair.after.wording("scenario_is_chosen").format(sheets=" · ".join(inputs))
    put_text(pair.after.sheets[SHEET], row, RELATIVE, note, pair.after.styles.small(indent=1))
    return row + 1


def _put_scenario(draft: Draft, row: int, column: int) -> str:
    """The label of the scenario in force, from the head of its column on the sheet of inputs."""
    labels = [one_line(label) for _, label in draft.graph.scenarios]
    style = draft.styles(align="right", text_wrap=True, **draft.link_colour(len(labels) > 1))
    if len(labels) == 1:
        put_text(draft.sheets[SHEET], row, column, labels[0], style)
        return labels[0]
    scenario = draft.graph.well_known["scenario"]
    label = labels[int(float(draft.value(scenario))) - 1]
    first, last = (column_name(FIRST_COLUMN + place) for place in (0, len(labels) - 1))
    heads = f"'{draft.layout.sheet_names['inputs']}'!${first}${STEP_ROW + 1}:${last}${STEP_ROW + 1}"
    formula = f"INDEX({heads},1,{draft.printer(SHEET).text(Reference(scenario))})"
    draft.put_formula(SHEET, row, column, formula, style, label)
    return label


def _put_lights(pair: Pair, row: int) -> int:
    """Whether all checks hold, those of the book itself included, and all warnings."""
    for word, is_warning in (("checks_light", False), ("warnings_light", True)):
        ranges = [light_ranges(draft, is_warning) for draft in pair.both]
        if any(ranges):
            _put_label(pair.after, row, word)
            for column, draft, cells in zip(SIDES, pair.both, ranges, strict=True):
                if cells:
                    light, formula = all_lights(draft, is_warning), f"MIN({','.join(cells)})"
                    put_light(draft, SHEET, row, column, formula, light, is_warning, align="right")
            row += 1
    return row
