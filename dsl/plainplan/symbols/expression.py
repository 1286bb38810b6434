"""Formulas of the graph as sympy expressions: figures as exact fractions, inputs as symbols, never any text."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from plainplan.builtins import BUILTINS
from plainplan.graph.nodes import (
    SCALAR,
    TIME,
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
    Quantity,
    Reference,
    Row,
    Select,
    Several,
    Sparse,
    Step,
    Whole,
    Window,
)
from plainplan.symbols.building import as_condition, as_number, choice_kinds, make_choice, make_relation
from plainplan.symbols.functions import bracket_form, fold, form_of, table_form
from plainplan.symbols.variables import Demand, Symbols, Variable, exact, input_variable, rational

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.intervals import Interval
    from plainplan.symbols.variables import Expression

# Longer sums over rows, longer chains of formulas and greater powers of figures stay symbols.
MOST_ROWS = 60
MOST_FORMULAS = 4000
GREATEST_POWER = 512
GREATEST_DEPTH = 150

# A text and a date stay as they are written.
NUMBERS = ("quantity", "boolean")

Choice = Callable[[Quantity], bool]
Place = int | None


def is_param(quantity: Quantity) -> bool:
    """Whether an input is one that the plan declares as such, so that a claim is about all its values."""
    facts = quantity.input
    return facts is not None and facts.origin == "param" and facts.is_free and quantity.type.kind in NUMBERS


def is_any(quantity: Quantity) -> bool:
    """Opens every formula."""
    return True


class _FormlessError(Exception):
    """A formula has no form in mathematics: its quantity stays a symbol."""


class Formulas:
    """The quantities of a graph as expressions.

    Args:
        scenario: the number of the scenario in force, 1 for the base.
        varies: which inputs are symbols; the others are their figures. The params, unless said otherwise.
        opens: which formulas are put in the place of the quantity that has them; the others stay symbols.
        names_conditions: whether a condition that has choices in it is named by a symbol, so that formulas that ask the
            same stay short and are seen to ask the same.
        least_before: how many rows come before one that stands for many: 1 for every later row, 0 for every row.

    `variables` are the symbols met so far, `demands` what must hold for the expressions to have values, `definitions`
    the conditions that are named, each over those before it.
    """

    def __init__(
        self,
        graph: Graph,
        scenario: int = 1,
        varies: Choice = is_param,
        opens: Choice = is_any,
        *,
        names_conditions: bool = False,
        least_before: int = 1,
    ) -> None:
        self.graph = graph
        self._symbols = Symbols(least_before)
        self.variables = self._symbols.variables
        self.demands: list[Demand] = []
        self.scenario = scenario
        self.varies = varies
        self.definitions: dict[Expression, Expression] = {}
        self._names_conditions = names_conditions
        self._opens = opens
        self._known: dict[tuple[int, Place], Expression] = {}
        self._guards: list[Expression] = []
        self._working: list[int] = []

    def of(self, quantity: int, row: Place = None) -> Expression:
        """The expression of a quantity: of a series in the row counted from 0, or, with None, in every row but the
        first, over the symbols of the row before."""
        key = (quantity, row if self.graph.quantities[quantity].axis != SCALAR else None)
        if key not in self._known:
            self._working.append(quantity)
            guards, self._guards = self._guards, []
            try:
                self._known[key] = self._value(self.graph.quantities[quantity], key[1])
            finally:
                self._working.pop()
                self._guards = guards
        return self._known[key]

    def condition_of(self, quantity: int, row: Place = None) -> Expression:
        """A quantity that is a flag, as a condition."""
        return as_condition(self.of(quantity, row))

    def before(self, quantity: int) -> Variable:
        """The symbol of a series at the close of the row before."""
        return self._symbols.before(self.graph.quantities[quantity])

    def later(self, quantity: int) -> Expression:
        """The symbol of how many rows came before a later row of a series."""
        found = self.graph.quantities[quantity]
        return self._symbols.later(found, self.rows_of(found.axis))

    def start_of(self, lag: Lag, reader: int) -> Expression:
        """What stands for a series before its first row, where a quantity reads it."""
        self._working.append(reader)
        try:
            return self._formula(lag.start, 0)
        finally:
            self._working.pop()

    def box(self) -> dict[Expression, Interval]:
        """The bounds of all symbols met so far."""
        return self._symbols.box()

    def _value(self, quantity: Quantity, row: Place) -> Expression:
        if quantity.formula is None:
            return self._input(quantity, row)
        if not self._opens(quantity) and len(self._working) > 1:
            return self._symbols.hidden(quantity, row)
        if len(self._working) > GREATEST_DEPTH or len(self._known) > MOST_FORMULAS:
            return self._symbols.hidden(quantity, row)
        try:
            return self._formula(quantity.formula, row)
        except _FormlessError:
            return self._symbols.hidden(quantity, row)

    def _input(self, quantity: Quantity, row: Place) -> Expression:
        facts = quantity.input
        if facts is None:
            return self._symbols.hidden(quantity, row)
        if isinstance(facts.value, str):
            return self._symbols.text(facts.value)
        if isinstance(facts.value, tuple):
            if row is None:
                return self._any_row(quantity, facts.value)
            value = facts.value[row]
            if isinstance(value, str):
                return self._symbols.text(value)
            return self._symbols.add(input_variable(quantity, row)) if self.varies(quantity) else _number(value)
        if self.varies(quantity):
            return self._symbols.add(input_variable(quantity))
        return _number(float(self.scenario) if quantity.id == self._scenario_input else facts.value)

    def _any_row(self, quantity: Quantity, values: tuple[float | str, ...]) -> Expression:
        """The values of all rows but the first: by the number of the row where they rise evenly."""
        numbers = [value for value in values if not isinstance(value, str) and math.isfinite(value)]
        if self.varies(quantity) or len(numbers) < len(values):
            return self._symbols.hidden(quantity, None)
        figures = [exact(value) for value in numbers]
        steps = {after - before for before, after in pairwise(figures)}
        if len(steps) == 1:
            return rational(figures[0]) + rational(steps.pop()) * self._symbols.later(quantity, len(values))
        return self._symbols.between(quantity, figures)

    def _head(self, quantity: Quantity) -> Expression:
        """The head of any cell of a grid: a later cell may stand in the first row or column."""
        values = quantity.input.value if quantity.input is not None else None
        numbers = [value for value in values if isinstance(value, float | int)] if isinstance(values, tuple) else []
        if not numbers or self.varies(quantity) or not all(map(math.isfinite, numbers)):
            return self._symbols.hidden(quantity, None)
        return self._symbols.between(quantity, [exact(value) for value in numbers])

    @property
    def _scenario_input(self) -> int | None:
        return self.graph.well_known.get("scenario")

    def _require(self, kind: str, expression: Expression) -> None:
        from sympy import And as Both

        if expression.is_number:
            return
        if (kind == "nonzero" and expression.is_zero is False) or (kind == "positive" and expression.is_positive):
            return
        if kind == "nonnegative" and expression.is_nonnegative:
            return
        self.demands.append(Demand(kind, expression, Both(*self._guards), self._working[-1]))

    def _formula(self, node: Formula, row: Place) -> Expression:
        from sympy import Integer
        from sympy import Not as Opposite

        match node:
            case Constant():
                return _number(node.value)
            case Reference():
                return self._reference(node.quantity, row)
            case Lag():
                return self._lag(node, row)
            case Step() | Row():
                # In every later row the number is 1 and a whole positive number.
                return Integer(row + 1) if row is not None else 1 + self._place(node)
            case Listed():
                if row is None:
                    raise _FormlessError
                return self._formula(node.items[row], row)
            case Negate():
                return -self._formula(node.operand, row)
            case Binary():
                return self._binary(node, row)
            case Compare():
                return self._flag(self._compare(node, row))
            case Not():
                return self._flag(Opposite(as_condition(self._formula(node.operand, row))))
            case And() | Or():
                return self._junction(node, row)
            case If():
                return self._if(node, row)
            case Select():
                return self._select(node, row)
            case Call():
                return self._call(node, row)
            case Aggregate():
                return self._aggregate(node)
            case At():
                return self._at(node, row)
            case Window():
                return self._window(node, row)
            case Sparse():
                return self._sparse(node, row)
            case Whole() | Several():
                raise _FormlessError

    def _place(self, node: Step | Row) -> Expression:
        axis = TIME if isinstance(node, Step) else node.axis
        return self._symbols.later(self.graph.quantities[self._working[-1]], self.rows_of(axis))

    def rows_of(self, axis: str) -> int:
        """How many rows an axis has."""
        return self.graph.steps if axis == TIME else self.graph.axes[axis].length

    def _reference(self, quantity: int, row: Place) -> Expression:
        found = self.graph.quantities[quantity]
        own = self.graph.quantities[self._working[-1]].axis
        if found.axis != own and own in self.graph.axes and self.graph.axes[own].columns:
            # A cell of a grid reads the heads of its row and of its column: the cells stand row after row.
            grid = self.graph.axes[own]
            width = self.graph.axes[grid.columns].length
            if found.axis in (grid.rows, grid.columns):
                if row is None:
                    return self._head(found)
                return self.of(quantity, row // width if found.axis == grid.rows else row % width)
        return self.of(quantity, row)

    def _lag(self, node: Lag, row: Place) -> Expression:
        if row is None:
            return self.before(node.quantity).symbol
        return self._formula(node.start, 0) if row == 0 else self.of(node.quantity, row - 1)

    def _binary(self, node: Binary, row: Place) -> Expression:
        left, right = self._formula(node.left, row), self._formula(node.right, row)
        match node.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                self._require("nonzero", right)
                if right.is_zero:
                    raise _FormlessError
                return left / right
        return self._power(left, right)

    def _power(self, base: Expression, exponent: Expression) -> Expression:
        if exponent.is_number and (not exponent.is_finite or abs(exponent) > GREATEST_POWER):
            raise _FormlessError
        if base.is_zero and not exponent.is_positive:
            raise _FormlessError
        if not exponent.is_integer:
            if base.is_negative:
                raise _FormlessError
            self._require("nonnegative" if exponent.is_positive else "positive", base)
        elif not exponent.is_positive:
            self._require("nonzero", base)
        return base**exponent

    def _compare(self, node: Compare, row: Place) -> Expression:
        from sympy import Eq, Ge, Gt, Le, Lt, Ne, false, true

        left, right = self._formula(node.left, row), self._formula(node.right, row)
        if self._symbols.is_text(left) and self._symbols.is_text(right):
            return true if (left == right) == (node.operator == "=") else false
        relation = {"=": Eq, "!=": Ne, ">": Gt, ">=": Ge, "<": Lt, "<=": Le}[node.operator]
        return make_relation(relation, left, right)

    def _junction(self, node: And | Or, row: Place) -> Expression:
        from sympy import And as Both
        from sympy import Or as Either

        conditions = [as_condition(self._formula(operand, row)) for operand in node.operands]
        return self._flag((Both if isinstance(node, And) else Either)(*conditions))

    def _flag(self, condition: Expression) -> Expression:
        """A condition as a flag, by its name if it has one."""
        from sympy import S, Symbol

        is_plain = condition in (S.true, S.false) or condition.is_Symbol
        if is_plain or not self._names_conditions or (condition.is_Relational and not condition.has(*choice_kinds())):
            return as_number(condition)
        known = next((name for name, defined in self.definitions.items() if defined == condition), None)
        if known is None:
            known = Symbol(f"[{len(self.definitions) + 1}]")
            self.definitions[known] = condition
        return as_number(known)

    def _if(self, node: If, row: Place) -> Expression:
        from sympy import Not as Opposite
        from sympy import S

        condition = as_condition(self._formula(node.flag, row))
        if condition == S.true:
            return self._formula(node.consequent, row)
        if condition == S.false:
            return self._formula(node.alternative, row)
        self._guards.append(condition)
        consequent = self._formula(node.consequent, row)
        self._guards[-1] = Opposite(condition)
        alternative = self._formula(node.alternative, row)
        self._guards.pop()
        return make_choice([(consequent, condition), (alternative, S.true)])

    def _select(self, node: Select, row: Place) -> Expression:
        index = self.of(node.index, row)
        if not index.is_number or not 1 <= int(index) <= len(node.options):
            raise _FormlessError
        return self._formula(node.options[int(index) - 1], row)

    def _call(self, node: Call, row: Place) -> Expression:
        from sympy import Function

        arguments: list[Expression] = []
        for argument in node.arguments:
            listed = self._listed(argument, row)
            if listed is None:
                raise _FormlessError
            arguments += listed
        form = form_of(node.function)
        has_lists = any(isinstance(argument, Whole | Several) for argument in node.arguments)
        if form is not None:
            return form(arguments, self._require)
        if not has_lists and all(argument.is_number for argument in arguments):
            value = BUILTINS[node.function].scalar(*map(float, arguments))
            if math.isfinite(value):
                return _number(value)
        if has_lists:
            raise _FormlessError
        return Function(f"{node.function}()", real=True)(*arguments)

    def _listed(self, argument: Formula, row: Place) -> list[Expression] | None:
        """The values of an argument: those of a list one after the other, None when there are too many."""
        match argument:
            case Whole():
                return self._all(argument.quantity)
            case Several():
                return [self._formula(item, row) for item in argument.items]
        return [self._formula(argument, row)]

    def _all(self, quantity: int) -> list[Expression] | None:
        rows = self.rows_of(self.graph.quantities[quantity].axis)
        return [self.of(quantity, place) for place in range(rows)] if rows <= MOST_ROWS else None

    def _aggregate(self, node: Aggregate) -> Expression:
        if self.graph.quantities[node.quantity].axis == SCALAR:
            values: list[Expression] | None = [self.of(node.quantity)]
        elif node.kind == "first":
            values = [self.of(node.quantity, 0)]
        else:
            values = self._all(node.quantity)
        if values is None:
            raise _FormlessError
        return _folded(node.kind, values)

    def _at(self, node: At, row: Place) -> Expression:
        if self.graph.quantities[node.quantity].axis == SCALAR:
            return self.of(node.quantity)
        index = self._formula(node.index, row)
        rows = self.rows_of(self.graph.quantities[node.quantity].axis)
        if not index.is_number or not 1 <= int(index) <= rows or int(index) > MOST_ROWS:
            raise _FormlessError
        return self.of(node.quantity, int(index) - 1)

    def _window(self, node: Window, row: Place) -> Expression:
        if row is None or row >= MOST_ROWS:
            raise _FormlessError
        first = 0 if node.steps is None else max(0, row + 1 - node.steps)
        return _folded(node.kind, [self.of(node.quantity, place) for place in range(first, row + 1)])

    def _sparse(self, node: Sparse, row: Place) -> Expression:
        at = self._formula(node.at, row)
        keys, uppers, values = ([self.of(each) for each in own] for own in (node.keys, node.uppers, node.values))
        if node.kind == "brackets":
            return bracket_form(at, keys, uppers)
        if node.otherwise is None:
            raise _FormlessError
        otherwise = self._formula(node.otherwise, row)
        return table_form(at, keys, uppers if node.kind == "between" else None, values, otherwise)


def _number(value: float) -> Expression:
    from sympy import nan

    return rational(exact(value)) if math.isfinite(value) else nan


def _folded(kind: str, values: list[Expression]) -> Expression:
    found = fold(kind, values)
    if found is None:
        raise _FormlessError
    return found
