"""What one step of a debt's service computes with: how many payments fall in it, their rate, how many are left."""

from __future__ import annotations

from plainplan.dimensions import DAYS_IN, MONTHS_IN, NUMBER, WHOLE, Type, duration
from plainplan.graph.builder import ONE, ZERO, divided, greatest, is_same, least, minus, not_negative, plus, times
from plainplan.graph.clock import begin_of_step, end_of_step, periods_since, start_of_plan
from plainplan.graph.context import AccountParts, Context, Scope, State
from plainplan.graph.conversion import rate_of_payment, scale
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import Binary, Call, Compare, Formula, If, Reference
from plainplan.records import dataclass, replace
from plainplan.syntax import nodes

KINDS = ("level", "equal_principal", "interest_only", "at_maturity", "none")


@dataclass(slots=True)
class Service:
    """A debt's service in one step.

    `count` is the whole number of payments due in the step, `rate` that of one payment. `left` and `grace` are the
    payments, and those of interest only, that are to come when the step begins; None without a term or a grace.
    `payment` is what the plan writes when `payment:` is an amount.
    """

    context: Context
    parts: AccountParts
    kind: str
    count: Formula
    rate: Formula
    left: Formula | None
    grace: Formula | None
    payment: Formula | None
    # What bears interest where that is simple: the principal drawn; None where all that is owed does.
    principal: Formula | None = None

    def row(self, suffix: str, word: str, formula: Formula, type_: Type | None = None) -> Reference:
        """A row in the debt's block."""
        return self.context.account_row(self.parts, suffix, word, formula, type_)

    def interest_on(self, owed: Formula) -> Formula:
        """Interest of every payment of the step on a balance that does not change between them."""
        return times(times(owed, self.rate), self.count)

    def added_to(self, owed: Formula) -> Formula:
        """Interest of the step that is added to the debt; it compounds, unless it is simple."""
        if self.principal is not None:
            return self.interest_on(self.principal)
        return times(owed, self.growth())

    def growth(self) -> Formula:
        """What interest adds to one unit over the payments of the step when none is made."""
        if self.count == ONE:
            return self.rate
        return minus(Binary("^", plus(ONE, self.rate), self.count), ONE)

    def until_last(self) -> Service:
        """The same service up to its last payment; what is late after that is due in every step."""
        if self.left is None or self.count == ONE:
            return self
        now = If(Compare(">", self.left, ZERO, None), least(self.count, self.left), self.count)
        return replace(self, count=self.row("payments_now", "payments", now, WHOLE))


def has_simple_interest(context: Context, parts: AccountParts) -> bool:
    """Whether interest that is added to the debt bears none itself."""
    written = context.property_of(parts.node, "interest")
    return isinstance(written, nodes.Name) and written.name == "simple"


def payment_kind(context: Context, node: nodes.Account) -> str:
    """How a debt is served: its `payment:`, level by default when it has a term, `amount` for an amount of its own."""
    written = context.property_of(node, "payment")
    if isinstance(written, nodes.Name) and written.name in KINDS:
        return written.name
    if written is not None:
        return "amount"
    return "level" if context.property_of(node, "term") is not None else "interest_only"


def service_of(context: Context, parts: AccountParts, state: State) -> Service:
    """The service of a debt in a step, on its own calendar (semantics.md, rule 18)."""
    written = context.property_of(parts.node, "every")
    every = written.name if isinstance(written, nodes.Name) else "month"
    type_ = context.builder.graph.quantities[parts.members["rate"]].type
    # A lender pays no interest to who owes: a rate below zero counts as zero.
    rate = not_negative(rate_of_payment(context.builder, Reference(parts.members["rate"]), type_, every))
    rate = context.account_row(parts, "rate_per_payment", "rate_per_payment", rate, NUMBER)
    count, before = _payments_in_step(context, parts, every, state)
    left = _payments_to_come(context, parts, "term", "left", every, before)
    if isinstance(left, Reference):
        parts.members["left"] = left.quantity
    grace = _payments_to_come(context, parts, "grace", "grace_left", every, before)
    kind = payment_kind(context, parts.node)
    payment = _written_payment(context, parts, every) if kind == "amount" else None
    principal = state.drawn[parts.name] if has_simple_interest(context, parts) else None
    return Service(context, parts, kind, count, rate, left, grace, payment, principal)


