"""Debt service: interest, principal and payments of every kind of debt, on its own calendar (semantics.md, rule 18)."""

from __future__ import annotations

from plainplan.dimensions import MONTHS_IN, NUMBER, WHOLE, Type, duration, rate_per
from plainplan.graph.accounts import add_to
from plainplan.graph.builder import (
    ONE,
    ZERO,
    divided,
    guarded,
    is_same,
    least,
    minus,
    negative,
    not_negative,
    plus,
    times,
)
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.conversion import rate_of_payment, scale
from plainplan.graph.definitions import lower_default, lower_property
from plainplan.graph.expressions import materialise
from plainplan.graph.flows import sources_of
from plainplan.graph.nodes import Binary, Call, Compare, Flow, FlowView, Formula, If, Lag, Reference
from plainplan.graph.transfers import draw
from plainplan.records import dataclass
from plainplan.syntax import nodes

KINDS = ("level", "equal_principal", "interest_only", "at_maturity", "none")


@dataclass(slots=True)
class Service:
    """What one step of a debt's service computes with."""

    parts: AccountParts
    block: str
    kind: str
    # Payments due in a step, as a formula (whole), and the rate of one.
    count: Formula
    rate: Formula
    # Payments left at the beginning of the step, None without a term.
    left: Formula | None
    # Payments of interest only still to come, None without grace.
    grace: Formula | None
    # The written payment, when `payment:` is an amount.
    payment: Formula | None


def payment_kind(context: Context, node: nodes.Account) -> str:
    """How a debt is served: its `payment:`, level by default when it has a term, `amount` for an amount of its own."""
    written = context.property_of(node, "payment")
    if isinstance(written, nodes.Name) and written.name in KINDS:
        return written.name
    if written is not None:
        return "amount"
    return "level" if context.property_of(node, "term") is not None else "interest_only"


def add_debt(context: Context, parts: AccountParts) -> None:
    """The rates, limits and pledges of a debt: all that does not depend on the step."""
    builder, words, node = context.builder, context.words, parts.node
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label, node.span)
    written = context.property_of(node, "rate")
    label = words.of(parts.label, "rate")
    if written is None:
        rate = lower_default(context, f"{parts.name}.rate", label, rate_per("year"), given, 0.0, "0%/year")
    else:
        type_ = context.type_of(written)
        type_ = type_ if type_.is_rate else rate_per("year")
        scope = Scope(f"{parts.name}.rate", label, given, node.span)
        rate = lower_property(context, written, scope, type_)
        # A nominal rate keeps what it says of its compounding, also when it comes from a `param`.
        builder.graph.quantities[rate.quantity].type = type_
    parts.members["rate"] = rate.quantity
    if needs_drawn(context, parts):
        _keep_drawn(context, parts)
    limit = context.property_of(node, "limit")
    if limit is not None:
        scope = Scope(f"{parts.name}.limit", words.of(parts.label, "room"), given, node.span)
        parts.members["limit"] = lower_property(context, limit, scope, parts.type).quantity
    for name, share in _written_pledges(context, node):
        if share is not None:
            asset = context.accounts[name].label
            scope = Scope(f"{parts.name}.secured_by.{name}", f"{parts.label} {asset}", given, node.span)
            kind = Type(powers=context.type_of(share).powers)
            parts.members[f"pledge {name}"] = lower_property(context, share, scope, kind).quantity


def _written_pledges(context: Context, node: nodes.Account) -> list[tuple[str, nodes.Expression | None]]:
    written = context.property_of(node, "secured_by")
    if written is None:
        return []
    items = written.items if isinstance(written, nodes.Listing) else (written,)
    found: list[tuple[str, nodes.Expression | None]] = []
    for item in items:
        if isinstance(item, nodes.Weight):
            found += [(name, item.share) for name in context.members(item.name.name)]
        elif isinstance(item, nodes.Name):
            found += [(name, None) for name in context.members(item.name)]
    return found


