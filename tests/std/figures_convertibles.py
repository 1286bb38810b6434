"""What the holder of a convertible bond does: the action of the greatest worth, and when a right is open."""

FIGURES = (
    ("within", "right_is_open(2027-01-10, 2026-04-01, 2028-12-22)", 1.0),
    ("the last day counts", "right_is_open(2028-12-22, 2026-04-01, 2028-12-22)", 1.0),
    ("too early", "right_is_open(2026-03-31, 2026-04-01, 2028-12-22)", 0.0),
    ("suspended", "right_is_open(2027-01-10, 2026-04-01, 2028-12-22, suspended: true)", 0.0),
    ("at 130%", "issuer_may_call(65 TWD, 50 TWD)", 1.0),
    ("below 130%", "issuer_may_call(64.9 TWD, 50 TWD)", 0.0),
    ("converted", "convertible_floor(95 TWD, 120 TWD)", 120.0),
    ("as a bond", "convertible_floor(95 TWD, 80 TWD)", 95.0),
    ("the market pays most", "convertible_action(105 TWD, 100 TWD)", "hold"),
    ("the market pays as much", "convertible_action(105 TWD, 105 TWD)", "hold"),
    ("the shares are worth more", "convertible_action(105 TWD, 110 TWD)", "convert"),
    ("conversion is frozen", "convertible_action(105 TWD, 110 TWD, can_convert: false)", "hold"),
    ("the put is worth more", "convertible_action(97 TWD, 80 TWD, put: 99 TWD)", "put"),
    ("the market pays more than the put", "convertible_action(101 TWD, 80 TWD, put: 99 TWD)", "hold"),
    ("the shares are worth more than the put", "convertible_action(97 TWD, 100 TWD, put: 99 TWD)", "convert"),
    ("called, shares below", "convertible_action(103 TWD, 99 TWD, call: 100 TWD)", "call"),
    ("called, shares above", "convertible_action(135 TWD, 131 TWD, call: 100 TWD)", "convert"),
    ("called, conversion frozen", "convertible_action(135 TWD, 131 TWD, call: 100 TWD, can_convert: false)", "call"),
)
