"""The arguments over which the built-ins of mathematics are recalculated."""

ANGLES = (0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -3.0, 100.0)
COUNTS = (0.0, 1.0, 2.9, 5.0, 8.0, 52.0, -1.0)
LISTS = ((24.0, 36.0), (5.0, 0.0), (7.9, 21.0, 14.0), (12.0,), (1.0, -2.0), (0.0, 0.0), (123456.0, 7890.0))
FIGURES = ((3.0, 4.0, 0.5), (-2.0, 2.0, 1e6), (0.1, 0.2, 0.3), (1e-9, -1e9, 7.0))

GRIDS = {
    "acos": (ANGLES,),
    "asin": (ANGLES,),
    "atan": (ANGLES,),
    "combin": (COUNTS, COUNTS),
    "cos": (ANGLES,),
    "degrees": (ANGLES,),
    "fact": ((*COUNTS, 170.0, 170.9, 171.0),),
    "gcd": (LISTS,),
    "lcm": (LISTS,),
    "log": ((0.0, 1.0, -1.0, 0.5, 8.0, 1e15, 1e-9), (10.0, 2.0, 0.5, 2.718281828, 1.0, 0.0, -2.0)),
    "permut": (COUNTS, COUNTS),
    "pi": (),
    "product": (FIGURES,),
    "radians": (ANGLES,),
    "sin": (ANGLES,),
    "sumproduct": (FIGURES, FIGURES),
    "sumsq": (FIGURES,),
    "tan": (ANGLES,),
}
CASES = {
    "log": ((86.0,), (-86.0,)),
    "product": (((4.0,),), ((1.5, 2.0, 3.0, -4.0, 5.0),)),
    "sumproduct": (
        ((1.0, 2.0), (3.0, 4.0, 5.0)),
        ((2.0,), (3.5,)),
        ((1.0, -2.0, 0.5),),
        ((1.0, 2.0), (3.0, 4.0), (0.5, 0.25)),
    ),
}
