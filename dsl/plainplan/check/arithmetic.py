"""The types of operators: powers add, sums need one dimension, conditions stay among themselves."""

from __future__ import annotations

from plainplan.check.agreement import is_free_zero, join
from plainplan.check.context import Context
from plainplan.dimensions import (
    BOOLEAN,
    CURRENCIES,
    DATE,
    NUMBER,
    UNKNOWN,
    Type,
    combine_powers,
    describe,
    duration,
)
from plainplan.records import replace
from plainplan.syntax import nodes

# An exponent beyond this is a slip of the pen: 2^4096 is past every number that a plan can hold.
GREATEST_EXPONENT = 4096


def type_binary(context: Context, node: nodes.Binary, left: Type, right: Type) -> Type:
    """The type of `left OP right`."""
    if left.is_unknown or right.is_unknown:
        return UNKNOWN
    if node.operator == "^":
        return _type_power(context, node, left, right)
    if "date" in (left.kind, right.kind):
        return _type_date_arithmetic(context, node, left, right)
    for side, type_ in ((node.left, left), (node.right, right)):
        if type_.kind != "quantity":
            return context.report(
                "type-mismatch", f"`{node.operator}` needs quantities, and this is {describe(type_)}", side.span
            )
    if node.operator in "+-":
        return _type_sum(context, node)
    return _type_product(context, node, left, right)


def _type_sum(context: Context, node: nodes.Binary) -> Type:
    is_plus = node.operator == "+"
    return join(
        context,
        node.left,
        node.right,
        "cannot add {0} and {1}" if is_plus else "cannot subtract {1} from {0}",
        node.span,
        f"both sides of `{node.operator}` need the same dimension",
    )


def _type_product(context: Context, node: nodes.Binary, left: Type, right: Type) -> Type:
    sign = 1 if node.operator == "*" else -1
    if left.is_real != right.is_real and has_currency(left) and has_currency(right):
        words = "multiply" if sign == 1 else "divide"
        join_word = "and" if sign == 1 else "by"
        real = "real" if left.is_real else "nominal"
        other = "nominal" if left.is_real else "real"
        return context.report(
            "real-and-nominal",
            f"cannot {words} {real} money {join_word} {other} money",
            node.span,
            f"both sides of `{node.operator}` need to be real, or both nominal",
            help=f"write `nominal({(node.left if left.is_real else node.right).span.text})`",
        )
    powers = combine_powers(left, right, sign)
    has_time = any(name == "time" for name, _ in powers)
    return Type(
        powers=powers,
        period=(left.period or right.period) if has_time else None,
        is_real=(left.is_real or right.is_real) and any(name in CURRENCIES for name, _ in powers),
        is_series=left.is_series or right.is_series,
        is_whole=sign == 1 and left.is_whole and right.is_whole and not powers,
    )


def has_currency(type_: Type) -> bool:
    """Whether money stands in a dimension, to whatever power."""
    return any(name in CURRENCIES for name, _ in type_.powers)


def _type_power(context: Context, node: nodes.Binary, base: Type, exponent: Type) -> Type:
    if base.kind != "quantity":
        return context.report("type-mismatch", f"`^` needs a number, and this is {describe(base)}", node.left.span)
    if not exponent.is_number:
        return context.report(
            "dimension-mismatch", f"an exponent is a number, not {describe(exponent)}", node.right.span
        )
    literal = literal_value(node.right)
    if literal is not None and abs(literal) > GREATEST_EXPONENT:
        return context.report(
            "number-too-large",
            f"an exponent lies between -{GREATEST_EXPONENT} and {GREATEST_EXPONENT}",
            node.right.span,
        )
    is_series = base.is_series or exponent.is_series
    if base.is_number:
        return replace(NUMBER, is_series=is_series)
    if literal is None or literal != int(literal):
        return context.report(
            "exponent-not-whole",
            f"{describe(base)} can only be raised to a whole number that is written out",
            node.right.span,
        )
    power = int(literal)
    powers = tuple((name, exponent_ * power) for name, exponent_ in base.powers if power)
    return replace(base, powers=powers, period=base.period if power else None, is_series=is_series, is_whole=False)


def _type_date_arithmetic(context: Context, node: nodes.Binary, left: Type, right: Type) -> Type:
    is_series = left.is_series or right.is_series
    if node.operator == "-" and left.kind == right.kind == "date":
        return duration("day").as_series(is_series)
    if node.operator in "+-" and left.kind == "date" and right.is_duration:
        return DATE.as_series(is_series)
    if node.operator == "+" and right.kind == "date" and left.is_duration:
        return DATE.as_series(is_series)
    return context.report(
        "type-mismatch",
        f"`{node.operator}` cannot join {describe(left)} and {describe(right)}",
        node.span,
        "a date takes a length of time",
        help=f"write `{node.left.span.text} {node.operator} {node.right.span.text} months`"
        if left.kind == "date" and right.is_number and isinstance(node.right, nodes.Number) and node.operator in "+-"
        else None,
    )


def literal_value(node: nodes.Expression) -> float | None:
    """The value of a signed literal without a unit."""
    match node:
        case nodes.Number(value=value, unit=None):
            return value
        case nodes.Unary(operator="-", operand=operand):
            found = literal_value(operand)
            return None if found is None else -found
        case _:
            return None


def type_comparison(context: Context, node: nodes.Comparison, left: Type, right: Type) -> Type:
    """The type of `left < right` and its kin: a condition."""
    is_series = left.is_series or right.is_series
    result = BOOLEAN.as_series(is_series)
    if left.is_unknown or right.is_unknown:
        return result
    for side, type_ in ((node.left, left), (node.right, right)):
        if type_.kind == "boolean":
            context.report(
                "type-mismatch",
                f"`{node.operator}` cannot compare conditions",
                side.span,
                "this is already a condition",
                help=f"write `{side.span.text}` or `not {side.span.text}`",
            )
            return result
        if type_.kind == "text" and node.operator not in ("=", "!="):
            context.report(
                "type-mismatch", f"text is compared with `=` and `!=`, not with `{node.operator}`", node.span
            )
            return result
    join(
        context,
        node.left,
        node.right,
        "cannot compare {0} with {1}",
        node.span,
        f"both sides of `{node.operator}` need the same dimension",
    )
    return result


def type_unary(context: Context, node: nodes.Unary, operand: Type) -> Type:
    """The type of `-x` and `not x`."""
    if operand.is_unknown:
        return operand
    if node.operator == "not":
        require_condition(context, node.operand, operand, "`not`")
        return BOOLEAN.as_series(operand.is_series)
    if operand.kind != "quantity":
        return context.report("type-mismatch", f"`-` needs a quantity, and this is {describe(operand)}", node.span)
    return operand


def require_condition(context: Context, node: nodes.Expression, type_: Type, who: str) -> None:
    """Report an expression that should be a condition and is none."""
    if type_.is_unknown or type_.kind == "boolean":
        return
    text = node.span.text
    context.report(
        "type-mismatch",
        f"{who} needs a condition, and this is {describe(type_)}",
        node.span,
        help=f"write `{text} > 0`" if type_.kind == "quantity" and not is_free_zero(type_) else None,
    )
