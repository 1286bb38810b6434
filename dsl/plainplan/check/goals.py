"""Goals: what falls due once, and that blocks pay goals in the order of their priority."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.dates import require_in_plan
from plainplan.check.model import Model
from plainplan.diagnostics import Label
from plainplan.syntax import nodes

PERIOD = ("from", "until", "through", "in")


def check_single_date(context: Context, goal: nodes.Account) -> None:
    """A goal with `at:` is a sum of money on one date, and has no period."""
    written = context.model.properties[id(goal)]
    at = written["at"]
    require_in_plan(context, at.value)
    for name in PERIOD:
        if name in written:
            context.report(
                "conflicting-properties",
                f"`at:` says one date, and `{name}:` {'months' if name == 'in' else 'a period'}",
                written[name].name.span,
                labels=(Label(at.name.span, "the date is here"),),
            )
            return
    amount = context.property(goal, "amount")
    if amount is not None and context.type_of(amount).is_money_flow:
        context.report(
            "flow-at-date",
            f"`{goal.name.name}` is money per time, and falls due on one date",
            amount.span,
            labels=(Label(at.name.span, "the date is here"),),
            help=f"write `from: {at.value.span.text}`",
        )


def in_order(model: Model) -> list[nodes.Account]:
    """The goals of a plan by priority, those that say none last; of the same priority as they are written."""
    goals = [item for item in model.declarations if isinstance(item, nodes.Account) and item.keyword == "goal"]
    return sorted(goals, key=lambda goal: _rank(model, goal))


def _rank(model: Model, goal: nodes.Account) -> float:
    written = model.properties.get(id(goal), {}).get("priority")
    value = written.value if written is not None else None
    return value.value if isinstance(value, nodes.Number) else float("inf")


def check_order(context: Context) -> None:
    """Report a goal that a block pays before one of a higher priority: both orders cannot hold."""
    model, events = context.model, context.events
    places = {goal.name.name: events.get(f"pay {goal.name.name}") for goal in in_order(model)}
    # What no block pays comes after all that blocks pay.
    paid = sorted(in_order(model), key=lambda goal: span.start if (span := places[goal.name.name]) else float("inf"))
    for position, goal in enumerate(paid):
        place = places[goal.name.name]
        before = [later for later in paid[position + 1 :] if _rank(model, later) < _rank(model, goal)]
        if place is None or not before:
            continue
        name = before[0].name
        context.report(
            "goals-out-of-order",
            f"`{goal.name.name}` is paid before `{name.name}`, which has a higher priority",
            place,
            labels=(Label(places[name.name] or name.span, f"`{name.name}`"),),
        )
        return
