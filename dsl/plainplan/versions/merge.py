"""Two people's edits of one plan brought together, fact by fact, and back into one text."""

from __future__ import annotations

import re

from plainplan.diagnostics import has_errors
from plainplan.source import Source
from plainplan.syntax import nodes, parse
from plainplan.versions.lines import MARK_SIZE, merge_lines
from plainplan.versions.merger import Conflict, Merged, Merger
from plainplan.versions.writing import merge_writing, read_writing

LABELS = "ours", "theirs"

# What stands between git's marks, which may be longer than usual.
_MARKED = re.compile(r"^<{7,}(?: [^\n]*)?\n.*?^>{7,}(?: [^\n]*)?\n", re.MULTILINE | re.DOTALL)


def merge_plans(
    base: str, ours: str, theirs: str, labels: tuple[str, str] = LABELS, mark_size: int = MARK_SIZE
) -> Merged | None:
    """Bring the edits from `base` to `ours` and to `theirs` together; None when a version does not parse, or what
    comes of them does not."""
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    (base, first), (ours, second), (theirs, third) = (read_writing(text) for text in (base, ours, theirs))
    # Where histories cross, git merges the bases first, and what is disputed between them neither of the two said.
    old, mine, other = _read(base) or _read(_MARKED.sub("", base)), _read(ours), _read(theirs)
    if old is None or mine is None or other is None:
        return None
    merged = Merger(labels, mark_size).merge(old, mine, other)
    if not merged.conflicts and _read(merged.text) is None:
        return None
    return Merged(merge_writing(first, second, third).of(merged.text), merged.conflicts)


def merge_files(base: str, ours: str, theirs: str, mark_size: int = MARK_SIZE) -> tuple[bytes, list[str]]:
    """The merged text of three files of plans, and each conflict in words; line by line where one is no plan.

    Raises `OSError` when one cannot be read.
    """
    contents = []
    for path in (base, ours, theirs):
        with open(path, "rb") as file:
            contents.append(file.read())
    try:
        texts = [content.decode("utf-8") for content in contents]
    except UnicodeDecodeError:
        # In Latin-1 every byte is a character.
        old, mine, other = (content.decode("latin-1") for content in contents)
        text, disputed = merge_lines(old, mine, other, LABELS, mark_size)
        said = ["a version is not UTF-8: its lines are merged, and some are in conflict"] if disputed else []
        return text.encode("latin-1"), said
    # An empty base is a plan that both sides added.
    merged = merge_plans(texts[0], texts[1], texts[2], LABELS, mark_size)
    if merged is None:
        text, found = merge_lines(texts[0], texts[1], texts[2], LABELS, mark_size)
        merged = Merged(text, [Conflict("the text", "a line", *said) for said in found])
    return merged.text.encode(), [str(conflict) for conflict in merged.conflicts]


def _read(text: str) -> nodes.File | None:
    file, found = parse(Source("", text))
    return None if has_errors(found) else file
