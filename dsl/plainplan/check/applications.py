"""Where a rule is applied: the rule, and the accounts and values that it is given."""

from __future__ import annotations

from plainplan.check.calls import bind_arguments
from plainplan.check.context import Binding, Context, Place
from plainplan.check.fitting import fits
from plainplan.check.formals import ACCOUNT_TYPES
from plainplan.check.model import Symbol
from plainplan.check.sources import formal_kind, infer_loosely, note_account
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import force, resolve
from plainplan.dimensions import UNKNOWN
from plainplan.syntax import nodes

ACCEPTED = {
    "asset": ("asset",),
    "debt": ("debt",),
    "account": ("asset", "debt", "account"),
    "group": ("group",),
    "accounts": ("asset", "group", "accounts"),
}


def check_application(context: Context, node: nodes.Apply, place: Place) -> None:
    """Check `apply RULE(…)` and `rebalance RULE(…)`."""
    function = node.rule.function
    binding = context.rules.get(function.name) if isinstance(function, nodes.Name) else None
    if binding is None:
        for argument in node.rule.arguments:
            infer_loosely(context, argument.value, place)
        _report_unknown(context, function)
        return
    binding.is_used = True
    assert isinstance(binding.node, nodes.Rule)
    context.model.symbols[id(function)] = Symbol("rule", binding.name, UNKNOWN, binding.node, binding.span)
    given = bind_arguments(context, node.rule, binding.node.formals, binding.name)
    by_value = {id(value): name for name, value in (given or {}).items()}
    for argument in node.rule.arguments:
        name = by_value.get(id(argument.value))
        formal = binding.formals.get(name) if name is not None else None
        if formal is None:
            infer_loosely(context, argument.value, place)
        else:
            _check_argument(context, formal, argument.value, place)
    context.applied.append((place.scope, binding))


def _report_unknown(context: Context, function: nodes.Name | nodes.Member) -> None:
    text = function.span.text
    if isinstance(function, nodes.Name) and text in context.functions:
        context.report("unknown-rule", f"`{text}` is a function, and only a rule can be applied", function.span)
        return
    standard = text in ("elastic", "smart", "full", "pair", "band")
    help_text = "write `use std.rebalance`" if standard else did_you_mean(text, context.rules)
    if text not in context.damaged_names and context.report_name_once("rule", text):
        context.report("unknown-rule", f"unknown rule `{text}`", function.span, help=help_text)


def _check_argument(context: Context, formal: Binding, value: nodes.Expression, place: Place) -> None:
    assert isinstance(formal.node, nodes.Formal)
    wanted = force(context, formal, None).type
    kind = formal.node.type.span.text.strip() if formal.node.type is not None else ""
    if kind not in ACCOUNT_TYPES:
        context.infer(value, place)
        fits(context, value, wanted, f"`{formal.name}`")
        return
    items = value.items if kind == "accounts" and isinstance(value, nodes.Priority) else (value,)
    for item in items:
        _check_account_argument(context, formal.name, kind, item, place)


def _check_account_argument(context: Context, name: str, kind: str, value: nodes.Expression, place: Place) -> None:
    words = ("an " if kind[0] in "aeiou" else "a ") + kind if kind != "accounts" else "accounts"
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
        other = ("an " if found[0] in "aeiou" else "a ") + found
        context.report("not-an-account", f"`{name}` needs {words}, and `{value.name}` is {other}", value.span)
    elif symbol.type.currency not in (None, context.currency):
        context.report(
            "currency-mismatch",
            f"a rule works in {context.currency}, and `{value.name}` is in {symbol.type.currency}",
            value.span,
        )
