"""What each statement of a block or rule needs: amounts of money, accounts, weights, arguments."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.check.agreement import adopt, is_free_bare, is_free_zero, label_of, literal_with_unit
from plainplan.check.applications import check_application
from plainplan.check.arithmetic import require_condition
from plainplan.check.checks import check_condition
from plainplan.check.context import Context, Place
from plainplan.check.declarations import gather_properties
from plainplan.check.events import place_event
from plainplan.check.model import Symbol
from plainplan.check.sources import Party, currency_of, debt_parties, infer_loosely, parties, report_shared
from plainplan.check.symbols import find_binding, force, resolve
from plainplan.check.weights import check_weights, require_weights
from plainplan.diagnostics import Label
from plainplan.dimensions import describe, money
from plainplan.records import dataclass
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a statement stands: the block, or None in a rule; whether nothing but the block is around it."""

    place: Place
    block: nodes.Block | None
    is_top: bool


def check_body(context: Context, body: tuple[nodes.Statement, ...], block: nodes.Block | None, is_top: bool) -> None:
    """Check the statements of a block, a rule or a branch."""
    for statement in body:
        place = context.places[id(statement)]
        BY_STATEMENT[type(statement)](context, statement, Setting(place, block, is_top))


def _share_meant(node: nodes.Expression, source: nodes.Expression | None) -> str | None:
    """`move 20% from cash` means a share of what is there."""
    is_share = isinstance(node, nodes.Number) and node.unit is None
    return f"write `{node.span.text} * {source.name}`" if is_share and isinstance(source, nodes.Name) else None


def _exchanged(context: Context, node: nodes.Expression, own: str | None, wanted: str) -> str | None:
    """An amount of another currency at the rate of `fx`, where that has a name of its own."""
    foreign = wanted if own == context.currency else own
    if context.currency not in (own, wanted):
        return None
    for item in context.model.declarations:
        if isinstance(item, nodes.Fx) and item.currency.name == foreign and isinstance(item.value, nodes.Name):
            text = f"({node.span.text})" if isinstance(node, nodes.Binary) else node.span.text
            is_amount = context.type_of(item.value).is_money
            rate = f"({item.value.name} / (1 {foreign}))" if is_amount else item.value.name
            return f"write `{text} {'*' if wanted == context.currency else '/'} {rate}`"
    return None


def _check_amount(
    context: Context, node: nodes.Expression, setting: Setting, currency: str, source: nodes.Expression | None = None
) -> None:
    """An amount is money, or money per time that runs over the block's period (rule 9)."""
    own = context.infer(node, setting.place)
    if own.is_unknown:
        return
    if is_free_zero(own) or (is_free_bare(own) and currency == context.currency):
        adopt(context, node, money(currency))
        return
    if not (own.is_money or own.is_money_flow):
        code = "type-mismatch" if own.kind != "quantity" else "dimension-mismatch"
        context.report(
            code,
            f"the amount that is moved is money, and this is {describe(own)}",
            node.span,
            labels=label_of(context, node, describe(own)),
            help=literal_with_unit(context, node.span.text, money(currency))
            if own.is_bare
            else _share_meant(node, source),
        )
        return
    if own.currency != currency:
        context.report(
            "currency-mismatch",
            f"the amount is in {own.currency}, and the account is in {currency}",
            node.span,
            help=_exchanged(context, node, own.currency, currency),
        )
    if own.is_money_flow and setting.block is not None and setting.block.keyword == "at":
        context.report(
            "flow-at-date",
            "money per time has no length of time in an `at` block",
            node.span,
            labels=label_of(context, node, describe(own)),
            help=f"write `{_as_factor(node)} * 1 {own.period}`",
        )
    if own.is_money_flow and setting.block is not None and len(setting.block.months) > 1:
        count = len(setting.block.months)
        even = f"write `{_as_factor(node)} * {12 // count} months`" if 12 % count == 0 else None
        context.report(
            "flow-in-months",
            f"money per time is for a whole year, and this block runs {count} times in one",
            node.span,
            labels=label_of(context, node, describe(own)),
            help=even,
        )


def _as_factor(node: nodes.Expression) -> str:
    is_loose = (isinstance(node, nodes.Binary) and node.operator in "+-") or isinstance(node, nodes.RealSuffix)
    return f"({node.span.text})" if is_loose else node.span.text


def _move(context: Context, node: nodes.Move, setting: Setting) -> None:
    sources = parties(context, node.source, setting.place, "move", is_source=True)
    targets = parties(context, node.target, setting.place, "move", is_source=False)
    report_shared(context, sources, targets)
    _check_amount(context, node.amount, setting, currency_of(context, sources), node.source)


def _withdraw(context: Context, node: nodes.Withdraw, setting: Setting) -> None:
    sources = parties(context, node.source, setting.place, "withdraw", is_source=True)
    _check_amount(context, node.amount, setting, currency_of(context, sources), node.source)


