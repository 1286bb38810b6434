"""Three texts brought together line by line, as git does it: where order counts, or facts cannot be told apart."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator

# With so many of `<`, `=` and `>` git marks a conflict, unless it is told otherwise.
MARK_SIZE = 7

# Put between lines, for git takes changes of neighbouring lines for one: a character that no plan holds.
_GAP = "\x1f"


def merge_lines(
    base: str, ours: str, theirs: str, labels: tuple[str, str], mark_size: int = MARK_SIZE
) -> tuple[str, list[tuple[str, str]]]:
    """The merged text, and for each conflict that is marked in it what each side says.

    Raises `OSError` when there is no git.
    """
    with tempfile.TemporaryDirectory(prefix="plainplan-") as folder:
        paths = []
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w", encoding="utf-8", newline="") as file:
                file.write(text.replace("\n", f"\n{_GAP}\n"))
        words = ["-p", "-q", f"--marker-size={mark_size}", "-L", labels[0], "-L", "base", "-L", labels[1]]
        # Outside of any repository, whose settings could ask for other marks.
        command = ["git", "-c", "merge.conflictStyle=merge", "merge-file", *words, *paths]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    # A negative status is an error: a text that git takes for binary.
    if done.returncode >= 128:
        begin, between, end = (sign * mark_size for sign in "<=>")
        marked = f"{begin} {labels[0]}\n{ours}\n{between}\n{theirs}\n{end} {labels[1]}\n"
        return marked, [(ours, theirs)]
    text = done.stdout.decode("utf-8").replace(f"{_GAP}\n", "").removesuffix(_GAP)
    return text, list(_conflicts(text, mark_size)) if done.returncode else []


def _conflicts(text: str, mark_size: int) -> Iterator[tuple[str, str]]:
    ours: list[str] = []
    theirs: list[str] = []
    into: list[str] | None = None
    begin, between, end = (sign * mark_size for sign in "<=>")
    for line in text.splitlines():
        if line.startswith(begin):
            ours, theirs = [], []
            into = ours
        elif line.startswith(end) and into is not None:
            yield "\n".join(ours), "\n".join(theirs)
            into = None
        elif line == between and into is ours:
            into = theirs
        elif into is not None:
            into.append(line)
