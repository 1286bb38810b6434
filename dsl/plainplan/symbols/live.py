"""A closed form as formulas of the graph, so that the workbook computes it from its inputs: the solution, and what is
left between both sides with it, which is 0 as long as the formula holds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from plainplan.graph.builder import ONE, ZERO, Builder, minus, plus
from plainplan.graph.needed import all_reads
from plainplan.graph.nodes import Binary, Call, Constant, Formula, Graph, Quantity, Reference, Select
from plainplan.graph.order import finish
from plainplan.symbols.building import choice_kinds
from plainplan.symbols.closed_form import ClosedForm, closed_forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

CALLS = {"log": "ln", "exp": "exp"}


class _NoFormulaError(Exception):
    """There is no form for a part of an expression."""


def live_forms(graph: Graph, left: int, right: int, unknown: Quantity) -> list[ClosedForm]:
    """The closed forms of an unknown over every cell that a client may change; none where what they say depends on a
    choice, so that another figure may need another formula."""
    reads = all_reads(graph, (left, right))
    if any(isinstance(graph.quantities[number].formula, Select) for number in reads):
        return []
    return [
        form
        for form in closed_forms(graph, left, right, unknown, varies=is_cell)
        if not form.gap.has(*choice_kinds()) and all(variable.is_free for variable in form.variables.values())
    ]


def is_cell(quantity: Quantity) -> bool:
    """Whether an input is a number that a client may change in the workbook."""
    facts = quantity.input
    is_number = facts is not None and isinstance(facts.value, float | int)
    return is_number and facts is not None and facts.is_free and quantity.type.kind == "quantity"


def add_live(graph: Graph, form: ClosedForm, unknown: Quantity, block: str, labels: tuple[str, str]) -> bool:
    """Adds the rows of a solution and of what is left; False where there is no form for them."""
    builder = Builder(graph)
    named = {symbol: variable.quantity for symbol, variable in form.variables.items() if variable.quantity is not None}
    try:
        solution = _formula(form.formula, builder, named)
        rest = _formula(form.gap, builder, {**named, form.unknown: -1})
    except _NoFormulaError:
        return False
    made = builder.add(f"{block}.solution", labels[0], unknown.type, block, solution)
    side = graph.quantities[form.left]
    builder.add(f"{block}.rest", labels[1], side.type, block, _with_solution(rest, made))
    return not finish(graph)


def _with_solution(formula: Formula, made: Reference) -> Formula:
    from plainplan.graph.operands import operands, with_operands

    if formula == Reference(-1):
        return made
    return with_operands(formula, [_with_solution(part, made) for part in operands(formula)])


def _formula(expression: Expression, builder: Builder, named: Mapping[Expression, int]) -> Formula:
    if expression.is_Symbol:
        return Reference(named[expression])
    if expression.is_Rational:
        return _number(Fraction(int(expression.p), int(expression.q)), builder)
    match type(expression).__name__:
        case "Add":
            return _sum(expression, builder, named)
        case "Mul":
            return _product(expression, builder, named)
        case "Pow":
            return _power(expression, builder, named)
        case kind if kind in CALLS:
            return Call(CALLS[kind], (_formula(expression.args[0], builder, named),))
    raise _NoFormulaError


def _number(value: Fraction, builder: Builder) -> Formula:
    if value < 0:
        return minus(ZERO, _number(-value, builder))
    if value.denominator == 1 or Fraction(repr(float(value))) == value:
        return builder.number(float(value))
    return Binary("/", builder.number(float(value.numerator)), builder.number(float(value.denominator)))


def _sum(expression: Expression, builder: Builder, named: Mapping[Expression, int]) -> Formula:
    terms = sorted(expression.as_ordered_terms(), key=lambda term: bool(term.could_extract_minus_sign()))
    whole = _formula(terms[0], builder, named)
    for term in terms[1:]:
        if term.could_extract_minus_sign():
            whole = minus(whole, _formula(-term, builder, named))
        else:
            whole = plus(whole, _formula(term, builder, named))
    return whole


def _product(expression: Expression, builder: Builder, named: Mapping[Expression, int]) -> Formula:
    from sympy import fraction

    if expression.could_extract_minus_sign():
        return minus(ZERO, _formula(-expression, builder, named))
    above, below = fraction(expression)
    if below != 1:
        return Binary("/", _formula(above, builder, named), _formula(below, builder, named))
    factors = [_formula(factor, builder, named) for factor in expression.as_ordered_factors()]
    whole = factors[0]
    for factor in factors[1:]:
        whole = Binary("*", whole, factor)
    return whole


def _power(expression: Expression, builder: Builder, named: Mapping[Expression, int]) -> Formula:
    from sympy import Rational

    base, exponent = expression.base, expression.exp
    if exponent.is_Rational and exponent < 0:
        return Binary("/", ONE, _formula(1 / expression, builder, named))
    if exponent == Rational(1, 2):
        return Call("sqrt", (_formula(base, builder, named),))
    if exponent.is_Integer:
        return Binary("^", _formula(base, builder, named), Constant(float(int(exponent))))
    return Binary("^", _formula(base, builder, named), _formula(exponent, builder, named))
