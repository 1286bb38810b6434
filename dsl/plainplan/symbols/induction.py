"""Claims about series and columns: row by row where there are few, else from each row to the next."""

from __future__ import annotations

from fractions import Fraction

from plainplan.graph.nodes import SCALAR, Quantity
from plainplan.symbols.argument import argue
from plainplan.symbols.building import make_relation, replace_parts
from plainplan.symbols.expression import MOST_ROWS, Formulas
from plainplan.symbols.intervals import INFINITE
from plainplan.symbols.notation import expression_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.positivity import Lines
    from plainplan.symbols.variables import Expression


# So few rows are gone through one by one at once.
FEW_ROWS = 12
# Of so many series it is asked whether they ever fall below zero.
MOST_STATES = 16


def argue_rows(formulas: Formulas, claim: Quantity) -> Lines | None:
    """The lines that show that a claim holds in every row."""
    rows = formulas.rows_of(claim.axis)
    if rows <= FEW_ROWS:
        return _row_by_row(formulas, claim, rows)
    found = _by_induction(formulas, claim)
    if found is None and rows <= MOST_ROWS:
        return _row_by_row(formulas, claim, rows)
    return found


def _row_by_row(formulas: Formulas, claim: Quantity, rows: int) -> Lines | None:
    lines: Lines = []
    for row in range(rows):
        found = argue(formulas.condition_of(claim.id, row), formulas.box(), (), formulas.definitions)
        if found is None:
            return None
        more = f", and {len(found) - 1} cases more" if len(found) > 1 else ""
        lines += [f"row {row + 1}: {found[0]}{more}"] if rows > 1 else found
    return lines


def _by_induction(formulas: Formulas, claim: Quantity) -> Lines | None:
    """It holds in the first row; and where it held in the row before, it holds in the next."""
    first = argue(formulas.condition_of(claim.id, 0), formulas.box(), (), formulas.definitions)
    if first is None:
        return None
    step = formulas.condition_of(claim.id)
    signs = _never_negative(formulas)
    box = {**formulas.box(), **{symbol: (Fraction(0), INFINITE) for symbol in signs}}
    before = _held_before(formulas, claim)
    given = () if before is None else (before,)
    following = argue(step, box, given, formulas.definitions)
    if following is None:
        return None
    lines = [f"in the first row: {line}" for line in first]
    if signs:
        used = [
            symbol
            for symbol in signs
            if step.has(symbol) or any(each.has(symbol) for each in formulas.definitions.values())
        ]
        if used:
            names = ", ".join(symbol.name.removesuffix("[before]") for symbol in sorted(used, key=str))
            lines.append(f"never below 0, by the same argument: {names}")
    if before is not None and step != _true():
        lines.append(f"given that it held in the row before: {expression_text(before)}")
    return [*lines, *(f"in every later row: {line}" for line in following)]


def _held_before(formulas: Formulas, claim: Quantity) -> Expression | None:
    """The claim about the row before, over the symbols of that row; None where it looks back itself."""
    shallow = Formulas(
        formulas.graph,
        formulas.scenario,
        formulas.varies,
        lambda quantity: quantity.axis == SCALAR or quantity.name.startswith(claim.name),
    )
    condition = shallow.condition_of(claim.id)
    replaced: dict[Expression, Expression] = {}
    for symbol, variable in shallow.variables.items():
        if variable.is_before:
            return None
        if not variable.is_free and variable.quantity is not None:
            if formulas.graph.quantities[variable.quantity].axis == SCALAR:
                continue
            replaced[symbol] = formulas.before(variable.quantity).symbol
    return replace_parts(condition, replaced)


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
    kept = {
        symbol: quantity
        for symbol, quantity in candidates.items()
        if argue(_not_below(formulas.of(quantity, 0)), formulas.box(), (), formulas.definitions) is not None
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


def _not_below(expression: Expression) -> Expression:
    from sympy import Ge, S

    return make_relation(Ge, expression, S.Zero)


def _true() -> Expression:
    from sympy import S

    return S.true
