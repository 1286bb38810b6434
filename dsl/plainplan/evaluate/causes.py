"""Why a value is undefined: walks back from it to the first formula that has no value though all it reads has one."""

from __future__ import annotations

import math

from plainplan.builtins import BUILTINS
from plainplan.builtins.arithmetic import power
from plainplan.evaluate.operations import Value
from plainplan.evaluate.reasons import reason_text
from plainplan.evaluate.result import Result
from plainplan.graph.nodes import (
    SCALAR,
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
from plainplan.graph.operands import direct_reads, operands, walk
from plainplan.records import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAN = math.nan
# So many members of a list are shown.
SHOWN_MEMBERS = 6
# The key of a reason and its facts, see `reasons.py`.
Reason = tuple[str, ...]
TOO_LARGE: Reason = ("too_large",)
DIVISION: Reason = ("division",)


@dataclass(frozen=True, slots=True)
class Cause:
    """A formula that is undefined by itself: its quantity, the step (None for a scalar), and why.

    `is_awaited`: a column that has no value in its first rows alone, because the plan itself says so by `valid`, as of
    an average whose window is not full.
    """

    quantity: int
    step: int | None
    key: str
    facts: tuple[str, ...]
    is_awaited: bool = False

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.reason_in("en")

    def reason_in(self, locale: str) -> str:
        """Why, in the language of a plan."""
        return reason_text(self.key, *self.facts, locale=locale)


def find_causes(result: Result) -> list[Cause]:
    """The first causes of everything undefined, each quantity once, earliest step first."""
    return _Search(result).find()


class _Search:
    def __init__(self, result: Result) -> None:
        self._result = result
        self._quantities = result.graph.quantities
        self._seen: set[tuple[int, int]] = set()
        self._causes: dict[int, Cause] = {}
        # The axis of the formula that is being looked at.
        self._axis = SCALAR

    def find(self) -> list[Cause]:
        for quantity in self._quantities:
            if quantity.is_helper or quantity.name.endswith(("@time", "@chart")):
                # A part of a formula in the arm that is not taken, a data file after its last row, and a line of a
                # chart, which has a gap there, matter to none but what takes them.
                continue
            if quantity.input is not None and quantity.input.origin == "data":
                # A cell may be blank; what reads it has no value.
                continue
            step = self._result.first_undefined_step(quantity.id)
            if step is not None:
                self._follow(quantity.id, step)
        return sorted(self._causes.values(), key=lambda cause: (cause.step or 0, cause.quantity))

    def _follow(self, quantity: int, step: int) -> None:
        waiting = [(quantity, step)]
        while waiting:
            place = waiting.pop()
            if place in self._seen:
                continue
            self._seen.add(place)
            formula = self._quantities[place[0]].formula
            self._axis = self._quantities[place[0]].axis
            before = [] if formula is None else self._undefined_reads(formula, place[1])
            waiting += before
            if not before:
                self._record(place, self._blank(place[0]) if formula is None else self._reason(formula, place[1]))

    def _blank(self, quantity: int) -> Reason:
        facts = self._quantities[quantity].input
        if facts is None or facts.origin != "data":
            return ("no_input",)
        return "empty_cell", facts.as_written

    def _record(self, place: tuple[int, int], reason: Reason) -> None:
        quantity, step = place
        known = self._causes.get(quantity)
        if known is None or (known.step or 0) > step:
            at = None if self._quantities[quantity].axis == SCALAR else step
            self._causes[quantity] = Cause(quantity, at, reason[0], reason[1:], self._is_awaited(quantity))

    def _is_awaited(self, quantity: int) -> bool:
        facts = self._quantities[quantity]
        if facts.axis not in self._result.graph.axes or self._is_undefined(quantity, self._length(quantity)):
            return False
        return facts.formula is not None and any(
            isinstance(part, Call) and part.function == "valid" for part in walk(facts.formula)
        )

    def _undefined_reads(self, formula: Formula, step: int) -> list[tuple[int, int]]:
        """The undefined values that a formula took in a step: of a condition only the arm that was taken."""
        found = []
        waiting = [formula]
        while waiting:
            node = waiting.pop()
            match node:
                case If(flag, consequent, alternative):
                    taken = self._compute(flag, step)
                    waiting.append(flag if _is_nan(taken) else consequent if taken == 1.0 else alternative)
                case Lag(quantity, start):
                    if step == 1:
                        waiting.append(start)
                    elif self._is_undefined(quantity, step - 1):
                        found.append((quantity, step - 1))
                case Select(index, options):
                    chosen = self._result.value(index, step)
                    if _is_nan(chosen):
                        found.append((index, step))
                    elif isinstance(chosen, float) and 1.0 <= chosen < len(options) + 1.0:
                        waiting.append(options[int(chosen) - 1])
                case Aggregate(_, quantity) | Whole(quantity):
                    first = self._result.first_undefined_step(quantity)
                    found += [] if first is None else [(quantity, first)]
                case Window(_, quantity):
                    first = self._result.first_undefined_step(quantity)
                    # A window that has moved past the first is undefined by a later one: look at this step as well.
                    found += [(quantity, at) for at in (first, step) if at and self._is_undefined(quantity, at)][:1]
                case Listed(_, items):
                    waiting.append(items[step - 1])
                case At(quantity, index):
                    place = self._compute(index, step)
                    if isinstance(place, float) and 1.0 <= place < self._length(quantity) + 1.0:
                        if self._is_undefined(quantity, int(place)):
                            found.append((quantity, int(place)))
                    else:
                        waiting.append(index)
                case _:
                    reads = [(read, self._place_in(read, step)) for read in direct_reads(node)]
                    found += [place for place in reads if self._is_undefined(*place)]
                    waiting += operands(node)
        return found

    def _place_in(self, quantity: int, step: int) -> int:
        """Where a step, row or cell of the formula that is being looked at stands in a series that it reads."""
        axes = self._result.graph.axes
        cells, axis = axes.get(self._axis), self._quantities[quantity].axis
        if cells is None or axis not in (cells.rows, cells.columns):
            return step
        row, column = divmod(step - 1, axes[cells.columns].length)
        return 1 + (row if axis == cells.rows else column)

    def _length(self, quantity: int) -> int:
        axis = self._result.graph.axes.get(self._quantities[quantity].axis)
        return self._result.graph.steps if axis is None else axis.length

    def _is_undefined(self, quantity: int, step: int) -> bool:
        return _is_nan(self._result.value(quantity, step))

    def _reason(self, formula: Formula, step: int) -> Reason:
        """Why the innermost part without a value has none."""
        node = formula
        while True:
            match node:
                case If(flag, consequent, alternative):
                    node = consequent if self._compute(flag, step) == 1.0 else alternative
                case Lag(_, start):
                    node = start
                case Listed(_, items):
                    node = items[step - 1]
                case Select(index, options):
                    chosen = self._result.value(index, step)
                    if not (isinstance(chosen, float) and 1.0 <= chosen < len(options) + 1.0):
                        return "no_option", _number(chosen), str(len(options))
                    node = options[int(chosen) - 1]
                case Call("valid", (_, condition, reason)) if self._compute(condition, step) == 0.0:
                    return "said", str(self._compute(reason, step))
                case _:
                    undefined = [part for part in operands(node) if _is_nan(self._compute(part, step))]
                    if not undefined:
                        return self._own_reason(node, step)
                    node = undefined[0]

    def _own_reason(self, node: Formula, step: int) -> Reason:
        values = [self._compute(part, step) for part in operands(node)]
        match node:
            case Binary("/") if values[1] == 0.0:
                return DIVISION
            case Binary("^"):
                return _power_reason(values[0], values[1])
            case Call(function):
                return "no_value", f"{function}({', '.join(map(_number, values))})"
            case At():
                key = "no_row" if self._quantities[node.quantity].axis in self._result.graph.axes else "no_step"
                return key, _number(values[0]), str(self._length(node.quantity))
            case Sparse():
                return "no_key", _number(values[0])
            case Aggregate("sd") | Window("sd"):
                return ("one_value",)
        return TOO_LARGE

    def _compute(self, node: Formula, step: int) -> Any:
        """The value of a part of a formula, one node at a time; the rest of a table or a fold is left at NaN."""
        # Any: numbers and texts mixed, as in `Result.values`.
        match node:
            case Constant(value):
                return value
            case Reference(quantity):
                return self._result.value(quantity, self._place_in(quantity, step))
            case Whole(quantity):
                return self._result.series(quantity)
            case Several(items):
                return [self._compute(item, step) for item in items]
            case Step() | Row():
                return float(step)
            case If() | Select():
                chosen = self._chosen(node, step)
                return NAN if chosen is None else self._compute(chosen, step)
            case Lag(quantity, start):
                return self._compute(start, step) if step == 1 else self._result.value(quantity, step - 1)
            case Aggregate() | At() | Window() | Sparse() | Compare() | Listed():
                # These stand only at the top of a formula, and there the row of the quantity says what they are.
                return NAN
        return _elementwise(node, [self._compute(part, step) for part in operands(node)])

    def _chosen(self, node: If | Select, step: int) -> Formula | None:
        if isinstance(node, If):
            flag = self._compute(node.flag, step)
            return None if _is_nan(flag) else node.consequent if flag == 1.0 else node.alternative
        index = self._result.value(node.index, step)
        is_there = isinstance(index, float) and 1.0 <= index < len(node.options) + 1.0
        return node.options[int(index) - 1] if is_there else None


def _elementwise(node: Formula, values: list[Any]) -> float:
    if any(_is_nan(value) for value in values) and not (isinstance(node, Call) and node.function == "isnumber"):
        return NAN
    try:
        result = _plain_elementwise(node, values)
    except (OverflowError, ZeroDivisionError):
        return NAN
    return result if math.isfinite(result) else NAN


def _plain_elementwise(node: Formula, values: list[float]) -> float:
    match node:
        case Negate():
            return -values[0]
        case Not():
            return 1.0 - values[0]
        case And():
            return math.prod(values)
        case Or():
            return max(values)
        case Call(function):
            return BUILTINS[function].scalar(*values)
        case Binary("+"):
            return values[0] + values[1]
        case Binary("-"):
            return values[0] - values[1]
        case Binary("*"):
            return values[0] * values[1]
        case Binary("/"):
            return values[0] / values[1]
        case Binary("^"):
            return power(values[0], values[1])
    raise AssertionError(f"{type(node).__name__} is not computed value by value")


def _power_reason(base: float, exponent: float) -> Reason:
    if base == 0.0:
        return ("no_value", "0^0") if exponent == 0.0 else DIVISION
    if base < 0.0 and exponent != math.floor(exponent):
        return "root", _number(base), _number(exponent)
    return TOO_LARGE


def _is_nan(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_nan, value))
    return isinstance(value, float) and math.isnan(value)


def _number(value: Value | list[Value]) -> str:
    if isinstance(value, list):
        shown = ", ".join(map(_number, value[:SHOWN_MEMBERS]))
        return f"[{shown}, …]" if len(value) > SHOWN_MEMBERS else f"[{shown}]"
    return value if isinstance(value, str) else f"{value:.10g}"
