"""The cash-flow statement on the cash basis: what came into and went out of liquid assets, and why.

- Working and living: incomes and what is received, less living expenses, taxes and what is paid or withdrawn.
- Investment: interest of liquid assets, distributions, realised gains; less interest paid, premiums that only protect,
  and costs of trading.
- Adjustment: assets sold (at their cost) and bought, what is borrowed, principal repaid, premiums that save.

Goals stand by themselves: what is saved pays for them, and one car would make no year's living expenses. So does what
is brought into the plan, inherited or by marriage: nobody has worked for it, and no year saves it.

An unrealised gain is in none of them, nor is interest that is only added to a debt. What an account other than a liquid
one receives or pays by itself counts twice: salary paid into a fund is an income and a purchase.
"""

from __future__ import annotations

from plainplan.check.classes import class_of, is_controllable, is_money
from plainplan.graph.builder import ZERO, least, minus, plus, times
from plainplan.graph.checks import add_check_view
from plainplan.graph.classes import CONTROL, tells_control
from plainplan.graph.context import AccountParts, Context, State
from plainplan.graph.debts import BROUGHT
from plainplan.graph.household_period import LINES, Household
from plainplan.graph.nodes import At, Call, Compare, FlowView, Formula, Lag, Reference, StatementLine, StatementView
from plainplan.records import dataclass, field
from plainplan.source import Span

# Where a flow stands, by its keyword and class; a class that is not named here is income from work, or living.
PLACES = {
    ("income", "financial"): "financial_income",
    ("expense", "financial"): "financial_expense",
    ("expense", "protection"): "financial_expense",
    ("expense", "saving"): "adjustment",
}
# Of goals the same, and those without such a class stand by themselves.
PLACES |= {("goal", kind): section for (keyword, kind), section in PLACES.items() if keyword == "expense"}
# Where flows of other keywords stand.
USUAL = {
    "income": "working_income",
    "receive": "working_income",
    "arrival": "arrival",
    "goal": "goal_expense",
}
# The parts of the statement with their sections; one that stands by itself is there where it has lines.
ALONE = ("arrival", "goal_expense")
PARTS = (
    ("working", ("working_income", "living_expense")),
    ("financial", ("financial_income", "financial_expense")),
    *((section, (section,)) for section in ALONE),
    ("adjustment", ("adjustment",)),
)


@dataclass(slots=True)
class CashFlow:
    """Lines by section with their cells, the series behind them with their signs, and figures that ratios read."""

    cells: dict[str, list[tuple[StatementLine, Reference]]] = field(default_factory=dict)
    series: list[Formula] = field(default_factory=list)
    totals: dict[str, Reference] = field(default_factory=dict)
    proportional: list[Reference] = field(default_factory=list)
    interest: list[Reference] = field(default_factory=list)
    service: list[Formula] = field(default_factory=list)
    trading: list[Reference] = field(default_factory=list)
    # What the expenses of the plan are, by whether they can be cut.
    controlled: dict[bool, list[Reference]] = field(default_factory=lambda: {True: [], False: []})


def add_cash_flow(household: Household, state: State, mixed: list[Reference]) -> tuple[CashFlow, StatementView]:
    """The statement, from all that the step has posted; `mixed`: liquid parts of assets that are no cash."""
    context = household.context
    flow = CashFlow({section: [] for _, sections in PARTS for section in sections})
    for view in context.builder.graph.flows:
        if view.keyword != "debt":
            _add_external(household, flow, view)
    for parts in context.accounts.values():
        if parts.is_debt:
            _add_debt(household, flow, parts, state)
        elif is_money(context.model, parts.node):
            _put(
                household, flow, "financial_income", parts, "interest_received", _posted(context, state, parts, "gain")
            )
        else:
            _add_asset(household, flow, parts, state)
    _add_costs(household, flow, state)
    return flow, _finish(household, flow, mixed)


