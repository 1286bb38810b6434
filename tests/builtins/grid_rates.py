"""The arguments over which the built-ins of rates are recalculated."""

NOMINAL_RATES = (0.0, 0.021, 0.18, 1.5, -0.01)
COMPOUNDINGS = (1.0, 4.0, 12.0, 365.0, 0.0, 2.9)
AMOUNTS = (1000.0, 250.0, 0.0, -40.0)

GRIDS = {
    "effect": (NOMINAL_RATES, COMPOUNDINGS),
    "nominal_rate": (NOMINAL_RATES, COMPOUNDINGS),
    "pduration": ((0.0, 0.002, 0.05, 1.5, -0.1), AMOUNTS, AMOUNTS),
    # LibreOffice's search gives up where payments repay most of a loan at once: they are left out.
    "rate": ((6.0, 12.0, 2.5), (-30.0, -150.0), (1500.0, 2000.0), (0.0, -500.0), (0.0, 1.0), (0.1, 0.02)),
    # From 0 to 0 is 0 in Excel and an error in LibreOffice.
    "rri": ((1.0, 5.0, 96.0, 2.5, 0.0, -1.0), (1000.0, 250.0, -40.0), AMOUNTS),
}

CASES = {
    "rate": (
        (48.0, -200.0, 8000.0),
        (360.0, -500.0, 100000.0),
        (12.0, 0.0, -100.0, 200.0),
        (1.0, 10.0, 100.0, -100.0, 0.0, 0.15),
        (5.0, 20.0, 120.0, -50.0, 1.0, 0.0),
        (25.0, -40.0, -200.0, 100.0, 1.0, 0.15),
        (10.0, 50.0, 300.0, 20.0),
        (0.0, -200.0, 8000.0),
        (-5.0, -200.0, 8000.0),
    ),
}
