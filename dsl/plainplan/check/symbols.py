"""What a name refers to: local names, the plan's names, then what the language provides."""

from __future__ import annotations

from collections.abc import Iterable

from plainplan.check.context import Binding, Context, Place
from plainplan.check.model import Symbol
from plainplan.check.suggestions import SAME_MEANING, did_you_mean
from plainplan.check.words import (
    PERIOD_WORDS,
    TIME_WORDS,
    TOTAL_WORDS,
    TRUTH_WORDS,
    time_symbol,
    total_symbol,
    truth_symbol,
    unit_symbol,
)
from plainplan.diagnostics import Label
from plainplan.dimensions import ACCOUNT, UNKNOWN
from plainplan.syntax import nodes

# Deeper chains of functions and units are made by programs, and deeper than Python calls may be.
GREATEST_DEPTH = 40
SHOWN_NAMES = 10
SUGGESTED = 200
# What `prev` reads of a formula.
BEFORE = {"let": "the step before", "column": "the row above"}
ACCOUNT_KINDS = ("asset", "debt", "group", "debts")
# What a kind is called where its name alone would not do.
KIND_WORDS = {
    "accounts": "accounts",
    "debts": "a group of debts",
    "statement": "a named statement",
    "application": "an applied rule",
    "fn": "a function",
    "builtin": "a function",
}


def find_binding(context: Context, name: str, place: Place) -> Binding | None:
    """The binding that a name has at a place, without reporting anything."""
    found = place.columns.get(name) or (place.environment.find(name) if place.environment is not None else None)
    if found is not None:
        return found
    if place.kind == "rule":
        return None
    return context.names.get(name)


def resolve(context: Context, node: nodes.Name, place: Place) -> Symbol | None:
    """What a name refers to; reports a name that refers to nothing and gives None."""
    known = context.model.symbols.get(id(node))
    if known is not None:
        return known
    symbol = _find(context, node, place)
    if symbol is not None:
        context.model.symbols[id(node)] = symbol
    return symbol


def _find(context: Context, node: nodes.Name, place: Place) -> Symbol | None:
    name = node.name
    binding = find_binding(context, name, place)
    if binding is not None:
        return force(context, binding, node)
    provided = provided_symbol(context, name, place)
    if provided is not None:
        return provided
    _report_unknown(context, node, place)
    return None


def provided_symbol(context: Context, name: str, place: Place) -> Symbol | None:
    """What the language itself, or a declared unit, gives for a name."""
    facts = context.model.facts
    if place.kind != "rule":
        total = total_symbol(name, facts.currency)
        if total is not None:
            return total
    unit = context.units.get(name)
    if unit is not None:
        return force(context, unit, None)
    return time_symbol(name, facts.step) or unit_symbol(name, context.currency) or truth_symbol(name)


def _report_unknown(context: Context, node: nodes.Name, place: Place) -> None:
    name = node.name
    if place.kind == "rule" and (name in context.names or name in TOTAL_WORDS):
        if context.report_name_once("rule", name):
            context.report(
                "plan-name-in-rule",
                f"a rule cannot see `{name}` of the plan",
                node.span,
                "a rule sees what it is given, its own `let` lines and the clock",
                help=f"add a formal to the rule and give `{name}` where it is applied",
            )
        return
    if name in context.damaged_names or not context.report_name_once("name", name):
        return
    if name in context.functions or name in context.rules:
        kind = "function" if name in context.functions else "rule"
        context.report("unknown-name", f"`{name}` is a {kind} and needs its arguments", node.span, "not a value")
        return
    if name in context.scenarios:
        context.report("unknown-name", f"`{name}` is a scenario, not a value", node.span)
        return
    owner = next((known.name for known in context.names.values() if _has_column(known, name)), None)
    if owner is not None and place.kind != "rule":
        context.report("unknown-name", f"unknown name `{name}`", node.span, help=f"write `{owner}.{name}`")
        return
    # Who has so many mistakes reads the first of them.
    candidates = (*visible_names(context, place), *_units_meant(name)) if len(context.diagnostics) < SUGGESTED else ()
    context.report("unknown-name", f"unknown name `{name}`", node.span, help=did_you_mean(name, candidates))


