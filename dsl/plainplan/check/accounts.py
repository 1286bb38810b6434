"""Accounts, flows and goals: which properties need each other, and what stands in for those not written."""

from __future__ import annotations

from plainplan.check.context import Context
from plainplan.check.dates import require_in_plan, require_order, static_date
from plainplan.check.declarations import check_properties, require_property, written_value
from plainplan.check.length import Day
from plainplan.check.sources import names_in
from plainplan.check.symbols import force
from plainplan.diagnostics import Label
from plainplan.dimensions import period_factor
from plainplan.syntax import nodes


def check_account(context: Context, account: nodes.Account) -> None:
    """Check an asset, debt, income, expense or goal."""
    check_properties(context, account, account.keyword)
    binding = context.names.get(account.name.name)
    if binding is not None and binding.node is account:
        force(context, binding, None)
    CHECKS[account.keyword](context, account)
    _check_currency(context, account)


def _check_asset(context: Context, asset: nodes.Account) -> None:
    written = context.model.properties[id(asset)]
    if "value" in written and ("units" in written or "price" in written):
        other = written.get("units") or written["price"]
        context.report(
            "conflicting-properties",
            "an asset has a `value:`, or `units:` and a `price:`",
            other.name.span,
            labels=(Label(written["value"].name.span, "the value is here"),),
        )
    elif "value" not in written and ("units" in written) != ("price" in written):
        missing, example = ("price", "price: 100 TWD/share") if "units" in written else ("units", "units: 1000 shares")
        require_property(context, asset, "asset", asset.name, missing, example)
    elif "value" not in written and "units" not in written:
        require_property(context, asset, "asset", asset.name, "value", f"value: 0 {context.currency}")
    if "start" in written:
        require_in_plan(context, written["start"].value, is_start=True)
        held = written.get("units") or written.get("cost")
        if held is not None:
            context.report(
                "conflicting-properties",
                f"`{held.name.name}:` is what is held when the plan starts, and this asset comes later",
                held.name.span,
                labels=(Label(written["start"].name.span, "it comes here"),),
            )
    if "maturity" in written:
        require_property(
            context, asset, "asset", asset.name, "into", "into: cash", ", and its value at maturity must go somewhere"
        )
        require_in_plan(context, written["maturity"].value)
    if "in" in written:
        example = "payout: 6%/year"
        require_property(context, asset, "asset", asset.name, "payout", example, ", and `in:` says when it is paid")
    into = written.get("into")
    if into is not None and isinstance(into.value, nodes.Name) and into.value.name == asset.name.name:
        context.report("same-account", f"`{asset.name.name}` cannot pay into itself", into.value.span)


def _check_debt(context: Context, debt: nodes.Account) -> None:
    written = context.model.properties[id(debt)]
    require_property(context, debt, "debt", debt.name, "principal", f"principal: 100萬 {context.currency}")
    payment = written.get("payment")
    word = payment.value.name if payment is not None and isinstance(payment.value, nodes.Name) else None
    _check_term(context, debt)
    if word in ("level", "equal_principal", "at_maturity"):
        require_property(
            context, debt, "debt", debt.name, "term", "term: 20 years", f", and `payment: {word}` is told by it"
        )
    if word != "none" and "paid_from" not in written:
        require_default_account(context, debt, "paid_from")
    start = written.get("start")
    if start is not None and not is_counted_from_draw(context, debt):
        require_in_plan(context, start.value, is_start=True)
        day = static_date(context, start.value)
        if day is not None and day > context.model.facts.start and "into" not in written:
            require_default_account(context, debt, "into")
    _check_limit(context, debt)
    _check_interest(context, debt, word)
    paid_from = context.property(debt, "paid_from")
    for item in names_in(paid_from) if paid_from is not None else ():
        if item.name == debt.name.name:
            context.report("same-account", f"`{item.name}` cannot pay itself", item.span)


def is_counted_from_draw(context: Context, debt: nodes.Account) -> bool:
    """Whether the term of a debt begins with its first draw: `start: drawn`."""
    start = context.property(debt, "start")
    return isinstance(start, nodes.Name) and start.name == "drawn"


def _check_interest(context: Context, debt: nodes.Account, payment: str | None) -> None:
    """Interest that is paid when it falls due is never added to the debt."""
    interest = context.property(debt, "interest")
    if isinstance(interest, nodes.Name) and interest.name == "simple" and payment not in ("none", "at_maturity"):
        context.report(
            "conflicting-properties",
            f"interest of `{debt.name.name}` is paid with each payment, and simple interest waits till the end",
            interest.span,
            help="write `payment: at_maturity`, or `payment: none`",
        )


def _check_limit(context: Context, debt: nodes.Account) -> None:
    """What is drawn when the plan starts is within the credit line."""
    principal, limit = context.property(debt, "principal"), context.property(debt, "limit")
    if principal is None or limit is None:
        return
    drawn, most = written_value(principal), written_value(limit)
    if drawn is not None and most is not None and drawn > most:
        context.report(
            "out-of-range",
            f"`{debt.name.name}` begins above its limit",
            principal.span,
            labels=(Label(limit.span, "the limit"),),
        )


def _check_term(context: Context, debt: nodes.Account) -> None:
    """A term is longer than nothing, and than the time in which only interest is paid."""
    term, grace = context.property(debt, "term"), context.property(debt, "grace")
    years = written_years(context, term)
    if term is None or years is None:
        return
    if years <= 0:
        context.report("out-of-range", f"the term of `{debt.name.name}` is not longer than nothing", term.span)
        return
    free = written_years(context, grace)
    if grace is not None and free is not None and free >= years:
        context.report(
            "out-of-range",
            f"the grace of `{debt.name.name}` is as long as its term, so nothing is repaid",
            grace.span,
            labels=(Label(term.span, "the term"),),
        )


