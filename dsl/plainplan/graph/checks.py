"""Checks as quantities: where they hold, the first step where they do not, and what was missing there."""

from __future__ import annotations

from plainplan.check.arithmetic import literal_value
from plainplan.check.collect import BASE
from plainplan.dimensions import BOOLEAN, NUMBER, WHOLE, Type
from plainplan.graph.builder import ONE, ZERO, both, greatest, is_same, minus, not_negative, plus, times
from plainplan.graph.context import Context, Scope
from plainplan.graph.expressions import common_type, lower, lower_as, sides_of, step_of, tolerance_of
from plainplan.graph.nodes import Aggregate, And, At, Call, CheckView, Compare, Formula, If, Reference
from plainplan.records import replace
from plainplan.source import Span
from plainplan.syntax import nodes


def lower_check(context: Context, node: nodes.Check, scope: Scope) -> None:
    """A `check` or `warn`, at the top level or inside a block."""
    builder, words = context.builder, context.words
    name, label = node.name.name, words.title(node.label, node.name)
    key = name if f"check.{name}" not in builder.graph.by_name else f"{scope.owner}.{name}"
    block = builder.block(f"check {key}", "checks", label, node.span)
    own = Scope(
        f"check.{key}",
        label,
        block,
        node.span,
        scope.state,
        scope.guard,
        scope.run,
        scope.locals,
        scope.accounts,
        scope.orders,
        scope.prefix,
    )
    tested, scenario = _tested(context, node, own)
    tested = both(scope.guard, tested)
    left = right = gap = None
    condition = node.condition
    if isinstance(condition, nodes.Comparison) and _is_ordered(context, condition):
        first, second = sides_of(context, condition, own)
        type_ = side_type(context, condition)
        left = builder.add(
            f"{own.owner}.left", f"{label} {words('left_side')}", type_, block, _kept(tested, first), node.span
        )
        right = builder.add(
            f"{own.owner}.right", f"{label} {words('right_side')}", type_, block, _kept(tested, second), node.span
        )
        holds = _compared(context, node, condition, left, right, own, type_)
        gap = gap_of(condition.operator, left, right)
    else:
        type_ = NUMBER
        holds = lower(context, condition, own)
    if tested is not None:
        holds = If(tested, holds, ONE)
    add_check_view(
        context,
        key,
        label,
        node.keyword,
        block,
        holds,
        left,
        right,
        gap,
        type_,
        condition=_text(context, node),
        is_builtin=False,
        scenario=scenario,
        span=node.span,
        share=_share(node),
    )


def _share(node: nodes.Check) -> float:
    """In how large a share of paths a check has to hold."""
    written = [qualifier.value for qualifier in node.qualifiers if qualifier.kind == "paths"]
    return literal_value(written[0]) or 1.0 if written else 1.0


def _kept(tested: Formula | None, formula: Formula) -> Formula:
    # A side is written in every step, so that the reader sees how near it came; only a check inside a branch, whose
    # figures mean nothing elsewhere, is empty there.
    return formula if tested is None or isinstance(formula, Reference) else If(tested, formula, ZERO)


def _text(context: Context, node: nodes.Check) -> str:
    return " ".join(context.words.code(part) for part in (node.condition, *node.qualifiers))


def _is_ordered(context: Context, node: nodes.Comparison) -> bool:
    return all(context.type_of(side).kind in ("quantity", "date") for side in (node.left, node.right))


def side_type(context: Context, node: nodes.Comparison) -> Type:
    """The type of both sides of a comparison."""
    type_ = common_type(context.type_of(node.left), context.type_of(node.right))
    return replace(type_, is_zero=False, is_bare=False, is_series=True)


def _tested(context: Context, node: nodes.Check, scope: Scope) -> tuple[Formula | None, str | None]:
    """The flag of the steps and the scenario in which a check is tested; None for all."""
    builder, words = context.builder, context.words
    tests: list[Formula] = []
    scenario = None
    for qualifier in node.qualifiers:
        value = qualifier.value
        if qualifier.kind == "at" and isinstance(value, nodes.Name) and value.name == "end":
            tests.append(context.known["last"])
        elif qualifier.kind == "at":
            step = step_of(context, lower(context, value, scope), scope)
            tests.append(is_same(context.known["step"], step))
        elif qualifier.kind == "in" and isinstance(value, nodes.Name):
            scenario = value.name
            number = 1 + [BASE, *(each.name.name for each in context.model.scenarios)].index(scenario)
            # Without scenarios every run is the base.
            if context.model.scenarios:
                tests.append(is_same(context.known["scenario"], builder.number(number, "scenario")))
    if not tests:
        return None, scenario
    whole = tests[0] if len(tests) == 1 else And(tuple(tests))
    if isinstance(whole, Reference):
        return whole, scenario
    return builder.flag(
        f"{scope.owner}.tested", f"{scope.label} {words('tested')}", scope.block, whole, node.span
    ), scenario


