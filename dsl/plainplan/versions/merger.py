"""A merge in the making: the declarations of three versions of a plan, matched and put together.

What only one side changed is taken from that side, in its own words, comments included. What both changed differently
is a conflict: it stands in the text between git's marks, and both values are told.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

from plainplan.records import dataclass, field, replace
from plainplan.source import Source
from plainplan.syntax import format_file, nodes, parse
from plainplan.versions.chunks import BRACKET, Chunk, Line, Parts, cut, new_comments, opened, parts_of
from plainplan.versions.facts import ONE_LINE, Entry, Fact, name_span
from plainplan.versions.heads import KEYWORD, NAME, head_facts, merge_heads
from plainplan.versions.lines import merge_lines
from plainplan.versions.matching import (
    Triple,
    by_base,
    clashing,
    comments,
    everything,
    in_steps,
    is_block,
    newly_spoken,
    repeated,
    taken_over,
    under_common_names,
)
from plainplan.versions.order import disputed_order, merge_order
from plainplan.versions.statements import body_of, doubtful, has_statements, statements

GONE = "gone"
LONGEST = 80

# Of a line of a declaration: what base, ours and theirs have.
Lines = tuple[Line | None, Line | None, Line | None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that both changed: of which declaration, under which key, and what each says (None: it is gone)."""

    declaration: str
    key: str
    ours: str | None
    theirs: str | None

    def __str__(self) -> str:
        ours, theirs = (GONE if said is None else f"`{_shortened(said)}`" for said in (self.ours, self.theirs))
        return f"conflict in `{self.declaration}`: {self.key} is {ours} here and {theirs} there"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


@dataclass(slots=True)
class Merged:
    """The text that came of a merge, with git's marks where there are conflicts."""

    text: str
    conflicts: list[Conflict] = field(default_factory=list)


