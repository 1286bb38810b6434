"""Which edits move the outcome together: the groups to which its change is attributed.

Edits that cannot stand alone are one group: a new account and the block that moves money into it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from plainplan.check.collect import statements_of
from plainplan.records import dataclass
from plainplan.syntax import nodes
from plainplan.versions.edits import Change, Edit
from plainplan.versions.facts import DOC, LABEL, Entry, Fact

# What computes nothing by itself: it stands ready for what speaks of it.
PASSIVE = frozenset(
    ("param", "let", "fn", "rule", "use", "unit", "person", "data", "group", "fx", "table", "grid"),
)
# What looks at figures and moves none.
WATCHING = frozenset(("check", "warn", "prove", "solve", "report"))
# What describes a figure.
TOLD = frozenset((DOC, LABEL, "source", "note", "range", "client", "adviser", "date", "locale", "actual"))
# What happens, or serves where nothing else is said, in the order in which it stands.
ORDERED = frozenset(("each", "when", "once_when", "at", "income", "expense", "goal", "debt", "asset"))

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
    passive = [edit for edit in edits if is_passive_change(edit)]
    groups = [Group((edit,)) for edit in acting]
    for edit in acting:
        needed = [edit, *_spoken_of(edit, acting, passive)]
        places = [
            place for place, group in enumerate(groups) if any(one is other for one in group.edits for other in needed)
        ]
        groups = merge_groups(groups, places)
    return groups


def merge_groups(groups: Sequence[Group], numbers: Collection[int]) -> list[Group]:
    """The groups, those of some numbers as one, in the place of the first."""
    first = min(numbers)
    merged = Group(
        tuple(edit for number in sorted(numbers) for edit in groups[number].edits),
        tuple(path for number in sorted(numbers) for path in groups[number].files),
    )
    kept = [merged if number == first else group for number, group in enumerate(groups)]
    return [group for number, group in enumerate(kept) if number == first or number not in numbers]


def is_passive_change(edit: Edit) -> bool:
    """Whether something was added or removed that moves nothing unless something else speaks of it."""
    return edit.entry.kind in PASSIVE and (edit.before is None or edit.after is None)


def spoken_names(facts: Iterable[Fact]) -> set[str]:
    """Every name of which a text speaks, and some words that are none."""
    return {
        word[0]
        for fact in facts
        if fact.key not in (DOC, LABEL)
        for text in (fact.key, fact.text)
        for word in _NAME.finditer(text)
    }


def names_of(entry: Entry | None) -> set[str]:
    """What a declaration gives a name: itself, and the statements of a block."""
    if entry is None:
        return set()
    own = {entry.name} if entry.name is not None else set()
    return own | named_in(entry.node.body) if isinstance(entry.node, nodes.Block) else own


def named_in(body: tuple[nodes.Statement, ...]) -> set[str]:
    """The names that statements have behind `as`, and of what they record."""
    found = set()
    for statement in statements_of(body):
        name = statement.name if isinstance(statement, nodes.Record) else getattr(statement, "alias", None)
        if name is not None:
            found.add(name.name)
    return found


def _acts(edit: Edit, scenario: str | None) -> bool:
    kind = edit.entry.kind
    if kind == "report":
        return any(_shows_otherwise(change) for change in edit.body)
    if kind in WATCHING or is_passive_change(edit):
        return False
    if kind == "scenario" and edit.entry.name != scenario:
        return False
    if edit.before is None or edit.after is None or edit.body:
        return True
    return any(change.key not in TOLD for change in edit.facts) or (edit.is_moved and kind in ORDERED)


def _shows_otherwise(change: Change) -> bool:
    """Whether a report shows another formula under the same label."""
    if change.before is None or change.after is None or change.key != "show":
        return False
    return change.before.text.rpartition(" as ")[2] == change.after.text.rpartition(" as ")[2]


def _spoken_of(edit: Edit, acting: Sequence[Edit], passive: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that brought, or took away, what an edited declaration speaks of, or the name that it has."""
    for side, other in ((_before, _after), (_after, _before)):
        entry = side(edit)
        if entry is not None:
            taken = names_of(entry) - names_of(other(edit))
            spoken = _all_spoken(entry, [ready for ready in map(side, passive) if ready is not None])
            for one in acting:
                own, others = names_of(side(one)), names_of(other(one))
                if (own - others) & spoken or (others - own) & taken:
                    yield one


def _before(edit: Edit) -> Entry | None:
    return edit.before


def _after(edit: Edit) -> Entry | None:
    return edit.after


def _all_spoken(entry: Entry, ready: Iterable[Entry]) -> set[str]:
    """The names of which a declaration speaks, itself or through what stands ready for it in that version alone."""
    known = {other.name: other for other in ready}
    seen: set[str] = set()
    waiting = [entry]
    while waiting:
        speaking = waiting.pop()
        for name in spoken_names((*speaking.facts, *speaking.body)) - seen:
            seen.add(name)
            if name in known:
                waiting.append(known[name])
    return seen