def _payments_in_step(context: Context, parts: AccountParts, every: str, state: State) -> tuple[Formula, Formula]:
    """How many payments fall in the step, and how many fell before it."""
    builder, facts = context.builder, context.model.facts
    begin, end = begin_of_step(context), end_of_step(context)
    start = _start_of(context, parts, state)
    if start is not None or facts.is_short:
        taken_up = start_of_plan(context) if start is None else start
        before = _payments_until(context, parts, "payments_before", taken_up, begin, every)
        until = _payments_until(context, parts, "payments_until_end", taken_up, end, every)
        return context.account_row(parts, "payments_due", "payments", minus(until, before), WHOLE), before
    months = MONTHS_IN[every]
    size = builder.number(months)
    if months <= facts.step_months:
        return builder.number(facts.step_months // months), divided(begin, size)
    due = is_same(Call("mod", (end, size)), ZERO)
    count = builder.flag(f"{parts.name}.is_due", context.words.of(parts.label, "due"), parts.block, due)
    return count, Call("int", (divided(begin, size),))


def _start_of(context: Context, parts: AccountParts, state: State) -> Formula | None:
    """The moment from which payments are counted: a date, or that of the first draw; None for the plan's start."""
    number = context.definitions.get(f"{parts.name}.start_month")
    return state.begun.get(parts.name) if number is None else Reference(number)


def _payments_until(
    context: Context, parts: AccountParts, suffix: str, start: Formula, moment: Formula, every: str
) -> Reference:
    """How many payments of a debt fell from its start to a moment."""
    if context.model.facts.is_short:
        label = context.words.of(parts.label, "payments")
        place = Scope(f"{parts.name}.{suffix}", label, parts.block, parts.node.span)
        count = periods_since(context, start, greatest(start, moment), every, place)
    else:
        size = context.builder.number(MONTHS_IN[every])
        count = Call("int", (divided(not_negative(minus(moment, start)), size),))
    return context.account_row(parts, suffix, "payments", count, WHOLE)


def _payments_to_come(
    context: Context, parts: AccountParts, key: str, word: str, every: str, before: Formula
) -> Formula | None:
    """The payments of a `term:` or a `grace:` that are still to come when the step begins."""
    written = context.property_of(parts.node, key)
    if written is None:
        return None
    builder = context.builder
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
    type_ = context.type_of(written)
    type_ = type_ if type_.is_duration else duration("year")
    scope = Scope(f"{parts.name}.{key}", context.words.of(parts.label, key), given, written.span)
    length = lower_property(context, written, scope, type_)
    if every in DAYS_IN:
        whole = scale(builder, length, type_.period or "year", every)
    else:
        whole = divided(scale(builder, length, type_.period or "year", "month"), builder.number(MONTHS_IN[every]))
    # A term that is no whole number of payments ends with the payment that it reaches into.
    label = context.words.of(parts.label, "payments")
    count = builder.add(f"{parts.name}.{key}_payments", label, WHOLE, given, Call("roundup", (whole, ZERO)))
    return context.account_row(parts, word, word, not_negative(minus(count, before)), WHOLE)


def _written_payment(context: Context, parts: AccountParts, every: str) -> Formula:
    """An amount of the plan's own, for one payment."""
    builder = context.builder
    written = context.property_of(parts.node, "payment")
    assert written is not None
    type_ = context.type_of(written)
    given = builder.block(f"inputs {parts.name}", "inputs", parts.label)
    label = context.words.of(parts.label, "payment")
    scope = Scope(f"{parts.name}.payment_due", label, given, written.span)
    value: Formula = lower_property(context, written, scope, type_, target=f"{parts.name}.payment")
    if type_.is_real:
        value = times(value, context.known["price_level"])
    if type_.is_money_flow:
        value = scale(builder, value, type_.period or every, every, -1)
    row = Scope(f"{parts.name}.instalment", label, parts.block, written.span)
    return materialise(context, not_negative(value), row, parts.type.as_series())
