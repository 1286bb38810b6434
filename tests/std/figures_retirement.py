"""Figures of living from assets."""

FIGURES = (
    ("s0-beta-for-withdrawal-20", "beta_for_withdrawal(2%)", 1.0),
    ("s0-beta-for-withdrawal-24", "beta_for_withdrawal(2.4%)", 0.8),
    ("s0-beta-interpolated", "beta_for_withdrawal(2.1%)", 0.95),
    ("s0-beta-interpolated", "beta_for_withdrawal(2.3%)", 0.85),
    ("the report says nothing", "beta_for_withdrawal(2.5%)", None),
    ("s0-weights-beta-10", "equal_fund_weight(1)", 0.3333333333333333),
    ("s0-weights-beta-9", "equal_fund_weight(0.9)", 0.3),
    ("s0-weights-beta-9", "cash_weight(0.9)", 0.4),
    ("900 / 60", "cash_years(900萬 TWD, 60萬 TWD/year)", 15.0),
    ("s0-cash-years-table", "cash_years_of_weights(cash_weight(1), 2%)", 16.666666666666668),
    ("s0-cash-years-table", "cash_years_of_weights(cash_weight(0.8), 2.4%)", 19.444444444444443),
    ("s0-threshold-cash-share", "cash_for_years(15, 2.2%)", 0.33),
    ("s0-pledge-rules-check, 1.0", "keeps_guardrails(cash_weight(1), 1)", 1.0),
    ("s0-pledge-rules-check, 1.05", "keeps_guardrails(cash_weight(1.05), 1.05)", 0.0),
    ("s0-pledge-20-crash", "equity_after_fall(100萬 TWD, 20萬 TWD, 85%)", -50000.0),
    ("s0-pledge-8-crash", "equity_after_fall(100萬 TWD, 8萬 TWD, 85%)", 70000.0),
    ("s0-pledge-8-crash", "coverage_after_fall(100萬 TWD, 8萬 TWD, 85%)", 1.875),
    ("s0-pledge-insolvency-fall, 8%", "ruin_fall(100萬 TWD, 8萬 TWD)", 0.92),
    ("s0-pledge-2-a-year-debt", "pledge_debt(2萬 TWD/year, 0%/year, 4 years)", 80000.0),
    # Three years of 2 at 2.48%: 2 * (1.0248^3 + 1.0248^2 + 1.0248).
    ("interest added", "pledge_debt(2 TWD/year, 2.48%/year, 3 years)", 2 * (1.0248**3 + 1.0248**2 + 1.0248)),
    # 1% of its own and an income fund of 10% pay 4% in the ratio of 2 to 1.
    ("(4 - 1) / (10 - 1)", "income_fund_share(4%, 1%, 10%)", 1 / 3),
    ("s0-income-after-price-fall", "payout_after_fall(10%, 20%)", 0.125),
)
