"""What a list lacks: the figures are what LibreOffice finds in ranges that hold `#N/A` in the same places."""

from __future__ import annotations

from math import isnan, nan

import pytest

from plainplan.builtins import BUILTINS

KEYS, RESULTS, PLACES = [10.0, nan, 30.0, 40.0, 50.0], [1.0, 2.0, nan, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0, 5.0]
DESCENDING = [50.0, 40.0, nan, 20.0, 10.0]


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("count", (KEYS,), 4),
        ("countif", (KEYS, "<>40"), 4),
        ("countif", (KEYS, ">20"), 3),
        ("sumif", (KEYS, ">20", PLACES), 12),
        ("sumif", (KEYS, ">35", RESULTS), 9),
        ("averageif", (KEYS, ">35", RESULTS), 4.5),
        ("match", (30.0, KEYS, 0.0), 3),
        ("match", (35.0, KEYS, 1.0), 3),
        ("match", (15.0, KEYS, 1.0), 1),
        ("match", (25.0, DESCENDING, -1.0), 2),
        ("lookup", (45.0, KEYS, PLACES), 4),
        ("lookup", (15.0, KEYS, PLACES), 1),
        ("xlookup", (50.0, KEYS, PLACES), 5),
        ("index", (RESULTS, 2.0), 2),
    ],
)
def test_what_searches_a_list_passes_over_its_gaps(name: str, arguments: tuple[object, ...], expected: float) -> None:
    assert BUILTINS[name].scalar(*arguments) == expected


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sumif", (KEYS, ">20", RESULTS)),
        ("lookup", (35.0, KEYS, RESULTS)),
        ("index", (RESULTS, 3.0)),
        ("large", (KEYS, 1.0)),
        ("median", (KEYS,)),
        ("average", (KEYS,)),
        ("npv", (0.1, KEYS)),
        ("correl", (KEYS, PLACES)),
    ],
)
def test_what_reads_a_gap_is_undefined(name: str, arguments: tuple[object, ...]) -> None:
    assert isnan(BUILTINS[name].scalar(*arguments))
