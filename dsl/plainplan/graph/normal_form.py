"""Brings formulas into the normal form of `graph/nodes.py`: long and nested ones are broken into helper quantities.

A helper made for an arm of a condition carries that arm's flag when it could be undefined, so that no row of the
workbook shows an error for a branch that is not taken (semantics.md, rule 25).
"""

from __future__ import annotations

from collections.abc import Callable, Generator

from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Graph,
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
from plainplan.graph.operands import direct_reads, operands, walk, with_operands
from plainplan.records import dataclass

MakeHelper = Callable[[Formula], Reference]

OPERATORS = 8
REFERENCES = 30
TOP_ONLY = (If, Lag, Compare, Select, Aggregate, At, Window, Sparse, Step, Row, Listed)
# What chooses among many quantities is as long as there are many.
CHOICES = (Select, Listed)
# Calls that are defined wherever their arguments are.
SAFE_CALLS = frozenset({"abs", "max", "min", "sum", "int", "sign"})
# Calls of any number of arguments that may be taken a few at a time, from the left.
FOLDING_CALLS = frozenset({"max", "min", "sum"})
ZERO = Constant(0.0)
ONE = Constant(1.0)


def split(formula: Formula, make: MakeHelper) -> Formula:
    """The formula in normal form; `make` is given each helper formula, already in normal form, and answers with a
    reference to the quantity it made of it."""
    if _is_normal(formula):
        return formula
    return _run(_bring(formula, None, make, is_top=True)).formula


def check_normal_form(graph: Graph) -> list[str]:
    """A sentence for every formula of a graph that is not in normal form."""
    problems = []
    for quantity in graph.quantities:
        if quantity.formula is None:
            if quantity.input is None:
                problems.append(f"{quantity.name} is neither an input nor a formula")
            continue
        problems += [f"{quantity.name} {problem}" for problem in _problems(quantity.formula)]
    return problems


def operator_count(node: Formula) -> int:
    """How many operators and calls a node itself counts for, its operands left aside."""
    match node:
        case Constant() | Reference() | Step() | Row() | Listed() | Whole() | Several():
            return 0
        case And(parts):
            return len(parts) - 1
    return 1


def _is_top_only(formula: Formula) -> bool:
    # `valid` is a condition in the workbook, and none stands inside another.
    return isinstance(formula, TOP_ONLY) or _is_valid(formula)


def _is_valid(formula: Formula) -> bool:
    return isinstance(formula, Call) and formula.function == "valid"


def _reference_count(node: Formula) -> int:
    # A table is read as whole ranges, and its ends count once each; so do the options of a choice of scenarios.
    return 4 if isinstance(node, Sparse) else len(direct_reads(node))


def _is_normal(formula: Formula) -> bool:
    """Whether there is none of the problems below, constants apart; most formulas are short, and all pass here."""
    operators = references = 0
    waiting: list[Formula] = [formula]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Reference):
            references += 1
        elif not isinstance(node, Constant):
            if node is not formula and _is_top_only(node):
                return False
            operators += operator_count(node)
            references += _reference_count(node)
            waiting += operands(node)
    return operators <= OPERATORS and (references <= REFERENCES or isinstance(formula, CHOICES))


def _problems(formula: Formula) -> Generator[str, None, None]:
    operators = references = 0
    for node in walk(formula):
        operators += operator_count(node)
        references += _reference_count(node)
        if node is not formula and _is_top_only(node):
            yield f"has {type(node).__name__} below the top"
        yield from _foreign_constants(node)
    if isinstance(formula, Constant) and formula.value not in (0.0, 1.0):
        yield f"is the constant {formula.value:g}"
    if operators > OPERATORS:
        yield f"has {operators} operators"
    if references > REFERENCES and not isinstance(formula, CHOICES):
        yield f"has {references} references"


def _foreign_constants(node: Formula) -> Generator[str, None, None]:
    for position, operand in enumerate(operands(node)):
        if isinstance(operand, Constant) and operand.value not in (0.0, 1.0):
            is_exponent = isinstance(node, Binary) and node.operator == "^" and position == 1
            if not (is_exponent and operand.value.is_integer()):
                yield f"holds the constant {operand.value:g}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a formula in normal form, with its counts. `is_safe`: defined wherever what it reads is."""

    formula: Formula
    operators: int
    references: int
    is_safe: bool


class _Guard:
    """The flag of an arm and of all conditions around it, made into a quantity when first needed."""

    __slots__ = ("_flag", "_made", "_negated", "_outer")

    def __init__(self, outer: _Guard | None, flag: Formula, negated: bool) -> None:
        self._outer = outer
        self._flag = flag
        self._negated = negated
        self._made: Reference | None = None

    def reference(self, make: MakeHelper) -> Reference:
        """The quantity that is 1 where the arm is taken."""
        if self._made is None:
            own: Formula = Not(self._flag) if self._negated else self._flag
            whole = own if self._outer is None else And((self._outer.reference(make), own))
            self._made = whole if isinstance(whole, Reference) else make(whole)
        return self._made


