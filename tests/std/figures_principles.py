"""Figures of planning principles: the verdicts of the text on its own households, ch. 7."""

FIGURES = (
    ("the text, ch. 1", "short_money_is_liquid(30萬 TWD, 40萬 TWD)", 1.0),
    ("the text, ch. 1", "short_money_is_liquid(50萬 TWD, 40萬 TWD)", 0.0),
    # 300 of a house on a loan of 100 and net worth of 245; on a net worth of 195 it is not.
    ("300 <= 100 + 245", "long_use_is_long_money(300萬 TWD, 100萬 TWD, 245萬 TWD)", 1.0),
    ("300 > 100 + 195", "long_use_is_long_money(300萬 TWD, 100萬 TWD, 195萬 TWD)", 0.0),
    # s4-ch7q10-capacity: 2.003 over 8 years.
    ("s4-ch7q10-capacity", "accidents_are_insured(550萬 TWD, 1000萬 TWD, 300萬 TWD, 78萬 TWD/year)", 1.0),
    ("3.2 years", "accidents_are_insured(550萬 TWD, 0 TWD, 300萬 TWD, 78萬 TWD/year)", 0.0),
    # s4-ratio-targets: 2 months of deposits are too few; 8 and 49 are enough.
    ("s4-ratio-targets", "reserves_last(10萬 TWD, 40萬 TWD, 245萬 TWD, 5萬 TWD/month)", 0.0),
    ("s4-ratio-targets, with 3 months", "reserves_last(15萬 TWD, 40萬 TWD, 245萬 TWD, 5萬 TWD/month)", 1.0),
    ("the text, ch. 7", "is_over(100萬 TWD, 2045-01-01, 2044-12-31)", 1.0),
    ("the text, ch. 7", "is_over(100萬 TWD, 2045-01-01, 2045-01-01)", 0.0),
    ("the text, ch. 7", "is_over(0 TWD, 2045-01-01, 2045-06-01)", 1.0),
    ("4 of 10", "service_is_borne(4萬 TWD, 10萬 TWD)", 1.0),
    ("5 of 10", "service_is_borne(5萬 TWD, 10萬 TWD)", 0.0),
    ("3 of 10", "is_spread(300萬 TWD, 1000萬 TWD)", 1.0),
    ("4 of 10", "is_spread(400萬 TWD, 1000萬 TWD)", 0.0),
    ("700 are left", "risk_money_is_spare(1000萬 TWD, 300萬 TWD, 700萬 TWD)", 1.0),
    ("600 are left", "risk_money_is_spare(1000萬 TWD, 400萬 TWD, 700萬 TWD)", 0.0),
)
