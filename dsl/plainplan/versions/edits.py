"""What was edited from one version of a plan to another, declaration by declaration, in the plan's own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from plainplan.records import dataclass
from plainplan.syntax import nodes
from plainplan.versions.facts import DOC, LABEL, Entry, Fact, read_entries
from plainplan.versions.pairing import Pair, pair_entries, renames, spoken_in, with_names

# What is done in the order in which it stands: payments, and policies. The order of all else says nothing.
ORDERED = frozenset(("each", "when", "once_when", "at", "income", "expense", "debt", "goal"))


@dataclass(frozen=True, slots=True)
class Change:
    """A fact, or a line of a body, that one version says and the other does not say or says otherwise."""

    before: Fact | None
    after: Fact | None

    @property
    def key(self) -> str:
        """The key of the fact."""
        fact = self.after or self.before
        assert fact is not None
        return fact.key


@dataclass(frozen=True, slots=True)
class Edit:
    """A declaration that was added, removed, renamed, moved, or says something else.

    `facts` are changed facts by key; `body` are the changed lines of a block or report, in their order.
    """

    pair: Pair
    facts: tuple[Change, ...]
    body: tuple[Change, ...]
    # Whether it stands elsewhere among the others, where their order counts.
    is_moved: bool
    # Of what was renamed: in how many places of the later version it goes by its new name.
    followed: int = 0

    @property
    def before(self) -> Entry | None:
        """The earlier version, None when it was added."""
        return self.pair.before

    @property
    def after(self) -> Entry | None:
        """The later version, None when it was removed."""
        return self.pair.after

    @property
    def entry(self) -> Entry:
        """The later version, or the earlier one of what was removed."""
        entry = self.after or self.before
        assert entry is not None
        return entry

    @property
    def is_rename_only(self) -> bool:
        """Whether nothing but the name is another."""
        return self.pair.is_renamed and not self.facts and not self.body


def find_edits(before: nodes.File, after: nodes.File) -> list[Edit]:
    """The edits from one tree to another: of the plan itself, then what was added or changed in the order of the later,
    then what was removed.

    Layout, comments, and how a number is spelled are no edits; a `##` documentation is one.
    """
    pairs = pair_entries(read_entries(before), read_entries(after))
    names = renames(pairs)
    moved = _moved(pairs)
    edits = []
    for pair in pairs:
        facts, body = _changes(pair, names)
        is_moved = pair.after is not None and pair.after.place in moved
        if pair.before is None or pair.after is None or pair.is_renamed or facts or body or is_moved:
            followed = _followed(pair, pairs) if pair.is_renamed else 0
            edits.append(Edit(pair, facts, body, is_moved, followed))
    return sorted(edits, key=lambda edit: edit.entry.kind != "plan")


def _followed(renamed: Pair, pairs: Sequence[Pair]) -> int:
    """In how many facts and lines a renamed thing goes by its new name that spoke of it before."""
    assert renamed.before is not None
    assert renamed.after is not None

    def places(entry: Entry, name: str | None) -> int:
        return sum(
            name in spoken_in(f"{fact.key} {fact.meaning}" if entry.kind == "scenario" else fact.meaning)
            for fact in (*entry.facts, *entry.body)
            if fact.key not in (DOC, LABEL)
        )

    return sum(
        min(places(pair.before, renamed.before.name), places(pair.after, renamed.after.name))
        for pair in pairs
        if pair.before is not None and pair.after is not None
    )


def _changes(pair: Pair, names: Mapping[str, str]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    old = () if pair.before is None else pair.before.facts
    new = () if pair.after is None else pair.after.facts
    is_scenario = pair.before is not None and pair.before.kind == "scenario"
    facts = _changed_facts(old, new, names, is_scenario)
    if pair.before is not None and pair.after is not None and pair.before.kind != pair.after.kind:
        facts = [_changed_kind(pair.before, pair.after), *facts]
    old_body = () if pair.before is None else pair.before.body
    new_body = () if pair.after is None else pair.after.body
    return tuple(facts), tuple(_changed_lines(old_body, new_body, names))


def _changed_kind(before: Entry, after: Entry) -> Change:
    old = Fact("keyword", before.kind, before.kind, before.node.span)
    return Change(old, Fact("keyword", after.kind, after.kind, after.node.span))


def _changed_facts(
    old: Sequence[Fact], new: Sequence[Fact], names: Mapping[str, str], is_scenario: bool
) -> list[Change]:
    # The keys of a scenario are what it sets; other keys are words of the language.
    old_by_key: dict[str, list[Fact]] = {}
    for fact in old:
        old_by_key.setdefault(with_names(fact.key, names) if is_scenario else fact.key, []).append(fact)
    changes = []
    for fact in new:
        # What is a mistake may say something twice.
        same = old_by_key.get(fact.key)
        earlier = same.pop(0) if same else None
        if earlier is None or not _is_same(earlier, fact, names):
            changes.append(Change(earlier, fact))
    return changes + [Change(fact, None) for facts in old_by_key.values() for fact in facts]


def _is_same(before: Fact, after: Fact, names: Mapping[str, str]) -> bool:
    # A text may have followed a renaming, and need not.
    is_text = before.key in (DOC, LABEL) and before.meaning == after.meaning
    return is_text or with_names(before.meaning, names) == after.meaning


def _changed_lines(old: Sequence[Fact], new: Sequence[Fact], names: Mapping[str, str]) -> list[Change]:
    first = [(fact.depth, with_names(fact.meaning, names)) for fact in old]
    second = [(fact.depth, fact.meaning) for fact in new]
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # Lines that were put in the place of as many are told one by one.
        shared = min(j - i, m - k)
        changes += [Change(old[i + n], new[k + n]) for n in range(shared)]
        changes += [Change(fact, None) for fact in old[i + shared : j]]
        changes += [Change(None, fact) for fact in new[k + shared : m]]
    return changes


def _moved(pairs: Sequence[Pair]) -> set[int]:
    """The places in the later version of what stands elsewhere: all but a longest run that kept its order."""
    kept = [
        (pair.after.place, pair.before.place)
        for pair in pairs
        if pair.before and pair.after and pair.after.kind in ORDERED
    ]
    # The usual search for a longest increasing run: `ends[n]` is where the best run of n + 1 ends.
    ends: list[int] = []
    chain: list[int] = []
    previous: list[int] = []
    for number, (_, place) in enumerate(kept):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        chain[length : length + 1] = [number]
        previous.append(chain[length - 1] if length else -1)
    in_order = set()
    number = chain[-1] if chain else -1
    while number >= 0:
        in_order.add(kept[number][0])
        number = previous[number]
    return {place for place, _ in kept} - in_order