def pledges_of(context: Context, parts: AccountParts) -> list[tuple[str, Formula]]:
    """The assets pledged for a debt, each with its lending share."""
    found: list[tuple[str, Formula]] = []
    for name, share in _written_pledges(context, parts.node):
        found.append((name, ONE if share is None else Reference(parts.members[f"pledge {name}"])))
    return found


def needs_drawn(context: Context, parts: AccountParts) -> bool:
    """Whether the principal drawn is kept apart from capitalised interest: it is limited, or the plan reads it."""
    has_limit = context.property_of(parts.node, "limit") is not None
    return has_limit or parts.name in context.costed or "*" in context.costed


def _keep_drawn(context: Context, parts: AccountParts) -> None:
    builder, label = context.builder, context.words.of(parts.label, "drawn")
    series, block = parts.type.as_series(), builder.graph.quantities[parts.closing].block
    closing = builder.allocate(f"{parts.name}.drawn", label, series, block, parts.node.span)
    opening = builder.add(
        f"{parts.name}.drawn_opening",
        f"{label} {context.words('opening')}",
        series,
        block,
        Lag(closing, parts.initial),
        parts.node.span,
    )
    parts.members["drawn"] = closing
    parts.members["drawn_opening"] = opening.quantity


def take_up(context: Context, parts: AccountParts, state: State) -> None:
    """The principal of a debt that starts later arrives on its date."""
    written = context.property_of(parts.node, "start")
    if written is None:
        return
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    label = words.of(parts.label, "borrowed")
    month = _start_month(context, parts)
    assert month is not None
    elapsed = context.known["months_elapsed"]
    inside = times(
        Compare(">=", month, elapsed, None),
        Compare("<", month, plus(elapsed, context.known["step_months"]), None),
    )
    # A debt that starts with the plan is its opening balance.
    flag = builder.flag(f"{parts.name}.starts", label, block, times(inside, Compare(">", month, ZERO, None)))
    principal = Reference(builder.graph.by_name[f"{parts.name}.principal"])
    amount = builder.add(f"{parts.name}.taken_up", label, parts.type.as_series(), block, guarded(flag, principal))
    _borrow(context, state, parts, amount, label, block)
    target = context.property_of(parts.node, "into")
    if isinstance(target, nodes.Name):
        add_to(context, state, target.name, amount, f"{parts.name}.start", label, block)
    else:
        # Nothing in the plan was bought with it: the money left at once.
        context.left.append(context.in_plan_money(amount, parts.currency))


def _start_month(context: Context, parts: AccountParts) -> Formula | None:
    number = context.definitions.get(f"{parts.name}.start_month")
    return None if number is None else Reference(number)


def _borrow(context: Context, state: State, parts: AccountParts, amount: Reference, label: str, block: str) -> None:
    builder = context.builder
    parts.flows.append(Flow(label, amount.quantity, 1))
    series = parts.type.as_series()
    after = f"{label} {context.words('after')}: {parts.label}"
    key = builder.graph.quantities[amount.quantity].name
    state.balances[parts.name] = builder.add(
        f"{key}.owed", after, series, block, plus(state.balances[parts.name], amount)
    )
    if parts.name in state.drawn:
        state.drawn[parts.name] = builder.add(
            f"{key}.drawn", context.words.of(parts.label, "drawn"), series, block, plus(state.drawn[parts.name], amount)
        )


def borrow(context: Context, state: State, name: str, amount: Reference, label: str, block: str) -> None:
    """Adds to what is owed."""
    _borrow(context, state, context.accounts[name], amount, label, block)


