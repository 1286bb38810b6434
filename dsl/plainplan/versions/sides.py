"""The two sides of a comparison: files, folders, or revisions of git, as one names them on a command line.

`before.plan after.plan`, two folders, `HEAD~1 chen.plan`, `main..feature`, `main feature chen.plan`,
`HEAD~1:old.plan new.plan`, and a plan alone, which is compared with how it was committed last.
"""

from __future__ import annotations

import os

from plainplan.api import Plan, load
from plainplan.api.plan import DATA_SUFFIXES
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass, replace
from plainplan.syntax import read_source
from plainplan.syntax.read import MAX_BYTES
from plainplan.versions.git import Repository, find_repository
from plainplan.versions.moves import find_changed, read_text
from plainplan.versions.revisions import SUFFIX, Revisions
from plainplan.versions.uses import below_top, touched_plans

# What a word that means nothing may have been meant for.
NO_PATH = "there is no file or folder of that name either"
# How much of the name of a commit is shown.
SHORT = 7


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a plan; `name` says which, as the reader asked for it: a path, or `HEAD~1:plans/chen.plan`.

    `commit` and `revision`, what the reader calls it, are empty for a file.
    """

    name: str
    plan: Plan
    commit: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two versions of one plan; one is None where the plan was added or removed. `path` is what to call both."""

    path: str
    before: Side | None
    after: Side | None


def find_sides(revisions: Revisions, words: list[str]) -> list[Sides] | Diagnostic:
    """The plans that the words of a command line ask to compare, each with its two sides.

    A word that names a file or a folder is one; a branch of the same name is written `heads/NAME`.
    """
    paths = [word for word in words if _is_path(word)]
    if len(words) == 2 and len(paths) == 2:
        return _of_paths(*words)
    is_of_files = any(":" in word for word in words if word not in paths)
    # A file that is compared with one of a revision may lie outside of the repository.
    repository = find_repository(os.curdir if is_of_files or not paths else paths[0])
    if is_of_files and paths and isinstance(repository, Diagnostic):
        repository = find_repository(paths[0])
    if isinstance(repository, Diagnostic):
        return repository
    if is_of_files:
        return _of_files(revisions, repository, words)
    asked = _revisions_in([word for word in words if word not in paths], repository)
    if isinstance(asked, Diagnostic):
        return asked
    before, after = asked
    places = [below_top(repository, path) for path in paths]
    for path, place in zip(paths, places, strict=True):
        if place.startswith("../"):
            message = f"`{path}` is not in the repository of `{paths[0]}`"
            return Diagnostic("no-repository", message, None)
    return _of_revisions(revisions, repository, before, after, places)


def _is_path(word: str) -> bool:
    if word.endswith(SUFFIX) and ":" not in word:
        return True
    # In the folder of git itself, as that of a bare repository is, `HEAD` is a file and means the revision.
    is_of_git = os.path.isfile("HEAD") and os.path.isdir("objects") and os.path.isdir("refs")
    return os.path.lexists(word) and (not is_of_git or os.path.isabs(word) or word.startswith(os.curdir))


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
    old, new = _files_below(before), _files_below(after)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    texts = {name: content.decode(errors="replace") for name, content in new.items() if name.endswith(SUFFIX)}
    touched = set(touched_plans(texts, changed, lambda name: load(os.path.join(after, name))))

    def side(folder: str, name: str) -> Side:
        path = os.path.join(folder, name)
        return Side(path, load(path))

    return [
        Sides(name, side(before, name) if name in old else None, side(after, name) if name in new else None)
        for name in sorted(changed | touched)
        if name.endswith(SUFFIX)
    ]


def _files_below(folder: str) -> dict[str, bytes]:
    """What stands in the plans and data files of a folder, by their paths from there."""
    found = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith((SUFFIX, *DATA_SUFFIXES)):
                path = os.path.join(parent, name)
                found[os.path.relpath(path, folder).replace(os.sep, "/")] = _content(path)
    return found


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES)
    except OSError:
        # That nobody may read it is told when it is loaded.
        return b""


@dataclass(frozen=True, slots=True)
class _Revision:
    """A revision as the reader wrote it, and the commit that it means; the work tree has neither."""

    name: str = ""
    commit: str = ""


_WORK_TREE = _Revision()


