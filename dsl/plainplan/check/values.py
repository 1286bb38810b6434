"""The value of a property, held against what its declaration expects there."""

from __future__ import annotations

from collections.abc import Callable

from plainplan.check.agreement import adopt, is_free_bare, is_free_zero, label_of, literal_with_unit
from plainplan.check.arithmetic import literal_value
from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.fitting import fits, is_literal_number
from plainplan.check.properties import PropertySpec
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import article, resolve
from plainplan.check.weights import check_weights
from plainplan.check.words import MONTHS
from plainplan.dimensions import (
    DATE,
    NUMBER,
    SHARES,
    TEXT,
    Type,
    describe,
    duration,
    money,
    money_per,
    rate_per,
)
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

CHINESE_MONTHS = {character: number for number, character in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}


def check_value_of_property(context: Context, name: str, spec: PropertySpec, value: nodes.Expression) -> None:
    """Type the value of a property and report what does not fit."""
    if spec.is_later:
        context.report("not-yet-supported", f"the property `{name}` comes with a later version", value.span)
        return
    who = f"`{name}`"
    checker = BY_EXPECTATION.get(spec.expects)
    if checker is not None:
        checker(context, who, spec, value)
        return
    own = context.infer(value, PLAN_PLACE)
    wanted = {
        "rate": rate_per("year"),
        "number": NUMBER,
        "share": NUMBER,
        "duration": duration("year"),
        "date": DATE,
        "text": TEXT,
        "shares": Type(powers=((SHARES, 1),)),
    }[spec.expects]
    fits(context, value, wanted, who)
    require_constant(context, spec, value, own, who)


def require_constant(context: Context, spec: PropertySpec, value: nodes.Expression, own: Type, who: str) -> None:
    """Report a value that varies in time where one value is needed."""
    if spec.is_constant and own.is_series and not context.type_of(value).is_unknown:
        # Imported when there is a mistake.
        from plainplan.check.along import varies_by_row

        if varies_by_row(context, value, PLAN_PLACE):
            # A list is told with all others.
            return
        context.report(
            "series-not-constant",
            f"{who} is one value, and this varies in time",
            value.span,
            labels=label_of(context, value, "a series"),
            help=f"write `first({value.span.text})`" if isinstance(value, nodes.Name) else None,
        )


