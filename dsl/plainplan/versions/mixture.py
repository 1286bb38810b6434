"""Plans between two versions of one: of each group of edits either the earlier or the later side."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection

from plainplan.api import Plan
from plainplan.check.load import LIBRARY
from plainplan.records import replace
from plainplan.versions.edits import Edit, find_edits
from plainplan.versions.facts import Entry, read_entries
from plainplan.versions.groups import PASSIVE, WATCHING, Group, group_edits, spoken_names
from plainplan.versions.pairing import Pair, pair_entries, under_later_names
from plainplan.versions.switches import switch_declaration
from plainplan.versions.switches import switched as make_switched


class Mixture:
    """Two versions of a plan, and the plan in which some groups of the edits between them were made and others not.

    Both versions must be free of errors. What only looks at figures is left out of a mixture, but for the reports of
    the later version.
    """

    def __init__(self, before: Plan, after: Plan, scenario: str | None = None) -> None:
        assert before.file is not None
        assert after.file is not None
        self._after = after
        self._file = after.file
        earlier = under_later_names(before.file, after.file)
        self._pairs = pair_entries(read_entries(earlier), read_entries(after.file))
        edits = find_edits(earlier, after.file)
        self.groups: list[Group] = group_edits(edits, scenario)
        self._earlier_root = self._root_with_earlier_files(before)
        self._group_of = {_key(edit.pair): number for number, group in enumerate(self.groups) for edit in group.edits}
        self._edit_of = {_key(edit.pair): edit for edit in edits}
        self._names = {entry.name for pair in self._pairs for entry in (pair.before, pair.after) if entry}

    def plan(self, made: Collection[int], switched: Collection[int] = ()) -> Plan:
        """The plan in which the groups of these numbers were made, and some more may be by an input of it each.

        Those must be switchable; their inputs are named by `switch_name`, and 0.
        """
        sides = [self._side(pair, made, switched) for pair in self._in_order(made)]
        entries = self._without_loose([entry for entry in sides if entry is not None])
        is_earlier = self._earlier_root is not None and len(self.groups) - 1 not in made
        root = self._earlier_root.name if is_earlier and self._earlier_root is not None else self._after.root
        plan = Plan(self._after.path, self._file.source, (), root)
        switches = [switch_declaration(group) for group in switched]
        plan.extend(replace(self._file, declarations=(*(entry.node for entry in entries), *switches)))
        return plan

    def _root_with_earlier_files(self, before: Plan) -> tempfile.TemporaryDirectory[str] | None:
        """A folder of what both versions use, files that changed as they were: their change is the last group."""
        earlier, later = _used_files(before), _used_files(self._after)
        changed = tuple(sorted(path for path in earlier.keys() & later.keys() if earlier[path] != later[path]))
        if not changed:
            return None
        self.groups.append(Group((), changed))
        folder = tempfile.TemporaryDirectory(prefix="plainplan-")
        for path, content in {**later, **earlier}.items():
            place = os.path.join(folder.name, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(content)
        return folder

    def _is_made(self, pair: Pair, made: Collection[int]) -> bool:
        group = self._group_of.get(_key(pair))
        return group is None or group in made

    def is_switchable(self, group: int) -> bool:
        """Whether all edits of a group may be made by an input of the plan."""
        edits = self.groups[group].edits
        return bool(edits) and all(make_switched(edit, group) is not None for edit in edits)

    def _side(self, pair: Pair, made: Collection[int], switched: Collection[int]) -> Entry | None:
        entry = pair.after or pair.before
        group = self._group_of.get(_key(pair))
        if entry is not None and group is not None and group in switched:
            node = make_switched(self._edit_of[_key(pair)], group)
            assert node is not None
            return replace(entry, node=node)
        if entry is None or (entry.kind in WATCHING and (entry.kind != "report" or pair.after is None)):
            return None
        if entry.kind in PASSIVE and (pair.before is None or pair.after is None):
            return entry
        return pair.after if self._is_made(pair, made) else pair.before

    def _in_order(self, made: Collection[int]) -> list[Pair]:
        """The later order; what was removed, or is not moved yet, stands behind what it stood behind before."""
        found: list[Pair] = []
        waiting: list[Pair] = []
        for pair in self._pairs:
            edit: Edit | None = self._edit_of.get(_key(pair))
            stays = edit is not None and edit.is_moved and not self._is_made(pair, made)
            (waiting if pair.after is None or stays else found).append(pair)
        earlier = sorted((pair for pair in self._pairs if pair.before), key=_place_before)
        for pair in sorted(waiting, key=_place_before):
            there = {id(known): place for place, known in enumerate(found)}
            above = [there[id(known)] for known in earlier[: _position(earlier, pair)] if id(known) in there]
            found.insert(above[-1] + 1 if above else 0, pair)
        return found

    def _without_loose(self, entries: list[Entry]) -> list[Entry]:
        """Leaves out what only stands ready, or reports, and speaks of something that is not there."""
        while True:
            there = {entry.name for entry in entries}
            missing = self._names - there
            kept = [
                entry
                for entry in entries
                if not (entry.kind in PASSIVE or entry.kind == "report") or not (spoken_names(entry) & missing)
            ]
            if len(kept) == len(entries):
                return kept
            entries = kept


def _used_files(plan: Plan) -> dict[str, bytes]:
    """What stands in the files that a plan uses, by their paths below its folder; the library's own are left out."""
    model = plan.model
    if model is None:
        return {}
    data = [facts.path for facts in model.data.values()]
    used = [file.source.path for file in model.files[1:] if not file.source.path.startswith(f"{LIBRARY}/")]
    found = {}
    for path in (*data, *used):
        with open(os.path.join(plan.root, path), "rb") as file:
            found[path] = file.read()
    return found


def _key(pair: Pair) -> tuple[int | None, int | None]:
    return None if pair.before is None else pair.before.place, None if pair.after is None else pair.after.place


def _place_before(pair: Pair) -> int:
    assert pair.before is not None
    return pair.before.place


def _position(pairs: list[Pair], wanted: Pair) -> int:
    return next(place for place, pair in enumerate(pairs) if pair is wanted)
