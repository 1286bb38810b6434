"""Figures of policies with a savings value: annuities due in closed form."""

FIGURES = (
    ("90% of 100", "surrender_value(100 TWD, 10%)", 90.0),
    ("the sum assured", "death_benefit(100 TWD, 500 TWD)", 500.0),
    ("the value", "death_benefit(600 TWD, 500 TWD)", 600.0),
    ("500 less 100", "amount_at_risk(100 TWD, 500 TWD)", 400.0),
    ("nothing", "amount_at_risk(600 TWD, 500 TWD)", 0.0),
    (
        "2 premiums, 4 years at 5%",
        f"policy_rate([0, 1, 2, 3, 4], 100 TWD, 2, {100 * (1.05**4 + 1.05**3):.12f} TWD)",
        0.05,
    ),
    (
        "10 premiums at 3%",
        f"level_policy_rate(100 TWD, 10, {100 * 1.03 * (1.03**10 - 1) / 0.03:.12f} TWD)",
        0.03,
    ),
)
