"""The lists over which the built-ins of one list of figures are recalculated."""

LISTS = (
    (4.0, 5.0, 8.0, 7.0, 11.0, 4.0, 3.0),
    (-2.5, 0.0, 2.5, 1e-3),
    (3.0, 3.0, 1.0, 1.0, 2.0),
    (0.07, -0.12, 0.31, 0.02, -0.05, 0.11),
    (1e6 + 1.0, 1e6 + 2.0, 1e6 + 4.0, 1e6 + 7.5),
    (0.0, 1.0, 2.0, 5.0),
    (2.0, 2.0, 2.0),
    (1.0, 4.0),
    (7.0,),
)
NAMES = (
    "avedev average count devsq geomean harmean kurt median mode.sngl skew skew.p stdev stdev.p stdev.s stdevp"
    " var var.p var.s varp"
)

GRIDS = {
    **dict.fromkeys(NAMES.split(), (LISTS,)),
    # LibreOffice gives the least of several values that return as often.
    "mode": (tuple(values for values in LISTS if values[0] != 3.0),),
    "trimmean": (LISTS, (0.0, 0.2, 0.5, 0.9, 1.0, -0.1)),
}
CASES = {"count": (((1.0, "text", 3.0),),)}
