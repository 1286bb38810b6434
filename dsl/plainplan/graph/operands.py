"""What a formula is made of: its operands, a copy with others in their place, and the quantities that it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
    from typing import Any

# Any: each function is given just the class under which it stands.
_OPERANDS: dict[type, Callable[[Any], tuple[Formula, ...]]] = {
    Constant: lambda node: (),
    Reference: lambda node: (),
    Lag: lambda node: (node.start,),
    Step: lambda node: (),
    Row: lambda node: (),
    Listed: lambda node: node.items,
    Whole: lambda node: (),
    Several: lambda node: node.items,
    Negate: lambda node: (node.operand,),
    Binary: lambda node: (node.left, node.right),
    Compare: lambda node: (node.left, node.right),
    Not: lambda node: (node.operand,),
    And: lambda node: node.operands,
    Or: lambda node: node.operands,
    If: lambda node: (node.flag, node.consequent, node.alternative),
    Select: lambda node: node.options,
    Call: lambda node: node.arguments,
    Aggregate: lambda node: (),
    At: lambda node: (node.index,),
    Window: lambda node: (),
    Sparse: lambda node: (node.at,) if node.otherwise is None else (node.at, node.otherwise),
}


_READS: dict[type, Callable[[Any], tuple[int, ...]]] = {
    Reference: lambda node: (node.quantity,),
    Lag: lambda node: (node.quantity,),
    Aggregate: lambda node: (node.quantity,),
    At: lambda node: (node.quantity,),
    Whole: lambda node: (node.quantity,),
    Window: lambda node: (node.quantity,),
    Compare: lambda node: () if node.tolerance is None else (node.tolerance,),
    Select: lambda node: (node.index,),
    Sparse: lambda node: (*node.keys, *node.uppers, *node.values),
}


def operands(formula: Formula) -> tuple[Formula, ...]:
    """The formulas that stand directly under a node, in the order in which they are written."""
    return _OPERANDS[type(formula)](formula)


def with_operands(formula: Formula, parts: Sequence[Formula]) -> Formula:
    """The same node over other operands, as many as `operands` gives."""
    match formula:
        case Lag():
            return Lag(formula.quantity, parts[0], formula.axis)
        case Negate():
            return Negate(parts[0])
        case Binary():
            return Binary(formula.operator, parts[0], parts[1])
        case Compare():
            return Compare(formula.operator, parts[0], parts[1], formula.tolerance)
        case Not():
            return Not(parts[0])
        case And():
            return And(tuple(parts))
        case Or():
            return Or(tuple(parts))
        case If():
            return If(parts[0], parts[1], parts[2])
        case Listed():
            return Listed(formula.axis, tuple(parts))
        case Several():
            return Several(tuple(parts))
        case Select():
            return Select(formula.index, tuple(parts))
        case Call():
            return Call(formula.function, tuple(parts))
        case At():
            return At(formula.quantity, parts[0])
        case Sparse():
            otherwise = None if formula.otherwise is None else parts[1]
            return Sparse(
                formula.kind, parts[0], formula.table, formula.keys, formula.uppers, formula.values, otherwise
            )
        case Constant() | Reference() | Step() | Row() | Whole() | Aggregate() | Window():
            return formula


def walk(formula: Formula) -> Iterator[Formula]:
    """Every node of a formula, each before its operands; however deep, without recursion."""
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(operands(node)))


def direct_reads(node: Formula) -> tuple[int, ...]:
    """The quantities that a node itself names, its operands left aside. A lag reads the step before."""
    reads = _READS.get(type(node))
    return () if reads is None else reads(node)
