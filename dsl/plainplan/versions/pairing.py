"""Which declaration of one version is which of the other: by name, by what they say, and by how they are spoken of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from plainplan.records import dataclass
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.facts import Entry, Fact, read_entries

KeyOf = Callable[[Entry], Hashable | None]

# A name, or a text in quotes, in which names are words.
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w.])[^\W\d]\w*')

# The same in a whole text, where a comment is no plan and a name before a colon that of a property.
_WORD_IN_FILE = re.compile(
    r'"(?:[^"\\]|\\.)*"|[“”„‟＂「『](?:[^“”„‟＂」』\\]|\\.)*[“”„‟＂」』]|#[^\r\n]*|(?<![\w.])[^\W\d]\w*(?!\s*[:：])'
)

# From which share of equal facts on a declaration without its name is the same one.
ALIKE = 0.6
# The least that is asked where the rest of the plan speaks of the new name as it spoke of the old one.
ALIKE_AND_CALLED = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """The two versions of one declaration; one side is None where it was added or removed."""

    before: Entry | None
    after: Entry | None

    @property
    def is_renamed(self) -> bool:
        """Whether both versions stand, under two names."""
        return self.before is not None and self.after is not None and self.before.name != self.after.name


def pair_entries(before: Sequence[Entry], after: Sequence[Entry]) -> list[Pair]:
    """Each declaration once: first those of the later version in their order, then what was removed."""
    known: dict[int, Entry] = {}
    _match(known, before, after, lambda entry: (entry.kind, entry.name) if entry.name else None)
    # A `let` that became a `param`, a `check` that only warns.
    _match(known, before, after, lambda entry: entry.name)
    _match_alike(known, [entry for entry in before if entry.name is None], [entry for entry in after if not entry.name])
    _match_renamed(known, before, after)
    pairs = [Pair(known.get(entry.place), entry) for entry in after]
    kept = {entry.place for entry in known.values()}
    return pairs + [Pair(entry, None) for entry in before if entry.place not in kept]


def renames(pairs: Iterable[Pair]) -> dict[str, str]:
    """The later name of each declaration that was renamed, by its earlier one."""
    return {
        pair.before.name: pair.after.name
        for pair in pairs
        if pair.is_renamed and pair.before and pair.after and pair.before.name and pair.after.name
    }


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A canonical text in which declarations go by their later names; members and texts in quotes stay."""
    return _WORD.sub(lambda word: names.get(word[0], word[0]), text) if names else text


def under_later_names(before: nodes.File, after: nodes.File) -> nodes.File:
    """The earlier tree, read anew with the names that declarations have in the later one."""
    return renamed_file(before, renames(pair_entries(read_entries(before), read_entries(after))))


def renamed_file(file: nodes.File, names: Mapping[str, str]) -> nodes.File:
    """A tree, read anew with other names for what is declared in it."""
    if not names:
        return file
    text = _WORD_IN_FILE.sub(lambda word: names.get(word[0], word[0]), file.source.text)
    found, _ = parse(Source(file.source.path, text))
    return found


def _match(known: dict[int, Entry], before: Sequence[Entry], after: Sequence[Entry], key_of: KeyOf) -> None:
    taken = {entry.place for entry in known.values()}
    by_key = {key_of(entry): entry for entry in reversed(before) if entry.place not in taken and key_of(entry)}
    for entry in after:
        key = key_of(entry)
        if entry.place not in known and key in by_key:
            known[entry.place] = by_key.pop(key)


def _match_alike(known: dict[int, Entry], before: Sequence[Entry], after: Sequence[Entry]) -> None:
    """Blocks and reports have no name: the most alike are one, then those that are left with the same head."""
    ranked = sorted(
        (
            (-_likeness(old, new, {}), abs(old.place - new.place), old.place, new.place)
            for old in before
            for new in after
            if old.kind == new.kind
        ),
    )
    old_by_place = {entry.place: entry for entry in before}
    new_by_place = {entry.place: entry for entry in after}
    for likeness, _, old, new in ranked:
        is_same_head = old_by_place[old].facts == new_by_place[new].facts
        if old in old_by_place and new not in known and (-likeness >= ALIKE_AND_CALLED or is_same_head):
            taken = {entry.place for entry in known.values()}
            if old not in taken:
                known[new] = old_by_place[old]


def _match_renamed(known: dict[int, Entry], before: Sequence[Entry], after: Sequence[Entry]) -> None:
    taken = {entry.place for entry in known.values()}
    gone = [entry for entry in before if entry.name and entry.place not in taken]
    come = [entry for entry in after if entry.name and entry.place not in known]
    kept = [(known[entry.place], entry) for entry in after if entry.place in known]
    ranked = []
    for old in gone:
        for new in come:
            if old.kind != new.kind:
                continue
            assert old.name is not None
            assert new.name is not None
            likeness = _likeness(old, new, {old.name: new.name})
            is_called = _is_called_alike(kept, old.name, new.name)
            if likeness >= (ALIKE_AND_CALLED if is_called else ALIKE):
                ranked.append((-likeness - is_called, abs(old.place - new.place), old.place, new.place))
    old_by_place = {entry.place: entry for entry in gone}
    for _, _, old_place, new_place in sorted(ranked):
        if old_place in old_by_place and new_place not in known:
            known[new_place] = old_by_place.pop(old_place)


def _is_called_alike(kept: Sequence[tuple[Entry, Entry]], old: str, new: str) -> bool:
    """Whether something that stayed the same speaks of the new name where it spoke of the old one."""
    names = {old: new}
    for before, after in kept:
        said = {(fact.key, fact.meaning) for fact in _every(after)}
        for fact in _every(before):
            renamed = with_names(fact.meaning, names)
            if renamed != fact.meaning and (with_names(fact.key, names), renamed) in said:
                return True
    return False


def _likeness(old: Entry, new: Entry, names: Mapping[str, str]) -> float:
    """The share of equal facts and statements, 0 to 1."""
    first = Counter((with_names(fact.key, names), with_names(fact.meaning, names)) for fact in _every(old))
    second = Counter((fact.key, fact.meaning) for fact in _every(new))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _every(entry: Entry) -> tuple[Fact, ...]:
    return entry.facts + entry.body
