"""What must hold in every plan, whatever it says: all is paid, no money appears from nowhere, corkscrews close."""

from __future__ import annotations

from plainplan.dimensions import NUMBER
from plainplan.graph.builder import ONE, ZERO, minus, negative, plus, times
from plainplan.graph.checks import add_check_view, gap_of
from plainplan.graph.context import AccountParts, Context
from plainplan.graph.nodes import Call, Compare, Formula, Reference

ROUNDED_SUMS = ("money_conserved", "corkscrews_close", "rebalancing_keeps_totals")


def add_builtin_checks(context: Context) -> None:
    """The checks that every plan has, with the rows that they read."""
    if context.shorts:
        _check(context, "everything_paid", "check", "<=", _total(context, "short", context.shorts))
    if not context.accounts:
        return
    _add_conservation(context)
    _add_corkscrews(context)
    if context.kept_totals:
        total = _total(context, "rebalanced", context.kept_totals)
        _check(context, "rebalancing_keeps_totals", "check", "<=", total)
    if context.raw_amounts:
        lowest = Call("min", (ZERO, *context.raw_amounts))
        context.builder.graph.asked = [term.quantity for term in context.raw_amounts if isinstance(term, Reference)]
        _check(context, "amounts_not_negative", "warn", ">=", _row(context, "amount", lowest))
    if context.weight_gaps:
        gap = _number_row(context, "weights_gap", "gap", Call("max", (ZERO, *context.weight_gaps)))
        holds = Compare("<=", gap, context.known["relative"], context.known["tolerance"].quantity)
        _warn(context, "weights_whole", gap, holds)
    returns: list[Formula] = [
        Reference(parts.members["return"])
        for parts in context.accounts.values()
        if not parts.is_debt and context.property_of(parts.node, "return") is not None
    ]
    if returns:
        # A return of -100 % or less wipes an account out (rule 17).
        lowest_return = _number_row(context, "lowest_return", "step_return", Call("min", (ZERO, *returns)))
        holds = Compare(">", lowest_return, negative(ONE), context.known["tolerance"].quantity)
        _warn(context, "returns_above_ruin", lowest_return, holds)


def _number_row(context: Context, key: str, word: str, formula: Formula) -> Reference:
    block = context.builder.block("builtin checks", "checks", context.words("builtin_checks"))
    return context.builder.add(f"builtin.{key}", context.words(word), NUMBER.as_series(), block, formula)


def _warn(context: Context, key: str, left: Reference, holds: Formula) -> None:
    """A warning about a number."""
    add_check_view(
        context,
        key,
        context.words(key),
        "warn",
        context.builder.block("builtin checks", "checks", context.words("builtin_checks")),
        holds,
        left,
        None,
        None,
        NUMBER.as_series(),
        condition=context.words(f"{key}.holds"),
        is_builtin=True,
        scenario=None,
        span=None,
    )


def _row(context: Context, key: str, formula: Formula) -> Reference:
    block = context.builder.block("builtin checks", "checks", context.words("builtin_checks"))
    return context.builder.add(f"builtin.{key}", context.words(key), context.plan_money.as_series(), block, formula)


def _total(context: Context, key: str, terms: list[Formula]) -> Reference:
    block = context.builder.block("builtin checks", "checks", context.words("builtin_checks"))
    type_ = context.plan_money.as_series()
    return _row(context, key, context.builder.total(f"builtin.{key}~", context.words(key), type_, block, terms))


def _check(context: Context, key: str, keyword: str, operator: str, left: Reference) -> None:
    """A check of a sum of money against nothing.

    Sums over all accounts are rounded in proportion to what the accounts have grown to, so they have that slack.
    """
    limit: Formula = ZERO
    if key in ROUNDED_SUMS:
        limit = times(context.known["relative"], plus(context.known["assets"], context.known["debts"]))
    holds = Compare(operator, left, limit, context.known["money_tolerance"].quantity)
    add_check_view(
        context,
        key,
        context.words(key),
        keyword,
        context.builder.block("builtin checks", "checks", context.words("builtin_checks")),
        holds,
        left,
        None,
        gap_of(operator, left, ZERO),
        context.plan_money.as_series(),
        condition=context.words(f"{key}.holds"),
        is_builtin=True,
        scenario=None,
        span=None,
        share=_share_paid(context) if key == "everything_paid" else 1.0,
    )


def _share_paid(context: Context) -> float:
    """In how large a share of paths all has to be paid: who says `in 95% of paths` has said how many may run dry."""
    checks = context.builder.graph.checks
    return min((check.share for check in checks if check.keyword == "check"), default=1.0)


def _add_conservation(context: Context) -> None:
    """In every step, Σ change of accounts = Σ external flows + Σ growth - Σ costs, at the step's rates of exchange."""
    changes: list[Formula] = []
    for parts in context.accounts.values():
        change = context.in_plan_money(minus(Reference(parts.closing), parts.opening), parts.currency)
        changes.append(_row(context, "change", times(negative(ONE), change) if parts.is_debt else change))
    change = _total(context, "change", changes)
    external = _total(context, "external", [*context.entered, *[minus(ZERO, term) for term in context.left]])
    grown = _total(context, "growth", context.grown)
    costs = _total(context, "costs", context.costs)
    residual = _row(context, "residual", Call("abs", (minus(change, minus(plus(external, grown), costs)),)))
    _check(context, "money_conserved", "check", "<=", residual)


def _add_corkscrews(context: Context) -> None:
    gaps: list[Formula] = [
        context.in_plan_money(_corkscrew(context, parts), parts.currency) for parts in context.accounts.values()
    ]
    _check(context, "corkscrews_close", "check", "<=", _total(context, "corkscrew", gaps))


def _corkscrew(context: Context, parts: AccountParts) -> Formula:
    """How far opening and flows are from the closing."""
    builder, label = context.builder, f"{parts.label} {context.words('residual')}"
    block = builder.block("builtin checks", "checks", context.words("builtin_checks"))
    series = parts.type.as_series()
    terms: list[Formula] = [parts.opening]
    for flow in parts.flows:
        terms.append(Reference(flow.quantity) if flow.sign > 0 else minus(ZERO, Reference(flow.quantity)))
    name = f"builtin.{parts.name}.corkscrew"
    whole = builder.total(f"{name}~", label, series, block, terms)
    return builder.add(name, label, series, block, Call("abs", (minus(whole, Reference(parts.closing)),)))
