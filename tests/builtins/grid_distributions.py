"""The arguments over which the built-ins of probability distributions are recalculated."""

Z = (0.0, 0.5, -0.5, 1.333333, -1.96, 3.5, -8.0, 8.0)
PROBABILITIES = (0.001, 0.025, 0.1, 0.5, 0.908789, 0.99, 0.9999, 0.0, 1.0, -0.1, 1.1)
VALUES = (42.0, 0.08, -0.3, 0.0, 1e3)
MEANS = (40.0, 0.05, 0.0, -1.0)
DEVIATIONS = (1.5, 0.2, 25.0, 0.0, -1.0)
FLAGS = (1.0, 0.0)

GRIDS = {
    "binom.dist": ((0.0, 1.0, 6.9, 10.0, 11.0, -1.0), (1.0, 10.0, 30.5), (0.0, 0.25, 0.5, 1.0, 1.1), FLAGS),
    "confidence.norm": ((0.05, 0.01, 0.5, 0.0, 1.0, -0.1), DEVIATIONS, (1.0, 50.0, 50.9, 0.5, 0.0)),
    "expon.dist": ((0.0, 0.2, 3.0, -1.0), (10.0, 0.5, 0.0, -1.0), FLAGS),
    "lognorm.dist": ((4.0, 0.5, 0.0, -1.0), (3.5, 0.0, -1.0), DEVIATIONS, FLAGS),
    "lognorm.inv": (PROBABILITIES, (3.5, 0.0, -1.0), DEVIATIONS),
    "norm.dist": (VALUES, MEANS, DEVIATIONS, FLAGS),
    "norm.inv": (PROBABILITIES, MEANS, DEVIATIONS),
    "norm.s.dist": (Z, FLAGS),
    "norm.s.inv": (PROBABILITIES,),
    "normdist": (VALUES, MEANS, DEVIATIONS, FLAGS),
    "norminv": (PROBABILITIES, MEANS, DEVIATIONS),
    "normsdist": (Z,),
    "normsinv": (PROBABILITIES,),
    "poisson.dist": ((0.0, 2.0, 7.9, 40.0, -1.0), (5.0, 0.3, 60.0, -1.0), FLAGS),
    "standardize": (VALUES, MEANS, DEVIATIONS),
}
