"""A figure of a run as mathematics: its formula, simplified, with figures, and how it moves with what it rests on."""

from __future__ import annotations

import math
from collections.abc import Callable

from plainplan.api.outcome import Run
from plainplan.builtins import BUILTINS
from plainplan.graph.nodes import SCALAR, TIME, Quantity, Reference
from plainplan.records import dataclass, replace
from plainplan.symbols.budget import OutOfTimeError, within
from plainplan.symbols.expression import Formulas
from plainplan.symbols.variables import Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

# Seconds for each of the two: a simpler form, and the derivatives.
BUDGET = 2.0
# A derivative of more operations is given as a figure alone.
MOST_OPERATIONS = 40
# By so much of itself a symbol moves where a derivative has no form.
NUDGE = 1e-6
# What is opened down to the inputs is no longer than this.
GREATEST_WHOLE = 400


@dataclass(frozen=True, slots=True)
class Part:
    """What a symbol stands for: a quantity in a step or row counted from 1 (None for a constant), and its figure."""

    symbol: Expression
    quantity: Quantity
    step: int | None
    value: float


@dataclass(frozen=True, slots=True)
class Slope:
    """How a figure moves with one of its parts: the derivative, None where it is too long to read, and its figure.

    Of a choice, of `max` and of `min`, the derivative is that of what is chosen.
    """

    part: Part
    expression: Expression | None
    value: float


@dataclass(frozen=True, slots=True)
class Mathematics:
    """A figure as an expression over the names that its formula reads; `simple` is a shorter form, if there is one.

    `slopes` are the derivatives with respect to the inputs, where the whole way down to them has a form that is short
    enough (`reaches_inputs`), else with respect to what the formula reads.
    """

    expression: Expression
    simple: Expression | None
    parts: tuple[Part, ...]
    slopes: tuple[Slope, ...]
    reaches_inputs: bool


def mathematics_of(run: Run, quantity: int, step: int | None) -> Mathematics | None:
    """The mathematics of a quantity in a step or row counted from 1; None where its formula has no such form."""
    quantity = _behind_links(run, quantity)
    near = _Reading(run, quantity, step, opens=_is_passage)
    if near.is_itself:
        return None
    whole = _whole(run, quantity, step)
    slopes = _slopes(whole) if whole is not None else None
    reaches_inputs = bool(slopes)
    if not slopes:
        slopes = _slopes(near) or ()
    return Mathematics(near.expression, _simpler(near.expression), near.parts, slopes, reaches_inputs)


class _Reading:
    """An expression and what its symbols stand for."""

    def __init__(self, run: Run, quantity: int, step: int | None, opens: Callable[[Quantity], bool]) -> None:
        scenario = run.graph.well_known.get("scenario")
        formulas = Formulas(
            run.graph_in_force, 1 if scenario is None else int(run.number(scenario)), varies=_is_input, opens=opens
        )
        self.expression = formulas.of(quantity, None if step is None else step - 1)
        known = {symbol: formulas.variables.get(symbol) for symbol in self.expression.free_symbols}
        row = None if step is None else step - 1
        self.is_itself = any(
            variable is None or (variable.quantity, variable.row) == (quantity, row) for variable in known.values()
        )
        parts = (
            []
            if self.is_itself
            else [_part(run, symbol, variable) for symbol, variable in known.items() if variable is not None]
        )
        self.parts = tuple(sorted(parts, key=lambda part: (part.quantity.id, part.step or 0)))


def _behind_links(run: Run, quantity: int) -> int:
    """The quantity whose value others only pass on: a balance is what the last statement leaves of it."""
    for _ in run.graph.quantities:
        formula = run.graph.quantities[quantity].formula
        if not isinstance(formula, Reference) or "." not in run.graph.quantities[formula.quantity].name:
            break
        if run.graph.quantities[formula.quantity].formula is None:
            break
        quantity = formula.quantity
    return quantity


def _is_passage(quantity: Quantity) -> bool:
    """Whether a row only keeps formulas short, or passes a value on under a name that the plan does not have."""
    return quantity.is_helper or (isinstance(quantity.formula, Reference) and "." in quantity.name)


def _is_input(quantity: Quantity) -> bool:
    """Whether an input is a symbol: those that the plan declares; the literals in formulas are their figures."""
    facts = quantity.input
    return facts is not None and facts.origin in ("param", "property") and quantity.type.kind == "quantity"


