"""The form of every node class in a compiled step: Python over the variables of one path.

A back end over arrays of paths is a second table of this kind, over the same variables. A form is an expression that
never raises; what it needs twice or must check is put into a variable before it. Only numbers of quantities stand in
the text, never a name.
"""

from __future__ import annotations

from collections.abc import Callable

from plainplan.builtins import BUILTINS
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    If,
    Lag,
    Listed,
    Negate,
    Not,
    Or,
    Reference,
    Row,
    Select,
    Several,
    Sparse,
    Step,
    Whole,
    Window,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Writer(Protocol):
        """Where forms find the variables of the step that is being written."""

        def code(self, formula: Formula) -> str:
            """The expression for a part of the formula."""

        def part(self, formula: Formula) -> str:
            """The same in parentheses where an operator beside it needs them."""

        def atom(self, formula: Formula) -> str:
            """The same as a variable or constant, which may be repeated."""

        def variable(self, expression: str) -> str:
            """A variable that holds the expression."""

        def builtin(self, name: str) -> str:
            """The variable that holds the scalar form of a built-in."""

        def value(self, quantity: int) -> str:
            """A quantity in this step."""

        def value_before(self, quantity: int) -> str:
            """A quantity in the step before; not to be read in the first step."""

        def own_value_before(self, formula: Formula) -> str | None:
            """The quantity that is being written, in the step before, if the formula is all of it."""

        def column(self, quantity: int) -> str:
            """All values of a quantity that is finished."""

        def recent(self, quantity: int, steps: int | None) -> str:
            """The last values of a series."""

        def pack(self, quantities: tuple[int, ...]) -> str:
            """A tuple of scalars."""

        def is_text(self, formula: Formula) -> bool:
            """Whether the formula is a text."""


# Inside a text of code these are the infinite numbers.
INFINITE = "1e999"
MINUS_INFINITE = "-1e999"


def _constant(writer: Writer, node: Constant) -> str:
    return repr(float(node.value)) if node.value - node.value == 0.0 else "NAN"


def _lag(writer: Writer, node: Lag) -> str:
    return f"{writer.value_before(node.quantity)} if k else {writer.code(node.start)}"


# The operators whose results may stand on the left of an operator without parentheses: reading parentheses is a good
# part of the time that compiling takes.
_LEFT = {"+": "+-*", "-": "+-*", "*": "*", "/": "*"}


def _binary(writer: Writer, node: Binary) -> str:
    operator = node.operator
    if operator == "^":
        return f"power({writer.code(node.left)}, {writer.code(node.right)})"
    is_bare = isinstance(node.left, Binary) and node.left.operator in _LEFT[operator]
    left = writer.code(node.left) if is_bare else writer.part(node.left)
    if operator == "/":
        right = writer.atom(node.right)
        return f"{left} / {right} if {right} else NAN"
    return f"{left} {operator} {writer.part(node.right)}"


# `t` is left less right (right less left for `<` and `<=`), `e` the tolerance; NaN and overflow fall through to NAN.
_ABOVE = f"1.0 if {INFINITE} > {{t}} > {{e}} else 0.0 if {MINUS_INFINITE} < {{t}} <= {{e}} else NAN"
_NOT_BELOW = f"1.0 if {INFINITE} > {{t}} >= -{{e}} else 0.0 if {MINUS_INFINITE} < {{t}} < -{{e}} else NAN"
_APART = f"{INFINITE} > {{t}} > {{e}} or {MINUS_INFINITE} < {{t}} < -{{e}}"
_WITHIN_TOLERANCE = {
    ">": _ABOVE,
    "<": _ABOVE,
    ">=": _NOT_BELOW,
    "<=": _NOT_BELOW,
    "=": f"1.0 if -{{e}} <= {{t}} <= {{e}} else 0.0 if {_APART} else NAN",
    "!=": f"0.0 if -{{e}} <= {{t}} <= {{e}} else 1.0 if {_APART} else NAN",
}
_EXACT = {
    ">": "1.0 if {a} > {b} else 0.0 if {a} <= {b} else NAN",
    "<": "1.0 if {a} < {b} else 0.0 if {a} >= {b} else NAN",
    ">=": "1.0 if {a} >= {b} else 0.0 if {a} < {b} else NAN",
    "<=": "1.0 if {a} <= {b} else 0.0 if {a} > {b} else NAN",
    "=": "1.0 if {a} == {b} else 0.0 if {a} < {b} or {a} > {b} else NAN",
    "!=": "0.0 if {a} == {b} else 1.0 if {a} < {b} or {a} > {b} else NAN",
}
_TEXTS = {"=": "same_text({a}, {b})", "!=": "1.0 - same_text({a}, {b})"}


def _compare(writer: Writer, node: Compare) -> str:
    if node.tolerance is None:
        if writer.is_text(node.left) or writer.is_text(node.right):
            return _TEXTS[node.operator].format(a=writer.code(node.left), b=writer.code(node.right))
        return _EXACT[node.operator].format(a=writer.atom(node.left), b=writer.atom(node.right))
    left, right = writer.part(node.left), writer.part(node.right)
    if node.operator in ("<", "<="):
        left, right = right, left
    difference = writer.variable(f"{left} - {right}")
    return _WITHIN_TOLERANCE[node.operator].format(t=difference, e=writer.value(node.tolerance))


