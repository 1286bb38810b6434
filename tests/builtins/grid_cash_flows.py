"""The arguments over which the built-ins of cash flows are recalculated."""

PROJECT = (-70000.0, 12000.0, 15000.0, 18000.0, 21000.0, 26000.0)
LOSS = (-70000.0, 12000.0, 15000.0)
DEEP_LOSS = (-1000.0, 5.0, 5.0, 10.0)
REVERSED = (1000.0, -300.0, -300.0, -500.0)
TWO_ROOTS = (-1000.0, 2300.0, -1320.0)
WITHOUT_GAINS = (-100.0, -5.0, -20.0)
WITH_ZEROS = (-200.0, 0.0, 10.0, -10.0, 300.0)
MORTGAGE = (100000.0, *(-650.0,) * 300)
FLOWS = (PROJECT, LOSS, DEEP_LOSS, REVERSED, WITH_ZEROS)

RATES = (0.0, 0.04, 0.5, -0.3)

# 2008-01-01, 2008-03-01, 2008-10-30, 2009-02-15, 2009-04-01
DAYS = (39448.0, 39508.0, 39751.0, 39859.0, 39904.0)
YEARS = (36585.0, 36951.0, 37316.0, 37681.0, 38046.0)
DATED = (-10000.0, 2750.0, 4250.0, 3250.0, 2750.0)
DATED_LOSS = (-10000.0, 750.0, 250.0, 3250.0, 2750.0)
DATED_LOAN = (10000.0, -2750.0, -4250.0, -3250.0, -2750.0)

GRIDS = {
    "fvschedule": (
        (0.0, 1000.0, -250.0),
        ((0.09, 0.11, 0.1), (0.0,), (-0.5, 1.2, -1.2), tuple(month / 1000.0 for month in range(60))),
    ),
    # LibreOffice's search gives up, or goes below -100 %, with most guesses for a deep loss: they are left out.
    "irr": ((PROJECT, REVERSED, WITH_ZEROS, TWO_ROOTS, WITHOUT_GAINS), (0.1, 0.02, -0.1)),
    # Of flows that are all costs LibreOffice gives -1, Excel an error: they are left out.
    "mirr": ((*FLOWS, MORTGAGE, (5.0, 7.0)), RATES, RATES),
    "npv": ((*RATES, -1.5, -1.0), (*FLOWS, MORTGAGE, (250.0,))),
    "xirr": ((DATED, DATED_LOSS, DATED_LOAN), (DAYS, YEARS), (0.1, 0.02, -0.2)),
    # A rate of 0 or less is an error in Excel and none in LibreOffice: it is left out.
    "xnpv": ((0.0001, 0.04, 0.5, 3.0), (DATED, DATED_LOSS, DATED_LOAN), (DAYS, YEARS)),
}

CASES = {
    "irr": ((PROJECT,), (LOSS, -0.1), (MORTGAGE, 0.005), (WITHOUT_GAINS,), ((-123.0, 12.0, 15.0, 50.0, 200.0),)),
    "xirr": (
        (DATED, DAYS),
        ((-1.0, 3.0, 4.0), (25629.0, 32176.0, 36224.0)),
        ((105091006.0, -103250941.8647), (36626.0, 36646.0)),
        ((206101714.8494, -156650972.5427), (36950.0, 36981.0), -0.1),
        ((100.0, 5.0), (36950.0, 36981.0)),
        ((-100.0, 105.0), (36950.4, 37315.9)),
        ((2750.0, -10000.0, 4250.0, 3250.0, 2750.0), (39508.0, 39448.0, 39751.0, 39859.0, 39904.0)),
    ),
}
