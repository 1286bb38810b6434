"""What each declaration must and may say: its properties one by one, and those that depend on each other."""

from __future__ import annotations

from plainplan.check.agreement import differ_in_currency, words_for
from plainplan.check.arithmetic import literal_value
from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.fitting import fits
from plainplan.check.properties import PROPERTIES, PropertySpec
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import article, force, resolve
from plainplan.check.values import check_value_of_property
from plainplan.check.weights import check_weights
from plainplan.diagnostics import Label
from plainplan.dimensions import CURRENCIES, MONTHS_IN, Type, describe
from plainplan.records import replace
from plainplan.syntax import nodes

NEVER_BELOW_ZERO = ("value", "units", "price", "cost", "principal", "limit", "draw_fee")
SHARES_OF_AN_AMOUNT = ("buy_cost", "sell_cost", "fx_cost", "draw_cost", "sellable")
MAIN_PROPERTY = {"asset": "value", "debt": "principal", "income": "amount", "expense": "amount", "goal": "amount"}


def gather_properties(context: Context, node: nodes.Node, written: tuple[nodes.Property, ...], kind: str) -> None:
    """Put the properties of a declaration into the model, and report those that are unknown or written twice."""
    specs = PROPERTIES[kind]
    found: dict[str, nodes.Property] = {}
    for item in written:
        name = item.name.name
        if name not in specs:
            context.report(
                "unknown-property",
                f"{article(kind)} has no property `{name}`",
                item.name.span,
                notes=(f"its properties: {', '.join(specs)}",),
                help=did_you_mean(name, specs),
            )
            continue
        if name in found:
            context.report(
                "duplicate-property",
                f"`{name}` is written twice",
                item.name.span,
                labels=(Label(found[name].name.span, "the first time"),),
            )
            continue
        found[name] = item
    if isinstance(node, nodes.Account) and node.value is not None:
        main = MAIN_PROPERTY[kind]
        if main in found:
            context.report(
                "duplicate-property",
                f"`{main}` is written twice",
                found[main].name.span,
                labels=(Label(node.value.span, f"the value after `=` is `{main}`"),),
            )
        # The one-line form says the main property: later stages find it under its name.
        found[main] = nodes.Property(node.value.span, nodes.Name(node.name.span, main), node.value)
    context.model.properties[id(node)] = found


def check_properties(context: Context, node: nodes.Node, kind: str) -> None:
    """Type every property of a declaration against what it expects."""
    specs = PROPERTIES[kind]
    for name, item in context.model.properties[id(node)].items():
        if name == "every" and _is_shorter_than_steps(context, item.value):
            continue
        check_value_of_property(context, name, _spec_in_use(context, node, kind, name, specs[name]), item.value)
        _check_sign(context, name, item.value)


def _is_shorter_than_steps(context: Context, value: nodes.Expression) -> bool:
    """Report payments of every day or week in a plan whose steps are longer: interest alone may go by days."""
    text = value.span.text
    if context.model.facts.is_short or text not in PROPERTIES["debt"]["every"].choices or text in MONTHS_IN:
        return False
    context.report(
        "unknown-word",
        f"`every` is a month or longer in a plan of {context.model.facts.step}s, not `{text}`",
        value.span,
        help="write `compounded daily` after the rate" if text == "day" else None,
    )
    return True


def _check_sign(context: Context, name: str, value: nodes.Expression) -> None:
    """Report an amount below zero that has no meaning, and a cost that takes more than all."""
    written = written_value(value)
    if written is None:
        return
    if name in NEVER_BELOW_ZERO and written < 0:
        context.report("out-of-range", f"`{name}` is not below zero, and this is {value.span.text}", value.span)
    elif name in SHARES_OF_AN_AMOUNT and not 0 <= written <= 1 and context.type_of(value).is_number:
        context.report("out-of-range", f"`{name}` lies between 0% and 100%, and this is {value.span.text}", value.span)


