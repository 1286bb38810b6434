"""Figures of options at their expiry, from the definition of the payoff (Hull, Options, Futures, ch. 10)."""

FIGURES = (
    # A call at 100 for 5, a put at 70 for 7: the examples of the chapter.
    ("115 - 100", 'option_payoff("call", 100 TWD, 115 TWD)', 15.0),
    ("not exercised", 'option_payoff("call", 100 TWD, 98 TWD)', 0.0),
    ("70 - 55", 'option_payoff("put", 70 TWD, 55 TWD)', 15.0),
    ("there is no such option", 'option_payoff("future", 70 TWD, 55 TWD)', None),
    ("a profit of 10", 'option_profit("call", 100 TWD, 115 TWD, 5 TWD)', 10.0),
    ("the whole premium", 'option_profit("call", 100 TWD, 98 TWD, 5 TWD)', -5.0),
    ("15 less 7", 'option_profit("put", 70 TWD, 55 TWD, 7 TWD)', 8.0),
    ("100 + 5", 'option_break_even("call", 100 TWD, 5 TWD)', 105.0),
    ("70 - 7", 'option_break_even("put", 70 TWD, 7 TWD)', 63.0),
    ("100 / 5", "option_leverage(100 TWD, 5 TWD)", 20.0),
    ("half of it at a delta of a half", "option_leverage(100 TWD, 5 TWD, delta: 0.5)", 10.0),
)