def repay(context: Context, state: State, name: str, amount: Reference, label: str, block: str) -> None:
    """Takes away from what is owed; `amount` is never more than that."""
    builder, parts = context.builder, context.accounts[name]
    series = parts.type.as_series()
    parts.flows.append(Flow(label, amount.quantity, -1))
    key = builder.graph.quantities[amount.quantity].name
    owed = builder.add(
        f"{key}.owed",
        f"{label} {context.words('after')}: {parts.label}",
        series,
        block,
        minus(state.balances[name], amount),
    )
    state.balances[name] = owed
    _limit_drawn(context, state, parts, key, block)


def _limit_drawn(context: Context, state: State, parts: AccountParts, key: str, block: str) -> None:
    # What is repaid is principal first in so far as more than the balance cannot be drawn.
    if parts.name in state.drawn:
        state.drawn[parts.name] = context.builder.add(
            f"{key}.drawn",
            context.words.of(parts.label, "drawn"),
            parts.type.as_series(),
            block,
            least(state.drawn[parts.name], state.balances[parts.name]),
        )


def capitalise(context: Context, parts: AccountParts, state: State) -> None:
    """`payment: none`: interest is added to the debt when the accounts grow."""
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    service = _service(context, parts, block)
    before = state.balances[parts.name]
    label = words.of(parts.label, "capitalised")
    growth = minus(Binary("^", plus(ONE, service.rate), service.count), ONE)
    if service.count == ONE:
        growth = service.rate
    interest = builder.add(
        f"{parts.name}.interest_accrued", label, parts.type.as_series(), block, times(before, growth), parts.node.span
    )
    parts.flows.append(Flow(words("interest"), interest.quantity, 1))
    state.post(parts.name, "interest", interest)
    context.costs.append(context.in_plan_money(interest, parts.currency))
    state.balances[parts.name] = builder.add(
        f"{parts.name}.capitalised",
        f"{label} {words('after')}",
        parts.type.as_series(),
        block,
        plus(before, interest),
        parts.node.span,
    )


