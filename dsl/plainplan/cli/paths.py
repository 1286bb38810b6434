"""Which plan files a command line means."""

from __future__ import annotations

import os

from plainplan.cli.options import UsageError

SUFFIX = ".plan"


def plan_files(paths: list[str]) -> list[str]:
    """The files named, and for a folder every plan below it, by name; each once, in the order given."""
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            below = _plans_below(path)
            if not below:
                raise UsageError(f"there is no {SUFFIX} file below `{path}`")
            found.update(dict.fromkeys(below))
        else:
            found[path] = None
    return list(found)


def _plans_below(folder: str) -> list[str]:
    """Every plan below a folder; hidden folders hold what programs keep, not what people write."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(parent, name) for name in sorted(names) if name.endswith(SUFFIX)]
    return sorted(found)
