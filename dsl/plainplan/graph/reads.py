"""Which accounts' cost or drawn principal a plan reads: rows that are made only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.graph.context import Context
from plainplan.records import field_names
from plainplan.syntax import nodes

KEPT_WHEN_READ = ("cost", "unrealised", "drawn")


def accounts_read(context: Context) -> set[str]:
    """The names of accounts of which a member of `KEPT_WHEN_READ` is read; `*` when a rule reads it."""
    found: set[str] = set()
    # A tree is walked only when its text has one of the words at all.
    trees: list[object] = [
        file.declarations
        for file in context.model.files
        if any(f".{word}" in file.source.text for word in KEPT_WHEN_READ)
    ]
    # A rule that counts in a foreign currency is a tree of its own.
    trees += [rule for rule, _ in context.model.applied.values()]
    for node in _walk(tuple(trees)):
        if (
            isinstance(node, nodes.Member)
            and node.member.name in KEPT_WHEN_READ
            and isinstance(node.object, nodes.Name)
        ):
            symbol = context.model.symbols.get(id(node.object))
            if symbol is not None:
                found.update(["*"] if symbol.kind == "formal" else context.members(symbol.name))
    return found


def _walk(part: object) -> Iterator[nodes.Node]:
    waiting: list[object] = [part]
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple):
            waiting.extend(item)
        elif isinstance(item, nodes.Node):
            yield item
            waiting.extend(getattr(item, name) for name in field_names(item) if name not in ("span", "source"))
