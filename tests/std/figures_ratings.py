"""Figures of credit ratings."""

FIGURES = (
    ("the best", 'rating_rank("AAA")', 1.0),
    ("the last of investment grade", 'rating_rank("Baa3")', 10.0),
    ("the worst", 'rating_rank("D")', 22.0),
    ("no such rating", 'rating_rank("Baa4")', None),
    ("s4-rating-investment-grade", 'is_investment_grade("twB+")', 0.0),
    ("s4-rating-investment-grade", 'is_investment_grade("BB")', 0.0),
    ("s4-rating-investment-grade", 'is_investment_grade("Baa3")', 1.0),
    ("s4-rating-investment-grade", 'is_investment_grade("BB+")', 0.0),
)
