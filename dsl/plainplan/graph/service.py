"""What one step of a debt's service computes with: how many payments fall in it, their rate, how many are left."""

from __future__ import annotations

from plainplan.dimensions import MONTHS_IN, NUMBER, WHOLE, Type, duration
from plainplan.graph.builder import ONE, ZERO, divided, is_same, least, minus, not_negative, plus, times
from plainplan.graph.context import AccountParts, Context, Scope
from plainplan.graph.conversion import rate_of_payment, scale
from plainplan.graph.definitions import lower_property
from plainplan.graph.expressions import materialise
from plainplan.graph.nodes import Call, Compare, Formula, If, Reference
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

    def row(self, suffix: str, word: str, formula: Formula, type_: Type | None = None) -> Reference:
        """A row in the debt's block."""
        return self.context.account_row(self.parts, suffix, word, formula, type_)

    def interest_on(self, owed: Formula) -> Formula:
        """Interest of every payment of the step on a balance that does not change between them."""
        return times(times(owed, self.rate), self.count)

    def until_last(self) -> Service:
        """The same service up to its last payment; what is late after that is due in every step."""
        if self.left is None or self.count == ONE:
            return self
        now = If(Compare(">", self.left, ZERO, None), least(self.count, self.left), self.count)
        return replace(self, count=self.row("payments_now", "payments", now, WHOLE))


def payment_kind(context: Context, node: nodes.Account) -> str:
    """How a debt is served: its `payment:`, level by default when it has a term, `amount` for an amount of its own."""
    written = context.property_of(node, "payment")
    if isinstance(written, nodes.Name) and written.name in KINDS:
        return written.name
    if written is not None:
        return "amount"
    return "level" if context.property_of(node, "term") is not None else "interest_only"


def service_of(context: Context, parts: AccountParts) -> Service:
    """The service of a debt in a step, on its own calendar (semantics.md, rule 18)."""
    every = context.property_of(parts.node, "every")
    months = MONTHS_IN[every.name if isinstance(every, nodes.Name) else "month"]
    type_ = context.builder.graph.quantities[parts.members["rate"]].type
    # A lender pays no interest to who owes: a rate below zero counts as zero.
    rate = not_negative(rate_of_payment(context.builder, Reference(parts.members["rate"]), type_, months))
    rate = context.account_row(parts, "rate_per_payment", "rate_per_payment", rate, NUMBER)
    count, before = _payments_in_step(context, parts, months)
    left = _payments_to_come(context, parts, "term", "left", months, before)
    if isinstance(left, Reference):
        parts.members["left"] = left.quantity
    grace = _payments_to_come(context, parts, "grace", "grace_left", months, before)
    kind = payment_kind(context, parts.node)
    payment = _written_payment(context, parts, months) if kind == "amount" else None
    return Service(context, parts, kind, count, rate, left, grace, payment)


def _payments_in_step(context: Context, parts: AccountParts, months: int) -> tuple[Formula, Formula]:
    """How many payments fall in the step, and how many fell before it."""
    builder, elapsed = context.builder, context.known["months_elapsed"]
    size, end = builder.number(months), plus(elapsed, context.known["step_months"])
    start = context.definitions.get(f"{parts.name}.start_month")
    if start is not None:
        before, until = (
            context.account_row(
                parts,
                suffix,
                "payments",
                Call("int", (divided(not_negative(minus(month, Reference(start))), size),)),
                WHOLE,
            )
            for suffix, month in (("payments_before", elapsed), ("payments_until_end", end))
        )
        return context.account_row(parts, "payments_due", "payments", minus(until, before), WHOLE), before
    if months <= context.model.facts.step_months:
        return builder.number(context.model.facts.step_months // months), divided(elapsed, size)
    due = is_same(Call("mod", (end, size)), ZERO)
    count = builder.flag(f"{parts.name}.is_due", context.words.of(parts.label, "due"), parts.block, due)
    return count, Call("int", (divided(elapsed, size),))


def _payments_to_come(
    context: Context, parts: AccountParts, key: str, word: str, months: int, before: Formula
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
    whole = divided(scale(builder, length, type_.period or "year", "month"), builder.number(months))
    # A term that is no whole number of payments ends with the payment that it reaches into.
    label = context.words.of(parts.label, "payments")
    count = builder.add(f"{parts.name}.{key}_payments", label, WHOLE, given, Call("roundup", (whole, ZERO)))
    return context.account_row(parts, word, word, not_negative(minus(count, before)), WHOLE)


def _written_payment(context: Context, parts: AccountParts, months: int) -> Formula:
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
        period = {1: "month", 3: "quarter", 12: "year"}[months]
        value = scale(builder, value, type_.period or period, period, -1)
    row = Scope(f"{parts.name}.instalment", label, parts.block, written.span)
    return materialise(context, not_negative(value), row, parts.type.as_series())
