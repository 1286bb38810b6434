"""The currency in which an applied rule counts: that of its accounts where they share one, else the plan's.

A rule is typed once in the plan's currency, and once more, on a copy of its tree, for each foreign currency.
"""

from __future__ import annotations

from plainplan.check.collect import collect_rule
from plainplan.check.context import Binding, Context
from plainplan.check.formals import ACCOUNT_TYPES
from plainplan.check.symbols import find_binding, force
from plainplan.diagnostics import Label
from plainplan.records import dataclass, field_names
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class Given:
    """The accounts that an application gives to its rule, and the currency in which the rule counts then."""

    accounts: tuple[nodes.Name, ...]
    currencies: tuple[str, ...]
    currency: str


def applied_rule(context: Context, node: nodes.Apply) -> Binding | None:
    """The rule that an application applies, as it counts there."""
    function = node.rule.function
    rule = context.rules.get(function.name) if isinstance(function, nodes.Name) else None
    if rule is None:
        return None
    currency = accounts_given(context, node, rule).currency
    if currency == context.model.facts.currency:
        return rule
    found = _in_currency(context, rule, currency, node)
    assert isinstance(found.node, nodes.Rule)
    context.model.applied[id(node)] = (found.node, currency)
    return found


def accounts_given(context: Context, node: nodes.Apply, rule: Binding) -> Given:
    """The accounts among the arguments, without reporting anything."""
    assert isinstance(rule.node, nodes.Rule)
    place = context.places[id(node)]
    inner = context.rule_currencies.get(id(place.scope), context.model.facts.currency)
    in_order = [argument.value for argument in node.rule.arguments if argument.key is None]
    named = {item.key.name: item.value for item in node.rule.arguments if isinstance(item.key, nodes.Name)}
    accounts: list[nodes.Name] = []
    currencies: dict[str, None] = {}
    for position, formal in enumerate(rule.node.formals):
        if formal.type is None or plain_text(formal.type.span).strip() not in ACCOUNT_TYPES:
            continue
        value = in_order[position] if position < len(in_order) else named.get(formal.name.name)
        for item in value.items if isinstance(value, nodes.Priority) else (value,):
            binding = find_binding(context, item.name, place) if isinstance(item, nodes.Name) else None
            if binding is None or not isinstance(item, nodes.Name):
                continue
            accounts.append(item)
            # What a rule hands on counts as it does itself.
            found = [inner] if binding.kind == "formal" else _currencies_of(context, binding)
            currencies |= dict.fromkeys(found)
    shared = next(iter(currencies)) if len(currencies) == 1 else context.model.facts.currency
    return Given(tuple(accounts), tuple(currencies), shared)


def _currencies_of(context: Context, binding: Binding) -> list[str]:
    """The currency of an account, or those of the accounts of a group."""
    members = binding.node.members if isinstance(binding.node, nodes.Group) else ()
    holders = [context.names[member.name] for member in members if member.name in context.names] or [binding]
    symbols = [force(context, holder, None) for holder in holders if holder.kind in ("asset", "debt")]
    return [symbol.type.currency for symbol in symbols if symbol.type.currency is not None]


def _in_currency(context: Context, rule: Binding, currency: str, node: nodes.Apply) -> Binding:
    key = (id(rule.node), currency)
    found = context.instances.get(key)
    if found is not None:
        return found
    assert isinstance(rule.node, nodes.Rule)
    copy = _renewed(rule.node)
    found = Binding("rule", rule.name, copy, rule.span, is_used=True, is_library=rule.is_library)
    context.instances[key] = found
    context.rule_currencies[id(copy)] = currency
    # What is wrong with the rule itself is told of the rule itself.
    count, reported = len(context.diagnostics), set(context.reported_names)
    collect_rule(context, found, copy)
    outer = context.work_in(copy)
    # Imported when needed: statements apply rules in their turn.
    from plainplan.check.statements import check_body

    for formal in found.formals.values():
        force(context, formal, None)
    check_body(context, copy.body, None, is_top=False)
    context.working = outer
    faults = [diagnostic for diagnostic in context.diagnostics[count:] if diagnostic.is_error]
    del context.diagnostics[count:]
    context.reported_names = reported
    if faults:
        context.misfits.append((node, faults[0]))
    return found


def _renewed(node: Any) -> Any:  # Any: a node, a tuple of nodes, or what a node holds, and the same again.
    if type(node) is tuple:
        return tuple([_renewed(part) for part in node])
    if isinstance(node, nodes.Node):
        return type(node)(*[_renewed(getattr(node, name)) for name in field_names(node)])
    return node


def why_currency(context: Context, node: nodes.Apply) -> str:
    """A sentence that says in which currency a rule counts where it is applied, and why."""
    name = node.rule.function.span.text
    given = accounts_given(context, node, context.rules[name])
    if len(given.currencies) > 1:
        *others, last = given.currencies
        return f"`{name}` counts in {given.currency} here: its accounts are in {', '.join(others)} and {last}"
    return f"`{name}` counts in {given.currency} here, the currency of its accounts"


def report_misfits(context: Context) -> None:
    """Report rules that cannot count in the currency of their accounts, where they are right in the plan's own."""
    known = {(item.code, item.span) for item in context.diagnostics}
    for node, fault in context.misfits:
        rule = node.rule.function
        binding = context.rules[rule.span.text]
        given = accounts_given(context, node, binding)
        if (fault.code, fault.span) in known:
            continue
        names = " and ".join(f"`{account.name}`" for account in given.accounts)
        context.report(
            "currency-mismatch",
            f"`{binding.name}` cannot count in {given.currency}, the currency of {names}",
            rule.span,
            labels=() if fault.span is None else (Label(fault.span, fault.message),),
        )