class Merger:
    """Merges one plan; `labels` stand at git's marks, which are `size` characters long."""

    def __init__(self, labels: tuple[str, str], size: int) -> None:
        self._labels = labels
        self._size = size
        self._conflicts: list[Conflict] = []

    def merge(self, base: nodes.File, ours: nodes.File, theirs: nodes.File) -> Merged:
        """All declarations, each merged, and what stands below the last."""
        versions, self._disputed = under_common_names(base, ours, theirs)
        (old, old_tail), (mine, tail), (other, other_tail) = map(cut, versions)
        was, here, there = dict(enumerate(old)), by_base(old, mine), by_base(old, other)
        order: list[Hashable] = merge_order(list(was), list(here), list(there))
        triples: dict[Hashable, Triple] = {key: (was.get(key), here.get(key), there.get(key)) for key in order}  # type: ignore[call-overload]
        self._clashing = clashing(triples)
        # Two of these are the name of one thing where one side swapped them, and the other may have done so too.
        self._old_names = {chunk.entry.name for chunk in old}
        by_us, by_them = taken_over(old, mine), taken_over(old, other)
        self._taken = by_us - by_them, by_them - by_us
        self._repeated = repeated(triples)
        blocks = [[key for key, chunk in side.items() if is_block(chunk)] for side in (was, here, there)]
        disputed = disputed_order(blocks[0], blocks[1], blocks[2])
        # The first of a text has nothing above it from which it would stand apart.
        firsts = {next(iter(side), None) for side in (here, there)}
        texts: list[str] = []
        steps = in_steps(order, triples, disputed)
        doubts = self._doubts(triples, {key for step in steps if len(step) > 1 for key in step})
        for step in steps:
            key = step[0]
            if key in doubts:
                text = self._in_doubt(doubts[key], *triples[key])
            elif len(step) == 1:
                text = self._declaration(key, *triples[key])
            elif key in disputed:
                text = self._in_dispute([[key for key in side if key in disputed] for side in blocks[1:]], triples)
            else:
                text = self._added_at_one_place([triples[key] for key in step])
            is_close = key in firsts and text and not text.startswith("\n")
            texts.append(f"\n{text}" if is_close and any(texts) else text)
        text = "".join(map(_on_a_line, texts)) + self._text("the end", old_tail, tail, other_tail)
        return Merged(text, self._conflicts)

    # --- declarations ---------------------------------------------------------------------------------------------

    def _declaration(self, key: Hashable, base: Chunk | None, ours: Chunk | None, theirs: Chunk | None) -> str:
        # What one side says newly by a name that the other gave to something else.
        misread = (self._taken[0] & newly_spoken(base, theirs)) | (self._taken[1] & newly_spoken(base, ours))
        kept = ours or theirs
        if misread and kept is not None and not (ours and theirs and ours.text == theirs.text):
            return kept.lead + self._whole(kept.entry, ours.text if ours else None, theirs.text if theirs else None)
        if ours is None or theirs is None:
            return self._on_one_side(key, base, ours, theirs)
        lead = self._text(_called(ours.entry), base.lead if base else "", ours.lead, theirs.lead)
        name = ours.entry.name
        is_swapped = name != theirs.entry.name and {name, theirs.entry.name} <= self._old_names
        if key in self._clashing or is_swapped:
            return lead + self._disputed_name(ours, theirs.text, theirs.entry.name)
        if name in self._disputed:
            return lead + self._disputed_name(ours, _renamed(theirs, self._disputed[name]), self._disputed[name])
        if base is not None and theirs.text == base.text:
            return lead + ours.text
        if ours.text == theirs.text:
            return lead + ours.text
        if base is not None and ours.text == base.text:
            return lead + theirs.text
        is_new_kind = base is None and ours.entry.kind != theirs.entry.kind
        if is_new_kind or type(ours.entry.node) is not type(theirs.entry.node):
            return lead + self._whole(ours.entry, ours.text, theirs.text)
        parts = [None if chunk is None else parts_of(chunk) for chunk in (base, ours, theirs)]
        if parts[1] is None or parts[2] is None:
            return lead + self._in_order(base, ours, theirs)
        if base is None or parts[0] is None or type(base.entry.node) is not type(ours.entry.node):
            return lead + self._by_facts((None, ours, theirs), Parts("", "", "", {}, ""), parts[1], parts[2])
        return lead + self._by_facts((base, ours, theirs), parts[0], parts[1], parts[2])

    def _on_one_side(self, key: Hashable, base: Chunk | None, ours: Chunk | None, theirs: Chunk | None) -> str:
        """What the other side does not have: it was added here, or removed there."""
        kept = ours or theirs
        if kept is None:
            return ""
        if key in self._clashing:
            self._conflicts.append(Conflict(_called(kept.entry), NAME, self._clashing[key], kept.text.strip()))
            return kept.lead + self._marked(None, kept.text)
        if base is None:
            return (kept.lead if ours else self._unrepeated(kept.lead)) + kept.text
        if everything(base.entry) == everything(kept.entry) and not new_comments(
            base.lead + base.text, kept.lead + kept.text
        ):
            return ""
        return kept.lead + self._whole(kept.entry, ours.text if ours else None, theirs.text if theirs else None)

    def _whole(self, entry: Entry, ours: str | None, theirs: str | None) -> str:
        said = [None if text is None else text.strip() for text in (ours, theirs)]
        self._conflicts.append(Conflict(_called(entry), "declaration", said[0], said[1]))
        return self._marked(ours, theirs)

    def _disputed_name(self, ours: Chunk, theirs: str, name: str | None) -> str:
        """A declaration that both renamed, or that one renamed to what the other calls something else."""
        self._conflicts.append(Conflict(_called(ours.entry), NAME, ours.entry.name, name))
        return self._marked(ours.text, theirs)

    def _added_at_one_place(self, run: list[Triple]) -> str:
        """Policy blocks that both added: which of them runs first, neither said."""
        mine = "".join(ours.lead + _on_a_line(ours.text) for _, ours, _ in run if ours)
        other = "".join(self._unrepeated(theirs.lead) + _on_a_line(theirs.text) for _, _, theirs in run if theirs)
        entries = [chunk.entry for _, ours, theirs in run if (chunk := ours or theirs)]
        self._conflicts.append(
            Conflict(_called(entries[0]), "the order of what was added", mine.strip(), other.strip())
        )
        return self._marked(mine, other)

    def _doubts(self, triples: Mapping[Hashable, Triple], marked: Collection[Hashable]) -> dict[Hashable, str]:
        """The bodies, but for those that are marked anyhow, that would say a statement too often or no longer."""
        bodies = {}
        for key, triple in triples.items():
            base, ours, theirs = (None if chunk is None else chunk.entry for chunk in triple)
            if any(entry is not None and has_statements(entry) for entry in (base, ours, theirs)):
                bodies[key] = body_of(base, ours, theirs, self._declaration(key, *triples[key]))
        # That was to see what comes of them.
        self._conflicts.clear()
        return {key: statement for key, statement in doubtful(bodies).items() if key not in marked}

    def _in_doubt(self, statement: str, base: Chunk | None, ours: Chunk | None, theirs: Chunk | None) -> str:
        """A body into or out of which both moved a statement, or into which both put it: ours and theirs."""
        chunks = [chunk for chunk in (ours, theirs, base) if chunk]
        texts = [None if chunk is None else chunk.text for chunk in (ours, theirs)]
        if texts[0] is None and texts[1] is None:
            return ""
        said = [_places(statement, chunk) for chunk in (ours, theirs)]
        named = next(
            (fact.text for chunk in chunks for fact in chunk.entry.body if fact.meaning == statement), statement
        )
        self._conflicts.append(Conflict(_called(chunks[0].entry), f"the place of `{named}`", said[0], said[1]))
        above = [chunk.lead for chunk in (base, ours, theirs) if chunk] if ours and theirs else [chunks[0].lead]
        lead = self._text(_called(chunks[0].entry), above[0], above[-2], above[-1]) if len(above) > 1 else above[0]
        return lead + self._marked(texts[0], texts[1])

    def _in_dispute(self, orders: list[list[Hashable]], triples: Mapping[Hashable, Triple]) -> str:
        """Policy blocks whose order both changed, in ways that do not go together."""
        texts = {key: _on_a_line(self._declaration(key, *triples[key])).lstrip("\n") for key in orders[0]}
        said = ["\n".join(texts[key] for key in order) for order in orders]
        called = [", ".join(_called(ours.entry) for key in order if (ours := triples[key][1])) for order in orders]
        self._conflicts.append(Conflict("the policy", "the order", called[0], called[1]))
        return "\n" + self._marked(said[0], said[1])

    def _unrepeated(self, lead: str) -> str:
        """A comment that both put their own declaration under stands there once."""
        return "".join(line for line in lead.splitlines(keepends=True) if line.strip() not in self._repeated)

    def _in_order(self, base: Chunk | None, ours: Chunk, theirs: Chunk) -> str:
        """A declaration of statements, whose order counts: line by line, and where that fails without their layout."""
        texts = [_on_a_line(chunk.text) if chunk else "" for chunk in (base, ours, theirs)]
        text, conflicts = merge_lines(texts[0], texts[1], texts[2], self._labels, self._size)
        if conflicts:
            plain = [_formatted(text) for text in texts]
            text, conflicts = merge_lines(plain[0], plain[1], plain[2], self._labels, self._size)
        for mine, other in conflicts:
            self._conflicts.append(Conflict(_called(ours.entry), "a line", mine.strip() or None, other.strip() or None))
        return text

    # --- facts ----------------------------------------------------------------------------------------------------

    def _by_facts(self, chunks: Triple, old: Parts, mine: Parts, other: Parts) -> str:
        base, ours, theirs = chunks
        assert ours is not None
        assert theirs is not None
        if _is_in_two_forms([(base, old), (ours, mine), (theirs, other)]):
            old = opened(base, old) if base else old
            mine, other = opened(ours, mine), opened(theirs, other)
        facts = tuple({} if chunk is None else {fact.key: fact for fact in chunk.entry.facts} for chunk in chunks)
        body = ""
        for key in merge_order(list(old.lines), list(mine.lines), list(other.lines)):
            lines = old.lines.get(key), mine.lines.get(key), other.lines.get(key)
            body += self._line(ours.entry, key, lines, tuple(said.get(key) for said in facts))
        called = _called(ours.entry)
        note = _changed(old.note, mine.note, other.note)
        if note is None:
            self._conflicts.append(Conflict(called, "comment", mine.note.strip() or None, other.note.strip() or None))
        has_block = bool(body) or (mine.has_block if other.has_block == old.has_block else other.has_block)
        mark = (mine.mark or other.mark or BRACKET) if has_block else ""
        head = self._head(chunks, (old, mine, other), mark, (mine.note, other.note) if note is None else (note, note))
        if not has_block:
            return head
        end = self._text(called, old.end, mine.end, other.end) if mine.end and other.end else mine.end or other.end
        return head + body + (end or "}\n")

    def _head(self, chunks: Triple, parts: tuple[Parts, Parts, Parts], mark: str, notes: tuple[str, str]) -> str:
        """The first line of a declaration with the comment behind it."""
        _, ours, theirs = chunks
        assert ours is not None
        assert theirs is not None
        old, mine, other = parts
        said = [head_facts(chunk.entry, part.lines) if chunk else {} for chunk, part in zip(chunks, parts, strict=True)]
        before, here, there = said
        if there in (here, before):
            is_theirs = here == there == before and _changed(old.head, mine.head, other.head) == other.head
            pair = self._worded(ours.entry, "first line", (old.head, mine.head, other.head), is_theirs)
        elif here == before:
            pair = self._worded(ours.entry, "first line", (old.head, mine.head, other.head), True)
        elif any(new_comments("", part.head) for part in parts):
            pair = mine.head, other.head
            self._conflicts.append(Conflict(_called(ours.entry), "first line", mine.head, other.head))
        else:
            merged = merge_heads((before, here, there), ours.entry, theirs.entry)
            pair = merged.ours, merged.theirs
            for key in merged.disputed:
                self._conflicts.append(Conflict(_called(ours.entry), key, *_texts(key, ours, theirs)))
        lines = [f"{head}{mark}{note}\n" for head, note in zip(pair, notes, strict=True)]
        return lines[0] if lines[0] == lines[1] else self._marked(lines[0], lines[1])

    def _line(self, entry: Entry, key: str, lines: Lines, facts: Sequence[Fact | None]) -> str:
        """One line of a block."""
        was, our, their = lines
        before, here, there = (None if fact is None else fact.meaning for fact in facts)
        called = _called(entry)
        lead = self._text(called, was.lead if was else "", our.lead, their.lead) if our and their else None
        if here != there and before not in (here, there):
            self._conflicts.append(Conflict(called, key, *(None if fact is None else fact.text for fact in facts[1:])))
            return self._either(lead, our, their)
        if (there if here == before else here) is None:
            kept = our or their
            if was is None or kept is None or not new_comments(was.whole, kept.whole):
                return ""
            texts = None if our is None else our.whole, None if their is None else their.whole
            self._conflicts.append(Conflict(called, key, *texts))
            return self._marked(*texts)
        if our is None or their is None:
            kept = our or their
            return kept.whole if kept else ""
        note = _changed(was.note if was else "", our.note, their.note)
        if note is None:
            self._conflicts.append(Conflict(called, f"the comment of {key}", our.note.strip(), their.note.strip()))
            return self._either(lead, our, their)
        is_theirs = here == before if here != there else was is not None and our.text == was.text
        texts = self._worded(entry, key, ("" if was is None else was.text, our.text, their.text), is_theirs)
        if texts[0] != texts[1]:
            return self._either(lead, replace(our, text=texts[0]), replace(their, text=texts[1]))
        return Line(lead or "", our.indent, texts[0], note).whole

    def _worded(self, entry: Entry, key: str, texts: tuple[str, str, str], is_theirs: bool) -> tuple[str, str]:
        """The text of the side that changed what is said, with the comments that the other one put between its lines:
        once; where that fails that of each side."""
        base, ours, theirs = texts
        kept, other = (theirs, ours) if is_theirs else (ours, theirs)
        if not new_comments(base, other) - new_comments("", kept):
            return kept, kept
        merged, conflicts = merge_lines(f"{base}\n", f"{ours}\n", f"{theirs}\n", self._labels, self._size)
        if not conflicts:
            return merged[:-1], merged[:-1]
        self._conflicts.append(Conflict(_called(entry), f"a comment in {key}", ours, theirs))
        return ours, theirs

    def _either(self, lead: str | None, our: Line | None, their: Line | None) -> str:
        """A line between marks, what stands above it before them."""
        texts = [None if line is None else f"{line.indent}{line.text}{line.note}\n" for line in (our, their)]
        above = [line.lead for line in (our, their) if line]
        return (above[0] if lead is None else lead) + self._marked(texts[0], texts[1])

    # --- texts ----------------------------------------------------------------------------------------------------

    def _text(self, declaration: str, base: str, ours: str, theirs: str) -> str:
        """Comments and blank lines; where both wrote, line by line."""
        if base == ours:
            return theirs
        # How far it stands from what is above is no part of a comment.
        (old_gap, old), (gap, mine), (other_gap, other) = (_after_gap(text) for text in (base, ours, theirs))
        above = other_gap if gap == old_gap else gap
        if comments(other) in (comments(old), comments(mine)):
            return above + mine
        if comments(mine) == comments(old):
            return above + other
        text, conflicts = merge_lines(old, mine, other, self._labels, self._size)
        for mine, other in conflicts:
            self._conflicts.append(Conflict(declaration, "comment", mine.strip() or None, other.strip() or None))
        return above + text

    def _marked(self, ours: str | None, theirs: str | None) -> str:
        mine, other = _on_a_line(ours or ""), _on_a_line(theirs or "")
        begin, between, end = (sign * self._size for sign in "<=>")
        return f"{begin} {self._labels[0]}\n{mine}{between}\n{other}{end} {self._labels[1]}\n"


