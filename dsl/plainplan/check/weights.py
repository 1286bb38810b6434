"""The weights of `rebalance to`: a hundred per cent together, or a rest."""

from __future__ import annotations

from plainplan.check.context import Context, Place
from plainplan.check.fitting import fits
from plainplan.check.sources import Party, holdings
from plainplan.diagnostics import Label
from plainplan.dimensions import NUMBER
from plainplan.source import join_spans
from plainplan.syntax import nodes

# Shares are typed by hand: 33.3333% three times is meant to be all.
TOLERANCE = 1e-9


def check_weights(context: Context, node: nodes.Rebalance, place: Place, found: list[Party]) -> None:
    """Check the shares of a rebalancing and that no account has two of them."""
    _report_shared(context, found)
    rests = [weight for weight in node.weights if weight.share is None]
    for weight in rests[1:]:
        context.report(
            "weights-not-whole",
            "only one account can take the rest",
            weight.span,
            labels=(Label(rests[0].span, "the first one"),),
        )
    total = 0.0
    is_known = True
    for weight in node.weights:
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
    span = join_spans(node.weights[0].span, node.weights[-1].span)
    if not is_known:
        if not rests:
            last = node.weights[-1].name.name
            context.report(
                "weights-not-whole",
                "shares that are calculated need an account that takes the rest",
                span,
                help=f"write `{last} rest`",
            )
        return
    if (abs(total - 1) > TOLERANCE and not rests) or total > 1 + TOLERANCE:
        context.report("weights-not-whole", f"weights sum to {_per_cent(total)}, not 100 %", span)


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
