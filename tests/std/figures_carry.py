"""Figures of borrowing to invest: the debt plan's."""

FIGURES = (
    ("s1-carry-cheap", "carry_spread(8%/year, 5%/year)", 0.03),
    ("s1-carry-cheap", "carry_spread(13%/year, 5%/year)", 0.08),
    # With a return on equity of 10% half the book value costs 0.5 / 10% = 5 times its earnings.
    ("s1-roe-pb-yield: PE is 5 and not below", "may_use_leverage(0.5 / 10%, 0.5, 10萬 TWD, 100萬 TWD)", 0.0),
    ("all three below", "may_use_leverage(4.9, 1.1, 14萬 TWD, 100萬 TWD)", 1.0),
    ("PB is 1.2", "may_use_leverage(4.9, 1.2, 14萬 TWD, 100萬 TWD)", 0.0),
    ("s1-debt-cap-15: the ceiling is reached", "may_use_leverage(4.9, 1.1, 15萬 TWD, 100萬 TWD)", 0.0),
    ("s1-debt-cap-25: with derivatives", "may_use_leverage(4.9, 1.1, 15萬 TWD, 100萬 TWD, ceiling: 25%)", 1.0),
)
