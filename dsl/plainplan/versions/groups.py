"""Which edits move the outcome together: the groups to which its change is attributed.

Edits that cannot stand alone are one group: a new account and the block that moves money into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plainplan.records import dataclass
from plainplan.versions.edits import Edit
from plainplan.versions.facts import DOC, LABEL, Entry

# What computes nothing by itself: it stands ready for what speaks of it.
PASSIVE = frozenset(
    ("param", "let", "fn", "rule", "use", "unit", "person", "data", "group", "fx", "table", "grid"),
)
# What looks at figures and moves none.
WATCHING = frozenset(("check", "warn", "prove", "solve", "report"))
# What describes a figure.
TOLD = frozenset((DOC, LABEL, "source", "note", "range", "client", "locale"))
# What happens in the order in which it stands.
ORDERED = frozenset(("each", "when", "at", "each_step", "income", "expense", "goal", "debt"))

# A name that is spoken of, or a text in quotes, in which names are words.
_NAME = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w.])[^\W\d]\w*')


@dataclass(frozen=True, slots=True)
class Group:
    """Edits whose effect is told as one: of declarations, or of `files` that the plan uses, by their paths."""

    edits: tuple[Edit, ...]
    files: tuple[str, ...] = ()


def group_edits(edits: Sequence[Edit], scenario: str | None = None) -> list[Group]:
    """The groups of the edits that can move the outcome of a scenario (of the base unless said), in their order.

    The later version speaks of everything by its later names: `edits` hold no renames.
    """
    acting = [edit for edit in edits if _acts(edit, scenario)]
    owner = list(range(len(acting)))

    def find(number: int) -> int:
        while owner[number] != number:
            number = owner[number]
        return number

    passive = [edit for edit in edits if is_passive_change(edit)]
    for number, edit in enumerate(acting):
        for other, sort in ((edit.before, "removed"), (edit.after, "added")):
            if other is None:
                continue
            spoken = _all_spoken(other, passive, sort)
            for place, changed in enumerate(acting):
                entry = changed.before if sort == "removed" else changed.after
                is_only_there = (changed.after is None) if sort == "removed" else (changed.before is None)
                if place != number and is_only_there and entry is not None and entry.name in spoken:
                    owner[find(place)] = find(number)
    gathered: dict[int, list[Edit]] = {}
    for number, edit in enumerate(acting):
        gathered.setdefault(find(number), []).append(edit)
    return [Group(tuple(found)) for found in gathered.values()]


def is_passive_change(edit: Edit) -> bool:
    """Whether something was added or removed that moves nothing unless something else speaks of it."""
    return edit.entry.kind in PASSIVE and (edit.before is None or edit.after is None)


def spoken_names(entry: Entry) -> set[str]:
    """Every name of which a declaration speaks, and some words that are none."""
    return {
        word[0]
        for fact in (*entry.facts, *entry.body)
        if fact.key not in (DOC, LABEL)
        for text in (fact.key, fact.text)
        for word in _NAME.finditer(text)
    }


def _acts(edit: Edit, scenario: str | None) -> bool:
    kind = edit.entry.kind
    if kind in WATCHING or is_passive_change(edit):
        return False
    if kind == "scenario":
        return edit.entry.name == scenario
    if edit.before is None or edit.after is None or edit.body:
        return True
    return any(change.key not in TOLD for change in edit.facts) or (edit.is_moved and kind in ORDERED)


def _all_spoken(entry: Entry, passive: Iterable[Edit], sort: str) -> set[str]:
    """The names of which a declaration speaks, itself or through what was added (or removed) for it to speak of."""
    known = {}
    for edit in passive:
        other = edit.before if sort == "removed" else edit.after
        if other is not None and other.name is not None:
            known[other.name] = other
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        for name in spoken_names(waiting.pop()) - seen:
            seen.add(name)
            if name in known:
                waiting.append(known[name])
    return seen
