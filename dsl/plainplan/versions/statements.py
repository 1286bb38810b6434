"""How often each statement is said where three versions are merged: what two people moved must not stand there twice.

Lines are merged block by block, and a line that both moved, to different places, is in neither's way there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from plainplan.records import dataclass
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.facts import Entry, read_entries

_BEGIN, _BETWEEN, _END = "<" * 7, "=" * 7, ">" * 7


@dataclass(frozen=True, slots=True)
class Body:
    """How often each statement is in a policy block, a rule or a report: of base, ours, theirs, and of what came of
    them, once with every conflict settled for us and once for them."""

    base: Counter[str]
    ours: Counter[str]
    theirs: Counter[str]
    settled: tuple[Counter[str], Counter[str]]
    is_marked: bool

    @property
    def is_whole(self) -> bool:
        """Whether both versions stand between marks already."""
        return self.is_marked and self.settled == (self.ours, self.theirs)


def has_statements(entry: Entry) -> bool:
    """Whether a declaration has statements, or the items of a report."""
    return isinstance(entry.node, nodes.Block | nodes.Rule | nodes.Report)


def statements(entry: Entry | None) -> list[str]:
    """The statements of a declaration in their order, by what they say."""
    return [] if entry is None else [fact.meaning for fact in entry.body if fact.key != "else"]


def body_of(base: Entry | None, ours: Entry | None, theirs: Entry | None, text: str) -> Body:
    """The counts of a declaration that became a text."""
    was, here, there = (Counter(statements(entry)) for entry in (base, ours, theirs))
    return Body(was, here, there, (_said(settled(text, True)), _said(settled(text, False))), _BEGIN in text)


def doubtful(bodies: Mapping[Hashable, Body]) -> dict[Hashable, str]:
    """The bodies that say something more or less often than both versions together ask for, with a statement of it."""
    found: dict[Hashable, str] = {}
    for key, body in bodies.items():
        for said in body.settled:
            for statement in said:
                # Both may add a statement to different bodies; in one it is one statement.
                if said[statement] > max(body.base[statement], body.ours[statement], body.theirs[statement]):
                    found.setdefault(key, statement)
    was = _total(body.base for body in bodies.values())
    here = _total(body.ours for body in bodies.values())
    there = _total(body.theirs for body in bodies.values())
    results = [_total(body.settled[number] for body in bodies.values()) for number in (0, 1)]
    # Where something is in dispute already, the one or the other will be less often there.
    is_settled = not any(body.is_marked for body in bodies.values())
    for statement in was | here | there:
        asked = _asked(was[statement], here[statement], there[statement])
        if any(said[statement] > asked[1] or (is_settled and said[statement] < asked[0]) for said in results):
            for key, body in bodies.items():
                counts = body.ours[statement], body.theirs[statement]
                if counts[0] != counts[1] or any(said[statement] not in counts for said in body.settled):
                    found.setdefault(key, statement)
    return {key: statement for key, statement in found.items() if not bodies[key].is_whole}


def settled(text: str, is_ours: bool) -> str:
    """A text with every conflict settled for one side."""
    kept, state = [], None
    for line in text.splitlines(keepends=True):
        if line.startswith(_BEGIN):
            state = True
        elif line.startswith(_BETWEEN) and state is True:
            state = False
        elif line.startswith(_END) and state is False:
            state = None
        elif state in (None, is_ours):
            kept.append(line)
    return "".join(kept)


def _asked(base: int, ours: int, theirs: int) -> tuple[int, int]:
    """How often at least and at most a statement is to be there."""
    both = max(ours + theirs - base, 0)
    if ours == theirs:
        return ours, max(ours, both)
    return both, both


def _said(text: str) -> Counter[str]:
    file, _ = parse(Source("", text))
    return Counter(line for entry in read_entries(file) for line in statements(entry))


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total