def _pay(context: Context, node: nodes.Pay, setting: Setting) -> None:
    if node.source is None:
        _check_event(context, node.amount, setting, "pay", ("debt", "expense", "goal"))
        return
    sources = parties(context, node.source, setting.place, "pay", is_source=True)
    _check_amount(context, node.amount, setting, currency_of(context, sources), node.source)


def _receive(context: Context, node: nodes.Receive, setting: Setting) -> None:
    if node.target is None:
        _check_event(context, node.amount, setting, "receive", ("income",))
        return
    targets = parties(context, node.target, setting.place, "receive", is_source=False)
    _check_amount(context, node.amount, setting, currency_of(context, targets))


def _check_event(context: Context, node: nodes.Expression, setting: Setting, verb: str, kinds: tuple[str, ...]) -> None:
    """`receive salary` and `pay mortgage` name what the plan declares."""
    other = "into" if verb == "receive" else "from"
    if isinstance(node, nodes.Name):
        binding = find_binding(context, node.name, setting.place)
        if binding is None or binding.kind in kinds:
            symbol = resolve(context, node, setting.place)
            if symbol is not None:
                context.model.types[id(node)] = symbol.type
                place_event(context, f"{verb} {node.name}", node.span, setting.block, setting.is_top)
                _require_payment(context, node, symbol)
            return
    infer_loosely(context, node, setting.place)
    *others, last = (f"an {kind}" if kind[0] in "aeio" else f"a {kind}" for kind in kinds)
    words = f"{', '.join(others)} or {last}" if others else last
    context.report(
        "incomplete-statement",
        f"`{verb}` needs the name of {words}, or an amount and an account",
        node.span,
        help=f"write `{verb} {node.span.text} {other} ACCOUNT`",
    )


def _require_payment(context: Context, node: nodes.Name, symbol: Symbol) -> None:
    """Report the payment of a debt that has none."""
    payment = context.property(symbol.node, "payment") if symbol.kind == "debt" and symbol.node is not None else None
    if isinstance(payment, nodes.Name) and payment.name == "none":
        context.report(
            "misplaced-event",
            f"nothing is paid of `{node.name}`, whose interest is added when accounts grow",
            node.span,
            labels=(Label(payment.span, "it has no payment"),),
        )


def _borrow(context: Context, node: nodes.Borrow, setting: Setting) -> None:
    debts = debt_parties(context, node.debt, setting.place, "borrow")
    parties(context, node.target, setting.place, "borrow", is_source=False)
    _check_amount(context, node.amount, setting, currency_of(context, debts))


def _repay(context: Context, node: nodes.Repay, setting: Setting) -> None:
    debts = debt_parties(context, node.debt, setting.place, "repay")
    report_shared(context, parties(context, node.source, setting.place, "repay", is_source=True), debts)
    _check_amount(context, node.amount, setting, currency_of(context, debts))


def _rebalance(context: Context, node: nodes.Rebalance, setting: Setting) -> None:
    if node.group is not None:
        require_weights(context, node.group, setting.place)
        return
    found: list[Party] = []
    for weight in node.weights:
        found.extend(parties(context, weight.name, setting.place, "rebalance", is_source=True))
    check_weights(context, node.weights, setting.place, found)


def _apply(context: Context, node: nodes.Apply, setting: Setting) -> None:
    check_application(context, node, setting.place)


def _grow(context: Context, node: nodes.Grow, setting: Setting) -> None:
    place_event(context, "grow", node.span, setting.block, setting.is_top)


def _let(context: Context, node: nodes.Let, setting: Setting) -> None:
    force(context, context.lets[id(node)], None)


def _record(context: Context, node: nodes.Record, setting: Setting) -> None:
    gather_properties(context, node, node.properties, "record")
    binding = find_binding(context, node.name.name, setting.place)
    if binding is not None and binding.node is node:
        force(context, binding, None)
    else:
        context.infer(node.value, setting.place)


def _note(context: Context, node: nodes.Note, setting: Setting) -> None:
    for value in node.values:
        context.infer(value, setting.place)


def _check(context: Context, node: nodes.Check, setting: Setting) -> None:
    check_condition(context, node, setting.place)


def _if(context: Context, node: nodes.If, setting: Setting) -> None:
    for condition, body in node.branches:
        require_condition(context, condition, context.infer(condition, setting.place), "`if`")
        check_body(context, body, setting.block, is_top=False)
    check_body(context, node.otherwise or (), setting.block, is_top=False)


# Any: each function takes the node class under which it stands here.
BY_STATEMENT: dict[type, Callable[[Context, Any, Setting], None]] = {
    nodes.Move: _move,
    nodes.Withdraw: _withdraw,
    nodes.Pay: _pay,
    nodes.Receive: _receive,
    nodes.Borrow: _borrow,
    nodes.Repay: _repay,
    nodes.Rebalance: _rebalance,
    nodes.Apply: _apply,
    nodes.Grow: _grow,
    nodes.Let: _let,
    nodes.Record: _record,
    nodes.Note: _note,
    nodes.Check: _check,
    nodes.If: _if,
}
