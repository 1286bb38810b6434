"""Figures of structured notes."""

FIGURES = (
    ("s4-ppn-100-option-money", "note_deposit(1 TWD, 100%, 10%/year, 1 year)", 0.9090909090909091),
    ("s4-ppn-95-option-money", "note_deposit(1 TWD, 95%, 10%/year, 1 year)", 0.8636363636363636),
    ("s4-ppn-95-option-money", "note_option_money(1 TWD, 95%, 10%/year, 1 year)", 0.13636363636363635),
    ("s4-ppn-100-participation", "note_participation(100%, 10%/year, 1 year, 15.15%)", 0.6000600060006),
    ("s4-ppn-fubon-out", "note_redemption(10_000_000 TWD, 95%, 90%, 21 TWD, 20 TWD)", 9500000.0),
    ("s4-ppn-fubon-net-return", "note_return(95%, 90%, 21 TWD, 25.2 TWD)", 0.13),
    ("s4-ppn-fubon-net-return", "note_redemption(10_000_000 TWD, 95%, 90%, 21 TWD, 25.2 TWD)", 11300000.0),
    ("a return of nothing", "note_return(95%, 90%, 21 TWD, note_break_even(95%, 90%, 21 TWD))", 0.0),
    ("21 * (1 + 5/90)", "note_break_even(95%, 90%, 21 TWD)", 22.166666666666668),
    ("s4-ppn-max-loss", "note_greatest_loss(90%)", 0.1),
    ("s4-ch8q6-deposit", "note_deposit(1_000_000 TWD, 93%, 2.5%/year, 6 months)", 918518.5185185185),
    ("s4-ch8q7-option-money", "note_option_money(1_000_000 TWD, 93%, 2.5%/year, 6 months)", 81481.48148148147),
    ("s4-ch8q7-units", "note_option_units(1_000_000 TWD, 93%, 2.5%/year, 6 months, 96.468 TWD)", 844.6477741995427),
    ("100 + 50% of a tenth", "capped_note_redemption(100 TWD, 100%, 50%, 20 TWD, 22 TWD, 30 TWD)", 105.0),
    ("below the strike, the shares", "equity_linked_redemption(100 TWD, 50 TWD, 40 TWD)", 80.0),
    ("above it, the principal", "equity_linked_redemption(100 TWD, 50 TWD, 60 TWD)", 100.0),
    ("100 / 97 - 1", "equity_linked_return(97%, 50 TWD, 60 TWD)", 100 / 97 - 1),
    ("80 / 97 - 1", "equity_linked_return(97%, 50 TWD, 40 TWD)", 80 / 97 - 1),
    ("50 * 97%", "equity_linked_break_even(97%, 50 TWD)", 48.5),
)
