"""Compiles a formula graph to Python functions: for each level one over its scalars and one over a step.

A step function takes the step counted from 0 and the rows of the steps before; a row holds the series of a level in
the order in which they are computed. A large level is cut into chunks, so that compiling stays linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from plainplan.builtins import BUILTINS
from plainplan.evaluate.forms import FORMS
from plainplan.evaluate.operations import OPERATIONS, Value
from plainplan.graph.nodes import TIME, Binary, Call, Constant, Formula, Graph, Negate, Reference
from plainplan.records import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # All values by quantity; a series stands there as a list once its level is finished.
    Values = list[Any]
    ColumnOf = Callable[[int], list[Any]]

CHUNK = 400

Row = Sequence[Value]
Rows = Sequence[Row]
StepFunction = Callable[[int, Rows, Row], tuple[Value, ...]]

_NAMESPACE = {
    "__builtins__": {},
    **OPERATIONS,
    **{f"builtin_{name}": record.scalar for name, record in BUILTINS.items()},
}


@dataclass(slots=True)
class Level:
    """The quantities that can be computed together, step by step, once the levels before are finished."""

    scalars: list[int] = field(default_factory=list)
    series: list[int] = field(default_factory=list)


class Program:
    """A compiled graph. It reads the graph's structure only, so that one program serves every change of inputs."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.levels = _levels(graph)
        self._level_of = graph.levels
        self._slots = {number: slot for level in self.levels for slot, number in enumerate(level.series)}
        self._compiled: dict[tuple[int, str], list[Callable[..., Any]]] = {}

    def scalar_functions(self, level: int) -> list[Callable[[Values, ColumnOf], None]]:
        """The functions that compute the scalars of a level into the values."""
        chunks = _chunks(self.levels[level].scalars)
        return self._functions(level, "scalars", lambda: map(self.scalar_source, chunks))

    def step_functions(self, level: int, is_careful: bool) -> list[Callable[[Values, ColumnOf], StepFunction]]:
        """For each chunk of a level a function that binds the scalars in force and gives the step function.

        A careful step makes every infinite value undefined at once; the other leaves them in its row.
        """
        chunks = _chunks(self.levels[level].series)
        key = "careful step" if is_careful else "step"
        return self._functions(level, key, lambda: (self.step_source(level, chunk, is_careful) for chunk in chunks))

    def scalar_source(self, chunk: Sequence[int]) -> str:
        """The text of the function over some scalars."""
        writer = _Writer(self, -1, chunk)
        body = [line for number in chunk for line in writer.assignment(number, is_careful=True)]
        body += [f"S[{number}] = s{number}" for number in chunk]
        return _function_text("make(S, C)", [*writer.bindings(), *body])

    def step_source(self, level: int, chunk: Sequence[int], is_careful: bool) -> str:
        """The text of the function that binds scalars and gives the step function over some series."""
        writer = _Writer(self, level, chunk)
        body = [line for number in chunk for line in writer.assignment(number, is_careful)]
        result = "".join(f"v{number}, " for number in chunk)
        step = _function_text("step(k, rows, row)", [*writer.loads(), *body, f"return ({result})"])
        return _function_text("make(S, C)", [*writer.bindings(), *step.splitlines(), "return step"])

    def slot(self, quantity: int) -> int:
        """The place of a series in the rows of its level."""
        return self._slots[quantity]

    def level_of(self, quantity: int) -> int:
        """The level of a quantity."""
        return self._level_of[quantity]

    def _functions(self, level: int, kind: str, sources: Callable[[], Iterable[str]]) -> list[Callable[..., Any]]:
        if (level, kind) not in self._compiled:
            self._compiled[level, kind] = [_compiled(source) for source in sources()]
        return self._compiled[level, kind]


def _compiled(source: str) -> Callable[..., Any]:
    namespace: dict[str, Any] = dict(_NAMESPACE)
    exec(compile(source, "<plan>", "exec"), namespace)
    made: Callable[..., Any] = namespace["make"]
    return made


def _levels(graph: Graph) -> list[Level]:
    levels = [Level() for _ in range(max(graph.levels, default=-1) + 1)]
    for number in graph.order:
        level = levels[graph.levels[number]]
        (level.series if graph.quantities[number].axis == TIME else level.scalars).append(number)
    return levels


