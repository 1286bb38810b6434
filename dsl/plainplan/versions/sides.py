"""The two sides of a comparison: files, folders, or revisions of git, as one names them on a command line.

`before.plan after.plan`, two folders, `HEAD~1 chen.plan`, `main..feature`, `main feature chen.plan`, and a plan alone,
which is compared with how it was committed last.
"""

from __future__ import annotations

import os
import tempfile
from types import TracebackType

from plainplan.api import Plan, load
from plainplan.api.plan import DATA_SUFFIXES
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass
from plainplan.syntax import decode_source, read_source
from plainplan.syntax.read import MAX_BYTES
from plainplan.versions.git import Blob, Repository, find_repository

SUFFIX = ".plan"
WORK_TREE = "work tree"


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a plan; `name` says which, as the reader asked for it: a path, or `HEAD~1:plans/chen.plan`;
    `commit` is empty for a file."""

    name: str
    plan: Plan
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two versions of one plan; one is None where the plan was added or removed. `path` is what to call both."""

    path: str
    before: Side | None
    after: Side | None


class Revisions:
    """Reads plans as they were in revisions of git; what a plan uses is read from the same revision.

    A context: files of a revision are kept in a folder of their own, which goes when the context ends.
    """

    def __init__(self) -> None:
        self._store = tempfile.TemporaryDirectory(prefix="plainplan-")
        # By commit and folder: where its files were put.
        self._folders: dict[tuple[str, str], str] = {}
        # By what git calls a content: the file that holds it, once for all revisions.
        self._contents: dict[str, str] = {}

    def __enter__(self) -> Revisions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.cleanup()

    def plan_at(self, repository: Repository, commit: str, revision: str, path: str) -> Plan:
        """The plan at a path from the repository's top, as a commit has it; the reader knows the commit as `revision`.

        That there is no such file is told by the plan's `check()`.
        """
        name = f"{revision}:{path}"
        blob = repository.blob(commit, path)
        if blob is None:
            return Plan(name, None, [_not_there(repository, commit, revision, path)])
        source, found = decode_source(repository.contents([blob])[0], name)
        return Plan(name, source, found, self._folder(repository, commit, os.path.dirname(path)))

    def _folder(self, repository: Repository, commit: str, folder: str) -> str:
        """Puts the plans and data files below a folder where the checker can read them."""
        key = commit, folder
        if key not in self._folders:
            root = os.path.join(self._store.name, str(len(self._folders)))
            os.makedirs(root)
            suffixes = (SUFFIX, *DATA_SUFFIXES)
            blobs = [
                blob
                for blob in repository.blobs(commit, folder)
                if blob.path.lower().endswith(suffixes) and blob.size <= MAX_BYTES
            ]
            self._keep(repository, [blob for blob in blobs if blob.id not in self._contents])
            for blob in blobs:
                place = os.path.join(root, os.path.relpath(blob.path, folder or "."))
                os.makedirs(os.path.dirname(place), exist_ok=True)
                os.link(self._contents[blob.id], place)
            self._folders[key] = root
        return self._folders[key]

    def _keep(self, repository: Repository, blobs: list[Blob]) -> None:
        for blob, content in zip(blobs, repository.contents(blobs), strict=True):
            place = os.path.join(self._store.name, blob.id)
            with open(place, "wb") as file:
                file.write(content)
            self._contents[blob.id] = place


def find_sides(revisions: Revisions, words: list[str]) -> list[Sides] | Diagnostic:
    """The plans that the words of a command line ask to compare, each with its two sides."""
    paths = [word for word in words if os.path.exists(word) or word.endswith(SUFFIX)]
    if len(words) == 2 and len(paths) == 2:
        return _of_paths(*words)
    repository = find_repository(paths[0] if paths else os.curdir)
    if isinstance(repository, Diagnostic):
        return repository
    asked = _revisions_in([word for word in words if word not in paths], repository)
    if isinstance(asked, Diagnostic):
        return asked
    before, after = asked
    return _of_revisions(revisions, repository, before, after, paths)


def of_git(path: str, before: str, before_id: str, after: str, after_id: str) -> Sides:
    """The two sides that git hands to an external diff: a path from the top of the repository, where it runs, and the
    files in which each side stands for now. What the plan uses is read from the work tree."""
    root = os.path.dirname(path)

    def side(place: str, id_: str) -> Side | None:
        if place == os.devnull:
            return None
        source, found = read_source(place, shown_as=path)
        # A blob that is not stored yet has no name but zeros.
        name = f"{path} ({id_[:7]})" if id_.strip("0.") else path
        return Side(name, Plan(path, source, found, root))

    return Sides(path, side(before, before_id), side(after, after_id))


