"""Which files changed since a revision, each under its earlier and its later name."""

from __future__ import annotations

import os
from collections import Counter

from plainplan.syntax import read_source
from plainplan.versions.git import Repository, earlier_name
from plainplan.versions.revisions import SUFFIX

# From which share of equal lines on git takes a file for one that was moved.
ALIKE = 0.5
# Of each file its earlier and its later path, None where there was none.
Pairs = list[tuple[str | None, str | None]]


def renamed_from(repository: Repository, commit: str, path: str) -> str | None:
    """What a file of the work tree was called in a commit, where it was renamed since; None where it was not."""
    pairs = find_changed(repository, commit, "")
    return next((old for old, new in pairs if new == path and old != path), None)


def find_changed(repository: Repository, before: str, after: str) -> Pairs:
    """The earlier and later path of each file that changed since a commit, in another one or in the work tree."""
    everything = repository.changed(before, after or None)
    if not after:
        known = {new for _, new in everything}
        new = [path for path in repository.files(is_new=True) if path not in known]
        everything = _with_moved(repository, before, everything, new)
    return _followed(repository, before, after, everything)


def read_text(path: str) -> str:
    """The text of a file, empty where it cannot be read."""
    source, _ = read_source(path)
    return "" if source is None else source.text


def _followed(repository: Repository, before: str, after: str, pairs: Pairs) -> Pairs:
    """What changed, where a plan that both ends take for new has the earlier name that its commits tell."""
    new = [path for old, path in pairs if old is None and path is not None and path.endswith(SUFFIX)]
    renames = repository.renames(before, after or "HEAD") if new else []
    if new and not after:
        renames = [(old, path) for old, path in repository.changed("HEAD") if old and path] + renames
    later = {earlier_name(renames, path): path for path in new}
    # A name that the later version still has is that of another plan.
    gone = {old for old, path in pairs if old is not None and old != path}
    moved = {old: path for old, path in later.items() if old in gone}
    if not moved:
        return pairs
    kept: Pairs = []
    for old, path in pairs:
        if old is None and path in moved.values():
            continue
        if old in moved:
            kept.append((old, moved[old]))
            # What was taken for it was its copy.
            kept += [(None, path)] if path is not None else []
        else:
            kept.append((old, path))
    return kept


def _with_moved(repository: Repository, commit: str, changed: Pairs, new: list[str]) -> Pairs:
    """What changed, and files of which git does not know yet: each as the removed one that it was, or as a new one."""
    pairs = list(changed)
    for path in new:
        gone = [old for old, later in pairs if old and later is None and path.endswith(SUFFIX) and old.endswith(SUFFIX)]
        later = read_text(os.path.join(repository.top, path)) if gone else ""
        blobs = [blob for blob in (repository.blob(commit, old) for old in gone) if blob is not None]
        texts = [content.decode(errors="replace") for content in repository.contents(blobs)]
        likeness, was = max(
            ((_shared(text, later), blob.path) for text, blob in zip(texts, blobs, strict=True)), default=(0.0, "")
        )
        if likeness >= ALIKE:
            pairs[pairs.index((was, None))] = (was, path)
        else:
            pairs.append((None, path))
    return pairs


def _shared(text: str, other: str) -> float:
    """The share of lines that two texts have in common, 0 to 1."""
    first, second = (Counter(filter(None, map(str.strip, each.splitlines()))) for each in (text, other))
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)
