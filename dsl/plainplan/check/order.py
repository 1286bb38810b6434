"""Formulas in an order in which each stands after those it reads, however long the chain, and circles as written."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.context import PLAN_PLACE, Binding, Context
from plainplan.check.symbols import find_binding, force, report_circle
from plainplan.check.walk import present_parts
from plainplan.syntax import nodes

FORMULAS = ("param", "let", "column")
# What has columns with formulas of their own.
TABLES = ("table", "grid")


def type_in_order(context: Context) -> None:
    """Type every `param`, `let` and column of the plan, those that others read first."""
    done: set[int] = set()
    for name in list(context.names):
        binding = context.names[name]
        for formula in binding.members.values() if binding.kind in TABLES else (binding,):
            if formula.kind in FORMULAS and id(formula) not in done:
                _type_from(context, formula, done)


def _type_from(context: Context, start: Binding, done: set[int]) -> None:
    """Walk down from one formula with a stack of its own: a chain of thousands is deeper than Python calls may be."""
    path = [start]
    on_path = {id(start)}
    waiting = [_formulas_read(context, start)]
    while path:
        following = next(waiting[-1], None)
        if following is None:
            binding = path.pop()
            waiting.pop()
            on_path.discard(id(binding))
            done.add(id(binding))
            force(context, binding, None)
            _type_value(context, binding)
        elif id(following[0]) in on_path:
            binding, reference = following
            if binding.symbol is None:
                report_circle(context, path[path.index(binding) :], reference)
        elif id(following[0]) not in done:
            path.append(following[0])
            on_path.add(id(following[0]))
            waiting.append(_formulas_read(context, following[0]))


def _type_value(context: Context, binding: Binding) -> None:
    """A formula that a circle gave up may hold other mistakes."""
    if not is_header(binding.node):
        context.infer(_value_of(binding), binding.place)


def _value_of(binding: Binding) -> nodes.Expression:
    match binding.node:
        case nodes.Param(value=value) | nodes.Let(value=value) | nodes.TableColumn(value=value):
            return value
        case nodes.GridAxis(values=value) | nodes.Grid(cell=value):
            return value
        case _:
            raise AssertionError(binding.node)


def is_header(node: nodes.Node | None) -> bool:
    """Whether this line of a table or a grid says what its rows are."""
    return isinstance(node, nodes.GridAxis) or (isinstance(node, nodes.TableColumn) and node.is_header)


def _formulas_read(context: Context, binding: Binding) -> Iterator[tuple[Binding, nodes.Expression]]:
    for expression in (_value_of(binding), *binding.overlays):
        for part in present_parts(expression):
            found = _binding_read(context, binding, part)
            if found is not None and found.kind in FORMULAS and found.symbol is None:
                yield found, part


def _binding_read(context: Context, reader: Binding, part: nodes.Expression) -> Binding | None:
    match part:
        case nodes.Name(name=name):
            # A header stands before the columns: it sees the plan's names only.
            return find_binding(context, name, PLAN_PLACE if is_header(reader.node) else reader.place)
        case nodes.Member(object=nodes.Name(name=owner), member=member):
            table = context.names.get(owner)
            return table.members.get(member.name) if table is not None else None
        case _:
            return None
