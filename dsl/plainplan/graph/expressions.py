"""Lowers the expressions of a plan to formulas."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import DATE, DAYS_IN, TIME, Type, duration, is_shorter
from plainplan.graph.builder import ONE, ZERO, minus, plus, times
from plainplan.graph.context import Arm, Condition, Context, Scope
from plainplan.graph.conversion import convert, scale
from plainplan.graph.literals import is_literal, lower_literal
from plainplan.graph.members import member_of, total_assets, total_debts, value_of
from plainplan.graph.nodes import (
    TIME as TIME_AXIS,
)
from plainplan.graph.nodes import (
    And,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    Negate,
    Not,
    Or,
    Reference,
    Whole,
)
from plainplan.syntax import nodes

Form = Callable[[Context, nodes.Call, Scope], Formula]


def lower_as(context: Context, node: nodes.Expression, scope: Scope, target: Type) -> Formula:
    """An expression in the period of `target`."""
    return convert(context.builder, lower(context, node, scope), context.type_of(node), target)


def lower(context: Context, node: nodes.Expression, scope: Scope) -> Formula:
    """An expression, in the unit of the type that the checker gave it."""
    if is_literal(context, node):
        return lower_literal(context, node, scope, context.type_of(node))
    match node:
        case nodes.Number():
            assert node.unit is not None
            unit = lower_name(context, node.unit, scope)
            bare = nodes.Number(node.span, node.text, node.value)
            return times(lower_literal(context, bare, scope, Type()), unit)
        case nodes.Name():
            return lower_name(context, node, scope)
        case nodes.Member():
            return lower_member(context, node, scope)
        case nodes.Call():
            from plainplan.graph.calls import lower_call

            return lower_call(context, node, scope)
        case nodes.Unary(operator="-", operand=operand):
            return Negate(lower(context, operand, scope))
        case nodes.Unary(operand=operand):
            return Not(lower(context, operand, scope))
        case nodes.Binary():
            return _arithmetic(context, node, scope)
        case nodes.Comparison():
            return lower_comparison(context, node, scope)
        case nodes.Logic():
            parts = tuple(lower(context, part, scope) for part in _operands(node, node.operator))
            return And(parts) if node.operator == "and" else Or(parts)
        case nodes.Conditional():
            target = context.type_of(node)
            condition = Condition(lower(context, node.condition, scope))
            consequent = lower_as(context, node.consequent, in_arm(scope, condition), target)
            alternative = lower_as(context, node.alternative, in_arm(scope, condition, is_otherwise=True), target)
            return If(condition.test, consequent, alternative)
        case nodes.RealSuffix(operand=operand) | nodes.CompoundedSuffix(operand=operand):
            return lower(context, operand, scope)
        case nodes.List():
            from plainplan.graph.lists import lower_list

            return lower_list(context, node, scope)
    raise AssertionError(node)


def sides_of(context: Context, node: nodes.Comparison, scope: Scope) -> tuple[Formula, Formula]:
    """Both sides of a comparison in one unit."""
    left, right = context.type_of(node.left), context.type_of(node.right)
    target = common_type(left, right)
    return lower_as(context, node.left, scope, target), lower_as(context, node.right, scope, target)


def lower_comparison(context: Context, node: nodes.Comparison, scope: Scope) -> Formula:
    """A comparison as one node with its tolerance (rule 23)."""
    left, right = sides_of(context, node, scope)
    return Compare(node.operator, left, right, tolerance_of(context, node))


def tolerance_of(context: Context, node: nodes.Comparison) -> int | None:
    """The tolerance of a comparison: none for whole numbers, dates, text and flags, else of money or of numbers."""
    left, right = context.type_of(node.left), context.type_of(node.right)
    if left.kind in ("date", "text", "boolean") or (_is_whole(left) and _is_whole(right)):
        return None
    is_money = left.currency is not None or right.currency is not None
    return context.known["money_tolerance" if is_money else "tolerance"].quantity


def common_type(left: Type, right: Type) -> Type:
    """The type in which two quantities are added or compared: that of the shorter period."""
    if left.is_zero or left.is_unknown or left.is_bare:
        return right
    if left.period and right.period and is_shorter(right.period, left.period):
        return right
    return left


def materialise(context: Context, formula: Formula, scope: Scope, type_: Type, name: str = "") -> Reference:
    """A formula as a quantity of its own, if it is none yet."""
    if isinstance(formula, Reference):
        return formula
    return context.builder.add(name or f"{scope.owner}~", scope.label, type_, scope.block, formula, scope.span)


def in_arm(scope: Scope, condition: Condition, *, is_otherwise: bool = False) -> Scope:
    """The scope of what is computed only where a condition holds, or does not."""
    inner = scope.named(scope.owner, scope.label)
    inner.arm = Arm(condition, is_otherwise, scope.arm)
    return inner


def step_of(context: Context, date: Formula, scope: Scope) -> Formula:
    """The number of the step that contains a date."""
    label = f"{scope.label} {context.words('step_of')}"
    if context.model.facts.is_short:
        number = short_step_of(context, date)
    else:
        months = months_from_start(context, date, scope)
        number = plus(Call("int", (Binary("/", months, context.known["step_months"]),)), ONE)
    return context.builder.add(f"{scope.owner}~", label, Type(is_whole=True), scope.block, number, scope.span)


def short_step_of(context: Context, date: Formula) -> Formula:
    """The number of the step that contains a date, where steps are counted in days."""
    start = context.known["start"]
    if context.model.facts.step == "day":
        # A weekend, as a holiday, belongs to the business day before it.
        return Call("networkdays", (start, date, *days_off(context)))
    weeks = Binary("/", minus(date, start), context.builder.number(DAYS_IN["week"]))
    return plus(Call("int", (weeks,)), ONE)


def days_off(context: Context) -> tuple[Formula, ...]:
    """The holidays of the plan, as WORKDAY and NETWORKDAYS take them."""
    holidays = context.known.get("holidays")
    return () if holidays is None else (Whole(holidays.quantity),)


def months_from_start(context: Context, date: Formula, scope: Scope) -> Formula:
    """Whole calendar months from the month of the plan's start to the month of a date."""
    date = materialise(context, date, scope, DATE)
    start = context.known["start"]
    years = minus(Call("year", (date,)), Call("year", (start,)))
    months = minus(Call("month", (date,)), Call("month", (start,)))
    whole = plus(times(years, context.builder.number(12, "months_in_year")), months)
    return materialise(context, whole, scope, Type(is_whole=True))