def _posted(context: Context, state: State, parts: AccountParts, member: str) -> list[Formula]:
    """What was posted to a member in the step, in the plan's currency."""
    return [context.in_plan_money(term, parts.currency) for term in state.posted.get((parts.name, member), [])]


def _put(
    household: Household,
    flow: CashFlow,
    section: str,
    parts: AccountParts,
    word: str,
    terms: list[Formula],
    *,
    is_paid: bool = False,
) -> Reference | None:
    """A line of an account, unless nothing ever happens in it."""
    if not terms:
        return None
    label = household.words.of(parts.label, word)
    return _line(household, flow, section, f"{word}.{parts.name}", label, terms, is_paid, parts.node.span)


def _line(
    household: Household,
    flow: CashFlow,
    section: str,
    name: str,
    label: str,
    terms: list[Formula],
    is_paid: bool,
    span: Span | None,
) -> Reference:
    cell = household.over_period(name, label, terms, is_paid=is_paid, span=span)
    flow.cells[section].append((StatementLine(label, "line", (cell.quantity,), "money", span), cell))
    flow.series += [minus(ZERO, term) for term in terms] if is_paid else terms
    return cell


def _add_external(household: Household, flow: CashFlow, view: FlowView) -> None:
    """An income, an expense, or what a statement takes out of the plan or brings into it."""
    context = household.context
    currency = context.builder.graph.quantities[view.amount].type.currency or context.model.facts.currency
    kind = _class_of_flow(context, view)
    is_paid = not view.is_received
    section = PLACES.get((view.keyword, kind), USUAL.get(view.keyword, "living_expense"))
    terms = [context.in_plan_money(Reference(view.amount), currency)]
    cell = _line(household, flow, section, f"flow.{view.name}", view.label, terms, is_paid, view.span)
    if kind == "tax":
        flow.proportional.append(cell)
    if view.keyword == "expense" and view.name in context.flows:
        flow.controlled[is_controllable(context.model, context.flows[view.name].node)].append(cell)


def _class_of_flow(context: Context, view: FlowView) -> str:
    parts = context.flows.get(view.name)
    return "" if parts is None else class_of(context.model, parts.node)


def _add_asset(household: Household, flow: CashFlow, parts: AccountParts, state: State) -> None:
    """Distributions and realised gains are income; what was bought, and what the sold had cost, is an adjustment."""
    context = household.context
    distributed = _posted(context, state, parts, "interest")
    _put(household, flow, "financial_income", parts, "distribution", distributed)
    # What an asset pays into itself was received and put to work again.
    kept = distributed if context.property_of(parts.node, "into") is None else []
    bought = [*_posted(context, state, parts, "bought"), *kept]
    sold = _posted(context, state, parts, "sold")
    if sold:
        begin, end = (
            context.in_plan_money(Reference(parts.members[key]), parts.currency) for key in ("cost_opening", "cost")
        )
        label = household.words.of(parts.label, "sold_at_cost")
        gone = household.helper(household.row(f"cost_sold.{parts.name}", label, [begin, *bought, minus(ZERO, end)]))
        proceeds = household.row(f"sold.{parts.name}", household.context.words.of(parts.label, "sold"), sold)
        _put(household, flow, "financial_income", parts, "realised", [minus(proceeds, gone)])
        _put(household, flow, "adjustment", parts, "sold_at_cost", [gone])
    _put(household, flow, "adjustment", parts, "bought", bought, is_paid=True)


