"""The arguments over which the built-ins of bonds are recalculated.

LibreOffice discounts a last coupon period like the others, on bases 2 and 3 from other days, and finds negative yields
to few digits: `price` and `yield` are tried with more than one coupon left on the other bases. Its durations count the
time to maturity by YEARFRAC: they are tried where that is a sum of coupon periods, on 30/360 in the middle of months.
"""

from datetime import date


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


SETTLEMENTS = (
    serial(2010, 12, 31),
    serial(2011, 1, 25),
    serial(2011, 2, 28),
    serial(2011, 11, 15),
    serial(2012, 2, 29),
)
MATURITIES = (serial(2013, 8, 30), serial(2014, 8, 31), serial(2016, 2, 29), serial(2017, 11, 15), serial(2042, 6, 30))
RATES = (0.0, 0.0575)
FREQUENCIES = (1.0, 2.0, 4.0)
BASES = (0.0, 1.0, 4.0)

MIDDLES = (serial(2011, 1, 25), serial(2011, 11, 15), serial(2012, 3, 2))
DURATION = (MIDDLES, (serial(2012, 6, 10), serial(2017, 11, 15)), RATES, (0.0, 0.065), FREQUENCIES, (0.0, 4.0))
UNDEFINED = (
    (MIDDLES[0], MIDDLES[0], 0.05, 0.06, 2.0),
    (MIDDLES[0], MIDDLES[1], -0.05, 0.06, 2.0),
    (MIDDLES[0], MIDDLES[1], 0.05, -0.06, 2.0),
    (MIDDLES[0], MIDDLES[1], 0.05, 0.06, 3.0),
    (MIDDLES[0], MIDDLES[1], 0.05, 0.06, 2.0, 5.0),
)

GRIDS = {
    "duration": DURATION,
    "mduration": DURATION,
    "price": (SETTLEMENTS, MATURITIES, RATES, (0.0, 0.065, 0.4), (100.0, 105.0), FREQUENCIES, BASES),
    "yield": (SETTLEMENTS, MATURITIES, RATES, (60.0, 95.04287, 99.5), (100.0, 105.0), FREQUENCIES, BASES),
}
CASES = {
    "duration": UNDEFINED,
    "mduration": UNDEFINED,
    "price": (
        (SETTLEMENTS[0], MATURITIES[0], 0.05, 0.06, 100.0, 2.0),
        (SETTLEMENTS[0], MATURITIES[0], 0.05, 0.06, 0.0, 2.0),
        *((*case[:4], 100.0, *case[4:]) for case in UNDEFINED),
    ),
    "yield": (
        (SETTLEMENTS[0], MATURITIES[0], 0.05, 98.0, 100.0, 2.0),
        (SETTLEMENTS[0], MATURITIES[4], 0.05, 140.0, 100.0, 2.0),
        (SETTLEMENTS[0], MATURITIES[0], 0.05, 98.0, 0.0, 2.0),
        *((*case[:4], 100.0, *case[4:]) for case in UNDEFINED if case[3] < 0.0),
    ),
}
