"""Figures of the emergency fund."""

FIGURES = (
    ("s4-emergency-deposit-months", "cover_months(10萬 TWD, 5萬 TWD/month)", 2.0),
    ("s4-emergency-liquid-months", "cover_months(40萬 TWD, 5萬 TWD/month)", 8.0),
    ("s4-emergency-liquid-months-with-rosca", "cover_months(50萬 TWD, 5萬 TWD/month)", 10.0),
    ("s4-emergency-3-6-months", "emergency_fund(5萬 TWD/month, 3 months)", 150000.0),
    ("s4-emergency-3-6-months", "emergency_fund(5萬 TWD/month, 6 months)", 300000.0),
    ("s4-quiz7-10", "emergency_fund(9萬 TWD/month, 3 months, reserve: 10萬 TWD)", 370000.0),
    ("s0-emergency-5y", "emergency_fund(5萬 TWD/month, 5 years)", 3000000.0),
    ("15 - 10", "emergency_gap(10萬 TWD, 5萬 TWD/month, 3 months)", 50000.0),
    ("enough is no gap", "emergency_gap(20萬 TWD, 5萬 TWD/month, 3 months)", 0.0),
    (
        "s4-ch7q10-capacity",
        "catastrophe_capacity(550萬 TWD, 1000萬 TWD, 300萬 TWD, 78萬 TWD/year, 8 years)",
        2.003205128205128,
    ),
    (
        "1,250 / (624 + 626)",
        "catastrophe_capacity(550萬 TWD, 1000萬 TWD, 300萬 TWD, 78萬 TWD/year, 8 years, 626萬 TWD)",
        1.0,
    ),
    ("40 / 20", "liquidity_ratio(40萬 TWD, 20萬 TWD)", 2.0),
)
