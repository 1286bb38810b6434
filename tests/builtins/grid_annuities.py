"""The arguments over which the built-ins of level payments are recalculated."""

RATES = (0.0, 0.00175, 0.05, 0.24, -0.02, -1.0, -1.5)
PERIODS = (1.0, 12.0, 0.0, 360.0, 7.5)
AMOUNTS = (0.0, 1000.0, -250.0)
TYPES = (0.0, 1.0)

GRIDS = {
    "effect": ((0.0, 0.021, 0.18, -0.01), (1.0, 4.0, 12.0, 365.0, 0.0, 2.9)),
    "fv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "ipmt": (RATES, (0.0, 1.0, 2.0, 12.0), (2.0, 12.0, 0.0), AMOUNTS, AMOUNTS[:2], TYPES),
    "nominal_rate": ((0.0, 0.021, 0.18, -0.01), (1.0, 4.0, 12.0, 365.0, 0.0, 2.9)),
    "nper": (RATES, AMOUNTS, AMOUNTS, AMOUNTS, TYPES),
    "pmt": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
    "ppmt": (RATES, (0.0, 1.0, 2.0, 12.0), (2.0, 12.0, 0.0), AMOUNTS, AMOUNTS[:2], TYPES),
    "pv": (RATES, PERIODS, AMOUNTS, AMOUNTS, TYPES),
}
