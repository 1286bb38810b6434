"""Two people's edits of one plan brought together, fact by fact.

What only one of them changed is taken from that one, in their own words, comments included. What both changed
differently is a conflict: it stands in the text between git's marks, and both values are told.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from plainplan.diagnostics import has_errors
from plainplan.records import dataclass, field, replace
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.chunks import INDENT, Chunk, Line, Parts, cut, parts_of
from plainplan.versions.facts import DOC, Entry, line_of, read_entries
from plainplan.versions.lines import MARK_SIZE, merge_lines
from plainplan.versions.pairing import pair_entries, renamed_file, renames

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that both changed: of which declaration, under which key, and what each says (None: it is gone)."""

    declaration: str
    key: str
    ours: str | None
    theirs: str | None

    def __str__(self) -> str:
        ours, theirs = (_GONE if said is None else f"`{_one_line(said)}`" for said in (self.ours, self.theirs))
        return f"conflict in `{self.declaration}`: {self.key} is {ours} here and {theirs} there"


_GONE = "gone"
_LONGEST = 80


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@dataclass(slots=True)
class Merged:
    """The text that came of a merge, with git's marks where there are conflicts."""

    text: str
    conflicts: list[Conflict] = field(default_factory=list)


def merge_plans(
    base: str, ours: str, theirs: str, labels: tuple[str, str] = ("ours", "theirs"), mark_size: int = MARK_SIZE
) -> Merged | None:
    """Bring the edits from `base` to `ours` and to `theirs` together; None when one of them does not parse."""
    old, mine, other = _read(base), _read(ours), _read(theirs)
    if old is None or mine is None or other is None:
        return None
    merger = _Merger(labels, mark_size)
    return Merged(merger.merge(*merger.under_common_names(old, mine, other)), merger.conflicts)


def merge_files(base: str, ours: str, theirs: str, mark_size: int = MARK_SIZE) -> tuple[bytes, list[str]]:
    """The merged text of three files of plans, and each conflict in words; line by line where one is no plan.

    Raises `OSError` when one cannot be read.
    """
    contents = []
    for path in (base, ours, theirs):
        with open(path, "rb") as file:
            contents.append(file.read())
    labels = "ours", "theirs"
    try:
        texts = [content.decode("utf-8") for content in contents]
    except UnicodeDecodeError:
        return contents[1], ["a version is not UTF-8: ours is kept"]
    # An empty base is a plan that both sides added.
    merged = merge_plans(texts[0], texts[1], texts[2], labels, mark_size)
    if merged is not None:
        return merged.text.encode(), [str(conflict) for conflict in merged.conflicts]
    text, found = merge_lines(texts[0], texts[1], texts[2], labels, mark_size)
    said = [str(Conflict("lines", "the text", ours_said, theirs_said)) for ours_said, theirs_said in found]
    return text.encode(), said


def _read(text: str) -> nodes.File | None:
    file, found = parse(Source("", text))
    return None if has_errors(found) else file


