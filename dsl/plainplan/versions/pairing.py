"""Which declaration of one version is which of the other: by name, by what they say, and by how they are spoken of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from plainplan.records import dataclass
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.facts import DOC, LABEL, Entry, read_entries

KeyOf = Callable[[Entry], Hashable | None]
# What is said under a key, as one compares it.
Saying = tuple[str, str]

# A name, or a text in quotes, in which names are words. Behind one dot stands a member, before a colon the name of an
# argument; behind the two dots of a range stands a name.
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|(?<!\w)(?<![^.]\.)[^\W\d]\w*(?!\w|:)')

# The same in a whole text, where a comment is no plan and a name before a colon that of a property.
_WORD_IN_FILE = re.compile(
    r'"(?:[^"\\]|\\.)*"|[“”„‟＂「『](?:[^“”„‟＂」』\\]|\\.)*[“”„‟＂」』]|#[^\r\n]*'
    r"|(?<!\w)(?<![^.]\.)[^\W\d]\w*(?!\w|\s*[:：])"
)

# From which share of equal facts on a declaration without its name is the same one.
ALIKE = 0.6
# The least that is asked where the rest of the plan speaks of the new name as it spoke of the old one.
ALIKE_AND_CALLED = 0.3
# A unit, a currency or a library by another name is another one.
NEVER_RENAMED = frozenset(("use", "unit", "fx"))


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
    blocks = _match_unnamed(before, after, {})
    names = _match_renamed(known, blocks, before, after)
    known |= _match_unnamed(before, after, names) if names else blocks
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


def sayings(entry: Entry, names: Mapping[str, str]) -> list[Saying]:
    """What a declaration says, of each thing under its later name."""
    is_scenario = entry.kind == "scenario"
    return [
        # Other keys are words of the language, which a declaration may have for its name as well.
        (
            with_names(fact.key, names) if is_scenario else fact.key,
            fact.meaning if fact.key in (DOC, LABEL) else with_names(fact.meaning, names),
        )
        for fact in (*entry.facts, *entry.body)
    ]


def spoken_in(text: str) -> set[str]:
    """The names in a canonical text, and words of the language."""
    return {word for word in _WORD.findall(text) if not word.startswith('"')}


def under_later_names(before: nodes.File, after: nodes.File) -> nodes.File:
    """The earlier tree, read anew with the names that declarations have in the later one."""
    return renamed_file(before, renames(pair_entries(read_entries(before), read_entries(after))))


def renamed_file(file: nodes.File, names: Mapping[str, str]) -> nodes.File:
    """A tree, read anew with other names for what is declared in it."""
    if not names:
        return file
    text, done, parts = file.source.text, 0, []
    for node in file.declarations:
        own = _own_names(node)
        theirs = {name: later for name, later in names.items() if name not in own}
        renamed = _WORD_IN_FILE.sub(lambda word, to=theirs: to.get(word[0], word[0]), node.span.text)  # type: ignore[misc]
        parts += [text[done : node.span.start], renamed]
        done = node.span.end
    found, _ = parse(Source(file.source.path, "".join([*parts, text[done:]])))
    return found


def _own_names(node: nodes.Declaration) -> set[str]:
    """What a function or a rule calls by a name of its own, whatever the plan calls so."""
    if not isinstance(node, nodes.Fn | nodes.Rule):
        return set()
    own = {formal.name.name for formal in node.formals}
    body = list(node.body) if isinstance(node, nodes.Rule) else []
    while body:
        statement = body.pop()
        if isinstance(statement, nodes.Let):
            own.add(statement.name.name)
        elif isinstance(statement, nodes.If):
            body += [line for _, lines in statement.branches for line in lines] + list(statement.otherwise or ())
    return own


def _match(known: dict[int, Entry], before: Sequence[Entry], after: Sequence[Entry], key_of: KeyOf) -> None:
    taken = {entry.place for entry in known.values()}
    by_key = {key_of(entry): entry for entry in reversed(before) if entry.place not in taken and key_of(entry)}
    for entry in after:
        key = key_of(entry)
        if entry.place not in known and key in by_key:
            known[entry.place] = by_key.pop(key)


def _match_unnamed(before: Sequence[Entry], after: Sequence[Entry], names: Mapping[str, str]) -> dict[int, Entry]:
    """Blocks and reports have no name: those that say the same are one, then the most alike, then those that are left
    with the same head."""
    old = {entry.place: entry for entry in before if entry.name is None}
    new = {entry.place: entry for entry in after if entry.name is None}
    said_before = {place: (entry.kind, tuple(sayings(entry, names))) for place, entry in old.items()}
    said_after = {place: (entry.kind, tuple(sayings(entry, {}))) for place, entry in new.items()}
    known: dict[int, Entry] = {}
    # Most stand as they stood, in their order; some of what is left elsewhere.
    olds, news = list(old), list(new)
    first, second = ([said[place] for place in places] for said, places in ((said_before, olds), (said_after, news)))
    for i, j in _aligned(first, second):
        known[news[j]] = old.pop(olds[i])
    waiting: dict[Hashable, list[int]] = {}
    for place in reversed(old):
        waiting.setdefault(said_before[place], []).append(place)
    for place, said in said_after.items():
        if place not in known and waiting.get(said):
            known[place] = old.pop(waiting[said].pop())
    ranked = []
    for place, said in said_after.items():
        for number, entry in old.items() if place not in known else ():
            if entry.kind == new[place].kind:
                likeness = _likeness(said_before[number][1], said[1])
                if likeness >= ALIKE or _head(entry, names) == _head(new[place], {}):
                    ranked.append((-likeness, abs(number - place), number, place))
    for _, _, number, place in sorted(ranked):
        if number in old and place not in known:
            known[place] = old.pop(number)
    return known


def _aligned(first: Sequence[Hashable], second: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The places of what is equal and in the same order, at both ends before between them."""
    shortest = min(len(first), len(second))
    head = next((n for n in range(shortest) if first[n] != second[n]), shortest)
    tail = next((n for n in range(shortest - head) if first[-1 - n] != second[-1 - n]), shortest - head)
    yield from ((number, number) for number in range(head))
    yield from ((len(first) - number, len(second) - number) for number in range(tail, 0, -1))
    between = SequenceMatcher(None, first[head : len(first) - tail], second[head : len(second) - tail], autojunk=False)
    for i, j, size in between.get_matching_blocks():
        yield from ((head + i + number, head + j + number) for number in range(size))


