"""Failed checks as diagnostics: when first, both sides, and what was missing."""

from __future__ import annotations

from collections.abc import Sequence

from plainplan.api.figures import amount_text, date_text, month_text
from plainplan.api.refusals import find_refusal
from plainplan.diagnostics import Diagnostic, Label
from plainplan.graph.nodes import TIME
from plainplan.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.outcome import CheckOutcome, CheckPaths, Run
    from plainplan.evaluate.causes import Cause
    from plainplan.graph.nodes import CheckView, Quantity
    from plainplan.source import Span

MOST_SHORTS = 5
# What finds the row of a data file for each step.
ROW_IN_TIME = ".row@time"
SEVERITIES = {"check": "error", "warn": "warning"}


def describe_failures(failures: Sequence[Sequence[tuple[Run, CheckOutcome]]]) -> list[Diagnostic]:
    """A diagnostic for each check that fails; those that one undefined figure leaves undecided are told together."""
    found: list[Diagnostic] = []
    undecided: dict[tuple[str, ...], list[tuple[CheckView, Diagnostic]]] = {}
    for places in failures:
        diagnostic = describe_failure(places)
        if places[0][1].is_undefined:
            undecided.setdefault(diagnostic.notes, []).append((places[0][1].view, diagnostic))
        else:
            found.append(diagnostic)
    for group in undecided.values():
        # The plan's own checks have a place, and errors come before warnings.
        group.sort(key=lambda item: (item[0].span is None, not item[1].is_error))
        first = group[0][1]
        others = ", ".join(f"`{view.name}`" for view, _ in group[1:])
        notes = (*first.notes, f"undecided too: {others}") if others else first.notes
        worst = "error" if any(item.is_error for _, item in group) else first.severity
        found.append(replace(first, notes=notes, severity=worst))
    return found


def describe_failure(failures: Sequence[tuple[Run, CheckOutcome]]) -> Diagnostic:
    """The diagnostic for one check that does not hold in some scenarios: the first in full, the others by name."""
    run, check = failures[0]
    view = check.view
    when = f", first in {step_text(run, check.failed_step)}" if check.failed_step else ""
    name = f"`{view.name}` ({view.label})" if view.span is None else f"`{view.name}`"
    reason, causes = "a figure in it is undefined", _causes(run, check)
    span: Span | None = view.span
    labels: tuple[Label, ...] = ()
    if check.is_undefined:
        where = f" in the path of {check.paths.worst}" if check.paths is not None else ""
        refusal = find_refusal(run.graph, run.undefined[0]) if run.undefined else None
        if refusal is not None:
            reason = f"{refusal.name}: {run.undefined[0].reason_in(run.graph.locale)}"
            labels = () if span is None else (Label(span, "this rests on it"),)
            span, causes = refusal.span, []
        message = f"{name} cannot be decided{where}{when}: {reason}"
    elif check.paths is not None:
        message = f"{name} {_over_paths(run, check, check.paths)}"
    else:
        message = f"{name} does not hold{when}"
    return Diagnostic(
        "failed-check" if view.keyword == "check" else "failed-warning",
        message,
        span,
        labels=labels,
        notes=(
            *_sides(run, check),
            *_unpaid(run, check),
            *_below_zero(run, check),
            *causes,
            *_places(failures),
        ),
        severity=SEVERITIES[view.keyword],
    )


def _over_paths(run: Run, check: CheckOutcome, paths: CheckPaths) -> str:
    """In how many paths a check fails, and where in the worst of them."""
    worst = f"in that of {paths.worst} it fails first in {step_text(run, check.failed_step)}"
    if paths.needed == 1:
        return f"does not hold in {paths.count - paths.held:,} of {paths.count:,} paths: {worst}"
    held = f"{share_text(paths.share)} of {paths.count:,} paths"
    return f"holds in {held}, and in {share_text(paths.needed)} it should: {worst}"


def share_text(share: float) -> str:
    """A share of paths; what is not all of them, or not none, is never rounded to it."""
    text = f"{share:.1%}"
    if text == "100.0%" and share < 1:
        return "99.9%"
    return "0.1%" if text == "0.0%" and share > 0 else text.replace(".0%", "%")


def step_text(run: Run, step: int) -> str:
    """A step as people name it: the year, where a step is a calendar year, else its last month."""
    day = run.number(run.graph.named_day, step)
    if not run.graph.step_months:
        return date_text(day)
    month = month_text(day)
    return month[:4] if run.graph.step_months == 12 and month.endswith("-12") else month


def where_text(run: Run, quantity: Quantity, place: int, locale: str = "en") -> str:
    """The step of a series over time, or the row of a table, counted from 1."""
    if quantity.axis == TIME:
        return step_text(run, place)
    from plainplan.api.tables import row_text

    return row_text(run, quantity, place, locale)


