"""The arguments over which the built-ins that round are recalculated."""

# Three are what arithmetic leaves of 0.3, 3 and 2.675.
NUMBERS = (
    *(0.0, 1.0, -1.0, 2.5, -2.5, 0.3, 1.005, -1.475, 2.4999999999, 7.9999999996, 123456.789, -98765.4321),
    *(0.1 + 0.2, 0.3 / 0.1, 0.535 * 5, 1e15),
)
STEPS = (1.0, 2.0, 0.1, -2.0, 0.0)
DIGITS = (0.0, 2.0, 5.0, 10.0, -1.0, -3.0)

GRIDS = {
    "ceiling": (NUMBERS[:-1], STEPS),
    "ceiling.math": (NUMBERS[:-1], STEPS, (0.0, 1.0, -1.0)),
    "even": (NUMBERS,),
    "floor": (NUMBERS[:-1], STEPS),
    "floor.math": (NUMBERS[:-1], STEPS, (0.0, 1.0, -1.0)),
    "int": (NUMBERS,),
    "mod": (NUMBERS[:-1], (*STEPS, 12.0, -0.7)),
    "mround": ((*NUMBERS[:-1], 6.05, 7.05), (1.0, 2.0, 0.5, -2.0, 0.0, 0.25, 0.1)),
    "odd": (NUMBERS,),
    "quotient": (NUMBERS[:-1], (*STEPS, 12.0, -0.7)),
    "round": (NUMBERS, DIGITS),
    "rounddown": (NUMBERS, DIGITS),
    "roundup": (NUMBERS, DIGITS),
    "trunc": (NUMBERS, DIGITS),
}
CASES = {
    "ceiling": ((2.3,), (-2.3,)),
    "ceiling.math": ((2.3,), (-2.3,), (-2.3, 2.0)),
    "floor": ((2.3,), (-2.3,)),
    "floor.math": ((2.3,), (-2.3,), (-2.3, 2.0)),
    "round": ((2.5,), (-2.5,)),
    "rounddown": ((2.9,),),
    "roundup": ((2.1,),),
    "trunc": ((2.9,), (-2.9,)),
}
