"""Figures of the regimes: the terms of lenders on securities by market and date."""

D = "2026-02-02"
EARLIER = (
    ("before there were margin loans", "margin_ratio_cn(2010-03-30)", None),
    ("the debt plan", "margin_ratio_cn(2010-03-31)", 0.5),
    ("the exchanges' notice of 2015-11-13", "margin_ratio_cn(2015-11-23)", 1.0),
    ("the exchanges' notice of 2023-08-27", "margin_ratio_cn(2023-09-08)", 0.8),
    ("the exchanges' notice of January 2026", "margin_ratio_cn(2026-01-19)", 1.0),
    ("the Commission's line until May 2015", 'call_line_of("tw", 2015-05-03)', 1.2),
    ("the Commission's line from 2015-05-04", 'call_line_of("tw", 2015-05-04)', 1.3),
    ("the same over the counter", 'call_line_of("tw otc", 2015-05-03)', 1.2),
    ("the same for short sales", 'call_line_of("tw short", 2015-05-03)', 1.2),
    ("the exchanges' rules until June 2015", 'cure_line_of("cn", 2015-06-30)', 1.5),
    ("by contract from July 2015: the line itself", 'cure_line_of("cn", 2015-07-01)', 1.3),
    ("the same", 'clear_line_of("cn", 2015-06-30)', 1.5),
    ("brokers' loans began in 2016", 'call_line_of("tw broker", 2016-03-14)', None),
    ("there is no such regime", 'call_line_of("mars", 2020-01-01)', None),
    ("s1-a-max-loan-best-stock", 'loan_at_level(100萬 TWD, opening_line_of("cn", 2015-01-01))', 1400000.0),
    ("s1-a-citic-margin", 'loan_at_level(100萬 TWD, opening_line_of("cn", 2015-01-01, 60%))', 1200000.0),
    ("s1-hk-max-loan", 'loan_at_level(100萬 TWD, opening_line_of("hk", 2026-01-01, 70%))', 2333333.3333333335),
    ("the text, ch. 10: listed", 'lent_at_opening("tw")', 0.6),
    ("the text, ch. 10: over the counter", 'lent_at_opening("tw otc")', 0.5),
    ("by the holding", 'lent_at_opening("hk")', None),
    ("the eighth row but one", 'regime_row("tw broker", 2020-01-01)', 14.0),
    ("the fourth regime", 'regime_number("tw otc")', 4.0),
    ("the first day of margin loans", 'days(first_day_of("cn"), 2010-03-31)', 0.0),
    ("the debt plan: at most 0.7", 'haircut_of("cn")', 0.7),
    ("the debt plan: at most 0.85", 'haircut_of("hk")', 0.85),
    ("the debt plan: two trading days", 'grace_days_of("cn") / 1 day', 2.0),
    ("called at once", 'grace_days_of("hk") / 1 day', 0.0),
    ("two business days", 'grace_days_of("tw") / 1 day', 2.0),
    ("two business days", 'grace_days_of("tw pledge") / 1 day', 2.0),
    ("rule 4210(f)(6)", 'grace_days_of("us") / 1 day', 15.0),
    ("single control", 'lent_in("hk")', 1.0),
    ("dual control", 'lent_in("cn")', 0.0),
)
# opening, warning, call, cure, clear and withdrawal line of each on a day of 2026.
TABLE = {
    "cn": (1 + 1 / 0.7, 1.5, 1.3, 1.3, 1.3, 3.0),
    "hk": (1 / 0.85, 1.0, 1.0, 1.0, 1.0, 1.0),
    "tw": (1 / 0.6, 1.3, 1.3, 1.66, 1.66, 1.66),
    "tw otc": (2.0, 1.3, 1.3, 1.66, 1.66, 1.66),
    "tw short": (1.9, 1.3, 1.3, 1.66, 1.66, 1.66),
    "tw pledge": (1 / 0.6, 1.4, 1.4, 1.66, 1.8, 1.8),
    "tw broker": (1 / 0.6, 1.3, 1.3, 1.66, 1.66, 1.66),
    "us": (2.0, 4 / 3, 4 / 3, 4 / 3, 4 / 3, 2.0),
}
COLUMNS = ("opening_line_of", "warning_line_of", "call_line_of", "cure_line_of", "clear_line_of", "withdrawal_line_of")
FIGURES = EARLIER + tuple(
    (f"the table of policies: {regime}", f'{column}("{regime}", {D})', line)
    for regime, lines in TABLE.items()
    for column, line in zip(COLUMNS, lines, strict=True)
)
