"""Figures of spending over the years that remain: VPW and required minimum distributions."""

FIGURES = (
    ("Bogleheads: VPW of 60% stocks", "vpw_growth(60%)", 0.0376),
    ("26 CFR 1.401(a)(9)-9(c)", "uniform_lifetime(72)", 27.4),
    ("26 CFR 1.401(a)(9)-9(c)", "uniform_lifetime(83)", 17.7),
    ("26 CFR 1.401(a)(9)-9(c)", "uniform_lifetime(96.9)", 8.4),
    ("26 CFR 1.401(a)(9)-9(c)", "uniform_lifetime(119)", 2.3),
    ("26 CFR 1.401(a)(9)-9(c): 120 and over", "uniform_lifetime(123)", 2.0),
    ("26 CFR 1.401(a)(9)-9(c): the table begins at 72", "uniform_lifetime(71)", None),
    ("IRS, Jane at 73", "round(required_distribution(100_000 TWD, 73), 2)", 3773.58),
    ("IRS, Bob at 74", "round(required_distribution(205_000 TWD, 74), 2)", 8039.22),
    ("72, before SECURE 2.0", "round(required_distribution(500_000 TWD, 72, 72), 0)", 18248.0),
    ("SECURE 2.0, section 107", "required_distribution(500_000 TWD, 72)", 0.0),
    ("SECURE 2.0, section 107: born from 1960 on", "required_distribution(500_000 TWD, 74, 75)", 0.0),
)
