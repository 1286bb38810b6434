"""The expressions that the writer of a plan wrote, where each stands."""

from __future__ import annotations

from collections.abc import Iterator

from plainplan.check.collect import statements_of
from plainplan.check.model import Model
from plainplan.check.walk import expressions_of, parts_of
from plainplan.syntax import nodes

# What bounds or describes a figure instead of computing one.
ASIDE = frozenset(("range", "source", "note"))

# What has no parts: most of all expressions.
ATOMS = (nodes.Number, nodes.Name, nodes.Text, nodes.Date, nodes.Member)


# What a formula stands under: the conditions of its block and of each `if` around it.
Conditions = tuple[nodes.Expression, ...]


def written_expressions(model: Model) -> Iterator[nodes.Expression]:
    """Every formula of the plan file: of declarations, properties, blocks, rules and scenarios; not of the library."""
    for expression, _ in guarded_expressions(model):
        yield expression


def guarded_expressions(model: Model) -> Iterator[tuple[nodes.Expression, Conditions]]:
    """Every formula of the plan file, with the conditions under which it is read."""
    for declaration in model.declarations:
        match declaration:
            case nodes.Block(condition=None, body=body) | nodes.Rule(body=body):
                yield from _of_body(body, ())
            case nodes.Block(condition=condition, body=body):
                assert condition is not None
                yield condition, ()
                yield from _of_body(body, (condition,))
            case _:
                for expression in _expressions_in(declaration):
                    yield expression, ()


def _expressions_in(declaration: nodes.Declaration) -> Iterator[nodes.Expression]:
    match declaration:
        case nodes.Let(value=value) | nodes.Fn(value=value) | nodes.Fx(value=value):
            yield value
        case nodes.Param(value=value, properties=properties):
            yield value
        case nodes.Account(value=main, properties=properties):
            if main is not None:
                yield main
            yield from (item.value for item in properties if item.name.name not in ASIDE)
        case nodes.Plan(properties=properties) | nodes.Person(properties=properties):
            yield from (item.value for item in properties)
        case nodes.Check(condition=condition):
            yield condition
        case nodes.Table(columns=columns):
            yield from (column.value for column in columns if not column.is_header)
        case nodes.Grid(cell=cell):
            yield cell
        case nodes.Scenario(items=items):
            yield from (item.value for item in items if isinstance(item, nodes.Overlay))


def _of_body(body: tuple[nodes.Statement, ...], around: Conditions) -> Iterator[tuple[nodes.Expression, Conditions]]:
    for statement in body:
        if not isinstance(statement, nodes.If):
            yield from ((expression, around) for expression in expressions_of(statement))
            continue
        for condition, inner in statement.branches:
            yield condition, around
            # What holds in a branch is what failed above it as well.
            around = (*around, condition)
            yield from _of_body(inner, around)
        yield from _of_body(statement.otherwise or (), around)


def written_checks(model: Model) -> Iterator[nodes.Check]:
    """Every `check` and `warn` of the plan file."""
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Check):
            yield declaration
        elif isinstance(declaration, nodes.Block | nodes.Rule):
            yield from (item for item in statements_of(declaration.body) if isinstance(item, nodes.Check))


def every_part(expression: nodes.Expression) -> Iterator[nodes.Expression]:
    """An expression and all within it."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ATOMS):
            waiting.extend(parts_of(node))