def _has_column(binding: Binding, name: str) -> bool:
    return binding.kind in ("table", "grid", "data") and name in binding.members


def _units_meant(name: str) -> tuple[str, ...]:
    """`%/yr` is written with a unit that the language calls `year`."""
    meant = SAME_MEANING.get(name.lower(), "")
    return (meant,) if meant in PERIOD_WORDS else ()


def visible_names(context: Context, place: Place) -> Iterable[str]:
    """Every name that may be written at a place."""
    yield from place.columns
    here = place.environment
    while here is not None:
        yield here.binding.name
        here = here.parent
    if place.kind != "rule":
        yield from context.names
        yield from TOTAL_WORDS
    yield from TIME_WORDS
    yield from TRUTH_WORDS


def force(context: Context, binding: Binding, reference: nodes.Node | None) -> Symbol:
    """The symbol of a binding, typed now if nothing has asked for it before."""
    binding.is_used = binding.is_used or reference is not None
    if binding.symbol is not None:
        return binding.symbol
    if binding.is_open:
        report_circle(context, context.opened[context.opened.index(binding) :], reference)
        return unknown_symbol(binding)
    if len(context.opened) > GREATEST_DEPTH:
        if context.report_name_once("depth", ""):
            context.report(
                "too-deep",
                f"`{binding.name}` rests on more than {GREATEST_DEPTH} definitions, one upon the other",
                reference.span if reference else binding.span,
            )
        return unknown_symbol(binding)
    binding.is_open = True
    context.opened.append(binding)
    type_ = context.define(binding)
    context.opened.pop()
    binding.is_open = False
    scope = binding.place.scope
    binding.symbol = Symbol(binding.kind, _full_name(binding), type_, binding.node, binding.span, scope)
    if isinstance(binding.node, nodes.Formal):
        # The lowering asks a formal for its type when it binds arguments.
        context.model.symbols[id(binding.node.name)] = binding.symbol
    return binding.symbol


def _full_name(binding: Binding) -> str:
    """A name as the plan says it: of a column with its table."""
    scope = binding.place.scope
    return f"{scope.name.name}.{binding.name}" if isinstance(scope, nodes.Table | nodes.Grid) else binding.name


def report_circle(context: Context, circle: list[Binding], reference: nodes.Node | None) -> None:
    """Report names that need each other, as they are written; the last needs the first again."""
    first = circle[0]
    # Every member of the circle is given up: what depends on them is not at fault.
    first.symbol = unknown_symbol(first)
    names = [_full_name(item) for item in (*circle, first)]
    if not context.report_name_once("cycle", " ".join(sorted(names[1:]))):
        return
    labels = tuple(
        Label(item.span, f"`{name}` needs `{following}`")
        for item, name, following in zip(circle, names, names[1:], strict=False)
        if item.span is not None
    )
    is_computed = not isinstance(first.node, nodes.TableColumn) or not (first.node.is_header or first.node.is_total)
    before = BEFORE.get(first.kind) if is_computed and not isinstance(first.node, nodes.GridAxis | nodes.Grid) else None
    shown = names if len(names) <= SHOWN_NAMES else [*names[:3], "…", *names[-2:]]
    context.report(
        "cyclic-formula",
        f"`{names[0]}` depends on itself" if len(circle) == 1 else f"these depend on each other: {' → '.join(shown)}",
        reference.span if reference else first.span,
        "here the circle closes",
        labels=labels[:SHOWN_NAMES],
        help=f"write `prev({first.name}, start: 0)` to read {before}" if before else None,
    )


def unknown_symbol(binding: Binding) -> Symbol:
    """What a name means when its type cannot be told."""
    return Symbol(binding.kind, binding.name, UNKNOWN, binding.node, binding.span, binding.place.scope)


def article(kind: str) -> str:
    """A kind of symbol with its article."""
    return KIND_WORDS.get(kind) or ("an " if kind[0] in "aeio" else "a ") + kind


def is_account(symbol: Symbol) -> bool:
    """Whether a symbol is something that holds or owes money."""
    return symbol.kind in ACCOUNT_KINDS or (symbol.kind == "formal" and symbol.type.kind == ACCOUNT.kind)
