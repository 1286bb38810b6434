"""Compiles a formula graph to Python functions: for each level one over its scalars and one a step for each axis.

A step function takes the step counted from 0 and the rows of the steps before; a row holds the series of a level along
one axis in the order in which they are computed. A large level is cut into chunks, so that compiling stays linear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plainplan.builtins import BUILTINS
from plainplan.evaluate.forms import FORMS, is_number
from plainplan.evaluate.operations import OPERATIONS, Value
from plainplan.graph.nodes import SCALAR, Binary, Call, Constant, Formula, Graph, Negate, Reference, Whole
from plainplan.records import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # All values by quantity; a series stands there as a list once its level is finished.
    Values = list[Any]
    ColumnOf = Callable[[int], list[Any]]
    # Given the values that a chunk reads, the scalars of the chunk, or the step function over its series.
    Make = Callable[[Values, ColumnOf], Any]

CHUNK = 400

Row = Sequence[Value]
Rows = Sequence[Row]
StepFunction = Callable[[int, Rows, Row], tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A kind of numbers: the operations of a step over them, the scalar form of a built-in, and a float as such."""

    operations: dict[str, object]
    scalar: Callable[[str], Callable[..., Any]]
    number: Callable[[float], Any]


FLOATS = Arithmetic(OPERATIONS, lambda name: BUILTINS[name].scalar, float)


@dataclass(slots=True)
class Level:
    """The quantities that can be computed together, step by step, once the levels before are finished: scalars, and the
    series along each axis, which do not read those of another axis on the same level."""

    scalars: list[int] = field(default_factory=list)
    series: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a function `make`, and the quantities whose values it is given, in order."""

    text: str
    reads: tuple[int, ...]
    # The built-ins that it calls.
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The function over a chunk of quantities, which is given the values of those that it reads."""

    chunk: list[int]
    reads: tuple[int, ...]
    make: Make

    def call(self, values: Values, column_of: ColumnOf) -> Any:
        """What the function gives for these values."""
        return self.make([values[number] for number in self.reads], column_of)


class Program:
    """A compiled graph. It reads the graph's structure only, so that one program serves every change of inputs.

    A step computes with floats; with `arithmetic` in numbers of another kind.
    """

    def __init__(self, graph: Graph, arithmetic: Arithmetic | None = None) -> None:
        self.graph = graph
        self.arithmetic = arithmetic or FLOATS
        self.levels = _levels(graph)
        self._level_of = graph.levels
        self._slots = {
            number: slot
            for level in self.levels
            for series in level.series.values()
            for slot, number in enumerate(series)
        }
        self._compiled: dict[tuple[int, str, bool], list[Compiled]] = {}

    def scalar_chunks(self, level: int, is_careful: bool) -> list[Compiled]:
        """For each chunk of a level the function that computes its scalars.

        A careful function makes every infinite value undefined at once; the other leaves it in what it gives.
        """
        return self._compiled_once(level, SCALAR, is_careful)

    def step_chunks(self, level: int, axis: str, is_careful: bool) -> list[Compiled]:
        """For each chunk of the series along an axis the function that binds the scalars in force and gives the step
        function."""
        return self._compiled_once(level, axis, is_careful)

    def scalar_source(self, chunk: Sequence[int], is_careful: bool) -> Written:
        """The text of the function over some scalars."""
        writer = _Writer(self, -1, chunk)
        body = [line for number in chunk for line in writer.assignment(number, is_careful)]
        return writer.make([*body, f"return {writer.row()}"])

    def step_source(self, level: int, chunk: Sequence[int], is_careful: bool) -> Written:
        """The text of the function that binds scalars and gives the step function over some series."""
        writer = _Writer(self, level, chunk)
        body = [line for number in chunk for line in writer.assignment(number, is_careful)]
        step = _function_lines("step(k, rows, row)", [*writer.loads(), *body, f"return {writer.row()}"])
        return writer.make([*step, "return step"])

    def slot(self, quantity: int) -> int:
        """The place of a series in the rows of its level."""
        return self._slots[quantity]

    def computes(self, quantity: int) -> bool:
        """Whether a quantity is a series of this program: no input, and none that was left out of the order."""
        return quantity in self._slots

    def level_of(self, quantity: int) -> int:
        """The level of a quantity."""
        return self._level_of[quantity]

    def _compiled_once(self, level: int, axis: str, is_careful: bool) -> list[Compiled]:
        key = level, axis, is_careful
        if key not in self._compiled:
            found = self.levels[level]
            if axis == SCALAR:
                texts = [(self.scalar_source(chunk, is_careful), chunk) for chunk in _chunks(found.scalars)]
            else:
                texts = [(self.step_source(level, chunk, is_careful), chunk) for chunk in _chunks(found.series[axis])]
            self._compiled[key] = [_compile(text, chunk, self.arithmetic) for text, chunk in texts]
        return self._compiled[key]


def _compile(source: Written, chunk: list[int], arithmetic: Arithmetic) -> Compiled:
    namespace: dict[str, Any] = {"__builtins__": {}, **arithmetic.operations}
    namespace |= {_identifier(name): arithmetic.scalar(name) for name in source.functions}
    exec(compile(source.text, "<plan>", "exec"), namespace)
    return Compiled(chunk, source.reads, namespace["make"])


def _identifier(function: str) -> str:
    # `stdev.s` has a dot, as Excel's has.
    return f"builtin_{function.replace('.', '_')}"


