"""Makes the quantities of a graph: names them, keeps their formulas in normal form, makes the inputs."""

from __future__ import annotations

from plainplan.dimensions import BOOLEAN, NUMBER, WHOLE, Type
from plainplan.graph.nodes import (
    Aggregate,
    And,
    At,
    Axis,
    Binary,
    Call,
    Compare,
    Constant,
    Formula,
    Graph,
    GraphBlock,
    If,
    InputFacts,
    Lag,
    Negate,
    Not,
    Or,
    Quantity,
    Reference,
    Row,
    Window,
)
from plainplan.graph.normal_form import split
from plainplan.graph.words import Words
from plainplan.records import replace
from plainplan.source import Span

ZERO = Constant(0.0)
ONE = Constant(1.0)

CONSTANTS = "constants"
# So many terms a row: see the limits of the normal form.
TERMS = 8


# Far more than a household needs; rules that apply rules, and functions that call functions, can stand for billions.
GREATEST_SIZE = 20_000


class PlanTooLargeError(Exception):
    """The plan stands for more than can be computed; `span` is what was being read."""

    def __init__(self, span: Span | None) -> None:
        super().__init__()
        self.span = span


class Builder:
    """A graph in the making."""

    def __init__(self, graph: Graph) -> None:
        """A builder that goes on with `graph`."""
        self.graph = graph
        self.words = Words(graph.locale)
        self._constants: dict[float, Reference] = {}
        self._taken: dict[str, int] = {}
        self._blocks = {block.key for block in graph.blocks}
        self._calls = 0

    def count_call(self, span: Span) -> None:
        """One more function of the plan is put in the place of its call."""
        self._calls += 1
        if self._calls > GREATEST_SIZE:
            raise PlanTooLargeError(span)

    def block(
        self,
        key: str,
        sheet: str,
        title: str,
        span: Span | None = None,
        axis: str = "",
        source: str = "",
        digest: str = "",
    ) -> str:
        """Opens a block of rows, once, and gives its key."""
        if key not in self._blocks:
            self._blocks.add(key)
            self.graph.blocks.append(GraphBlock(key, sheet, title, span, axis, source, digest))
        return key

    def allocate(self, name: str, label: str, type_: Type, block: str, span: Span | None = None) -> int:
        """A quantity whose formula is given later by `define`; a name that ends in `~` is that of a helper."""
        number = len(self.graph.quantities)
        if number >= GREATEST_SIZE:
            raise PlanTooLargeError(span)
        unique = self._unique(name)
        is_helper = name.endswith("~")
        self.graph.quantities.append(Quantity(number, unique, label, type_, block, None, span, is_helper=is_helper))
        self.graph.by_name[unique] = number
        return number

    def define(self, number: int, formula: Formula) -> Reference:
        """Gives an allocated quantity its formula; parts that do not fit in one row become helper rows."""
        quantity = self.graph.quantities[number]

        def make(part: Formula) -> Reference:
            type_ = self._type_of_part(part, quantity.type)
            helper = self.allocate(f"{quantity.name}~", quantity.label, type_, quantity.block, quantity.span)
            self.graph.quantities[helper].formula = part
            return Reference(helper)

        quantity.formula = split(formula, make)
        return Reference(number)

    def _type_of_part(self, part: Formula, whole: Type) -> Type:
        """A flag where it is one, what it reads of a series where that is all it does; else as the whole formula."""
        match part:
            case Compare() | Not() | And() | Or():
                return BOOLEAN
            case Aggregate("index_of_zero"):
                return WHOLE
            case Aggregate(kind, read) | Window(kind, read):
                type_ = self.graph.quantities[read].type.as_series(whole.is_series)
                return replace(type_, is_whole=False) if kind in ("mean", "sd") else type_
            case At(read) | Lag(read):
                return self.graph.quantities[read].type.as_series(whole.is_series)
        return whole

    def add(
        self, name: str, label: str, type_: Type, block: str, formula: Formula, span: Span | None = None
    ) -> Reference:
        """A quantity with its formula."""
        return self.define(self.allocate(name, label, type_, block, span), formula)

    def flag(self, name: str, label: str, block: str, formula: Formula, span: Span | None = None) -> Reference:
        """A quantity that holds 1 or 0."""
        return self.add(name, label, BOOLEAN, block, formula, span)

    def column(self, name: str, label: str, type_: Type, block: str, axis: str, span: Span | None = None) -> int:
        """A quantity with a value for each row of an axis, whose formula or input is given later."""
        number = self.allocate(name, label, type_.as_series(), block, span)
        self.graph.quantities[number].axis = axis
        return number

    def axis(self, key: str, title: str, length: int, block: str) -> str:
        """Opens an axis of rows, once, and gives its key."""
        if key not in self.graph.axes:
            number = self.column(f"{key}.row", "#", WHOLE, block, key)
            self.graph.quantities[number].formula = Row(key)
            self.graph.axes[key] = Axis(key, title, length, number)
        return key

    def input(
        self, name: str, label: str, type_: Type, block: str, facts: InputFacts, span: Span | None = None
    ) -> Reference:
        """An input."""
        number = self.allocate(name, label, replace(type_, is_zero=False, is_bare=False), block, span)
        self.graph.quantities[number].input = facts
        return Reference(number)

    def number(self, value: float, key: str = "constant", type_: Type = NUMBER) -> Formula:
        """A structural number: 0 and 1 as they are, any other as a named constant that the client sees, not changes."""
        if value in (0.0, 1.0):
            return Constant(float(value))
        if value not in self._constants:
            self.block(CONSTANTS, "inputs", self.words("constants"))
            label = self.words(key)
            facts = InputFacts(float(value), f"{value:g}", False, "constant")
            kind = WHOLE if type_ is NUMBER and float(value).is_integer() else type_
            self._constants[value] = self.input(f"{CONSTANTS}.{value:g}", label, kind, CONSTANTS, facts)
        return self._constants[value]

    def total(self, name: str, label: str, type_: Type, block: str, terms: list[Formula]) -> Formula:
        """The sum of any number of terms, from the left, a helper row for each few of them."""
        if not terms:
            return ZERO
        helper = f"{name.removesuffix('~')}~"
        whole = terms[0]
        for position, term in enumerate(terms[1:], 1):
            if position % TERMS == 0:
                whole = self.add(helper, label, type_, block, whole)
            whole = plus(whole, term)
        return whole

    def _unique(self, name: str) -> str:
        count = self._taken.get(name, 0) + 1
        self._taken[name] = count
        # A helper is always numbered; another name only from its second use.
        unique = f"{name}{count}" if name.endswith("~") else (name if count == 1 else f"{name} {count}")
        return unique if unique not in self.graph.by_name else self._unique(name)


