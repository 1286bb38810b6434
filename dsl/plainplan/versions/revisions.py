"""Plans as they were in revisions of git."""

from __future__ import annotations

import os

from plainplan.api import Plan
from plainplan.api.plan import DATA_SUFFIXES, data_is_no_plan
from plainplan.check.load import LIBRARY
from plainplan.diagnostics import Diagnostic
from plainplan.syntax import decode_source, nodes
from plainplan.syntax.read import MAX_BYTES
from plainplan.versions.git import Blob, Repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tempfile import TemporaryDirectory
    from types import TracebackType

SUFFIX = ".plan"


class Revisions:
    """Reads plans as they were in revisions of git; what a plan uses is read from the same revision.

    A context: files of a revision are kept in a folder of their own, which goes when the context ends.
    """

    def __init__(self) -> None:
        self._store: TemporaryDirectory[str] | None = None
        # By commit and folder: where its files were put.
        self._folders: dict[tuple[str, str], str] = {}
        # By what git calls a content: the file that holds it, once for all revisions.
        self._contents: dict[str, str] = {}

    def __enter__(self) -> Revisions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store is not None:
            self._store.cleanup()

    def plan_at(self, repository: Repository, commit: str, revision: str, path: str) -> Plan:
        """The plan at a path from the repository's top, as a commit has it; the reader knows the commit as `revision`.

        That there is no such file is told by the plan's `check()`.
        """
        name = f"{revision}:{path}"
        blob = repository.blob(commit, path)
        if blob is None:
            return Plan(name, None, [_not_there(repository, commit, revision, path)])
        if path.lower().endswith(DATA_SUFFIXES):
            return Plan(name, None, [data_is_no_plan(name)])
        source, found = decode_source(repository.contents([blob])[0], name)
        plan = Plan(name, source, found, "")
        if plan.file is not None and any(map(_reads_file, plan.file.declarations)):
            plan.root = self._folder(repository, commit, os.path.dirname(path))
        return plan

    def _folder(self, repository: Repository, commit: str, folder: str) -> str:
        """Puts the plans and data files below a folder where the checker can read them."""
        key = commit, folder
        if key not in self._folders:
            root = os.path.join(self._top(), str(len(self._folders)))
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
                try:
                    os.link(self._contents[blob.id], place)
                except OSError:
                    # Not every file system has a file under two names.
                    import shutil

                    shutil.copyfile(self._contents[blob.id], place)
            self._folders[key] = root
        return self._folders[key]

    def _top(self) -> str:
        if self._store is None:
            # Most plans use no other file, and wait for nothing.
            import tempfile

            self._store = tempfile.TemporaryDirectory(prefix="plainplan-")
        return self._store.name

    def _keep(self, repository: Repository, blobs: list[Blob]) -> None:
        for blob, content in zip(blobs, repository.contents(blobs), strict=True):
            place = os.path.join(self._top(), blob.id)
            with open(place, "wb") as file:
                file.write(content)
            self._contents[blob.id] = place


def _reads_file(node: nodes.Declaration) -> bool:
    return isinstance(node, nodes.Data) or (isinstance(node, nodes.Use) and node.path[0].name != LIBRARY)


def _not_there(repository: Repository, commit: str, revision: str, path: str) -> Diagnostic:
    # Most plans are there, and `moves` reads revisions itself.
    from plainplan.versions.moves import renamed_from

    moved = renamed_from(repository, commit, path)
    return Diagnostic(
        "not-in-revision",
        f"`{path}` is not in `{revision}`",
        None,
        notes=(f"it was called `{moved}` then",) if moved else (),
        help=f"compare `{revision}` of `{moved}`" if moved else None,
    )
