"""Scenarios: what may be overlaid, and that an overlay keeps the dimension of what it replaces."""

from __future__ import annotations

from plainplan.check.context import PLAN_PLACE, Context
from plainplan.check.fitting import fits
from plainplan.check.model import Symbol
from plainplan.check.properties import PROPERTIES, PropertySpec
from plainplan.check.suggestions import did_you_mean
from plainplan.check.symbols import force, resolve
from plainplan.check.values import check_value_of_property
from plainplan.diagnostics import Label
from plainplan.dimensions import Type, money
from plainplan.records import replace
from plainplan.syntax import nodes
from plainplan.syntax.fold import plain_text

OVERLAID_KINDS = ("asset", "debt", "income", "expense", "goal")
# What `asset cash = 5 TWD` writes.
MAIN_VALUE = {"asset": "value", "debt": "principal", "income": "amount", "expense": "amount", "goal": "amount"}
# What a property expects that no scenario may change.
STRUCTURE = frozenset(
    {"account", "receiver", "accounts", "debt", "pledges", "months", "word", "classes", "text", "payment", "start"}
    | {"rank"}
)


def gather_overlays(context: Context, scenarios: list[nodes.Scenario]) -> None:
    """Tell every param and let what scenarios put in its place: a series there makes it one."""
    for scenario in scenarios:
        for item in scenario.items:
            if not isinstance(item, nodes.Overlay) or not isinstance(item.target, nodes.Name):
                continue
            binding = context.names.get(item.target.name)
            if binding is not None and binding.kind in ("param", "let"):
                binding.overlays.append(item.value)


def check_scenario(context: Context, scenario: nodes.Scenario) -> None:
    """Check one scenario."""
    later: list[str] = []
    rolling: list[nodes.Property] = []
    seen: dict[str, nodes.Expression] = {}
    for item in scenario.items:
        if isinstance(item, nodes.Property):
            if item.name.name in ("rolling", "wrap"):
                rolling.append(item)
            else:
                _check_setting(context, item, later)
            continue
        if isinstance(item, nodes.Draw):
            later.append("~")
            context.report(
                "not-yet-supported", "random draws with `~` come with a later version", item.target.span
            ) if later.count("~") == 1 else None
            continue
        key = plain_text(item.target.span)
        first = seen.setdefault(key, item.target)
        if first is not item.target:
            context.report(
                "duplicate-name",
                f"`{key}` is set twice in `{scenario.name.name}`",
                item.target.span,
                labels=(Label(first.span, "the first time"),),
            )
        _check_overlay(context, item)
    if rolling:
        # Imported when needed: most plans have no windows.
        from plainplan.check.windows import check_rolling

        check_rolling(context, scenario, rolling)


def _check_setting(context: Context, item: nodes.Property, later: list[str]) -> None:
    specs = PROPERTIES["scenario"]
    name = item.name.name
    if name not in specs:
        known = (*specs, *(key for key, binding in context.names.items() if binding.kind in ("param", "let")))
        help_text = f"write `{name} = {item.value.span.text}`" if name in context.names else did_you_mean(name, known)
        context.report("unknown-property", f"a scenario has no property `{name}`", item.name.span, help=help_text)
        return
    if not later:
        context.report("not-yet-supported", f"`{name}:` of a scenario comes with a later version", item.name.span)
    later.append(name)


def _check_overlay(context: Context, item: nodes.Overlay) -> None:
    target = item.target
    if isinstance(target, nodes.Name):
        _check_named(context, item, target)
    elif isinstance(target, nodes.Member) and isinstance(target.object, nodes.Name):
        _check_property(context, item, target, target.object)
    else:
        context.infer(item.value, PLAN_PLACE)
        context.report("not-overridable", "a scenario sets names and properties", target.span)


def _check_named(context: Context, item: nodes.Overlay, target: nodes.Name) -> None:
    context.infer(item.value, PLAN_PLACE)
    binding = context.names.get(target.name)
    if target.name in context.rates:
        # `USD = 33 TWD` puts another rate in the place of that of `fx USD`.
        fits(context, item.value, money(context.currency), f"the rate of {target.name}")
        return
    if binding is None:
        if resolve(context, target, PLAN_PLACE) is not None:
            context.report("not-overridable", f"`{target.name}` is not what a plan sets", target.span)
        return
    symbol = force(context, binding, None)
    context.model.symbols[id(target)] = symbol
    context.model.types[id(target)] = symbol.type
    if binding.kind not in ("param", "let"):
        words = ("an " if binding.kind[0] in "aeio" else "a ") + binding.kind
        context.report(
            "not-overridable",
            f"`{target.name}` is {words}, and a scenario sets a `param`, a `let` or a property",
            target.span,
            help=_property_meant(context, binding.kind, item),
        )
        return
    own = _declared_type(context, symbol)
    if fits(context, item.value, own, f"`{target.name}`"):
        _require_compounding(context, item.value, own, target.name)