def _or(writer: Writer, node: Or) -> str:
    # The greatest of flags in a form that does not lose NaN.
    none = " * ".join(f"(1.0 - {writer.part(flag)})" for flag in node.operands)
    return f"1.0 - {none}"


def _if(writer: Writer, node: If) -> str:
    flag = writer.atom(node.flag)
    consequent, alternative = _arm(writer, node.consequent), _arm(writer, node.alternative)
    return f"{consequent} if {flag} == 1.0 else {alternative} if {flag} == {flag} else NAN"


def _arm(writer: Writer, formula: Formula) -> str:
    text = writer.code(formula)
    return f"({text})" if " if " in text else text


def _select(writer: Writer, node: Select) -> str:
    options = "".join(f"{writer.code(option)}, " for option in node.options)
    return f"pick({writer.value(node.index)}, ({options}))"


# A number that stands in the text is no NaN, so that one comparison tells.
_BOUNDS = {"max": "{0} if {1} <= {0} else {1}", "min": "{0} if {1} >= {0} else {1}"}


def is_number(formula: Formula) -> bool:
    """Whether a formula is a number as it stands, or one with its sign changed."""
    bare = formula.operand if isinstance(formula, Negate) else formula
    return isinstance(bare, Constant) and bare.value - bare.value == 0.0


def _call(writer: Writer, node: Call) -> str:
    record = BUILTINS[node.function]
    if node.function in _BOUNDS and len(node.arguments) == 2 and is_number(node.arguments[0]):
        return _BOUNDS[node.function].format(*map(writer.atom, node.arguments))
    if record.code is None or (record.is_variadic and len(node.arguments) < 2):
        return f"{writer.builtin(node.function)}({', '.join(map(writer.code, node.arguments))})"

    def argument(position: int) -> str:
        is_repeated = record.code is not None and record.code.count(f"{{{min(position, 1)}}}") > 1
        return (writer.atom if is_repeated else writer.part)(node.arguments[position])

    if not record.is_variadic:
        return record.code.format(*map(argument, range(len(node.arguments))))
    folded = record.code.format(argument(0), argument(1))
    for position in range(2, len(node.arguments)):
        # The other way is for `sum` alone, which adds from the left and needs no parentheses.
        so_far = writer.variable(folded) if record.code.count("{0}") > 1 else folded
        folded = record.code.format(so_far, argument(position))
    return folded


def _window(writer: Writer, node: Window) -> str:
    before = writer.own_value_before(node)
    form = BUILTINS[node.kind].code if node.kind in ("sum", "min", "max") else None
    if node.steps is not None or before is None or form is None:
        return f"aggregate_{node.kind}({writer.recent(node.quantity, node.steps)})"
    # From the first step on the fold needs only what it came to before.
    current = writer.value(node.quantity)
    so_far = writer.variable(f"{before} if k else {current}")
    return f"({form.format(so_far, current)}) if k else {current}"


def _sparse(writer: Writer, node: Sparse) -> str:
    at, keys = writer.code(node.at), writer.pack(node.keys)
    if node.kind == "brackets":
        return f"brackets({at}, {keys}, {writer.pack(node.uppers)})"
    otherwise = "NAN" if node.otherwise is None else writer.code(node.otherwise)
    if node.kind == "since":
        return f"since({at}, {keys}, {writer.pack(node.values)}, {otherwise})"
    return f"between({at}, {keys}, {writer.pack(node.uppers)}, {writer.pack(node.values)}, {otherwise})"


# Any: each form is given just the class under which it stands.
FORMS: dict[type, Callable[[Writer, Any], str]] = {
    Constant: _constant,
    Reference: lambda writer, node: writer.value(node.quantity),
    Lag: _lag,
    Step: lambda writer, node: "k + 1.0",
    Row: lambda writer, node: "k + 1.0",
    Listed: lambda writer, node: f"({''.join(f'{writer.code(item)}, ' for item in node.items)})[k]",
    Whole: lambda writer, node: writer.column(node.quantity),
    Several: lambda writer, node: f"({''.join(f'{writer.code(item)}, ' for item in node.items)})",
    Negate: lambda writer, node: f"-{writer.part(node.operand)}",
    Binary: _binary,
    Compare: _compare,
    Not: lambda writer, node: f"1.0 - {writer.part(node.operand)}",
    And: lambda writer, node: " * ".join(map(writer.part, node.operands)),
    Or: _or,
    If: _if,
    Select: _select,
    Call: _call,
    Aggregate: lambda writer, node: f"aggregate_{node.kind}({writer.column(node.quantity)})",
    At: lambda writer, node: f"value_at({writer.column(node.quantity)}, {writer.code(node.index)})",
    Window: _window,
    Sparse: _sparse,
}
