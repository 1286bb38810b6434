"""The lists over which percentiles, quartiles and ranks are recalculated."""

LISTS = (
    (13.0, 12.0, 11.0, 8.0, 4.0, 3.0, 2.0, 1.0, 1.0, 1.0),
    (1.0, 2.0, 3.0, 6.0, 6.0, 6.0, 7.0, 8.0, 9.0),
    (0.07, -0.12, 0.31, 0.02, -0.05),
    (7.0, 3.5, 3.5, 1.0, 2.0),
    (5.0, 5.0),
    (4.0,),
)
SHARES = (0.0, 0.05, 0.1, 0.25, 0.3, 0.5, 0.75, 0.9, 0.95, 1.0, -0.1, 1.1)
QUARTERS = (0.0, 1.0, 2.0, 3.0, 4.0, 1.9, -1.0, 5.0)
VALUES = (1.0, 2.0, 3.5, 5.43, 6.0, 13.0, 0.02, -0.12, 0.0, 100.0)
# Excel takes the next place for one between two, LibreOffice the one before.
PLACES = (0.0, 1.0, 2.0, 5.0, 10.0, -1.0, 11.0)
RANKED = (LISTS[:5], VALUES, (3.0, 1.0, 5.0, 0.0))

GRIDS = {
    "large": (LISTS, PLACES),
    "percentile": (LISTS, SHARES),
    "percentile.exc": (LISTS, SHARES),
    "percentile.inc": (LISTS, SHARES),
    "percentrank": RANKED,
    "percentrank.exc": RANKED,
    "percentrank.inc": RANKED,
    "quartile": (LISTS, QUARTERS),
    "quartile.exc": (LISTS, QUARTERS),
    "quartile.inc": (LISTS, QUARTERS),
    "rank": (VALUES, LISTS, (0.0, 1.0, -2.0)),
    "rank.avg": (VALUES, LISTS, (0.0, 1.0, -2.0)),
    "rank.eq": (VALUES, LISTS, (0.0, 1.0, -2.0)),
    "small": (LISTS, PLACES),
}
CASES = {
    **dict.fromkeys(("percentrank", "percentrank.inc"), ((LISTS[0], 2.0), (LISTS[1], 5.43), (LISTS[5], 4.0))),
    "percentrank.exc": ((LISTS[1], 7.0), (LISTS[1], 5.43)),
    **dict.fromkeys(("rank", "rank.avg", "rank.eq"), ((3.5, LISTS[3]), (7.0, LISTS[3]))),
}
