"""Figures of the Taiwan stock market."""

# The prices of s4-tick-sizes and the ticks that the text prints; the tables before and from 2005-03-01.
OLD_TICKS = {4.99: 0.01, 5: 0.05, 14.95: 0.05, 15: 0.1, 49.9: 0.1, 50: 0.5, 149.5: 0.5, 150: 1, 999: 1, 1000: 5}
NEW_TICKS = {9.99: 0.01, 10: 0.05, 49.95: 0.05, 50: 0.1, 99.9: 0.1, 100: 0.5, 499.5: 0.5, 500: 1, 999: 1, 1000: 5}

FIGURES = (
    *(("s4-tick-sizes", f"tick_size_tw({price} TWD, 2004-06-30)", tick) for price, tick in OLD_TICKS.items()),
    *(
        ("Operating Rules, art. 62", f"tick_size_tw({price} TWD, 2005-03-01)", tick)
        for price, tick in NEW_TICKS.items()
    ),
    ("Operating Rules, art. 62", "etf_tick_tw(49.99 TWD)", 0.01),
    ("Operating Rules, art. 62", "etf_tick_tw(50 TWD)", 0.05),
    ("the text, ch. 10", "price_limit_tw(2008-07-01)", 0.07),
    ("the last day of 7%", "price_limit_tw(2015-05-31)", 0.07),
    ("Operating Rules, art. 63", "price_limit_tw(2015-06-01)", 0.1),
    ("not known", "price_limit_tw(1989-10-10)", None),
    # 85.6, in ticks of 0.5 and of 0.1.
    ("not known", "tick_size_tw(80 TWD, 1999-12-31)", None),
    ("Operating Rules, art. 62", "tick_of_tw(50, 2020-01-01)", 0.1),
    ("85.6 in ticks of 0.5", "highest_tick_tw(85.6 TWD, 2004-06-30)", 85.5),
    ("85.6 in ticks of 0.5", "lowest_tick_tw(85.6 TWD, 2004-06-30)", 86.0),
    ("80 and 7%", "limit_up_tw(80 TWD, 2004-06-30)", 85.5),
    ("80 and 7%", "limit_up_tw(80 TWD, 2008-07-01)", 85.6),
    ("100 and 10%", "limit_up_tw(100 TWD, 2020-01-02)", 110.0),
    ("48.5 and 10%: 53.35", "limit_up_tw(48.5 TWD, 2020-01-02)", 53.3),
    ("48.6 less 10%: 43.74", "limit_down_tw(48.6 TWD, 2020-01-02)", 43.75),
    ("100 less 10%", "limit_down_tw(100 TWD, 2020-01-02)", 90.0),
    ("70 less 10%, which floating point puts above 63", "limit_down_tw(70 TWD, 2020-01-02)", 63.0),
    ("s4-lots", "board_lots_tw(4350 shares)", 4.0),
    ("s4-lots", "odd_shares_tw(4350 shares)", 350.0),
    ("s4-cost-buy", "buying_cost_tw(80_000 TWD)", 114.0),
    ("s4-cost-sell, commission", "commission_tw(90_000 TWD)", 128.25),
    ("s4-cost-sell, tax", '90_000 * transaction_tax_tw("stock", 2008-07-01)', 270.0),
    ("s4-cost-sell", "selling_cost_tw(90_000 TWD, day: 2025-06-30)", 398.25),
    ("28.5 is below the least", "commission_tw(2萬 TWD, taken: 60%, least: 20 TWD)", 20.0),
    ("Securities Transaction Tax Act, art. 2", 'transaction_tax_tw("etf", 2025-06-30)', 0.001),
    ("art. 2-2, the day before", 'transaction_tax_tw("day trade", 2017-04-27)', 0.003),
    ("art. 2-2", 'transaction_tax_tw("day trade", 2017-04-28)', 0.0015),
    ("no such thing", 'transaction_tax_tw("house", 2025-06-30)', None),
    # 80,000 and 114 paid, 90,000 less 128.25 and 135 got.
    ("10,000 - 114 - 128.25 - 135", "day_trade_settlement_tw(8萬 TWD, 9萬 TWD, 2024-01-02)", 9622.75),
    ("s4-breakeven-price-move", "break_even_rise(0.1425%, 0.3%)", 0.005876001305778068),
    ("s4-short-below-flat, 80.5", "short_sale_allowed_tw(80.5 TWD, 80 TWD)", 1.0),
    ("s4-short-below-flat, 80", "short_sale_allowed_tw(80 TWD, 80 TWD)", 1.0),
    ("s4-short-below-flat, 79.5", "short_sale_allowed_tw(79.5 TWD, 80 TWD)", 0.0),
)
