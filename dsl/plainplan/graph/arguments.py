"""The arguments of a call, as they are written."""

from __future__ import annotations

from plainplan.syntax import nodes


def values_of(node: nodes.Call) -> list[nodes.Expression]:
    """The arguments of a call that have no key."""
    return [argument.value for argument in node.arguments if argument.key is None]


def value_at_key(node: nodes.Call, key: str) -> nodes.Expression | None:
    """The argument of a call under a key, or None."""
    for argument in node.arguments:
        if isinstance(argument.key, nodes.Name) and argument.key.name == key:
            return argument.value
    return None
