"""Formulas as people read them: names in the place of ids, or figures in the place of names."""

from __future__ import annotations

from collections.abc import Callable

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
    Reference,
    Row,
    Select,
    Several,
    Sparse,
    Step,
    Whole,
    Window,
)

# How a quantity is written: its name, its value, or None to write the formula of a helper in its place. The second
# argument says how many steps back it is read, and is None where a whole series is meant.
Spell = Callable[[int, int | None], str | None]

# From loose to tight, as in the grammar.
IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM = range(10)
_BINARY = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}

# Inputs that have a name only because every number of a workbook is a cell.
WRITTEN_IN_FORMULA = ("literal", "constant")

# Helpers are written out so far; beyond it their names stand, because shared helpers would double at every level.
MAX_DEPTH = 6


def formula_text(graph: Graph, formula: Formula) -> str:
    """The formula with names; rows that were made only to keep formulas short are written out in their place."""
    return spell_formula(graph, formula, lambda quantity, _: name_or_helper(graph, quantity))


def name_or_helper(graph: Graph, quantity: int) -> str | None:
    """The name of a quantity, the figure that a formula holds itself as it is written there, or None for a row that was
    made only to keep formulas short."""
    found = graph.quantities[quantity]
    # The header of a table is a list that has a name of its own.
    is_header = found.axis != SCALAR and "#" not in found.name
    if found.input is not None and found.input.origin in WRITTEN_IN_FORMULA and not is_header:
        return found.input.as_written
    return None if found.is_helper and found.formula is not None else found.name


def spell_formula(graph: Graph, formula: Formula, spell: Spell) -> str:
    """The formula with each quantity written as `spell` says."""
    return _Writer(graph, spell).write(formula, 0, 0)[0]


def number_text(value: float) -> str:
    """A number without a needless `.0`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


class _Writer:
    """Writes one formula; `back` is how many steps back its parts are read, `depth` how deep a helper stands."""

    def __init__(self, graph: Graph, spell: Spell) -> None:
        self.graph = graph
        self.spell = spell

    def write(self, formula: Formula, back: int, depth: int) -> tuple[str, int]:
        """The text of a formula, and how tightly its outermost operator binds."""

        def name(quantity: int, steps_back: int | None = back) -> str:
            return self.quantity(quantity, steps_back, depth)[0]

        def within(part: Formula, tightness: int) -> str:
            text, binding = self.write(part, back, depth)
            return text if binding >= tightness else f"({text})"

        def plain(part: Formula) -> str:
            return self.write(part, back, depth)[0]

        match formula:
            case Constant(value):
                return number_text(value), ATOM if value >= 0 else SIGN
            case Reference(quantity):
                return self.quantity(quantity, back, depth)
            case Step():
                return "step", ATOM
            case Row():
                return "row", ATOM
            case Whole(quantity):
                return name(quantity, None), ATOM
            case Several(items):
                return ", ".join(map(plain, items)), ATOM
            case Listed(_, items):
                return f"[{', '.join(map(plain, items))}]", ATOM
            case Lag(quantity, start, _):
                return f"prev({name(quantity, back + 1)}, start: {plain(start)})", ATOM
            case Negate(operand):
                return f"-{within(operand, ATOM)}", SIGN
            case Binary(operator, left, right):
                return _write_binary(operator, left, right, within)
            case Compare(operator, left, right, _):
                return f"{within(left, SUM)} {operator} {within(right, SUM)}", COMPARE
            case Not(operand):
                return f"not {within(operand, COMPARE)}", NOT
            case And(parts):
                return " and ".join(within(part, NOT) for part in parts), AND
            case Or(parts):
                return " or ".join(within(part, AND) for part in parts), OR
            case If(flag, consequent, alternative):
                return f"if {plain(flag)} then {within(consequent, OR)} else {plain(alternative)}", IF
            case Select(index, options):
                return f"choose({', '.join([name(index), *map(plain, options)])})", ATOM
            case Call(function, parts):
                return f"{function}({', '.join(map(plain, parts))})", ATOM
            case Aggregate(kind, quantity):
                return f"{kind}({name(quantity, None)})", ATOM
            case At(quantity, index):
                return f"at({name(quantity, None)}, {self._unit(quantity)} {plain(index)})", ATOM
            case Window(kind, quantity, steps, axis):
                unit = "steps" if axis == TIME else "rows"
                span = "from the start" if steps is None else f"last {steps} {unit}"
                return f"{kind}({name(quantity, None)}, {span})", ATOM
            case Sparse():
                return _write_table(formula, plain, name), ATOM

    def _unit(self, quantity: int) -> str:
        return "row" if self.graph.quantities[quantity].axis in self.graph.axes else "step"

    def quantity(self, quantity: int, back: int | None, depth: int) -> tuple[str, int]:
        """A quantity as it is to be spelled, or a helper's formula, and how tightly it binds."""
        text = self.spell(quantity, back)
        found = self.graph.quantities[quantity]
        if text is None and found.formula is not None and back is not None and depth < MAX_DEPTH:
            return self.write(found.formula, back, depth + 1)
        text = found.name if text is None else text
        # `2 USD` binds like a number, `2 USD/year` like a division.
        return text, SIGN if text.startswith("-") else PRODUCT if "/" in text or text.endswith("real") else ATOM


def _write_binary(
    operator: str, left: Formula, right: Formula, within: Callable[[Formula, int], str]
) -> tuple[str, int]:
    tightness = _BINARY[operator]
    if operator == "^":
        return f"{within(left, ATOM)}^{within(right, ATOM)}", tightness
    # `a - (b - c)` and `a / (b * c)` need their parentheses; `a + b + c` reads from the left without.
    return f"{within(left, tightness)} {operator} {within(right, tightness + 1)}", tightness


def _write_table(formula: Sparse, plain: Callable[[Formula], str], name: Callable[[int], str]) -> str:
    rows = []
    for index, key in enumerate(formula.keys):
        ends = name(key)
        if formula.kind == "between" and formula.uppers and name(formula.uppers[index]) != ends:
            ends = f"{ends}..{name(formula.uppers[index])}"
        rows.append(f"{ends}: {name(formula.values[index])}")
    if formula.otherwise is not None:
        rows.append(f"otherwise: {plain(formula.otherwise)}")
    word = {"between": "by", "since": "since", "brackets": "brackets"}[formula.kind]
    return f"{word}({', '.join([plain(formula.at), *rows])})"
