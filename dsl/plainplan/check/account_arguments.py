"""The accounts that rules and functions are given: names of the kind that the formal says."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.sources import formal_kind, infer_loosely, note_account
from plainplan.check.symbols import resolve
from plainplan.syntax import nodes

ACCEPTED = {
    "asset": ("asset",),
    "debt": ("debt",),
    "account": ("asset", "debt", "account"),
    "group": ("group",),
    "accounts": ("asset", "group", "accounts"),
}


def check_account_argument(context: Context, name: str, kind: str, value: nodes.Expression, place: Place) -> None:
    """Check that an argument is the name of an account of a kind."""
    words = ("an " if kind[0] in "aeio" else "a ") + kind if kind != "accounts" else "accounts"
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
        other = ("an " if found[0] in "aeio" else "a ") + found
        context.report("not-an-account", f"`{name}` needs {words}, and `{value.name}` is {other}", value.span)
    elif symbol.type.currency not in (None, context.currency):
        context.report(
            "currency-mismatch",
            f"a rule works in {context.currency}, and `{value.name}` is in {symbol.type.currency}",
            value.span,
        )