def _check_money(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    own = context.infer(value, PLAN_PLACE)
    # An opening balance in another currency is what makes an account foreign.
    currency = own.currency or context.currency
    if own.is_money and own.is_real:
        own = replace(own, is_real=False)
    elif not fits(context, value, money(currency), who):
        return
    require_constant(context, spec, value, own, who)


def _check_flow(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    own = context.infer(value, PLAN_PLACE)
    if own.is_unknown or own.is_money or own.is_money_flow:
        return
    if is_free_zero(own):
        adopt(context, value, money_per(context.currency, "month"))
        return
    if is_free_bare(own):
        context.report(
            "missing-unit",
            f"{who} needs money per time, and `{value.span.text}` has no unit",
            value.span,
            help=literal_with_unit(context, value.span.text, money_per(context.currency, "month")),
        )
        return
    context.report(
        "dimension-mismatch" if own.kind == "quantity" else "type-mismatch",
        f"{who} needs money per time, and this is {describe(own)}",
        value.span,
        labels=label_of(context, value, describe(own)),
        help=_currency_meant(context, value),
    )


def _currency_meant(context: Context, value: nodes.Expression) -> str | None:
    """`6萬/month` lacks its currency."""
    match value:
        case nodes.Binary(operator="/", left=nodes.Number(unit=None) as amount, right=period):
            return f"write `{amount.text} {context.currency}/{period.span.text}`"
        case _:
            return None


def _check_count(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    own = context.infer(value, PLAN_PLACE)
    if not fits(context, value, NUMBER, who):
        return
    literal = literal_value(value)
    if literal is not None and (literal != int(literal) or literal < 0):
        context.report("out-of-range", f"{who} is a whole number, not `{value.span.text}`", value.span)
    require_constant(context, spec, value, own, who)


def _check_rank(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    """What is paid first has to be known before the plan runs, so an order is no formula."""
    own = context.infer(value, PLAN_PLACE)
    literal = literal_value(value)
    if not own.is_unknown and (literal is None or not own.is_number or literal != int(literal) or literal < 1):
        context.report(
            "out-of-range",
            f"{who} is a whole number that is written out, 1 for what is paid first, not `{value.span.text}`",
            value.span,
        )


def _check_price(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    own = context.infer(value, PLAN_PLACE)
    currency = own.currency or context.currency
    wanted = Type(powers=tuple(sorted(((currency, 1), (SHARES, -1)))))
    if own.is_bare and own.is_number and not own.is_zero:
        context.report(
            "missing-unit",
            f"{who} needs money per share, and `{value.span.text}` has no unit",
            value.span,
            help=f"write `{value.span.text} {currency}/share`",
        )
    elif fits(context, value, wanted, who):
        require_constant(context, spec, value, own, who)


def account_symbol(context: Context, who: str, value: nodes.Expression, kinds: tuple[str, ...]) -> None:
    """Check a name that must be an account of one of some kinds."""
    words = " or ".join(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds)
    if not isinstance(value, nodes.Name):
        context.report("not-an-account", f"{who} needs the name of {words}", value.span, help=_accounts_meant(value))
        return
    symbol = resolve(context, value, PLAN_PLACE)
    if symbol is None:
        return
    context.model.types[id(value)] = symbol.type
    if symbol.kind not in kinds:
        context.report(
            "not-an-account",
            f"{who} needs {words}, and `{value.name}` is {article(symbol.kind)}",
            value.span,
        )


def _accounts_meant(value: nodes.Expression) -> str | None:
    """`cash, fund` for an order of accounts, `60% fund` for an account with its share."""
    match value:
        case nodes.Listing(items=items) if all(isinstance(item, nodes.Name) for item in items):
            return f"write `{' then '.join(item.span.text for item in items)}`"
        case nodes.Number(unit=nodes.Name() as unit):
            return f"write `{unit.span.text} {value.text}`"
        case _:
            return None


def _check_account(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    account_symbol(context, who, value, ("asset",))


def _check_receiver(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    is_word = isinstance(value, nodes.Name) and value.name in spec.choices and value.name not in context.names
    if not is_word:
        _check_account(context, who, spec, value)


def _check_accounts(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    items = value.items if isinstance(value, nodes.Priority) else (value,)
    seen: set[str] = set()
    for item in items:
        account_symbol(context, who, item, ("asset", "debt"))
        if isinstance(item, nodes.Name) and item.name in seen:
            context.report("same-account", f"`{item.name}` stands twice in {who}", item.span)
        elif isinstance(item, nodes.Name):
            seen.add(item.name)


def _check_debt(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    account_symbol(context, who, value, ("debt",))


def _check_pledges(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    seen: set[str] = set()
    for item in value.items if isinstance(value, nodes.Listing) else (value,):
        name = item.name if isinstance(item, nodes.Weight) else item
        if isinstance(name, nodes.Name) and name.name in seen:
            context.report("same-account", f"`{name.name}` stands twice in {who}", name.span)
        elif isinstance(name, nodes.Name):
            seen.add(name.name)
        if isinstance(item, nodes.Weight):
            account_symbol(context, who, item.name, ("asset",))
            if item.share is None:
                context.report("misplaced-expression", f"`rest` has no meaning in {who}", item.span)
            else:
                context.infer(item.share, PLAN_PLACE)
                fits(context, item.share, NUMBER, "a lending share")
        else:
            account_symbol(context, who, item, ("asset",))


def _check_months(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    seen: set[str] = set()
    for item in value.items if isinstance(value, nodes.Listing) else (value,):
        text = item.name if isinstance(item, nodes.Name) else item.span.text
        if text not in MONTHS:
            report_month(context, text, item)
        elif text in seen:
            context.report("duplicate-name", f"`{text}` stands twice in {who}", item.span)
        seen.add(text)


def report_month(context: Context, text: str, node: nodes.Node) -> None:
    """Report a word that is no month."""
    names = list(MONTHS)
    number = CHINESE_MONTHS.get(text.removesuffix("月")) or (int(text) if text.isdecimal() else 0)
    by_number = names[number - 1] if 1 <= number <= len(names) else None
    help_text = f"write `{by_number}`" if by_number else did_you_mean(text, names)
    context.report("unknown-month", f"`{text}` is no month", node.span, help=help_text)


def _check_range(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    if not isinstance(value, nodes.Range):
        context.report(
            "misplaced-expression", f"{who} needs two ends", value.span, help="write `-20%/year .. 30%/year`"
        )
        return
    for end in (value.low, value.high):
        context.infer(end, PLAN_PLACE)


def _check_word(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    text = value.value if isinstance(value, nodes.Text) else plain_text(value.span).replace(" ", "")
    if text not in spec.choices:
        context.report(
            "unknown-word",
            f"{who} is {', '.join(spec.choices[:-1])} or {spec.choices[-1]}, not `{text}`",
            value.span,
            help=did_you_mean(text, spec.choices),
        )


def _check_classes(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    """One class, or several with shares that are a whole."""
    if not isinstance(value, nodes.Listing):
        _check_word(context, who, spec, value)
        return
    seen: set[str] = set()
    for item in value.items:
        name = item.name if isinstance(item, nodes.Weight) else item
        _check_word(context, who, spec, name)
        if name.span.text in seen:
            context.report("duplicate-name", f"`{name.span.text}` stands twice in {who}", name.span)
        seen.add(name.span.text)
    weights = [item for item in value.items if isinstance(item, nodes.Weight)]
    without = next((item for item in value.items if not isinstance(item, nodes.Weight)), None)
    if without is not None:
        context.report(
            "weights-not-whole",
            f"each of several classes needs its share, and `{without.span.text}` has none",
            without.span,
            help=f"write `{without.span.text} rest`" if all(weight.share for weight in weights) else None,
        )
        return
    check_weights(context, tuple(weights), PLAN_PLACE, [])


def _check_payment(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    if isinstance(value, nodes.Name) and value.name not in context.names:
        _check_word(context, who, spec, value)
        return
    own = context.infer(value, PLAN_PLACE)
    if own.is_unknown or own.is_money_flow or own.is_money:
        return
    if is_literal_number(value, own):
        wanted = money_per(context.currency, "month")
        context.report(
            "missing-unit",
            f"{who} needs money per time, and `{value.span.text}` has no unit",
            value.span,
            help=literal_with_unit(context, value.span.text, wanted),
        )
        return
    context.report("dimension-mismatch", f"{who} needs money per time, and this is {describe(own)}", value.span)


def _check_start(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    if isinstance(value, nodes.Name) and value.name in spec.choices:
        return
    own = context.infer(value, PLAN_PLACE)
    if fits(context, value, DATE, who):
        require_constant(context, spec, value, own, who)


def _check_any(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    context.infer(value, PLAN_PLACE)


def _check_actual(context: Context, who: str, spec: PropertySpec, value: nodes.Expression) -> None:
    from plainplan.check.reports import check_actual

    check_actual(context, value, is_balance=spec.expects == "actual_balance")


BY_EXPECTATION: dict[str, Callable[[Context, str, PropertySpec, nodes.Expression], None]] = {
    "money": _check_money,
    "flow": _check_flow,
    "count": _check_count,
    "rank": _check_rank,
    "price": _check_price,
    "account": _check_account,
    "receiver": _check_receiver,
    "accounts": _check_accounts,
    "debt": _check_debt,
    "pledges": _check_pledges,
    # What is a list of days was read with the plan.
    "dates": _check_any,
    "months": _check_months,
    "range": _check_range,
    "word": _check_word,
    "classes": _check_classes,
    "payment": _check_payment,
    "start": _check_start,
    "any": _check_any,
    "actual_flow": _check_actual,
    "actual_balance": _check_actual,
}
