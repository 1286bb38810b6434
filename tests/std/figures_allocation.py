"""Figures of how much stands in stocks by age and by the time that is left."""

FIGURES = (
    ("100 less the age", "age_weight(40)", 0.6),
    ("120 less the age", "age_weight(40, 120)", 0.8),
    ("beyond the base nothing", "age_weight(110)", 0.0),
    ("half of the way from 20% to 80%", "horizon_weight(5 years, 10 years, 20%, 80%)", 0.5),
    ("before the way begins", "horizon_weight(20 years, 10 years, 20%, 80%)", 0.8),
    ("at the goal", "horizon_weight(0 years, 10 years, 20%, 80%)", 0.2),
    ("half of the way from 80% to 40%", "glide_weight(50, [40, 60], [80%, 40%])", 0.6),
    ("before the first age", "glide_weight(30, [40, 60], [80%, 40%])", 0.8),
    ("after the last age", "glide_weight(70, [40, 60], [80%, 40%])", 0.4),
)
