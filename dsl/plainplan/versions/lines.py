"""Three texts brought together line by line, as git does it: where order counts, or facts cannot be told apart."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator

# How git marks the two sides of a conflict.
OURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"

# Put between lines, for git takes changes of neighbouring lines for one: a character that no plan holds.
_GAP = "\x1f"


def merge_lines(base: str, ours: str, theirs: str, labels: tuple[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The merged text, and for each conflict that is marked in it what each side says.

    Raises `OSError` when there is no git.
    """
    with tempfile.TemporaryDirectory(prefix="plainplan-") as folder:
        paths = []
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w", encoding="utf-8", newline="") as file:
                file.write(text.replace("\n", f"\n{_GAP}\n"))
        words = ["-p", "-q", "-L", labels[0], "-L", "base", "-L", labels[1]]
        # Outside of any repository, whose settings could ask for other marks.
        command = ["git", "-c", "merge.conflictStyle=merge", "merge-file", *words, *paths]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    # A negative status is an error: a text that git takes for binary.
    if done.returncode >= 128:
        return ours, [(ours, theirs)]
    text = done.stdout.decode("utf-8").replace(f"{_GAP}\n", "").removesuffix(_GAP)
    return text, list(_conflicts(text)) if done.returncode else []


def _conflicts(text: str) -> Iterator[tuple[str, str]]:
    ours: list[str] = []
    theirs: list[str] = []
    into: list[str] | None = None
    for line in text.splitlines():
        if line.startswith(OURS):
            ours, theirs = [], []
            into = ours
        elif line.startswith(THEIRS) and into is not None:
            yield "\n".join(ours), "\n".join(theirs)
            into = None
        elif line == BETWEEN and into is ours:
            into = theirs
        elif into is not None:
            into.append(line)
