"""How much a debt may still lend: its limit, and what of it is not drawn."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.builder import minus, not_negative, times
from plainplan.graph.context import AccountParts, Context, Scope
from plainplan.graph.definitions import overlays_of
from plainplan.graph.expressions import lower_as
from plainplan.graph.nodes import Formula, Reference, Select
from plainplan.syntax import nodes


def limit_of(context: Context, parts: AccountParts, scope: Scope) -> Formula | None:
    """The credit line of a debt at one point of the step; None where the plan sets none."""
    if "limit" in parts.members:
        return Reference(parts.members["limit"])
    written = context.property_of(parts.node, "limit")
    if written is None:
        return None
    # A limit that varies, with its collateral for one, is what it is where money is drawn.
    key = f"{parts.name}.limit"
    own = Scope(f"{scope.owner}.limit.{parts.name}", context.words.of(parts.label, "limit"), scope.block, written.span)
    own.state = scope.state
    base = _limit_as(context, written, own, parts)
    overlays = overlays_of(context, key)
    if not overlays:
        return base
    options = [base] * (len(context.model.scenarios) + 1)
    for position, scenario, value in overlays:
        options[position - 1] = _limit_as(
            context, value, own.named(f"{own.owner}@{scenario.name.name}", own.label), parts
        )
    chosen = Select(context.known["scenario"].quantity, tuple(options))
    return context.builder.add(own.owner, own.label, parts.type.as_series(), own.block, chosen, written.span)


def _limit_as(context: Context, node: nodes.Expression, scope: Scope, parts: AccountParts) -> Reference:
    formula = lower_as(context, node, scope, Type(powers=parts.type.powers))
    if context.type_of(node).is_real:
        formula = times(formula, context.known["price_level"])
    return context.builder.add(scope.owner, scope.label, parts.type.as_series(), scope.block, formula, node.span)


def unused_of(context: Context, parts: AccountParts, scope: Scope) -> Formula | None:
    """What may still be drawn on a credit line; None without a limit."""
    limit = limit_of(context, parts, scope)
    if limit is None:
        return None
    drawn = scope.state.drawn[parts.name] if scope.state is not None else Reference(parts.members["drawn"])
    return not_negative(minus(limit, drawn))