def _of_paths(before: str, after: str) -> list[Sides] | Diagnostic:
    if os.path.isdir(before) != os.path.isdir(after):
        message = f"`{before}` and `{after}` are a file and a folder: compare two of a kind"
        return Diagnostic("not-a-file", message, None)
    if not os.path.isdir(before):
        return [Sides(after, Side(before, load(before)), Side(after, load(after)))]
    first, second = _plans_below(before), _plans_below(after)
    found = []
    for name in sorted(first | second):
        old, new = os.path.join(before, name), os.path.join(after, name)
        earlier = Side(old, load(old)) if name in first else None
        later = Side(new, load(new)) if name in second else None
        found.append(Sides(name, earlier, later))
    return found


def _plans_below(folder: str) -> set[str]:
    found = set()
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found |= {os.path.relpath(os.path.join(parent, name), folder) for name in names if name.endswith(SUFFIX)}
    return found


@dataclass(frozen=True, slots=True)
class _Revision:
    """A revision as the reader wrote it, and the commit that it means; the work tree has no commit."""

    name: str
    commit: str | None


def _revisions_in(words: list[str], repository: Repository) -> tuple[_Revision, _Revision] | Diagnostic:
    """The two revisions that words ask for: `A..B`, `A...B`, `A B`, `A` with the work tree, none with HEAD."""
    names: list[str] = []
    is_since_parting = False
    for word in words or ["HEAD"]:
        mark = "..." if "..." in word else ".."
        first, dots, second = word.partition(mark)
        is_since_parting |= dots == "..."
        names += [first or "HEAD", second or "HEAD"] if dots else [word]
    if len(names) > 2:
        return Diagnostic("too-many-revisions", f"two revisions are compared, and these are {len(names)}", None)
    commits = []
    for name in names:
        commit = repository.resolve(name)
        if isinstance(commit, Diagnostic):
            return commit
        commits.append(commit)
    if len(names) == 1:
        return _Revision(names[0], commits[0]), _Revision(WORK_TREE, None)
    if is_since_parting:
        parted = repository.merge_base(*commits)
        if isinstance(parted, Diagnostic):
            return parted
        commits[0] = parted
    return _Revision(names[0], commits[0]), _Revision(names[1], commits[1])


def _of_revisions(
    revisions: Revisions, repository: Repository, before: _Revision, after: _Revision, paths: list[str]
) -> list[Sides] | Diagnostic:
    assert before.commit is not None
    changed = [
        (old, new)
        for old, new in repository.changed(before.commit, after.commit)
        if any(path is not None and path.endswith(SUFFIX) for path in (old, new))
    ]
    asked = [os.path.relpath(os.path.realpath(path), repository.top).replace(os.sep, "/") for path in paths]
    known = {new or old for old, new in changed}
    found = [
        pair for pair in changed if not asked or any(_is_below(path, place) for path in pair if path for place in asked)
    ]
    # A plan that was asked for by name is compared though its own file did not change: what it uses may have.
    found += [(path, path) for path in asked if path.endswith(SUFFIX) and path not in known]
    return [
        Sides(
            new or old or "",
            None if old is None else _side(revisions, repository, before, old),
            None if new is None else _side(revisions, repository, after, new),
        )
        for old, new in found
    ]


def _side(revisions: Revisions, repository: Repository, revision: _Revision, path: str) -> Side:
    if revision.commit is None:
        shown = os.path.relpath(os.path.join(repository.top, path))
        return Side(shown, load(shown))
    plan = revisions.plan_at(repository, revision.commit, revision.name, path)
    return Side(plan.path, plan, revision.commit)


def _is_below(path: str, place: str) -> bool:
    return place in (".", path) or path.startswith(f"{place}/")


def _not_there(repository: Repository, commit: str, revision: str, path: str) -> Diagnostic:
    moved = repository.renamed_from(commit, path)
    return Diagnostic(
        "not-in-revision",
        f"`{path}` is not in `{revision}`",
        None,
        notes=(f"it was called `{moved}` then",) if moved else (),
        help=f"compare `{revision}` of `{moved}`" if moved else None,
    )
