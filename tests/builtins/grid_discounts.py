"""The arguments over which the built-ins of securities that pay at maturity are recalculated.

LibreOffice measures most of them by a year of its own: on basis 1 the calendar year of the first date, on 30/360
without the rules of the ends of months. `disc` and `yielddisc` take YEARFRAC and are tried over all arguments, the
others where the two years are one. Its `accrint` knows no periods and takes no `calc_method`.
"""

from datetime import date


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


SETTLEMENTS = (serial(2010, 12, 31), serial(2011, 1, 25), serial(2011, 2, 28), serial(2012, 2, 29))
MATURITIES = (serial(2011, 1, 25), serial(2011, 11, 15), serial(2014, 8, 31), serial(2016, 2, 29))
BASES = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
# In the middle of months of one year the 30/360 agree, and on basis 1 the years.
MIDDLES = (serial(2011, 1, 25), serial(2011, 3, 2), serial(2011, 6, 9))
LATER = (serial(2011, 6, 9), serial(2011, 11, 15))
YEARS_LATER = (serial(2011, 6, 9), serial(2012, 11, 15), serial(2021, 4, 28))
ACTUAL = (2.0, 3.0)
EVERY_360 = (0.0, 4.0)

RATES = (0.0, 0.0575, 0.4, -0.01)
PRICES = (97.975, 100.5, 0.0)
REDEMPTIONS = (100.0, 103.0)
ISSUES = (serial(2010, 6, 30), serial(2010, 11, 11))

# accrint: issue, first interest, settlement. On basis 0 and 4 the periods add up in the middle of months.
ACCRINT = (
    (serial(2008, 3, 1), serial(2010, 5, 5)),
    (serial(2010, 9, 5), serial(2011, 3, 5)),
    (serial(2010, 6, 20), serial(2010, 12, 5), serial(2012, 5, 5)),
    (0.0, 0.055, -0.01),
    (1000.0, 0.0),
    (1.0, 2.0, 4.0, 3.0),
    EVERY_360,
)

GRIDS = {
    "accrint": ACCRINT,
    "accrintm": (SETTLEMENTS, MATURITIES, RATES, (1000.0, 0.0), ACTUAL),
    "disc": (SETTLEMENTS, MATURITIES, PRICES, REDEMPTIONS, BASES),
    "intrate": (SETTLEMENTS, MATURITIES, (1_000_000.0, 0.0), (1_014_420.0, 0.0), ACTUAL),
    "pricedisc": (SETTLEMENTS, MATURITIES, RATES, REDEMPTIONS, ACTUAL),
    "pricemat": (SETTLEMENTS, MATURITIES, ISSUES, RATES, (0.0, 0.061, -0.01), (2.0, 3.0, 4.0)),
    "received": (SETTLEMENTS, MATURITIES[:3], (1_000_000.0, 0.0), (0.0, 0.0575, -0.01), ACTUAL),
    "yielddisc": (SETTLEMENTS, MATURITIES, PRICES, REDEMPTIONS, BASES),
    "yieldmat": (SETTLEMENTS, MATURITIES, ISSUES, (0.0575, 0.4), (100.0123, 80.0), (2.0, 3.0, 4.0)),
}
SPANS = (
    *((start, end, basis) for start in MIDDLES for end in LATER for basis in (0.0, 1.0, 4.0, 5.0)),
    *((start, end, basis) for start in MIDDLES for end in YEARS_LATER for basis in EVERY_360),
)
CASES = {
    "accrint": ((ACCRINT[0][0], ACCRINT[1][0], ACCRINT[2][0], 0.055, 1000.0, 2.0),),
    "accrintm": (*((start, end, 0.0575, 1000.0, basis) for start, end, basis in SPANS), (*MIDDLES[:2], 0.0575, 1000.0)),
    "intrate": tuple((start, end, 100.0, 104.0, basis) for start, end, basis in SPANS),
    "pricedisc": tuple((start, end, 0.0575, 100.0, basis) for start, end, basis in SPANS),
    "pricemat": tuple((start, end, ISSUES[1], 0.0575, 0.061, 0.0) for start, end, _ in SPANS),
    "received": tuple((start, end, 1000.0, 0.0575, basis) for start, end, basis in SPANS),
    "yieldmat": tuple((start, end, ISSUES[1], 0.0575, 98.0, 0.0) for start, end, _ in SPANS),
}
