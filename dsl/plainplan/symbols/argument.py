"""The argument for a condition: that it holds all over a box, in every case that its choices make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from plainplan.symbols.building import choice_kinds, replace_parts
from plainplan.symbols.cases import Case, cases_of
from plainplan.symbols.intervals import EVERYTHING, Box
from plainplan.symbols.notation import expression_text
from plainplan.symbols.polynomials import quotient_of
from plainplan.symbols.positivity import Lines, Problem, is_impossible, show_positive
from plainplan.symbols.relaxing import is_never_below
from plainplan.symbols.settling import decide, settle_choices
from plainplan.symbols.tightening import gap_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.cases import Definitions
    from plainplan.symbols.variables import Expression

    Way = Callable[[Expression, Box, tuple[Expression, ...], Definitions], Lines | None]

# Switches are tried on and off, so many of them at once.
MOST_SWITCHES = 6
MOST_LINES = 6
# Longer formulas are not shown where one needs not see them.
LONGEST_GAP = 160
SIMPLE = "always true, once simplified"


def argue(
    claim: Expression, box: Box, given: tuple[Expression, ...] = (), definitions: Definitions | None = None
) -> Lines | None:
    """The lines that show that a condition holds where all `given` hold; None when they are not found.

    `definitions` are the conditions that stand behind names in it.
    """
    return _with_switches(claim, box, given, definitions or {}, _argue)


def argue_at_once(claim: Expression, box: Box, definitions: Definitions) -> Lines | None:
    """The same for a comparison that needs nothing given and no look at any case."""

    def look(claim: Expression, box: Box, given: tuple[Expression, ...], definitions: Definitions) -> Lines | None:
        found = SIMPLE if claim == True else _at_once(claim, box)  # noqa: E712
        return None if found is None else [found]

    if not definitions.get(claim, claim).is_Relational:
        return None
    return _with_switches(claim, box, (), definitions, look)


def _with_switches(
    claim: Expression, box: Box, given: tuple[Expression, ...], definitions: Definitions, way: Way
) -> Lines | None:
    """The lines that a way gives for each state of the switches in a claim, once what is settled in it is."""
    claim = definitions.get(claim, claim)
    definitions = _asked((claim, *given), definitions)
    symbols = set(claim.free_symbols).union(*(defined.free_symbols for defined in definitions.values()))
    switches = [
        symbol
        for symbol in sorted(symbols, key=str)
        if symbol.is_integer and box.get(symbol) == (Fraction(0), Fraction(1))
    ][:MOST_SWITCHES]
    lines: Lines = []
    for values in product((1, 0), repeat=len(switches)):
        chosen = dict(zip(switches, values, strict=True))
        numbers = _numbers(chosen)
        settled, left = settle(definitions, box, numbers)
        known = {**numbers, **settled}
        asked, *rest = (settle_choices(replace_parts(each, known), box) for each in (claim, *given))
        if asked == True and type(claim).__name__ == "Equality":  # noqa: E712
            side = settle_choices(replace_parts(claim.lhs, known), box)
            found: Lines | None = [_sides_text(side, side)]
        else:
            found = way(asked, box, tuple(rest), left)
        if found is None:
            return None
        words = ", ".join(f"{symbol.name} = {'true' if value else 'false'}" for symbol, value in chosen.items())
        lines += [f"{words}: {line}" for line in found] if words else found
    return _unique(lines)


def _asked(conditions: Sequence[Expression], definitions: Definitions) -> Definitions:
    """The definitions that conditions rest on, in their order."""
    asked = set().union(*(condition.free_symbols for condition in conditions))
    kept: dict[Expression, Expression] = {}
    for name, defined in reversed(list(definitions.items())):
        if name in asked:
            kept[name] = defined
            asked |= defined.free_symbols
    return dict(reversed(list(kept.items())))


def settle(
    definitions: Definitions, box: Box, replaced: Mapping[Expression, Expression]
) -> tuple[dict[Expression, Expression], dict[Expression, Expression]]:
    """The names of conditions with what stands for them where that is plain, and the definitions of the others."""
    from sympy import S

    settled: dict[Expression, Expression] = {}
    left: dict[Expression, Expression] = {}
    for name, defined in definitions.items():
        condition = settle_choices(replace_parts(defined, {**replaced, **settled}), box)
        found = decide(condition, box)
        if found is not None:
            settled[name] = S.true if found else S.false
        elif condition.has(*choice_kinds()):
            left[name] = condition
        else:
            settled[name] = condition
    return settled, left


def _numbers(chosen: dict[Expression, int]) -> dict[Expression, Expression]:
    from sympy import Integer

    return {symbol: Integer(value) for symbol, value in chosen.items()}


def _unique(lines: Lines) -> Lines:
    found = list(dict.fromkeys(lines))
    return [*found[:MOST_LINES], f"… and {len(found) - MOST_LINES} cases more"] if len(found) > MOST_LINES else found


def _argue(claim: Expression, box: Box, given: tuple[Expression, ...], definitions: Definitions) -> Lines | None:
    from sympy import And, Not, Or, S
    from sympy.logic.boolalg import to_nnf

    if claim in definitions:
        return _argue(definitions[claim], box, given, definitions)
    if isinstance(claim, Not) and claim.args[0] in definitions:
        return _argue(Not(definitions[claim.args[0]]), box, given, definitions)
    if claim == S.true:
        return [SIMPLE]
    if type(claim).__name__ == "Equality" and is_the_same(claim.lhs, claim.rhs):
        return [_sides_text(claim.lhs, claim.rhs)]
    if claim.is_Relational and decide(claim, box):
        return [f"{expression_text(claim)} within the ranges"]
    if not claim.is_Relational:
        claim = to_nnf(claim, simplify=False)
    if isinstance(claim, And):
        lines: Lines = []
        for part in claim.args:
            found = _argue(part, box, given, definitions)
            if found is None:
                return None
            lines += found
        return lines
    if isinstance(claim, Or):
        for place, part in enumerate(claim.args):
            others = tuple(Not(other) for at, other in enumerate(claim.args) if at != place)
            found = _argue(part, box, (*given, *others), definitions)
            if found is not None:
                return [f"if {_all_text(others)}: {line}" if line == SIMPLE else line for line in found]
        return None
    return _argue_cases(claim, box, given, definitions)


def _argue_cases(claim: Expression, box: Box, given: tuple[Expression, ...], definitions: Definitions) -> Lines | None:
    claim, box, given, definitions = _unified(claim, box, given, definitions)
    plain = _at_once(claim, box)
    if plain is not None:
        return [plain]
    lines: Lines = []
    for case, own in cases_of(given, claim, box, definitions):
        found = _argue_case(case, own)
        if found is None:
            return None
        new = [condition for condition in case.given if condition not in given]
        words = _all_text(new)
        lines += [f"if {words}: {line}" for line in found[-1:]] if words else found
    return lines or [SIMPLE]


def _all_text(conditions: Sequence[Expression]) -> str:
    return " and ".join(expression_text(condition) for condition in conditions)


def _argue_case(case: Case, box: Box) -> Lines | None:
    from sympy import S

    case = _substitute(case)
    claim = case.claim
    if claim == S.true or claim in case.given:
        return [SIMPLE if claim == S.true else f"{expression_text(claim)} is given"]
    if not claim.is_Relational:
        return ["this cannot be"] if is_impossible(case.given, box) else None
    gap = claim.lhs - claim.rhs
    match type(claim).__name__:
        case "Equality":
            found = _argue_equal(gap, case, box)
        case "Unequality":
            found = _show(gap, True, case, box) or _show(-gap, True, case, box)
        case "GreaterThan" | "StrictGreaterThan":
            found = _show(gap, "Strict" in type(claim).__name__, case, box)
        case _:
            found = _show(-gap, "Strict" in type(claim).__name__, case, box)
    if found is None and case.given and is_impossible(case.given, box):
        return ["this cannot be"]
    return found


def _show(gap: Expression, is_strict: bool, case: Case, box: Box) -> Lines | None:
    if not is_strict and is_the_same(gap, gap * 0):
        return [_sides_text(case.claim.lhs, case.claim.rhs)]
    return show_positive(Problem(gap, is_strict, box, case.given))


def _argue_equal(gap: Expression, case: Case, box: Box) -> Lines | None:
    if is_nothing(gap):
        return [_sides_text(case.claim.lhs, case.claim.rhs)]
    if not case.given:
        return None
    above = _show(gap, False, case, box)
    below = _show(-gap, False, case, box) if above is not None else None
    return [*above, *below] if above is not None and below is not None else None


def _unified(
    claim: Expression, box: Box, given: tuple[Expression, ...], definitions: Definitions
) -> tuple[Expression, Box, tuple[Expression, ...], Definitions]:
    """All over one symbol where it is given that two are equal."""
    for condition in given:
        if type(condition).__name__ == "Equality" and condition.lhs.is_Symbol and condition.rhs.is_Symbol:
            one, other = condition.lhs, condition.rhs
            if one in definitions or other in definitions or one == other:
                continue
            (low, high), (least, most) = (box.get(symbol, EVERYTHING) for symbol in (one, other))
            same = {other: one}
            box = {**box, one: (max(low, least), min(high, most))}
            claim = replace_parts(claim, same)
            definitions = {name: replace_parts(defined, same) for name, defined in definitions.items()}
            rest = tuple(replace_parts(each, same) for each in given if each != condition)
            return _unified(claim, box, rest, definitions)
    return claim, box, given, definitions


def _at_once(claim: Expression, box: Box) -> str | None:
    """What shows a comparison without a look at any case."""
    kind = type(claim).__name__
    if kind == "Equality" and is_the_same(claim.lhs, claim.rhs):
        return _sides_text(claim.lhs, claim.rhs)
    gap = gap_of(claim)
    if gap is not None and not gap[1] and claim.has(*choice_kinds()) and is_never_below(gap[0], box):
        return f"{expression_text(claim)}, whichever values its choices take"
    return None


def _sides_text(left: Expression, right: Expression) -> str:
    """That both sides of a comparison are the same."""
    gap = expression_text(left - right)
    if gap != "0" and len(gap) <= LONGEST_GAP:
        return f"left - right = {gap} = 0"
    side = expression_text(left)
    return f"both sides are {side}" if len(side) <= LONGEST_GAP else "both sides are the same, multiplied out"


def is_the_same(left: Expression, right: Expression) -> bool:
    """Whether two expressions are the same once multiplied out, whatever the choices in them are."""
    found = quotient_of(left - right)
    return found is not None and not any(found[0][1].values())


def is_nothing(gap: Expression) -> bool:
    """Whether an expression is zero whatever its symbols are, where it has a value."""
    from sympy import cancel, expand, expand_log, powsimp, simplify, together

    if gap.is_number and gap.is_Rational:
        return bool(gap == 0)
    found = quotient_of(gap)
    if found is not None and all(symbol.is_Symbol for symbol in found[0][0]):
        return not any(found[0][1].values())
    ways = (
        expand,
        lambda each: expand(cancel(together(each))),
        lambda each: expand(powsimp(expand(each, power_exp=True, power_base=True))),
        lambda each: cancel(together(expand_log(each, force=False))),
        simplify,
    )
    return any(way(gap) == 0 for way in ways)


def _substitute(case: Case) -> Case:
    """What is given as an equation puts the one side in the place of a symbol, where it gives it plainly."""
    for condition in case.given:
        if type(condition).__name__ != "Equality":
            continue
        gap = condition.lhs - condition.rhs
        for symbol in sorted(gap.free_symbols, key=str):
            slope = gap.diff(symbol)
            if slope.is_Rational and slope != 0:
                value = (symbol - gap / slope).expand()
                # The bounds of the symbol hold for what stands in its place.
                rest = tuple(each.subs(symbol, value) for each in case.given if each != condition)
                return _substitute(Case(rest, case.claim.subs(symbol, value)))
    return case
