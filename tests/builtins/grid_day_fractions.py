"""The arguments over which the built-ins of the time between two dates are recalculated."""

from datetime import date


def serial(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal() - date(1899, 12, 30).toordinal())


# Ends of February and of other months, in leap years and in others, both ways round.
DAYS = (
    serial(1999, 12, 31),
    serial(2000, 2, 29),
    serial(2007, 2, 28),
    serial(2008, 1, 30),
    serial(2008, 2, 28),
    serial(2008, 2, 29),
    serial(2008, 3, 1),
    serial(2008, 3, 31),
    serial(2008, 12, 31),
    serial(2009, 2, 28),
    serial(2009, 3, 1),
    serial(2012, 1, 1),
    serial(2012, 7, 30),
    serial(2100, 2, 28),
)
BASES = (0.0, 1.0, 2.0, 3.0, 4.0)

GRIDS = {
    "days360": (DAYS, DAYS, (0.0, 1.0)),
    "yearfrac": (DAYS, DAYS, BASES),
}
CASES = {
    "days360": ((DAYS[0], DAYS[7]), (DAYS[7], DAYS[0])),
    "yearfrac": ((DAYS[0], DAYS[7]), (DAYS[0], DAYS[7], 5.0), (DAYS[0], DAYS[7], -1.0), (DAYS[0] + 0.5, DAYS[7], 1.9)),
}
