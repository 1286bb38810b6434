"""The type of what stands after a dot: `core.return`, `living.amount`, `expenses.living`, `gk.spending`."""

from __future__ import annotations

from plainplan.check.context import Binding, Context, Place
from plainplan.check.instances import accounts_given, applied_rule
from plainplan.check.members import COMMON, MEMBERS, TOTALS, MemberSpec
from plainplan.check.model import Symbol
from plainplan.check.sources import formal_kind, names_in
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import find_binding, force, resolve
from plainplan.check.weights import DRIFTS, report_weightless
from plainplan.dimensions import (
    BOOLEAN,
    DATE,
    NUMBER,
    SHARES,
    UNKNOWN,
    WHOLE,
    Type,
    money,
    money_per,
    rate_per,
)
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

LATER_KINDS = ("prove", "solve")
GREATEST_AGE = 150
# What a member is about, where not every account has it.
NEEDED = {
    "left": ("term",),
    "capacity": ("secured_by",),
    "coverage": ("secured_by",),
    "units": ("price",),
    "price": ("price",),
    "room": ("limit", "secured_by"),
}


def type_member(context: Context, node: nodes.Member, place: Place) -> Type:
    """The type of `object.member`."""
    owner = owner_of(context, node, place)
    if owner is None:
        return UNKNOWN
    if owner.kind in LATER_KINDS or (owner.type.is_unknown and owner.kind == "formal"):
        return UNKNOWN
    if owner.kind == "total":
        return _type_total(context, node, owner)
    if owner.kind in ("table", "grid", "data"):
        return _type_column(context, node, owner)
    if owner.kind == "application":
        return _type_record(context, node, owner, place)
    specs = members_of(owner)
    if specs is None:
        return context.report("unknown-member", f"`{owner.name}` has no members", node.member.span)
    spec = specs.get(node.member.name)
    if spec is None:
        return _report_unknown(context, node, owner, specs)
    _require_written(context, node, owner)
    type_ = _member_type(context, owner, spec)
    type_ = type_.as_series(not spec.is_constant)
    context.model.symbols[id(node)] = Symbol(
        owner.kind, f"{owner.name}.{node.member.name}", type_, owner.node, owner.span, owner.scope
    )
    return type_


def _require_written(context: Context, node: nodes.Member, owner: Symbol) -> None:
    """Report a member of something that the account does not have: payments left of a debt without a term."""
    if node.member.name in DRIFTS and isinstance(owner.node, nodes.Group) and not owner.node.weights:
        assert isinstance(node.object, nodes.Name)
        report_weightless(context, node.object, owner.node)
        return
    needed = NEEDED.get(node.member.name)
    if needed is None or not isinstance(owner.node, nodes.Account):
        return
    if any(context.property(owner.node, name) is not None for name in needed):
        return
    lacking = " and ".join(f"no `{name}:`" for name in needed)
    context.report(
        "unknown-member",
        f"`{owner.name}` has no `{node.member.name}`, because it has {lacking}",
        node.member.span,
    )


def owner_of(context: Context, node: nodes.Member, place: Place) -> Symbol | None:
    """What stands before the dot; only a name may."""
    if not isinstance(node.object, nodes.Name):
        context.infer(node.object, place)
        context.report("unknown-member", "only a name may stand before a dot", node.object.span)
        return None
    owner = resolve(context, node.object, place)
    if owner is not None:
        context.model.types[id(node.object)] = owner.type
    return owner


def members_of(owner: Symbol) -> dict[str, MemberSpec] | None:
    """The members that a symbol has."""
    kind = owner.kind
    if kind == "formal" and isinstance(owner.node, nodes.Formal) and owner.node.type is not None:
        kind = plain_text(owner.node.type.span).strip()
        if kind == "account":
            return COMMON
    return MEMBERS.get(kind)


def _report_unknown(context: Context, node: nodes.Member, owner: Symbol, specs: dict[str, MemberSpec]) -> Type:
    name = node.member.name
    if owner.kind == "person" and name == "turns":
        return context.report(
            "unknown-member", "`turns` needs the age", node.member.span, help=f"write `{owner.name}.turns(65)`"
        )
    if owner.kind == "statement" and name == "from":
        return context.report(
            "unknown-member", "`from` needs the account", node.member.span, help=f"write `{owner.name}.from(ACCOUNT)`"
        )
    kind = "account" if owner.kind == "formal" else owner.kind
    return context.report(
        "unknown-member",
        f"`{owner.name}` has no `{name}`",
        node.member.span,
        notes=(f"members of {'a named statement' if kind == 'statement' else 'this ' + kind}: {', '.join(specs)}",),
        help=did_you_mean(name, specs),
    )


