"""Along which axis a formula varies, while the graph is being made."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import SCALAR, TIME, Formula, Lag, Listed, Reference, Row, Step, Whole, Window
from plainplan.graph.operands import operands


def axis_of(context: Context, formula: Formula, scope: Scope) -> str:
    """The axis of what a formula reads; that of the scope when nothing tells."""
    quantities = context.builder.graph.quantities
    seen: set[int] = set()
    waiting = [formula]
    is_time = False
    while waiting:
        node = waiting.pop()
        match node:
            case Lag() | Window() | Row() | Listed():
                return node.axis
            case Step():
                is_time = True
            case Reference(quantity) if quantity not in seen:
                seen.add(quantity)
                found = quantities[quantity]
                if found.axis not in (SCALAR, TIME):
                    return found.axis
                if found.formula is not None:
                    waiting.append(found.formula)
                elif found.axis == TIME or (found.input is None and found.type.is_series):
                    is_time = True
        waiting += operands(node)
    return TIME if is_time else scope.axis


def whole(context: Context, formula: Formula, scope: Scope, type_: Type) -> Whole:
    """All values of a series, which has a row of cells even where it happens to be the same in every step."""
    quantities = context.builder.graph.quantities
    axis = axis_of(context, formula, scope)
    reference = materialise(context, formula, scope, type_)
    if quantities[reference.quantity].input is not None and quantities[reference.quantity].axis == SCALAR:
        reference = context.builder.add(f"{scope.owner}~", scope.label, type_, scope.block, reference, scope.span)
    if quantities[reference.quantity].axis == SCALAR:
        quantities[reference.quantity].axis = axis
    return Whole(reference.quantity)
