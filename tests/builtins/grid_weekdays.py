"""The arguments over which the built-ins of weeks and working days are recalculated."""

# 1999-12-31 (Friday), 2000-01-01, 2021-01-03 (Sunday), 2024-02-29, 2026-11-20, 2028-12-31, 2026-12-28, 2027-01-04
DAYS = (36525.0, 36526.0, 44199.0, 45351.0, 46346.0, 47118.0, 46384.0, 46391.0)
TYPES = (1.0, 2.0, 3.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 4.0, 0.0, 2.9)
WEEKENDS = (
    1.0,
    2.0,
    3.0,
    4.0,
    5.0,
    6.0,
    7.0,
    11.0,
    12.0,
    13.0,
    14.0,
    15.0,
    16.0,
    17.0,
    "0000011",
    "1010101",
    "0000000",
)
# Two on working days, one of them twice, and one on a Saturday.
HOLIDAYS = (46346.0, 46349.0, 46349.0, 36526.0)
COUNTS = (0.0, 1.0, -1.0, 5.0, -7.0, 151.0, 2.9)

GRIDS = {
    "isoweeknum": (DAYS,),
    "networkdays": (DAYS, DAYS, ((46346.0,), HOLIDAYS)),
    "networkdays.intl": (DAYS[::3], DAYS[1::2], WEEKENDS, (HOLIDAYS,)),
    "weekday": (DAYS, TYPES),
    # The last week of December is one of two that Excel and LibreOffice number differently.
    "weeknum": (DAYS[1:5], (*TYPES, 21.0)),
    "workday": (DAYS, COUNTS, ((46346.0,), HOLIDAYS)),
    "workday.intl": (DAYS[::3], COUNTS[:-1], WEEKENDS, (HOLIDAYS,)),
}
CASES = {
    "networkdays": tuple((start, end) for start in DAYS for end in DAYS),
    "networkdays.intl": ((36525.0, 46346.0), (46346.0, 36525.0, 7.0)),
    "weekday": ((36526.0,),),
    "weeknum": ((36526.0,),),
    "workday": tuple((start, count) for start in DAYS for count in COUNTS),
    "workday.intl": ((36525.0, 30.0), (46346.0, -30.0, 11.0)),
}
