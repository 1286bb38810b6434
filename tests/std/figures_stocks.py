"""Figures of what a share costs."""

FIGURES = (
    ("15 / 1.5", "price_to_earnings(15 TWD, 1.5 TWD)", 10.0),
    ("15 / 10", "price_to_book(15 TWD, 10 TWD)", 1.5),
    ("1.5 / 15", "earnings_yield(1.5 TWD, 15 TWD)", 0.1),
    ("s1-roe-pb-yield", "earnings_yield_at_book(10%/year, 0.5)", 0.2),
    ("s1-roe-pb-yield", "price_to_earnings_at_book(10%/year, 0.5)", 5.0),
)
