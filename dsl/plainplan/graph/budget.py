"""What an income or an expense is a month, however often it falls due: a line of a monthly budget."""

from __future__ import annotations

from plainplan.dimensions import money_per
from plainplan.graph.builder import divided, times
from plainplan.graph.context import Context
from plainplan.graph.conversion import scale
from plainplan.graph.nodes import Formula, Reference
from plainplan.syntax import nodes


def amount_a_month(context: Context, name: str) -> Reference:
    """The amount in force, a month; sums that fall due in some months of a year are spread over all twelve."""
    key = f"{name}.monthly"
    if key not in context.definitions:
        builder, flow = context.builder, context.flows[name]
        amount = builder.graph.quantities[flow.amount.quantity]
        months = context.property_of(flow.node, "in")
        if amount.type.period is not None:
            spread: Formula = scale(builder, flow.amount, amount.type.period, "month", -1)
        else:
            count = len(months.items) if isinstance(months, nodes.Listing) else 1
            yearly = flow.amount if count == 1 else times(flow.amount, builder.number(count))
            spread = divided(yearly, builder.number(12, "months_in_year"))
        currency = amount.type.currency or context.model.facts.currency
        type_ = money_per(currency, "month", amount.type.is_real).as_series()
        label = context.words.of(flow.label, "monthly")
        row = builder.add(key, label, type_, amount.block, spread, flow.node.span)
        context.definitions[key] = row.quantity
    return Reference(context.definitions[key])