def lower_name(context: Context, node: nodes.Name, scope: Scope) -> Formula:
    """A name, wherever it stands."""
    symbol = context.symbol_of(node)
    type_ = context.type_of(node)
    if node.name in scope.locals and symbol.kind in ("let", "formal"):
        return scope.locals[node.name].formula
    match symbol.kind:
        case "asset" | "debt" | "group" | "debts":
            return value_of(context, scope, node.name)
        case "formal":
            account = scope.accounts[node.name]
            # What a rule reads of an account is in the currency in which the rule counts.
            return context.exchanged(value_of(context, scope, account), context.currency_of(account), type_.currency)
        case "param" | "let" | "column":
            return Reference(context.definitions[symbol.name])
        case "record":
            return Reference(context.records[scope.prefix + symbol.name])
        case "currency":
            return ONE
        case "unit":
            return ONE if symbol.node is None else Reference(context.definitions[symbol.name])
        case "time":
            return _time_name(context, symbol.name, scope, type_)
        case "total":
            return total_of(context, symbol.name, None, scope)
    raise AssertionError(symbol)


def _time_name(context: Context, name: str, scope: Scope, type_: Type) -> Formula:
    period = context.model.facts.step
    if name == "period" and scope.run is not None:
        period = scope.run.period
    match name:
        case "now":
            return context.known["date"]
        case "first":
            return context.known["first"]
        case "elapsed":
            return convert(context.builder, context.known["elapsed"], duration(context.model.facts.step), type_)
        case "step":
            return context.known["step"]
        case "period":
            if period == context.model.facts.step == "day":
                return convert(context.builder, context.known["days"], duration("day"), type_)
            return scale(context.builder, ONE, period, type_.period or period)
    raise AssertionError(name)


def total_of(context: Context, name: str, member: str | None, scope: Scope) -> Formula:
    """`assets`, `debts`, `net_worth`, `net_cash_flow`, `incomes`, `expenses.living`."""
    if member in ("controllable", "uncontrollable") or (member is not None and name in ("assets", "debts")):
        # Imported when needed: few plans read them.
        from plainplan.graph.classes import total_member

        return total_member(context, name, member, scope)
    match name:
        case "assets":
            return total_assets(context, scope)
        case "debts":
            return total_debts(context, scope)
        case "net_worth":
            if scope.state is None:
                return context.known["net_worth"]
            return minus(total_assets(context, scope), total_debts(context, scope))
        case "net_cash_flow":
            return context.known["net_cash_flow"]
    number = context.definitions.get(f"{name}.{member}" if member else name)
    # A class of which the plan has nothing sums to nothing.
    return ZERO if number is None else Reference(number)


