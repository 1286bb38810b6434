"""Figures of leverage."""

FIGURES = (
    ("s3-mortgage-leverage", "leverage_multiple(1500萬 TWD, 300萬 TWD)", 5.0),
    ("s3-mortgage-wipeout", "wipe_out_fall(5)", 0.2),
    ("s3-margin-leverage", "leverage_multiple(100萬 TWD, 40萬 TWD)", 2.5),
    ("s4-borrow-invest-roe", "leveraged_return(20萬 TWD, 100萬 TWD, 20%/year, 10%/year)", 0.7),
    ("s3-mortgage-return, no interest", "leveraged_return(300萬 TWD, 1200萬 TWD, 20%/year, 0%/year)", 1.0),
    ("s1-boost-15-5", "debt_boost(5%, 15%/year, 8.25%/year)", 0.003375),
    ("s1-boost-row-10", "debt_boost(10%, 40%/year, 8.25%/year)", 0.03175),
    ("s1-boost-total-15-5", "boosted_return(5%, 15%/year, 8.25%/year)", 0.153375),
    ("s1-kelly, an even bet", "kelly_share(60%, 1)", 0.2),
    ("s1-kelly, odds of 2", "kelly_share(50%, 2)", 0.25),
    # Thorp (2006): the S&P 500 with a mean of 11%, a rate of 6% and a standard deviation of 15%.
    ("Thorp (2006), f* = 2.22", "kelly_leverage(11%/year, 6%/year, 15%/year)", 0.05 / 0.0225),
    ("r + (m - r)^2 / (2 s^2)", "leveraged_growth(11%/year, 6%/year, 20%/year, 1.25)", 0.06 + 0.05**2 / 0.08),
    ("the risk-free rate grows as it is", "leveraged_growth(11%/year, 6%/year, 20%/year, 0)", 0.06),
    ("s3-one-percent-rule", "greatest_loss(30萬 TWD)", 3000.0),
    ("3,000 / (20 * 50), rounded down", "position_size(33萬 TWD, 20 TWD, multiplier: 50)", 3.0),
    ("s3-futures-notional", "futures_notional(20_000, 50 TWD)", 1000000.0),
    ("s3-futures-leverage", "leverage_multiple(futures_notional(20_000, 50 TWD), 50_000 TWD)", 20.0),
    ("back to the initial margin", "futures_call(30_000 TWD, 50_000 TWD, 38_000 TWD)", 20000.0),
    ("at the maintenance margin", "futures_call(38_000 TWD, 50_000 TWD, 38_000 TWD)", 0.0),
    ("a beta of 0.9: 30%, 30% and 40%", "equal_fund_weight(0.9)", 0.3),
)
