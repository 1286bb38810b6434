"""Incomes, expenses and goals: their amounts, and what was really received and paid of what is due."""

from __future__ import annotations

from plainplan.dimensions import Type, money
from plainplan.graph.accounts import default_account
from plainplan.graph.builder import ZERO, not_negative, times
from plainplan.graph.context import Context, FlowParts, Scope, State
from plainplan.graph.definitions import lower_property
from plainplan.graph.due import Due, due_in_step, growth_of
from plainplan.graph.nodes import FlowView, Formula, Reference
from plainplan.graph.transfers import draw, put
from plainplan.syntax import nodes


def add_flow(context: Context, node: nodes.Account) -> None:
    """The amount in force of one income, expense or goal, and what is due of it in each step."""
    builder, words = context.builder, context.words
    name, label = node.name.name, node.label or node.name.name
    given = builder.block(f"inputs {name}", "inputs", label, node.span)
    block = builder.block(f"flow {name}", "accounts", label, node.span)
    written = context.property_of(node, "amount") or node.value
    assert written is not None
    type_ = context.type_of(written)
    if type_.is_bare or type_.is_zero:
        type_ = context.plan_money
    type_ = Type(powers=type_.powers, period=type_.period, is_real=type_.is_real)
    scope = Scope(f"{name}.amount", words.of(label, "amount"), given, node.span)
    base: Formula = lower_property(context, written, scope, type_)
    due = Due(context, node, label, given, block)
    growth = growth_of(due)
    series = type_.as_series()
    in_force = times(base, growth.factor)
    amount = builder.add(f"{name}.amount_now", words.of(label, "amount"), series, block, in_force, node.span)
    balance = money(type_.currency or context.model.facts.currency).as_series()
    due_row = builder.add(
        f"{name}.due", words.of(label, "due"), balance, block, due_in_step(due, amount, growth, base, type_), node.span
    )
    word = "received" if node.keyword == "income" else "paid"
    paid = builder.allocate(f"{name}.paid", words.of(label, word), balance, block, node.span)
    short = builder.allocate(f"{name}.short", words.of(label, "short"), balance, block, node.span)
    context.flows[name] = FlowParts(node, label, amount, due_row, balance, paid, short)
    if node.keyword == "goal":
        # Imported when needed: most plans have no goals.
        from plainplan.graph.goals import allocate_goal

        allocate_goal(context, context.flows[name], block)


def post_income(context: Context, name: str, state: State) -> None:
    """Puts what is due of an income into its account."""
    flow = context.flows[name]
    scope = Scope(name, flow.label, context.builder.graph.quantities[flow.paid].block, flow.node.span, state)
    context.builder.define(flow.paid, not_negative(flow.due))
    context.builder.define(flow.short, ZERO)
    context.raw_amounts.append(flow.due)
    target = context.property_of(flow.node, "into")
    account = target.name if isinstance(target, nodes.Name) else default_account(context)
    currency = flow.type.currency or context.model.facts.currency
    context.entered.append(context.in_plan_money(Reference(flow.paid), currency))
    put(context, scope, account, Reference(flow.paid), currency)
    _view(context, name)


def post_expense(context: Context, name: str, state: State) -> None:
    """Takes what is due of an expense or a goal from the accounts that pay it."""
    flow = context.flows[name]
    scope = Scope(name, flow.label, context.builder.graph.quantities[flow.paid].block, flow.node.span, state)
    number = flow.wanted
    if number is None:
        label = context.words.of(flow.label, "wanted")
        number = context.builder.allocate(f"{name}.wanted", label, flow.type, scope.block, flow.node.span)
    wanted = context.builder.define(number, not_negative(flow.due))
    context.raw_amounts.append(flow.due)
    currency = flow.type.currency or context.model.facts.currency
    drawn = draw(
        context,
        scope.named(f"{name}.paying", flow.label),
        wanted,
        currency,
        sources_of(context, flow.node),
        delivers=True,
    )
    context.builder.define(flow.paid, drawn.amount)
    context.builder.define(flow.short, drawn.short)
    # The row of the flow tells it.
    if isinstance(drawn.short, Reference):
        context.builder.graph.quantities[drawn.short.quantity].is_helper = True
    context.left.append(context.in_plan_money(drawn.amount, currency))
    if flow.node.keyword == "goal":
        from plainplan.graph.goals import follow_goal

        # What is wished for and not paid is no failure of the plan: a check says whether it matters.
        follow_goal(context, name)
    else:
        context.shorts.append(context.in_plan_money(drawn.short, currency))
    _view(context, name)


def sources_of(context: Context, node: nodes.Account) -> list[str]:
    """The accounts that pay, in order."""
    written = context.property_of(node, "paid_from")
    if written is None:
        return [default_account(context)]
    items = written.items if isinstance(written, nodes.Priority) else (written,)
    return [item.name for item in items if isinstance(item, nodes.Name)]


def _view(context: Context, name: str) -> None:
    flow = context.flows[name]
    short = None if flow.node.keyword == "goal" else flow.short
    context.builder.graph.flows.append(FlowView(name, flow.label, flow.node.keyword, flow.paid, short, flow.node.span))
