"""Figures of the stock exchanges of the United States."""

FIGURES = (
    # $8.00 a million until 2024-05-21, $27.80 from then on.
    ("the SEC's advisory of 2024", "sec_fee_us(2024-05-22)", 27.8 / 1_000_000),
    ("the SEC's advisory of 2025", "sec_fee_us(2025-05-14)", 0.0),
    ("not known", "sec_fee_us(2024-05-21)", None),
    ("not known", "sec_fee_us(2026-01-01)", None),
    ("0.1% of 10,000", "buying_cost_us(10_000 USD, 0.1%)", 10.0),
    ("27.80 of a million", "selling_cost_us(1_000_000 USD, sec_fee_us(2025-01-31))", 27.8),
)
