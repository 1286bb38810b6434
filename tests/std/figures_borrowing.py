"""Figures of how much may be borrowed."""

FIGURES = (
    ("s4-borrow-cap-interest", "loan_by_interest(10萬 TWD/year, 10%/year)", 1000000.0),
    ("s4-borrow-cap-net-worth", "net_worth_after_loss(150萬 TWD, 100萬 TWD)", 500000.0),
    ("s4-borrow-cap", "borrowing_cap(10萬 TWD/year, 10%/year, 150萬 TWD, 200萬 TWD, 100萬 TWD)", 1000000.0),
    ("the wanted loan is lower", "borrowing_cap(10萬 TWD/year, 10%/year, 150萬 TWD, 60萬 TWD, 100萬 TWD)", 600000.0),
    ("the loss is beyond net worth", "borrowing_cap(10萬 TWD/year, 10%/year, 90萬 TWD, 60萬 TWD, 100萬 TWD)", 0.0),
    ("s4-borrow-invest-profit", "borrowed_profit(20萬 TWD, 100萬 TWD, 20%/year, 10%/year)", 140000.0),
    ("s4-revolving-month", "revolving_limit(20_000 TWD, 5%, 0.6%)", 357142.85714285716),
    ("s4-revolving-cap", "revolving_limit_loose(20_000 TWD, 5%, 0.6%, 12萬 TWD)", 2400000.0),
    ("s4-revolving-loose-interest", "revolving_limit_loose(20_000 TWD, 5%, 0.6%, 100萬 TWD)", 3333333.3333333335),
    ("s4-revolving-exit", "revolving_exit(11%, 10%, 5%, 3 months, 3 months)", "target"),
    ("s4-revolving-exit", "revolving_exit(-5%, 10%, 5%, 2 months, 3 months)", "stop"),
    ("s4-revolving-exit", "revolving_exit(3%, 10%, 5%, 3 months, 3 months)", "term"),
    ("s4-revolving-exit", "revolving_exit(2%, 10%, 5%, 2 months, 3 months)", "hold"),
    ("s1-debt-cap-15", "debt_ceiling(100萬 TWD, 15%)", 150000.0),
    ("s1-debt-cap-25", "debt_ceiling(100萬 TWD, 25%)", 250000.0),
    ("s1-debt-cap-cautious", "debt_ceiling(100萬 TWD, 5%)", 50000.0),
    ("s0-pledge-rate-gap", "interest_saved(100萬 TWD, 6.4%/year, 2.48%/year)", 39200.0),
)
