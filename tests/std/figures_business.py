"""Figures of a small business."""

FIGURES = (
    ("s4-breakeven-company-a", "break_even_turnover(20萬 TWD/month, 20%)", 1000000.0),
    ("s4-breakeven-company-a-price", "break_even_price(20萬 TWD/month, 20%, 10_000)", 100.0),
    ("s4-ch7q8-depreciation", "depreciation(240萬 TWD, 4 years)", 12 * 50000.0),
    ("s4-payback", "payback(240萬 TWD, 80萬 TWD/year)", 3.0),
    ("s4-npv", "level_net_present_value(240萬 TWD, 80萬 TWD/year, 10%/year, 4 years)", 135892.35707943447),
    # 100 and 100 of 250 leave half of the third year.
    ("2 years and a half", "payback_of(250 TWD, [100 TWD, 100 TWD, 100 TWD])", 2.5),
    ("it does not come back", "payback_of(250 TWD, [100 TWD, 100 TWD])", None),
)
