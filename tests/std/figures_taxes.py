"""Figures of taxes: the announced brackets come with the amount that each takes off the flat rate (累進差額)."""

# Taiwan, 2024: 12% less 41,300, 20% less 147,700, 30% less 413,700, 40% less 911,700.
# Taiwan, 2018 to 2022: 12% less 37,800, 20% less 134,600, 30% less 376,600, 40% less 829,600.
# Taiwan, 2023: 40% less 864,000 = 0.07 * 56 + 0.08 * 126 + 0.1 * 252 + 0.1 * 472 ten thousands.
# Taiwan, 2026: 40% less 949,100 = 0.07 * 61 + 0.08 * 138 + 0.1 * 277 + 0.1 * 519 ten thousands.
FIGURES = (
    ("Ministry of Finance, 2024", "income_tax_tw(59萬 TWD, 2024-05-01)", 29500.0),
    ("Ministry of Finance, 2024", "income_tax_tw(100萬 TWD, 2024-05-01)", 120000 - 41300),
    ("Ministry of Finance, 2025", "income_tax_tw(200萬 TWD, 2025-05-01)", 400000 - 147700),
    ("Ministry of Finance, 2024", "income_tax_tw(300萬 TWD, 2024-05-01)", 900000 - 413700),
    ("Ministry of Finance, 2024", "income_tax_tw(600萬 TWD, 2024-05-01)", 2400000 - 911700),
    ("Ministry of Finance, 2022", "income_tax_tw(600萬 TWD, 2022-05-01)", 2400000 - 829600),
    ("Ministry of Finance, 2023", "income_tax_tw(600萬 TWD, 2023-05-01)", 2400000 - 864000),
    ("Ministry of Finance, 2026", "income_tax_tw(600萬 TWD, 2026-05-01)", 2400000 - 949100),
    ("not known", "income_tax_tw(600萬 TWD, 2017-05-01)", None),
    ("Ministry of Finance, 2025", "bracket_end_tw(4, tax_table_tw(2025-05-01))", 4980000.0),
    ("Ministry of Finance, 2018", "bracket_end_tw(1, tax_table_tw(2018-05-01))", 540000.0),
    ("Ministry of Finance, 2023", "tax_table_tw(2023-12-31)", 2.0),
    ("not known", "tax_table_tw(2017-12-31)", None),
    ("Ministry of Finance, 2024", "income_tax_of_table_tw(300萬 TWD, 3)", 900000 - 413700),
    ("Ministry of Finance, 2024", "marginal_rate_of_table_tw(300萬 TWD, 3)", 0.3),
    ("Ministry of Finance, 2024", "marginal_rate_tw(59萬 TWD, 2024-05-01)", 0.12),
    ("Ministry of Finance, 2022", "marginal_rate_tw(500萬 TWD, 2022-05-01)", 0.4),
    # The IRS prints what is due at the foot of each bracket: for 2025 $1,192.50, $5,578.50, $17,651, $40,199, $57,231
    # and $188,769.75 of one person, $2,385, $11,157, $35,302, $80,398, $114,462 and $202,154.50 of a couple.
    ("IRS, 2025", "income_tax_us_single(48_475 USD, 2025-06-01)", 5578.5),
    ("IRS, 2025", "income_tax_us_single(626_350 USD, 2025-06-01)", 188769.75),
    ("IRS, 2025", "income_tax_us_joint(96_950 USD, 2025-06-01)", 11157.0),
    ("IRS, 2025", "income_tax_us_joint(751_600 USD, 2025-06-01)", 202154.5),
    # For 2026 $192,979.25 and $206,583.50.
    ("IRS, 2026", "income_tax_us_single(640_600 USD, 2026-06-01)", 192979.25),
    ("IRS, 2026", "income_tax_us_joint(768_700 USD, 2026-06-01)", 206583.5),
    ("not known", "income_tax_us_joint(768_700 USD, 2024-06-01)", None),
    ("s0-roth-conversion-rule, 32%", "bracket_end_us_single(32%, 2025-06-01)", 250525.0),
    ("s0-roth-conversion-rule, 32%", "bracket_end_us_joint(32%, 2026-06-01)", 512450.0),
    ("the last bracket has no end", "bracket_end_us_joint(37%, 2026-06-01)", None),
    ("501,050 - 400,000", "conversion_room(bracket_end_us_joint(32%, 2025-06-01), 400_000 USD)", 101050.0),
    ("s0-estate-tax", "estate_tax_flat(1_000_000 TWD)", 400000.0),
    ("s0-estate-tax", "estate_tax_flat(0 TWD)", 0.0),
    # Form 706-NA: 345,800 on the first million, less 13,000.
    ("Form 706-NA", "estate_tax_us_nonresident(1_000_000 USD)", 332800.0),
    ("Form 706-NA: what is exempt", "estate_tax_us_nonresident(60_000 USD)", 0.0),
)