def _part(run: Run, symbol: Expression, variable: Variable) -> Part:
    assert variable.quantity is not None
    quantity = run.graph.quantities[variable.quantity]
    step = None if variable.row is None or quantity.axis == SCALAR else variable.row + 1
    return Part(symbol, quantity, step, run.number(variable.quantity, step))


def _whole(run: Run, quantity: int, step: int | None) -> _Reading | None:
    """The expression over the inputs alone; None where it has no form, or a long one."""
    if step is not None and run.graph.quantities[quantity].axis == TIME and run.graph.steps > 1:
        # Over the steps of a plan, balances make expressions that nobody reads.
        return None
    try:
        found = within(BUDGET, lambda: _Reading(run, quantity, step, opens=lambda _: True))
    except (OutOfTimeError, RecursionError):
        return None
    is_open = not found.is_itself and all(part.quantity.input is not None for part in found.parts)
    return found if is_open and found.expression.count_ops() <= GREATEST_WHOLE else None


def _slopes(reading: _Reading) -> tuple[Slope, ...] | None:
    """The derivative with respect to each part; None when it takes too long."""
    try:
        return within(BUDGET, lambda: _all_slopes(reading))
    except OutOfTimeError:
        return None


def _all_slopes(reading: _Reading) -> tuple[Slope, ...]:
    taken = _taken(reading.expression, {part.symbol: part.value for part in reading.parts})
    return tuple(_slope(taken, part, reading.parts) for part in reading.parts)


def _slope(expression: Expression, part: Part, parts: tuple[Part, ...]) -> Slope:
    from sympy import Derivative, Subs, factor_terms

    found = expression.diff(part.symbol)
    if found.has(Derivative, Subs):
        # A function whose derivative nobody has written down.
        return Slope(part, None, _difference(expression, part, parts))
    value = value_of(found, parts)
    found = factor_terms(found)
    return Slope(part, found if found.count_ops() <= MOST_OPERATIONS else None, value)


def _difference(expression: Expression, part: Part, parts: tuple[Part, ...]) -> float:
    away = NUDGE * max(1.0, abs(part.value))
    up, down = (
        value_of(
            expression, tuple(replace(each, value=each.value + sign * away) if each is part else each for each in parts)
        )
        for sign in (1.0, -1.0)
    )
    return (up - down) / (2.0 * away)


def _taken(expression: Expression, figures: dict[Expression, float]) -> Expression:
    """The expression without its choices: with what is chosen at these figures."""
    from sympy import Abs, Max, Min, Piecewise

    def choose(choice: Expression) -> Expression:
        if isinstance(choice, Piecewise):
            for value, condition in choice.args:
                if bool(condition.subs(figures)):
                    return value
            return choice
        if isinstance(choice, Abs):
            inner = choice.args[0]
            return inner if inner.evalf(subs=figures) >= 0 else -inner
        pick = max if isinstance(choice, Max) else min
        return pick(choice.args, key=lambda part: part.evalf(subs=figures))

    try:
        return expression.replace(lambda part: isinstance(part, Piecewise | Max | Min | Abs), choose)
    except TypeError:
        # A condition over what has no figure.
        return expression


def value_of(expression: Expression, parts: tuple[Part, ...]) -> float:
    """The figure of an expression; NaN where it has none."""
    from sympy import Float
    from sympy.core.function import AppliedUndef

    if any(math.isnan(part.value) for part in parts):
        return math.nan
    found = expression.xreplace({part.symbol: Float(part.value) for part in parts})
    try:
        # Functions that mathematics does not know by these names are computed as in the plan.
        found = found.replace(lambda node: isinstance(node, AppliedUndef), lambda node: Float(_called(node)))
        return float(found.evalf())
    except (TypeError, ValueError):
        return math.nan


def _called(function: Expression) -> float:
    name = type(function).__name__.removesuffix("()")
    return BUILTINS[name].scalar(*(float(argument) for argument in function.args))


def _simpler(expression: Expression) -> Expression | None:
    from sympy import simplify

    try:
        found = within(BUDGET, lambda: simplify(expression))
    except OutOfTimeError:
        return None
    return found if found.count_ops() < expression.count_ops() else None