def _chunks(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]


def _function_text(signature: str, lines: list[str]) -> str:
    return "\n".join([f"def {signature}:", *(f"    {line}" for line in lines), ""])


class _Writer:
    """Writes the assignments of one chunk and remembers what they read from outside it."""

    def __init__(self, program: Program, level: int, chunk: Sequence[int]) -> None:
        self._program = program
        self._quantities = program.graph.quantities
        self._level = level
        self._chunk = frozenset(chunk)
        self._current = -1
        self._lines: list[str] = []
        self._variables = 0
        self._outer: dict[str, str] = {}
        self._loaded: dict[str, str] = {}

    def assignment(self, number: int, is_careful: bool) -> list[str]:
        """The lines that compute one quantity."""
        self._current = number
        self._lines = []
        self._variables = 0
        quantity = self._quantities[number]
        assert quantity.formula is not None
        name = f"v{number}" if quantity.axis == TIME else f"s{number}"
        lines = [f"{name} = {self.code(quantity.formula)}"]
        if is_careful and quantity.type.kind != "text":
            # Infinite less infinite is NaN, which is true.
            lines.append(f"if {name} - {name}: {name} = NAN")
        return [*self._lines, *lines]

    def bindings(self) -> list[str]:
        """What stands outside the step function: scalars, tuples of scalars, finished series."""
        return [f"{name} = {text}" for name, text in self._outer.items()]

    def loads(self) -> list[str]:
        """What the step function takes from its row and from the row before."""
        return [f"{name} = {text}" for name, text in self._loaded.items()]

    def code(self, formula: Formula) -> str:
        return FORMS[type(formula)](self, formula)

    def atom(self, formula: Formula) -> str:
        text = self.code(formula)
        if text.isidentifier() or isinstance(formula, Constant):
            return text
        name = self.variable(text)
        if isinstance(formula, Binary | Call | Negate):
            # An infinite number must not get lost in a divisor or a comparison.
            self._lines.append(f"if {name} - {name}: {name} = NAN")
        return name

    def variable(self, expression: str) -> str:
        name = f"t{self._variables}"
        self._variables += 1
        self._lines.append(f"{name} = {expression}")
        return name

    def value(self, quantity: int) -> str:
        if self._quantities[quantity].axis != TIME:
            if quantity not in self._chunk:
                self._outer[f"s{quantity}"] = f"S[{quantity}]"
            return f"s{quantity}"
        if self._program.level_of(quantity) != self._level:
            return f"{self.column(quantity)}[k]"
        if quantity not in self._chunk:
            self._loaded[f"v{quantity}"] = f"row[{self._program.slot(quantity)}]"
        return f"v{quantity}"

    def value_before(self, quantity: int) -> str:
        if self._quantities[quantity].axis != TIME:
            return self.value(quantity)
        if self._program.level_of(quantity) != self._level:
            return f"{self.column(quantity)}[k - 1]"
        self._loaded["before"] = "rows[k - 1] if k else ()"
        return f"before[{self._program.slot(quantity)}]"

    def own_value_before(self, formula: Formula) -> str | None:
        whole = self._quantities[self._current].formula
        return self.value_before(self._current) if formula is whole else None

    def column(self, quantity: int) -> str:
        self._outer[f"c{quantity}"] = f"C({quantity})"
        return f"c{quantity}"

    def recent(self, quantity: int, steps: int | None) -> str:
        is_here = self._quantities[quantity].axis == TIME and self._program.level_of(quantity) == self._level
        if is_here:
            return f"recent(rows, {self._program.slot(quantity)}, k, {steps}, {self.value(quantity)})"
        first = "" if steps is None else f"k - {steps - 1} if k > {steps - 1} else 0"
        return f"{self.column(quantity)}[{first}:k + 1]"

    def pack(self, quantities: tuple[int, ...]) -> str:
        if not quantities:
            return "()"
        names = "".join(f"{self.value(quantity)}, " for quantity in quantities)
        if any(quantity in self._chunk for quantity in quantities):
            return f"({names})"
        name = f"p{quantities[0]}_{len(quantities)}_{quantities[-1]}"
        self._outer[name] = f"({names})"
        return name

    def is_text(self, formula: Formula) -> bool:
        return isinstance(formula, Reference) and self._quantities[formula.quantity].type.kind == "text"
