"""The order of things that two people added, removed and moved: of declarations, and of the lines of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merge_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """Every key of either side: of two that both have, the one first that comes first with the side that changed that;
    what one side alone has stands behind what it stands behind there, ours before theirs."""
    ranks = _ranks(base, ours, theirs)
    # In dispute ours decides, for it comes in our order.
    found = sorted(ranks, key=lambda key: ranks[key])
    known = set(theirs)
    mine: set[Key] = set()
    for side in (ours, theirs):
        for number, key in enumerate(side):
            if key in ranks or (side is theirs and key in mine):
                continue
            spot = found.index(side[number - 1]) + 1 if number else 0
            while spot < len(found) and found[spot] in mine and side is theirs:
                spot += 1
            found.insert(spot, key)
            if side is ours and key not in known:
                mine.add(key)
    return found


def disputed_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> set[Key]:
    """What has no place that both could mean: one moved it before something, the other behind something else."""
    ranks = _ranks(base, ours, theirs)
    shared = {rank for rank, count in Counter(ranks.values()).items() if count > 1}
    return {key for key, rank in ranks.items() if rank in shared}


def _ranks(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> dict[Key, int]:
    """How many come before each key that both sides have, in our order."""
    places, here, there = ({key: place for place, key in enumerate(side)} for side in (base, ours, theirs))
    common = [key for key in ours if key in there]
    by_them = sorted(common, key=lambda key: there[key])
    old = [key for key in base if key in here and key in there]
    for side, other in ((common, by_them), (by_them, common)):
        if side == other or [key for key in side if key in places] == old:
            rank = {key: number for number, key in enumerate(other)}
            return {key: rank[key] for key in common}
    ranks = dict.fromkeys(common, 0)
    for number, one in enumerate(common):
        for other_key in common[number + 1 :]:
            is_kept = one not in places or other_key not in places or places[one] > places[other_key]
            # That we changed it is told by the base; else theirs is the order.
            is_first = is_kept or there[one] < there[other_key]
            ranks[other_key if is_first else one] += 1
    return ranks
