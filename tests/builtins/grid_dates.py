"""The arguments over which the built-ins of dates are recalculated."""

# 1900-03-01, 2000-02-29, 2026-01-31, 2028-02-29, 2099-12-31
DAYS = (61.0, 36585.0, 46053.0, 46812.0, 73050.0)
# 2023-12-31, 2024-01-31, 2024-02-29, 2024-03-01, 2025-02-28, 2026-11-20
NEAR = (45291.0, 45322.0, 45351.0, 45352.0, 45716.0, 46346.0)
MONTHS = (0.0, 1.0, -1.0, 13.0, 25.0, 480.0)

GRIDS = {
    "date": ((1900.0, 1999.0, 2026.0, 26.0, 108.0, -1.0, 2000.9), (3.0, 12.0, 14.0, 25.0), (1.0, 31.0, 60.0)),
    "datedif": ((*DAYS, *NEAR), (*DAYS, *NEAR), ("Y", "m", "D", "MD", "ym")),
    "datedif_years": (DAYS, DAYS),
    "day": (DAYS,),
    "days": ((*DAYS, *NEAR), DAYS),
    "edate": (DAYS[1:], MONTHS),
    "eomonth": (DAYS[1:], MONTHS),
    "month": (DAYS,),
    "year": (DAYS,),
}
CASES = {
    # LibreOffice answers 0 for one day to itself, whatever the unit. Where a leap day stands
    # between, it counts the days of YD in another year than Excel.
    "datedif": (
        *((NEAR[0], end, "YD") for end in (45291.0, 45300.0, 45322.0, 45657.0, 45662.0)),
        (NEAR[0], NEAR[1], "days"),
    ),
}
