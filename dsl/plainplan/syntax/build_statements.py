"""From productions to the statements of blocks and rules, and the lines of a report."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.syntax.build_declarations import choose_label
from plainplan.syntax.nodes import (
    Alias,
    Apply,
    Borrow,
    Expression,
    Grow,
    If,
    Move,
    Note,
    Pay,
    Rebalance,
    Receive,
    Record,
    Repay,
    ReportItem,
    Statement,
    Withdraw,
)
from plainplan.syntax.place import Place
from plainplan.syntax.texts import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plainplan.syntax.build_expressions import Parts


def alias(place: Place, parts: Parts) -> Alias:
    """`as NAME "label"`"""
    _, called, label = parts
    return Alias(called.span, called.name, choose_label(place, label))


def move(place: Place, parts: Parts) -> Move:
    """`move X from A to B as NAME`"""
    keyword, amount, _, source, _, target, alias = parts
    return Move(place.span(keyword[2]), amount, source, target, alias)


def withdraw(place: Place, parts: Parts) -> Withdraw:
    """`withdraw X from A then B as NAME`"""
    keyword, amount, _, source, alias = parts
    return Withdraw(place.span(keyword[2]), amount, source, alias)


def pay_due(place: Place, parts: Parts) -> Pay:
    """`pay mortgage`"""
    return Pay(place.span(parts[0][2]), parts[1], None, parts[2])


def pay(place: Place, parts: Parts) -> Pay:
    """`pay X from A as NAME`"""
    keyword, amount, _, source, alias = parts
    return Pay(place.span(keyword[2]), amount, source, alias)


def receive_due(place: Place, parts: Parts) -> Receive:
    """`receive salary`"""
    return Receive(place.span(parts[0][2]), parts[1], None, parts[2])


def receive(place: Place, parts: Parts) -> Receive:
    """`receive X into A as NAME`"""
    keyword, amount, _, target, alias = parts
    return Receive(place.span(keyword[2]), amount, target, alias)


def borrow(place: Place, parts: Parts) -> Borrow:
    """`borrow X from D into A as NAME`"""
    keyword, amount, _, debt, _, target, alias = parts
    return Borrow(place.span(keyword[2]), amount, debt, target, alias)


def repay(place: Place, parts: Parts) -> Repay:
    """`repay X of D from A as NAME`"""
    keyword, amount, _, debt, _, source, alias = parts
    return Repay(place.span(keyword[2]), amount, debt, source, alias)


def rebalance(place: Place, parts: Parts) -> Rebalance:
    """`rebalance to core 40%, lever 20%, cash rest`"""
    keyword, _, weights, alias = parts
    return Rebalance(place.span(keyword[2]), tuple(weights), alias)


def rebalance_group(place: Place, parts: Parts) -> Rebalance:
    """`rebalance to portfolio`"""
    keyword, _, called, alias = parts
    return Rebalance(place.span(keyword[2]), (), alias, called)


def apply(place: Place, parts: Parts) -> Apply:
    """`apply RULE(...) as NAME`, `rebalance RULE(...)`"""
    keyword, rule, alias = parts
    return Apply(place.span(keyword[2]), rule, keyword[1] == "rebalance", alias)


def grow(place: Place, parts: Parts) -> Grow:
    """`grow`"""
    return Grow(place.span(parts[0][2]))


def record(place: Place, parts: Parts) -> Record:
    """`record NAME = EXPR "label" { start: V }`"""
    keyword, called, before, _, value, after, properties = parts
    return Record(place.span(keyword[2]), called, value, choose_label(place, before, after), tuple(properties))


def note(place: Place, parts: Parts) -> Note:
    """`note "斷頭": ratio, sold`"""
    keyword, label, _, values = parts
    return Note(place.span(keyword[2]), read_text(label[1]), tuple(values))


# The offset at which a chain of `if` begins, and its branches so far.
Chain = tuple[int, list[tuple[Expression, tuple[Statement, ...]]]]


def if_first(place: Place, parts: Parts) -> Chain:
    """`if C { … }`"""
    keyword, condition, body = parts
    return keyword[2], [(condition, tuple(body))]


def if_more(place: Place, parts: Parts) -> Chain:
    """`… else if C { … }`"""
    chain: Chain = parts[0]
    chain[1].append((parts[3], tuple(parts[4])))
    return chain


def if_only(place: Place, parts: Parts) -> If:
    """A chain without a last `else`."""
    start, branches = parts[0]
    return If(place.span(start), tuple(branches), None)


def if_else(place: Place, parts: Parts) -> If:
    """A chain and its last `else { … }`."""
    (start, branches), _, body = parts
    return If(place.span(start), tuple(branches), tuple(body))


def report_chart(place: Place, parts: Parts) -> ReportItem:
    """`chart "淨值" of net_worth, portfolio`"""
    keyword, title, _, values = parts
    return ReportItem(place.span(keyword[2]), "chart", read_text(title[1]), None, tuple(values))


def report_show(place: Place, parts: Parts) -> ReportItem:
    """`show net_worth`"""
    return ReportItem(place.span(parts[0][2]), "show", None, None, (parts[1],))


def report_show_as(place: Place, parts: Parts) -> ReportItem:
    """`show cash / nominal(living) as "現金年數"`"""
    return ReportItem(place.span(parts[0][2]), "show", read_text(parts[3][1]), None, (parts[1],))


def report_statement(place: Place, parts: Parts) -> ReportItem:
    """`statement balance`"""
    return ReportItem(place.span(parts[0][2]), "statement", None, parts[1], ())


def report_statement_at(place: Place, parts: Parts) -> ReportItem:
    """`statement balance at 2026-06-30`"""
    return ReportItem(place.span(parts[0][2]), "statement", None, parts[1], (parts[3],))


def report_statement_between(place: Place, parts: Parts) -> ReportItem:
    """`statement cash_flow from 2026-01 until 2026-06`"""
    return ReportItem(place.span(parts[0][2]), "statement", None, parts[1], (parts[3], parts[5]))


def report_variance(place: Place, parts: Parts) -> ReportItem:
    """`variance over 10%`"""
    return ReportItem(place.span(parts[0][2]), "variance", None, None, (parts[2],))


ACTIONS: dict[str, Callable[[Place, Parts], Any]] = {
    "alias": alias,
    "move": move,
    "withdraw": withdraw,
    "pay_due": pay_due,
    "pay": pay,
    "receive_due": receive_due,
    "receive": receive,
    "borrow": borrow,
    "repay": repay,
    "rebalance": rebalance,
    "rebalance_group": rebalance_group,
    "apply": apply,
    "grow": grow,
    "record": record,
    "note": note,
    "if_first": if_first,
    "if_more": if_more,
    "if_only": if_only,
    "if_else": if_else,
    "report_chart": report_chart,
    "report_show": report_show,
    "report_show_as": report_show_as,
    "report_statement": report_statement,
    "report_statement_at": report_statement_at,
    "report_statement_between": report_statement_between,
    "report_variance": report_variance,
}