def _of_files(revisions: Revisions, repository: Repository, words: list[str]) -> list[Sides] | Diagnostic:
    """Two files, one of them or both as they were in a revision: `HEAD~1:old.plan new.plan`; one alone is compared with
    the same file of the work tree."""
    if len(words) > 2:
        return _too_many(words)
    found: list[Side] = []
    for word in words:
        if _is_path(word):
            folder, base = os.path.split(os.path.abspath(word))
            place = os.path.relpath(os.path.join(os.path.realpath(folder), base), os.path.realpath(repository.top))
            is_own_link = os.path.islink(word) and not place.startswith(os.pardir)
            found.append(_side(revisions, repository, _WORK_TREE, place) if is_own_link else Side(word, load(word)))
            continue
        name, colon, path = word.partition(":")
        if not colon:
            message = f"`{word}` is no file: a file of a revision is `{word}:chen.plan`"
            return Diagnostic("not-a-file", message, None)
        if not path.rstrip("./"):
            message = f"`{word}` names no file: a file of a revision is `{name}:chen.plan`"
            return Diagnostic("not-a-file", message, None)
        commit = repository.resolve(name)
        if isinstance(commit, Diagnostic):
            return commit
        # As git reads it: from the top, unless it begins with a dot.
        place = below_top(repository, path) if path.startswith(("./", "../")) else path
        before = _Revision(name, commit)
        found.append(_side(revisions, repository, before, place))
        if len(words) == 1:
            if repository.is_bare:
                return _bare()
            pairs = find_changed(repository, found[0].commit, "")
            later = next((new for old, new in pairs if old == place and new), place)
            if not repository.blob(commit, place) and not _is_there(repository, _WORK_TREE, later):
                return _no_such_plan(repository, place, before, _WORK_TREE)
            found.append(_side(revisions, repository, _WORK_TREE, later))
    return [Sides(found[1].plan.path, found[0], found[1])]


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
        return _too_many(names)
    found = []
    for name in names:
        commit = repository.resolve(name)
        if isinstance(commit, Diagnostic):
            is_unknown = commit.code == "unknown-revision" and commit.notes
            return replace(commit, notes=(NO_PATH, *commit.notes)) if is_unknown else commit
        found.append(_Revision(name, commit))
    if len(found) == 1:
        return _bare() if repository.is_bare else (found[0], _WORK_TREE)
    before, after = found
    if is_since_parting:
        parted = repository.merge_base(before.commit, after.commit)
        if isinstance(parted, Diagnostic):
            return parted
        # Not how the first is now, which may have gone on.
        before = _Revision(parted[:SHORT], parted)
    return before, after


def _too_many(names: list[str]) -> Diagnostic:
    named = ", ".join(f"`{name}`" for name in names)
    return Diagnostic("too-many-revisions", f"two revisions are compared, and these are {len(names)}: {named}", None)


def _bare() -> Diagnostic:
    message = "a bare repository has no files to compare a revision with: name two revisions"
    return Diagnostic("no-repository", message, None)


def _of_revisions(
    revisions: Revisions, repository: Repository, before: _Revision, after: _Revision, asked: list[str]
) -> list[Sides] | Diagnostic:
    def is_asked(*paths: str | None) -> bool:
        return not asked or any(_is_below(path, place) for path in paths if path for place in asked)

    everything = find_changed(repository, before.commit, after.commit)
    changed = (pair for pair in everything if any(path and (path.endswith(SUFFIX) or path in asked) for path in pair))
    # Git names a file of a merge that is not resolved twice.
    found = list(dict.fromkeys(pair for pair in changed if is_asked(*pair)))
    seen = {path for pair in found for path in pair}
    for path in asked:
        is_plan = path.endswith(SUFFIX) and path not in seen
        if is_plan and not repository.blob(before.commit, path) and not _is_there(repository, after, path):
            return _no_such_plan(repository, path, before, after)
    # A plan that was asked for by name is compared though its own file did not change.
    for path in asked:
        if path not in seen and path.endswith(SUFFIX):
            is_new = not repository.blob(before.commit, path) and _is_there(repository, after, path)
            found.append((None if is_new else path, path))
            seen.add(path)
    files = {path for pair in everything for path in pair if path}
    if any(path.lower().endswith((SUFFIX, *DATA_SUFFIXES)) for path in files):
        texts = _texts(repository, after)
        touched = touched_plans(texts, files, lambda path: _side(revisions, repository, after, path).plan)
        found += [(path, path) for path in touched if path not in seen and is_asked(path)]
    return [
        Sides(
            new or old or "",
            None if old is None else _side(revisions, repository, before, old),
            None if new is None else _side(revisions, repository, after, new),
        )
        for old, new in found
    ]


def _no_such_plan(repository: Repository, path: str, before: _Revision, after: _Revision) -> Diagnostic:
    from plainplan.check.suggestions import did_you_mean

    known = {blob.path for blob in repository.blobs(after.commit or before.commit)}
    known |= set() if after.commit else set(repository.files())
    plans = sorted(name for name in known if name.endswith(SUFFIX))
    message = f"there is no file `{path}`, nor was there one in `{before.name}`"
    if after.commit:
        message = f"`{path}` is neither in `{before.name}` nor in `{after.name}`"
    return Diagnostic("file-not-found", message, None, help=did_you_mean(path, plans))


def _is_there(repository: Repository, revision: _Revision, path: str) -> bool:
    if revision.commit:
        return repository.blob(revision.commit, path) is not None
    return os.path.exists(os.path.join(repository.top, path))


def _texts(repository: Repository, revision: _Revision) -> dict[str, str]:
    """The plans of a revision, as they are written."""
    if revision.commit:
        blobs = [blob for blob in repository.blobs(revision.commit) if blob.path.endswith(SUFFIX)]
        contents = repository.contents(blobs)
        return {blob.path: content.decode(errors="replace") for blob, content in zip(blobs, contents, strict=True)}
    return {path: read_text(os.path.join(repository.top, path)) for path in repository.files() if path.endswith(SUFFIX)}


def _side(revisions: Revisions, repository: Repository, revision: _Revision, path: str) -> Side:
    if not revision.commit:
        shown = os.path.relpath(os.path.join(repository.top, path))
        if repository.leads_out(path):
            message = f"`{shown}` is a link to what lies outside of the repository"
            return Side(shown, Plan(shown, None, [Diagnostic("no-repository", message, None)]))
        return Side(shown, load(shown))
    plan = revisions.plan_at(repository, revision.commit, revision.name, path)
    return Side(plan.path, plan, revision.commit, revision.name)


def _is_below(path: str, place: str) -> bool:
    return place in (".", path) or path.startswith(f"{place}/")