def _member_type(context: Context, owner: Symbol, spec: MemberSpec) -> Type:
    currency = owner.type.currency or context.currency
    if spec.gives == "flow_of":
        return owner.type
    if spec.gives == "per_month":
        return money_per(currency, "month", owner.type.is_real)
    if spec.gives == "price":
        return Type(powers=tuple(sorted(((currency, 1), (SHARES, -1)))))
    if spec.gives == "rate":
        return _rate_type(context, owner)
    types = {
        "balance": money(currency),
        "number": NUMBER,
        "count": WHOLE,
        "boolean": BOOLEAN,
        "date": DATE,
        "shares": Type(powers=((SHARES, 1),)),
    }
    return types[spec.gives]


def _rate_type(context: Context, owner: Symbol) -> Type:
    written = context.property(owner.node, "rate") if owner.node is not None else None
    period = context.infer(written, Place("plan")).period if written is not None and owner.kind == "debt" else None
    return rate_per(period or "year")


def _type_column(context: Context, node: nodes.Member, owner: Symbol) -> Type:
    """`bond.pv`: a column or a total of a table, the heads or the cells of a grid, a column of a data file."""
    name = node.member.name
    binding = context.names.get(owner.name)
    column = binding.members.get(name) if binding is not None else None
    symbol = context.model.columns.get(f"{owner.name}.{name}") if column is None else force(context, column, node)
    if symbol is not None:
        context.model.symbols[id(node)] = symbol
        return symbol.type
    known = list(binding.members) if binding is not None else []
    if not known or name in context.damaged_names:
        # The file could not be read, which is told where it is declared.
        return UNKNOWN
    return context.report(
        "unknown-member",
        f"`{owner.name}` has no column `{name}`",
        node.member.span,
        notes=(f"its columns: {', '.join(known)}",),
        help=did_you_mean(name, known),
    )


def _type_total(context: Context, node: nodes.Member, owner: Symbol) -> Type:
    """`assets.liquid`, `expenses.living`."""
    known = TOTALS.get(owner.name)
    name = node.member.name
    if known is None:
        return context.report("unknown-member", f"`{owner.name}` has no members", node.member.span)
    if name not in known:
        return context.report(
            "unknown-member",
            f"`{owner.name}` has no `{name}`",
            node.member.span,
            notes=(f"members of `{owner.name}`: {', '.join(known)}",),
            help=did_you_mean(name, known),
        )
    context.model.symbols[id(node)] = Symbol("total", f"{owner.name}.{name}", owner.type, None, None)
    return owner.type


def application_rule(context: Context, owner: Symbol) -> Binding | None:
    """The rule whose records an application shows."""
    assert isinstance(owner.node, nodes.Apply)
    return applied_rule(context, owner.node)


def _type_record(context: Context, node: nodes.Member, owner: Symbol, place: Place) -> Type:
    rule = application_rule(context, owner)
    if rule is None:
        return UNKNOWN
    binding = rule.members.get(node.member.name)
    if binding is None and node.member.name in context.damaged_names:
        return UNKNOWN
    if binding is None:
        return context.report(
            "unknown-member",
            f"`{owner.name}` has no `{node.member.name}`",
            node.member.span,
            notes=(f"records of rule `{rule.name}`: {', '.join(rule.members) or 'none'}",),
            help=did_you_mean(node.member.name, rule.members),
        )
    record = force(context, binding, node)
    type_ = record.type if record.type.is_unknown else record.type.as_series()
    context.model.symbols[id(node)] = Symbol("record", f"{owner.name}.{record.name}", type_, record.node, record.span)
    return type_


