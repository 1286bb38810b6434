"""Formulas as Excel writes them: one table from node class to text, and nothing else prints a formula.

A formula is printed once a row, with marks where the column goes, so that every cell of the row reads the same; where
rows run down, once a column or grid, with marks where the row goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plainplan.graph import nodes
from plainplan.records import dataclass
from plainplan.workbook.layout import FIRST_COLUMN, Layout
from plainplan.workbook.pieces import (
    ADDED,
    COMPARED,
    HERE,
    LEFT,
    MULTIPLIED,
    NEGATED,
    NEXT,
    RAISED,
    WHOLE,
    WINDOW_START,
    Piece,
    Template,
    column_mark,
    column_name,
    print_call,
    row_mark,
    window_mark,
)

AGGREGATES = {"sum": "SUM", "mean": "AVERAGE", "min": "MIN", "max": "MAX", "sd": "_xlfn.STDEV.S"}

# A formula holds 8,192 characters, and `CHOOSE` and its index stand around the values.
LONGEST_CHOICE = 8_000


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints the formulas of one sheet: what stands on another sheet is named with it."""

    graph: nodes.Graph
    layout: Layout
    sheet: str

    def template(self, formula: nodes.Formula) -> Template:
        """The formula of a row, ready to be put into each of its columns."""
        lookback = formula.steps if isinstance(formula, nodes.Window) else None
        return Template(self.text(formula), lookback)

    def text(self, formula: nodes.Formula) -> str:
        """The formula as text, without the leading `=` of the screen."""
        return self.piece(formula).text

    def piece(self, formula: nodes.Formula) -> Piece:
        """The printed formula and its strength."""
        return FORMS[type(formula)](self, formula)

    def within(self, formula: nodes.Formula, strength: int) -> str:
        """The formula as an operand, in parentheses unless it holds together more tightly than `strength`."""
        piece = self.piece(formula)
        return piece.text if piece.strength > strength else f"({piece.text})"

    def cell(self, quantity: int) -> str:
        """The cell of a quantity: by name, or in this column of its row, or in the column of the constants."""
        name = self.layout.names.get(quantity)
        if name is not None:
            return name
        return self.address(quantity)

    def address(self, quantity: int) -> str:
        """The cell of a quantity in this step or row by its row and column, whether it has a name or not."""
        place = self.layout.places[quantity]
        if place.is_series:
            return f"{self.prefix_of(quantity)}{HERE}{place.row + 1}"
        return self._in_own_row(quantity, row_mark(place.row) if place.rows else f"${place.row + 1}")

    def cell_before(self, quantity: int) -> str:
        """The cell of a series one step or row earlier, which nothing reads in the first; a constant never changes."""
        place = self.layout.places[quantity]
        if place.is_series:
            return f"{self.prefix_of(quantity)}{LEFT}{place.row + 1}"
        if place.rows:
            return self._in_own_row(quantity, row_mark(place.row - 1))
        if place.columns:
            return f"{self.prefix_of(quantity)}{column_mark(place.column - 1)}${place.row + 1}"
        return self.cell(quantity)

    def _in_own_row(self, quantity: int, row: str) -> str:
        """A cell in a row, and in this column where the quantity goes right."""
        place = self.layout.places[quantity]
        column = column_mark(place.column) if place.columns else f"${column_name(place.column)}"
        return f"{self.prefix_of(quantity)}{column}{row}"

    def first_cell(self, quantity: int) -> str:
        """The cell of a series in the first step or row."""
        row, column, _, _ = self.layout.corners(quantity)
        return f"{self.prefix_of(quantity)}${column_name(column)}${row + 1}"

    def steps(self) -> str:
        """How many steps there are."""
        return self.final_cell(self.graph.well_known["step"]) if self.layout.has_steps else "1"

    def final_cell(self, quantity: int) -> str:
        """The cell of a series in the last step or row."""
        _, _, row, column = self.layout.corners(quantity)
        return f"{self.prefix_of(quantity)}${column_name(column)}${row + 1}"

    def row(self, quantity: int) -> str:
        """All steps, rows or cells of a series."""
        return f"{self.first_cell(quantity)}:{self.final_cell(quantity).rpartition('!')[2]}"

    def cells_of_row(self, sheet: str, row: int) -> str:
        """All steps of a row, which is counted from 0."""
        first, last = column_name(FIRST_COLUMN), column_name(self.layout.last_column)
        return f"{self._prefix(sheet)}${first}${row + 1}:${last}${row + 1}"

    def number(self, axis: str) -> int:
        """The series that counts the steps, or the rows of an axis."""
        number = self.graph.axes[axis].number if axis in self.graph.axes else self.graph.well_known["step"]
        assert number is not None, axis
        return number

    def block(self, quantities: tuple[int, ...]) -> str:
        """A column of a table, whose rows follow one another."""
        first, last = self.layout.places[quantities[0]], self.layout.places[quantities[-1]]
        column = column_name(first.column)
        return f"{self.prefix_of(quantities[0])}${column}${first.row + 1}:${column}${last.row + 1}"

    def prefix_of(self, quantity: int) -> str:
        """The sheet of a quantity where it is another one, as a reference names it."""
        return self._prefix(self.layout.places[quantity].sheet)

    def _prefix(self, sheet: str) -> str:
        return "" if sheet == self.sheet else f"'{self.layout.sheet_names[sheet]}'!"

    def is_text(self, formula: nodes.Formula) -> bool:
        """Whether a formula is a text, which Excel's `=` would compare without regard to case."""
        return isinstance(formula, nodes.Reference) and self.graph.quantities[formula.quantity].type.kind == "text"

    def is_whole(self, formula: nodes.Formula) -> bool:
        """Whether a formula is known to be a whole number."""
        match formula:
            case nodes.Constant():
                return True
            case nodes.Reference(quantity):
                return self.graph.quantities[quantity].type.is_whole
        return False


