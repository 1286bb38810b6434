"""Figures of a portfolio's upkeep."""

PRICES = "[10 TWD, 8 TWD, 12 TWD]"

FIGURES = (
    ("s2-band-trigger, 78 of 138", "off_target(78/138, 50%)", 78 / 138 - 0.5),
    ("55% for 50%", "off_target_relative(55%, 50%)", 0.1),
    ("s2-band-trigger, 5%", "is_out_of_band(off_target(78/138, 50%), 5%)", 1.0),
    ("s2-band-trigger, 10%", "is_out_of_band(off_target(78/138, 50%), 10%)", 0.0),
    ("s2-band-trigger, relative", "is_out_of_band(off_target_relative(78/138, 50%), 10%)", 1.0),
    ("s4-constant-mix", "mix_trade(60萬 TWD, 50萬 TWD, 50%)", 50000.0),
    # Black and Jones (1987): a floor of 75 below 100 with a multiplier of 2 holds 50 in shares.
    ("2 * (100 - 75)", "insured_exposure(100 TWD, 75 TWD, 2)", 50.0),
    ("at the floor", "insured_exposure(75 TWD, 75 TWD, 2)", 0.0),
    ("no more than all", "insured_exposure(100 TWD, 40 TWD, 2)", 100.0),
    ("s4-dca", f"units_bought(3000 TWD, {PRICES})", 925.0),
    ("s4-dca", f"average_cost({PRICES})", 9000 / 925),
    ("s4-dca, in units", "units_bought(3000 TWD, [10 TWD/share, 8 TWD/share, 12 TWD/share]) / 1 share", 925.0),
)
