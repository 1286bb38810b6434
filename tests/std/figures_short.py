"""Figures of selling short."""

FIGURES = (
    # The rules of the exchange: (100 + 190) / (60 + 150).
    ("holdings and deposit for loan and shares", "joint_ratio_tw(100 TWD, 190 TWD, 60 TWD, 150 TWD)", 290 / 210),
    ("90% and the proceeds", "joint_ratio_tw(0 TWD, 190 TWD, 0 TWD, 100 TWD)", 1.9),
)
