"""Incomes and expenses: what is due in each step, when, and what was really paid."""

from __future__ import annotations

from plainplan.check.words import MONTHS
from plainplan.dimensions import DATE, NUMBER, WHOLE, Type, money, rate_per
from plainplan.graph.accounts import default_account
from plainplan.graph.builder import ONE, ZERO, divided, greatest, least, minus, not_negative, plus, times
from plainplan.graph.context import Context, FlowParts, Scope, State
from plainplan.graph.conversion import convert, scale
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import materialise, months_from_start
from plainplan.graph.nodes import Binary, Call, Compare, FlowView, Formula, Lag, Reference
from plainplan.graph.transfers import draw, put
from plainplan.syntax import nodes


def add_flow(context: Context, node: nodes.Account) -> None:
    """The amount in force of one income or expense, and what is due of it in each step."""
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
    first = _month_of(context, node, "from", given, block, label)
    factor = _growth_factor(context, node, given, block, label, first)
    series = type_.as_series()
    amount = builder.add(f"{name}.amount_now", words.of(label, "amount"), series, block, times(base, factor), node.span)
    due = _due(context, node, amount, type_, block, label, given, first)
    balance = money(type_.currency or context.model.facts.currency).as_series()
    due_row = builder.add(f"{name}.due", words.of(label, "due"), balance, block, due, node.span)
    word = "received" if node.keyword == "income" else "paid"
    paid = builder.allocate(f"{name}.paid", words.of(label, word), balance, block, node.span)
    short = builder.allocate(f"{name}.short", words.of(label, "short"), balance, block, node.span)
    context.flows[name] = FlowParts(node, label, amount, due_row, balance, paid, short)


def _month_of(context: Context, node: nodes.Account, key: str, given: str, block: str, label: str) -> Formula | None:
    """A date property as whole months from the plan's start."""
    written = context.property_of(node, key)
    if written is None:
        return None
    words = context.words
    name = f"{node.name.name}.{key}"
    title = words.of(label, "from_month" if key == "from" else "until_month")
    date = lower_property(context, written, Scope(name, title, given, written.span), DATE)
    return months_from_start(context, date, Scope(f"{name}_month", title, block, written.span))


def _growth_factor(
    context: Context, node: nodes.Account, given: str, block: str, label: str, first: Formula | None
) -> Formula:
    """What growth has made of the amount: a step at each anniversary of its start (rule 7)."""
    written = context.property_of(node, "growth")
    if written is None:
        return ONE
    builder, words, name = context.builder, context.words, node.name.name
    type_ = context.type_of(written)
    scope = Scope(f"{name}.growth", words.of(label, "growth"), given, written.span)
    yearly = rate_per("year")
    if type_.is_rate and type_.period == "year" and not type_.compounding:
        rate: Formula = lower_property(context, written, scope, yearly)
    else:
        rate = lower_property(context, written, scope, type_)
        rate = convert(builder, rate, type_, yearly)
    months = context.known["months_elapsed"]
    since = months if first is None else minus(months, first)
    twelve = builder.number(12, "months_in_year")
    years = Call("int", (divided(since if first is None else not_negative(since), twelve),))
    count = builder.add(f"{name}.anniversaries", words.of(label, "anniversaries"), WHOLE.as_series(), block, years)
    start: Formula = ZERO
    if first is not None:
        start = Call("int", (divided(not_negative(minus(ZERO, first)), twelve),))
    before = materialise(context, Lag(count.quantity, start), Scope(f"{name}.before", label, block, node.span), WHOLE)
    factor = builder.allocate(f"{name}.factor", words.of(label, "growth_factor"), NUMBER.as_series(), block, node.span)
    last = materialise(context, Lag(factor, ONE), Scope(f"{name}.factor_before", label, block, node.span), NUMBER)
    return builder.define(factor, times(last, Binary("^", plus(ONE, rate), minus(count, before))))