def plus(left: Formula, right: Formula) -> Formula:
    """left + right; what is 0 less something is taken away instead."""
    if isinstance(right, Binary) and right.operator == "-" and right.left == ZERO:
        return Binary("-", left, right.right)
    return Binary("+", left, right)


def minus(left: Formula, right: Formula) -> Formula:
    """left - right."""
    return Binary("-", left, right)


def times(left: Formula, right: Formula) -> Formula:
    """left × right, where a factor of one is left out."""
    if left == ONE:
        return right
    if right == ONE:
        return left
    return Binary("*", left, right)


def divided(left: Formula, right: Formula) -> Formula:
    """left ÷ right, where a divisor of one is left out."""
    return left if right == ONE else Binary("/", left, right)


def least(left: Formula, right: Formula) -> Formula:
    """The smaller of two."""
    return Call("min", (left, right))


def greatest(left: Formula, right: Formula) -> Formula:
    """The greater of two."""
    return Call("max", (left, right))


def not_negative(formula: Formula) -> Formula:
    """The formula, or 0 when it is below."""
    return Call("max", (ZERO, formula))


def guarded(flag: Formula | None, formula: Formula) -> Formula:
    """The formula where the flag is 1, else 0; without a flag, the formula."""
    return formula if flag is None else If(flag, formula, ZERO)


def both(left: Formula | None, right: Formula | None) -> Formula | None:
    """Both flags, either of which may be absent."""
    if left is None:
        return right
    return left if right is None else And((left, right))


def is_same(left: Formula, right: Formula) -> Formula:
    """Whether two whole numbers, dates or texts are equal, exactly."""
    return Compare("=", left, right, None)


def is_positive(formula: Formula) -> Formula:
    """Whether a number is above zero, exactly: what guards a division whose quotient is never more than 1."""
    return Compare(">", formula, ZERO, None)


def negative(formula: Formula) -> Formula:
    """-formula."""
    return Negate(formula)
