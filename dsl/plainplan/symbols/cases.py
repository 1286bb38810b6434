"""A claim with choices in it (if, min, max, absolute values) as the cases in which it has none."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.records import dataclass
from plainplan.symbols.intervals import Box, truth_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression

MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class Case:
    """What is given, all of it comparisons without choices, and what is claimed then, a comparison too."""

    given: tuple[Expression, ...]
    claim: Expression


class TooManyCasesError(Exception):
    """The choices of a claim multiply beyond what can be gone through."""


def cases_of(given: tuple[Expression, ...], claim: Expression, box: Box) -> Iterator[Case]:
    """The cases of a comparison over a box; those that cannot be are left out."""
    waiting = [Case(given, claim)]
    seen = 0
    while waiting:
        case = waiting.pop()
        split = _settle_given(case, box)
        if split is not None:
            waiting += split
            continue
        choice = _innermost_choice((*case.given, case.claim))
        if choice is None:
            if case.claim != _true():
                yield case
            continue
        seen += 1
        if seen > MOST_CASES:
            raise TooManyCasesError
        for condition, value in reversed(_arms(choice)):
            replaced = {choice: value}
            parts = tuple(part.xreplace(replaced) for part in case.given)
            waiting.append(Case((*parts, condition.xreplace(replaced)), case.claim.xreplace(replaced)))


def _settle_given(case: Case, box: Box) -> list[Case] | None:
    """The cases that a case falls into because of what is given: none when it cannot be; None when it is settled."""
    from sympy import And, Not, Or, S

    kept: list[Expression] = []
    for place, part in enumerate(case.given):
        if part == S.true or part in kept:
            continue
        if part == S.false or truth_of(part, box) is False:
            return []
        rest = (*kept, *case.given[place + 1 :])
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


def _innermost_choice(parts: tuple[Expression, ...]) -> Expression | None:
    from sympy import Abs, Max, Min, Piecewise, postorder_traversal, sign

    kinds = (Abs, Max, Min, Piecewise, sign)
    for part in parts:
        if part.has(*kinds):
            for node in postorder_traversal(part):
                if isinstance(node, kinds):
                    return node
    return None


def _arms(choice: Expression) -> list[tuple[Expression, Expression]]:
    """Each condition with the value that a choice has then; the conditions leave nothing out."""
    from sympy import And, Eq, Integer, Not, S

    first = choice.args[0]
    match type(choice).__name__:
        case "Max":
            return [_greatest(choice.args, place) for place in range(len(choice.args))]
        case "Min":
            return [_least(choice.args, place) for place in range(len(choice.args))]
        case "Abs":
            return [(first >= 0, first), (first < 0, -first)]
        case "sign":
            return [(first > 0, Integer(1)), (first < 0, Integer(-1)), (Eq(first, 0), Integer(0))]
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
