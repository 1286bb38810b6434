"""A claim with choices in it (if, min, max, absolute values) as the cases in which it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainplan.records import dataclass
from plainplan.symbols.building import choice_kinds, make_relation, replace_parts
from plainplan.symbols.intervals import Box
from plainplan.symbols.settling import decide, settle_choices, without_divisor
from plainplan.symbols.tightening import tighten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

    # Conditions by the symbols that stand for them, each over those before it.
    Definitions = Mapping[Expression, Expression]

MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class Case:
    """What is given, all of it comparisons without choices, and what is claimed then, a comparison too."""

    given: tuple[Expression, ...]
    claim: Expression


class TooManyCasesError(Exception):
    """The choices of a claim multiply beyond what can be gone through."""


def cases_of(
    given: tuple[Expression, ...], claim: Expression, box: Box, definitions: Definitions | None = None
) -> Iterator[tuple[Case, Box]]:
    """The cases of a comparison over a box, each with the bounds in it; those that cannot be are left out."""
    definitions = definitions or {}
    waiting: list[tuple[Case, Box]] = [(Case(given, claim), box)]
    seen = 0
    while waiting:
        case, around = waiting.pop()
        split = _settle_given(case, definitions)
        if split is not None:
            waiting += [(each, around) for each in split]
            continue
        own = tighten(around, case.given)
        if own is None:
            continue
        settled = _settled(case, own)
        if settled.claim == _true():
            continue
        if settled.given != case.given:
            waiting.append((settled, own))
            continue
        case = settled
        choice = _plainest_choice((*case.given, case.claim))
        if choice is None:
            yield case, own
            continue
        seen += 1
        if seen > MOST_CASES:
            raise TooManyCasesError
        for condition, value in reversed(_possible(_arms(choice), own)):
            # What is known of one choice is known of all others that ask the same.
            known = _known(condition) if value is choice else {choice: value, **_known(condition)}
            parts = tuple(replace_parts(part, known) for part in case.given)
            waiting.append((Case((*parts, condition), replace_parts(case.claim, known)), own))


def _possible(arms: list[tuple[Expression, Expression]], box: Box) -> list[tuple[Expression, Expression]]:
    """The arms of a choice that can be taken in a box: one alone, where its condition holds all over it."""
    from sympy import S

    possible: list[tuple[Expression, Expression]] = []
    for condition, value in arms:
        found = decide(condition, box)
        if found:
            return [(S.true, value)]
        if found is None:
            possible.append((condition, value))
    return possible


def _known(condition: Expression) -> dict[Expression, Expression]:
    """What is true and what is false where a condition holds, among those that are written the same."""
    from sympy import And, Not, S

    found: dict[Expression, Expression] = {}
    for part in condition.args if isinstance(condition, And) else (condition,):
        if part not in (S.true, S.false):
            found |= {part: S.true, Not(part): S.false}
            if part.is_Relational:
                found |= {part.reversed: S.true, Not(part).reversed: S.false}
    return found


def _settled(case: Case, box: Box) -> Case:
    """A case without the choices that what is given settles, in its claim and in what else is given."""
    known: dict[Expression, Expression] = {}
    given: list[Expression] = []
    # Those without choices first: what they say may settle the choices of the others.
    for part in sorted(case.given, key=lambda part: part.has(*choice_kinds())):
        if part.has(*choice_kinds()):
            given.append(settle_choices(replace_parts(part, known), box))
        else:
            given.append(without_divisor(part, box))
        known |= _known(part)
    claim = replace_parts(case.claim, known)
    if claim.is_Relational:
        # It is told as it is claimed, with what it is divided by.
        claim = make_relation(type(claim), *(settle_choices(side, box) for side in claim.args))
    return Case(tuple(given), claim)


def _settle_given(case: Case, definitions: Definitions) -> list[Case] | None:
    """The cases that a case falls into because of what is given: none when it cannot be; None when it is settled."""
    from sympy import And, Not, Or, S

    kept: list[Expression] = []
    for place, part in enumerate(case.given):
        if part == S.true or part in kept:
            continue
        if part == S.false:
            return []
        rest = (*kept, *case.given[place + 1 :])
        if part in definitions:
            return [_with_known(Case((*rest, definitions[part]), case.claim), {part: S.true})]
        if isinstance(part, Not) and part.args[0] in definitions:
            name = part.args[0]
            return [_with_known(Case((*rest, Not(definitions[name])), case.claim), {name: S.false})]
        match type(part).__name__:
            case "And":
                return [Case((*rest, *part.args), case.claim)]
            case "Or":
                return [Case((*rest, arm), case.claim) for arm in part.args]
            case "Not":
                inner = part.args[0]
                if isinstance(inner, And):
                    return [Case((*rest, Not(arm)), case.claim) for arm in inner.args]
                if isinstance(inner, Or):
                    return [Case((*rest, *(Not(arm) for arm in inner.args)), case.claim)]
            case "Unequality":
                return [
                    Case((*rest, part.lhs < part.rhs), case.claim),
                    Case((*rest, part.lhs > part.rhs), case.claim),
                ]
        kept.append(part)
    return None if tuple(kept) == case.given else [Case(tuple(kept), case.claim)]


def _with_known(case: Case, known: Mapping[Expression, Expression]) -> Case:
    return Case(tuple(replace_parts(part, known) for part in case.given), replace_parts(case.claim, known))


def _plainest_choice(parts: tuple[Expression, ...]) -> Expression | None:
    """The shortest of the choices that have no other in them."""
    from sympy import ITE, postorder_traversal

    kinds = (*choice_kinds(), ITE)
    found: dict[Expression, int] = {}
    for part in parts:
        if part.has(*kinds):
            for node in postorder_traversal(part):
                if isinstance(node, kinds) and node not in found and not any(arg.has(*kinds) for arg in node.args):
                    found[node] = node.count_ops()
    return min(found, key=lambda node: found[node], default=None)


def _arms(choice: Expression) -> list[tuple[Expression, Expression]]:
    """Each condition with the value that a choice has then; the conditions leave nothing out."""
    from sympy import And, Eq, Integer, Not, Or, S
    from sympy.core.relational import Relational

    first = choice.args[0]
    match type(choice).__name__:
        case "ITE":
            return [(first, choice.args[1]), (Not(first), choice.args[2])]
        case "Max":
            return [_greatest(choice.args, place) for place in range(len(choice.args))]
        case "Min":
            return [_least(choice.args, place) for place in range(len(choice.args))]
        case "Abs":
            return [(first >= 0, first), (first < 0, -first)]
        case "sign":
            return [(first > 0, Integer(1)), (first < 0, Integer(-1)), (Eq(first, 0), Integer(0))]
    asked = choice.args[0][1]
    if isinstance(asked, And | Or):
        # Part by part: what is known of one settles others that ask for it too.
        part = min(asked.atoms(Relational) or asked.args, key=str)
        return [(part, choice), (Not(part), choice)]
    arms: list[tuple[Expression, Expression]] = []
    before: Expression = S.true
    for value, condition in choice.args:
        arms.append((And(before, condition), value))
        before = And(before, Not(condition))
    return arms


def _greatest(values: tuple[Expression, ...], place: int) -> tuple[Expression, Expression]:
    from sympy import And

    return And(*[values[place] >= other for other in values if other != values[place]]), values[place]


def _least(values: tuple[Expression, ...], place: int) -> tuple[Expression, Expression]:
    from sympy import And

    return And(*[values[place] <= other for other in values if other != values[place]]), values[place]


def _true() -> Expression:
    from sympy import S

    return S.true