def _is_in_two_forms(versions: Sequence[tuple[Chunk | None, Parts]]) -> bool:
    """Whether one version of an account has its amount on the first line, and another in its block."""
    nodes_of = [chunk.entry.node for chunk, _ in versions if chunk]
    accounts = [node for node in nodes_of if isinstance(node, nodes.Account)]
    keys = {ONE_LINE[node.keyword] for node in accounts}
    return any(node.value for node in accounts) and any(keys & parts.lines.keys() for _, parts in versions)


def _texts(key: str, *chunks: Chunk) -> list[str | None]:
    if key == NAME:
        return [chunk.entry.name for chunk in chunks]
    if key == KEYWORD:
        return [chunk.entry.kind for chunk in chunks]
    facts = [chunk.entry.fact(key) for chunk in chunks]
    return [None if fact is None else fact.text for fact in facts]


def _places(statement: str, chunk: Chunk | None) -> str | None:
    """Where in a body a statement stands, in words; None where it does not."""
    found = (
        [str(number) for number, said in enumerate(statements(chunk.entry), 1) if said == statement] if chunk else []
    )
    return f"line {' and '.join(found)}" if found else None


def _called(entry: Entry) -> str:
    """What to call a declaration: `asset core`, `each year`."""
    if entry.name is not None:
        return f"{entry.kind} {entry.name}"
    when = entry.fact("when")
    return when.text if when is not None else entry.kind


def _renamed(chunk: Chunk, name: str) -> str:
    """The text of a declaration under another name."""
    start = name_span(chunk.entry.node).start - chunk.entry.node.span.start
    known = chunk.entry.name or ""
    return chunk.text[:start] + name + chunk.text[start + len(known) :]


def _formatted(text: str) -> str:
    return format_file(parse(Source("", text))[0])


def _changed(base: str, ours: str, theirs: str) -> str | None:
    """The one of two versions that is not as it was; None where neither is, and they differ."""
    if theirs.strip() in (ours.strip(), base.strip()):
        return ours
    return theirs if ours.strip() == base.strip() else None


def _after_gap(text: str) -> tuple[str, str]:
    """The blank lines with which a text begins, and the rest."""
    rest = text.lstrip("\n")
    return text[: len(text) - len(rest)], rest


def _on_a_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
