"""Figures of how far a share is from its target, in bands."""

FIGURES = (
    ("6 points off, 5 points wide", "band_use(46%, 40%, 5%)", 1.2),
    ("on the other side", "band_use(37%, 40%, 5%)", 0.6),
    ("6 points off, a tenth of 40% wide", "band_use(46%, 40%, 10%, relative: true)", 1.5),
)