def type_method(context: Context, node: nodes.Call, place: Place) -> Type:
    """The type of `chen.turns(65)`, `spend.from(cash)`, `gk.from(cash)` and `pledge.share(stock)`."""
    member = node.function
    assert isinstance(member, nodes.Member)
    owner = owner_of(context, member, place)
    for argument in node.arguments:
        context.infer(argument.value, place)
    if owner is None or owner.kind in LATER_KINDS:
        return UNKNOWN
    if owner.kind == "person" and member.member.name == "turns":
        return _type_turns(context, node, owner)
    if owner.kind in ("statement", "application") and member.member.name == "from":
        return _type_from(context, node, owner, place)
    if formal_kind(owner) == "debt" and member.member.name == "share":
        return _type_share(context, node, owner)
    return context.report(
        "unknown-function",
        f"`{owner.name}` has no function `{member.member.name}`",
        member.member.span,
        help=f"write `{owner.name}.turns({node.arguments[0].span.text})`"
        if owner.kind == "person" and len(node.arguments) == 1
        else None,
    )


def _type_turns(context: Context, node: nodes.Call, owner: Symbol) -> Type:
    context.model.symbols[id(node.function)] = Symbol("person", f"{owner.name}.turns", DATE, owner.node, owner.span)
    if len(node.arguments) != 1 or node.arguments[0].key is not None:
        return context.report(
            "wrong-arguments", "`turns` takes one age", node.span, help=f"write `{owner.name}.turns(65)`"
        )
    age = node.arguments[0].value
    type_ = context.type_of(age)
    if not type_.is_unknown and not type_.is_number:
        return context.report("dimension-mismatch", "an age is a plain number of years", age.span)
    if type_.is_series:
        return context.report("series-not-constant", "the age of `turns` must be constant", age.span)
    if isinstance(age, nodes.Unary) or (isinstance(age, nodes.Number) and age.value > GREATEST_AGE):
        return context.report("out-of-range", f"`{age.span.text}` is no age that a person turns", age.span)
    return DATE


def _type_share(context: Context, node: nodes.Call, owner: Symbol) -> Type:
    context.model.symbols[id(node.function)] = Symbol("debt", f"{owner.name}.share", NUMBER, owner.node, owner.span)
    given = context.model.symbols.get(id(node.arguments[0].value)) if len(node.arguments) == 1 else None
    if given is None or formal_kind(given) not in ("asset", "group", "accounts", "account"):
        return context.report(
            "wrong-arguments", "`share` takes one asset or group", node.span, help=f"write `{owner.name}.share(ASSET)`"
        )
    return NUMBER.as_series()


def _type_from(context: Context, node: nodes.Call, owner: Symbol, place: Place) -> Type:
    type_ = owner.type
    context.model.symbols[id(node.function)] = Symbol(owner.kind, f"{owner.name}.from", type_, owner.node, owner.span)
    if len(node.arguments) != 1 or not isinstance(node.arguments[0].value, nodes.Name):
        return context.report("wrong-arguments", "`from` takes one account", node.span)
    name = node.arguments[0].value
    binding = find_binding(context, name.name, place)
    given = context.model.symbols.get(id(name))
    if binding is None or given is None:
        return UNKNOWN
    asked = [member.name for member in binding.node.members] if isinstance(binding.node, nodes.Group) else [name.name]
    items = _given_names(context, owner.node) if isinstance(owner.node, nodes.Apply) else _source_names(owner.node)
    sources = [item.name for item in items]
    groups = [found.node for item in items if (found := find_binding(context, item.name, place)) is not None]
    members = [member.name for group in groups if isinstance(group, nodes.Group) for member in group.members]
    is_known = name.name in sources or set(asked) <= {*sources, *members}
    if given.kind in ("asset", "debt", "group", "debts", "formal") and is_known:
        return money(given.type.currency or context.currency).as_series()
    return context.report(
        "wrong-arguments",
        f"`{owner.name}` takes nothing from `{name.name}`",
        name.span,
        notes=(f"it takes from {', '.join(sources)}",) if sources else (),
    )


def _given_names(context: Context, node: nodes.Apply) -> list[nodes.Name]:
    rule = applied_rule(context, node)
    return [] if rule is None else list(accounts_given(context, node, rule).accounts)


def _source_names(node: nodes.Node | None) -> list[nodes.Name]:
    source = node.debt if isinstance(node, nodes.Borrow) else getattr(node, "source", None)
    return [] if source is None else names_in(source)
