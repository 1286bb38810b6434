"""Formulas in an order in which each stands after those it reads, however long the chain, and circles as written."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.context import Binding, Context
from plainplan.check.symbols import force, report_circle
from plainplan.check.walk import present_parts
from plainplan.syntax import nodes

FORMULAS = ("param", "let")


def type_in_order(context: Context) -> None:
    """Type every `param` and `let` of the plan, those that others read first."""
    done: set[str] = set()
    for name, binding in context.names.items():
        if binding.kind in FORMULAS and name not in done:
            _type_from(context, binding, done)


def _type_from(context: Context, start: Binding, done: set[str]) -> None:
    """Walk down from one formula with a stack of its own: a chain of thousands is deeper than Python calls may be."""
    path = [start]
    on_path = {start.name}
    waiting = [_formulas_read(context, start)]
    while path:
        following = next(waiting[-1], None)
        if following is None:
            binding = path.pop()
            waiting.pop()
            on_path.discard(binding.name)
            done.add(binding.name)
            force(context, binding, None)
            _type_value(context, binding)
        elif following[0].name in on_path:
            binding, reference = following
            if binding.symbol is None:
                report_circle(context, path[path.index(binding) :], reference)
        elif following[0].name not in done:
            path.append(following[0])
            on_path.add(following[0].name)
            waiting.append(_formulas_read(context, following[0]))


def _type_value(context: Context, binding: Binding) -> None:
    """A formula that a circle gave up may hold other mistakes."""
    assert isinstance(binding.node, nodes.Param | nodes.Let)
    context.infer(binding.node.value, binding.place)


def _formulas_read(context: Context, binding: Binding) -> Iterator[tuple[Binding, nodes.Name]]:
    assert isinstance(binding.node, nodes.Param | nodes.Let)
    for expression in (binding.node.value, *binding.overlays):
        for part in present_parts(expression):
            if isinstance(part, nodes.Name):
                found = context.names.get(part.name)
                if found is not None and found.kind in FORMULAS:
                    yield found, part