def _constant(printer: Printer, node: nodes.Constant) -> Piece:
    text = str(int(node.value)) if node.value == int(node.value) else repr(node.value)
    return Piece(text, WHOLE if node.value >= 0 else NEGATED)


def _reference(printer: Printer, node: nodes.Reference) -> Piece:
    return Piece(printer.cell(node.quantity), WHOLE)


def _lag(printer: Printer, node: nodes.Lag) -> Piece:
    known = printer.graph.well_known
    first = printer.cell(printer.number(node.axis) if node.axis in printer.graph.axes else known["first"])
    return Piece(f"IF({first}=1,{printer.text(node.start)},{printer.cell_before(node.quantity)})", WHOLE)


def _step(printer: Printer, node: nodes.Step) -> Piece:
    return Piece(f"{printer.cell_before(printer.graph.well_known['step'])}+1", ADDED)


def _row(printer: Printer, node: nodes.Row) -> Piece:
    # Above the first row stands the head, which is text and counts as 0.
    return Piece(f"N({printer.cell_before(printer.number(node.axis))})+1", ADDED)


def _listed(printer: Printer, node: nodes.Listed) -> Piece:
    return Piece(NEXT.join(printer.text(item) for item in node.items), COMPARED)


def _several(printer: Printer, node: nodes.Several) -> Piece:
    return Piece(",".join(printer.text(item) for item in node.items), WHOLE)


def _whole(printer: Printer, node: nodes.Whole) -> Piece:
    return Piece(printer.row(node.quantity), WHOLE)


def _negate(printer: Printer, node: nodes.Negate) -> Piece:
    return Piece(f"-{printer.within(node.operand, RAISED)}", NEGATED)


def _binary(printer: Printer, node: nodes.Binary) -> Piece:
    if node.operator == "^":
        return _power(printer, node)
    if node.operator in "+-":
        left = printer.piece(node.left)
        # A minus sign may open a sum, and stands nowhere else without parentheses.
        return Piece(f"{left.text}{node.operator}{printer.within(node.right, NEGATED)}", ADDED)
    left_text = printer.within(node.left, NEGATED)
    return Piece(f"{left_text}{node.operator}{printer.within(node.right, MULTIPLIED)}", MULTIPLIED)


def _power(printer: Printer, node: nodes.Binary) -> Piece:
    base, exponent = printer.within(node.left, RAISED), printer.within(node.right, RAISED)
    power = f"{base}^{exponent}"
    if isinstance(node.right, nodes.Constant) and node.right.value >= 1:
        return Piece(power, RAISED)
    # LibreOffice takes (-8)^(1/3) for -2 and 0^0 for 1: where the language has no value, the divisor is FALSE and the
    # cell is an error in both. 0 to a power above 0 is 0 in both, as an account that lost everything needs it.
    x, y = printer.within(node.left, COMPARED), printer.within(node.right, COMPARED)
    is_whole = printer.is_whole(node.right)
    condition = f"OR({x}<>0,{y}>0)" if is_whole else f"OR({x}>0,AND({x}=0,{y}>0),AND({x}<0,{y}=INT({y})))"
    return Piece(f"{power}/{condition}", MULTIPLIED)


