"""The arguments over which the built-ins of coupon dates are recalculated."""

from datetime import date
from itertools import product


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


SETTLEMENTS = (
    serial(2010, 12, 31),
    serial(2011, 1, 25),
    serial(2011, 2, 28),
    serial(2011, 5, 15),
    serial(2011, 8, 30),
    serial(2011, 11, 15),
    serial(2012, 2, 28),
    serial(2012, 2, 29),
)
# One falls due before most settlements, three at the end of a February or of another month.
MATURITIES = (
    serial(2011, 5, 15),
    serial(2012, 11, 15),
    serial(2013, 8, 30),
    serial(2014, 8, 31),
    serial(2015, 2, 28),
    serial(2016, 2, 29),
    serial(2042, 6, 30),
)
FREQUENCIES = (1.0, 2.0, 4.0)
BASES = (0.0, 1.0, 2.0, 3.0, 4.0)
# What is out of range, and what Excel cuts to a whole number.
ODD_FREQUENCIES = tuple(
    (settlement, MATURITIES[1], frequency, basis)
    for settlement in (SETTLEMENTS[0], SETTLEMENTS[0] + 0.75)
    for frequency, basis in ((0.0, 0.0), (3.0, 0.0), (12.0, 0.0), (-1.0, 0.0), (2.9, 0.0), (2.0, 1.9), (2.0, 5.0))
)
ALL = (SETTLEMENTS, MATURITIES, FREQUENCIES, BASES)
DEFAULTS = ((SETTLEMENTS[1], MATURITIES[1], 2.0), (SETTLEMENTS[6], MATURITIES[4], 1.0))

GRIDS = {
    "coupdaybs": ALL,
    # On basis 1 LibreOffice counts a period from month's end to month's end: those maturities are left out.
    "coupdays": (SETTLEMENTS, MATURITIES, FREQUENCIES, (0.0, 2.0, 3.0, 4.0)),
    # LibreOffice counts 30/360 to an end of February otherwise: those maturities are left out.
    "coupdaysnc": (SETTLEMENTS, (*MATURITIES[:2], serial(2016, 10, 5)), FREQUENCIES, BASES),
    "coupncd": ALL,
    "coupnum": ALL,
    "couppcd": ALL,
}
CASES = dict.fromkeys(GRIDS, (*ODD_FREQUENCIES, *DEFAULTS))
CASES["coupdays"] += tuple(product(SETTLEMENTS, MATURITIES[:4], FREQUENCIES, (1.0,)))
