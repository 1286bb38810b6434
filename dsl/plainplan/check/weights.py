"""The weights of `rebalance to`: a hundred per cent together, or a rest."""

from __future__ import annotations

from itertools import zip_longest

from plainplan.check.collect import statements_of
from plainplan.check.context import Context, Place
from plainplan.check.fitting import fits
from plainplan.check.sources import Party, formal_kind, holdings, note_account
from plainplan.check.symbols import article, resolve
from plainplan.check.walk import expressions_of, parts_of
from plainplan.diagnostics import Label
from plainplan.dimensions import NUMBER
from plainplan.source import join_spans
from plainplan.syntax import nodes

# What only a group that states its weights has.
DRIFTS = ("drift", "relative_drift")
# Shares are typed by hand: 33.3333% three times is meant to be all.
TOLERANCE = 1e-9


def check_weights(context: Context, weights: tuple[nodes.Weight, ...], place: Place, found: list[Party]) -> None:
    """Check the shares of a rebalancing, or of a group, and that no account has two of them."""
    _report_shared(context, found)
    rests = [weight for weight in weights if weight.share is None]
    for weight in rests[1:]:
        context.report(
            "weights-not-whole",
            "only one of them can take the rest",
            weight.span,
            labels=(Label(rests[0].span, "the first one"),),
        )
    total = 0.0
    is_known = True
    for weight in weights:
        if weight.share is None:
            continue
        context.infer(weight.share, place)
        if not fits(context, weight.share, NUMBER, f"the share of `{weight.name.name}`"):
            return
        share = written_share(weight.share)
        is_known = is_known and share is not None
        total += share or 0.0
        if share is not None and share < 0:
            context.report("out-of-range", f"the share of `{weight.name.name}` is below zero", weight.share.span)
            return
    span = join_spans(weights[0].span, weights[-1].span)
    if not is_known:
        if not rests:
            last = weights[-1].name.name
            context.report(
                "weights-not-whole",
                "shares that are calculated need one that takes the rest",
                span,
                help=f"write `{last} rest`",
            )
        return
    if (abs(total - 1) > TOLERANCE and not rests) or total > 1 + TOLERANCE:
        context.report("weights-not-whole", f"weights sum to {_per_cent(total)}, not 100 %", span)


def require_weights(context: Context, name: nodes.Name, place: Place) -> None:
    """Check the group of `rebalance to portfolio`: one that says its weights, or what a rule is given as one."""
    symbol = resolve(context, name, place)
    if symbol is None:
        return
    note_account(context, name, symbol)
    if symbol.type.is_unknown or (symbol.kind == "formal" and formal_kind(symbol) == "group"):
        return
    if not isinstance(symbol.node, nodes.Group):
        context.report(
            "weights-not-whole",
            f"`{name.name}` is {article(formal_kind(symbol))}, and is rebalanced with the others to their weights",
            name.span,
            help=f"write `rebalance to {name.name} 60%, ACCOUNT rest`",
        )
    elif not symbol.node.weights:
        report_weightless(context, name, symbol.node)


def needs_weights(context: Context, rule: nodes.Rule, formal: str, seen: set[tuple[int, str]] | None = None) -> bool:
    """Whether a rule, or one that it applies, reads the weights that the group states which it is given."""
    # Rules that apply each other twice stand for billions: each is looked at once for a formal.
    seen = set() if seen is None else seen
    if (id(rule), formal) in seen:
        return False
    seen.add((id(rule), formal))
    for statement in statements_of(rule.body):
        if isinstance(statement, nodes.Rebalance) and statement.group is not None and statement.group.name == formal:
            return True
        if any(_reads_drift(expression, formal) for expression in expressions_of(statement)):
            return True
        inner = context.rules.get(statement.rule.function.span.text) if isinstance(statement, nodes.Apply) else None
        if not isinstance(statement, nodes.Apply) or inner is None or not isinstance(inner.node, nodes.Rule):
            continue
        for argument, own in zip_longest(statement.rule.arguments, inner.node.formals):
            if argument is not None and isinstance(argument.value, nodes.Name) and argument.value.name == formal:
                name = argument.key.span.text if argument.key else own.name.name if own is not None else ""
                if needs_weights(context, inner.node, name, seen):
                    return True
    return False


def _reads_drift(node: nodes.Expression, name: str) -> bool:
    match node:
        case nodes.Member(object=nodes.Name(name=owner), member=nodes.Name(name=member)):
            return owner == name and member in DRIFTS
        case _:
            return any(_reads_drift(part, name) for part in parts_of(node))


def report_weightless(context: Context, name: nodes.Name, group: nodes.Group, why: str = "") -> None:
    """Report a group without weights where they are needed."""
    listed = ", ".join([f"{member.name} 0%" for member in group.members[:-1]] + [f"{group.members[-1].name} rest"])
    context.report(
        "weights-not-whole",
        f"the group `{name.name}` states no weights{why}",
        name.span,
        labels=(Label(group.span, "the group"),),
        help=f"write `group {group.name.name} = {listed}` with the weights it is to have",
    )


def written_share(node: nodes.Expression) -> float | None:
    """The value of a share that is written out, sums and quotients of literals included."""
    match node:
        case nodes.Number(value=value, unit=None):
            return value
        case nodes.Unary(operator="-", operand=operand):
            inner = written_share(operand)
            return None if inner is None else -inner
        case nodes.Binary(operator=operator, left=left, right=right):
            first, second = written_share(left), written_share(right)
            if first is None or second is None:
                return None
            return _combine(operator, first, second)
        case _:
            return None


def _combine(operator: str, first: float, second: float) -> float | None:
    match operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/" if second != 0:
            return first / second
        case _:
            return None


def _per_cent(total: float) -> str:
    return f"{total * 100:.6f}".rstrip("0").rstrip(".") + " %"


def _report_shared(context: Context, found: list[Party]) -> None:
    for position, (name, symbol) in enumerate(found):
        for other, other_symbol in found[:position]:
            shared = holdings(symbol) & holdings(other_symbol)
            if shared:
                context.report(
                    "same-account",
                    f"`{sorted(shared)[0]}` has two weights",
                    name.span,
                    labels=(Label(other.span, "the first weight"),),
                )
                return
