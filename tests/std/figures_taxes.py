"""Figures of Taiwan's taxes: the announced brackets come with what each takes off the flat rate (累進差額)."""

# Taiwan, 2024: 12% less 41,300, 20% less 147,700, 30% less 413,700, 40% less 911,700.
# Taiwan, 2018 to 2022: 12% less 37,800, 20% less 134,600, 30% less 376,600, 40% less 829,600.
# Taiwan, 2023: 40% less 864,000 = 0.07 * 56 + 0.08 * 126 + 0.1 * 252 + 0.1 * 472 ten thousands.
# Taiwan, 2026: 40% less 949,100 = 0.07 * 61 + 0.08 * 138 + 0.1 * 277 + 0.1 * 519 ten thousands.
FIGURES = (
    ("Ministry of Finance, 2024", "income_tax_tw(59萬 TWD, 2024-05-01)", 29500.0),
    ("nothing to tax", "income_tax_tw(-20萬 TWD, 2024-05-01)", 0.0),
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
    # 3,000,000 are taxed 486,300, 2,000,000 252,300 in 2025.
    ("Ministry of Finance, 2025", "general_tax_tw(100萬 TWD, 200萬 TWD, 2025-05-01)", 486300 - 252300),
    ("Ministry of Finance, 2023", "deduction_table_tw(2023-12-31)", 2.0),
    ("not known", "deduction_table_tw(2017-12-31)", None),
    ("Ministry of Finance, 2023", "exemption_tw(2023-05-01)", 92000.0),
    ("Ministry of Finance, 2025", "exemption_tw(2025-05-01)", 97000.0),
    ("Ministry of Finance, 2026", "exemption_tw(2026-05-01)", 101000.0),
    ("Ministry of Finance, 2025", "standard_deduction_tw(true, 2025-05-01)", 262000.0),
    ("Ministry of Finance, 2026", "standard_deduction_tw(day: 2026-05-01)", 136000.0),
    ("Ministry of Finance, 2026", "salary_deduction_tw(120萬 TWD, 2026-05-01)", 227000.0),
    ("Ministry of Finance, 2025", "salary_deduction_tw(15萬 TWD, 2025-05-01)", 150000.0),
    # The Ministry's own example of 2026: a single person pays nothing on a salary up to 464,000.
    (
        "Ministry of Finance, 2026: exempt up to 464,000",
        "exemption_tw(2026-05-01) + standard_deduction_tw(day: 2026-05-01)"
        " + salary_deduction_tw(464_000 TWD, 2026-05-01)",
        464000.0,
    ),
    ("Income Tax Act, art. 17", "savings_deduction_tw(30萬 TWD)", 270000.0),
    ("Income Tax Act, art. 17", "savings_deduction_tw(20萬 TWD)", 200000.0),
    # Taiwan, from 2025: 15% less 2,810,500, 20% less 8,431,500; until 2024 20% less 7,500,000.
    ("Ministry of Finance, 2025", "estate_tax_tw(1億 TWD, day: 2025-05-01)", 0.15 * 86670000 - 2810500),
    ("Ministry of Finance, 2025", "estate_tax_tw(2億 TWD, 667萬 TWD, 2026-05-01)", 0.2 * 180000000 - 8431500),
    ("Ministry of Finance, 2024", "estate_tax_of_net_tw(1.5億 TWD, 5000萬 TWD)", 0.2 * 150000000 - 7500000),
    ("below the exemption", "estate_tax_tw(1000萬 TWD, day: 2026-05-01)", 0.0),
    ("28%", "dividend_tax_separate_tw(100萬 TWD)", 280000.0),
    ("the credit ends at 80,000", "dividend_tax_general_tw(100萬 TWD, 200萬 TWD, 2025-05-01)", 234000.0 - 80000),
    ("8.5%", "dividend_tax_general_tw(10萬 TWD, 30萬 TWD, 2025-05-01)", 5000.0 - 8500),
    ("together at 20%", "dividend_tax_tw(100萬 TWD, 200萬 TWD, 2025-05-01)", 154000.0),
    ("apart at 40%", "dividend_tax_tw(100萬 TWD, 600萬 TWD, 2025-05-01)", 280000.0),
    ("s4-separate-tax-benefit: 13%", "better_taxation(20%, 13%)", "general"),
    ("s4-separate-tax-benefit: 20%", "better_taxation(20%, 20%)", "general"),
    ("s4-separate-tax-benefit: 21%", "better_taxation(20%, 21%)", "separate"),
    ("s4-separate-tax-benefit: 40%", "better_taxation(20%, 40%)", "separate"),
    # Taiwan, from 2025: 15% less 1,405,500, 20% less 4,216,000; until 2024 15% less 1,250,000.
    ("Ministry of Finance, 2025", "gift_tax_tw(244萬 TWD, 2025-05-01)", 0.0),
    ("Ministry of Finance, 2025", "gift_tax_tw(1244萬 TWD, 2025-05-01)", 1000000.0),
    ("Ministry of Finance, 2025", "gift_tax_tw(4244萬 TWD, 2025-05-01)", 0.15 * 40000000 - 1405500),
    ("Ministry of Finance, 2025", "gift_tax_tw(8244萬 TWD, 2026-05-01)", 0.2 * 80000000 - 4216000),
    ("Ministry of Finance, 2021", "gift_tax_tw(244萬 TWD, 2021-05-01)", 24000.0),
    (
        "Ministry of Finance, 2024",
        "brackets_of_gifts_tw(4000萬 TWD, 2500萬 TWD, 5000萬 TWD)",
        0.15 * 40000000 - 1250000,
    ),
    ("Estate and Gift Tax Act, art. 3-2", 'estate_value(100萬 TWD, "own")', 1000000.0),
    ("Estate and Gift Tax Act, art. 5-1", 'estate_value(100萬 TWD, "others")', 0.0),
    ("no such trust", 'estate_value(100萬 TWD, "family")', None),
    ("Trust Act, art. 12", 'creditor_value(100萬 TWD, "others")', 0.0),
    ("Trust Act, art. 6", 'creditor_value(100萬 TWD, "others", true)', 1000000.0),
    ("a right to all of it", 'creditor_value(100萬 TWD, "own")', 1000000.0),
)
