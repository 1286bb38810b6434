"""What secures a debt: the assets that are pledged, each with its lending share."""

from __future__ import annotations

from plainplan.graph.builder import ONE
from plainplan.graph.context import AccountParts, Context
from plainplan.graph.nodes import Formula, Reference
from plainplan.syntax import nodes


def written_pledges(context: Context, node: nodes.Account) -> list[tuple[str, nodes.Expression | None]]:
    """The assets named by `secured_by:`, the members of groups among them, each with its share as written."""
    written = context.property_of(node, "secured_by")
    if written is None:
        return []
    items = written.items if isinstance(written, nodes.Listing) else (written,)
    found: list[tuple[str, nodes.Expression | None]] = []
    for item in items:
        if isinstance(item, nodes.Weight):
            found += [(name, item.share) for name in context.members(item.name.name)]
        elif isinstance(item, nodes.Name):
            found += [(name, None) for name in context.members(item.name)]
    return found


def pledges_of(context: Context, parts: AccountParts) -> list[tuple[str, Formula]]:
    """The assets pledged for a debt, each with its lending share."""
    found: list[tuple[str, Formula]] = []
    for name, share in written_pledges(context, parts.node):
        found.append((name, ONE if share is None else Reference(parts.members[f"pledge {name}"])))
    return found
