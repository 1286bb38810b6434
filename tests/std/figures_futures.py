"""Figures of futures: what a contract gains, and what a balance carries."""

FIGURES = (
    # A small TAIEX future at 20,000 and 50 a point, case s3-futures-notional: 100 points are 5,000.
    ("100 points at 50", "futures_profit(1, 50 TWD, 20_000, 20_100)", 5000.0),
    ("two contracts sold short", "futures_profit(-2, 50 TWD, 20_000, 20_100)", -10000.0),
    # 50,000 against a maintenance margin of 40,000: 10,000 of a notional of 1,000,000.
    ("10,000 of 1,000,000", "move_to_call(50_000 TWD, 40_000 TWD, 1, 20_000, 50 TWD)", 0.01),
    ("called already", "move_to_call(40_000 TWD, 40_000 TWD, 1, 20_000, 50 TWD)", 0.0),
    # A fall of 10% costs 100,000 a contract, and 40,000 must be left: 140,000 each.
    ("300,000 / 140,000", "contracts_that_survive(300_000 TWD, 40_000 TWD, 10%, 20_000, 50 TWD)", 2.0),
    ("280,000 / 140,000", "contracts_that_survive(280_000 TWD, 40_000 TWD, 10%, 20_000, 50 TWD)", 2.0),
)
