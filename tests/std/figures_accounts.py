"""Figures of accounts by their taxes, in closed form."""

FIGURES = (
    ("a gain of 40 in 100", 'taxed_share("taxable", 100 TWD, 60 TWD)', 0.4),
    ("a loss", 'taxed_share("taxable", 100 TWD, 160 TWD)', 0.0),
    ("all is income", 'taxed_share("deferred", 100 TWD, 60 TWD)', 1.0),
    ("IRC 408A(d): qualified", 'taxed_share("roth", 100 TWD, 60 TWD)', 0.0),
    ("its gain, before", 'taxed_share("roth", 100 TWD, 60 TWD, is_open: false)', 0.4),
    ("an empty account", 'taxed_share("taxable", 0 TWD, 0 TWD)', 0.0),
    ("no such kind", 'taxed_share("Roth", 100 TWD, 60 TWD)', None),
    ("IRC 72(t)", 'account_is_open("deferred", 59)', 0.0),
    ("IRC 72(t)", 'account_is_open("deferred", 60)', 1.0),
    ("no age for a brokerage account", 'account_is_open("taxable", 30)', 1.0),
    ("IRC 408(e)(4)", 'pledgeable_value("deferred", 100 TWD, 60%)', 0.0),
    ("60% of 100", 'pledgeable_value("taxable", 100 TWD, 60%)', 60.0),
    ("80 after 20%", "before_tax(80 TWD, 20%)", 100.0),
    ("24% of 100,000", "later_tax_avoided(100_000 USD, 24%)", 24000.0),
    # 100,000 double in ten years at 7.1773%, and so does the tax on it.
    ("24% of 200,000", "later_tax_avoided(100_000 USD, 24%, (2^0.1 - 1) / 1 year, 10 years)", 48000.0),
    ("s0-half-half", "account_gap(1_600_000 USD, 400_000 USD)", 600000.0),
)
