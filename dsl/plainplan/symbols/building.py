"""Conditions and choices put together as they are: to simplify them as sympy does takes longer than most proofs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.symbols.variables import Expression


def choice_kinds() -> tuple[type, ...]:
    """The classes of expressions that are one thing or another."""
    from sympy import Abs, Max, Min, Piecewise, sign

    return Abs, Max, Min, Piecewise, sign


def make_relation(kind: type, left: Expression, right: Expression) -> Expression:
    """A comparison; one of choices stays as it is."""
    if left == right:
        return kind(left, left)
    if left.has(*choice_kinds()) or right.has(*choice_kinds()):
        return kind(left, right, evaluate=False)
    return kind(left, right)


def make_extreme(kind: type, values: Sequence[Expression]) -> Expression:
    """The greatest or the least of several values; of choices it stays as it is."""
    if len(values) > 1 and any(value.has(*choice_kinds()) for value in values):
        return kind(*values, evaluate=False)
    return kind(*values)


def make_choice(arms: Sequence[tuple[Expression, Expression]]) -> Expression:
    """The value of the first condition that holds; the last one always does."""
    from sympy import Piecewise, S

    kept: list[tuple[Expression, Expression]] = []
    for value, condition in arms:
        if condition == S.false:
            continue
        kept.append((value, condition))
        if condition == S.true:
            break
    if kept[0][1] == S.true or all(value == kept[0][0] for value, _ in kept):
        return kept[0][0]
    return Piecewise(*kept, evaluate=False)


def replace_parts(expression: Expression, replaced: Mapping[Expression, Expression]) -> Expression:
    """The expression with others in the place of some of its parts."""
    known: dict[Expression, Expression] = {}

    def replace(node: Expression) -> Expression:
        if node in replaced:
            return replaced[node]
        if not node.args:
            return node
        if node not in known:
            known[node] = rebuild(node)
        return known[node]

    def rebuild(node: Expression) -> Expression:
        if type(node).__name__ == "Piecewise":
            # The arms are pairs, of which the second may become what no pair may hold.
            return make_choice([(replace(value), replace(condition)) for value, condition in node.args])
        parts = [replace(part) for part in node.args]
        if all(new is old for new, old in zip(parts, node.args, strict=True)):
            return node
        if node.is_Relational:
            return make_relation(type(node), *parts)
        if type(node).__name__ in ("Max", "Min"):
            return make_extreme(type(node), parts)
        return node.func(*parts)

    return replace(expression)


def as_condition(expression: Expression) -> Expression:
    """A flag, 1 or 0, as a condition."""
    from sympy import Eq, Piecewise, S

    if isinstance(expression, Piecewise) and len(expression.args) == 2:
        (yes, condition), (no, _) = expression.args
        if yes == S.One and no == S.Zero:
            return condition
    return make_relation(Eq, expression, S.One)


def as_number(condition: Expression) -> Expression:
    """A condition as a flag, 1 where it holds and 0 where not."""
    from sympy import Integer, S

    return make_choice([(Integer(1), condition), (Integer(0), S.true)])
