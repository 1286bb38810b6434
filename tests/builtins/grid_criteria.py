"""The lists and criteria over which the built-ins with a criterion are recalculated."""

VALUES = ((32.0, 54.0, 75.0, 86.0), (-1.0, 0.0, 5.0, 5.0))
WORDS = (("apples", "Oranges", "peaches", "apples"), ("股票", "債券", "現金", "股票"), ("a*", "ab", "b", "d"))
MIXED = ((5.0, "5 apples", "apples", -5.0),)
CRITERIA = (75.0, 5.0, ">55", ">=54", "<0", "<=5", "<>75", "=5", "5", "<> 75", 7.0)
TEXTS = ("apples", "APPLES", "app*", "?????s", "<>apples", ">c", "<=oranges", "股票", "股*", "a~*", "none", "inf")
FIGURES = ((7000.0, 14000.0, 21000.0, 28000.0), (0.5, -0.25, 3.0, 1e-3))

GRIDS = {
    "averageif": (VALUES, CRITERIA, FIGURES),
    "countif": ((*VALUES, *MIXED), CRITERIA),
    "sumif": (VALUES, CRITERIA, FIGURES),
}
CASES = {
    "averageif": tuple((words, text, FIGURES[0]) for words in WORDS for text in TEXTS),
    "countif": tuple((words, text) for words in (*WORDS, *MIXED) for text in TEXTS),
    "sumif": tuple((words, text, FIGURES[0]) for words in WORDS for text in TEXTS),
}
