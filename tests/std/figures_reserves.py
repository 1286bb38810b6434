"""Figures of the cost of an emergency fund: deposits, or a line of credit that stands by."""

FIGURES = (
    ("30 * (6% - 1.5%)", "deposit_cost(30萬 TWD, 6%/year, 1.5%/year)", 13500.0),
    ("30 * 0.5%", "standby_cost(30萬 TWD, 0 TWD, 0.5%/year, 8%/year)", 1500.0),
    ("20 * 0.5% + 10 * 8%", "standby_cost(20萬 TWD, 10萬 TWD, 0.5%/year, 8%/year)", 9000.0),
)