def _compare(printer: Printer, node: nodes.Compare) -> Piece:
    operator, left, right = node.operator, node.left, node.right
    if node.tolerance is None:
        return Piece(_exact_comparison(printer, operator, left, right), WHOLE)
    if operator in ("<", "<="):
        operator, left, right = operator.replace("<", ">"), right, left
    difference, tolerance = _difference(printer, left, right), printer.cell(node.tolerance)
    match operator:
        case ">":
            return Piece(f"IF({difference}>{tolerance},1,0)", WHOLE)
        case ">=":
            return Piece(f"IF({difference}>=-{tolerance},1,0)", WHOLE)
        case "=":
            return Piece(f"IF(ABS({difference})<={tolerance},1,0)", WHOLE)
    return Piece(f"IF(ABS({difference})<={tolerance},0,1)", WHOLE)


def _exact_comparison(printer: Printer, operator: str, left: nodes.Formula, right: nodes.Formula) -> str:
    if operator in ("=", "!="):
        results = "1,0" if operator == "=" else "0,1"
        if printer.is_text(left) or printer.is_text(right):
            return f"IF(EXACT({printer.text(left)},{printer.text(right)}),{results})"
        return f"IF({printer.within(left, COMPARED)}={printer.within(right, COMPARED)},{results})"
    return f"IF({printer.within(left, COMPARED)}{operator}{printer.within(right, COMPARED)},1,0)"


def _difference(printer: Printer, left: nodes.Formula, right: nodes.Formula) -> str:
    if right == nodes.Constant(0):
        return printer.within(left, COMPARED)
    if left == nodes.Constant(0):
        return printer.text(nodes.Negate(right))
    return printer.text(nodes.Binary("-", left, right))


def _not(printer: Printer, node: nodes.Not) -> Piece:
    return Piece(f"1-{printer.within(node.operand, NEGATED)}", ADDED)


def _and(printer: Printer, node: nodes.And) -> Piece:
    return Piece("*".join(printer.within(flag, NEGATED) for flag in node.operands), MULTIPLIED)


def _or(printer: Printer, node: nodes.Or) -> Piece:
    return Piece(f"MAX({','.join(printer.text(flag) for flag in node.operands)})", WHOLE)


def _if(printer: Printer, node: nodes.If) -> Piece:
    flag = printer.within(node.flag, COMPARED)
    return Piece(f"IF({flag}=1,{printer.text(node.consequent)},{printer.text(node.alternative)})", WHOLE)


def _select(printer: Printer, node: nodes.Select) -> Piece:
    options = ",".join(printer.text(option) for option in node.options)
    if len(options) > LONGEST_CHOICE:
        # Many long names do not fit in a formula; their addresses always do.
        cells = [option.quantity for option in node.options if isinstance(option, nodes.Reference)]
        options = ",".join(printer.address(cell) for cell in cells)
    return Piece(f"CHOOSE({printer.cell(node.index)},{options})", WHOLE)


def _call(printer: Printer, node: nodes.Call) -> Piece:
    from plainplan.builtins import BUILTINS

    return print_call(BUILTINS[node.function].excel, [printer.piece(argument) for argument in node.arguments])


def _aggregate(printer: Printer, node: nodes.Aggregate) -> Piece:
    if printer.layout.places[node.quantity].is_constant:
        return _aggregate_constant(printer, node)
    match node.kind:
        case "first":
            return Piece(printer.first_cell(node.quantity), WHOLE)
        case "final":
            return Piece(printer.final_cell(node.quantity), WHOLE)
        case "index_of_zero":
            row = printer.row(node.quantity)
            # MATCH passes over a flag without a value; the sum does not.
            return Piece(f"IFERROR(MATCH(0,{row},0),0)+0*SUM({row})", ADDED)
    return Piece(f"{AGGREGATES[node.kind]}({printer.row(node.quantity)})", WHOLE)


def _aggregate_constant(printer: Printer, node: nodes.Aggregate) -> Piece:
    """What a row that holds the same in every step would give."""
    cell, steps = printer.cell(node.quantity), printer.steps()
    match node.kind:
        case "sum":
            return Piece(f"{cell}*{steps}", MULTIPLIED)
        case "sd":
            return Piece(f"{cell}-{cell}", ADDED)
        case "index_of_zero":
            return Piece(f"IF({cell}=0,1,0)", WHOLE)
    return Piece(cell, WHOLE)


