"""The arguments over which the built-ins of bonds with an odd period are recalculated.

LibreOffice has no odd first period: only what is undefined is tried there. To odd last periods it applies YEARFRAC,
which is Excel's sum of periods on 30/360 in the middle of months; it has none without a coupon.
"""

from datetime import date


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


SETTLEMENTS = (serial(2008, 2, 7), serial(2008, 4, 20))
MATURITIES = (serial(2008, 4, 15), serial(2008, 6, 15), serial(2009, 9, 3))
LAST = (serial(2007, 10, 15), serial(2006, 12, 24), serial(2008, 2, 11))
RATES = (0.0375, -0.01)
FREQUENCIES = (1.0, 2.0, 4.0, 3.0)
BASES = (0.0, 4.0)

FIRST = (serial(2008, 11, 11), serial(2021, 3, 1), serial(2008, 10, 15), serial(2009, 3, 1))
UNDEFINED = (
    (FIRST[1], FIRST[0], *FIRST[2:], 0.0785, 6.25, 100.0, 2.0, 1.0),
    (*FIRST[:3], FIRST[2], 0.0785, 6.25, 100.0, 2.0, 1.0),
    (*FIRST, -0.0785, 6.25, 100.0, 2.0, 1.0),
    (*FIRST, 0.0785, -6.25, 100.0, 2.0, 1.0),
    (*FIRST, 0.0785, 6.25, 100.0, 3.0, 1.0),
    (*FIRST, 0.0785, 6.25, 100.0, 2.0, 5.0),
)

GRIDS = {
    "oddlprice": (SETTLEMENTS, MATURITIES, LAST, RATES, (0.0, 0.0405, -0.01), (100.0, 103.0), FREQUENCIES, BASES),
    "oddlyield": (SETTLEMENTS, MATURITIES, LAST, RATES, (99.875, 80.0, 0.0), (100.0, 103.0), FREQUENCIES, BASES),
}
CASES = {
    "oddfprice": UNDEFINED,
    "oddfyield": UNDEFINED,
    "oddlprice": ((SETTLEMENTS[0], MATURITIES[1], LAST[0], 0.0375, 0.0405, 100.0, 2.0),),
    "oddlyield": ((SETTLEMENTS[0], MATURITIES[1], LAST[0], 0.0375, 99.875, 100.0, 2.0),),
}
