"""The sheet of checks: a light each, when it first fails and by how much, and the rows behind it."""

from __future__ import annotations

from math import nan

from plainplan.graph.nodes import CheckView, Reference
from plainplan.workbook.awaited import awaited_areas, count_errors, gap_areas
from plainplan.workbook.draft import Draft
from plainplan.workbook.layout import (
    DATE_ROW,
    FIRST_COLUMN,
    LABEL_COLUMN,
    STEP_ROW,
    TOTAL_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
)
from plainplan.workbook.lines import (
    CheckLine,
    ErrorLine,
    Line,
    TitleLine,
)
from plainplan.workbook.numbers import DATE_OR_NONE, LIGHT, PLAIN
from plainplan.workbook.pieces import column_name
from plainplan.workbook.series_sheets import column_widths, write_lines
from plainplan.workbook.styles import FAIL_RED, PASS_GREEN, TITLE_LOOK, WARN_AMBER
from plainplan.workbook.texts import put_text

# In the lines of lights the columns hold: light, first failure, shortfall, plan line, condition.
LIGHT_COLUMN, DATE_COLUMN, SHORTFALL_COLUMN, CONDITION_COLUMN = UNIT_COLUMN, VALUE_COLUMN, TOTAL_COLUMN, FIRST_COLUMN


def write_checks_sheet(draft: Draft) -> None:
    """The lights, then the rows that lead to them."""
    draft.begin_sheet("checks")
    draft.put_time_head("checks")
    write_lines(draft, "checks")
    for line in draft.layout.lines["checks"]:
        match line:
            case CheckLine(row, number):
                _put_check(draft, row, draft.graph.checks[number])
            case ErrorLine(row, sheet):
                _put_errors(draft, row, sheet)
            case TitleLine(row) if row < draft.layout.lights_end:
                _put_heads(draft, row)
    widths = column_widths(draft, "checks")
    widths[LABEL_COLUMN] = max(widths[LABEL_COLUMN], 30.0)
    widths[UNIT_COLUMN] = max(widths[UNIT_COLUMN], 8.0)
    draft.finish_time_sheet("checks", widths)


def _put_heads(draft: Draft, row: int) -> None:
    style = draft.styles(bold=True, font_size=8, align="right", **TITLE_LOOK)
    sheet = draft.sheets["checks"]
    centred = draft.styles(bold=True, font_size=8, align="center", **TITLE_LOOK)
    put_text(sheet, row, LIGHT_COLUMN, draft.wording("light"), centred)
    if draft.layout.has_steps:
        put_text(sheet, row, DATE_COLUMN, draft.wording("first_failure"), style)
    put_text(sheet, row, SHORTFALL_COLUMN, draft.wording("shortfall"), style)


def _put_check(draft: Draft, row: int, check: CheckView) -> None:
    sheet, styles, graph = draft.sheets["checks"], draft.styles, draft.graph
    printer = draft.printer("checks")
    put_text(sheet, row, LABEL_COLUMN, check.label, styles(indent=1))
    draft.put_origin("checks", row, check.span)
    is_warning = check.keyword == "warn"
    # What cannot be computed does not hold; its shortfall beside it shows why.
    formula = f"IFERROR({printer.text(Reference(check.ok))},0)"
    put_light(draft, "checks", row, LIGHT_COLUMN, formula, _light(draft, check), is_warning)
    if draft.layout.has_steps:
        _put_date(draft, row, check.failed_step)
    if check.shortfall is not None:
        quantity = graph.quantities[check.shortfall]
        style = styles(num_format=draft.format_of(quantity), align="right")
        draft.put_formula(
            "checks", row, SHORTFALL_COLUMN, printer.text(Reference(quantity.id)), style, draft.value(quantity.id)
        )
    put_text(sheet, row, CONDITION_COLUMN, check.condition, styles.small())


def _put_date(draft: Draft, row: int, failed: int) -> None:
    """The last day of the first step that fails; steps are counted from 1, and 0 is none: no date then."""
    printer, dates = draft.printer("checks"), draft.graph.named_day
    cell, date = printer.cell(failed), _date_of_failure(draft, dates, draft.value(failed))
    style = draft.styles(num_format=DATE_OR_NONE, align="right")
    draft.put_formula("checks", row, DATE_COLUMN, f"IF({cell}=0,0,INDEX({printer.row(dates)},1,{cell}))", style, date)


def _date_of_failure(draft: Draft, dates: int, step: float | str) -> float | str:
    """The date beside the light of a check; 0 where it never fails, undefined where its first failure is."""
    if isinstance(step, str) or step != step:
        return nan
    return draft.value(dates, int(step) - 1) if step >= 1 else 0.0


