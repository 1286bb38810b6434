"""Policy blocks: when they run, and the events of the plan that they place."""

from __future__ import annotations

from plainplan.check.arithmetic import require_condition
from plainplan.check.collect import statements_of
from plainplan.check.context import Context, Place
from plainplan.check.dates import has_broken_plan, require_in_plan
from plainplan.check.fitting import fits
from plainplan.check.properties import STEPS
from plainplan.check.statements import check_body
from plainplan.check.suggestions import did_you_mean
from plainplan.check.values import report_month
from plainplan.check.words import MONTHS
from plainplan.diagnostics import Label
from plainplan.dimensions import DATE, MONTHS_IN, is_shorter
from plainplan.source import Span
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text


def check_block(context: Context, block: nodes.Block) -> None:
    """Check one policy block."""
    place = Place("block", block)
    if block.keyword == "each":
        _check_period(context, block)
    elif block.keyword == "at":
        _check_date(context, block, place)
    else:
        _check_trigger(context, block, place)
    check_body(context, block.body, block, is_top=True)


def head_of(block: nodes.Block) -> Span:
    """The words before the brace."""
    text = plain_text(block.span)
    brace = text.find("{")
    return block.span._replace(end=block.span.start + len(text[:brace].rstrip())) if brace > 0 else block.span


def _check_period(context: Context, block: nodes.Block) -> None:
    assert block.period is not None
    facts = context.model.facts
    period = block.period.name
    if period not in STEPS:
        context.report(
            "unknown-word",
            f"a block runs each {', '.join(STEPS[:-1])} or {STEPS[-1]}, not each `{period}`",
            block.period.span,
            help=did_you_mean(period, STEPS),
        )
    elif is_shorter(period, facts.step) and not has_broken_plan(context):
        context.report(
            "period-too-short",
            f"a block cannot run each {period} in a plan whose step is a {facts.step}",
            block.period.span,
            help=f"write `each {facts.step}`, or `step: {period}` in the plan",
        )
    _check_months(context, block)


def _check_months(context: Context, block: nodes.Block) -> None:
    """Report what is no month, and months of which a block would run only once: the same, or of the same step."""
    facts = context.model.facts
    by_step: dict[int, nodes.Name] = {}
    for month in block.months:
        if month.name not in MONTHS:
            report_month(context, month.name, month)
            continue
        step = (MONTHS[month.name] - facts.start[1]) % MONTHS_IN["year"] // max(1, facts.step_months)
        other = by_step.setdefault(step, month)
        if other is month or has_broken_plan(context):
            continue
        if other.name == month.name:
            context.report("duplicate-name", f"`{month.name}` stands twice in this block's months", month.span)
        else:
            context.report(
                "period-too-short",
                f"`{other.name}` and `{month.name}` lie in one {facts.step} of the plan, in which a block runs once",
                month.span,
                help="write `step: month` in the plan",
            )


def _check_date(context: Context, block: nodes.Block, place: Place) -> None:
    assert block.condition is not None
    type_ = context.infer(block.condition, place)
    if not fits(context, block.condition, DATE, "`at`"):
        return
    if type_.is_series:
        context.report("series-not-constant", "the date of an `at` block must be constant", block.condition.span)
    require_in_plan(context, block.condition)


def _check_trigger(context: Context, block: nodes.Block, place: Place) -> None:
    assert block.condition is not None
    condition = block.condition
    require_condition(context, condition, context.infer(condition, place), "`when`")
    facts = context.model.facts
    if block.keyword != "when" or facts.step_months == MONTHS_IN["year"] or not isinstance(condition, nodes.Comparison):
        return
    for side, other in ((condition.left, condition.right), (condition.right, condition.left)):
        is_age = isinstance(side, nodes.Member) and side.member.name == "age" and isinstance(side.object, nodes.Name)
        if condition.operator == "=" and is_age and isinstance(side, nodes.Member):
            context.report(
                "repeated-age",
                f"this holds in each {facts.step} of the year at that age, not once",
                condition.span,
                help=f"write `at {side.object.span.text}.turns({other.span.text})`",
                severity="warning",
            )


def check_rules_at_dates(context: Context) -> None:
    """Report rules that move money per time and are applied in an `at` block, where no time passes (rule 9)."""
    for scope, binding in context.applied:
        if not isinstance(scope, nodes.Block) or scope.keyword != "at" or not isinstance(binding.node, nodes.Rule):
            continue
        for statement in statements_of(binding.node.body):
            amount = getattr(statement, "amount", None)
            if amount is not None and context.type_of(amount).is_money_flow:
                context.report(
                    "flow-at-date",
                    f"the rule `{binding.name}` moves money per time, which has no length of time in an `at` block",
                    head_of(scope),
                    labels=(Label(amount.span, "money per time"),),
                )
                break
