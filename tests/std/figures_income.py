"""Figures of funds that sell calls: a covered call as it is taught, and its share of an index."""

FIGURES = (
    # Investopedia, covered call: a share at 25, a call with a strike of 27 sold for 0.75.
    ("called away at 27 or above", "covered_call_return(20%/year, 8%/year, 3%/year, 100%)", 2.75 / 25),
    ("at 26 the share and the premium", "covered_call_return(4%/year, 8%/year, 3%/year, 100%)", 1.75 / 25),
    ("at 22 the premium softens the fall", "covered_call_return(-12%/year, 8%/year, 3%/year, 100%)", -2.25 / 25),
    (
        "calls on 80%: a fifth rises with the index",
        "covered_call_return(20%/year, 8%/year, 3%/year)",
        0.2 * 0.2 + 0.8 * 0.11,
    ),
    ("without calls the index", "covered_call_return(20%/year, 8%/year, 3%/year, 0%)", 0.2),
    ("at the money, half of the move is sold on 80%", "covered_call_beta()", 0.6),
    ("far below the strike", "covered_call_beta(0)", 1.0),
    ("far above it", "covered_call_beta(1)", 0.2),
)
