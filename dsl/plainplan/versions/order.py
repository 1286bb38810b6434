"""The order of things that two people added, removed and moved: of declarations, and of the lines of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merge_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """Every key of either side: in our order, except for what they alone moved or added, which stands behind what it
    stands behind in theirs; what both added at one place stands there with ours first."""
    known, here, there = set(base), set(ours), set(theirs)
    by_us, by_them = moved(base, ours), moved(base, theirs)
    found = list(ours)
    for number, key in enumerate(theirs):
        if key in here:
            if key not in by_them or key in by_us:
                continue
            found.remove(key)
        spot = found.index(theirs[number - 1]) + 1 if number else 0
        while spot < len(found) and found[spot] not in known and found[spot] not in there:
            spot += 1
        found.insert(spot, key)
    return found


def moved(base: Sequence[Key], side: Sequence[Key]) -> set[Key]:
    """What stands elsewhere among what was kept: all but a longest run that kept its order."""
    places = {key: place for place, key in enumerate(base)}
    kept = [key for key in side if key in places]
    # The usual search for a longest increasing run: `ends[n]` is where the best run of n + 1 ends.
    ends: list[int] = []
    chain: list[int] = []
    previous: list[int] = []
    for number, key in enumerate(kept):
        length = bisect_left(ends, places[key])
        ends[length : length + 1] = [places[key]]
        chain[length : length + 1] = [number]
        previous.append(chain[length - 1] if length else -1)
    stayed = set()
    number = chain[-1] if chain else -1
    while number >= 0:
        stayed.add(kept[number])
        number = previous[number]
    return set(kept) - stayed
