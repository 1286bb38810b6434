"""The type of what a declared name stands for, found when the name is first used."""

from __future__ import annotations

from plainplan.check.context import PLAN_PLACE, Binding, Context
from plainplan.check.fitting import fits
from plainplan.check.formals import formal_type
from plainplan.check.sources import names_in
from plainplan.check.symbols import find_binding, force
from plainplan.dimensions import UNKNOWN, Type, money
from plainplan.records import replace
from plainplan.syntax import nodes


def type_definition(context: Context, binding: Binding) -> Type:
    """The type of a binding."""
    match binding.node:
        case nodes.Param(value=value) | nodes.Let(value=value):
            return _type_formula(context, binding, value)
        case nodes.Record() as record:
            return _type_record(context, binding, record)
        case nodes.Account() as account:
            return _type_account(context, account)
        case nodes.Group():
            return money(context.currency).as_series()
        case nodes.Unit(value=value):
            return _named(context.infer(value, PLAN_PLACE))
        case nodes.Formal() as formal:
            return formal_type(context, formal, binding.place)
        case (
            nodes.Move()
            | nodes.Withdraw()
            | nodes.Pay()
            | nodes.Receive()
            | nodes.Borrow()
            | nodes.Repay()
            | nodes.Rebalance()
        ):
            return money(statement_currency(context, binding)).as_series()
        case _ if binding.kind == "column":
            from plainplan.check.tables import type_column

            return type_column(context, binding)
        case _:
            # Persons, applications and what comes later have no single value.
            return UNKNOWN


def _named(type_: Type) -> Type:
    """The type of a name: what only a literal may do, its name may not (rule 15)."""
    if type_.is_zero or type_.is_bare:
        return replace(type_, is_zero=False, is_bare=False)
    return type_


def _type_formula(context: Context, binding: Binding, value: nodes.Expression) -> Type:
    type_ = _named(context.infer(value, binding.place))
    is_series = type_.is_series
    for overlay in binding.overlays:
        is_series = is_series or context.infer(overlay, PLAN_PLACE).is_series
    return type_.as_series() if is_series and not type_.is_unknown else type_


def _type_record(context: Context, binding: Binding, record: nodes.Record) -> Type:
    own = context.infer(record.value, binding.place)
    for item in record.properties:
        if item.name.name == "start":
            context.infer(item.value, binding.place)
            if not own.is_unknown:
                fits(context, item.value, replace(own, is_zero=False, is_bare=False), "`start`")
    return own if own.is_unknown else _named(own).as_series()


def _type_account(context: Context, account: nodes.Account) -> Type:
    """The balance of an asset or debt in its own currency; the amount of an income, expense or goal as declared."""
    if account.keyword in ("income", "expense", "goal"):
        value = account.value or context.property(account, "amount")
        return UNKNOWN if value is None else _named(context.infer(value, PLAN_PLACE))
    main = "principal" if account.keyword == "debt" else "value"
    value = account.value or context.property(account, main) or context.property(account, "price")
    if value is None:
        # What could not be read may have named another currency.
        return UNKNOWN if context.damaged_names else money(context.currency).as_series()
    type_ = context.infer(value, PLAN_PLACE)
    return type_ if type_.is_unknown else money(type_.currency or context.currency).as_series()


def statement_currency(context: Context, binding: Binding) -> str:
    """The currency in which a named statement counts: its source's, the plan's when there are several."""
    node = binding.node
    place = binding.place
    names: list[nodes.Expression] = []
    match node:
        case nodes.Move(source=source) | nodes.Withdraw(source=source):
            names = list(names_in(source))
        case nodes.Pay(source=source) if source is not None:
            names = list(names_in(source))
        case nodes.Receive(target=target) if target is not None:
            names = [target]
        case nodes.Borrow(debt=debt) | nodes.Repay(debt=debt):
            names = list(names_in(debt))
        case nodes.Rebalance(weights=weights, group=group):
            names = [weight.name for weight in weights] if group is None else [group]
        case nodes.Pay(amount=amount) | nodes.Receive(amount=amount):
            names = [amount]
        case _:
            pass
    found = set()
    for name in names:
        inner = find_binding(context, name.name, place) if isinstance(name, nodes.Name) else None
        if inner is not None:
            found.add(force(context, inner, None).type.currency or context.currency)
    return found.pop() if len(found) == 1 else context.currency
