"""The arguments over which the built-ins of prices quoted in fractions are recalculated."""

PRICES = (0.0, 0.34, 1.02, 1.125, 99.1, -1.5, 100.3125)
FRACTIONS = (1.0, 2.0, 8.0, 10.0, 16.9, 17.0, 32.0, 100.0, 0.5, 0.0, -8.0)

GRIDS = {"dollarde": (PRICES, FRACTIONS), "dollarfr": (PRICES, FRACTIONS)}
