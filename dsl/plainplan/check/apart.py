"""Whether an expression can be typed while other formulas are open: it must not lead back to one of them."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.context import Binding, Context, Place
from plainplan.check.symbols import find_binding
from plainplan.check.walk import parts_of
from plainplan.syntax import nodes

# Each formula that is followed is typed within the one that asks, and Python calls may only be so deep.
MOST_FOLLOWED = 20


def stands_apart(context: Context, value: nodes.Expression, place: Place) -> bool:
    """Whether nothing that an expression reads, directly or through formulas, is being typed."""
    waiting = [(value, place)]
    seen: set[int] = set()
    while waiting:
        node, where = waiting.pop()
        for name in _names_in(node):
            binding = find_binding(context, name.name, where) or context.functions.get(name.name)
            if binding is None or binding.symbol is not None or id(binding) in seen:
                continue
            values = None if binding.is_open else _values_of(context, binding)
            seen.add(id(binding))
            if values is None or len(seen) > MOST_FOLLOWED:
                return False
            waiting += [(item, binding.place) for item in values]
    return True


def _names_in(node: nodes.Expression) -> Iterator[nodes.Name]:
    match node:
        case nodes.Name():
            yield node
        case nodes.Member(object=nodes.Name() as owner):
            yield owner
        case nodes.Call(function=nodes.Name() as function):
            yield function
    for part in parts_of(node):
        yield from _names_in(part)


def _values_of(context: Context, binding: Binding) -> list[nodes.Expression] | None:
    """The expressions that the type of a binding rests on; None for what is typed in its own order."""
    match binding.node:
        case nodes.Param(value=value) | nodes.Let(value=value):
            return [value, *binding.overlays]
        case nodes.Account(value=value) as account:
            written = (context.property(account, name) for name in ("value", "principal", "price", "amount"))
            return [item for item in (value, *written) if item is not None]
        case nodes.Record(value=value, properties=properties):
            return [value, *(item.value for item in properties)]
        case nodes.Group() | nodes.Move() | nodes.Withdraw() | nodes.Borrow() | nodes.Repay():
            return []
        case _:
            return None
