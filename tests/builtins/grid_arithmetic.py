"""The arguments over which the built-ins of plain arithmetic are recalculated."""

NUMBERS = (0.0, 1.0, -1.0, 2.5, -2.5, 0.3, 1.005, -1.475, 2.4999999999, 7.9999999996, 123456.789, -98765.4321, 1e15)
STEPS = (1.0, 2.0, 0.1, -2.0, 0.0)

GRIDS = {
    "abs": (NUMBERS,),
    "exp": ((*NUMBERS[:9], 710.0),),
    "ln": (NUMBERS,),
    "log10": (NUMBERS,),
    "max": (NUMBERS, NUMBERS),
    "min": (NUMBERS, NUMBERS),
    "power": ((*NUMBERS, -8.0), (0.0, 1.0, 2.0, -1.0, 0.5, 1 / 3, -2.5, 400.0)),
    "sign": (NUMBERS,),
    "sqrt": (NUMBERS,),
    "sum": (NUMBERS, NUMBERS, STEPS),
}
