"""A figure of a plan along the history of its repository: what it was at each commit that could have moved it."""

from __future__ import annotations

import math
import os

from plainplan.api import Plan
from plainplan.check.load import LIBRARY
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.versions.asked import Asked, ask_plan
from plainplan.versions.git import Commit, Repository, find_repository
from plainplan.versions.sides import Revisions


@dataclass(frozen=True, slots=True)
class Point:
    """A commit and the figure there, or why there is none; `commit` is None for the work tree as it is now."""

    commit: Commit | None
    asked: Asked | None
    fault: Diagnostic | None

    @property
    def value(self) -> float:
        """The figure, NaN where there is none."""
        return math.nan if self.asked is None else self.asked.value


@dataclass(frozen=True, slots=True)
class History:
    """The points of a plan, the oldest first. `is_cut`: what came before is not in this clone."""

    points: tuple[Point, ...]
    is_cut: bool


def trace(plan: Plan, text: str, scenario: str | None, most: int) -> History | Diagnostic:
    """The figure at the latest commits, at most `most`, that changed the plan or a file it uses, and as it is now."""
    repository = find_repository(plan.path)
    if isinstance(repository, Diagnostic):
        return repository
    path = _below_top(repository, plan.path)
    commits = _commits(repository, path, _used(repository, plan), most)
    if isinstance(commits, Diagnostic):
        return commits
    if not commits:
        return Diagnostic("never-committed", f"`{plan.path}` was never committed", None, help=f"git add {plan.path}")
    points = []
    with Revisions() as revisions:
        for commit in reversed(commits):
            then = revisions.plan_at(repository, commit.id, commit.short, commit.path)
            points.append(_point(commit, ask_plan(then, text, scenario)))
    if repository.is_changed(path) or any(repository.is_changed(used) for used in _used(repository, plan)):
        points.append(_point(None, ask_plan(plan, text, scenario)))
    return History(tuple(points), repository.is_shallow and len(commits) < most)


def _point(commit: Commit | None, found: Asked | list[Diagnostic]) -> Point:
    return Point(commit, found, None) if isinstance(found, Asked) else Point(commit, None, found[0])


def _commits(repository: Repository, path: str, used: list[str], most: int) -> list[Commit] | Diagnostic:
    """The commits that changed a plan, through its renames, or what it uses; the latest first."""
    own = repository.history(path)
    if isinstance(own, Diagnostic) or not used:
        return own if isinstance(own, Diagnostic) else own[:most]
    of_used = repository.history_of(used)
    known = {commit.id for commit in own}
    place = {commit: number for number, commit in enumerate(repository.order("HEAD"))}
    every = sorted([*own, *(commit for commit in of_used if commit.id not in known)], key=lambda found: place[found.id])
    found: list[Commit] = []
    # What the plan was called: the name that the commits of its own around have.
    for number, commit in enumerate(every):
        if commit.id in known:
            found.append(commit)
            continue
        older = next((other for other in every[number:] if other.id in known), None)
        if older is None:
            break
        found.append(Commit(commit.id, commit.short, commit.date, commit.author, commit.subject, older.path))
    return found[:most]


def _used(repository: Repository, plan: Plan) -> list[str]:
    """The files that a plan uses, from the top of the repository."""
    model = plan.model
    if model is None:
        return []
    data = [facts.path for facts in model.data.values()]
    files = [file.source.path for file in model.files[1:] if not file.source.path.startswith(f"{LIBRARY}/")]
    return [_below_top(repository, os.path.join(plan.root, path)) for path in (*data, *files)]


def _below_top(repository: Repository, path: str) -> str:
    return os.path.relpath(os.path.realpath(path), repository.top).replace(os.sep, "/")