def _service(context: Context, parts: AccountParts, block: str) -> Service:
    builder, words, node = context.builder, context.words, parts.node
    every = context.property_of(node, "every")
    months = MONTHS_IN[every.name if isinstance(every, nodes.Name) else "month"]
    step = context.model.facts.step_months
    rate_type = builder.graph.quantities[parts.members["rate"]].type
    rate = builder.add(
        f"{parts.name}.rate_per_payment",
        words.of(parts.label, "rate_per_payment"),
        NUMBER.as_series(),
        block,
        rate_of_payment(builder, Reference(parts.members["rate"]), rate_type, months),
        node.span,
    )
    elapsed: Formula = context.known["months_elapsed"]
    start = _start_month(context, parts)
    if start is not None:
        elapsed = not_negative(minus(elapsed, start))
    size = builder.number(months)
    if months <= step:
        count: Formula = builder.number(step // months)
        before: Formula = divided(elapsed, size)
    else:
        due = is_same(Call("mod", (plus(elapsed, context.known["step_months"]), size)), ZERO)
        count = builder.flag(f"{parts.name}.is_due", words.of(parts.label, "due"), block, due, node.span)
        before = Call("int", (divided(elapsed, size),))
    if start is not None:
        begun = builder.flag(
            f"{parts.name}.has_begun",
            words.of(parts.label, "payments"),
            block,
            Compare(">=", context.known["months_elapsed"], start, None),
        )
        count = times(count, begun)
    if not isinstance(count, Reference) and count != ONE:
        count = builder.add(
            f"{parts.name}.payments_due", words.of(parts.label, "payments"), WHOLE.as_series(), block, count
        )
    left = _payments_of(context, parts, "term", months, before, block, "left")
    grace = _payments_of(context, parts, "grace", months, before, block, "grace_left")
    kind = payment_kind(context, node)
    payment: Formula | None = None
    if kind == "amount":
        written = context.property_of(node, "payment")
        assert written is not None
        type_ = context.type_of(written)
        given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
        scope = Scope(f"{parts.name}.payment_due", words.of(parts.label, "payment"), given, written.span)
        value: Formula = lower_property(context, written, scope, type_, target=f"{parts.name}.payment")
        if type_.is_real:
            value = times(value, context.known["price_level"])
        period = {1: "month", 3: "quarter", 12: "year"}[months]
        payment = not_negative(
            scale(builder, value, type_.period or period, period, -1) if type_.is_money_flow else value
        )
        payment = materialise(
            context, payment, Scope(f"{parts.name}.instalment", scope.label, block, written.span), parts.type
        )
    return Service(parts, block, kind, count, rate, left, grace, payment)


def _payments_of(
    context: Context, parts: AccountParts, key: str, months: int, before: Formula, block: str, word: str
) -> Formula | None:
    """The payments of a `term:` or a `grace:` that are still to come when the step begins."""
    written = context.property_of(parts.node, key)
    if written is None:
        return None
    builder, words = context.builder, context.words
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
    type_ = context.type_of(written)
    type_ = type_ if type_.is_duration else duration("year")
    scope = Scope(f"{parts.name}.{key}", f"{parts.label} {key}", given, written.span)
    length = lower_property(context, written, scope, type_)
    whole = divided(scale(builder, length, type_.period or "year", "month"), builder.number(months))
    # A term that is no whole number of payments ends with the payment that it reaches into.
    count = builder.add(
        f"{parts.name}.{key}_payments",
        f"{parts.label} {words('payments')}",
        WHOLE,
        given,
        Call("roundup", (whole, ZERO)),
    )
    name = "left" if key == "term" else "grace_left"
    row = builder.add(
        f"{parts.name}.{name}",
        words.of(parts.label, word),
        WHOLE.as_series(),
        block,
        not_negative(minus(count, before)),
        written.span,
    )
    if key == "term":
        parts.members["left"] = row.quantity
    return row


def serve_debt(context: Context, parts: AccountParts, state: State) -> None:
    """Pays what is due of a debt from the accounts that pay it; what they cannot pay stays owed (rule 18)."""
    builder, words = context.builder, context.words
    block = builder.graph.quantities[parts.closing].block
    service = _service(context, parts, block)
    before = state.balances[parts.name]
    before = materialise(
        context, before, Scope(f"{parts.name}.served", parts.label, block, parts.node.span), parts.type
    )
    interest, principal = _INSTALMENTS[service.kind](context, service, before)
    series = parts.type.as_series()
    interest_row = builder.add(
        f"{parts.name}.interest_due", words.of(parts.label, "interest"), series, block, interest, parts.node.span
    )
    principal_row = builder.add(
        f"{parts.name}.principal_due", words.of(parts.label, "principal"), series, block, principal, parts.node.span
    )
    due = builder.add(
        f"{parts.name}.payment_wanted",
        words.of(parts.label, "due"),
        series,
        block,
        not_negative(plus(interest_row, principal_row)),
        parts.node.span,
    )
    scope = Scope(f"{parts.name}.service", words.of(parts.label, "payment"), block, parts.node.span, state)
    drawn = draw(context, scope, due, parts.currency, sources_of(context, parts.node), delivers=True)
    assert isinstance(drawn.amount, Reference)
    parts.flows.append(Flow(words("interest"), interest_row.quantity, 1))
    parts.flows.append(Flow(words("payment"), drawn.amount.quantity, -1))
    # Opening less principal, not opening plus interest less payment: the last payment leaves exactly nothing.
    state.balances[parts.name] = builder.add(
        f"{parts.name}.served_balance",
        f"{words.of(parts.label, 'payment')} {words('after')}",
        series,
        block,
        plus(minus(before, principal_row), drawn.short),
        parts.node.span,
    )
    _limit_drawn(context, state, parts, f"{parts.name}.service", block)
    state.post(parts.name, "interest", interest_row)
    state.post(parts.name, "payment", drawn.amount)
    state.post(parts.name, "short", drawn.short)
    repaid = builder.add(
        f"{parts.name}.repaid",
        words.of(parts.label, "principal"),
        series,
        block,
        minus(drawn.amount, interest_row),
        parts.node.span,
    )
    state.post(parts.name, "principal", repaid)
    context.costs.append(context.in_plan_money(interest_row, parts.currency))
    context.shorts.append(context.in_plan_money(drawn.short, parts.currency))
    assert isinstance(drawn.short, Reference)
    builder.graph.flows.append(
        FlowView(parts.name, parts.label, "debt", drawn.amount.quantity, drawn.short.quantity, parts.node.span)
    )


def _interest_only(context: Context, service: Service, owed: Reference) -> tuple[Formula, Formula]:
    interest = times(times(owed, service.rate), service.count)
    if service.left is None:
        return interest, ZERO
    return interest, If(Compare("<=", service.left, service.count, None), owed, ZERO)


def _counts(context: Context, service: Service) -> tuple[Formula, Formula, Formula]:
    """Payments of interest only in the step, payments that repay in the step, and payments that repay still to come."""
    assert service.left is not None
    builder, words, parts = context.builder, context.words, service.parts
    label = words.of(parts.label, "payments")
    if service.grace is None:
        now = builder.add(
            f"{parts.name}.payments_now", label, WHOLE.as_series(), service.block, least(service.count, service.left)
        )
        return ZERO, now, service.left
    waiting = builder.add(
        f"{parts.name}.payments_in_grace", label, WHOLE.as_series(), service.block, least(service.count, service.grace)
    )
    repaying = builder.add(
        f"{parts.name}.left_to_repay",
        label,
        WHOLE.as_series(),
        service.block,
        not_negative(minus(service.left, service.grace)),
    )
    now = builder.add(
        f"{parts.name}.payments_now",
        label,
        WHOLE.as_series(),
        service.block,
        least(minus(service.count, waiting), repaying),
    )
    return waiting, now, repaying


def _level(context: Context, service: Service, owed: Reference) -> tuple[Formula, Formula]:
    """The payment is recomputed from the balance, the rate and the payments left, so that each may change."""
    builder, words, parts, block = context.builder, context.words, service.parts, service.block
    waiting, now, left = _counts(context, service)
    series = parts.type.as_series()
    has_left = builder.flag(
        f"{parts.name}.is_running", words.of(parts.label, "left"), block, Compare(">", left, ZERO, None)
    )
    level = builder.add(
        f"{parts.name}.level_payment",
        words.of(parts.label, "level_payment"),
        series,
        block,
        If(has_left, Call("pmt", (service.rate, left, negative(owed))), ZERO),
        parts.node.span,
    )
    rest = builder.add(
        f"{parts.name}.rest",
        words.of(parts.label, "remaining"),
        series,
        block,
        Call("fv", (service.rate, now, level, negative(owed))),
        parts.node.span,
    )
    principal = builder.add(
        f"{parts.name}.principal_part",
        words.of(parts.label, "principal"),
        series,
        block,
        If(Compare(">=", now, left, None), owed, minus(owed, rest)),
        parts.node.span,
    )
    late = times(times(owed, service.rate), service.count)
    interest: Formula = minus(times(now, level), principal)
    if waiting != ZERO:
        interest = plus(interest, times(times(owed, service.rate), waiting))
    return If(has_left, interest, late), principal


def _equal_principal(context: Context, service: Service, owed: Reference) -> tuple[Formula, Formula]:
    """Each payment repays the same part; interest is due on what is owed before each of them."""
    builder, words, parts, block = context.builder, context.words, service.parts, service.block
    waiting, now, left = _counts(context, service)
    series = parts.type.as_series()
    has_left = builder.flag(
        f"{parts.name}.is_running", words.of(parts.label, "left"), block, Compare(">", left, ZERO, None)
    )
    part = builder.add(
        f"{parts.name}.part",
        words.of(parts.label, "principal"),
        series,
        block,
        If(has_left, divided(owed, left), ZERO),
        parts.node.span,
    )
    principal = builder.add(
        f"{parts.name}.principal_part",
        words.of(parts.label, "principal"),
        series,
        block,
        If(Compare(">=", now, left, None), owed, times(part, now)),
        parts.node.span,
    )
    # Σ over j < now of rate × (owed - j × part)
    earlier = divided(times(now, minus(now, ONE)), builder.number(2))
    spread = minus(times(owed, now), times(part, earlier))
    if waiting != ZERO:
        spread = plus(spread, times(owed, waiting))
    late = times(times(owed, service.rate), service.count)
    return If(has_left, times(service.rate, spread), late), principal


def _at_maturity(context: Context, service: Service, owed: Reference) -> tuple[Formula, Formula]:
    """Interest is added to the debt; all of it is due with the last payment."""
    builder, parts = context.builder, service.parts
    growth: Formula = service.rate
    if service.count != ONE:
        growth = minus(Binary("^", plus(ONE, service.rate), service.count), ONE)
    interest = builder.add(
        f"{parts.name}.interest_grown",
        context.words.of(parts.label, "interest"),
        parts.type.as_series(),
        service.block,
        times(owed, growth),
        parts.node.span,
    )
    if service.left is None:
        return interest, minus(ZERO, interest)
    return interest, If(Compare("<=", service.left, service.count, None), owed, minus(ZERO, interest))


def _amount(context: Context, service: Service, owed: Reference) -> tuple[Formula, Formula]:
    """A payment of the plan's own: what it does not cover of the interest is added to the debt; the last one is what
    is left, after as many whole payments as NPER says."""
    assert service.payment is not None
    builder, words, parts, block = context.builder, context.words, service.parts, service.block
    series = parts.type.as_series()
    label = words.of(parts.label, "remaining")
    rest = builder.add(
        f"{parts.name}.rest",
        label,
        series,
        block,
        Call("fv", (service.rate, service.count, service.payment, negative(owed))),
        parts.node.span,
    )
    clears = builder.flag(
        f"{parts.name}.clears",
        words.of(parts.label, "matured"),
        block,
        times(
            Compare("<=", rest, ZERO, context.known["money_tolerance"].quantity),
            Compare(">", service.count, ZERO, None),
        ),
        parts.node.span,
    )
    if service.count == ONE:
        return times(owed, service.rate), If(clears, owed, minus(owed, rest))
    needed = builder.add(
        f"{parts.name}.payments_needed",
        words.of(parts.label, "payments"),
        NUMBER.as_series(),
        block,
        If(clears, Call("nper", (service.rate, service.payment, negative(owed))), ZERO),
        parts.node.span,
    )
    whole = builder.add(
        f"{parts.name}.whole_payments",
        words.of(parts.label, "payments"),
        WHOLE.as_series(),
        block,
        least(minus(service.count, ONE), Call("int", (needed,))),
        parts.node.span,
    )
    before_last = builder.add(
        f"{parts.name}.before_last",
        label,
        series,
        block,
        If(clears, Call("fv", (service.rate, whole, service.payment, negative(owed))), ZERO),
        parts.node.span,
    )
    paid = builder.add(
        f"{parts.name}.scheduled",
        words.of(parts.label, "payment"),
        series,
        block,
        If(
            clears,
            plus(times(whole, service.payment), times(before_last, plus(ONE, service.rate))),
            times(service.count, service.payment),
        ),
        parts.node.span,
    )
    principal = builder.add(
        f"{parts.name}.principal_part",
        words.of(parts.label, "principal"),
        series,
        block,
        If(clears, owed, minus(owed, rest)),
        parts.node.span,
    )
    return minus(paid, principal), principal


_INSTALMENTS = {
    "amount": _amount,
    "at_maturity": _at_maturity,
    "equal_principal": _equal_principal,
    "interest_only": _interest_only,
    "level": _level,
}