def _spec_in_use(context: Context, node: nodes.Node, kind: str, name: str, spec: PropertySpec) -> PropertySpec:
    # An amount that falls due in named months, or on a date, is a sum, and a bare number may stand for it (rule 15).
    if name == "amount" and spec.expects == "flow" and not {"in", "at"}.isdisjoint(context.model.properties[id(node)]):
        value = context.property(node, "amount")
        if value is not None and literal_value(value) is not None:
            return PropertySpec("money", spec.sentence)
    if name == "every" and not context.model.facts.is_short:
        return replace(spec, choices=tuple(period for period in spec.choices if period in MONTHS_IN))
    return spec


def check_declaration(context: Context, declaration: nodes.Declaration) -> None:
    """Check one declaration that is neither a block nor a scenario."""
    match declaration:
        case nodes.Plan():
            _check_plan(context, declaration)
        case nodes.Param():
            _check_param(context, declaration)
        case nodes.Let(name=name):
            binding = context.names.get(name.name)
            if binding is not None and binding.node is declaration:
                force(context, binding, None)
            else:
                context.infer(declaration.value, PLAN_PLACE)
        case nodes.Unit():
            _check_unit(context, declaration)
        case nodes.Fx():
            _check_fx(context, declaration)
        case nodes.Person():
            _check_person(context, declaration)
        case nodes.Group():
            _check_group(context, declaration)
        case _:
            pass


def _check_plan(context: Context, plan: nodes.Plan) -> None:
    read_before = ("currency", "start", "years", "length", "step", "locale")
    for name, item in context.model.properties[id(plan)].items():
        if name not in read_before:
            check_value_of_property(context, name, PROPERTIES["plan"][name], item.value)


def _check_param(context: Context, param: nodes.Param) -> None:
    binding = context.names.get(param.name.name)
    own = context.infer(param.value, PLAN_PLACE)
    if binding is not None and binding.node is param:
        force(context, binding, None)
    if own.is_series and not isinstance(param.value, nodes.List) and _reads_list(context, param.value):
        context.report(
            "list-as-value",
            "a param is one value or a list of values, and this is a formula of lists",
            param.value.span,
            help=_list_meant(param.value) or f"write `let {param.name.name} = {param.value.span.text}`",
        )
    elif own.is_series and not isinstance(param.value, nodes.List):
        context.report(
            "series-not-constant",
            f"a param is one value or a list of values, and `{param.name.name}` varies in time",
            param.value.span,
            help=f"write `let {param.name.name} = {param.value.span.text}`",
        )
    check_properties(context, param, "param")
    limits = context.property(param, "range")
    if isinstance(limits, nodes.Range) and not own.is_unknown:
        _check_limits(context, param, limits, own)


def _reads_list(context: Context, value: nodes.Expression) -> bool:
    # Imported when needed: most plans have no lists.
    from plainplan.check.along import varies_by_row

    return varies_by_row(context, value, PLAN_PLACE)


def _list_meant(value: nodes.Expression) -> str | None:
    match value:
        case nodes.Binary(operator="/", left=nodes.List(items=items), right=nodes.Name(name=period)):
            return f"write `[{', '.join(f'{item.span.text}/{period}' for item in items)}]`"
        case _:
            return None


def _check_limits(context: Context, param: nodes.Param, limits: nodes.Range, own: Type) -> None:
    wanted = own.plain()
    if not all(fits(context, end, wanted, "an end of `range`") for end in (limits.low, limits.high)):
        return
    low, high = written_value(limits.low), written_value(limits.high)
    if low is not None and high is not None and low > high:
        context.report("out-of-range", f"the range `{limits.span.text}` runs backwards", limits.span)
        return
    same_unit = context.type_of(limits.low).period == own.period == context.type_of(limits.high).period
    if low is None or high is None or not same_unit:
        return
    for item in param.value.items if isinstance(param.value, nodes.List) else (param.value,):
        value = written_value(item)
        if value is not None and not low <= value <= high:
            context.report(
                "out-of-range",
                f"`{param.name.name}` is {item.span.text}, outside its range",
                item.span,
                labels=(Label(limits.span, "its range"),),
            )