def _at(printer: Printer, node: nodes.At) -> Piece:
    place = printer.layout.places[node.quantity]
    if place.is_constant:
        cell, steps = printer.cell(node.quantity), printer.steps()
        step = printer.within(node.index, COMPARED)
        return Piece(f"{cell}/AND({step}>=1,{step}<={steps})", MULTIPLIED)
    index, least = printer.within(node.index, NEGATED), printer.within(node.index, COMPARED)
    # INDEX takes 0 for the whole row; dividing by FALSE makes it the error that it is.
    number = f"{index}/({least}>=1)"
    if place.rows and place.columns:
        return _at_cell(printer, node, least)
    return Piece(f"INDEX({printer.row(node.quantity)},{f'{number},1' if place.rows else f'1,{number}'})", WHOLE)


def _at_cell(printer: Printer, node: nodes.At, least: str) -> Piece:
    """The cells of a grid are counted row after row."""
    cells, before = printer.row(node.quantity), f"{printer.within(node.index, ADDED)}-1"
    row, column = f"INT(({before})/COLUMNS({cells}))+1", f"MOD({before},COLUMNS({cells}))+1"
    return Piece(f"INDEX({cells},({row})/({least}>=1),{column})", WHOLE)


def _window(printer: Printer, node: nodes.Window) -> Piece:
    if not printer.layout.places[node.quantity].is_constant:
        return Piece(f"{AGGREGATES[node.kind]}({_last_cells(printer, node, node.quantity)})", WHOLE)
    # What is the same in every step is counted instead of read.
    cell = printer.cell(node.quantity)
    steps = f"COUNT({_last_cells(printer, node, printer.number(node.axis))})"
    match node.kind:
        case "sum":
            return Piece(f"{cell}*{steps}", MULTIPLIED)
        case "sd":
            return Piece(f"({cell}-{cell})/({steps}>1)", MULTIPLIED)
    return Piece(cell, WHOLE)


def _last_cells(printer: Printer, node: nodes.Window, quantity: int) -> str:
    """The cells of a row from the beginning of a window to this step, of a column to this row."""
    place = printer.layout.places[quantity]
    if place.rows:
        start_row = f"${place.row + 1}" if node.steps is None else window_mark(place.row)
        cells = (f"${column_name(place.column)}{row}" for row in (start_row, row_mark(place.row)))
        return f"{printer.prefix_of(quantity)}{':'.join(cells)}"
    start = f"${column_name(FIRST_COLUMN)}" if node.steps is None else WINDOW_START
    cell = printer.address(quantity)
    return f"{cell.replace(HERE, start)}:{cell.rpartition('!')[2]}"


def _sparse(printer: Printer, node: nodes.Sparse) -> Piece:
    at, keys = printer.within(node.at, COMPARED), printer.block(node.keys)
    match node.kind:
        case "brackets":
            part = printer.within(node.at, NEGATED)
            return Piece(f"SUMPRODUCT(({at}>{keys})*({part}-{keys})*{printer.block(node.uppers)})", WHOLE)
        case "since":
            text = f"LOOKUP({printer.text(node.at)},{keys},{printer.block(node.values)})"
            if node.otherwise is None:
                return Piece(text, WHOLE)
            first_key = printer.cell(node.keys[0])
            return Piece(f"IF({at}>={first_key},{text},{printer.text(node.otherwise)})", WHOLE)
    rows = f"({keys}<={at})*({printer.block(node.uppers)}>={at})"
    found = f"SUMPRODUCT({rows}*{printer.block(node.values)})"
    if node.otherwise is None:
        # Without a row that matches this divides by zero: undefined.
        return Piece(f"{found}/SUMPRODUCT({rows})", MULTIPLIED)
    return Piece(f"IF(SUMPRODUCT({rows})=0,{printer.text(node.otherwise)},{found})", WHOLE)


# A form takes its own node class, which the keys say and a type cannot.
FORMS: dict[type, Callable[[Printer, Any], Piece]] = {
    nodes.Constant: _constant,
    nodes.Reference: _reference,
    nodes.Lag: _lag,
    nodes.Step: _step,
    nodes.Row: _row,
    nodes.Listed: _listed,
    nodes.Several: _several,
    nodes.Whole: _whole,
    nodes.Negate: _negate,
    nodes.Binary: _binary,
    nodes.Compare: _compare,
    nodes.Not: _not,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.If: _if,
    nodes.Select: _select,
    nodes.Call: _call,
    nodes.Aggregate: _aggregate,
    nodes.At: _at,
    nodes.Window: _window,
    nodes.Sparse: _sparse,
}
