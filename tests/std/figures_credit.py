"""Figures of a household's debt: ceilings, and what a revolving balance costs."""

FIGURES = (
    ("s1-debt-cap-15", 'debt_ceiling(100萬 TWD, ceiling_of("plain"))', 150000.0),
    ("s1-debt-cap-cautious", 'ceiling_of("cautious")', 0.1),
    ("s1-debt-cap-cautious", 'ceiling_of("very cautious")', 0.05),
    ("s1-debt-cap-25", 'ceiling_of("derivatives")', 0.25),
    ("there is no such class", 'ceiling_of("reckless")', None),
    ("15 less 5", "ceiling_room(100萬 TWD, 5萬 TWD)", 100000.0),
    ("above the ceiling", "ceiling_room(100萬 TWD, 30萬 TWD, 25%)", 0.0),
    ("a tenth", "card_minimum(50_000 TWD, least: 1_000 TWD)", 5000.0),
    ("the least", "card_minimum(5_000 TWD, least: 1_000 TWD)", 1000.0),
    ("no more than the balance", "card_minimum(600 TWD, least: 1_000 TWD)", 600.0),
    # -ln(1 - 100,000 * 1.25% / 5,000) / ln(1.0125) months.
    ("an annuity", "card_payoff_time(100_000 TWD, 15%/year, 5_000 TWD/month)", 23.15810902177622),
    ("only the interest", "card_payoff_time(100_000 TWD, 15%/year, 1_250 TWD/month)", None),
    ("23.158 * 5,000 - 100,000", "card_interest_total(100_000 TWD, 15%/year, 5_000 TWD/month)", 15790.545108881095),
)
