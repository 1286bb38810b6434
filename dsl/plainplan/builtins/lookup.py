"""Built-ins that find something in lists. Texts are compared without regard to case, as Excel does."""

from __future__ import annotations

import math
from bisect import bisect_right

from plainplan.builtins.defined import Column, nan_where_not_found, nan_where_undefined
from plainplan.builtins.record import Builtin, Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

Key = float | str


# Keys that are compared are of one kind: both numbers, or both texts.
def _folded(key: Key) -> Any:
    return key.casefold() if isinstance(key, str) else key


def _is_alike(other: Key, key: Key) -> bool:
    """Whether two keys can be compared; what a list lacks is compared with nothing."""
    return isinstance(other, str) == isinstance(key, str) and other == other


def _place_below(key: Key, keys: list[Key]) -> int:
    """The place, from 1, of the greatest of ascending keys that is not above this one; 0 where there is none."""
    if isinstance(keys, Column) and keys.are_numbers and not isinstance(key, str):
        return bisect_right(keys, key)
    # A number is not compared with texts, nor a text with numbers.
    alike = [(_folded(other), place) for place, other in enumerate(keys, 1) if _is_alike(other, key)]
    found = bisect_right(alike, (_folded(key), math.inf))
    return alike[found - 1][1] if found else 0


def _place_above(key: Key, keys: list[Key]) -> int:
    """The place of the least of descending keys that is not below this one; 0 where there is none."""
    folded, found = _folded(key), 0
    for place, other in enumerate(map(_folded, keys), 1):
        if not _is_alike(other, key):
            continue
        if other == folded:
            return place
        if other < folded:
            break
        found = place
    return found


def _place_of(key: Key, keys: list[Key]) -> int:
    """The first place of the key itself; 0 where it is not there. A text may have `*` and `?` in it."""
    if isinstance(key, str) and any(sign in key for sign in "*?"):
        return _place_of_pattern(key, keys)
    if not isinstance(key, str):
        return keys.index(key) + 1 if key in keys else 0
    folded = [_folded(other) for other in keys]
    return folded.index(_folded(key)) + 1 if _folded(key) in folded else 0


def _place_of_pattern(key: str, keys: list[Key]) -> int:
    matches = pattern_of(key).fullmatch
    return next((place for place, other in enumerate(keys, 1) if isinstance(other, str) and matches(other)), 0)


def pattern_of(text: str) -> re.Pattern[str]:
    """What a text with Excel's `*` (any signs) and `?` (any sign) matches; after `~` they are themselves."""
    import re

    signs = {"*": ".*", "?": "."}
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    pattern = "".join(signs.get(part) or re.escape(part[-1]) for part in parts)
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


@nan_where_not_found
def _match(key: Key, keys: list[Key], match_type: float = 1.0) -> float:
    find = _place_of if match_type == 0.0 else _place_below if match_type > 0.0 else _place_above
    return find(key, keys) or math.nan


@nan_where_not_found
def _index(values: list[Key], place: float) -> Key:
    return values[math.trunc(place) - 1] if 1.0 <= place < len(values) + 1.0 else math.nan


@nan_where_not_found
def _lookup(key: Key, keys: list[Key], results: list[Key]) -> Key:
    place = _place_below(key, keys)
    return results[place - 1] if place and len(keys) == len(results) else math.nan


@nan_where_not_found
def _xlookup(key: Key, keys: list[Key], results: list[Key]) -> Key:
    place = _place_of(key, keys)
    return results[place - 1] if place and len(keys) == len(results) else math.nan


@nan_where_undefined
def _interpolate(x: float, xs: list[float], ys: list[float]) -> float:
    if len(xs) != len(ys) or not xs[0] <= x <= xs[-1]:
        return math.nan
    left = min(bisect_right(xs, x), len(xs) - 1) - 1
    return ys[left] + (x - xs[left]) * (ys[left + 1] - ys[left]) / (xs[left + 1] - xs[left])


_KEY = Parameter("lookup_value", "any")
# The left one of the two points around x; the last point has none to its right.
_LEFT = "MIN(MATCH({0},{1},1),COUNT({1})-1)"
_FREQUENCIES = "[4.14, 4.19, 5.17, 5.77, 6.39]"

RECORDS = (
    Builtin(
        name="index",
        parameters=(Parameter("array", "value[]"), Parameter("row_num", "number")),
        result="value",
        sentence="The value at a place of a list, counted from 1.",
        examples=(("index([25, 38, 40, 41], 3)", 40),),
        scalar=_index,
        # Excel's place 0 is the whole list.
        excel="INDEX({0},{1}/({1}>=1))",
    ),
    Builtin(
        name="interpolate",
        parameters=(Parameter("x", "a"), Parameter("known_xs", "a[]"), Parameter("known_ys", "b[]")),
        result="b",
        sentence="An interpolation, not a known value: what stands at x on the straight line between the two known "
        "points around it; the known x ascend, and outside them it is undefined.",
        examples=(("interpolate(1.5, [1, 2, 5], [10, 20, 80])", 15), ("interpolate(3, [1, 2, 5], [10, 20, 80])", 40)),
        scalar=_interpolate,
        excel=f"FORECAST({{0}},INDEX({{2}},{_LEFT}):INDEX({{2}},{_LEFT}+1),"
        f"INDEX({{1}},{_LEFT}):INDEX({{1}},{_LEFT}+1))/({{0}}<=MAX({{1}}))",
        source="The straight line through two points: y0 + (x - x0) (y1 - y0) / (x1 - x0).",
    ),
    Builtin(
        name="lookup",
        parameters=(_KEY, Parameter("lookup_vector", "any[]"), Parameter("result_vector", "value[]")),
        result="value",
        sentence="The result at the place of the last key, of keys that ascend, that the value has reached.",
        examples=(
            (f"lookup(4.19, {_FREQUENCIES}, [1, 2, 3, 4, 5])", 2),
            (f"lookup(5.75, {_FREQUENCIES}, [1, 2, 3, 4, 5])", 3),
            (f"lookup(7.66, {_FREQUENCIES}, [1, 2, 3, 4, 5])", 5),
        ),
        scalar=_lookup,
        excel="LOOKUP({0},{1},{2})",
    ),
    Builtin(
        name="match",
        parameters=(_KEY, Parameter("lookup_array", "any[]"), Parameter("match_type", "number", 1)),
        result="number",
        sentence="The place of a value in a list, counted from 1: type 0 finds the value itself, 1 the last that it "
        "has reached of values that ascend, -1 the least that has reached it of values that descend.",
        examples=(("match(39, [25, 38, 40, 41], 1)", 2), ("match(41, [25, 38, 40, 41], 0)", 4)),
        scalar=_match,
        excel="MATCH({0},{1},{2})",
    ),
    Builtin(
        name="xlookup",
        parameters=(_KEY, Parameter("lookup_array", "any[]"), Parameter("return_array", "value[]")),
        result="value",
        sentence="The result at the place of the value itself; undefined where the value is not in the list.",
        examples=(('xlookup("Brazil", ["China", "India", "Brazil"], [86, 91, 55])', 55),),
        scalar=_xlookup,
        # The same in every version of Excel, and in LibreOffice; but `*` and `?` stand for other signs.
        excel="INDEX({2},MATCH({0},{1},0))",
    ),
)
