"""Figures of loans that are watched: levels, falls and forced sales."""

FIGURES = (
    ("25% of equity: 4 / 3", "level_of_equity(25%)", 4 / 3),
    ("FINRA rule 4210", "equity_required_us()", 0.25),
    ("FINRA Regulatory Notice 09-53: twice", "equity_required_us(2)", 0.5),
    ("FINRA Regulatory Notice 09-53: three times, inverse", "equity_required_us(-3)", 0.75),
    ("FINRA Regulatory Notice 09-53: never above 100%", "equity_required_us(5)", 1.0),
    # 40 of one's own and 60 borrowed buy 100.
    ("s3-margin-loan", 'loan_at_level(40萬 TWD, opening_line_of("tw", 2026-01-01))', 600000.0),
    ("s1-hk-max-loan", "loan_at_level(100萬 TWD, 1 / 70%)", 2333333.3333333335),
    ("nothing below 300%", "withdrawable(220萬 TWD, 120萬 TWD)", 0.0),
    ("400 - 3 * 120", "withdrawable(400萬 TWD, 120萬 TWD)", 400000.0),
    ("the weekly report: -85%", "value_after_fall(100萬 TWD)", 150000.0),
    ("twice the market is gone at half", "value_after_fall(100萬 TWD, beta: 2, fall: 60%)", 0.0),
    ("half a fall at beta 0.5", "value_after_fall(100萬 TWD, beta: 0.5, fall: 60%)", 700000.0),
    ("0.15 / 1.3", "greatest_pledge(100萬 TWD)", 1000000 * 0.15 / 1.3),
    ("prices stand", "line_in_crisis(130%, 150%, 10%)", 1.3),
    ("a fall of a fifth", "line_in_crisis(130%, 150%, 20%)", 1.5),
    ("(156 - 150) / 0.3", "forced_sale_needed(150萬 TWD, 120萬 TWD, 130%)", 200000.0),
    # Hong Kong: 100 of shares at 70% for a debt of 76: selling 20 leaves 80 * 70% = 56 for a debt of 56.
    ("70 - 14 = 76 - 20", "forced_sale_needed(70 TWD, 76 TWD, 100%, haircut: 70%)", 20.0),
    # 10 are sold at a cost of 10%: 9 are repaid, and 140 are left for a debt of 100.
    ("150 - 10 for 109 - 9", "forced_sale_needed(150 TWD, 109 TWD, 140%, cost: 10%)", 9.0),
    ("no sale reaches a level that the shares themselves count", "forced_sale_needed(80 TWD, 100 TWD, 100%)", 100.0),
    ("nothing is called", "forced_sale_needed(160萬 TWD, 120萬 TWD, 130%)", 0.0),
)
