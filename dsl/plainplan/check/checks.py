"""Checks and warnings: a condition, and qualifiers that say when, where and how closely it holds."""

from __future__ import annotations

from plainplan.check.arithmetic import literal_value, require_condition
from plainplan.check.collect import BASE
from plainplan.check.context import Context, Place
from plainplan.check.dates import require_in_plan
from plainplan.check.fitting import fits
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import find_binding
from plainplan.diagnostics import Label
from plainplan.dimensions import DATE, NUMBER
from plainplan.syntax import nodes


def check_condition(context: Context, check: nodes.Check, place: Place) -> None:
    """Check one `check` or `warn`."""
    type_ = context.infer(check.condition, place)
    require_condition(context, check.condition, type_, f"`{check.keyword}`")
    seen: dict[str, nodes.Qualifier] = {}
    for qualifier in check.qualifiers:
        first = seen.setdefault(qualifier.kind, qualifier)
        if first is not qualifier:
            context.report(
                "duplicate-property",
                f"`{qualifier.kind}` is said twice",
                qualifier.span,
                labels=(Label(first.span, "the first time"),),
            )
            continue
        match qualifier.kind:
            case "at":
                _check_at(context, qualifier.value, place)
            case "in":
                _check_scenario(context, qualifier.value)
            case "paths":
                _check_share(context, qualifier.value, place)
            case _:
                _check_within(context, check, qualifier.value, place)


def _check_at(context: Context, value: nodes.Expression, place: Place) -> None:
    if isinstance(value, nodes.Name) and value.name == "end" and find_binding(context, "end", place) is None:
        return
    type_ = context.infer(value, place)
    if not fits(context, value, DATE, "`at`"):
        return
    if type_.is_series:
        context.report("series-not-constant", "the date of a check must be constant", value.span)
    require_in_plan(context, value)


def _check_scenario(context: Context, value: nodes.Expression) -> None:
    name = value.name if isinstance(value, nodes.Name) else None
    if name != BASE and (name is None or name not in context.scenarios):
        context.report(
            "unknown-scenario",
            f"there is no scenario `{value.span.text}`",
            value.span,
            help=did_you_mean(name or "", (BASE, *context.scenarios)),
        )


def _check_share(context: Context, value: nodes.Expression, place: Place) -> None:
    """Report a share of paths that is no percentage above 0, written out."""
    context.infer(value, place)
    if not fits(context, value, NUMBER, "`in … of paths`"):
        return
    share = literal_value(value)
    if share is None:
        context.report("misplaced-expression", "the share of paths is a percentage that is written out", value.span)
    elif not 0 < share <= 1:
        is_whole = 1 < share <= 100 and "%" not in value.span.text
        context.report(
            "out-of-range",
            f"the share of paths is above 0% and at most 100%, not `{value.span.text}`",
            value.span,
            help=f"write `in {value.span.text}% of paths`" if is_whole else None,
        )


def _check_within(context: Context, check: nodes.Check, value: nodes.Expression, place: Place) -> None:
    context.infer(value, place)
    if not isinstance(check.condition, nodes.Comparison):
        context.report("misplaced-expression", "`within` needs a comparison before it", value.span)
        return
    wanted = context.type_of(check.condition.left)
    fits(context, value, wanted.plain(), "`within`")


def check_names(context: Context, checks: list[nodes.Check]) -> None:
    """Report checks of one name: a report lists them by it."""
    seen: dict[str, nodes.Check] = {}
    for check in checks:
        first = seen.setdefault(check.name.name, check)
        if first is not check:
            context.report(
                "duplicate-name",
                f"the check `{check.name.name}` is declared twice",
                check.name.span,
                labels=(Label(first.name.span, "the first declaration"),),
            )