def _due(
    context: Context,
    node: nodes.Account,
    amount: Reference,
    type_: Type,
    block: str,
    label: str,
    given: str,
    first: Formula | None,
) -> Formula:
    builder, words, name = context.builder, context.words, node.name.name
    last = _month_of(context, node, "until", given, block, label)
    through = _month_of(context, node, "through", given, block, label)
    if through is not None:
        last = plus(through, ONE)
    months = context.property_of(node, "in")
    level = context.known["price_level"] if type_.is_real else ONE
    facts = context.model.facts
    if months is not None:
        names = months.items if isinstance(months, nodes.Listing) else (months,)
        count = _months_due(
            context, names, first, last, f"{name}.months_due", words.of(label, "months_due"), block, node
        )
        each: Formula = amount
        if type_.is_money_flow:
            # A yearly amount that falls due in named months is spread evenly over them.
            each = divided(scale(builder, amount, type_.period or "year", "year", -1), builder.number(len(names)))
        return times(times(each, level), count)
    if not type_.is_money_flow:
        # A sum without months falls due once, in the step that contains its first month.
        start = first if first is not None else ZERO
        flag = _covers(context, start, f"{name}.falls_due", words.of(label, "months_due"), block, node)
        return times(times(amount, level), flag)
    length = scale(builder, amount, type_.period or facts.step, facts.step, -1)
    whole = times(length, level)
    if first is None and last is None:
        return whole
    share = _share_of_step(context, first, last, f"{name}.share", words.of(label, "months_covered"), block, node)
    return times(whole, share)


def _share_of_step(
    context: Context,
    first: Formula | None,
    last: Formula | None,
    name: str,
    label: str,
    block: str,
    node: nodes.Account,
) -> Formula:
    """The share of the step's months that lie from `first` up to, not including, `last` (rule 7)."""
    known = context.known
    begin, end = known["months_elapsed"], plus(known["months_elapsed"], known["step_months"])
    low = begin if first is None else greatest(begin, first)
    high = end if last is None else least(end, last)
    covered = divided(not_negative(minus(high, low)), known["step_months"])
    return context.builder.add(name, label, NUMBER.as_series(), block, covered, node.span)


def _covers(context: Context, month: Formula, name: str, label: str, block: str, node: nodes.Account) -> Formula:
    elapsed = context.known["months_elapsed"]
    begins = Compare(">=", month, elapsed, None)
    before_end = Compare("<", month, plus(elapsed, context.known["step_months"]), None)
    return context.builder.flag(name, label, block, times(begins, before_end), node.span)


def _months_due(
    context: Context,
    names: tuple[nodes.Expression, ...],
    first: Formula | None,
    last: Formula | None,
    name: str,
    label: str,
    block: str,
    node: nodes.Account,
) -> Formula:
    """How many of the named months fall in the step and in the time of the flow."""
    builder, known = context.builder, context.known
    twelve = builder.number(12, "months_in_year")
    terms: list[Formula] = []
    for month in names:
        assert isinstance(month, nodes.Name)
        own = f"{name}.{month.name}"
        number = builder.number(MONTHS[month.name.lower()], "month")
        ahead = builder.add(
            f"{own}.ahead",
            f"{label} {month.name}",
            WHOLE.as_series(),
            block,
            Call("mod", (minus(number, known["month"]), twelve)),
            node.span,
        )
        due = plus(known["months_elapsed"], ahead)
        tests: list[Formula] = [Compare("<", ahead, known["step_months"], None)]
        if first is not None:
            tests.append(Compare(">=", due, first, None))
        if last is not None:
            tests.append(Compare("<", due, last, None))
        whole = tests[0]
        for test in tests[1:]:
            whole = times(whole, test)
        terms.append(builder.flag(own, f"{label} {month.name}", block, whole, node.span))
    return builder.total(name, label, WHOLE.as_series(), block, terms)


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
    """Takes what is due of an expense from the accounts that pay it."""
    flow = context.flows[name]
    scope = Scope(name, flow.label, context.builder.graph.quantities[flow.paid].block, flow.node.span, state)
    wanted = context.builder.add(
        f"{name}.wanted",
        context.words.of(flow.label, "wanted"),
        flow.type,
        scope.block,
        not_negative(flow.due),
        flow.node.span,
    )
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
    context.left.append(context.in_plan_money(drawn.amount, currency))
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
    context.builder.graph.flows.append(
        FlowView(name, flow.label, flow.node.keyword, flow.paid, flow.short, flow.node.span)
    )