class _Merger:
    """A merge in the making, and the conflicts so far."""

    def __init__(self, labels: tuple[str, str], mark_size: int) -> None:
        self._labels = labels
        self._size = mark_size
        self.conflicts: list[Conflict] = []

    def under_common_names(
        self, base: nodes.File, ours: nodes.File, theirs: nodes.File
    ) -> tuple[nodes.File, nodes.File, nodes.File]:
        """The three versions, what either side renamed by its new name; where both did, by ours."""
        entries = read_entries(base)
        by_us = renames(pair_entries(entries, read_entries(ours)))
        by_them = renames(pair_entries(entries, read_entries(theirs)))
        both = by_us.keys() & by_them.keys()
        for name in sorted(both):
            if by_us[name] != by_them[name]:
                self.conflicts.append(Conflict(name, "name", by_us[name], by_them[name]))
        only_us = {name: new for name, new in by_us.items() if name not in both}
        only_them = {name: new for name, new in by_them.items() if name not in both}
        return (
            renamed_file(base, {**by_them, **by_us}),
            renamed_file(ours, only_them),
            renamed_file(theirs, {**only_us, **{by_them[name]: by_us[name] for name in both}}),
        )

    def merge(self, base: nodes.File, ours: nodes.File, theirs: nodes.File) -> str:
        """The text of all declarations, each merged, in our order."""
        (old, old_tail), (mine, tail), (other, other_tail) = cut(base), cut(ours), cut(theirs)
        texts = _merged_by_key(
            dict(enumerate(old)), _by_base(old, mine, "ours"), _by_base(old, other, "theirs"), self._declaration
        )
        return "".join(map(_on_a_line, texts)) + self._text(old_tail, tail, other_tail)

    def _declaration(self, key: Hashable, base: Chunk | None, ours: Chunk | None, theirs: Chunk | None) -> str:
        if ours is None or theirs is None:
            kept = ours or theirs
            assert kept is not None
            if base is None:
                return kept.lead + kept.text
            if _is_same(base, kept):
                return ""
            said = [None if chunk is None else chunk.text.strip() for chunk in (ours, theirs)]
            self.conflicts.append(Conflict(_called(kept.entry), "declaration", said[0], said[1]))
            return kept.lead + self._marked("" if ours is None else ours.text, "" if theirs is None else theirs.text)
        lead = self._text(base.lead if base else "", ours.lead, theirs.lead)
        if _is_same(ours, theirs) or (base is not None and _is_same(base, theirs)):
            return lead + ours.text
        if base is not None and _is_same(base, ours):
            return lead + theirs.text
        parts = [None if chunk is None else parts_of(chunk) for chunk in (base, ours, theirs)]
        if parts[1] is None or parts[2] is None:
            return lead + self._in_order(base, ours, theirs)
        return lead + self._by_facts(parts[0] or Parts("", {}, ""), parts[1], parts[2], base, ours, theirs)

    def _in_order(self, base: Chunk | None, ours: Chunk, theirs: Chunk) -> str:
        """A declaration of statements, whose order counts: line by line."""
        text, conflicts = merge_lines(base.text if base else "", ours.text, theirs.text, self._labels, self._size)
        for mine, other in conflicts:
            self.conflicts.append(Conflict(_called(ours.entry), "lines", mine.strip() or None, other.strip() or None))
        return text

    def _by_facts(self, old: Parts, mine: Parts, other: Parts, base: Chunk | None, ours: Chunk, theirs: Chunk) -> str:
        head = self._head(mine, other, base, ours, theirs)
        meant = [_meanings(chunk) for chunk in (base, ours, theirs)]

        def merge_line(key: Hashable, was: Line | None, our: Line | None, their: Line | None) -> str:
            key = str(key)
            before, here, there = (said.get(key) for said in meant)
            if here == there or before == there:
                return "" if our is None else our.whole
            kept = our or their
            assert kept is not None
            if before == here:
                return "" if their is None else (kept.lead + their.text + their.after)
            self.conflicts.append(
                Conflict(
                    _called(ours.entry), key, *(None if line is None else _said(line.text) for line in (our, their))
                )
            )
            above, indent = _split_indent(kept.lead)
            texts = ("" if line is None else f"{indent}{line.text}{line.after}" for line in (our, their))
            return above + self._marked(*texts)

        body = "".join(map(_on_a_line, _merged_by_key(old.lines, mine.lines, other.lines, merge_line)))
        if mine.lines:
            return head + body + mine.end
        return f"{head.rstrip()} {{\n{body.lstrip(chr(10))}}}\n" if body else head

    def _head(self, mine: Parts, other: Parts, base: Chunk | None, ours: Chunk, theirs: Chunk) -> str:
        """The first line of a declaration, on which several facts may stand."""
        said = [_head_facts(chunk) for chunk in (base, ours, theirs)]
        if said[2] in (said[1], said[0]):
            return mine.head
        node = ours.entry.node
        for key in {**said[1], **said[2]}:
            before, here, there = (facts.get(key) for facts in said)
            if there in (here, before):
                continue
            if here == before:
                node = _with_fact(node, theirs.entry.node, key)
                continue
            facts_here = (ours.entry.fact(key), theirs.entry.fact(key))
            texts = (None if fact is None else fact.text for fact in facts_here)
            self.conflicts.append(Conflict(_called(ours.entry), key, *texts))
            opens = " {" if mine.lines else ""
            return self._marked(f"{line_of(ours.entry.node)}{opens}", f"{line_of(theirs.entry.node)}{opens}")
        if mine.lines:
            return f"{line_of(node)} {{"
        # What stands behind it on the line is a comment.
        return line_of(node) + mine.head[len(ours.entry.node.span.text) :]

    def _text(self, base: str, ours: str, theirs: str) -> str:
        """Comments and blank lines; where both wrote, line by line."""
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        text, conflicts = merge_lines(base, ours, theirs, self._labels, self._size)
        for mine, other in conflicts:
            self.conflicts.append(Conflict("#", "comment", mine.strip() or None, other.strip() or None))
        return text

    def _marked(self, ours: str | None, theirs: str | None) -> str:
        mine, other = _on_a_line(ours or ""), _on_a_line(theirs or "")
        begin, between, end = (sign * self._size for sign in "<=>")
        return f"{begin} {self._labels[0]}\n{mine}{between}\n{other}{end} {self._labels[1]}\n"


