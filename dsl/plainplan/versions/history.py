"""A figure of a plan along the history of its repository: what it was at each commit that could have moved it."""

from __future__ import annotations

import math
import os
import shlex

from plainplan.api import Plan
from plainplan.api.plan import DATA_SUFFIXES
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.versions.ancestry import IsUsed, Visit, walk
from plainplan.versions.asked import Asked, Question, read_question
from plainplan.versions.git import Commit, Repository, find_repository
from plainplan.versions.moves import renamed_from
from plainplan.versions.pairing import under_later_names
from plainplan.versions.revisions import SUFFIX, Revisions
from plainplan.versions.uses import below_top, used_files


@dataclass(frozen=True, slots=True)
class Point:
    """A commit and the figure there, or why there is none; `commit` is None for the work tree as it is now.

    `before` is the figure at the first parent, or where that has none at the nearest commit before it that has one.
    """

    commit: Commit | None
    asked: Asked | None
    fault: Diagnostic | None
    before: Asked | None
    is_merge: bool = False

    @property
    def value(self) -> float:
        """The figure, NaN where there is none."""
        return math.nan if self.asked is None else self.asked.value

    @property
    def change(self) -> float:
        """By how much the commit moved the figure, NaN where there is nothing to compare it with."""
        if self.asked is None or self.before is None or self.asked.type != self.before.type:
            return math.nan
        return self.asked.value - self.before.value


@dataclass(frozen=True, slots=True)
class History:
    """The points of a plan, none before what it rests on. `is_cut`: what came before is not in this clone; `is_long`:
    there are more commits than were asked for. `locale` is the plan's, as it is or was committed last."""

    points: tuple[Point, ...]
    is_cut: bool
    is_long: bool
    locale: str

    @property
    def largest(self) -> Point | None:
        """The point that moved the figure most, None where none did."""
        moved = [point for point in self.points if abs(point.change) > 0]
        return max(moved, key=lambda point: abs(point.change), default=None)


def trace(plan: Plan, text: str, scenario: str | None, most: int) -> History | Diagnostic:
    """The figure at the latest commits, at most `most`, that changed the plan or a file it uses, and as it is now."""
    repository = find_repository(plan.path)
    if isinstance(repository, Diagnostic):
        return repository
    path = below_top(repository, plan.path)
    head = repository.resolve("HEAD")
    committed = None if isinstance(head, Diagnostic) else _committed_path(repository, head, path)
    if isinstance(head, Diagnostic) or committed is None:
        message = f"`{plan.path}` is not in the latest commit, and has no history"
        return Diagnostic("never-committed", message, None, help=f"git add -- {shlex.quote(plan.path)}")
    visits: list[Visit] = []
    is_long = False
    with Revisions() as revisions:
        figures = _Figures(repository, revisions, plan, text, scenario)
        for visit in walk(repository, head, committed, figures.uses):
            if len(visits) == most:
                is_long = True
                break
            visits.append(visit)
        commits = repository.commits([visit.id for visit in visits])
        points = [
            figures.point(Commit(found.id, found.short, found.date, found.author, found.subject, visit.path), visit)
            for found, visit in zip(commits, visits, strict=True)
        ]
        points.reverse()
        if is_edited(repository, plan):
            before = figures.find(head, committed).asked or (points[-1].before if points else None)
            now = _answer(read_question(plan, text), scenario)
            points.append(_point(None, now, before))
        graph = plan.graph or revisions.plan_at(repository, head, "HEAD", committed).graph
    locale = "en" if graph is None else graph.locale
    return History(tuple(points), not is_long and repository.is_shallow, is_long, locale)


def is_edited(repository: Repository, plan: Plan) -> bool:
    """Whether a plan, or a file that it uses, is not as it was committed."""
    used = (os.path.join(plan.root, name) for name in used_files(plan) or ())
    return any(repository.is_changed(below_top(repository, path)) for path in (plan.path, *used))


def _committed_path(repository: Repository, head: str, path: str) -> str | None:
    """What a plan of the work tree is called in the latest commit."""
    return path if repository.blob(head, path) is not None else renamed_from(repository, head, path)


