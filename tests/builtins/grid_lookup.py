"""The lists in which the built-ins that find something are recalculated."""

ASCENDING = (
    (25.0, 38.0, 40.0, 41.0),
    (-1.0, 0.0, 0.5, 2.0),
    (1.0, 5.0, 5.0, 7.0),
    (45658.0, 46023.0, 46388.0, 46753.0),
)
# Without equal ones, of which LibreOffice takes the last.
DESCENDING = ((41.0, 40.0, 38.0, 25.0), (9.0, 5.0, 4.5, 3.0))
WORDS = (("apple", "Banana", "cherry", "plum"), ("股票", "債券", "現金", "房產"))
RESULTS = ((10.0, 20.0, 30.0, -40.0), (0.5, 0.25, 0.1, 0.0))
NUMBERS = (-5.0, -1.0, 0.25, 5.0, 25.0, 39.0, 41.0, 46023.0, 1e6)
TEXTS = ("apple", "BANANA", "peach", "現金", "aaa")
X = (1.0, 1.5, 2.0, 4.9, 5.0, 0.99, 5.01)

GRIDS = {
    "index": ((*RESULTS, WORDS[1]), (1.0, 2.9, 4.0, 5.0, 0.0, -1.0)),
    "interpolate": (X, ((1.0, 2.0, 5.0), (1.0, 4.0, 5.0)), ((10.0, 20.0, 80.0), (0.03, 0.01, 0.04))),
    "lookup": (NUMBERS, ASCENDING, (*RESULTS, WORDS[1])),
    "match": (NUMBERS, ASCENDING, (1.0, 0.0, 2.0)),
    "xlookup": (NUMBERS, ASCENDING, (*RESULTS, WORDS[1])),
}
CASES = {
    "interpolate": ((1.0, (1.0,), (2.0,)), (1.5, (1.0, 2.0), (3.0, 5.0))),
    "lookup": (
        *((text, WORDS[0], results) for text in TEXTS if text != "現金" for results in (RESULTS[0], WORDS[1])),
        (5.0, WORDS[0], RESULTS[0]),
    ),
    "match": (
        *((number, keys, -1.0) for number in NUMBERS for keys in DESCENDING),
        *((number, keys) for number in NUMBERS for keys in ASCENDING),
        *((text, keys, 0.0) for text in (*TEXTS, "b*", "?lum", "~*") for keys in WORDS),
        *((text, WORDS[0], 1.0) for text in TEXTS if text != "現金"),
    ),
    "xlookup": tuple((text, keys, results) for text in TEXTS for keys in WORDS for results in (RESULTS[0], WORDS[0])),
}