def _merged_by_key(
    base: Mapping[Any, Item],
    ours: Mapping[Any, Item],
    theirs: Mapping[Any, Item],
    merge: Callable[[Hashable, Item | None, Item | None, Item | None], str],
) -> list[str]:
    """What came of each item in our order, those that only they have behind what these stand behind in theirs."""
    found = [(key, merge(key, base.get(key), item, theirs.get(key))) for key, item in ours.items()]
    above: Hashable = None
    for key, item in theirs.items():
        if key not in ours:
            spot = next((spot + 1 for spot, (known, _) in enumerate(found) if known == above), 0)
            found.insert(spot, (key, merge(key, base.get(key), None, item)))
        above = key
    return [text for _, text in found]


def _by_base(old: Sequence[Chunk], new: Sequence[Chunk], side: str) -> dict[Hashable, Chunk]:
    """The declarations of a side, by their places in the base; what it added by its name, or as its own."""
    pairs = pair_entries([chunk.entry for chunk in old], [chunk.entry for chunk in new])
    places = {pair.after.place: pair.before.place for pair in pairs if pair.before and pair.after}
    found: dict[Hashable, Chunk] = {}
    for number, chunk in enumerate(new):
        found[places.get(number, chunk.entry.name or (side, number))] = chunk
    return found


def _is_same(one: Chunk, other: Chunk) -> bool:
    """Whether two versions of a declaration say the same, however they are laid out."""
    return _everything(one.entry) == _everything(other.entry)


def _everything(entry: Entry) -> object:
    facts = frozenset((fact.key, fact.meaning) for fact in entry.facts if fact.key != DOC)
    return entry.kind, entry.name, facts, [(fact.depth, fact.meaning) for fact in entry.body]


def _meanings(chunk: Chunk | None) -> dict[str, str]:
    return {} if chunk is None else {fact.key: fact.meaning for fact in chunk.entry.facts}


def _head_facts(chunk: Chunk | None) -> dict[str, str]:
    """What stands on the first line of a declaration; its documentation stands above."""
    if chunk is None:
        return {}
    parts = parts_of(chunk)
    lines = {} if parts is None else parts.lines
    said = {fact.key: fact.meaning for fact in chunk.entry.facts if fact.key not in lines and fact.key != DOC}
    return {"keyword": chunk.entry.kind, **said}


# The fields of a node that hold what stands on its first line, where they are called otherwise.
_FIELDS = {"amount": "value", "principal": "value", "from": "path", "members": "members"}
_QUALIFIERS = frozenset(("at", "in", "within", "paths"))


# Any: a declaration of any class, of which `replace` gives the same class.
def _with_fact(node: Any, other: Any, key: str) -> Any:
    """A declaration that says one thing as another one of its kind does."""
    if isinstance(node, nodes.Check) and key in _QUALIFIERS:
        kept = tuple(item for item in node.qualifiers if item.kind != key)
        return replace(node, qualifiers=kept + tuple(item for item in other.qualifiers if item.kind == key))
    if key == "members":
        return replace(node, members=other.members, weights=other.weights)
    name = _FIELDS.get(key, key)
    return replace(node, **{name: getattr(other, name)})


def _called(entry: Entry) -> str:
    if entry.name is not None:
        return f"{entry.kind} {entry.name}"
    when = entry.fact("when")
    return when.text if when is not None else entry.kind


def _said(line: str) -> str:
    """The value of a line `key: value` or `key = value`."""
    key, colon, value = line.partition(":")
    return value.strip() if colon and key.strip().isidentifier() else line.strip()


def _split_indent(lead: str) -> tuple[str, str]:
    above, newline, indent = lead.rpartition("\n")
    return above + newline, indent or INDENT


def _on_a_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
