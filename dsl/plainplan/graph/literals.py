"""Literals in formulas as inputs: each number that the plan writes is a labelled cell that the client can change."""

from __future__ import annotations

from plainplan.dimensions import Type
from plainplan.graph.builder import ONE, ZERO
from plainplan.graph.context import Context, Scope
from plainplan.graph.dates import serial
from plainplan.graph.nodes import Formula, InputFacts, Reference
from plainplan.records import dataclass, replace
from plainplan.syntax import nodes

# The block of the numbers that stand in formulas.
LITERALS = "literals"
# Those that stand in checks: what is expected, not what is assumed.
CHECK_LITERALS = "check literals"


def is_unit(context: Context, node: nodes.Expression) -> bool:
    """Whether a node is a unit word or a currency whose value is one."""
    if not isinstance(node, nodes.Name):
        return False
    symbol = context.model.symbols.get(id(node))
    return symbol is not None and (symbol.kind == "currency" or (symbol.kind == "unit" and symbol.node is None))


def is_literal(context: Context, node: nodes.Expression) -> bool:
    """Whether a node is one number with its units, a date or a text: what becomes one input cell."""
    match node:
        case nodes.Number():
            return node.unit is None or is_unit(context, node.unit)
        case nodes.Date() | nodes.Text():
            return True
        case nodes.Name():
            symbol = context.model.symbols.get(id(node))
            return symbol is not None and symbol.kind == "truth"
        case nodes.Unary(operator="-", operand=operand):
            return is_literal(context, operand)
        case nodes.RealSuffix(operand=operand) | nodes.CompoundedSuffix(operand=operand):
            return is_literal(context, operand)
        case nodes.Binary(operator="*" | "/", left=left, right=right):
            return is_unit(context, right) and is_literal(context, left)
    return False


def literal_value(node: nodes.Expression) -> float | str:
    """The value of a literal, in the unit in which it is quoted."""
    match node:
        case nodes.Number():
            return node.value
        case nodes.Text():
            return node.value
        case nodes.Name(name=name):
            return 1.0 if name == "true" else 0.0
        case nodes.Date():
            return serial(node.year, node.month, node.day or 1)
        case nodes.Unary(operand=operand):
            value = literal_value(operand)
            assert isinstance(value, float | int)
            return -value
        case nodes.RealSuffix(operand=operand) | nodes.CompoundedSuffix(operand=operand) | nodes.Binary(left=operand):
            return literal_value(operand)
    raise AssertionError(node)


def lower_literal(context: Context, node: nodes.Expression, scope: Scope, type_: Type) -> Formula:
    """A literal inside a formula: 0 and 1 as they are, everything else an input named after its formula."""
    value = literal_value(node)
    if isinstance(node, nodes.Number) and node.unit is None and value in (0.0, 1.0) and node.text in ("0", "1"):
        return ONE if value else ZERO
    if isinstance(node, nodes.Number) and value == 0:
        return ZERO
    if isinstance(node, nodes.Name):
        return ONE if value else ZERO
    found = context.literals.get(id(node))
    if found is None:
        count = context.literal_counts.get(scope.owner, 0) + 1
        context.literal_counts[scope.owner] = count
        label = f"{scope.label} #{count}"
        as_written = node.span.text
        facts = InputFacts(value, as_written, True, "literal")
        block = literal_block(context, scope)
        found = context.builder.input(f"{scope.owner}#{count}", label, plain_input(type_), block, facts, node.span)
        context.literals[id(node)] = found
    return found


def literal_block(context: Context, scope: Scope) -> str:
    """The block of the Inputs sheet for the literals of a formula."""
    is_checked = any(block.key == scope.block and block.sheet == "checks" for block in context.builder.graph.blocks)
    key, title = (CHECK_LITERALS, "check_literals") if is_checked else (LITERALS, "literals")
    return context.builder.block(key, "inputs", context.words(title))


def plain_input(type_: Type) -> Type:
    """The type of an input cell."""
    return replace(type_, is_series=False, is_zero=False, is_bare=False)


@dataclass(frozen=True, slots=True)
class InputNotes:
    """What a plan says about an input besides its value: its range, where it comes from, what to know of it."""

    low: float | None = None
    high: float | None = None
    source: str = ""
    note: str = ""


NO_NOTES = InputNotes()


def input_facts(node: nodes.Expression, origin: str, notes: InputNotes) -> InputFacts:
    """The facts of an input that the plan writes as a literal."""
    value = literal_value(node)
    return InputFacts(value, node.span.text, True, origin, notes.low, notes.high, notes.source, notes.note)


def lower_input(
    context: Context,
    node: nodes.Expression,
    name: str,
    label: str,
    type_: Type,
    block: str,
    origin: str,
    notes: InputNotes,
) -> Reference:
    """A literal that is the whole of a `param`, a property or an overlay: an input under the name it has there."""
    found = context.literals.get(id(node))
    if found is None:
        facts = input_facts(node, origin, notes)
        found = context.builder.input(name, label, plain_input(type_), block, facts, node.span)
        context.literals[id(node)] = found
    return found
