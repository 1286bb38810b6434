"""What an expression rests on, also behind other names."""

from __future__ import annotations

from collections.abc import Hashable

from plainplan.check.model import Model
from plainplan.check.walk import parts_of
from plainplan.diagnostics import Label
from plainplan.syntax import nodes

# So many names are looked behind.
DEEPEST = 20


def declarations_read(model: Model, expression: nodes.Expression) -> dict[Hashable, nodes.Node | None]:
    """The declarations that an expression reads, by `id`; what the language provides by its name."""
    found: dict[Hashable, nodes.Node | None] = {}
    waiting = [(expression, DEEPEST)]
    while waiting:
        node, left = waiting.pop()
        symbol = model.symbols.get(id(node))
        if symbol is not None and symbol.kind not in ("unit", "currency", "truth"):
            key = symbol.name if symbol.node is None else id(symbol.node)
            if key not in found:
                found[key] = symbol.node
                if left and isinstance(symbol.node, nodes.Let | nodes.TableColumn):
                    waiting.append((symbol.node.value, left - 1))
        waiting.extend((part, left) for part in parts_of(node))
    return found


def range_labels(model: Model, expression: nodes.Expression) -> tuple[Label, ...]:
    """The declared ranges that an expression rests on, as labels in the order of the page."""
    read = declarations_read(model, expression).values()
    ranges = [item for node in read if isinstance(node, nodes.Param) for item in node.properties]
    return tuple(
        Label(item.span, "it follows from this range")
        for item in sorted(ranges, key=lambda item: item.span.start)
        if item.name.name == "range"
    )
