"""The closed form of a solution: the unknown as a formula over the other params, where algebra finds one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from plainplan.graph.needed import all_reads, rests_on
from plainplan.graph.nodes import SCALAR, TIME, Graph, Quantity
from plainplan.records import dataclass
from plainplan.symbols.budget import OutOfTimeError, within
from plainplan.symbols.cases import TooManyCasesError, cases_of
from plainplan.symbols.expression import Choice, Formulas, is_param

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression, Variable

# Seconds in which a formula is looked for.
BUDGET = 2.0
# A longer formula tells nobody anything.
MOST_OPERATIONS = 40
MOST_CASES = 12
# What rests on more values than that has no formula that anybody could find or read.
MOST_VALUES = 1500


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """A formula of an unknown over the symbols of variables. With it `gap`, the left side less the right one, is 0;
    both sides are quantities, and `unknown` is its symbol there."""

    formula: Expression
    variables: Mapping[Expression, Variable]
    unknown: Expression
    gap: Expression
    left: int

    def slopes(self) -> list[tuple[Variable, Expression]]:
        """Its derivative with respect to each of its variables."""
        symbols = sorted(self.formula.free_symbols, key=str)
        return [(self.variables[symbol], _shortest(self.formula.diff(symbol))) for symbol in symbols]


def closed_forms(
    graph: Graph,
    left: int,
    right: int,
    unknown: Quantity,
    scenario: int = 1,
    varies: Choice = is_param,
    budget: float = BUDGET,
) -> list[ClosedForm]:
    """Formulas of an unknown over other inputs, the params unless said otherwise, for which both sides may be equal;
    they are looked for within a budget of seconds, and still to be tried."""
    # Loaded before the clock runs.
    import sympy  # noqa: F401

    if _size(graph, (left, right)) > MOST_VALUES:
        return []
    try:
        return within(budget, lambda: _solve(graph, left, right, unknown, scenario, varies))
    except (OutOfTimeError, TooManyCasesError, RecursionError, ValueError, TypeError, AttributeError):
        # What sympy cannot solve it says in many ways.
        return []


def _solve(graph: Graph, left: int, right: int, unknown: Quantity, scenario: int, varies: Choice) -> list[ClosedForm]:
    from sympy import Symbol

    formulas = Formulas(graph, scenario, lambda quantity: varies(quantity) or quantity.id == unknown.id)
    gap = formulas.of(left) - formulas.of(right)
    own = next((each for each in formulas.variables.values() if each.quantity == unknown.id and each.row is None), None)
    if own is None or not gap.has(own.symbol) or _is_hidden(graph, formulas, unknown):
        return []
    # A formula holds for figures of the sign that the plan writes; sympy solves more when it knows the sign. That of
    # the unknown helps it with some equations and keeps it from others.
    plain = {
        symbol: _signed(graph, variable, f"p{place}")
        for place, (symbol, variable) in enumerate(formulas.variables.items())
    }
    known = formulas.variables.keys() - {own.symbol}
    forms: list[Expression] = []
    for sought in (Symbol("x", positive=plain[own.symbol].is_positive, real=True), Symbol("x", real=True)):
        found = _solutions(gap.xreplace({**plain, own.symbol: sought}), sought)
        back = {new: old for old, new in plain.items()}
        for form in found:
            shortest = _shortest(form).xreplace(back)
            is_short = shortest.count_ops() <= MOST_OPERATIONS
            # sympy answers some equations with the unknown itself, or with symbols of its own.
            if shortest not in forms and is_short and shortest.free_symbols <= known:
                forms.append(shortest)
    return [ClosedForm(form, formulas.variables, own.symbol, gap, left) for form in forms]


def _solutions(gap: Expression, sought: Expression) -> list[Expression]:
    """Where an expression is zero, in each of the cases that its choices make."""
    from sympy import Eq, S, solve

    found: list[Expression] = []
    for case, _ in islice(cases_of((), Eq(gap, 0), {}), MOST_CASES):
        if case.claim == S.false or not case.claim.has(sought):
            continue
        try:
            found += [form for form in solve(case.claim.lhs - case.claim.rhs, sought) if form not in found]
        except NotImplementedError:
            continue
    return found


def _shortest(form: Expression) -> Expression:
    """The formula in the way of writing it that is shortest."""
    from sympy import factor, powsimp, simplify

    ways = [form, powsimp(form, force=True), factor(form), simplify(form)]
    ways.append(powsimp(ways[-1], force=True))
    return min(ways, key=lambda way: way.count_ops())


def _size(graph: Graph, quantities: tuple[int, ...]) -> int:
    """How many values there are of all that quantities rest on."""
    needed = all_reads(graph, quantities)
    axes = [graph.quantities[number].axis for number in needed]
    return sum(1 if axis == SCALAR else graph.steps if axis == TIME else graph.axes[axis].length for axis in axes)


def _is_hidden(graph: Graph, formulas: Formulas, unknown: Quantity) -> bool:
    """Whether the unknown also stands behind a symbol, so that the formula says nothing."""
    return any(
        unknown.id in rests_on(graph, variable.quantity)
        for variable in formulas.variables.values()
        if not variable.is_free and variable.quantity is not None
    )


def _signed(graph: Graph, variable: Variable, name: str) -> Expression:
    from sympy import Symbol

    value = _written(graph, variable)
    if value is None or value == 0:
        return Symbol(name, real=True)
    return Symbol(name, positive=True) if value > 0 else Symbol(name, negative=True)


def _written(graph: Graph, variable: Variable) -> float | None:
    if variable.quantity is None:
        return None
    facts = graph.quantities[variable.quantity].input
    if facts is None:
        return None
    value = facts.value[variable.row] if isinstance(facts.value, tuple) and variable.row is not None else facts.value
    return float(value) if isinstance(value, float | int) else None
