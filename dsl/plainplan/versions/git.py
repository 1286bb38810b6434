"""The git repository around a plan: its revisions, and what stood in a file then. Nothing here writes to it.

What git cannot answer is a `Diagnostic`: no git, no repository, no such revision, a history that was cut short.
"""

from __future__ import annotations

import os
import subprocess

from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass

# A repository of plans answers within milliseconds; what takes longer waits for a network or a password.
PATIENCE = 60
UNSHALLOW = "git fetch --unshallow"

# A commit has the day of its writing and one line that says what is true since.
_LOG_FORMAT = "%H%x1f%h%x1f%cs%x1f%an%x1f%s"

# What a hook is told of its repository, as paths from where it runs.
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: its path from the top of the repository, and what git calls its content."""

    path: str
    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: `date` is the day of it as git writes it, 2026-01-31; `path` is what the file was called then."""

    id: str
    short: str
    date: str
    author: str
    subject: str
    path: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree of git; paths are from its top, with `/`. A bare one has no files, only revisions."""

    top: str
    is_bare: bool = False

    def leads_out(self, path: str) -> bool:
        """Whether a path of the work tree is by links one of something else, which is nothing of the repository."""
        top = os.path.realpath(self.top)
        return not os.path.realpath(os.path.join(top, path)).startswith(os.path.join(top, ""))

    def resolve(self, revision: str) -> str | Diagnostic:
        """The commit that a revision means: `main`, `HEAD~1`, a tag, the beginning of a hash."""
        found = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if isinstance(found, bytes):
            return found.decode().strip()
        if isinstance(self.ask("rev-parse", "--verify", "--quiet", "HEAD"), Diagnostic):
            return Diagnostic("unknown-revision", "the repository has no commit yet", None)
        if self.is_shallow:
            return Diagnostic(
                "shallow-history",
                f"`{revision}` is not in this clone, whose history was cut short",
                None,
                help=UNSHALLOW,
            )
        return Diagnostic(
            "unknown-revision",
            f"git knows no revision `{revision}`",
            None,
            notes=(self._how_far(revision) or "`git log --oneline` lists commits, `git branch --all` lists branches",),
        )

    def _how_far(self, revision: str) -> str:
        """Of `HEAD~40` how far back it goes; empty of another revision."""
        name, tilde, count = revision.rpartition("~")
        if not tilde or not count.isdigit():
            return ""
        found = self.ask("rev-list", "--count", "--first-parent", "--end-of-options", name)
        number = 0 if isinstance(found, Diagnostic) else int(found)
        if number == 0:
            return ""
        if number == 1:
            return f"`{name}` is the first commit"
        return f"`{name}` has {number} commits, the first of which is `{name}~{number - 1}`"

    @property
    def is_shallow(self) -> bool:
        """Whether this is a clone of the latest commits alone."""
        return self.ask("rev-parse", "--is-shallow-repository") == b"true\n"

    def merge_base(self, one: str, other: str) -> str | Diagnostic:
        """The commit from which two others went apart."""
        found = self.ask("merge-base", one, other)
        if isinstance(found, bytes):
            return found.decode().strip()
        if self.is_shallow:
            message = "the history of this clone was cut short before the two revisions meet"
            return Diagnostic("shallow-history", message, None, help=UNSHALLOW)
        return Diagnostic("unknown-revision", "the two revisions have no commit in common", None)

    def blobs(self, commit: str, folder: str = "") -> list[Blob]:
        """The files below a folder in a commit; links and submodules are left out."""
        place = () if folder in ("", ".") else ("--", f"{folder}/")
        found = self.ask("ls-tree", "-r", "-z", "--long", "--full-tree", commit, *place)
        blobs = []
        for line in [] if isinstance(found, Diagnostic) else found.decode("utf-8", "surrogateescape").split("\0"):
            facts, _, path = line.partition("\t")
            if facts.startswith("100"):
                _, _, name, size = facts.split()
                blobs.append(Blob(path, name, int(size)))
        return blobs

    def blob(self, commit: str, path: str) -> Blob | None:
        """A file of a commit, None when there was none."""
        found = self.ask("ls-tree", "-z", "--long", "--full-tree", commit, "--", path)
        if isinstance(found, Diagnostic) or not found.startswith(b"100"):
            return None
        facts, _, _ = found.decode("utf-8", "surrogateescape").partition("\t")
        _, _, name, size = facts.split()
        return Blob(path, name, int(size))

    def contents(self, blobs: list[Blob]) -> list[bytes]:
        """What stands in files, read in one go."""
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
        found = self.ask("cat-file", "--batch", given=asked) if blobs else b""
        assert isinstance(found, bytes), "git knows what it just listed"
        contents, position = [], 0
        for blob in blobs:
            start = found.index(b"\n", position) + 1
            contents.append(found[start : start + blob.size])
            position = start + blob.size + 1
        return contents

    def renames(self, before: str, after: str) -> list[tuple[str, str]]:
        """The earlier and the later path of each file that a commit between two renamed, the latest first."""
        options = ("--topo-order", "--format=", "--name-status", "--diff-filter=R", "--find-renames", "-z")
        found = self.ask("log", "--no-show-signature", "--no-relative", *options, f"{before}..{after}")
        words = [] if isinstance(found, Diagnostic) else found.decode("utf-8", "surrogateescape").split("\0")
        # Empty words stand between commits.
        words = [word for word in words if word.strip("\n")]
        return list(zip(words[1::3], words[2::3], strict=False))

    def changed(self, before: str, after: str | None = None) -> list[tuple[str | None, str | None]]:
        """The earlier and later path of each file that changed between two commits, or since one in the work tree;
        None where there was none."""
        options = ("--name-status", "-z", "--find-renames", "--no-relative", "--ignore-submodules")
        found = self.ask("diff", *options, before, *([after] if after else []))
        words = [] if isinstance(found, Diagnostic) else found.decode("utf-8", "surrogateescape").split("\0")
        pairs: list[tuple[str | None, str | None]] = []
        place = 0
        while place < len(words) - 1:
            kind = words[place][:1]
            if kind in "RC":
                pairs.append((words[place + 1] if kind == "R" else None, words[place + 2]))
                place += 3
                continue
            path = words[place + 1]
            pairs.append((None if kind == "A" else path, None if kind == "D" else path))
            place += 2
        return pairs

    def files(self, is_new: bool = False) -> list[str]:
        """The files of the work tree but what git ignores; if `is_new` those alone that it does not know yet."""
        found = self.ask("ls-files", "-z", "--others", "--exclude-standard", *(() if is_new else ("--cached",)))
        return [] if isinstance(found, Diagnostic) else found.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def is_changed(self, path: str) -> bool:
        """Whether a file of the work tree is not as it was committed."""
        found = self.ask("status", "--porcelain", "-z", "--", path)
        return isinstance(found, bytes) and bool(found)

    def commits(self, ids: list[str]) -> list[Commit]:
        """What commits say of themselves, in the order asked for; their `path` says nothing."""
        if not ids:
            return []
        asked = "".join(f"{id_}\n" for id_ in ids).encode()
        command = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-show-signature", f"--format={_LOG_FORMAT}")
        found = self.ask(*command, given=asked)
        assert isinstance(found, bytes), "git knows the commits that it just listed"
        records = found.decode("utf-8", "surrogateescape").rstrip("\0").split("\0")
        commits = []
        for record in records:
            id_, short, date, author, subject = record.split("\x1f", 4)
            commits.append(Commit(id_, short, date, author, subject, ""))
        return commits

    def ask(self, *words: str, given: bytes | None = None) -> bytes | Diagnostic:
        """What git answers to a question that changes nothing."""
        return ask_git(self.top, *words, given=given)


def earlier_name(renames: list[tuple[str, str]], path: str) -> str:
    """What a file was called before renames, the latest of which stands first."""
    for old, new in renames:
        if new == path:
            path = old
    return path


def find_repository(path: str) -> Repository | Diagnostic:
    """The repository in whose work tree a file or folder lies."""
    # Git's own hooks say where the repository is, and run at the top of its work tree.
    folder = os.curdir if "GIT_DIR" in os.environ else os.path.realpath(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    found = ask_git(folder, "rev-parse", "--show-toplevel")
    if isinstance(found, bytes):
        return Repository(found.decode("utf-8", "surrogateescape").rstrip("\n"))
    if found.code == "no-git":
        return found
    if ask_git(folder, "rev-parse", "--is-bare-repository") == b"true\n":
        return Repository(os.path.realpath(folder), is_bare=True)
    if "dubious ownership" in found.message:
        return Diagnostic("no-repository", found.message, None)
    return Diagnostic("no-repository", f"`{path}` is in no git repository", None, help="git init")


def _surroundings() -> dict[str, str]:
    """The environment in which git is asked: it answers in English, waits for nobody, and is run in other folders."""
    places = {name: os.path.abspath(os.environ[name]) for name in _PLACES if name in os.environ}
    return {**os.environ, **places, "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def ask_git(folder: str, *words: str, given: bytes | None = None) -> bytes | Diagnostic:
    """What git answers in a folder, or its complaint."""
    # A file may be called `*.plan`: a path is a path, and no pattern.
    command = ["git", "--literal-pathspecs", "-c", "core.quotepath=off", "-c", "diff.external=", *words]
    try:
        found = subprocess.run(
            command, cwd=folder, env=_surroundings(), input=given or b"", capture_output=True, timeout=PATIENCE
        )
    except (FileNotFoundError, PermissionError):
        return Diagnostic("no-git", "git is not installed, or not on the path", None)
    except subprocess.TimeoutExpired:
        return Diagnostic("git-fault", f"git did not answer within {PATIENCE} seconds: `git {words[0]}`", None)
    if found.returncode == 0:
        return found.stdout
    complaint = found.stderr.decode("utf-8", "replace").strip().splitlines()
    return Diagnostic("git-fault", complaint[0] if complaint else f"`git {words[0]}` gave up", None)