def cause_text(run: Run, cause: Cause, is_sentence: bool = False) -> str:
    """Where a figure is first undefined, and why, in the language of the plan."""
    from plainplan.evaluate.reasons import reason_text

    locale = run.graph.locale
    quantity = run.graph.quantities[cause.quantity]
    if quantity.name.endswith(ROW_IN_TIME):
        # A data file that is read by date has no row for the step.
        assert cause.step is not None
        data = quantity.name.removesuffix(ROW_IN_TIME)
        return reason_text("no_row_in_time", data, step_text(run, cause.step), locale=locale)
    # What a scenario puts in the place of another value is a quantity `name@scenario`, a part of a formula `name~3`.
    name = quantity.name.partition("@")[0].partition("~")[0]
    if name.startswith("check."):
        # The side of a check has no name that the plan knows.
        name = quantity.label
    where = where_text(run, quantity, cause.step, locale) if cause.step else ""
    keys = ("is_undefined", "one_is_undefined") if is_sentence else ("cause", "cause_of_one")
    return reason_text(keys[0] if where else keys[1], name, where, cause.reason_in(locale), locale=locale)


def describe_undefined(run: Run) -> list[Diagnostic]:
    """A warning about the first figure of a run that has no value, though no check rests on it.

    What another scenario puts in the place of a figure is not in force, whatever it is.
    """
    quantities = run.graph.quantities
    causes = [
        cause
        for cause in run.undefined
        if not cause.is_awaited and "@" not in quantities[cause.quantity].name.removesuffix(ROW_IN_TIME)
    ]
    if not causes:
        return []
    notes = (f"in scenario `{run.scenario}`",) if run.scenario else ()
    refusal = find_refusal(run.graph, causes[0])
    if refusal is not None:
        message = f"{refusal.name}: {causes[0].reason_in(run.graph.locale)}"
        return [Diagnostic("undefined-value", message, refusal.span, notes=notes, severity="warning")]
    message = cause_text(run, causes[0], is_sentence=True)
    span = quantities[causes[0].quantity].span
    return [Diagnostic("undefined-value", message, span, notes=notes, severity="warning")]


def _sides(run: Run, check: CheckOutcome) -> list[str]:
    if (
        check.is_undefined
        or check.left is None
        or check.right is None
        or check.view.left is None
        or check.view.right is None
    ):
        return []
    quantities, shares = run.graph.quantities, run.shares
    left, right = (
        amount_text(value, quantities[side].type, side in shares)
        for value, side in ((check.left, check.view.left), (check.right, check.view.right))
    )
    notes = [f"left side:  {left}\nright side: {right}"]
    if check.shortfall is not None and check.shortfall > 0:
        word = "short" if check.left < check.right else "over"
        missing = amount_text(check.shortfall, quantities[check.view.left].type, check.view.left in shares)
        notes.append(f"{word} by {missing}")
    return notes


def _is_elsewhere(check: CheckOutcome) -> bool:
    """Whether the figures of the run say nothing of the failure: it is undecided, or that of another path."""
    return check.is_undefined or check.paths is not None


def _unpaid(run: Run, check: CheckOutcome) -> list[str]:
    """What was not paid in full, under the built-in check that all of it is."""
    if _is_elsewhere(check) or check.view.span is not None or check.name != "everything_paid":
        return []
    lines = []
    for short in run.shorts[:MOST_SHORTS]:
        assert short.view.short is not None
        total = amount_text(short.total, run.graph.quantities[short.view.short].type)
        lines.append(f"`{short.view.name}` is short by {total} in all, first in {step_text(run, short.first_step)}")
    return ["\n".join(lines)] if lines else []


def _below_zero(run: Run, check: CheckOutcome) -> list[str]:
    """Which amounts were below zero, under the built-in warning about them."""
    if _is_elsewhere(check) or check.view.span is not None or check.name != "amounts_not_negative":
        return []
    lines: list[str] = []
    for number in run.graph.asked:
        quantity = run.graph.quantities[number]
        amount = run.number(number, check.failed_step)
        if amount < 0 and len(lines) < MOST_SHORTS:
            place = f" ({quantity.span.place})" if quantity.span else ""
            lines.append(f"`{quantity.name.rpartition('.')[0]}` asks for {amount_text(amount, quantity.type)}{place}")
    return ["\n".join(lines)] if lines else []


def _causes(run: Run, check: CheckOutcome) -> list[str]:
    """The first thing that has no value, which is most likely what the check stumbles over."""
    return [f"undefined: {cause_text(run, run.undefined[0])}"] if check.is_undefined and run.undefined else []


def _places(failures: Sequence[tuple[Run, CheckOutcome]]) -> list[str]:
    """The scenarios in which the check fails, each with its first step; nothing when it is the base alone."""
    if len(failures) == 1 and failures[0][0].scenario is None:
        return []
    places = [
        (f"scenario `{run.scenario}`" if run.scenario else "the base")
        + (f" ({_when(run, check)})" if len(failures) > 1 and check.failed_step else "")
        for run, check in failures
    ]
    return [f"in {', '.join(places)}"]


def _when(run: Run, check: CheckOutcome) -> str:
    """When a check first fails in a scenario; of one with many paths, in how many of them."""
    if check.paths is None:
        return step_text(run, check.failed_step)
    return f"{check.paths.count - check.paths.held:,} of {check.paths.count:,} paths"
