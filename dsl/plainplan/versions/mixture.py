"""Plans between two versions of one: of each group of edits either the earlier or the later side."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterator

from plainplan.api import Plan
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.versions.budget import Budget
from plainplan.versions.edits import Edit, find_edits
from plainplan.versions.facts import Entry, read_entries
from plainplan.versions.groups import PASSIVE, WATCHING, Group, group_edits, merge_groups, names_of, spoken_names
from plainplan.versions.pairing import Pair, pair_entries, under_later_names
from plainplan.versions.switches import switch_declaration, switched

# A number as the text of a fact has it.
_NUMBER = re.compile(r"\d[\d_.]*\s*[%萬億]*")

Key = tuple[int | None, int | None]


class Mixture:
    """Two versions of a plan, and the plan in which some groups of the edits between them were made and others not.

    Both versions must be free of errors. What only looks at figures is left out of a mixture, but for what its reports
    show, and so is every scenario but the one that is asked for.
    """

    def __init__(self, before: Plan, after: Plan, scenario: str | None = None) -> None:
        assert before.file is not None
        assert after.file is not None
        self.budget = Budget()
        self.before = before
        self.after = after
        self._scenario = scenario
        self._file = after.file
        earlier = under_later_names(before.file, after.file)
        edits = find_edits(earlier, after.file)
        pairs = pair_entries(read_entries(earlier), read_entries(after.file))
        self._pairs = [pair for pair in pairs if self._counts(pair)]
        self._edit_of = {_key(edit.pair): edit for edit in edits}
        self._names = {name for pair in pairs for entry in (pair.before, pair.after) for name in names_of(entry)}
        self._later_names = {name for pair in pairs for name in names_of(pair.after)}
        entries = [entry for pair in self._pairs for entry in (pair.before, pair.after) if entry is not None]
        self._spoken = spoken_names([fact for entry in entries for fact in (*entry.facts, *entry.body)])
        self._files = _used_files(before), _used_files(after)
        # By the files that are as they were: the folder of all that both versions use.
        self._folders: dict[tuple[str, ...], str] = {}
        self._group_of: dict[Key, int] = {}
        self.groups: list[Group] = []
        old, new = self._files
        changed = sorted(path for path in old.keys() & new.keys() if old[path] != new[path])
        self._set_groups([*group_edits(edits, scenario), *(Group((), (path,)) for path in changed)])

    def why_apart(self) -> str | None:
        """Why the versions are two plans, of which no part can stand in the other; None where they are of one."""
        old, new = self.before, self.after
        assert old.model is not None
        assert new.model is not None
        if old.model.facts.step != new.model.facts.step:
            return "their steps are not as long"
        if old.model.facts.currency != new.model.facts.currency:
            return "they are in two currencies"
        # Every plan has a plan block.
        pairs = [
            pair
            for pair in self._pairs
            if "plan" not in (pair.before and pair.before.kind, pair.after and pair.after.kind)
        ]
        sides = any(pair.before for pair in pairs), any(pair.after for pair in pairs)
        is_kept = any(pair.before and pair.after for pair in pairs)
        return "they have nothing in common" if all(sides) and not is_kept else None

    def merge(self, numbers: Collection[int]) -> None:
        """Makes one of some groups."""
        self._set_groups(merge_groups(self.groups, numbers))

    def plan(self, made: Collection[int], switching: Collection[int] = ()) -> Plan:
        """The plan in which the groups of these numbers were made, and some more may be by an input of it each.

        Those must be switchable; their inputs are named by `switch_name`, and 0. Raises `TooMuchWorkError`.
        """
        self.budget.make(
            max(len(side.graph.quantities) for side in (self.before, self.after) if side.graph is not None)
        )
        there = [(pair, sides) for pair in self._in_order(made) if (sides := self._sides(pair, made, switching))]
        there, missing = self._without_loose(there)
        declarations = [node for pair, sides in there for node in self._nodes(pair, sides, switching, missing)]
        plan = Plan(self.after.path, self._file.source, (), self._root(made))
        switches = (switch_declaration(group) for group in switching)
        plan.extend(replace(self._file, declarations=(*declarations, *switches)))
        return plan

    def needed_together(self, made: Collection[int]) -> set[int]:
        """Groups that are a plan only together: the least of a mixture that is none, and what they lack."""
        alone, whole = set(made), set(range(len(self.groups)))
        for number in made:
            if not self._is_plan(alone - {number}):
                alone.remove(number)
        for number in sorted(whole - alone):
            if self._is_plan(whole - {number}):
                whole.remove(number)
        return whole

    def is_switchable(self, group: int) -> bool:
        """Whether all edits of a group can be said with an input that makes them."""
        edits = self.groups[group].edits
        return bool(edits) and all(self._switched(edit, group) is not None for edit in edits)

    def says_values_only(self, group: int) -> bool:
        """Whether a group says the same things otherwise, or is of files."""
        return all(
            edit.before is not None
            and edit.after is not None
            and not edit.body
            and not edit.is_moved
            and all(change.before is not None and change.after is not None for change in edit.facts)
            for edit in self.groups[group].edits
        )

    def says_other_numbers(self, group: int) -> bool:
        """Whether a group that says the same things otherwise has other numbers in them and no other words."""
        changes = [change for edit in self.groups[group].edits for change in edit.facts]
        return all(
            change.before is not None
            and change.after is not None
            and _NUMBER.sub("0", change.before.text) == _NUMBER.sub("0", change.after.text)
            for change in changes
        )

    def _switched(self, edit: Edit, group: int) -> tuple[nodes.Declaration, ...] | None:
        return switched(edit, group, self._later_names, self._spoken)

    def _set_groups(self, groups: list[Group]) -> None:
        self.groups = groups
        self._group_of = {_key(edit.pair): number for number, group in enumerate(groups) for edit in group.edits}

    def _counts(self, pair: Pair) -> bool:
        entry = pair.after or pair.before
        assert entry is not None
        if entry.kind == "scenario":
            return entry.name == self._scenario
        return entry.kind not in WATCHING or (entry.kind == "report" and pair.after is not None)

    def _is_plan(self, made: Collection[int]) -> bool:
        return self.plan(made).graph is not None

    def _is_made(self, pair: Pair, made: Collection[int]) -> bool:
        group = self._group_of.get(_key(pair))
        return group is None or group in made

    def _sides(self, pair: Pair, made: Collection[int], switching: Collection[int]) -> list[Entry]:
        """What stands of a declaration; both versions where an input chooses."""
        group = self._group_of.get(_key(pair))
        if group is None:
            # What was added or removed for others to speak of stands in every mixture.
            found = [pair.after or pair.before]
        elif group in switching:
            found = [pair.before, pair.after]
        else:
            found = [pair.after if group in made else pair.before]
        return [entry for entry in found if entry is not None]

    def _in_order(self, made: Collection[int]) -> list[Pair]:
        """The later order; what was removed, or is not moved yet, stands behind what it stood behind before."""
        found: list[Pair] = []
        waiting: list[Pair] = []
        for pair in self._pairs:
            edit = self._edit_of.get(_key(pair))
            stays = edit is not None and edit.is_moved and not self._is_made(pair, made)
            (waiting if pair.after is None or stays else found).append(pair)
        earlier = sorted((pair for pair in self._pairs if pair.before), key=_place_before)
        for pair in sorted(waiting, key=_place_before):
            places = {_key(known): place for place, known in enumerate(found)}
            above = [places[_key(known)] for known in earlier[: earlier.index(pair)] if _key(known) in places]
            found.insert(above[-1] + 1 if above else 0, pair)
        return found

    def _without_loose(self, there: list[tuple[Pair, list[Entry]]]) -> tuple[list[tuple[Pair, list[Entry]]], set[str]]:
        """Leaves out what only stands ready and speaks of something that is not there, and gives what is not."""
        while True:
            missing = self._names - {name for _, sides in there for entry in sides for name in names_of(entry)}
            kept = [(pair, sides) for pair, sides in there if not _is_loose(pair, missing)]
            if len(kept) == len(there):
                return kept, missing
            there = kept

    def _nodes(
        self, pair: Pair, sides: list[Entry], switching: Collection[int], missing: set[str]
    ) -> Iterator[nodes.Declaration]:
        group = self._group_of.get(_key(pair))
        if group is not None and group in switching:
            yield from self._switched(self._edit_of[_key(pair)], group) or ()
            return
        (entry,) = sides
        if not isinstance(entry.node, nodes.Report):
            yield entry.node
            return
        lines = zip(entry.node.items, entry.body, strict=True)
        shown = tuple(item for item, fact in lines if item.keyword == "show" and not spoken_names((fact,)) & missing)
        if shown:
            yield replace(entry.node, items=shown)

    def _root(self, made: Collection[int]) -> str:
        """The folder of what a mixture uses: that of the later version, or one that also has what stood before."""
        old, new = self._files
        if old.items() <= new.items():
            return self.after.root
        kept = tuple(path for number, group in enumerate(self.groups) if number not in made for path in group.files)
        if kept not in self._folders:
            self._folders[kept] = folder = tempfile.mkdtemp(prefix="plainplan-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            for path, content in {**old, **new, **{path: old[path] for path in kept}}.items():
                place = os.path.join(folder, path)
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "wb") as file:
                    file.write(content)
        return self._folders[kept]


def _used_files(plan: Plan) -> dict[str, bytes]:
    """What stands in the files that a plan uses, by their paths below its folder; the library's own are left out."""
    model = plan.model
    if model is None:
        return {}
    data = [facts.path for facts in model.data.values()]
    used = [file.source.path for file in model.files[1:] if not file.source.is_library]
    found = {}
    for path in (*data, *used):
        with open(os.path.join(plan.root, path), "rb") as file:
            found[path] = file.read()
    return found


def _is_loose(pair: Pair, missing: set[str]) -> bool:
    """Whether something that only one version has, for others to speak of, speaks itself of what is not there."""
    entry = pair.before if pair.after is None else pair.after if pair.before is None else None
    return entry is not None and entry.kind in PASSIVE and bool(spoken_names((*entry.facts, *entry.body)) & missing)


def _key(pair: Pair) -> Key:
    return None if pair.before is None else pair.before.place, None if pair.after is None else pair.after.place


def _place_before(pair: Pair) -> int:
    assert pair.before is not None
    return pair.before.place
