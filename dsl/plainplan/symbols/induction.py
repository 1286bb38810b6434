"""Claims about series and columns: row by row where there are few, else from each row to the next."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from plainplan.graph.needed import all_reads
from plainplan.graph.nodes import SCALAR, TIME, Graph, Lag, Quantity
from plainplan.graph.operands import walk
from plainplan.symbols.argument import argue, argue_at_once
from plainplan.symbols.building import make_relation, replace_parts
from plainplan.symbols.expression import MOST_ROWS, Formulas
from plainplan.symbols.intervals import INFINITE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.positivity import Lines
    from plainplan.symbols.variables import Expression

    # How a claim, which reads as the text, is shown to hold in every row.
    Way = Callable[[Formulas, Quantity, str], Lines | None]

# So few rows are gone through one by one at once.
FEW_ROWS = 12
# Of so many series it is asked whether they ever fall below zero.
MOST_STATES = 16
# How the symbol of a series in the row before ends.
BEFORE = "[before]"


def ways_for(graph: Graph, claim: Quantity) -> list[Way]:
    """The ways to show that a claim holds in every row, the likelier one first."""
    rows = graph.steps if claim.axis == TIME else graph.axes[claim.axis].length
    if rows == 1:
        return [row_by_row]
    looks_back = rests_on_rows_before(graph, claim.id)
    ways: list[Way] = [by_induction, row_by_row] if looks_back or rows > FEW_ROWS else [row_by_row, by_induction]
    return ways if rows <= MOST_ROWS else [by_induction]


def rests_on_rows_before(graph: Graph, quantity: int) -> bool:
    """Whether something of what a quantity rests on looks back at the row before."""
    needed = all_reads(graph, (quantity,))
    formulas = (graph.quantities[number].formula for number in needed)
    return any(isinstance(node, Lag) for formula in formulas if formula is not None for node in walk(formula))


def row_by_row(formulas: Formulas, claim: Quantity, text: str) -> Lines | None:
    """It holds in each row."""
    rows = formulas.rows_of(claim.axis)
    lines: Lines = []
    for row in range(rows):
        found = argue(formulas.condition_of(claim.id, row), formulas.box(), (), formulas.definitions)
        if found is None:
            return None
        more = f", and {len(found) - 1} cases more" if len(found) > 1 else ""
        lines += [f"row {row + 1}: {found[0]}{more}"] if rows > 1 else found
    return lines


def by_induction(formulas: Formulas, claim: Quantity, text: str) -> Lines | None:
    """It holds in the first row; and where it held in the row before, it holds in the next."""
    first = argue(formulas.condition_of(claim.id, 0), formulas.box(), (), formulas.definitions)
    if first is None:
        return None
    step = formulas.condition_of(claim.id)
    following = argue_at_once(step, formulas.box(), formulas.definitions)
    used: list[str] = []
    before = None
    if following is None:
        signs = _never_negative(formulas)
        box = {**formulas.box(), **{symbol: (Fraction(0), INFINITE) for symbol in signs}}
        used = sorted(symbol.name.removesuffix(BEFORE) for symbol in signs)
        following = argue_at_once(step, box, formulas.definitions)
        if following is None:
            before = _held_before(formulas, claim)
            following = argue(step, box, () if before is None else (before,), formulas.definitions)
    if following is None:
        return None
    lines = [f"in the first row: {line}" for line in first]
    if used:
        lines.append(f"never below 0, by the same argument: {', '.join(used)}")
    if before is not None:
        lines.append(f"given that it held in the row before: {text}")
    return [*lines, *(f"in every later row: {line}" for line in following)]


def _held_before(formulas: Formulas, claim: Quantity) -> Expression | None:
    """The claim about the row before, over the symbols of that row; None where it looks back itself."""
    shallow = Formulas(
        formulas.graph,
        formulas.scenario,
        formulas.varies,
        lambda quantity: quantity.axis == SCALAR or quantity.name.startswith(claim.name),
        # The row before may be the first one.
        least_before=0,
    )
    condition = shallow.condition_of(claim.id)
    replaced: dict[Expression, Expression] = {}
    for symbol, variable in shallow.variables.items():
        if variable.is_before:
            return None
        if variable.is_later and variable.quantity is not None:
            replaced[symbol] = formulas.later(variable.quantity) - 1
        elif not variable.is_free and variable.quantity is not None:
            axis = formulas.graph.quantities[variable.quantity].axis
            if axis == claim.axis:
                replaced[symbol] = _one_row_before(formulas, variable.quantity)
            elif axis != SCALAR:
                # The head of a cell before, in whichever row or column of its grid that stands.
                replaced[symbol] = formulas.before(variable.quantity).symbol
    return replace_parts(condition, replaced)


def _one_row_before(formulas: Formulas, quantity: int) -> Expression:
    """A series in the row before: its formula over the number of that row where it rests on nothing else that goes by
    row, else its symbol."""
    from sympy import S

    expression = formulas.of(quantity)
    rests_on = [formulas.variables.get(symbol) for symbol in expression.free_symbols]
    later = [variable.symbol for variable in rests_on if variable is not None and variable.is_later]
    if later and all(variable is not None and (variable.is_free or variable.is_later) for variable in rests_on):
        # The formula is that of the later rows, so it has to give the first one too.
        first = replace_parts(expression, dict.fromkeys(later, S.Zero))
        if first == formulas.of(quantity, 0):
            return replace_parts(expression, {symbol: symbol - 1 for symbol in later})
    return formulas.before(quantity).symbol


def _never_negative(formulas: Formulas) -> set[Expression]:
    """The symbols of the row before of series that are never below zero: those that are shown to stay so together."""
    candidates: dict[Expression, int] = {}
    is_done = False
    while not is_done and len(candidates) < MOST_STATES:
        is_done = True
        for symbol, variable in list(formulas.variables.items()):
            if (
                variable.is_before
                and not variable.is_flag
                and symbol not in candidates
                and variable.quantity is not None
            ):
                candidates[symbol] = variable.quantity
                formulas.of(variable.quantity)
                is_done = False
    beginnings = _beginnings(formulas, list(candidates.values()))
    kept = {
        symbol: quantity
        for symbol, quantity in candidates.items()
        if argue(_not_below(beginnings[quantity]), formulas.box(), (), formulas.definitions) is not None
    }
    is_done = False
    while not is_done:
        is_done = True
        box = {**formulas.box(), **{symbol: (Fraction(0), INFINITE) for symbol in kept}}
        for symbol, quantity in list(kept.items()):
            if argue(_not_below(formulas.of(quantity)), box, (), formulas.definitions) is None:
                del kept[symbol]
                is_done = False
                break
    return set(kept)


def _beginnings(formulas: Formulas, quantities: list[int]) -> dict[int, Expression]:
    """What each of some series begins with: before its first row where that goes the same way as the later ones, else
    in its first row."""
    starts = _starts(formulas, quantities)
    if starts is not None and all(variable.is_free or variable.is_before for variable in formulas.variables.values()):
        return {quantity: starts[quantity] for quantity in quantities}
    return {quantity: formulas.of(quantity, 0) for quantity in quantities}


def _starts(formulas: Formulas, quantities: list[int]) -> dict[int, Expression] | None:
    """What stands for each of some series before its first row; None where one that they rest on has no start, or
    several."""
    starts: dict[int, Expression] = {}
    for reader in all_reads(formulas.graph, quantities):
        formula = formulas.graph.quantities[reader].formula
        for node in walk(formula) if formula is not None else ():
            if isinstance(node, Lag):
                start = formulas.start_of(node, reader)
                if starts.setdefault(node.quantity, start) != start:
                    return None
    return starts if starts.keys() >= set(quantities) else None


def _not_below(expression: Expression) -> Expression:
    from sympy import Ge, S

    return make_relation(Ge, expression, S.Zero)
