"""The first line of a declaration, on which several facts may stand: what two people changed on it, put together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from plainplan.records import dataclass, replace
from plainplan.syntax import nodes
from plainplan.syntax.one_line import line_of
from plainplan.versions.facts import DOC, ONE_LINE, Entry

NAME, KEYWORD = "name", "keyword"

# The fields of a node that hold what stands on its first line, where they are called otherwise.
_FIELDS = {"principal": "value", "from": "path"}
_QUALIFIERS = frozenset(("at", "in", "within", "paths"))


@dataclass(frozen=True, slots=True)
class Head:
    """A merged first line as each side would have it; `disputed` are the keys in which they differ."""

    ours: str
    theirs: str
    disputed: tuple[str, ...]


def head_facts(entry: Entry, lines: Collection[str]) -> dict[str, str]:
    """What stands on the first line of a declaration, by key: all but its documentation and what is on `lines`."""
    said = {fact.key: fact.meaning for fact in entry.facts if fact.key not in lines and fact.key != DOC}
    return {KEYWORD: entry.kind, NAME: entry.name or "", **said}


def merge_heads(said: tuple[dict[str, str], dict[str, str], dict[str, str]], ours: Entry, theirs: Entry) -> Head:
    """Our first line with what they alone changed, in canonical form; `said` is what base, ours and theirs say."""
    before, here, there = said
    node: Any = ours.node
    disputed = []
    for key in {**here, **there}:
        if here.get(key) == there.get(key) or there.get(key) == before.get(key):
            continue
        if here.get(key) == before.get(key):
            node = _with_fact(node, theirs.node, key)
        else:
            disputed.append(key)
    other = node
    for key in disputed:
        other = _with_fact(other, theirs.node, key)
    return Head(line_of(node), line_of(other), tuple(disputed))


# Any: a declaration of any class, of which `replace` gives the same class.
def _with_fact(node: Any, other: Any, key: str) -> Any:
    """A declaration that says one thing as another one of its class does."""
    if key == NAME:
        name = "path" if isinstance(node, nodes.Use) else "currency" if isinstance(node, nodes.Fx) else NAME
        return replace(node, **{name: getattr(other, name)})
    if isinstance(node, nodes.Check) and key in _QUALIFIERS:
        kept = tuple(item for item in node.qualifiers if item.kind != key)
        return replace(node, qualifiers=kept + tuple(item for item in other.qualifiers if item.kind == key))
    if isinstance(node, nodes.Group) and key == "members":
        return replace(node, members=other.members, weights=other.weights)
    name = "value" if isinstance(node, nodes.Account) and key in ONE_LINE.values() else _FIELDS.get(key, key)
    return replace(node, **{name: getattr(other, name)})