def _head(entry: Entry, names: Mapping[str, str]) -> str:
    when = entry.fact("when")
    return "" if when is None else with_names(when.meaning, names)


def _match_renamed(
    known: dict[int, Entry], blocks: Mapping[int, Entry], before: Sequence[Entry], after: Sequence[Entry]
) -> dict[str, str]:
    """Finds what goes by another name, and gives the later names by the earlier ones."""
    names = _unswap(known, blocks, after)
    while True:
        taken = {entry.place for entry in known.values()}
        gone = {entry.place: entry for entry in before if entry.name and entry.place not in taken}
        come = {entry.place: entry for entry in after if entry.name and entry.place not in known}
        kept = _kept(known, blocks, after)
        old_places = _places((pair[0] for pair in kept), {entry.name for entry in gone.values()})
        new_places = _places((pair[1] for pair in kept), {entry.name for entry in come.values()})
        said_after = {place: sayings(new, {}) for place, new in come.items()}
        ranked = []
        for old in gone.values():
            for new in come.values():
                if old.kind != new.kind or old.kind in NEVER_RENAMED or not (old.facts or old.body):
                    continue
                assert old.name is not None
                assert new.name is not None
                first, second = old_places.get(old.name, set()), new_places.get(new.name, set())
                is_called = not first.isdisjoint(second)
                said = said_after[new.place]
                likeness = _likeness(sayings(old, {**names, old.name: new.name}), said)
                # What the plan spoke of and speaks of no more was removed, unless what came says very much the same.
                is_lost = bool(first or second) and not is_called
                if likeness >= (ALIKE_AND_CALLED if is_called else ALIKE) and not (is_lost and len(said) < 2):
                    ranked.append((-likeness - is_called, abs(old.place - new.place), old.place, new.place))
        found = {}
        for _, _, old_place, new_place in sorted(ranked):
            if old_place in gone and new_place in come:
                old, new = gone.pop(old_place), come.pop(new_place)
                known[new_place] = old
                found[old.name or ""] = new.name or ""
        if not found:
            return names
        names |= found


def _unswap(known: dict[int, Entry], blocks: Mapping[int, Entry], after: Sequence[Entry]) -> dict[str, str]:
    """Two declarations that say nothing of what they said, each what the other did, have swapped their names; if the
    rest of the plan followed."""
    kept = _kept(known, blocks, after)
    strange = [
        (old, new)
        for old, new in kept
        if old.name
        and old.kind not in NEVER_RENAMED
        and (old.facts or old.body)
        and _likeness(sayings(old, {}), sayings(new, {})) < ALIKE_AND_CALLED
    ]
    names: dict[str, str] = {}
    for number, (old, new) in enumerate(strange):
        for other, another in strange[number + 1 :]:
            assert old.name is not None
            assert other.name is not None
            swapped = {old.name: other.name, other.name: old.name}
            if (
                names.keys().isdisjoint(swapped)
                and _likeness(sayings(old, swapped), sayings(another, {})) >= ALIKE
                and _likeness(sayings(other, swapped), sayings(new, {})) >= ALIKE
                and _followed(kept, swapped)
            ):
                known[new.place], known[another.place] = other, old
                names |= swapped
    return names


def _followed(kept: Iterable[tuple[Entry, Entry]], names: Mapping[str, str]) -> bool:
    """Whether something that stayed speaks of the new names where it spoke of the old ones."""
    for before, after in kept:
        said = set(sayings(after, {}))
        for old, renamed in zip(sayings(before, {}), sayings(before, names), strict=True):
            if old != renamed and renamed in said and old not in said:
                return True
    return False


def _kept(known: Mapping[int, Entry], blocks: Mapping[int, Entry], after: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    both = {**known, **blocks}
    return [(both[entry.place], entry) for entry in after if entry.place in both]


def _places(entries: Iterable[Entry], names: set[str | None]) -> dict[str, set[Hashable]]:
    """Where each of some names is spoken of: the declaration by its number, and the key."""
    found: dict[str, set[Hashable]] = {}
    for number, entry in enumerate(entries):
        # The target of a line of a scenario is its key; a line of a body stands where it stands.
        is_scenario = entry.kind == "scenario"
        said = [(fact.key, f"{fact.key} {fact.meaning}" if is_scenario else fact.meaning) for fact in entry.facts]
        for key, text in (*said, *(("", fact.meaning) for fact in entry.body)):
            for name in names & spoken_in(text):
                found.setdefault(name or "", set()).add((number, "" if is_scenario else key))
    return found


def _likeness(old: Sequence[Saying], new: Sequence[Saying]) -> float:
    """The share of equal facts and statements, 0 to 1."""
    total = len(old) + len(new)
    return 2 * (Counter(old) & Counter(new)).total() / total if total else 1.0
