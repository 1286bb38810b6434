"""Figures of what a share is worth for its dividends."""

FIGURES = (
    ("s4-ddm-3-years", "dividend_value(2 TWD/year, 8%/year, 3 years, 100 TWD)", 84.53741807651272),
    ("without interest, what is paid", "dividend_value(2 TWD/year, 0%/year, 3 years, 100 TWD)", 106.0),
    ("s4-ddm-zero-growth", "zero_growth_value(5 TWD/year, 10%/year)", 50.0),
    ("no required return, no value", "zero_growth_value(5 TWD/year, 0%/year)", None),
    ("s4-ch10q8-gordon", "constant_growth_value(2 TWD/year, 12%/year, 4%/year)", 25.0),
    ("no growth is zero growth", "constant_growth_value(5 TWD/year, 10%/year, 0%/year)", 50.0),
    ("growth at the required return", "constant_growth_value(2 TWD/year, 4%/year, 4%/year)", None),
    ("growth above it", "constant_growth_value(2 TWD/year, 4%/year, 5%/year)", None),
    ("2.08 / 8%", "constant_growth_value_from_last(2 TWD/year, 12%/year, 4%/year)", 26.0),
    # 1.1, then 1.21, each a year's discount at 10%: one a year.
    ("growth equal to the required return", "growing_dividends_value(1.1 TWD/year, 10%/year, 10%/year, 3 years)", 3.0),
    ("2/1.08 + 2.1/1.08^2", "growing_dividends_value(2 TWD/year, 8%/year, 5%/year, 2 years)", 2 / 1.08 + 2.1 / 1.08**2),
    (
        "one growth throughout",
        "two_stage_value(2 TWD/year, 12%/year, 4%/year, 5 years, 4%/year)",
        25.0,
    ),
    (
        "2/1.1 + 2.4/1.1^2 + 2.4 * 1.04/6%/1.1^2",
        "two_stage_value(2 TWD/year, 10%/year, 20%/year, 2 years, 4%/year)",
        2 / 1.1 + 2.4 / 1.1**2 + 2.4 * 1.04 / 0.06 / 1.1**2,
    ),
    ("s4-ch10q8-gordon turned round", "implied_growth(25 TWD, 2 TWD/year, 12%/year)", 0.04),
    ("s4-ch10q8-gordon turned round", "implied_return(25 TWD, 2 TWD/year, 4%/year)", 0.12),
    ("s4-hpr-tsmc-split", "dividend_yield(5 TWD/year, 80 TWD)", 0.0625),
    ("10% of which 40% is paid out", "sustainable_growth(10%/year, 40%)", 0.06),
)
