"""What happens in every step by itself: growth, incomes, expenses, debt service, goals (semantics.md, rule 11)."""

from __future__ import annotations

from plainplan.graph.context import Context, State
from plainplan.graph.debt_service import capitalise, serve_debt
from plainplan.graph.flows import post_expense, post_income
from plainplan.graph.growth import grow_assets
from plainplan.graph.service import payment_kind
from plainplan.syntax import nodes


def default_events(context: Context, placed: list[str]) -> list[str]:
    """The events of a step that no block names, in their default order.

    Goals are paid when all that has to be paid is: after the last payment that a block names, if one does.
    """
    events = ["grow"]
    events += [f"receive {n}" for n, flow in context.flows.items() if flow.node.keyword == "income"]
    events += [f"pay {n}" for n, flow in context.flows.items() if flow.node.keyword == "expense"]
    events += [
        f"pay {parts.name}"
        for parts in context.accounts.values()
        if parts.is_debt and payment_kind(context, parts.node) != "none"
    ]
    events = [event for event in events if event not in placed]
    if any(flow.node.keyword == "goal" for flow in context.flows.values()):
        # Imported when needed: most plans have no goals.
        from plainplan.check.goals import in_order

        goals = [f"pay {goal.name.name}" for goal in in_order(context.model)]
        goals = [event for event in goals if event not in placed]
        payments = [event for event in placed if event.startswith("pay ")]
        if not payments:
            return events + goals
        context.following[payments[-1]] = goals
    return events


def placed_events(blocks: list[nodes.Block]) -> list[str]:
    """The events that a block names, and so takes out of their default place, in the order of the page."""
    placed: list[str] = []
    for block in blocks:
        for statement in block.body:
            match statement:
                case nodes.Grow():
                    placed.append("grow")
                case nodes.Receive(target=None, amount=nodes.Name(name=name)):
                    placed.append(f"receive {name}")
                case nodes.Pay(source=None, amount=nodes.Name(name=name)):
                    placed.append(f"pay {name}")
    return placed


def post_event(context: Context, event: str, state: State) -> None:
    """Lets an event happen at this point of the step."""
    verb, _, name = event.partition(" ")
    if verb == "grow":
        grow_assets(context, state)
        for parts in context.accounts.values():
            if parts.is_debt and payment_kind(context, parts.node) == "none":
                capitalise(context, parts, state)
    elif verb == "receive":
        post_income(context, name, state)
    elif name in context.flows:
        post_expense(context, name, state)
    else:
        serve_debt(context, context.accounts[name], state)
    for goal in context.following.pop(event, ()):
        post_event(context, goal, state)
