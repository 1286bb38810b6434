"""Which files a plan uses, and where a file stands in its repository."""

from __future__ import annotations

import os

from plainplan.api import Plan
from plainplan.check.load import LIBRARY
from plainplan.versions.git import Repository


def used_files(plan: Plan) -> list[str] | None:
    """The files that a plan uses, from its own folder; None when it has mistakes and nobody can tell."""
    model = plan.model
    if model is None:
        return None
    data = [facts.path for facts in model.data.values()]
    files = [file.source.path for file in model.files[1:] if not file.source.path.startswith(f"{LIBRARY}/")]
    return [*data, *files]


def below_top(repository: Repository, path: str) -> str:
    """A path from the top of the repository."""
    # A link to a plan is not what git keeps the history of, and a link on the way to it is not in the repository.
    folder, name = os.path.split(os.path.abspath(path))
    whole = os.path.realpath(path) if os.path.islink(path) else os.path.join(os.path.realpath(folder), name)
    return os.path.relpath(whole, repository.top).replace(os.sep, "/")
