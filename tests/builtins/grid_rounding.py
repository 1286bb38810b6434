"""The arguments over which the built-ins that round are recalculated."""

NUMBERS = (0.0, 1.0, -1.0, 2.5, -2.5, 0.3, 1.005, -1.475, 2.4999999999, 7.9999999996, 123456.789, -98765.4321, 1e15)
STEPS = (1.0, 2.0, 0.1, -2.0, 0.0)
DIGITS = (0.0, 2.0, 5.0, -1.0, -3.0)

GRIDS = {
    "ceiling": (NUMBERS[:-1], STEPS),
    "floor": (NUMBERS[:-1], STEPS),
    "int": (NUMBERS,),
    "mod": (NUMBERS[:-1], (*STEPS, 12.0, -0.7)),
    "round": (NUMBERS, DIGITS),
    "rounddown": (NUMBERS, DIGITS),
    "roundup": (NUMBERS, DIGITS),
}
CASES = {
    "ceiling": ((2.3,), (-2.3,)),
    "floor": ((2.3,), (-2.3,)),
    "round": ((2.5,), (-2.5,)),
    "rounddown": ((2.9,),),
    "roundup": ((2.1,),),
}
