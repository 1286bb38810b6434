"""The arguments over which the built-ins of dates are recalculated."""

# 1900-03-01, 2000-02-29, 2026-01-31, 2028-02-29, 2099-12-31
DAYS = (61.0, 36585.0, 46053.0, 46812.0, 73050.0)
MONTHS = (0.0, 1.0, -1.0, 13.0, 25.0, 480.0)

GRIDS = {
    "date": ((1900.0, 1999.0, 2026.0, 26.0), (3.0, 12.0, 14.0, 25.0), (1.0, 31.0, 60.0)),
    "datedif_years": (DAYS, DAYS),
    "day": (DAYS,),
    "edate": (DAYS[1:], MONTHS),
    "eomonth": (DAYS[1:], MONTHS),
    "month": (DAYS,),
    "year": (DAYS,),
}
