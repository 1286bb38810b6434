"""The arguments over which the built-ins of loans and level payments are recalculated."""

RATES = (0.0, 0.00175, 0.05, 0.24, -0.02, -0.4, -1.0, -1.5)
PERIODS = (1.0, 12.0, 0.0, 360.0, 7.5, -2.0)
AMOUNTS = (0.0, 1000.0, -250.0)
TYPES = (0.0, 1.0)

# A start or an end that is no whole period, and a type beyond 0 and 1, LibreOffice takes otherwise than Excel.
SPANS = (
    (0.0065, 0.06, 0.0, -0.01),
    (2.7, 24.0, 60.0, 0.0),
    (125000.0, 0.0),
    (0.0, 1.0, 2.0, 13.0),
    (1.0, 2.0, 7.0, 24.0),
    TYPES,
)

GRIDS = {
    "cumipmt": SPANS,
    "cumprinc": SPANS,
    "fv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "ipmt": (RATES, (0.0, 1.0, 1.3, 2.0, 12.0), (2.0, 12.0, 0.0, 2.7), AMOUNTS, AMOUNTS[:2], TYPES),
    "ispmt": (RATES, (0.0, 1.0, 2.5, 13.0), (1.0, 12.0, 2.7, 0.0), AMOUNTS),
    "nper": (RATES, AMOUNTS, AMOUNTS, AMOUNTS, TYPES),
    "pmt": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "ppmt": (RATES, (0.0, 1.0, 1.3, 2.0, 12.0), (2.0, 12.0, 0.0, 2.7), AMOUNTS, AMOUNTS[:2], TYPES),
    "pv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
}

CASES = {
    "fv": ((0.05, 12.0, -100.0), (0.05, 12.0, -100.0, -1000.0)),
    "ipmt": ((0.01, 2.0, 12.0, 1000.0), (0.01, 2.0, 12.0, 1000.0, 50.0)),
    "nper": ((0.01, -100.0, 1000.0), (0.01, -100.0, 1000.0, 50.0)),
    "pmt": ((0.01, 12.0, 1000.0), (0.01, 12.0, 1000.0, 50.0), (0.01, 12.0, 1000.0, 50.0, 3.0)),
    "ppmt": ((0.01, 2.0, 12.0, 1000.0), (0.01, 2.0, 12.0, 1000.0, 50.0)),
    "pv": ((0.05, 12.0, -100.0), (0.05, 12.0, -100.0, -1000.0)),
}