def _compared(
    context: Context,
    node: nodes.Check,
    condition: nodes.Comparison,
    left: Reference,
    right: Reference,
    scope: Scope,
    type_: Type,
) -> Formula:
    within = [q.value for q in node.qualifiers if q.kind == "within"]
    operator = condition.operator
    if within:
        slack: Formula = lower_as(context, within[0], scope, type_)
    elif operator in ("=", "!=") and tolerance_of(context, condition) is not None:
        # Half a minor unit of money, else a relative 1e-9 (rule 21).
        if type_.currency is not None:
            slack = context.known["half_cent"]
        else:
            larger = greatest(Call("abs", (left,)), Call("abs", (right,)))
            slack = times(context.known["relative"], larger)
    else:
        return Compare(operator, left, right, tolerance_of(context, condition))
    match operator:
        case "=":
            return Compare("<=", Call("abs", (minus(left, right),)), slack, context.known["tolerance"].quantity)
        case "!=":
            return Compare(">", Call("abs", (minus(left, right),)), slack, context.known["tolerance"].quantity)
        case ">" | ">=":
            return Compare(operator, plus(left, slack), right, tolerance_of(context, condition))
    return Compare(operator, left, plus(right, slack), tolerance_of(context, condition))


def gap_of(operator: str, left: Formula, right: Formula) -> Formula:
    """What is missing for a comparison to hold."""
    match operator:
        case ">" | ">=":
            return not_negative(minus(right, left))
        case "<" | "<=":
            return not_negative(minus(left, right))
    return Call("abs", (minus(left, right),))


def add_check_view(
    context: Context,
    name: str,
    label: str,
    keyword: str,
    block: str,
    holds: Formula,
    left: Reference | None,
    right: Reference | None,
    gap: Formula | None,
    type_: Type,
    *,
    condition: str,
    is_builtin: bool,
    scenario: str | None,
    span: Span | None,
    share: float = 1.0,
) -> None:
    """The rows that every check has, and its view."""
    builder, words, owner = context.builder, context.words, f"check.{name}"
    row = builder.add(owner, f"{label} {words('holds')}", BOOLEAN.as_series(), block, holds, span)
    ok = builder.add(f"{owner}.ok", f"{label} {words('ok')}", BOOLEAN, block, Aggregate("min", row.quantity), span)
    failed = builder.add(
        f"{owner}.failed_step",
        f"{label} {words('failed_step')}",
        WHOLE,
        block,
        Aggregate("index_of_zero", row.quantity),
        span,
    )
    shortfall = None
    if gap is not None:
        missing = replace(type_, is_series=False)
        gaps = builder.add(f"{owner}.gap", f"{label} {words('gap')}", type_, block, gap, span)
        # Where nothing fails, the first step is looked at and the answer is not used.
        index = builder.add(
            f"{owner}.looked_at", f"{label} {words('failed_step')}", WHOLE, block, greatest(ONE, failed), span
        )
        found = builder.add(
            f"{owner}.missing", f"{label} {words('gap')}", missing, block, At(gaps.quantity, index), span
        )
        for helper in (index, found):
            builder.graph.quantities[helper.quantity].is_helper = True
        shortfall = builder.add(
            f"{owner}.shortfall",
            f"{label} {words('shortfall')}",
            missing,
            block,
            If(Compare(">", failed, ZERO, None), found, ZERO),
            span,
        ).quantity
    builder.graph.checks.append(
        CheckView(
            name,
            label,
            keyword,
            row.quantity,
            ok.quantity,
            failed.quantity,
            left.quantity if left else None,
            right.quantity if right else None,
            shortfall,
            condition,
            is_builtin,
            scenario,
            span,
            share,
        )
    )
