"""What a sheet folds away, and where the pages of its tables end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# A4 less the margins that `Draft.begin_sheet` sets: inches, at 96 pixels.
SHORT_SIDE, LONG_SIDE = 7.07 * 96, 10.49 * 96
# Where the font that columns are measured in is missing, they are a third wider; and printers differ.
WIDTH_SLACK, HEIGHT_SLACK = 0.75, 0.95
# Smaller than this nobody reads; what is wider goes on to the next page.
SMALLEST_SCALE = 50
# So small a table may become to stand on a page that is higher than wide.
SMALLEST_UPRIGHT = 80
PADDING, DIGIT = 5, 7
FOLDED: dict[str, object] = {"level": 1, "hidden": True}


def fold_rows(sheet: Any, rows: Iterable[int]) -> None:
    """Hides rows in groups; the sign that unfolds a group stands at the row above it."""
    folded = set(rows)
    for row in sorted(folded):
        sheet.set_row(row, None, None, FOLDED)
        if row - 1 not in folded:
            above = sheet.row_info.get(row - 1)
            height, look = (above.height, above.row_format) if above is not None else (None, None)
            sheet.set_row_pixels(row - 1, height, look, {"collapsed": True})
    if folded:
        _put_signs_first(sheet)


def fold_columns(sheet: Any, first: int, widths: dict[int, float]) -> None:
    """Hides the columns from `first` on; the sign that unfolds them stands at the column before."""
    for column, width in widths.items():
        if column >= first:
            sheet.set_column(column, column, width, None, FOLDED)
    sheet.set_column(first - 1, first - 1, widths.get(first - 1), None, {"collapsed": True})
    _put_signs_first(sheet)


def _put_signs_first(sheet: Any) -> None:
    sheet.outline_settings(True, False, False, False)


def fit_pages(
    sheet: Any, widths: Iterable[float], blocks: list[tuple[int, int]], smallest_upright: int = SMALLEST_UPRIGHT
) -> None:
    """Makes the columns fit on a page as far as they stay readable, and ends a page before a block that it would cut.

    `blocks` are the first and last rows of what belongs together. Excel has no breaks of its own choice on a sheet that
    is fitted to a number of pages, so the scale is computed here.
    """
    width = sum(int(width * DIGIT) + PADDING for width in widths)
    upright, across = (min(int(100 * WIDTH_SLACK * side / width), 100) for side in (SHORT_SIDE, LONG_SIDE))
    is_upright = upright >= smallest_upright
    if is_upright:
        sheet.set_portrait()
    scale = upright if is_upright else max(across, SMALLEST_SCALE)
    sheet.set_print_scale(scale)
    page, breaks = HEIGHT_SLACK * (LONG_SIDE if is_upright else SHORT_SIDE) * 100 / scale, []
    used = _height(sheet, 0, blocks[0][0] - 1) if blocks else 0.0
    for position, (first, last) in enumerate(blocks):
        size = _height(sheet, first, last)
        # What is longer than a page is cut anyway, and begins where half a page is left.
        if position and used + size > page and (size <= page or used > page / 2):
            breaks.append(first)
            used = 0.0
        used = (used + size) % page
    sheet.set_h_pagebreaks(breaks)


def _height(sheet: Any, first: int, last: int) -> float:
    """The rows together, in pixels."""
    total = 0.0
    for row in range(first, last + 1):
        found = sheet.row_info.get(row)
        if found is None or not found.hidden:
            total += sheet.default_row_height if found is None or found.height is None else found.height
    return total