def _require_compounding(context: Context, value: nodes.Expression, wanted: Type, name: str) -> None:
    """Report a nominal rate in the place of an effective one: a debt would read the same figure in another way."""
    own = context.type_of(value)
    if own.is_zero or not wanted.is_rate or own.compounding == wanted.compounding:
        return
    context.report(
        "compounding-mismatch",
        f"`{name}` is {_compounding(wanted)}, and this is {_compounding(own)}",
        value.span,
        help=f"write `{value.span.text} compounded {wanted.compounding}`" if not own.compounding else None,
    )


def _compounding(type_: Type) -> str:
    return f"compounded {type_.compounding}" if type_.compounding else "not said to be compounded"


def _property_meant(context: Context, kind: str, item: nodes.Overlay) -> str | None:
    """The property that a scenario meant by the name of an account, told by the value."""
    type_ = context.type_of(item.value)
    name = {"asset": "return", "debt": "rate"}.get(kind) if type_.is_rate else None
    if type_.is_money_flow and kind in ("income", "expense", "goal"):
        name = "amount"
    return f"write `{item.target.span.text}.{name} = {item.value.span.text}`" if name else None


def _declared_type(context: Context, symbol: Symbol) -> Type:
    """The type of a name without what an overlay added to it."""
    return replace(symbol.type, is_zero=False, is_bare=False)


def _check_property(context: Context, item: nodes.Overlay, target: nodes.Member, owner: nodes.Name) -> None:
    symbol = resolve(context, owner, PLAN_PLACE)
    if symbol is None:
        context.infer(item.value, PLAN_PLACE)
        return
    context.model.types[id(owner)] = symbol.type
    name = target.member.name
    specs = PROPERTIES.get(symbol.kind) if symbol.kind in OVERLAID_KINDS else None
    if specs is None:
        context.infer(item.value, PLAN_PLACE)
        context.report("not-overridable", f"`{owner.name}` has no property that a scenario can set", target.span)
        return
    spec = specs.get(name)
    if spec is None:
        context.infer(item.value, PLAN_PLACE)
        context.report(
            "unknown-property",
            f"`{owner.name}` has no property `{name}`",
            target.member.span,
            notes=(f"its properties: {', '.join(specs)}",),
            help=did_you_mean(name, specs),
        )
        return
    _check_property_value(context, item, target, symbol, spec)


def _check_property_value(
    context: Context, item: nodes.Overlay, target: nodes.Member, symbol: Symbol, spec: PropertySpec
) -> None:
    name = target.member.name
    if spec.expects in STRUCTURE:
        context.report(
            "not-overridable",
            f"`{target.span.text}` is part of the plan's structure, which scenarios share",
            target.span,
        )
        return
    assert symbol.node is not None
    count = len(context.diagnostics)
    check_value_of_property(context, name, spec, item.value)
    is_sound = len(context.diagnostics) == count
    written = context.property(symbol.node, name)
    if written is None and name == MAIN_VALUE.get(symbol.kind):
        written = getattr(symbol.node, "value", None)
    if written is None and context.damaged_names:
        # It may stand where the text could not be read.
        return
    if written is None:
        context.report(
            "not-overridable",
            f"the plan does not write `{target.span.text}`, so there is nothing that a scenario could replace",
            target.span,
            help=f"write `{name}: {spec.default}` in `{symbol.name}`" if (spec.default or "")[:1].isdigit() else None,
        )
        return
    own = context.type_of(written)
    if spec.expects == "rate" and not own.is_rate:
        # What the plan itself writes there is at fault, and told.
        return
    is_compared = is_sound and own.kind == "quantity" and not context.type_of(item.value).is_unknown
    if is_compared and fits(context, item.value, replace(own, is_zero=False, is_bare=False), f"`{target.span.text}`"):
        _require_compounding(context, item.value, own, target.span.text)
    context.model.types[id(target)] = own
    context.model.symbols[id(target)] = Symbol(symbol.kind, f"{symbol.name}.{name}", own, symbol.node, symbol.span)
