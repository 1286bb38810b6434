"""The type of every expression, by one function a node class."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.check.agreement import join
from plainplan.check.arithmetic import require_condition, type_binary, type_comparison, type_unary
from plainplan.check.calls import type_call
from plainplan.check.context import Context, Place
from plainplan.check.member_types import type_member
from plainplan.check.members import MEMBERS
from plainplan.check.model import Symbol
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import article, is_account, provided_symbol, resolve
from plainplan.check.words import COMPOUNDINGS, PERIOD_WORDS
from plainplan.dimensions import BOOLEAN, CURRENCIES, DATE, TEXT, UNKNOWN, Type, describe, money
from plainplan.records import replace
from plainplan.syntax import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Every literal without a unit has one of eight types.
PLAIN_NUMBERS = {
    (is_whole, is_zero, is_bare): Type(is_whole=is_whole, is_zero=is_zero, is_bare=is_bare)
    for is_whole in (False, True)
    for is_zero in (False, True)
    for is_bare in (False, True)
}


def infer(context: Context, node: nodes.Expression, place: Place) -> Type:
    """The type of an expression; it is kept in the model."""
    type_ = BY_NODE[type(node)](context, node, place)
    context.model.types[id(node)] = type_
    return type_


def _number(context: Context, node: nodes.Number, place: Place) -> Type:
    if node.value in (float("inf"), float("-inf")):
        return context.report("number-too-large", f"`{node.text}` is too large to calculate with", node.span)
    if node.unit is None:
        is_percent = node.text.endswith(("%", "bp"))
        is_whole = not is_percent and "." not in node.text and node.value == int(node.value)
        return PLAIN_NUMBERS[is_whole, node.value == 0, not is_percent]
    symbol = provided_symbol(context, node.unit.name, place)
    if symbol is None or symbol.kind not in ("unit", "currency"):
        if context.report_name_once("unit", node.unit.name):
            words = (*PERIOD_WORDS, *sorted(CURRENCIES), "shares", *context.units)
            context.report(
                "unknown-unit",
                f"unknown unit `{node.unit.name}`",
                node.unit.span,
                "only a unit or a currency may follow a number",
                help=did_you_mean(node.unit.name, words) or f"write `{node.text} * {node.unit.name}` to multiply"
                if node.unit.name in context.names
                else did_you_mean(node.unit.name, words),
            )
        return UNKNOWN
    context.model.symbols[id(node.unit)] = symbol
    context.model.types[id(node.unit)] = symbol.type
    return symbol.type


def _text(context: Context, node: nodes.Text, place: Place) -> Type:
    return TEXT


def _date(context: Context, node: nodes.Date, place: Place) -> Type:
    if (node.year, node.month) < (1900, 3):
        return context.report(
            "date-too-early", f"`{node.span.text}` is before 1900-03-01, where calendars of workbooks begin", node.span
        )
    return DATE


def _name(context: Context, node: nodes.Name, place: Place) -> Type:
    symbol = resolve(context, node, place)
    if symbol is None:
        return UNKNOWN
    if node.name == "now" and symbol.kind == "time" and place.kind != "fn" and context.model.facts.is_calculator:
        return context.report("now-without-plan", "`now` is the time of a plan, and a calculator has none", node.span)
    return value_of(context, node, symbol)


def value_of(context: Context, node: nodes.Name, symbol: Symbol) -> Type:
    """The type of a name where a value is meant: an account stands for its balance."""
    if symbol.kind == "formal" and is_account(symbol):
        return money(context.currency).as_series()
    if symbol.kind in ("table", "grid", "data"):
        columns = [name for name in context.model.columns if name.startswith(symbol.name + ".")]
        return context.report(
            "not-a-value",
            f"`{node.name}` is {article(symbol.kind)} and has no single value",
            node.span,
            notes=(f"its columns: {', '.join(columns)}",) if columns else (),
        )
    if symbol.kind in ("income", "expense", "goal", "person", "statement", "application"):
        members = MEMBERS.get(symbol.kind, {})
        first = {"person": "age", "application": None}.get(symbol.kind, "amount")
        return context.report(
            "not-a-value",
            f"`{node.name}` is {article(symbol.kind)} and has no single value",
            node.span,
            help=f"write `{node.name}.{first}`" if first in members else None,
        )
    return symbol.type


def _unary(context: Context, node: nodes.Unary, place: Place) -> Type:
    return type_unary(context, node, context.infer(node.operand, place))


def _binary(context: Context, node: nodes.Binary, place: Place) -> Type:
    left = context.infer(node.left, place)
    return type_binary(context, node, left, context.infer(node.right, place))


def _comparison(context: Context, node: nodes.Comparison, place: Place) -> Type:
    left = context.infer(node.left, place)
    return type_comparison(context, node, left, context.infer(node.right, place))


def _logic(context: Context, node: nodes.Logic, place: Place) -> Type:
    is_series = False
    for side in (node.left, node.right):
        type_ = context.infer(side, place)
        require_condition(context, side, type_, f"`{node.operator}`")
        is_series = is_series or type_.is_series
    return BOOLEAN.as_series(is_series)


def _conditional(context: Context, node: nodes.Conditional, place: Place) -> Type:
    condition = context.infer(node.condition, place)
    require_condition(context, node.condition, condition, "`if`")
    context.infer(node.consequent, place)
    context.infer(node.alternative, place)
    type_ = join(
        context,
        node.consequent,
        node.alternative,
        "the two values of `if` are {0} and {1}",
        node.span,
        "both need the same dimension",
        takes_bare=False,
    )
    return type_.as_series() if condition.is_series and not type_.is_unknown else type_


def _real_suffix(context: Context, node: nodes.RealSuffix, place: Place) -> Type:
    type_ = context.infer(node.operand, place)
    if type_.is_unknown:
        return type_
    if type_.is_bare and type_.is_number:
        return context.report(
            "missing-unit",
            f"`real` needs money, and `{node.operand.span.text}` has no currency",
            node.operand.span,
            help=f"write `{node.operand.span.text} {context.currency} real`",
        )
    if not (type_.is_money or type_.is_money_flow):
        return context.report(
            "dimension-mismatch", f"only money can be real, and this is {describe(type_)}", node.operand.span
        )
    return replace(type_, is_real=True)


def _compounded_suffix(context: Context, node: nodes.CompoundedSuffix, place: Place) -> Type:
    type_ = context.infer(node.operand, place)
    if node.every.name not in COMPOUNDINGS:
        context.report(
            "unknown-word",
            f"a rate is compounded {', '.join(COMPOUNDINGS[:-1])} or {COMPOUNDINGS[-1]}, not `{node.every.name}`",
            node.every.span,
            help=did_you_mean(node.every.name, COMPOUNDINGS),
        )
        return type_
    if type_.is_unknown:
        return type_
    if not type_.is_rate:
        return context.report(
            "dimension-mismatch",
            f"only a rate is compounded, and this is {describe(type_)}",
            node.operand.span,
            help=f"write `{node.operand.span.text}/year compounded {node.every.name}`" if type_.is_number else None,
        )
    return replace(type_, compounding=node.every.name)


def _misplaced(context: Context, node: Any, place: Place) -> Type:  # Any: one answer for four classes
    words = {
        nodes.Range: "a range",
        nodes.Priority: "an order of accounts",
        nodes.Weight: "an account with its share",
        nodes.Listing: "a list",
    }
    amount = _amount_meant(node)
    if amount is not None:
        message = f"the currency of `{node.span.text}` stands after the amount"
        return context.report("misplaced-expression", message, node.span, help=f"write `{amount}`")
    return context.report(
        "misplaced-expression", f"{words[type(node)]} cannot stand where one value is needed", node.span
    )


def _amount_meant(node: nodes.Expression) -> str | None:
    """`USD 200` is read as an account with its share."""
    if isinstance(node, nodes.Listing) and len(node.items) == 1:
        node = node.items[0]
    match node:
        case nodes.Weight(name=nodes.Name(name=name), share=nodes.Number(unit=None) as share) if name in CURRENCIES:
            return f"{share.text} {name}"
        case _:
            return None


def _list(context: Context, node: nodes.List, place: Place) -> Type:
    context.has_lists = True
    # Imported when needed: few plans hold lists.
    from plainplan.check.lists import type_list

    return type_list(context, node, place)


# Any: each function takes the node class under which it stands here.
BY_NODE: dict[type, Callable[[Context, Any, Place], Type]] = {
    nodes.Number: _number,
    nodes.Text: _text,
    nodes.Date: _date,
    nodes.Name: _name,
    nodes.Member: type_member,
    nodes.Call: type_call,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.Comparison: _comparison,
    nodes.Logic: _logic,
    nodes.Conditional: _conditional,
    nodes.RealSuffix: _real_suffix,
    nodes.CompoundedSuffix: _compounded_suffix,
    nodes.List: _list,
    nodes.Range: _misplaced,
    nodes.Priority: _misplaced,
    nodes.Weight: _misplaced,
    nodes.Listing: _misplaced,
}
