"""The accounts that a rule is given: no two that stand in one order, or that it moves money between, share one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, zip_longest

from plainplan.check.collect import statements_of
from plainplan.check.context import Context
from plainplan.check.sources import holdings, names_in
from plainplan.diagnostics import Label
from plainplan.syntax import nodes

# Two formals, by name, that cannot share an account, and what the rule does with them.
Pair = tuple[str, str, str]
MOVES, WEIGHS = "moves money from `{}` to `{}`", "gives weights to `{}` and `{}`"


def report_shared_accounts(context: Context, rule: nodes.Rule, given: dict[str, nodes.Expression]) -> None:
    """Report an account that stands where a rule is applied twice and cannot (rule 14)."""
    for value in given.values():
        for first, second in combinations(names_in(value), 2):
            shared = _holdings(context, first) & _holdings(context, second)
            if shared:
                message = f"`{sorted(shared)[0]}` stands twice in the order"
                context.report("same-account", message, second.span, labels=(Label(first.span, "the first time"),))
                return
    for item, target, what in _pairs(context, rule, {}):
        first_given, second_given = given.get(item), given.get(target)
        if (
            first_given is None
            or second_given is None
            or not _holdings(context, first_given) & _holdings(context, second_given)
        ):
            continue
        done = f"`{rule.name.name}` {what.format(item, target)}"
        context.report(
            "same-account",
            f"{done}, and both are `{second_given.span.text}`"
            if first_given.span.text == second_given.span.text
            else f"{done}, which share an account here",
            second_given.span,
            labels=(Label(first_given.span, f"`{item}`"),),
        )
        return


def _pairs(context: Context, rule: nodes.Rule, known: dict[int, list[Pair]]) -> list[Pair]:
    """What cannot share an account in a rule, or in those that it applies; `known`: of the rules already looked at."""
    if id(rule) not in known:
        # A rule that applies itself is reported elsewhere.
        known[id(rule)] = []
        found = {pair: None for statement in statements_of(rule.body) for pair in _pairs_of(context, statement, known)}
        known[id(rule)] = list(found)
    return known[id(rule)]


def _pairs_of(context: Context, statement: nodes.Statement, known: dict[int, list[Pair]]) -> Iterator[Pair]:
    match statement:
        case nodes.Move(source=source, target=target) | nodes.Repay(source=source, debt=target):
            for item in names_in(source):
                for other in names_in(target):
                    if item.name != other.name:
                        yield item.name, other.name, MOVES
        case nodes.Rebalance(weights=weights):
            for one, two in combinations(weights, 2):
                yield one.name.name, two.name.name, WEIGHS
        case nodes.Apply(rule=call):
            inner = context.rules.get(call.function.span.text)
            if inner is None or not isinstance(inner.node, nodes.Rule):
                return
            names: dict[str, list[str]] = {}
            for argument, formal in zip_longest(call.arguments, inner.node.formals):
                if argument is not None and (argument.key is not None or formal is not None):
                    key = argument.key.span.text if argument.key is not None else formal.name.name
                    names[key] = [each.name for each in names_in(argument.value)]
            for first, second, what in _pairs(context, inner.node, known):
                for item_name in names.get(first, ()):
                    for other_name in names.get(second, ()):
                        if item_name != other_name:
                            yield item_name, other_name, what
        case _:
            return


def _holdings(context: Context, node: nodes.Expression) -> frozenset[str]:
    """The accounts that an argument stands for."""
    symbols = (context.model.symbols.get(id(name)) for name in names_in(node))
    return frozenset().union(*(holdings(symbol) for symbol in symbols if symbol is not None))