@dataclass(frozen=True, slots=True)
class _Figure:
    """The answer of one content of a plan, and the files that had a say: their paths with what git calls their content,
    None for every plan and data file of the folder."""

    found: Asked | list[Diagnostic]
    files: dict[str, str | None] | None
    # Of all plans and data files around, where any may have a say.
    around: dict[str, str]

    @property
    def asked(self) -> Asked | None:
        return None if isinstance(self.found, list) or math.isnan(self.found.value) else self.found

    def is_of(self, blobs: dict[str, str]) -> bool:
        """Whether the same files, with the same content, stand in another commit."""
        if self.files is None:
            return self.around == blobs
        return all(blobs.get(path) == id_ for path, id_ in self.files.items())


class _Figures:
    """The figure at any commit; a content of the plan that was met before is not computed again."""

    def __init__(
        self, repository: Repository, revisions: Revisions, plan: Plan, text: str, scenario: str | None
    ) -> None:
        self._repository = repository
        self._revisions = revisions
        self._plan = plan
        self._text = text
        self._scenario = scenario
        # By the path of the plan, and by commit.
        self._known: dict[str, list[_Figure]] = {}
        self._at: dict[tuple[str, str], _Figure] = {}

    def find(self, commit: str, path: str) -> _Figure:
        """The figure at a commit in which the plan goes by this path."""
        key = commit, path
        if key not in self._at:
            folder = os.path.dirname(path)
            blobs = {
                blob.path: blob.id
                for blob in self._repository.blobs(commit, folder)
                if blob.path.lower().endswith((SUFFIX, *DATA_SUFFIXES))
            }
            known = self._known.setdefault(path, [])
            figure = next((figure for figure in known if figure.is_of(blobs)), None)
            if figure is None:
                figure = self._compute(commit, path, blobs)
                known.append(figure)
            self._at[key] = figure
        return self._at[key]

    def uses(self, commit: str, path: str) -> IsUsed:
        """Which files have a say in the figure at a commit."""
        files = self.find(commit, path).files
        if files is not None:
            return files.__contains__
        folder = os.path.dirname(path)
        inside = f"{folder}/" if folder else ""
        return lambda name: name.startswith(inside) and name.lower().endswith((SUFFIX, *DATA_SUFFIXES))

    def point(self, commit: Commit, visit: Visit) -> Point:
        """The point of a commit that matters."""
        before = None
        if visit.parent is not None and visit.parent_path is not None:
            before = self.find(visit.parent, visit.parent_path).asked
        earlier = visit.earlier
        while before is None and earlier is not None:
            before = self.find(earlier.id, earlier.path).asked
            earlier = earlier.earlier
        return _point(commit, self.find(visit.id, visit.path).found, before, visit.is_merge)

    def _compute(self, commit: str, path: str, blobs: dict[str, str]) -> _Figure:
        then = self._revisions.plan_at(self._repository, commit, commit[:7], path)
        question = read_question(then, self._text)
        if not isinstance(question, Question) and then.model is not None and self._plan.file is not None:
            # What the outcome speaks of may have gone by other names.
            assert then.file is not None
            again = read_question(then, self._text, under_later_names(then.file, self._plan.file))
            question = again if isinstance(again, Question) else question
        used = used_files(question.plan if isinstance(question, Question) else then)
        if used is None:
            return _Figure(_answer(question, self._scenario), None, blobs)
        folder = os.path.dirname(path)
        places = [path, *(os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/") for name in used)]
        return _Figure(_answer(question, self._scenario), {place: blobs.get(place) for place in places}, {})


def _answer(question: Question | list[Diagnostic], scenario: str | None) -> Asked | list[Diagnostic]:
    return question.answer(scenario) if isinstance(question, Question) else question


def _point(
    commit: Commit | None, found: Asked | list[Diagnostic], before: Asked | None, is_merge: bool = False
) -> Point:
    if isinstance(found, list):
        return Point(commit, None, found[0], before, is_merge)
    return Point(commit, found, None, before, is_merge)
