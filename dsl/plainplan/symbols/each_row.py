"""A claim about one number of a whole series, shown in each row: a sum of what is never below zero is not either."""

from __future__ import annotations

from plainplan.graph.nodes import SCALAR, Aggregate, Compare, Constant, Formula, Graph, Quantity, Reference
from plainplan.records import replace

# These are as great as some row, or between two, or one of them: what holds for a bound in each row holds for them.
WITHIN_ROWS = frozenset(("final", "first", "max", "mean", "min"))
MIRRORED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}


def with_row(graph: Graph, claim: Quantity) -> tuple[Graph, Quantity] | None:
    """The graph with one more series, the condition that has to hold in each row for a claim; None where a claim is
    not of that kind."""
    node = claim.formula
    if not isinstance(node, Compare) or node.operator not in MIRRORED:
        return None
    operator = node.operator
    whole, bound = _aggregate(graph, node.left), node.right
    if whole is None:
        operator, whole, bound = MIRRORED[operator], _aggregate(graph, node.right), node.left
    if whole is None or _aggregate(graph, bound) is not None or not isinstance(bound, Constant | Reference):
        return None
    if whole.kind not in WITHIN_ROWS and not (whole.kind == "sum" and "=" in operator and _is_nothing(graph, bound)):
        return None
    series = graph.quantities[whole.quantity]
    if series.axis == SCALAR:
        return None
    number = len(graph.quantities)
    row = replace(
        claim,
        id=number,
        name=f"{claim.name}.row",
        formula=Compare(operator, Reference(series.id), bound, node.tolerance),
        axis=series.axis,
    )
    quantities, order, levels = (
        [*graph.quantities, row],
        [*graph.order, number],
        [*graph.levels, graph.levels[claim.id]],
    )
    return replace(graph, quantities=quantities, order=order, levels=levels), row


def _aggregate(graph: Graph, side: Formula) -> Aggregate | None:
    formula = graph.quantities[side.quantity].formula if isinstance(side, Reference) else None
    return formula if isinstance(formula, Aggregate) else None


def _is_nothing(graph: Graph, bound: Formula) -> bool:
    if isinstance(bound, Constant):
        return bound.value == 0.0
    facts = graph.quantities[bound.quantity].input if isinstance(bound, Reference) else None
    return facts is not None and facts.origin != "param" and facts.value == 0.0
