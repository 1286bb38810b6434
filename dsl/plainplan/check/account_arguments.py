"""The accounts that rules and functions are given: names of the kind that the formal says."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.sources import formal_kind, infer_loosely, note_account
from plainplan.check.symbols import article, resolve
from plainplan.syntax import nodes

ACCEPTED = {
    "asset": ("asset",),
    "debt": ("debt",),
    "account": ("asset", "debt", "account"),
    # In a rule each of several accounts in turn.
    "group": ("group", "accounts"),
    "accounts": ("asset", "group", "accounts"),
    "debts": ("debt", "debts"),
}


def check_account_argument(context: Context, name: str, kind: str, value: nodes.Expression, place: Place) -> None:
    """Check that an argument is the name of an account of a kind."""
    words = kind if kind in ("accounts", "debts") else article(kind)
    if not isinstance(value, nodes.Name):
        infer_loosely(context, value, place)
        context.report("not-an-account", f"`{name}` needs the name of {words}", value.span)
        return
    symbol = resolve(context, value, place)
    if symbol is None:
        return
    note_account(context, value, symbol)
    found = formal_kind(symbol)
    if symbol.kind == "formal" and symbol.type.is_unknown:
        return
    if found not in ACCEPTED[kind]:
        context.report("not-an-account", f"`{name}` needs {words}, and `{value.name}` is {article(found)}", value.span)
