"""The arguments over which the built-ins of treasury bills are recalculated.

LibreOffice counts 30/360 and one day more where Excel counts days: only spans on which the two agree are tried.
"""

from datetime import date


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


SPANS = (
    (serial(2008, 3, 31), serial(2008, 6, 1)),
    (serial(2011, 5, 15), serial(2011, 6, 1)),
)
UNDEFINED = (
    (serial(2008, 6, 1), serial(2008, 3, 31)),
    (serial(2008, 6, 1), serial(2010, 6, 2)),
)

GRIDS: dict[str, tuple[tuple[float, ...], ...]] = {}
CASES = {
    "tbilleq": tuple((*span, discount) for span in (*SPANS, *UNDEFINED) for discount in (0.0914, 0.001, 0.0, -0.01)),
    "tbillprice": tuple((*span, discount) for span in SPANS for discount in (0.0914, 0.001, 0.0, -0.01)),
    "tbillyield": tuple((*span, price) for span in (*SPANS, *UNDEFINED) for price in (98.45, 100.5, 0.0, -1.0)),
}
