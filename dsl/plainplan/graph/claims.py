"""What is to be proved and solved, as rows of the graph: the flag of a claim, both sides of each condition."""

from __future__ import annotations

from plainplan.dimensions import BOOLEAN
from plainplan.graph.checks import side_type
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import lower, sides_of
from plainplan.graph.nodes import ClaimView, SolveView
from plainplan.syntax import nodes


def lower_claims(context: Context) -> None:
    """Every `prove` and `solve` of the plan."""
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Prove):
            _lower_claim(context, declaration)
        elif isinstance(declaration, nodes.Solve):
            _lower_solve(context, declaration)


def _lower_claim(context: Context, node: nodes.Prove) -> None:
    name, label = node.name.name, node.label or node.name.name
    block = context.builder.block(f"prove {name}", "checks", label, node.span)
    scope = Scope(f"prove.{name}", label, block, node.span)
    number = context.builder.allocate(f"prove.{name}", label, BOOLEAN, block, node.span)
    context.builder.define(number, lower(context, node.claim, scope))
    context.builder.graph.claims.append(ClaimView(name, label, number, context.words.code(node.claim), node.span))


def _lower_solve(context: Context, node: nodes.Solve) -> None:
    name, label = node.name.name, node.label or node.name.name
    block = context.builder.block(f"solve {name}", "checks", label, node.span)
    conditions = []
    for place, condition in enumerate(conditions_of(node.condition), 1):
        owner = f"solve.{name}.{place}"
        scope = Scope(owner, label, block, condition.span)
        type_ = side_type(context, condition)
        left, right = (
            context.builder.add(f"{owner}.{side}", label, type_, block, formula, condition.span).quantity
            for side, formula in zip(("left", "right"), sides_of(context, condition, scope), strict=True)
        )
        conditions.append((left, condition.operator, right))
    unknowns = tuple((context.words.code(each), each.span) for each in unknowns_of(node.unknown))
    view = SolveView(name, label, unknowns, tuple(conditions), context.words.code(node.condition), node.span)
    context.builder.graph.solutions.append(view)


def unknowns_of(node: nodes.Expression) -> tuple[nodes.Expression, ...]:
    """What is looked for: one input, or a list of them."""
    return node.items if isinstance(node, nodes.List) else (node,)


def conditions_of(node: nodes.Expression) -> tuple[nodes.Comparison, ...]:
    """The comparisons that `and` joins."""
    match node:
        case nodes.Logic(operator="and", left=left, right=right):
            return (*conditions_of(left), *conditions_of(right))
        case nodes.Comparison():
            return (node,)
    return ()
