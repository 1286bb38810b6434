"""Lists of values: `[0.4, 0.6]`, columns and series where a function takes all their values."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.time_forms import join_all
from plainplan.dimensions import UNKNOWN, Type, describe
from plainplan.records import replace
from plainplan.syntax import nodes


def type_list(context: Context, node: nodes.List, place: Place) -> Type:
    """The type of a list in brackets: what its items have in common."""
    types = [context.infer(item, place) for item in node.items]
    if not types:
        return context.report("empty-list", "a list needs at least one value", node.span)
    if any(type_.is_unknown for type_ in types):
        return UNKNOWN
    for item, type_ in zip(node.items, types, strict=True):
        if type_.is_series:
            return context.report(
                "series-not-constant",
                f"an item of a list must be constant, and `{item.span.text}` varies",
                item.span,
            )
        if type_.kind == "account":
            return context.report("type-mismatch", f"a list holds values, and this is {describe(type_)}", item.span)
    joined = join_all(context, node.items, "a list cannot hold {0} and {1}")
    return joined if joined.is_unknown else replace(joined, is_series=True, is_zero=False, is_bare=False)
