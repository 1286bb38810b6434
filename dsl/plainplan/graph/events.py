"""What happens in every step by itself: growth, incomes, expenses and debt service (semantics.md, rule 11)."""

from __future__ import annotations

from plainplan.graph.context import Context, State
from plainplan.graph.debt_service import capitalise, serve_debt
from plainplan.graph.flows import post_expense, post_income
from plainplan.graph.growth import grow_assets
from plainplan.graph.service import payment_kind
from plainplan.syntax import nodes


def default_events(context: Context) -> list[str]:
    """Every event of a step in its default order, named as a block would name it."""
    events = ["grow"]
    events += [f"receive {n}" for n, flow in context.flows.items() if flow.node.keyword == "income"]
    events += [f"pay {n}" for n, flow in context.flows.items() if flow.node.keyword == "expense"]
    events += [
        f"pay {parts.name}"
        for parts in context.accounts.values()
        if parts.is_debt and payment_kind(context, parts.node) != "none"
    ]
    return events


def placed_events(blocks: list[nodes.Block]) -> set[str]:
    """The events that a block names, and so takes out of their default place."""
    placed: set[str] = set()
    for block in blocks:
        for statement in block.body:
            match statement:
                case nodes.Grow():
                    placed.add("grow")
                case nodes.Receive(target=None, amount=nodes.Name(name=name)):
                    placed.add(f"receive {name}")
                case nodes.Pay(source=None, amount=nodes.Name(name=name)):
                    placed.add(f"pay {name}")
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
