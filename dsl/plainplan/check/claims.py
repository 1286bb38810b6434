"""What is to be proved and solved: a claim is a condition, and a `solve` asks for params by comparisons."""

from __future__ import annotations

from plainplan.check.arithmetic import require_condition
from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.symbols import find_binding
from plainplan.diagnostics import Label
from plainplan.syntax import nodes

ORDERED = ("=", ">", ">=", "<", "<=")


def check_claim(context: Context, node: nodes.Prove) -> None:
    """Check one `prove`."""
    require_condition(context, node.claim, context.infer(node.claim, PLAN_PLACE), "`prove`")


def check_names_of_claims(context: Context) -> None:
    """Report claims, or questions, of one name: an answer is told by it."""
    seen: dict[tuple[str, str], nodes.Prove | nodes.Solve] = {}
    for node in context.model.declarations:
        if isinstance(node, nodes.Prove | nodes.Solve):
            word = "prove" if isinstance(node, nodes.Prove) else "solve"
            first = seen.setdefault((word, node.name.name), node)
            if first is not node:
                context.report(
                    "duplicate-name",
                    f"`{word} {node.name.name}` is declared twice",
                    node.name.span,
                    labels=(Label(first.name.span, "the first declaration"),),
                )


def check_solve(context: Context, node: nodes.Solve) -> None:
    """Check one `solve`: what it looks for are inputs, and as many conditions are asked of them."""
    unknowns = node.unknown.items if isinstance(node.unknown, nodes.List) else (node.unknown,)
    for unknown in unknowns:
        _check_unknown(context, unknown)
    require_condition(context, node.condition, context.infer(node.condition, PLAN_PLACE), "`where`")
    count = _check_conditions(context, node.condition)
    if count and count != len(unknowns):
        context.report(
            "solve-count",
            f"{_count(len(unknowns), 'unknown')} and {_count(count, 'condition')}: one condition is needed for each",
            node.condition.span,
            labels=(Label(node.unknown.span, "what is looked for"),),
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _check_unknown(context: Context, node: nodes.Expression) -> None:
    """An unknown is a param, or a property by its name with dots, as `--set` takes it."""
    name = node.object if isinstance(node, nodes.Member) else node
    binding = find_binding(context, name.name, PLAN_PLACE) if isinstance(name, nodes.Name) else None
    if binding is not None and (binding.kind == "param" or isinstance(node, nodes.Member)):
        context.infer(name, PLAN_PLACE)
        return
    if isinstance(name, nodes.Name) and binding is None:
        context.infer(name, PLAN_PLACE)
        return
    context.report("not-an-input", f"`{node.span.text}` is no param, and cannot be looked for", node.span)


def _check_conditions(context: Context, node: nodes.Expression) -> int:
    """How many comparisons there are; 0 when something is none."""
    match node:
        case nodes.Logic(operator="and", left=left, right=right):
            first, second = _check_conditions(context, left), _check_conditions(context, right)
            return first + second if first and second else 0
        case nodes.Comparison(operator=operator) if operator in ORDERED:
            return int(_check_sides(context, node))
    if not context.type_of(node).is_unknown:
        context.report("not-a-comparison", "what is solved is a comparison, or several joined by `and`", node.span)
    return 0


def _check_sides(context: Context, node: nodes.Comparison) -> bool:
    for side in (node.left, node.right):
        type_ = context.type_of(side)
        if type_.is_unknown:
            return False
        if type_.is_series:
            context.report(
                "series-not-constant",
                f"`{side.span.text}` has a value in every step, and a condition to solve is about one",
                side.span,
                help=f"write `final({side.span.text})`",
            )
            return False
        if type_.kind not in ("quantity", "date"):
            context.report("not-a-comparison", "what is solved compares amounts, numbers or dates", side.span)
            return False
    return True
