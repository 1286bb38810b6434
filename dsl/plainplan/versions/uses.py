"""Which files a plan uses, and where a file stands in its repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from plainplan.api import Plan
from plainplan.check.load import LIBRARY
from plainplan.records import dataclass
from plainplan.syntax import nodes
from plainplan.versions.git import Repository


def used_files(plan: Plan) -> list[str] | None:
    """The files that a plan uses, from its own folder; None when it has mistakes and nobody can tell."""
    model = plan.model
    if model is None:
        return None
    data = [facts.path for facts in model.data.values()]
    files = [file.source.path for file in model.files[1:] if not file.source.path.startswith(f"{LIBRARY}/")]
    return [*data, *files]


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file that a plan uses and that is another, by the paths from the plan's folder; `before` or `after` is None
    where that version does not have it."""

    before: str | None
    after: str | None


def changed_files(before: Plan, after: Plan) -> list[FileEdit]:
    """The files that either version of a plan uses and that do not hold the same, or not in the same place."""
    names = dict.fromkeys([*(used_files(before) or ()), *(used_files(after) or ())])
    old, new = ({name: _content(plan, name) for name in names} for plan in (before, after))
    changed = [name for name in names if old[name] != new[name]]
    gone = {name: old[name] for name in changed if new[name] is None}
    moved = {}
    for name in changed:
        origin = next((path for path, held in gone.items() if old[name] is None and held == new[name]), None)
        if origin is not None:
            moved[name] = origin
            del gone[origin]
    origins = set(moved.values())
    return [
        FileEdit(moved.get(name, name if old[name] is not None else None), name if new[name] is not None else None)
        for name in changed
        if name not in origins
    ]


def _content(plan: Plan, name: str) -> bytes | None:
    try:
        with open(os.path.join(plan.root, name), "rb") as file:
            return file.read()
    except OSError:
        return None


def below_top(repository: Repository, path: str) -> str:
    """A path from the top of the repository."""
    # A link to a plan is not what git keeps the history of, and a link on the way to it is not in the repository.
    folder, name = os.path.split(os.path.abspath(path))
    whole = os.path.realpath(path) if os.path.islink(path) else os.path.join(os.path.realpath(folder), name)
    return os.path.relpath(whole, repository.top).replace(os.sep, "/")


def touched_plans(texts: Mapping[str, str], changed: set[str], load_plan: Callable[[str], Plan]) -> Iterator[str]:
    """Of plans by their paths those that did not change and use a file that did, directly or through another."""
    # Only a plan whose text holds the name of such a file, or of one that holds it, may use it.
    stems, held = {_stem(path) for path in changed}, set[str]()
    while True:
        more = {path for path, text in texts.items() if path not in held and any(stem in text for stem in stems)}
        if not more:
            break
        held |= more
        stems |= {_stem(path) for path in more}
    for path in sorted(held - changed):
        plan = load_plan(path)
        used = used_files(plan)
        folder = os.path.dirname(path)
        if used is None:
            # With a mistake in it nobody can tell, and the mistake may come of the change.
            declared = plan.file.declarations if plan.file is not None else ()
            is_touched = any(isinstance(node, nodes.Plan) for node in declared)
        else:
            files = (os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/") for name in used)
            is_touched = any(file in changed for file in files)
        if is_touched:
            yield path


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]
