"""Lowers lists in brackets: all lists of as many values stand side by side in one table of the workbook."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.builder import ONE, ZERO
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower_as, materialise
from plainplan.graph.literals import is_literal, literal_value
from plainplan.graph.nodes import SCALAR, Formula, InputFacts, Listed, Reference
from plainplan.records import replace
from plainplan.syntax import nodes


def lower_list(context: Context, node: nodes.List, scope: Scope, number: int | None = None) -> Reference:
    """The column of a list: inputs where it writes numbers, dates or texts, else a formula for each value.

    `number` is the allocated quantity of a `param` or `let` that is the list.
    """
    found = context.literals.get(id(node))
    if found is not None:
        return found
    length = len(node.items)
    key = f"list {length}"
    title = context.words("lists").format(length)
    block = context.builder.block(f"lists of {length}", "tables", title, axis=key)
    context.builder.axis(key, title, length, block)
    type_ = replace(context.type_of(node), is_zero=False, is_bare=False)
    if number is None:
        count = context.literal_counts.get(scope.owner, 0) + 1
        context.literal_counts[scope.owner] = count
        name, label = f"{scope.owner}#{count}", f"{scope.label} #{count}"
        number = context.builder.column(name, label, type_, block, key, node.span)
    else:
        quantity = context.builder.graph.quantities[number]
        quantity.axis, quantity.block = key, block
    if is_written_out(context, node.items, type_):
        context.builder.graph.quantities[number].input = list_facts(node.items, node.span.text)
        context.literals[id(node)] = Reference(number)
    else:
        define_listed(context, number, node.items, scope, type_)
    return Reference(number)


def set_list_axes(context: Context) -> None:
    """Marks every `param` and `let` that is a list, or is computed from one, before any has its values: what a block
    computes with a list must know that it is one."""
    waiting = [each for each in context.model.declarations if isinstance(each, nodes.Param | nodes.Let)]
    quantities = context.builder.graph.quantities
    is_done = False
    while not is_done:
        is_done = True
        for declaration in waiting:
            quantity = quantities[context.definitions[declaration.name.name]]
            axis = _list_axis(context, declaration.value) if quantity.axis == SCALAR else SCALAR
            if axis != SCALAR:
                quantity.axis, is_done = axis, False


def _list_axis(context: Context, node: nodes.Expression) -> str:
    match node:
        case nodes.List(items=items):
            return f"list {len(items)}"
        case nodes.Name():
            symbol = context.symbol_of(node)
            is_own = symbol.kind in ("param", "let") and symbol.name in context.definitions
            return context.builder.graph.quantities[context.definitions[symbol.name]].axis if is_own else SCALAR
        case nodes.Unary(operand=operand):
            return _list_axis(context, operand)
        case nodes.Binary(left=left, right=right):
            axis = _list_axis(context, left)
            return _list_axis(context, right) if axis == SCALAR else axis
        case _:
            return SCALAR


def is_written_out(context: Context, items: tuple[nodes.Expression, ...], type_: Type) -> bool:
    """Whether all values are literals in the period of `type_`, so that each is a cell that the client may change."""
    return all(
        is_literal(context, item)
        and context.type_of(item).period in (None, type_.period)
        and context.type_of(item).compounding is None
        for item in items
    )


def list_facts(items: tuple[nodes.Expression, ...], as_written: str) -> InputFacts:
    """The facts of a column of literals."""
    return InputFacts(tuple(literal_value(item) for item in items), as_written, True, "literal")


def define_listed(
    context: Context, number: int, items: tuple[nodes.Expression, ...], scope: Scope, type_: Type
) -> None:
    """Gives a column a formula for each row."""
    axis = context.builder.graph.quantities[number].axis
    constant = type_.as_series(False)
    cells: list[Formula] = []
    for position, item in enumerate(items, 1):
        inner = scope.named(f"{scope.owner}.{position}", f"{scope.label} {position}", item.span)
        # The values of a list know no step, and so none in which they are not asked for.
        inner.guard, inner.arm = None, None
        formula = lower_as(context, item, inner, constant)
        cells.append(formula if formula in (ZERO, ONE) else materialise(context, formula, inner, constant))
    context.builder.define(number, Listed(axis, tuple(cells)))