def written_value(node: nodes.Expression) -> float | None:
    """The number of a literal with its unit: `-20%/year` is -0.2."""
    match node:
        case nodes.Number(value=value):
            return value
        case nodes.Unary(operator="-", operand=operand):
            inner = written_value(operand)
            return None if inner is None else -inner
        case nodes.Binary(operator="/", left=left, right=nodes.Name()):
            return written_value(left)
        case nodes.RealSuffix(operand=operand) | nodes.CompoundedSuffix(operand=operand):
            return written_value(operand)
        case _:
            return None


def _check_unit(context: Context, unit: nodes.Unit) -> None:
    type_ = context.infer(unit.value, PLAN_PLACE)
    if type_.is_series or type_.kind not in ("quantity", "unknown"):
        context.report(
            "type-mismatch", f"a unit is a constant quantity, and this is {describe(type_)}", unit.value.span
        )


def _check_fx(context: Context, fx: nodes.Fx) -> None:
    code = fx.currency.name
    if code not in CURRENCIES:
        context.report(
            "unknown-currency",
            f"`{code}` is no currency that is known here",
            fx.currency.span,
            help=did_you_mean(code, sorted(CURRENCIES)),
        )
        return
    if code == context.currency:
        context.report("duplicate-name", f"`{code}` is the plan's own currency", fx.currency.span)
        return
    own = context.infer(fx.value, PLAN_PLACE)
    plain = Type(powers=((context.currency, 1),))
    exact = Type(powers=tuple(sorted(((context.currency, 1), (code, -1)))))
    if own.is_unknown or own.powers in (plain.powers, exact.powers):
        return
    if own.is_number:
        context.report(
            "missing-unit",
            f"the rate of {code} needs a currency",
            fx.value.span,
            help=f"write `{fx.value.span.text} {context.currency}`",
        )
        return
    context.report(
        "currency-mismatch" if differ_in_currency(own, plain) else "dimension-mismatch",
        f"`fx {code}` is {context.currency} for one {code}, and this is {words_for(own, plain)}",
        fx.value.span,
    )


def _check_person(context: Context, person: nodes.Person) -> None:
    check_properties(context, person, "person")
    require_property(context, person, "person", person.name, "born", "born: 1970-03-02")


def require_property(
    context: Context, node: nodes.Node, kind: str, name: nodes.Name, missing: str, example: str, why: str = ""
) -> None:
    """Report a property that is needed and not written."""
    if missing in context.model.properties[id(node)]:
        return
    context.report(
        "missing-property", f"{kind} `{name.name}` has no `{missing}:`{why}", name.span, help=f"write `{example}`"
    )


def _is_member_meant(context: Context, weight: nodes.Weight) -> bool:
    """Report `group both = core cash`, where the second account stands as the share of the first."""
    binding = context.names.get(weight.share.name) if isinstance(weight.share, nodes.Name) else None
    if binding is None or binding.kind not in ("asset", "debt", "group"):
        return False
    context.report(
        "wrong-separator",
        "the accounts of a group stand between commas",
        weight.span,
        help=f"write `{weight.name.name}, {binding.name}`",
    )
    return True


def _check_group(context: Context, group: nodes.Group) -> None:
    seen: set[str] = set()
    binding = context.names.get(group.name.name)
    kind = "debt" if binding is not None and binding.kind == "debts" else "asset"
    for member in group.members:
        symbol = resolve(context, member, PLAN_PLACE)
        if symbol is None:
            continue
        context.model.types[id(member)] = symbol.type
        if symbol.kind != kind:
            words = (
                "a group holds assets, or debts"
                if symbol.kind not in ("asset", "debt")
                else f"this group holds {kind}s"
            )
            context.report("not-an-account", f"{words}, and `{member.name}` is {article(symbol.kind)}", member.span)
        elif member.name in seen:
            context.report("duplicate-name", f"`{member.name}` stands twice in `{group.name.name}`", member.span)
        seen.add(member.name)
    if group.weights:
        if kind == "debt":
            context.report("weights-not-whole", "weights are of assets, and this group holds debts", group.name.span)
            return
        if any(_is_member_meant(context, weight) for weight in group.weights):
            return
        check_weights(context, group.weights, PLAN_PLACE, [])