def light_cells(draft: Draft) -> dict[str, tuple[int, float]]:
    """The row of each check on its sheet, by name, and what its light shows."""
    checks = draft.graph.checks
    return {
        checks[line.check].name: (line.row, _light(draft, checks[line.check]))
        for line in draft.layout.lines["checks"]
        if isinstance(line, CheckLine)
    }


def date_of_failure(draft: Draft, check: CheckView) -> float | str:
    """What stands beside a light: the last day of the first step in which the check fails, 0 where it never does."""
    return _date_of_failure(draft, draft.graph.named_day, draft.value(check.failed_step))


def put_light(
    draft: Draft,
    key: str,
    row: int,
    column: int,
    formula: str,
    value: float | str,
    is_warning: bool = False,
    **look: object,
) -> None:
    """A light: ✓ in green for 1, ✗ in red (a warning's in amber) for 0."""
    properties: dict[str, object] = {"num_format": LIGHT, "align": "center", "bold": True}
    style = draft.styles(**properties | look)
    draft.put_formula(key, row, column, formula, style, value)
    colour_light(draft, key, row, column, is_warning)


def colour_light(draft: Draft, key: str, row: int, column: int, is_warning: bool) -> None:
    """The colours of a light, whatever it shows."""
    for number, colour in ((1, PASS_GREEN), (0, WARN_AMBER if is_warning else FAIL_RED)):
        rule = {"type": "cell", "criteria": "==", "value": number, "format": draft.styles.lamp(colour)}
        draft.sheets[key].conditional_format(row, column, row, column, rule)


def _put_errors(draft: Draft, row: int, key: str) -> None:
    sheet, styles, layout = draft.sheets["checks"], draft.styles, draft.layout
    label = f"{draft.wording('no_errors_on')}{layout.sheet_names[key]}"
    put_text(sheet, row, LABEL_COLUMN, label, styles(indent=1))
    first_row = layout.lights_end if key == "checks" else DATE_ROW + 1
    first_column, last_column = VALUE_COLUMN, layout.last_column if key != "inputs" else FIRST_COLUMN
    if key in layout.widths:
        first_row, first_column, last_column = STEP_ROW, LABEL_COLUMN, layout.widths[key] - 1
    area = f"${column_name(first_column)}${first_row + 1}:${column_name(last_column)}${layout.ends[key]}"
    where = area if key == "checks" else f"'{layout.sheet_names[key]}'!{area}"
    found = count_errors(draft, key)
    spared = [*(awaited_areas(draft, key) if draft.undefined.get(key) else ()), *gap_areas(draft, key)]
    count_cell = f"{column_name(SHORTFALL_COLUMN)}{row + 1}"
    put_light(draft, "checks", row, LIGHT_COLUMN, f"IF({count_cell}=0,1,0)", 1.0 if found == 0 else 0.0)
    draft.put_formula(
        "checks",
        row,
        SHORTFALL_COLUMN,
        f"SUMPRODUCT(--ISERROR({where}))"
        + "".join(f"-SUMPRODUCT(--ISERROR('{layout.sheet_names[key]}'!{part}))" for part in spared),
        styles(num_format=PLAIN, align="right"),
        float(found),
    )
    put_text(sheet, row, CONDITION_COLUMN, draft.wording("errors"), styles.small())


def light_ranges(draft: Draft, is_warning: bool) -> list[str]:
    """The cells of the lights, as ranges on the sheet of checks: those of warnings, or all others."""
    rows = [line.row for line in draft.layout.lines["checks"] if _is_light(draft, line, is_warning)]
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    name, column = draft.layout.sheet_names["checks"], column_name(LIGHT_COLUMN)
    return [f"'{name}'!${column}${first + 1}:${column}${last + 1}" for first, last in ranges]


def _is_light(draft: Draft, line: Line, is_warning: bool) -> bool:
    match line:
        case CheckLine(_, number):
            return (draft.graph.checks[number].keyword == "warn") == is_warning
        case ErrorLine():
            return not is_warning
    return False


def all_lights(draft: Draft, is_warning: bool) -> float:
    """What the common light of the checks, or of the warnings, shows: 1 when all are 1."""
    lights: list[float] = []
    for line in draft.layout.lines["checks"]:
        match line:
            case CheckLine(_, number) if _is_light(draft, line, is_warning):
                lights.append(_light(draft, draft.graph.checks[number]))
            case ErrorLine(_, sheet) if not is_warning:
                lights.append(0.0 if count_errors(draft, sheet) else 1.0)
    return min(lights, default=1.0)


def _light(draft: Draft, check: CheckView) -> float:
    ok = draft.value(check.ok)
    return float(ok) if ok == ok else 0.0
