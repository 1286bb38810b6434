"""Figures of the stock exchanges of mainland China."""

FIGURES = (
    ("the Ministry's notice of 2008", "stamp_duty_cn(2023-08-27)", 0.001),
    ("the Ministry's notice of 2023", "stamp_duty_cn(2023-08-28)", 0.0005),
    ("not known", "stamp_duty_cn(2008-09-18)", None),
    ("ChinaClear", "transfer_fee_cn(2022-04-28)", 0.00002),
    ("ChinaClear", "transfer_fee_cn(2022-04-29)", 0.00001),
    ("30 + 1", "buying_cost_cn(100_000 CNY, 0.03%, day: 2024-01-02)", 31.0),
    ("the least of 5, and 0.1", "buying_cost_cn(10_000 CNY, 0.03%, day: 2024-01-02)", 5.1),
    ("30 + 1 + 50", "selling_cost_cn(100_000 CNY, 0.03%, day: 2024-01-02)", 81.0),
)
