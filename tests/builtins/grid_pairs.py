"""The lists over which the built-ins of two lists are recalculated."""

FIRST = (
    (2.0, 3.0, 9.0, 1.0, 8.0),
    (0.07, -0.12, 0.31, 0.02, -0.05),
    (1e4, 1.2e4, 1.1e4, 1.5e4, 0.9e4),
    (4.0, 4.0, 4.0, 4.0, 4.0),
)
SECOND = ((6.0, 5.0, 11.0, 7.0, 5.0), (0.01, -0.03, 0.05, 0.02, -0.02), (3.0, 3.0, 3.0, 3.0, 3.0))
SHORT = (((1.0, 2.0), (5.0, 3.0)), ((1.0,), (2.0,)), ((1.0, 2.0, 3.0), (5.0, 3.0)), ((1.0, 2.0, 4.0), (2.0, 3.0, 5.5)))
NAMES = "correl covar covariance.p covariance.s intercept pearson rsq slope steyx"

GRIDS = {
    **dict.fromkeys(NAMES.split(), (FIRST, SECOND)),
    "forecast": ((0.0, 7.5, -3.0), FIRST, SECOND),
    "forecast.linear": ((0.0, 7.5, -3.0), FIRST, SECOND),
}
CASES = {
    **dict.fromkeys(NAMES.split(), SHORT),
    "forecast": tuple((2.5, *pair) for pair in SHORT),
    "forecast.linear": tuple((2.5, *pair) for pair in SHORT),
}
