"""Figures of the economy."""

FIGURES = (
    ("s4-diffusion-index", "diffusion_index(40%, 36%)", 0.58),
    ("5 and 10 months", "is_cycle(2020-01-01, 2020-06-01, 2021-04-01)", 1.0),
    ("a phase of 4 months", "is_cycle(2020-01-01, 2020-05-01, 2021-04-01)", 0.0),
    ("14 months in all", "is_cycle(2020-01-01, 2020-06-01, 2021-03-01)", 0.0),
    ("from trough to peak", "cycle_phase(2020-05-31, 2020-01-01, 2020-06-01, 2021-04-01)", "expansion"),
    ("from peak to trough", "cycle_phase(2020-06-01, 2020-01-01, 2020-06-01, 2021-04-01)", "contraction"),
    ("the next cycle", "cycle_phase(2021-04-01, 2020-01-01, 2020-06-01, 2021-04-01)", "none"),
)
