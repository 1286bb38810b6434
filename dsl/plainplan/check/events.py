"""The events that a block may place: `grow`, each `receive` and each `pay`, once and in every step (rule 11)."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.diagnostics import Label
from plainplan.dimensions import PERIODS, is_shorter
from plainplan.source import Span
from plainplan.syntax import nodes


def place_event(context: Context, event: str, span: Span, block: nodes.Block | None, is_top: bool) -> None:
    """Note where an event stands, and report a second place or one that not every step reaches."""
    first = context.events.setdefault(event, span)
    if first is not span:
        context.report(
            "repeated-event",
            f"`{event}` happens once a step, and stands here a second time",
            span,
            labels=(Label(first, "the first place"),),
        )
        return
    step = context.model.facts.step
    if block is None:
        context.report(
            "misplaced-event", f"`{event}` cannot stand in a rule", span, help=f"write it in `each {step} {{ }}`"
        )
    elif not is_top:
        context.report(
            "misplaced-event",
            f"`{event}` happens in every step and cannot stand in an `if`",
            span,
            help=f"write it before the `if`, in `each {step} {{ }}`",
        )
    elif not runs_every_step(context, block):
        context.report(
            "misplaced-event",
            f"`{event}` happens in every step, and this block does not run in every step",
            span,
            help=f"write it in `each {step} {{ }}`",
        )


def runs_every_step(context: Context, block: nodes.Block) -> bool:
    """Whether a block runs in each step of the plan."""
    if block.keyword != "each" or block.period is None:
        return False
    # A block of a period that does not exist, or is too short, has its own diagnostic.
    return block.period.name not in PERIODS or not is_shorter(context.model.facts.step, block.period.name)
