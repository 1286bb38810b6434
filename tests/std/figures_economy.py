"""Figures of the economy."""

FIGURES = (("s4-diffusion-index", "diffusion_index(40%, 36%)", 0.58),)
