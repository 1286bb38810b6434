"""Figures of a household's ratios. Amounts of a month come out as those of a month."""

XQ70 = "7萬 TWD/month, 70%, 3.5萬 TWD/month"
XQ100 = "10萬 TWD/month, 75%, 6萬 TWD/month"
JIA = "120萬 TWD/year, 80萬 TWD/year, 200萬 TWD, 6%/year"
MING = "110萬 TWD/year, 80萬 TWD/year, 210萬 TWD, 6%/year"

FIGURES = (
    ("s4-xq70-net-ratio", "net_share(7萬 TWD/month, 7萬 TWD/month * (6% + 13% + 11%))", 0.7),
    ("s4-xq100-net-ratio", "net_share(10萬 TWD/month, 25_000 TWD/month)", 0.75),
    ("s4-xq70-surplus", f"surplus({XQ70})", 14000.0),
    ("s4-xq100-surplus, s4-ch6q10-surplus", f"surplus({XQ100})", 15000.0),
    ("s4-xq70-breakeven", "break_even_income(3.5萬 TWD/month, 70%)", 50000.0),
    ("s4-xq100-breakeven, s4-ch6q10-breakeven", "break_even_income(6萬 TWD/month, 75%)", 80000.0),
    ("s4-xq70-margin-ratio", f"safety_margin_ratio({XQ70})", 0.2857142857142857),
    ("s4-xq100-margin, s4-ch6q10-margin", f"safety_margin({XQ100})", 20000.0),
    ("s4-achievement-rate", "achievement_rate(40萬 TWD, 10萬 TWD/year, 5 years)", 0.8),
    ("s4-asset-growth-parts", "savings_rate(200萬 TWD/year, 100萬 TWD/year)", 0.5),
    ("s4-asset-growth-parts", "income_turnover(200萬 TWD/year, 1000萬 TWD)", 0.2),
    (
        "s4-asset-growth-parts: 50% * 20% + 40% * 10%",
        "asset_growth_rate(200萬 TWD/year, 100萬 TWD/year, 400萬 TWD, 1000萬 TWD, 10%/year)",
        0.14,
    ),
    ("s4-savings-rate-xiaoming", "savings_rate(110萬 TWD/year, 80萬 TWD/year)", 0.2727272727272727),
    ("s4-freedom-jia", "freedom_ratio(1700萬 TWD, 5%/year, 8萬 TWD/month)", 0.8854166666666666),
    ("96 / 5%", "freedom_assets(8萬 TWD/month, 5%/year)", 19200000.0),
    ("s4-freedom-savings-rate-simple", "freedom_savings_rate(1, 20 years, 5%/year, 0%/year)", 0.5),
    # Savings that grow: s ((1 + r)^n - 1) / (1 - s) = F.
    (
        "the other reading of s4-freedom-savings-rate-simple",
        "freedom_savings_rate(1, 20 years, 5%/year, 5%/year)",
        1 / 1.05**20,
    ),
    ("s4-wealth-jia-net-savings", f"net_savings({JIA}, 200萬 TWD, 4%/year)", 440000.0),
    ("s4-ch6q9-net-savings", f"net_savings({MING}, 200萬 TWD, 4%/year)", 346000.0),
    (
        "s4-ch6q9-net-savings / s4-ch6q9-net-worth",
        f"wealth_growth({MING}, 600萬 TWD, 200萬 TWD, 4%/year)",
        34.6 / 610,
    ),
    ("s4-quiz6-6-investment-income", "investment_income(140萬 TWD, 40萬 TWD/year, 5%/year)", 80000.0),
    ("s4-debt-ratio-jia", "debt_ratio(200萬 TWD, 800萬 TWD)", 0.25),
    ("s4-selfuse-net-ratio-jia", "net_worth_share(600萬 TWD, 200萬 TWD, 600萬 TWD)", 0.6666666666666666),
    ("s4-selfuse-net-ratio-jia", "net_worth_share(200萬 TWD, 0 TWD, 600萬 TWD)", 0.3333333333333333),
    ("s4-commission-10", "marginal_saving(10萬 TWD, 5萬 TWD, 50%)", 25000.0),
    ("s4-commission-7", "marginal_saving(7萬 TWD, 5萬 TWD, 50%)", 10000.0),
    ("s4-commission-below-basic", "marginal_saving(4萬 TWD, 5萬 TWD, 50%)", 0.0),
    ("s4-quiz7-1", "marginal_saving(10萬 TWD, 5萬 TWD, 40%)", 20000.0),
    ("s4-ch7q9-msr", "marginal_savings_rate(60%)", 0.4),
    ("80 of 110", "expense_ratio(80萬 TWD/year, 110萬 TWD/year)", 80 / 110),
    ("30 less 8 of 110", "free_savings_rate(110萬 TWD/year, 80萬 TWD/year, 8萬 TWD/year)", 0.2),
    ("200 less 300", "rate_gap(200萬 TWD, 300萬 TWD)", -1000000.0),
    ("a point on -100", "income_change(200萬 TWD, 300萬 TWD, 1%/year)", -10000.0),
    ("dollars in a plan of another currency", "freedom_ratio(100_000 USD, 6%/year, 1_000 USD/month)", 0.5),
    ("s4-life-cycle-stage", "life_stage(30)", "formation"),
    ("s4-life-cycle-stage", "life_stage(45)", "growth"),
    ("s4-life-cycle-stage", "life_stage(60)", "maturity"),
    ("s4-life-cycle-stage", "life_stage(70)", "old_age"),
    ("a shared age is of the later stage", "life_stage(35)", "growth"),
    ("not yet", "life_stage(20)", "before"),
    ("s4-life-cycle-stage", "life_stage_on(1980-06-15, 2025-06-15)", "growth"),
    ("a day before 55", "life_stage_on(1980-06-15, 2035-06-14)", "growth"),
    ("at 55", "life_stage_on(1980-06-15, 2035-06-15)", "maturity"),
)
