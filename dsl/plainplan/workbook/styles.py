"""Fonts, colours and borders of the book."""

from __future__ import annotations

from typing import Any

INPUT_BLUE, LINK_GREEN, FAIL_RED, PASS_GREEN, WARN_AMBER = "#0000FF", "#00703C", "#C00000", "#00703C", "#B45F06"
INPUT_FILL, FIXED_FILL, HEAD_FILL, TITLE_FILL = "#FFFBE0", "#F2F2F2", "#1F3864", "#DCE6F1"
GREY, RULE, WHITE = "#7F7F7F", "#BFBFBF", "#FFFFFF"
SIZE = 10
# The band of a block's title.
TITLE_LOOK: dict[str, object] = {"bg_color": TITLE_FILL, "bottom": 1, "bottom_color": RULE}


class Styles:
    """The formats of one book, each made once and in the order of first use, so that the file is the same each time."""

    def __init__(self, book: Any, is_chinese: bool) -> None:
        """Formats for `book`, which is XlsxWriter's and has no types."""
        self._book = book
        self.font = "Microsoft JhengHei" if is_chinese else "Arial"
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            own = {"font_name": self.font, "font_size": SIZE, "valign": "vcenter"} | properties
            self._made[key] = self._book.add_format(own)
        return self._made[key]

    def heading(self, **more: object) -> Any:
        """The large title of a sheet."""
        return self(bold=True, font_size=16, font_color=HEAD_FILL, **more)

    def column_head(self, **more: object) -> Any:
        """The head of a column."""
        return self(bold=True, font_color=WHITE, bg_color=HEAD_FILL, **more)

    def block_title(self) -> Any:
        """The title of a block of rows."""
        return self(bold=True, font_color=HEAD_FILL, **TITLE_LOOK)

    def small(self, **more: object) -> Any:
        """What is beside the point: plan lines, names, captions."""
        return self(font_size=8, font_color=GREY, **more)

    def entry(self, is_free: bool, number_format: str, **more: object) -> Any:
        """An input: blue on pale yellow when the client may change it, grey when not."""
        font, fill = (INPUT_BLUE, INPUT_FILL) if is_free else (GREY, FIXED_FILL)
        return self(num_format=number_format, border=1, border_color=RULE, font_color=font, bg_color=fill, **more)

    def lamp(self, colour: str, **more: object) -> Any:
        """What a condition lays over a light."""
        key = (("lamp", colour), *sorted(more.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_color": colour, **more})
        return self._made[key]

    def cover(self) -> Any:
        """What a condition lays over what it hides, rules and all."""
        rules = {f"{side}_color": WHITE for side in ("top", "bottom")}
        return self.lamp(WHITE, bg_color=WHITE, top=1, bottom=1, **rules)
