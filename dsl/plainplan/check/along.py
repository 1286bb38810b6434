"""Whether an expression varies from row to row, of a table, a data file or a list, rather than from step to step."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.walk import parts_of
from plainplan.syntax import nodes


def varies_by_row(context: Context, node: nodes.Expression, place: Place) -> bool:
    """Whether a typed expression reads a list, a column or a formal that takes a list."""
    waiting = [node]
    followed: set[int] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, nodes.List) or _is_column(context, part, place):
            return True
        waiting += parts_of(part)
        symbol = context.model.symbols.get(id(part)) if isinstance(part, nodes.Name) else None
        if symbol is not None and isinstance(symbol.node, nodes.Let | nodes.Param) and id(symbol.node) not in followed:
            followed.add(id(symbol.node))
            waiting.append(symbol.node.value)
    return False


def _is_column(context: Context, node: nodes.Expression, place: Place) -> bool:
    symbol = context.model.symbols.get(id(node)) if isinstance(node, nodes.Name | nodes.Member) else None
    if symbol is None:
        return False
    if symbol.kind == "formal":
        return isinstance(symbol.node, nodes.Formal) and isinstance(symbol.node.type, nodes.List)
    if symbol.kind != "column" or not symbol.type.is_series:
        return False
    # What a data file says of each year is a series over the plan's time, but for tables, which have its rows.
    if place.kind == "table" or not isinstance(symbol.scope, nodes.Data):
        return True
    return context.model.data[symbol.scope.name.name].period is None