def lower_member(context: Context, node: nodes.Member, scope: Scope) -> Formula:
    """What stands after a dot."""
    assert isinstance(node.object, nodes.Name)
    name, member = node.object.name, node.member.name
    symbol = context.symbol_of(node.object)
    match symbol.kind:
        case "table" | "grid":
            return Reference(context.definitions[f"{name}.{member}"])
        case "data":
            if scope.axis != TIME_AXIS or context.model.data[name].period is None:
                return Reference(context.definitions[f"{name}.{member}"])
            from plainplan.graph.data import data_in_time

            return data_in_time(context, name, member)
        case "asset" | "debt" | "group" | "debts":
            return member_of(context, scope, name, member)
        case "formal":
            account = scope.accounts[name]
            wanted = context.type_of(node).currency
            return context.exchanged(member_of(context, scope, account, member), context.currency_of(account), wanted)
        case "income" | "expense" | "goal":
            flow = context.flows[name]
            if member == "amount":
                return flow.amount
            if member == "monthly":
                # Imported when needed: few plans read it.
                from plainplan.graph.budget import amount_a_month

                return amount_a_month(context, name)
            return Reference(getattr(flow, member))
        case "person":
            return Reference(context.definitions[f"{name}.{member}"])
        case "statement":
            statement = context.statements.get(scope.prefix + name)
            if statement is None:
                return context.promise(f"{scope.prefix}{name}.{member}", context.type_of(node), scope)
            return statement.amount if member == "amount" else statement.short
        case "application":
            record = context.records.get(f"{scope.prefix}{name}.{member}")
            if record is None:
                return context.promise(f"{scope.prefix}{name}.{member}", context.type_of(node), scope)
            return Reference(record)
        case "total":
            return total_of(context, name, member, scope)
    raise AssertionError(symbol)


def _arithmetic(context: Context, node: nodes.Binary, scope: Scope) -> Formula:
    left, right, result = context.type_of(node.left), context.type_of(node.right), context.type_of(node)
    if node.operator in "+-":
        if "date" in (left.kind, right.kind):
            return _date_arithmetic(context, node, scope, left, right)
        return Binary(
            node.operator,
            lower_as(context, node.left, scope, result),
            lower_as(context, node.right, scope, result),
        )
    if node.operator == "^":
        return Binary("^", lower_plain(context, node.left, scope), _exponent(context, node.right, scope))
    first, second = lower_plain(context, node.left, scope), lower_plain(context, node.right, scope)
    if left.period and right.period and left.period != right.period:
        second = scale(context.builder, second, right.period, left.period, right.power(TIME))
    if second == ONE or (first == ONE and node.operator == "*"):
        return first if second == ONE else second
    return Binary(node.operator, first, second)


def lower_plain(context: Context, node: nodes.Expression, scope: Scope) -> Formula:
    """An expression in its own period, a nominal rate made effective: what arithmetic reads."""
    type_ = context.type_of(node)
    return lower_as(context, node, scope, Type(powers=type_.powers, period=type_.period))


def _exponent(context: Context, node: nodes.Expression, scope: Scope) -> Formula:
    if isinstance(node, nodes.Number) and node.unit is None and node.value.is_integer() and "%" not in node.text:
        return Constant(node.value)
    return lower_plain(context, node, scope)


def _date_arithmetic(context: Context, node: nodes.Binary, scope: Scope, left: Type, right: Type) -> Formula:
    first, second = lower(context, node.left, scope), lower(context, node.right, scope)
    if left.kind == right.kind:
        return minus(first, second)
    if left.kind != "date":
        first, second, left, right = second, first, right, left
    if right.period in ("day", "week"):
        days = scale(context.builder, second, right.period, "day")
        return Binary(node.operator, first, days)
    months = scale(context.builder, second, right.period or "month", "month")
    return Call("edate", (first, months if node.operator == "+" else Negate(months)))


def _operands(node: nodes.Expression, operator: str) -> list[nodes.Expression]:
    # A chain of the same word is one node: `a and b and c` multiplies three flags.
    if isinstance(node, nodes.Logic) and node.operator == operator:
        return [*_operands(node.left, operator), *_operands(node.right, operator)]
    return [node]


def _is_whole(type_: Type) -> bool:
    return type_.is_number and (type_.is_whole or type_.is_zero)