def _levels(graph: Graph) -> list[Level]:
    levels = [Level() for _ in range(max(graph.levels, default=-1) + 1)]
    for number in graph.order:
        level, axis = levels[graph.levels[number]], graph.quantities[number].axis
        (level.scalars if axis == SCALAR else level.series.setdefault(axis, [])).append(number)
    return levels


def _chunks(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]


def _function_lines(signature: str, lines: list[str]) -> list[str]:
    return [f"def {signature}:", *[f" {line}" for line in lines]]


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
        # Under which name a quantity of the chunk is known, once it is written.
        self._names: dict[int, str] = {}
        self._scalars: dict[int, str] = {}
        self._outer: dict[str, str] = {}
        self._loaded: dict[str, str] = {}
        self._functions: dict[str, None] = {}

    def assignment(self, number: int, is_careful: bool) -> list[str]:
        """The lines that compute one quantity."""
        self._current = number
        self._lines = []
        self._variables = 0
        quantity = self._quantities[number]
        formula = quantity.formula
        assert formula is not None
        if isinstance(formula, Reference) and formula.quantity in self._names:
            self._names[number] = self._names[formula.quantity]
            return []
        name = f"s{number}" if quantity.axis == SCALAR else f"v{number}"
        self._names[number] = name
        lines = [f"{name} = {self.code(formula)}"]
        if is_careful and quantity.type.kind != "text":
            # Infinite less infinite is NaN, which is true.
            lines.append(f"if {name} - {name}: {name} = NAN")
        return [*self._lines, *lines]

    def make(self, lines: list[str]) -> Written:
        """The whole function, of which these are the last lines; before them it names what it is given: scalars, tuples
        of scalars, finished series."""
        outer = [f"{name} = {text}" for name, text in self._outer.items()]
        given = [f"{''.join(f'{name}, ' for name in self._scalars.values())} = S"] if self._scalars else []
        text = "\n".join(_function_lines("make(S, C)", [*given, *outer, *lines]))
        return Written(f"{text}\n", tuple(self._scalars), tuple(self._functions))

    def row(self) -> str:
        """The tuple of all quantities of the chunk."""
        return f"({''.join(f'{name}, ' for name in self._names.values())})"

    def loads(self) -> list[str]:
        """What the step function takes from its row and from the row before."""
        return [f"{name} = {text}" for name, text in self._loaded.items()]

    def code(self, formula: Formula) -> str:
        return FORMS[type(formula)](self, formula)

    def atom(self, formula: Formula) -> str:
        text = self.code(formula)
        if text.isidentifier() or is_number(formula):
            return text
        name = self.variable(text)
        if isinstance(formula, Binary | Call | Negate):
            # An infinite number must not get lost in a divisor or a comparison.
            self._lines.append(f"if {name} - {name}: {name} = NAN")
        return name

    def part(self, formula: Formula) -> str:
        text = self.code(formula)
        return text if isinstance(formula, Reference | Constant) else f"({text})"

    def variable(self, expression: str) -> str:
        name = f"t{self._variables}"
        self._variables += 1
        self._lines.append(f"{name} = {expression}")
        return name

    def builtin(self, name: str) -> str:
        self._functions[name] = None
        return _identifier(name)

    def value(self, quantity: int) -> str:
        if quantity in self._names:
            return self._names[quantity]
        if self._quantities[quantity].axis == SCALAR:
            return self._scalars.setdefault(quantity, f"s{quantity}")
        if not self._is_here(quantity):
            return f"{self.column(quantity)}[{self._place(quantity)}]"
        self._loaded[f"v{quantity}"] = f"row[{self._program.slot(quantity)}]"
        return f"v{quantity}"

    def value_before(self, quantity: int) -> str:
        if self._quantities[quantity].axis == SCALAR:
            return self.value(quantity)
        if not self._is_here(quantity):
            return f"{self.column(quantity)}[k - 1]"
        self._loaded["before"] = "rows[k - 1] if k else ()"
        return f"before[{self._program.slot(quantity)}]"

    def _is_here(self, quantity: int) -> bool:
        """Whether a series is computed on the level that is being written, along its axis."""
        return self._program.computes(quantity) and self._program.level_of(quantity) == self._level

    def _place(self, quantity: int) -> str:
        """Where this step or row stands in a series: the heads of a grid's rows and columns serve many cells."""
        axes = self._program.graph.axes
        cells = axes.get(self._quantities[self._current].axis)
        axis = self._quantities[quantity].axis
        if cells is not None and axis in (cells.rows, cells.columns):
            return f"k {'//' if axis == cells.rows else '%'} {axes[cells.columns].length}"
        return "k"

    def own_value_before(self, formula: Formula) -> str | None:
        whole = self._quantities[self._current].formula
        return self.value_before(self._current) if formula is whole else None

    def column(self, quantity: int) -> str:
        self._outer[f"c{quantity}"] = f"C({quantity})"
        return f"c{quantity}"

    def recent(self, quantity: int, steps: int | None) -> str:
        if self._is_here(quantity):
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
        match formula:
            case Reference(quantity) | Whole(quantity):
                return self._quantities[quantity].type.kind == "text"
            case Call(function, arguments) if BUILTINS[function].result == "value":
                # What is looked up is of the kind of the list in which it stands, and that is no key.
                kinds = [parameter.kind for parameter in BUILTINS[function].parameters]
                return self.is_text(arguments[kinds.index("value[]")])
        return False
