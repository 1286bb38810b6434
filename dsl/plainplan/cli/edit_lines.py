"""An edit of a plan as `plainplan diff` tells it, in the plan's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainplan.cli.story import Item
from plainplan.versions.edits import Change, Edit
from plainplan.versions.facts import DOC, LABEL, VALUE, Entry, Fact

Words = Mapping[str, str]

ADDED, REMOVED, CHANGED = "+", "−", "~"
# The characters of two texts that stand on one line, and of one that is told at all.
LONGEST, LONGEST_OF_ALL = 88, 1_000
# What a declaration says without a word before it.
UNNAMED = frozenset((VALUE, "members", "condition", "claim", "unknown", "formals", "cell", "keyword", "when"))


def edit_title(entry: Entry) -> str:
    """A declaration as people speak of it: its kind, its name, its label."""
    when = entry.fact("when")
    if when is not None:
        return when.text
    label = entry.fact(LABEL)
    parts = [entry.kind, entry.name or "", f'"{label.text}"' if label is not None else ""]
    return " ".join(part for part in parts if part)


def edit_item(edit: Edit, words: Words) -> Item:
    """An edit: one line where one fact changed, else a line and what is below it."""
    before, after = edit.before, edit.after
    title = edit_title(edit.entry)
    if before is None or after is None:
        mark = ADDED if before is None else REMOVED
        facts = [fact for fact in edit.entry.facts if fact.key not in (LABEL, DOC, "when") and fact.text]
        if len(facts) == 1 and not edit.entry.body:
            return Item(mark, _short(f"{title}: {facts[0].text}"))
        below = [("", _short(_key(fact) + _text(fact))) for fact in facts]
        below += [(mark, _short("  " * line.depth + line.text)) for line in edit.entry.body]
        return Item(mark, title, tuple(below))
    remarks = [words["renamed"].format(name=before.name)] if edit.pair.is_renamed else []
    remarks += [words["followed"].format(count=edit.followed)] if edit.followed else []
    remarks += [words["moved"]] if edit.is_moved else []
    if remarks:
        title += f" ({'; '.join(remarks)})"
    changes = [line for change in edit.facts for line in _fact_lines(change)]
    if len(changes) == 1 and not edit.body:
        ((mark, text),) = changes
        joint = ": " if not mark and edit.facts[0].key in UNNAMED else f" · {mark} " if mark else " · "
        return Item(CHANGED, f"{title}{joint}{text}")
    return Item(CHANGED, title, (*changes, *(line for change in edit.body for line in _body_lines(change))))


def _fact_lines(change: Change) -> Iterator[tuple[str, str]]:
    old, new = change.before, change.after
    if old is None or new is None:
        for mark, fact in ((REMOVED, old), (ADDED, new)):
            if fact is not None:
                yield mark, _short(_key(fact) + _text(fact))
    elif len(old.text) + len(new.text) + len(_key(new)) + 3 <= LONGEST:
        yield "", f"{_key(new)}{_text(old)} → {_text(new)}"
    else:
        yield REMOVED, _short(_key(old) + _text(old))
        yield ADDED, _short(_key(new) + _text(new))


def _key(fact: Fact) -> str:
    """What stands before a fact in a plan: nothing where it says its own name, or has none."""
    if fact.key == DOC:
        return "## "
    says_its_name = fact.text.startswith((f"{fact.key} ", "column "))
    return "" if fact.key in UNNAMED or fact.key == LABEL or says_its_name else f"{fact.key}: "


def _text(fact: Fact) -> str:
    return f'"{fact.text}"' if fact.key == LABEL else fact.text


def _body_lines(change: Change) -> Iterator[tuple[str, str]]:
    for mark, fact in ((REMOVED, change.before), (ADDED, change.after)):
        if fact is not None:
            yield mark, _short("  " * fact.depth + fact.text)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= LONGEST_OF_ALL else f"{line[: LONGEST_OF_ALL - 1]}…"
