"""Figures of bonds of whole coupon periods and of convertible bonds."""

FIGURES = (
    ("s4-ch9q4-coupon", "coupon_payment(1000 TWD, 10%/year, 2)", 50.0),
    ("s4-ch9q4-price", "bond_value(1000 TWD, 10%/year, 14%/year, 5 years, 2)", 859.528369181348),
    ("s4-bond-price-5", "bond_value(100_000 TWD, 5.125%/year, 5%/year, 4 years)", 100443.2438130203),
    ("s4-duration3-price-11", "bond_value(100_000 TWD, 10%/year, 11%/year, 3 years)", 97556.28528455409),
    ("a coupon at the yield is priced at par", "bond_value(100_000 TWD, 10%/year, 10%/year, 3 years)", 100000.0),
    ("s4-bond-premium-rule", "price_class(bond_value(10萬 TWD, 5.125%/year, 6%/year, 4 years), 10萬 TWD)", "discount"),
    ("s4-bond-premium-rule", "price_class(bond_value(10萬 TWD, 5.125%/year, 5.125%/year, 4 years), 10萬 TWD)", "par"),
    ("s4-bond-premium-rule", "price_class(bond_value(10萬 TWD, 5.125%/year, 5%/year, 4 years), 10萬 TWD)", "premium"),
    ("s4-cb-quote", "quoted_price(100_000 TWD, 105)", 105000.0),
    ("1,000 for 800 a year of 50", "current_yield(1000 TWD, 5%/year, 800 TWD)", 0.0625),
    # s4-ch9q4-duration-half-years is 7.9351070056105995 half-years.
    ("s4-ch9q4-duration-half-years", "bond_duration(10%/year, 14%/year, 5 years, 2)", 7.9351070056105995 / 2),
    ("s4-ch9q4-duration-half-years", "duration_in_periods(5%, 7%, 10)", 7.9351070056105995),
    # s4-duration3-pvt: 273,553.7190082645 / 100,000.
    ("s4-duration3-pvt", "bond_duration(10%/year, 10%/year, 3 years)", 2.735537190082645),
    ("s4-duration3-pvt", "modified_duration(10%/year, 10%/year, 3 years)", 2.735537190082645 / 1.1),
    ("1% of 2.5 years of 100,000", "price_change_estimate(100_000 TWD, 2.5 years, 1%/year)", -2500.0),
    ("s4-convertible-shares", "conversion_shares(100_000 TWD, 12.5 TWD)", 8000.0),
    ("8,000 shares at 14", "conversion_value(100_000 TWD, 12.5 TWD, 14 TWD)", 112000.0),
    ("117,600 / 112,000 - 1", "conversion_premium(117_600 TWD, 100_000 TWD, 12.5 TWD, 14 TWD)", 0.05),
    ("105,000 / 8,000", "conversion_parity(105_000 TWD, 100_000 TWD, 12.5 TWD)", 13.125),
    ("s4-anti-dilution", "conversion_price_after_stock_dividend(12.5 TWD, 10%)", 11.363636363636363),
    # Free shares are a stock dividend.
    ("s4-anti-dilution", "conversion_price_after_issue(12.5 TWD, 100, 10, 0 TWD, 20 TWD)", 11.363636363636363),
    ("at the market price nothing changes", "conversion_price_after_issue(12.5 TWD, 100, 10, 20 TWD, 20 TWD)", 12.5),
    ("12.5 * 0.96", "conversion_price_after_cash_dividend(12.5 TWD, 1 TWD, 25 TWD)", 12.0),
    ("s4-put-yield-rounded", "put_yield_rounded(10_000 TWD, 97 TWD, 99 TWD, 2 months)", 0.123546),
    ("2/97 * 6", "put_yield(97 TWD, 99 TWD, 2 months)", 12 / 97),
    ("(99/97)^6 - 1", "put_yield_compounded(97 TWD, 99 TWD, 2 months)", (99 / 97) ** 6 - 1),
    ("s4-convertible-shares, in shares", "conversion_shares(100_000 TWD, 12.5 TWD/share) / 1 share", 8000.0),
    # The par bond yields its coupon; 950.263 is the price of 8% for 3 years at 10%: 80 * 2.48685 + 751.315.
    ("a bond at par", "bond_yield(1000 TWD, 1000 TWD, 8%/year, 3 years)", 0.08),
    ("and back", "bond_yield(bond_value(1000 TWD, 8%/year, 10%/year, 3 years, 2), 1000 TWD, 8%/year, 3 years, 2)", 0.1),
)
