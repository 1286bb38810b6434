"""The commits in which a plan, or a file that it uses, is not as in any parent: along branches, merges and renames."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass, field
from plainplan.versions.git import Repository

# Whether the file at a path has a say in the plan.
IsUsed = Callable[[str], bool]
# Of each file that differs its earlier and its later path, None where there was none.
Changes = list[tuple[str | None, str | None]]

# So many commits are compared with their parents at a time: most histories are not walked to their end.
MANY = 256


@dataclass(slots=True)
class Visit:
    """A commit that matters, what the plan was called in it and in its first parent (None where it was not there), and
    the next commit that matters on the way back from that parent."""

    id: str
    path: str
    parent: str | None
    parent_path: str | None
    is_merge: bool
    earlier: Visit | None = None


@dataclass(slots=True)
class _Place:
    """Where the walk has to go on: what the plan is called there, what it uses, and whose earlier commit is sought."""

    path: str
    is_used: IsUsed
    waiting: list[Visit] = field(default_factory=list)


def walk(repository: Repository, start: str, path: str, uses: Callable[[str, str], IsUsed]) -> Iterator[Visit]:
    """Goes back from a commit. `uses` says for a commit and the plan's path there which files have a say.

    Of a merge in which the plan is as in one of the parents, only that parent is followed, as `git log` does.
    """
    places = {start: _Place(path, uses(start, path))}
    for id_, parents, changes in _compared(repository, start):
        if not places:
            return
        place = places.pop(id_, None)
        if place is None:
            continue
        before = [_earlier_path(changed, place.path) for changed in changes]
        same = next(
            (
                number
                for number, changed in enumerate(changes)
                if not any(name is not None and place.is_used(name) for pair in changed for name in pair)
            ),
            None,
        )
        if same is not None:
            _go_on(places, parents[same], place)
            continue
        first, old_path = (parents[0], before[0]) if parents else (None, None)
        visit = Visit(id_, place.path, first, old_path, len(parents) > 1)
        for waiting in place.waiting:
            waiting.earlier = visit
        yield visit
        for number, (parent, old) in enumerate(zip(parents, before, strict=True)):
            if old is not None:
                _go_on(places, parent, _Place(old, uses(parent, old), [] if number else [visit]))


def _go_on(places: dict[str, _Place], commit: str, place: _Place) -> None:
    known = places.setdefault(commit, place)
    if known is not place:
        known.waiting += place.waiting


def _earlier_path(changes: Changes, path: str) -> str | None:
    return next((old for old, new in changes if new == path), path)


def _compared(repository: Repository, start: str) -> Iterator[tuple[str, list[str], list[Changes]]]:
    """Each commit below one, none before those that rest on it, with its parents and what differs from each."""
    found = repository.ask("rev-list", "--topo-order", "--parents", start)
    lines = [] if isinstance(found, Diagnostic) else [line.split() for line in found.decode().splitlines()]
    for place in range(0, len(lines), MANY):
        some = lines[place : place + MANY]
        changes = _changes(repository, [(id_, parent) for id_, *parents in some for parent in parents])
        for id_, *parents in some:
            yield id_, parents, [next(changes) for _ in parents]


def _changes(repository: Repository, pairs: list[tuple[str, str]]) -> Iterator[Changes]:
    """What differs between each commit and a parent of it, asked in one go."""
    asked = "".join(f"{commit} {parent}\n" for commit, parent in pairs).encode()
    command = ("diff-tree", "--stdin", "-r", "-z", "--name-status", "--find-renames", "--always")
    found = repository.ask(*command, given=asked)
    assert isinstance(found, bytes), "git knows the commits that it just listed"
    words = found.decode("utf-8", "surrogateescape").split("\0")
    place = 0
    for commit, _ in pairs:
        assert words[place] == commit
        place += 1
        changes: Changes = []
        # A kind of change is a letter and a percentage, which no name of a commit is.
        while place < len(words) - 1 and len(words[place]) <= len("R100"):
            kind, old = words[place][0], words[place + 1]
            if kind in "RC":
                changes.append((old if kind == "R" else None, words[place + 2]))
                place += 3
                continue
            changes.append((None if kind == "A" else old, None if kind == "D" else old))
            place += 2
        yield changes