def _add_debt(household: Household, flow: CashFlow, parts: AccountParts, state: State) -> None:
    """Interest that was paid is an expense, principal an adjustment; interest added to the debt is neither."""
    context = household.context
    interest = [term.quantity for term in state.posted.get((parts.name, "interest"), []) if isinstance(term, Reference)]
    payments = [term.quantity for term in state.posted.get((parts.name, "payment"), []) if isinstance(term, Reference)]
    # A debt that comes into the plan without money is no cash.
    others = (*interest, parts.members.get(BROUGHT))
    borrowed = [Reference(f.quantity) for f in parts.flows if f.sign > 0 and f.quantity not in others]
    repaid = [Reference(f.quantity) for f in parts.flows if f.sign < 0 and f.quantity not in payments]
    principal: list[Formula] = [context.in_plan_money(term, parts.currency) for term in repaid]
    if payments:
        paid = [context.in_plan_money(Reference(number), parts.currency) for number in payments]
        whole = household.row(f"payment.{parts.name}", context.words.of(parts.label, "payment"), paid)
        accrued = household.row(
            f"interest.{parts.name}",
            context.words.of(parts.label, "interest"),
            [context.in_plan_money(Reference(number), parts.currency) for number in interest],
        )
        label = household.words.of(parts.label, "interest_paid")
        part = household.helper(household.row(f"interest_in_payment.{parts.name}", label, [least(whole, accrued)]))
        cell = _put(household, flow, "financial_expense", parts, "interest_paid", [part], is_paid=True)
        assert cell is not None
        flow.interest.append(cell)
        flow.service.append(whole)
        principal.insert(0, minus(whole, part))
    _put(household, flow, "adjustment", parts, "borrowed", [context.in_plan_money(t, parts.currency) for t in borrowed])
    _put(household, flow, "adjustment", parts, "principal_paid", principal, is_paid=True)


def _add_costs(household: Household, flow: CashFlow, state: State) -> None:
    """What trading and exchange cost; fees are inside the value of what charges them, and interest has its lines."""
    context, words = household.context, household.words
    others: list[Formula] = []
    for parts in context.accounts.values():
        if parts.is_debt:
            others += _posted(context, state, parts, "interest")
        elif "fee" in parts.members:
            fee = context.builder.graph.by_name[f"{parts.name}.fee_paid"]
            others.append(context.in_plan_money(Reference(fee), parts.currency))
    trading = [cost for cost in context.costs if cost not in others]
    if trading:
        label = words("trading_costs")
        flow.trading.append(_line(household, flow, "financial_expense", "trading_costs", label, trading, True, None))


def _finish(household: Household, flow: CashFlow, mixed: list[Reference]) -> StatementView:
    words, lines = household.words, []
    for title, sections in PARTS:
        if title in ALONE and not flow.cells[title]:
            continue
        lines.append(StatementLine(words(title), "title", (), "money"))
        for section in sections:
            found = flow.cells[section]
            lines += [line for line, _ in found]
            name = section if len(sections) > 1 else f"{section}_net"
            cell = household.sum_of(name, words(name), [cell for _, cell in found])
            flow.totals[section] = cell
            lines.append(StatementLine(words(name), "subtotal", (cell.quantity,), "money"))
        if len(sections) > 1:
            net = household.sum_of(f"{title}_net", words(f"{title}_net"), [flow.totals[key] for key in sections])
            flow.totals[f"{title}_net"] = net
            lines.append(StatementLine(words(f"{title}_net"), "total", (net.quantity,), "money"))
    savings = household.sum_of("savings", words("savings"), [flow.totals["working_net"], flow.totals["financial_net"]])
    flow.totals["savings"] = savings
    moved = [flow.totals[key] for key in (*ALONE, "adjustment") if key in flow.totals]
    change = household.sum_of("change_in_cash", words("change_in_cash"), [savings, *moved])
    lines += [
        StatementLine(words("savings"), "total", (savings.quantity,), "money"),
        StatementLine(words("change_in_cash"), "total", (change.quantity,), "money"),
        *_reconcile(household, flow, change, mixed),
        *_control(household, flow),
    ]
    return StatementView("cash_flow", words("cash_flow"), (words("amount"),), tuple(lines))


def _control(household: Household, flow: CashFlow) -> list[StatementLine]:
    """The expenses that can be cut, and those that cannot, where the plan tells them apart."""
    words = household.words
    if not tells_control(household.context):
        return []
    lines = [StatementLine(words("control"), "title", (), "money")]
    for is_controlled, word in CONTROL:
        cell = household.sum_of(word, words(word), flow.controlled[is_controlled])
        lines.append(StatementLine(words(word), "line", (cell.quantity,), "money"))
    return lines


