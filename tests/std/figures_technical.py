"""Figures of technical analysis."""

# The example of StockCharts' page on the RSI: 14 changes, 70.53 at the 15th price.
PRICES = (
    "44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328,"
    " 45.6140, 46.2820, 46.2820"
)
MORE = "46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122"
SHORT, LONG = "[9, 10, 12, 11, 8]", "[10, 10.5, 11, 11.5, 11]"

FIGURES = (
    ("s4-moving-average", "final(sma([20, 21, 22, 23, 24], 5))", 22.0),
    ("the last 2 of them", "final(sma([20, 21, 22, 23, 24], 2))", 23.5),
    ("1, 1.5, 2.25, 3.125", "final(ema([1, 2, 3, 4], 3))", 3.125),
    ("1, 1.5, 2.25, 3.125", "sum(ema_so_far([1, 2, 3, 4], 3))", 7.875),
    ("24 / 22 - 1", "final(bias([20, 21, 22, 23, 24], 5))", 1 / 11),
    ("0, 2, -1", "sum(changes([3, 5, 4]) * [1, 10, 100])", -80.0),
    ("StockCharts, 15th price", f"round(final(rsi_wilder([{PRICES}], 14)), 2)", 70.53),
    ("StockCharts, 16th price", f"round(final(rsi_wilder([{PRICES}, 46.0028], 14)), 2)", 66.32),
    ("StockCharts, 21st price", f"round(final(rsi_wilder([{PRICES}, {MORE}], 14)), 2)", 62.93),
    # Of the first 14 changes both forms are simple averages.
    ("StockCharts, 15th price", f"round(final(rsi_simple([{PRICES}], 14)), 2)", 70.53),
    ("gains of 2 for 3 of change", "final(rsi_simple([5, 3, 5, 4], 2))", 200 / 3),
    ("1 for each 4", "strength(1, 4)", 25.0),
    ("nothing has moved", "final(rsi_wilder([5, 5, 5], 2))", 50.0),
    ("the mean of 2 and 4, then half the way to 12", "final(wilder_average([0, 2, 4, 12], 2))", 7.5),
    ("s4-rsi-signal, 85", "rsi_signal(85)", "sell"),
    ("s4-rsi-signal, 80", "rsi_signal(80)", "none"),
    ("s4-rsi-signal, 50", "rsi_signal(50)", "none"),
    ("s4-rsi-signal, 20", "rsi_signal(20)", "none"),
    ("s4-rsi-signal, 15", "rsi_signal(15)", "buy"),
    # The average of one price is the price; that of 3 is 1, 1.5, 2.25, 3.125.
    ("0, 0.5, 0.75, 0.875", "final(macd_difference([1, 2, 3, 4], 1, 3))", 0.875),
    ("0, 0.5, 0.75, 0.875", "sum(macd_difference_so_far([1, 2, 3, 4], 1, 3))", 2.125),
    ("0, 1/3, 11/18, 85/108", "final(macd([1, 2, 3, 4], 1, 3, 2))", 85 / 108),
    ("7/8 - 85/108", "final(macd_bar([1, 2, 3, 4], 1, 3, 2))", 19 / 216),
    ("a price that stands still", "final(macd([7, 7, 7, 7], 1, 2, 3))", 0.0),
    ("s4-golden-cross, 2", f"at(cross_signal({SHORT}, {LONG}), 2)", "none"),
    ("s4-golden-cross, 3", f"at(cross_signal({SHORT}, {LONG}), 3)", "buy"),
    ("s4-golden-cross, 4", f"at(cross_signal({SHORT}, {LONG}), 4)", "sell"),
    ("s4-golden-cross, 5", f"at(cross_signal({SHORT}, {LONG}), 5)", "none"),
    ("the first has none before it", f"at(cross_signal({LONG}, {SHORT}), 1)", "none"),
    ("s4-golden-cross, 3", f"at(golden_cross({SHORT}, {LONG}), 3)", 1.0),
    ("s4-golden-cross, 4", f"at(death_cross({SHORT}, {LONG}), 4)", 1.0),
    ("s4-golden-cross, 3", f"at(crosses_above({SHORT}, {LONG}), 3)", 1.0),
    ("11 to 8", f"final(rises({SHORT}))", 0.0),
    # Granville (1960), each rule as it is told.
    ("above a flat average", "final(granville_rule([1, 1, 3], [2, 2, 2], 3%, 10%))", 1.0),
    ("below a rising one", "final(granville_rule([3, 3, 2], [2, 2.1, 2.2], 3%, 10%))", 2.0),
    ("up from near a rising one", "final(granville_rule([10.5, 10.2, 10.6], [10, 10.05, 10.1], 3%, 10%))", 3.0),
    ("far below a falling one", "final(granville_rule([10, 10, 8], [12, 11.5, 11], 3%, 10%))", 4.0),
    ("below a flat average", "final(granville_rule([3, 3, 1], [2, 2, 2], 3%, 10%))", 5.0),
    ("above a falling one", "final(granville_rule([1, 1, 3], [2.2, 2.1, 2], 3%, 10%))", 6.0),
    ("down from near a falling one", "final(granville_rule([9.5, 9.9, 9.6], [10.1, 10.05, 10], 3%, 10%))", 7.0),
    ("far above a rising one", "final(granville_rule([11, 12, 13], [10, 10.1, 10.2], 3%, 10%))", 8.0),
    ("on the average", "final(granville_rule([1, 2, 3, 2], [2, 2, 2, 2], 3%, 10%))", 0.0),
    ("rule 3: 2% above, and up again", "final(turns_back([5%, 2%, 5%], [0, -0.3, 0.4], 3%))", 1.0),
    ("not so near", "final(turns_back([5%, 2%, 5%], [0, -0.3, 0.4], 1%))", 0.0),
    ("up through zero", "final(turns_positive([1, -1, 0, 2]))", 1.0),
    ("above all the time", "final(turns_positive([1, 2]))", 0.0),
    ("rule 4", "final(granville_of([-5%, -12%], [0, -1], [0, -0.1], 3%, 10%))", 4.0),
    (
        "rule 5",
        "final(granville_choice([false, false], [false, true], [false, false], [false, false], "
        "[1%, -1%], [0, -1], 10%))",
        5.0,
    ),
    ("3 of 4 went up", "final(rsi_simple_of([0, 3, -1], 2))", 75.0),
    ("3 of 4 went up", "final(rsi_wilder_of([0, 3, -1], 2))", 75.0),
    ("rules 1 to 4", "granville_signal(4)", "buy"),
    ("rules 5 to 8", "granville_signal(5)", "sell"),
    ("no rule", "granville_signal(0)", "none"),
    ("above the average", "bias_signal(11%, 10%)", "sell"),
    ("below it", "bias_signal(-11%, 10%)", "buy"),
    ("about it", "bias_signal(5%, 10%)", "none"),
    ("s4-moving-average, in money", "final(sma([20 TWD, 21 TWD, 22 TWD, 23 TWD, 24 TWD], 5))", 22.0),
    ("1, 2, 3", "sum(places([7, 7, 5]) * [1, 10, 100])", 321.0),
    ("s4-golden-cross, 3, in money", f"at(cross_signal({SHORT} * 1 TWD, {LONG} * 1 TWD), 3)", "buy"),
    ("2 comes above 11/6", "final(average_cross([3, 2, 1, 1.5, 3], 2, 3))", "buy"),
)
