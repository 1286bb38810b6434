"""Figures of goals: what they cost, and what to save for them."""

FIGURES = (
    ("1,000,000 at 3% in 10 years", "round(goal_cost(100萬 TWD, 3%/year, 10 years), 0)", 1343916.0),
    ("1.05^10 - 1 over 5%: 12.57789", "round(goal_saving(1_257_789 TWD, 0 TWD, 5%/year, 10 years), 0)", 100000.0),
    ("100,000 saved at 5%", "goal_saving(110_250 TWD, 100_000 TWD, 5%/year, 2 years)", 0.0),
    ("more than enough", "goal_saving(100_000 TWD, 100_000 TWD, 5%/year, 2 years)", 0.0),
    ("half of it", "goal_funded(220_500 TWD, 100_000 TWD, 5%/year, 2 years)", 0.5),
)
