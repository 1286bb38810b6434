"""The one line of a node, or the head of its block without the bracket, by the node's class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plainplan.syntax.format_expressions import OR, SUFFIX, Pen
from plainplan.syntax.nodes import (
    Account,
    Alias,
    Apply,
    Binary,
    Block,
    Borrow,
    Check,
    Column,
    Data,
    Draw,
    Expression,
    Fn,
    Fx,
    Grid,
    GridAxis,
    Group,
    Grow,
    Let,
    Move,
    Name,
    Note,
    Overlay,
    Param,
    Pay,
    Person,
    Plan,
    Property,
    Prove,
    Qualifier,
    Rebalance,
    Receive,
    Record,
    Repay,
    Report,
    ReportItem,
    Rule,
    Scenario,
    Solve,
    Table,
    TableColumn,
    Unit,
    Use,
    Withdraw,
)
from plainplan.syntax.texts import write_text


def write_line(pen: Pen, node: Any) -> None:
    """Writes the line of a declaration, a statement, or a line of a block."""
    LINES[type(node)](pen, node)


def _label(pen: Pen, label: str | None) -> None:
    if label is not None:
        pen.text(f" {write_text(label)}")


def _alias(pen: Pen, alias: Alias | None) -> None:
    if alias is not None:
        pen.text(f" as {alias.name}")
        _label(pen, alias.label)


def _head(pen: Pen, keyword: str, name: Name, label: str | None) -> None:
    pen.text(f"{keyword} {name.name}")
    _label(pen, label)


def _plan(pen: Pen, node: Plan) -> None:
    pen.text("plan")
    _label(pen, node.label)


def _use(pen: Pen, node: Use) -> None:
    pen.text(f"use {'.'.join(name.name for name in node.path)}")


def _unit(pen: Pen, node: Unit) -> None:
    pen.text(f"unit {node.name.name} = ")
    pen.expression(node.value)


def _fx(pen: Pen, node: Fx) -> None:
    pen.text(f"fx {node.currency.name} = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _person(pen: Pen, node: Person) -> None:
    _head(pen, "person", node.name, node.label)


def _param(pen: Pen, node: Param) -> None:
    pen.text(f"param {node.name.name} = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _let(pen: Pen, node: Let) -> None:
    pen.text(f"let {node.name.name} = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _fn(pen: Pen, node: Fn) -> None:
    pen.text(f"fn {node.name.name}")
    pen.formals(node.formals, node.name.span.end)
    pen.text(" = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _data(pen: Pen, node: Data) -> None:
    _head(pen, "data", node.name, node.label)
    pen.text(f" from {write_text(node.path.value)}")
    if node.by is not None:
        pen.text(f" by {node.by.name}")


def _column(pen: Pen, node: Column) -> None:
    pen.text(f"column {write_text(node.header)} as {node.name.name}")
    if node.type is not None:
        pen.text(": ")
        pen.expression(node.type, SUFFIX)
        _label(pen, node.label)


def _account(pen: Pen, node: Account) -> None:
    _head(pen, node.keyword, node.name, node.label)
    if node.value is not None:
        pen.text(" = ")
        pen.expression(node.value)


def _group(pen: Pen, node: Group) -> None:
    _head(pen, "group", node.name, node.label)
    pen.text(" = ")
    pen.list_of(node.weights or node.members)


def _rule(pen: Pen, node: Rule) -> None:
    pen.text(f"rule {node.name.name}")
    pen.formals(node.formals, node.name.span.end)


def _check(pen: Pen, node: Check) -> None:
    _head(pen, node.keyword, node.name, node.label)
    pen.text(": ")
    pen.expression(node.condition)
    for qualifier in node.qualifiers:
        pen.text(" ")
        _qualifier(pen, qualifier)


def _qualifier(pen: Pen, node: Qualifier) -> None:
    pen.text("in " if node.kind == "paths" else f"{node.kind} ")
    pen.expression(node.value, OR)
    if node.kind == "paths":
        pen.text(" of paths")


def _prove(pen: Pen, node: Prove) -> None:
    _head(pen, "prove", node.name, node.label)
    pen.text(": ")
    pen.expression(node.claim)


def _solve(pen: Pen, node: Solve) -> None:
    pen.text(f"solve {node.name.name} = ")
    pen.expression(node.unknown)
    pen.text(" where ")
    pen.expression(node.condition)
    _label(pen, node.label)


def _table(pen: Pen, node: Table) -> None:
    _head(pen, "table", node.name, node.label)


def _table_column(pen: Pen, node: TableColumn) -> None:
    pen.text("total " if node.is_total else "")
    pen.text(node.name.name)
    pen.text(" in " if node.is_header else " = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _grid(pen: Pen, node: Grid) -> None:
    _head(pen, "grid", node.name, node.label)


def _grid_axis(pen: Pen, node: GridAxis) -> None:
    pen.text(f"{node.keyword} {node.name.name} in ")
    pen.expression(node.values)
    _label(pen, node.label)


def write_grid_cell(pen: Pen, node: Grid) -> None:
    """The line of a grid that says what its cells hold."""
    pen.text("cell = ")
    pen.expression(node.cell)
    _label(pen, node.cell_label)


def _scenario(pen: Pen, node: Scenario) -> None:
    _head(pen, "scenario", node.name, node.label)


def _overlay(pen: Pen, node: Overlay) -> None:
    pen.expression(node.target)
    pen.text(" = ")
    pen.expression(node.value)


def _draw(pen: Pen, node: Draw) -> None:
    pen.expression(node.target)
    pen.text(" ~ once " if node.is_once else " ~ ")
    pen.expression(node.value)


def _report(pen: Pen, node: Report) -> None:
    pen.text("report")
    _label(pen, node.label)


# A statement is drawn up at one date, or from one date until another.
_STATEMENT_DATES: dict[int, tuple[str, ...]] = {0: (), 1: ("at",), 2: ("from", "until")}


def _report_item(pen: Pen, node: ReportItem) -> None:
    pen.text(node.keyword)
    match node.keyword:
        case "chart":
            _label(pen, node.label)
            pen.text(" of ")
            pen.list_of(node.values)
        case "show":
            pen.text(" ")
            pen.expression(node.values[0])
            if node.label is not None:
                pen.text(f" as {write_text(node.label)}")
        case "statement" if node.kind is not None:
            pen.text(f" {node.kind.name}")
            for word, value in zip(
                (" at ",) if len(node.values) == 1 else (" from ", " until "), node.values, strict=False
            ):
                pen.text(word)
                pen.expression(value, OR)
        case _:
            pen.text(" over ")
            pen.expression(node.values[0])


def _block(pen: Pen, node: Block) -> None:
    pen.text(node.keyword.replace("_", " "))
    if node.period is not None:
        pen.text(f" {node.period.name}")
    if node.is_first:
        pen.text(" first")
    if node.months:
        pen.text(f" in {', '.join(month.name for month in node.months)}")
    if node.condition is not None:
        pen.text(" ")
        pen.expression(node.condition)


def _property(pen: Pen, node: Property) -> None:
    pen.text(f"{node.name.name}: ")
    match node:
        case Property(
            name=Name(name="locale"), value=Binary(operator="-", left=Name(name=left), right=Name(name=right))
        ):
            # `zh-TW` is one word, which reads as a difference.
            pen.text(f"{left}-{right}")
        case _:
            pen.expression(node.value)


def _transfer(
    pen: Pen, keyword: str, amount: Expression, ways: tuple[tuple[str, Expression | None], ...], alias: Alias | None
) -> None:
    pen.text(f"{keyword} ")
    pen.expression(amount)
    for word, account in ways:
        if account is not None:
            pen.text(f" {word} ")
            pen.expression(account, OR)
    _alias(pen, alias)


def _move(pen: Pen, node: Move) -> None:
    _transfer(pen, "move", node.amount, (("from", node.source), ("to", node.target)), node.alias)


def _withdraw(pen: Pen, node: Withdraw) -> None:
    _transfer(pen, "withdraw", node.amount, (("from", node.source),), node.alias)


def _pay(pen: Pen, node: Pay) -> None:
    _transfer(pen, "pay", node.amount, (("from", node.source),), node.alias)


def _receive(pen: Pen, node: Receive) -> None:
    _transfer(pen, "receive", node.amount, (("into", node.target),), node.alias)


def _borrow(pen: Pen, node: Borrow) -> None:
    _transfer(pen, "borrow", node.amount, (("from", node.debt), ("into", node.target)), node.alias)


def _repay(pen: Pen, node: Repay) -> None:
    _transfer(pen, "repay", node.amount, (("of", node.debt), ("from", node.source)), node.alias)


def _rebalance(pen: Pen, node: Rebalance) -> None:
    pen.text("rebalance to ")
    pen.list_of(node.weights if node.group is None else (node.group,))
    _alias(pen, node.alias)


def _apply(pen: Pen, node: Apply) -> None:
    pen.text("rebalance " if node.is_rebalance else "apply ")
    pen.expression(node.rule)
    _alias(pen, node.alias)


def _grow(pen: Pen, node: Grow) -> None:
    pen.text("grow")


def _record(pen: Pen, node: Record) -> None:
    pen.text(f"record {node.name.name} = ")
    pen.expression(node.value)
    _label(pen, node.label)


def _note(pen: Pen, node: Note) -> None:
    pen.text(f"note {write_text(node.label)}: ")
    pen.list_of(node.values)


# Any: each function takes the node of its own class, which a dict cannot say.
LINES: dict[type, Callable[[Pen, Any], None]] = {
    Plan: _plan,
    Use: _use,
    Unit: _unit,
    Fx: _fx,
    Person: _person,
    Param: _param,
    Let: _let,
    Fn: _fn,
    Data: _data,
    Column: _column,
    Account: _account,
    Group: _group,
    Rule: _rule,
    Check: _check,
    Qualifier: _qualifier,
    Prove: _prove,
    Solve: _solve,
    Table: _table,
    TableColumn: _table_column,
    Grid: _grid,
    GridAxis: _grid_axis,
    Scenario: _scenario,
    Overlay: _overlay,
    Draw: _draw,
    Report: _report,
    ReportItem: _report_item,
    Block: _block,
    Property: _property,
    Move: _move,
    Withdraw: _withdraw,
    Pay: _pay,
    Receive: _receive,
    Borrow: _borrow,
    Repay: _repay,
    Rebalance: _rebalance,
    Apply: _apply,
    Grow: _grow,
    Record: _record,
    Note: _note,
}