def written_years(context: Context, node: nodes.Expression | None) -> float | None:
    """A length of time that is written out, in years."""
    if node is None:
        return None
    value, period = written_value(node), context.type_of(node).period
    if value is None or period is None:
        return None
    numerator, denominator = period_factor(period, "year")
    return value * numerator / denominator


def require_default_account(context: Context, account: nodes.Account, name: str) -> None:
    """Report an account that relies on the default account in a plan that has no asset."""
    if context.has_asset:
        return
    words = "pays" if name == "paid_from" else "receives"
    context.report(
        "no-account",
        f"no account {words} `{account.name.name}`: the plan has no asset",
        account.name.span,
        help=f'write `asset cash "現金" {{ value: 0 {context.currency} }}`',
    )


def _check_flow(context: Context, flow: nodes.Account) -> None:
    written = context.model.properties[id(flow)]
    example = f"amount: 5萬 {context.currency}" + ("" if "at" in written else "/month")
    require_property(context, flow, flow.keyword, flow.name, "amount", example)
    if "at" in written:
        # Imported when needed: most plans have no goals.
        from plainplan.check.goals import check_single_date

        check_single_date(context, flow)
    else:
        _check_dates(context, flow)
        _check_sum(context, flow)
    account = "into" if flow.keyword == "income" else "paid_from"
    if account not in written:
        require_default_account(context, flow, account)


def _check_dates(context: Context, flow: nodes.Account) -> None:
    written = context.model.properties[id(flow)]
    if "until" in written and "through" in written:
        context.report(
            "conflicting-properties",
            "`until:` and `through:` both say the end",
            written["through"].name.span,
            labels=(Label(written["until"].name.span, "the end is here"),),
        )
    if "from" in written:
        require_in_plan(context, written["from"].value, is_start=True)
    if "until" in written:
        require_in_plan(context, written["until"].value, is_end=True)
    if "through" in written:
        through, facts = written["through"].value, context.model.facts
        # Where steps are short, a month alone is taken in whole, also that in which the plan begins.
        is_first = isinstance(through, nodes.Date) and (through.year, through.month) == facts.start[:2]
        if not (is_first and facts.is_short):
            require_in_plan(context, through, is_end=True)
    if "from" in written and "until" in written:
        require_order(context, written["from"].value, written["until"].value)
    if "until" in written and "from" not in written:
        _warn_never(context, flow, written["until"].value, static_date(context, written["until"].value))


def _warn_never(context: Context, flow: nodes.Account, node: nodes.Expression, day: Day | None) -> None:
    facts = context.model.facts
    if day is None or isinstance(node, nodes.Date) or day > facts.start or day >= facts.end:
        return
    context.report(
        "empty-period",
        f"`{flow.name.name}` ends before the plan begins, so nothing is left",
        node.span,
        severity="warning",
    )


def _check_sum(context: Context, flow: nodes.Account) -> None:
    """A sum without a time needs the months in which it falls due."""
    amount = context.property(flow, "amount")
    written = context.model.properties[id(flow)]
    if amount is None:
        return
    type_ = context.type_of(amount)
    if type_.is_money and "in" not in written:
        meant = "`at: 2031-06`" if flow.keyword == "goal" else "`in: december`"
        context.report(
            "missing-unit",
            f"`{flow.name.name}` is a sum of money, and nothing says when it falls due",
            amount.span,
            help=f"write `{_per_time(amount)}`, or add {meant}",
        )


def _per_time(amount: nodes.Expression) -> str:
    text = amount.span.text
    return f"{text.removesuffix('real').rstrip()}/month real" if text.endswith(" real") else f"{text}/month"


def _check_currency(context: Context, account: nodes.Account) -> None:
    """An account in another currency needs its rate, once; then every move and total knows it."""
    binding = context.names.get(account.name.name)
    if binding is None or binding.symbol is None or binding.node is not account:
        return
    currency = binding.symbol.type.currency
    _check_amounts(context, account, currency or context.currency)
    if currency is None or currency == context.currency or currency in context.rates:
        return
    if not context.report_name_once("fx", currency):
        return
    example = EXAMPLE_RATES.get((currency, context.currency), "1")
    context.report(
        "missing-fx",
        f"`{account.name.name}` is in {currency}, and the plan does not say what {currency} is worth",
        account.name.span,
        help=f"write `fx {currency} = {example} {context.currency}`",
    )


def _check_amounts(context: Context, account: nodes.Account, currency: str) -> None:
    """What is said of an account is in its currency: nothing exchanges a limit."""
    written = context.model.properties[id(account)]
    for name in ("cost", "limit", "draw_fee", "payment"):
        value = written[name].value if name in written else None
        own = context.model.types.get(id(value))
        # A bare number is in the currency of its account.
        is_bare = isinstance(value, nodes.Number) and value.unit is None
        if value is None or own is None or own.currency is None or is_bare or own.currency == currency:
            continue
        message = f"`{name}` is in {own.currency}, and `{account.name.name}` is in {currency}"
        context.report("currency-mismatch", message, value.span)


# A rate to paste must not be far off.
EXAMPLE_RATES = {("USD", "TWD"): "31.5", ("USD", "HKD"): "7.8", ("HKD", "TWD"): "4"}
CHECKS = {
    "asset": _check_asset,
    "debt": _check_debt,
    "income": _check_flow,
    "expense": _check_flow,
    "goal": _check_flow,
}
