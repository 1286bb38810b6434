"""Where a rule is applied: the rule, and the accounts and values that it is given."""

from __future__ import annotations

from plainplan.check.account_arguments import check_account_argument
from plainplan.check.context import Binding, Context, Place
from plainplan.check.fitting import fits
from plainplan.check.formals import ACCOUNT_TYPES, is_group_formal
from plainplan.check.functions import bind_arguments, check_form, lacks_list
from plainplan.check.instances import applied_rule, why_currency
from plainplan.check.model import Symbol
from plainplan.check.shared_accounts import report_shared_accounts
from plainplan.check.sources import formal_kind, infer_loosely
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import force
from plainplan.check.weights import needs_weights, report_weightless
from plainplan.diagnostics import Label
from plainplan.dimensions import UNKNOWN
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text


def check_application(context: Context, node: nodes.Apply, place: Place) -> None:
    """Check `apply RULE(…)` and `rebalance RULE(…)`."""
    function = node.rule.function
    binding = applied_rule(context, node)
    if binding is None:
        for argument in node.rule.arguments:
            infer_loosely(context, argument.value, place)
        _report_unknown(context, function)
        return
    binding.is_used = True
    assert isinstance(binding.node, nodes.Rule)
    context.model.symbols[id(function)] = Symbol("rule", binding.name, UNKNOWN, binding.node, binding.span)
    count = len(context.diagnostics)
    given = bind_arguments(context, node.rule, binding.node.formals, binding.name)
    by_value = {id(value): name for name, value in (given or {}).items()}
    for argument in node.rule.arguments:
        name = by_value.get(id(argument.value))
        formal = binding.formals.get(name) if name is not None else None
        if formal is None:
            infer_loosely(context, argument.value, place)
        else:
            _check_argument(context, formal, argument.value, place, node)
    if len(context.diagnostics) == count:
        report_shared_accounts(context, binding.node, given or {})
        _report_name_of_several(context, node, binding.node, given or {})
        _report_weightless(context, binding.node, given or {})
    context.applied.append((place.scope, binding))


def _report_name_of_several(
    context: Context, node: nodes.Apply, rule: nodes.Rule, given: dict[str, nodes.Expression]
) -> None:
    """Report a name for an application to each of several accounts in turn: it has no records of its own."""
    if node.alias is None:
        return
    for formal in rule.formals:
        value = given.get(formal.name.name)
        symbol = context.model.symbols.get(id(value))
        if value is not None and is_group_formal(formal) and symbol is not None and formal_kind(symbol) == "accounts":
            context.report(
                "wrong-arguments",
                f"`{rule.name.name}` is applied to each of `{value.span.text}` in turn, and cannot have one name",
                node.alias.span,
                labels=(Label(value.span, "several accounts"),),
            )


def _report_weightless(context: Context, rule: nodes.Rule, given: dict[str, nodes.Expression]) -> None:
    """Report a group that states no weights where the rule, or one that it applies in its turn, needs them."""
    for formal in rule.formals:
        value = given.get(formal.name.name)
        symbol = context.model.symbols.get(id(value))
        if not isinstance(value, nodes.Name) or symbol is None or not needs_weights(context, rule, formal.name.name):
            continue
        if isinstance(symbol.node, nodes.Group) and not symbol.node.weights:
            report_weightless(context, value, symbol.node, f", and `{rule.name.name}` keeps them")
        elif formal_kind(symbol) == "accounts":
            context.report("not-an-account", f"`{rule.name.name}` needs a group that states its weights", value.span)


def _report_unknown(context: Context, function: nodes.Name | nodes.Member) -> None:
    text = function.span.text
    if isinstance(function, nodes.Name) and text in context.functions:
        context.report("unknown-rule", f"`{text}` is a function, and only a rule can be applied", function.span)
        return
    # Imported when needed: it reads the files of the library.
    from plainplan.check.library import use_line

    help_text = use_line("rule", text) or did_you_mean(text, context.rules)
    if not context.misses_files and text not in context.damaged_names and context.report_name_once("rule", text):
        context.report("unknown-rule", f"unknown rule `{text}`", function.span, help=help_text)


def _check_argument(
    context: Context, formal: Binding, value: nodes.Expression, place: Place, node: nodes.Apply
) -> None:
    assert isinstance(formal.node, nodes.Formal)
    wanted = force(context, formal, None).type
    kind = plain_text(formal.node.type.span).strip() if formal.node.type is not None else ""
    if kind not in ACCOUNT_TYPES:
        context.infer(value, place)
        if lacks_list(context, formal.node, value, node.rule):
            return
        if fits(context, value, wanted, f"`{formal.name}`"):
            check_form(context, formal.node, value, place)
        elif context.diagnostics[-1].code == "currency-mismatch":
            context.diagnostics[-1] = replace(context.diagnostics[-1], notes=(why_currency(context, node),))
        return
    items = value.items if kind in ("accounts", "debts") and isinstance(value, nodes.Priority) else (value,)
    for item in items:
        check_account_argument(context, formal.name, kind, item, place)
