"""Figures of savings clubs of two members, where the rate solves a square equation."""

from math import sqrt

FIGURES = (
    ("less the bid", "live_share(100 TWD, 10 TWD)", 90.0),
    ("the whole share", "live_share(100 TWD, 10 TWD, outer: true)", 100.0),
    ("the whole share", "dead_share(100 TWD, 10 TWD)", 100.0),
    ("with the bid", "dead_share(100 TWD, 10 TWD, outer: true)", 110.0),
    ("head 100, dead 100, live 90", "club_pot(2, 3, 100 TWD, 10 TWD)", 290.0),
    ("head 100, dead 110, live 100", "club_pot(2, 3, 100 TWD, 10 TWD, outer: true)", 310.0),
    ("to the head", "club_flow(0, 2, 3, 100 TWD, 10 TWD)", -100.0),
    ("a live share", "club_flow(1, 2, 3, 100 TWD, 10 TWD)", -90.0),
    ("the pot", "club_flow(2, 2, 3, 100 TWD, 10 TWD)", 290.0),
    ("a dead share", "club_flow(3, 2, 3, 100 TWD, 10 TWD, outer: true)", -110.0),
    # 100 v² + 90 v = 200, and 100 v² + 100 v = 210.
    ("-100, -90, 200", "club_rate([0, 1, 2], 2, 100 TWD, 10 TWD)", (sqrt(90**2 + 80000) - 90) / 200 - 1),
    ("-100, -100, 210", "club_rate([0, 1, 2], 2, 100 TWD, 10 TWD, true)", (sqrt(1 + 8.4) - 1) / 2 - 1),
    ("no bid, no interest", "club_rate([0, 1, 2, 3], 3, 100 TWD, 0 TWD)", 0.0),
    ("19 - 7 turns", "club_debt(7, 19, 1_0000 TWD)", 120000.0),
)
