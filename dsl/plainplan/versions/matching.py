"""Which declaration of one version is which of the others, where three are merged; and where that is in dispute."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

from plainplan.syntax import nodes
from plainplan.versions.chunks import Chunk
from plainplan.versions.facts import Entry, read_entries
from plainplan.versions.pairing import pair_entries, renamed_file, renames, sayings, spoken_in

# Of one declaration: what base, ours and theirs have.
Triple = tuple[Chunk | None, Chunk | None, Chunk | None]


def under_common_names(
    base: nodes.File, ours: nodes.File, theirs: nodes.File
) -> tuple[tuple[nodes.File, nodes.File, nodes.File], dict[str, str]]:
    """The three versions, what either side renamed by its new name; where both did, by ours, with theirs by ours."""
    old, mine, other = read_entries(base), read_entries(ours), read_entries(theirs)
    by_us, by_them = renames(pair_entries(old, mine)), renames(pair_entries(old, other))
    by_us, by_them = _free(by_us, by_them, old, other), _free(by_them, by_us, old, mine)
    disputed = {by_us[name]: new for name, new in by_them.items() if by_us.get(name, new) != new}
    return (
        (
            renamed_file(base, {**by_them, **by_us}),
            renamed_file(ours, _unknown(by_them, by_us)),
            renamed_file(
                theirs,
                {
                    **_unknown(by_us, by_them),
                    **{new: by_us[name] for name, new in by_them.items() if by_us.get(name, new) != new},
                },
            ),
        ),
        disputed,
    )


def _free(
    names: Mapping[str, str], others: Mapping[str, str], base: Sequence[Entry], other: Sequence[Entry]
) -> dict[str, str]:
    """The renames of one side but for those to a name by which the other side calls something else, and still will."""
    taken = _names(other)
    known = {everything(entry) for entry in base}
    steady = {entry.name for entry in other if everything(entry) in known}
    found = dict(names)
    while True:
        captured = [
            name
            for name, new in found.items()
            if new in taken
            and others.get(name) != new
            # Of a swap it is sure only that the other side knows nothing where something is as it was.
            and (new not in found or new in others or steady.isdisjoint((name, new)))
        ]
        if not captured:
            return found
        for name in captured:
            del found[name]


def _unknown(names: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """The renames of one side that the other does not know, without names that it has given to something else."""
    return {name: new for name, new in names.items() if name not in others and name not in others.values()}


def _names(entries: Sequence[Entry]) -> set[str | None]:
    return {entry.name for entry in entries}


def by_base(old: Sequence[Chunk], new: Sequence[Chunk]) -> dict[Hashable, Chunk]:
    """The declarations of a side, by their places in the base; what it added by its name, or by what it says."""
    pairs = pair_entries([chunk.entry for chunk in old], [chunk.entry for chunk in new])
    places = {pair.after.place: pair.before.place for pair in pairs if pair.before and pair.after}
    found: dict[Hashable, Chunk] = {}
    for number, chunk in enumerate(new):
        key = places.get(number, _added_key(chunk.entry))
        # What a side says twice stands there twice.
        while key in found:
            key = ("again", key)
        found[key] = chunk
    return found


def _added_key(entry: Entry) -> Hashable:
    """What makes additions of both sides one: the name; of a report its title, of a policy block all that it says."""
    match entry.node:
        case nodes.Plan():
            return ("plan",)
        case nodes.Report(label=label):
            return "report", label
        case nodes.Block():
            return "block", everything(entry)
        case _:
            return entry.name


def clashing(triples: Mapping[Hashable, Triple]) -> dict[Hashable, str]:
    """What they gave a name that we gave to something else, with what we call so."""
    ours_by_name: dict[str, tuple[Hashable, Chunk]] = {}
    for key, (base, ours, theirs) in triples.items():
        # What they removed is gone, and what they renamed has another name.
        is_kept = theirs is not None if base else True
        if ours and ours.entry.name and is_kept and (base is None or not _is_renamed(base, theirs)):
            ours_by_name[ours.entry.name] = key, ours
    found = {}
    for key, (base, ours, theirs) in triples.items():
        name = theirs.entry.name if theirs else None
        if name is None or theirs is None or (base and (ours is None or not _is_renamed(base, theirs))):
            continue
        other = ours_by_name.get(name)
        if other is not None and other[0] != key:
            found[key] = other[1].text.strip()
    return found


def taken_over(old: Sequence[Chunk], new: Sequence[Chunk]) -> set[str | None]:
    """The names under which a side says what it said under another one, which is gone: `y` became `z`, and `z` went."""
    pairs = pair_entries([chunk.entry for chunk in old], [chunk.entry for chunk in new])
    gone = [pair.before for pair in pairs if pair.before and pair.after is None]
    return {
        pair.after.name
        for pair in pairs
        if pair.before and pair.after and pair.after.name
        for entry in gone
        if entry.kind == pair.after.kind and entry.name and entry.facts
        if set(sayings(pair.before, {})).isdisjoint(sayings(pair.after, {}))
        if sayings(entry, {entry.name: pair.after.name}) == sayings(pair.after, {})
    }


def newly_spoken(base: Chunk | None, new: Chunk | None) -> set[str]:
    """The names of which a declaration speaks, and did not in the base."""
    found, known = (
        {name for fact in (*chunk.entry.facts, *chunk.entry.body) for name in spoken_in(fact.meaning)}
        if chunk
        else set()
        for chunk in (new, base)
    )
    return found - known


def _is_renamed(base: Chunk, other: Chunk | None) -> bool:
    return other is not None and base.entry.name != other.entry.name


def repeated(triples: Mapping[Hashable, Triple]) -> set[str]:
    """The comments of the base under which we put something of ours: where they did so too, one of them is enough."""
    old = {line for base, _, _ in triples.values() if base for line in comments(base.lead)}
    new = {
        line
        for base, ours, theirs in triples.values()
        if ours and not base and not theirs
        for line in comments(ours.lead)
    }
    return {line for line in old & new if not line.startswith("##")}


def in_steps(
    order: Sequence[Hashable], triples: Mapping[Hashable, Triple], disputed: Collection[Hashable]
) -> list[list[Hashable]]:
    """The declarations one by one, and at once the policy blocks of whose order the versions say nothing, or differ."""
    found: list[list[Hashable]] = []
    added: list[Hashable] = []
    for key in order:
        base, ours, theirs = triples[key]
        if base is None and (ours is None or theirs is None):
            added.append(key)
            continue
        found += _added(added, triples)
        added = []
        if key not in disputed:
            found.append([key])
        elif not any(key in step for step in found):
            found.append([other for other in order if other in disputed])
    return found + _added(added, triples)


def _added(run: Sequence[Hashable], triples: Mapping[Hashable, Triple]) -> list[list[Hashable]]:
    """What was added at one place; where both added policy blocks, these last and at once."""
    blocks = [key for key in run if any(chunk and is_block(chunk) for chunk in triples[key])]
    if len({triples[key][1] is None for key in blocks}) < 2:
        return [[key] for key in run]
    return [*([key] for key in run if key not in blocks), blocks]


def is_block(chunk: Chunk) -> bool:
    """Whether a declaration is a policy block: their order counts."""
    return isinstance(chunk.entry.node, nodes.Block)


def everything(entry: Entry) -> Hashable:
    """All that a declaration says, however it is laid out."""
    facts = frozenset((fact.key, fact.meaning) for fact in entry.facts)
    return entry.kind, entry.name, facts, tuple((fact.depth, fact.meaning) for fact in entry.body)


def comments(text: str) -> list[str]:
    """The lines of comments, without blank ones and without their indent."""
    return [line.strip() for line in text.splitlines() if line.strip()]
