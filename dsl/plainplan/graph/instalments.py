"""Interest and principal of the payments that fall in a step, for every kind of debt (semantics.md, rule 18).

Each function gives (interest, principal) of a step from the balance before it; their sum is what is due.
"""

from __future__ import annotations

from collections.abc import Callable

from plainplan.dimensions import NUMBER, WHOLE
from plainplan.graph.builder import ONE, ZERO, divided, least, minus, negative, not_negative, plus, times
from plainplan.graph.nodes import Call, Compare, Formula, If, Or, Reference
from plainplan.graph.service import Service

Instalment = tuple[Formula, Formula]


def _interest_only(service: Service, owed: Reference) -> Instalment:
    service = service.until_last()
    interest = service.interest_on(owed)
    if service.left is None:
        return interest, ZERO
    if service.count != ONE:
        interest = If(_is_running(service, service.left), interest, _overdue(service, owed))
    return interest, If(Compare("<=", service.left, service.count, None), owed, ZERO)


def _repaying(service: Service) -> tuple[Formula, Formula, Formula]:
    """Payments of interest only in the step, payments that repay in it, and payments that repay still to come."""
    assert service.left is not None
    if service.grace is None:
        return ZERO, service.row("payments_now", "payments", least(service.count, service.left), WHOLE), service.left
    waiting = service.row("payments_in_grace", "payments", least(service.count, service.grace), WHOLE)
    left = service.row("left_to_repay", "left", not_negative(minus(service.left, service.grace)), WHOLE)
    now = service.row("payments_now", "payments", least(minus(service.count, waiting), left), WHOLE)
    return waiting, now, left


def _is_running(service: Service, left: Formula) -> Reference:
    return _flag(service, "is_running", Compare(">", left, ZERO, None), "left")


def _flag(service: Service, suffix: str, test: Formula, word: str = "matured") -> Reference:
    context, parts = service.context, service.parts
    label = context.words.of(parts.label, word)
    return context.builder.flag(f"{parts.name}.{suffix}", label, parts.block, test, parts.node.span)


def _overdue(service: Service, owed: Reference) -> Formula:
    """Interest on what is still owed after the last payment: it compounds, so that the step makes no difference."""
    return service.added_to(owed)


def _level(service: Service, owed: Reference) -> Instalment:
    """The payment is recomputed from the balance, the rate and the payments left, so that each of them may change.

    principal = owed - FV(i, k, payment, -owed), all of it when the last payment is among them; interest is the rest.
    """
    waiting, now, left = _repaying(service)
    is_running = _is_running(service, left)
    payment = If(is_running, Call("pmt", (service.rate, left, negative(owed))), ZERO)
    level = service.row("level_payment", "level_payment", payment)
    rest = service.row("rest", "remaining", Call("fv", (service.rate, now, level, negative(owed))))
    principal = service.row("principal_part", "principal", If(Compare(">=", now, left, None), owed, minus(owed, rest)))
    interest: Formula = minus(times(now, level), principal)
    if waiting != ZERO:
        interest = plus(interest, times(times(owed, service.rate), waiting))
    return If(is_running, interest, _overdue(service, owed)), principal


def _equal_principal(service: Service, owed: Reference) -> Instalment:
    """Each payment repays the same part; interest is due on what is owed before each of them."""
    waiting, now, left = _repaying(service)
    is_running = _is_running(service, left)
    part = service.row("part", "principal", If(is_running, divided(owed, left), ZERO))
    principal = service.row("principal_part", "principal", If(Compare(">=", now, left, None), owed, times(part, now)))
    # Σ over j < now of (owed - j × part)
    earlier = divided(times(now, minus(now, ONE)), service.context.builder.number(2))
    spread = minus(times(owed, now), times(part, earlier))
    if waiting != ZERO:
        spread = plus(spread, times(owed, waiting))
    return If(is_running, times(service.rate, spread), _overdue(service, owed)), principal


def _at_maturity(service: Service, owed: Reference) -> Instalment:
    """Interest is added to the debt; all of it is due with the last payment."""
    service = service.until_last()
    interest = service.row("interest_grown", "interest", service.added_to(owed))
    added = minus(ZERO, interest)
    if service.left is None:
        return interest, added
    return interest, If(Compare("<=", service.left, service.count, None), owed, added)


def _amount(service: Service, owed: Reference) -> Instalment:
    """A payment of the plan's own: what it does not cover of the interest is added to the debt; the last one is what
    is left, after as many whole payments as NPER says."""
    service, payment = service.until_last(), service.payment
    assert payment is not None
    rest = service.row("rest", "remaining", Call("fv", (service.rate, service.count, payment, negative(owed))))
    is_due = Compare(">", service.count, ZERO, None)
    is_enough = Compare("<=", rest, ZERO, service.context.known["money_tolerance"].quantity)
    runs_out = _flag(service, "runs_out", times(is_enough, is_due))
    clears = runs_out
    if service.left is not None:
        # The last payment of a `term:` takes all that is still owed.
        is_last = _flag(service, "is_last", times(Compare("<=", service.left, service.count, None), is_due))
        clears = _flag(service, "clears", Or((runs_out, is_last)))
    principal = service.row("principal_part", "principal", If(clears, owed, minus(owed, rest)))
    if service.count == ONE:
        return times(owed, service.rate), principal
    nper = Call("nper", (service.rate, payment, negative(owed)))
    needed = service.row("payments_needed", "payments", If(runs_out, nper, service.count), NUMBER)
    whole = service.row("whole_payments", "payments", least(minus(service.count, ONE), Call("int", (needed,))), WHOLE)
    last = If(clears, Call("fv", (service.rate, whole, payment, negative(owed))), ZERO)
    before_last = service.row("before_last", "remaining", last)
    clearing = plus(times(whole, payment), times(before_last, plus(ONE, service.rate)))
    paid = service.row("scheduled", "payment", If(clears, clearing, times(service.count, payment)))
    return minus(paid, principal), principal


INSTALMENTS: dict[str, Callable[[Service, Reference], Instalment]] = {
    "amount": _amount,
    "at_maturity": _at_maturity,
    "equal_principal": _equal_principal,
    "interest_only": _interest_only,
    "level": _level,
}
