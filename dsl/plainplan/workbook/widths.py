"""How wide the columns of a sheet of tables must be for what stands in them."""

from __future__ import annotations

from plainplan.records import dataclass, field
from plainplan.workbook.numbers import A_RATIO_TO_NOTHING, DATE
from plainplan.workbook.texts import text_width

NARROWEST, WIDEST = 9.0, 44.0
# Room for the margin and for a sign or parentheses.
ROOM = 3


@dataclass(slots=True)
class Widths:
    """The widths of columns, which grow with what is put into them."""

    columns: dict[int, float] = field(default_factory=dict)

    def fit(self, column: int, width: float) -> None:
        """Makes a column as wide as this, within reason."""
        self.columns[column] = min(max(self.columns.get(column, NARROWEST), width + ROOM), WIDEST)

    def lines(self, column: int, text: str) -> int:
        """How many lines a text takes in a column."""
        return max(1, -(-text_width(text) // int(self.columns.get(column, NARROWEST) - 1)))


def shown_width(value: float | str, number_format: str) -> int:
    """How many half-width characters a value takes in a number format."""
    if isinstance(value, str):
        return text_width(value)
    if value != value or abs(value) >= A_RATIO_TO_NOTHING:
        return 4
    if number_format == DATE:
        return 10
    if number_format.startswith('"'):
        return len("yes")
    if "%" in number_format:
        value *= 100
    fractions = [section.partition(".")[2] for section in number_format.split(";")]
    decimals = max(fraction.count("0") for fraction in fractions)
    text = f"{value:,.{decimals}f}"
    if any("#" in fraction for fraction in fractions):
        text = max(text, f"{value:,.10g}", key=len)
    return len(text) + number_format.count("%")