# A function of this kind yields the calls it makes and receives their results, so that `_run` needs no recursion.
_Steps = Generator["_Steps", _Piece, _Piece]


def _run(first: _Steps) -> _Piece:
    running = [first]
    result: _Piece | None = None
    while True:
        try:
            running.append(running[-1].send(result) if result is not None else next(running[-1]))
            result = None
        except StopIteration as stop:
            running.pop()
            result = stop.value
            if not running:
                return stop.value  # type: ignore[no-any-return]  # StopIteration.value is untyped.


def _bring(formula: Formula, guard: _Guard | None, make: MakeHelper, is_top: bool = False) -> _Steps:
    parts: list[_Piece] = []
    for position, operand in enumerate(operands(formula)):
        inner = guard
        if isinstance(formula, If) and position:
            flag = parts[0].formula
            if not isinstance(flag, Reference) and not _is_plain(operand):
                parts[0] = _hoist(parts[0], guard, make)
                flag = parts[0].formula
            inner = _Guard(guard, flag, negated=position == 2)
        part = yield _bring(operand, inner, make)
        if _is_top_only(part.formula):
            part = _hoist(part, inner, make)
        if guard is not None and _is_valid(formula) and position == 1:
            # Where the arm is not taken nobody asks whether its value is valid.
            part = _made(If(guard.reference(make), part.formula, ONE), make)
        elif guard is not None and _is_top_only(formula) and not part.is_safe:
            part = _hoist(part, inner, make)
        parts.append(part)
    if guard is not None and isinstance(formula, At | Sparse):
        parts[0] = _within_domain(formula, parts[0], guard, make)
    return _fit(formula, parts, guard, make, is_top)


def _fit(formula: Formula, parts: list[_Piece], guard: _Guard | None, make: MakeHelper, is_top: bool) -> _Piece:
    # A piece that may become a helper leaves room for the flag it may have to carry.
    spare = 0 if is_top else 1
    while True:
        piece = _joined(formula, parts)
        if piece.operators <= OPERATORS - spare and piece.references <= REFERENCES - spare:
            return piece
        longest = max(range(len(parts)), key=lambda index: (parts[index].operators, parts[index].references))
        if parts[longest].operators:
            parts[longest] = _hoist(parts[longest], _arm(formula, parts, longest, guard), make)
        elif isinstance(formula, And | Or) or (isinstance(formula, Call) and formula.function in FOLDING_CALLS):
            # The left end becomes a helper of its own, so that a fold keeps its order.
            limit = OPERATORS if isinstance(formula, And) else REFERENCES - 1
            head = _joined(_with_parts(formula, parts[:limit]), parts[:limit])
            parts = [_hoist(head, guard, make), *parts[limit:]]
            formula = _with_parts(formula, parts)
        else:
            return piece


def _arm(formula: Formula, parts: list[_Piece], position: int, guard: _Guard | None) -> _Guard | None:
    if isinstance(formula, If) and position and isinstance(parts[0].formula, Reference):
        return _Guard(guard, parts[0].formula, negated=position == 2)
    return guard


def _with_parts(formula: Formula, parts: list[_Piece]) -> Formula:
    return with_operands(formula, [part.formula for part in parts])


def _joined(formula: Formula, parts: list[_Piece]) -> _Piece:
    whole = _with_parts(formula, parts)
    operators = operator_count(whole) + sum(part.operators for part in parts)
    references = _reference_count(whole) + sum(part.references for part in parts)
    return _Piece(whole, operators, references, _is_safe(whole) and all(part.is_safe for part in parts))


def _is_safe(node: Formula) -> bool:
    match node:
        case Binary(operator):
            return operator in "+-*"
        case Call(function):
            return function in SAFE_CALLS
    return True


def may_fail(formula: Formula) -> bool:
    """Whether a formula may have no value where all that it reads has one."""
    return any(not _is_safe(node) or isinstance(node, At | Sparse) for node in walk(formula))


def _is_plain(formula: Formula) -> bool:
    return isinstance(formula, Constant | Reference | Negate) and not any(map(operands, operands(formula)))


def _within_domain(formula: At | Sparse, part: _Piece, guard: _Guard, make: MakeHelper) -> _Piece:
    # Where the arm is not taken, a table is read at its first row, which is always there.
    if isinstance(formula, Sparse) and (formula.otherwise is not None or not formula.keys):
        return part
    first = Reference(formula.keys[0]) if isinstance(formula, Sparse) else ONE
    return _made(If(guard.reference(make), part.formula, first), make)


def _hoist(part: _Piece, guard: _Guard | None, make: MakeHelper) -> _Piece:
    if isinstance(part.formula, Constant | Reference):
        return part
    if guard is None or part.is_safe or _is_top_only(part.formula):
        return _made(part.formula, make)
    return _made(If(guard.reference(make), part.formula, ZERO), make)


def _made(formula: Formula, make: MakeHelper) -> _Piece:
    return _Piece(make(formula), 0, 1, True)