def _reconcile(household: Household, flow: CashFlow, change: Reference, mixed: list[Reference]) -> list[StatementLine]:
    """Liquid assets at the beginning, and at the end: the statement has to explain the difference."""
    context, words, builder = household.context, household.words, household.context.builder
    liquid = [parts for parts in context.accounts.values() if is_money(context.model, parts.node)]
    opening: list[Formula] = [context.in_plan_money(parts.opening, parts.currency) for parts in liquid]
    closing: list[Formula] = [context.in_plan_money(Reference(parts.closing), parts.currency) for parts in liquid]
    held = household.row("cash", words("cash_at_end"), closing)
    began = household.row("cash_before", words("cash_at_start"), opening)
    assert isinstance(held, Reference)
    # At the rates of exchange of the step before: what liquid assets stood at when the cash flow began.
    before = household.row("cash_at_opening", words("cash_at_start"), [ZERO])
    assert isinstance(before, Reference)
    builder.graph.quantities[before.quantity].formula = Lag(held.quantity, began)
    start = household.at_start("cash_at_start", words("cash_at_start"), before)
    end = household.at_date("cash_at_end", words("cash_at_end"), held)
    lines = [StatementLine(words("cash_at_start"), "line", (start.quantity,), "money")]
    explained = plus(start, change)
    is_foreign = any(parts.currency != context.model.facts.currency for parts in liquid)
    if is_foreign:
        effect = household.over_period("exchange_effect", words("exchange_effect"), [minus(began, before)])
        lines.append(StatementLine(words("exchange_effect"), "line", (effect.quantity,), "money"))
        explained = plus(explained, effect)
    gap = household.cell("difference", words("difference"), minus(end, explained))
    _check_every_step(household, flow, held, began)
    # As exact as the sums over all accounts that the built-in checks compare.
    at_date = [
        household.cell(f"all_{key}", words("difference"), _at_last(household, key)) for key in ("assets", "debts")
    ]
    for cell in at_date:
        household.helper(cell)
    allowed = plus(context.known["half_cent"], times(context.known["relative"], plus(*at_date)))
    slack = household.helper(household.cell("slack", words("difference"), allowed))
    is_same = household.flag(
        "reconciles", words("cash_flow_reconciles"), Compare("<=", Call("abs", (gap,)), slack, None)
    )
    lines += [
        StatementLine(words("cash_at_end"), "total", (end.quantity,), "money"),
        StatementLine(words("difference"), "check", (gap.quantity, is_same.quantity), "money"),
    ]
    if mixed:
        # What the balance sheet has among liquid assets, and is no cash.
        cell = household.sum_of("mixed", words("mixed"), mixed)
        lines.append(StatementLine(words("mixed"), "line", (cell.quantity,), "money"))
    return lines


def _at_last(household: Household, key: str) -> Formula:
    return At(household.context.known[key].quantity, household.last)


def _check_every_step(household: Household, flow: CashFlow, held: Formula, began: Formula) -> None:
    """A built-in check: in every step, not only in those that are shown, all lines explain the change of cash."""
    context, words, builder = household.context, household.words, household.context.builder
    label = words("cash_flow_reconciles")
    block = builder.block("builtin checks", "checks", context.words("builtin_checks"))
    series = context.plan_money.as_series()
    explained = builder.total("statements.explained~", label, series, LINES, flow.series)
    residual = Call("abs", (minus(minus(held, began), explained),))
    left = builder.add("builtin.cash_flow", label, series, block, residual)
    limit = times(context.known["relative"], plus(context.known["assets"], context.known["debts"]))
    holds = Compare("<=", left, limit, context.known["money_tolerance"].quantity)
    add_check_view(
        context,
        "cash_flow_reconciles",
        label,
        "check",
        block,
        holds,
        left,
        None,
        left,
        series,
        condition=household.words("cash_flow_reconciles.holds"),
        is_builtin=True,
        scenario=None,
        span=None,
    )
