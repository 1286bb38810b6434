"""The balance sheet: every account a line, by class, at cost and at market side by side; one that is split over several
classes has a line in each.

A debt stands at its balance on both sides. An asset without `cost:` has its opening value as cost; what is liquid is
money, and has no other cost than its balance unless the plan writes one.
"""

from __future__ import annotations

from plainplan.check.classes import AGAINST, class_of, is_money, split_of
from plainplan.dimensions import NUMBER
from plainplan.graph.builder import ONE, ZERO, divided, minus, plus, times
from plainplan.graph.classes import sellable_share, share_of_class
from plainplan.graph.context import AccountParts
from plainplan.graph.household_period import LINES, Household
from plainplan.graph.nodes import Compare, Formula, If, Reference, StatementLine, StatementView
from plainplan.records import dataclass, field

ASSET_ORDER = ("liquid", "investment", "self_use")


@dataclass(slots=True)
class Balances:
    """The totals of the balance sheet, by class (`` for all of them): assets at cost and at market, and debts."""

    cost: dict[str, Reference] = field(default_factory=dict)
    market: dict[str, Reference] = field(default_factory=dict)
    debts: dict[str, Reference] = field(default_factory=dict)
    worth: dict[str, Reference] = field(default_factory=dict)
    # The liquid parts of assets that are split, which are no cash of the cash flow.
    mixed: list[Reference] = field(default_factory=list)
    # What can be sold, where an asset says how much of it can.
    sold: Reference | None = None

    @property
    def sellable(self) -> Formula:
        """What can be turned into money: all but what is for self-use, unless an asset says otherwise."""
        return self.sold or plus(self.market["liquid"], self.market["investment"])


def add_balance(household: Household) -> tuple[Balances, list[StatementView]]:
    """Assets, and debts with the net worth."""
    balances = Balances()
    assets = _add_assets(household, balances)
    return balances, [assets, _add_debts(household, balances)]


def _add_assets(household: Household, balances: Balances) -> StatementView:
    context, words, builder = household.context, household.words, household.context.builder
    # Shares are of the whole, which is the sum of what stands above it.
    whole = Reference(builder.allocate("statements.assets.market", words("total_assets"), context.plan_money, LINES))
    lines: list[StatementLine] = []
    for kind in ASSET_ORDER:
        members = [
            (parts, share)
            for parts in context.accounts.values()
            if not parts.is_debt and (share := share_of_class(context, parts, kind)) is not None
        ]
        if members:
            lines.append(StatementLine(words(kind), "title", (), "money"))
        found = [_asset_cells(household, parts, kind, share) for parts, share in members]
        for (parts, share), (cost, market) in zip(members, found, strict=True):
            name, label = _name_in(household, parts, kind, share)
            cells = _asset_line(household, name, label, cost, market, whole)
            lines.append(StatementLine(label, "line", cells, "money", parts.node.span))
            if kind == "liquid" and split_of(context.model, parts.node):
                balances.mixed.append(market)
        label = words(kind)
        balances.cost[kind] = household.sum_of(f"assets.{kind}.cost", label, [cost for cost, _ in found])
        balances.market[kind] = household.sum_of(f"assets.{kind}.market", label, [market for _, market in found])
        cells = _asset_line(household, f"assets.{kind}", label, balances.cost[kind], balances.market[kind], whole)
        if members:
            lines.append(StatementLine(label, "subtotal", cells, "money"))
    terms: list[Formula] = [balances.market[kind] for kind in ASSET_ORDER]
    builder.define(
        whole.quantity,
        builder.total("statements.assets~", words("total_assets"), context.plan_money, LINES, terms),
    )
    balances.market[""] = whole
    balances.cost[""] = household.sum_of(
        "assets.cost", words("total_assets"), [balances.cost[kind] for kind in ASSET_ORDER]
    )
    cells = _asset_line(household, "assets", words("total_assets"), balances.cost[""], whole, whole)
    lines.append(StatementLine(words("total_assets"), "total", cells, "money"))
    lines += _add_sellable(household, balances, whole)
    heads = tuple(words(key) for key in ("cost", "market", "unrealised", "share"))
    return StatementView("assets", words("assets"), heads, tuple(lines))


def _add_sellable(household: Household, balances: Balances, whole: Reference) -> list[StatementLine]:
    """What can be turned into money, where an asset says how much of it can: liquidity beside purpose."""
    context, words = household.context, household.words
    assets = [parts for parts in context.accounts.values() if not parts.is_debt]
    if not any("sellable" in parts.members for parts in assets):
        return []
    terms = [
        context.in_plan_money(_part(Reference(parts.closing), share), parts.currency)
        for parts in assets
        if (share := sellable_share(context, parts)) is not None
    ]
    label = words("sellable")
    balances.sold = household.at_date("assets.sellable", label, household.row("sellable", label, terms))
    share = share_of(household, "assets.sellable.share", words.of(label, "share"), balances.sold, whole)
    cells = (None, balances.sold.quantity, None, share.quantity)
    return [StatementLine(label, "line", cells, "money")]


def _part(amount: Formula, share: Formula) -> Formula:
    return amount if share == ONE else times(amount, share)


def _name_in(household: Household, parts: AccountParts, kind: str, share: Formula) -> tuple[str, str]:
    """The name and the label of an asset's line in a class."""
    if share == ONE:
        return f"asset.{parts.name}", parts.label
    return f"asset.{parts.name}.{kind}", household.words.of(parts.label, kind)


def _asset_cells(household: Household, parts: AccountParts, kind: str, share: Formula) -> tuple[Reference, Reference]:
    context = household.context
    name, label = _name_in(household, parts, kind, share)
    closing = context.in_plan_money(_part(Reference(parts.closing), share), parts.currency)
    market = household.at_date(f"{name}.market", label, closing, parts.node.span)
    is_kept = not is_money(context.model, parts.node) or context.property_of(parts.node, "cost") is not None
    label = household.words.of(label, "cost")
    if not is_kept or "cost" not in parts.members:
        return household.cell(f"{name}.cost", label, market, None, parts.node.span), market
    basis = context.in_plan_money(_part(Reference(parts.members["cost"]), share), parts.currency)
    return household.at_date(f"{name}.cost", label, basis, parts.node.span), market


def _asset_line(
    household: Household, name: str, label: str, cost: Reference, market: Reference, whole: Reference
) -> tuple[int, ...]:
    words = household.words
    unrealised = household.cell(f"{name}.unrealised", words.of(label, "unrealised"), minus(market, cost))
    share = share_of(household, f"{name}.share", words.of(label, "share"), market, whole)
    return cost.quantity, market.quantity, unrealised.quantity, share.quantity


def share_of(household: Household, name: str, label: str, part: Formula, whole: Formula) -> Reference:
    """A part of a whole; nothing where there is none."""
    tolerance = household.context.known["money_tolerance"].quantity
    formula = If(Compare(">", whole, ZERO, tolerance), divided(part, whole), ZERO)
    return household.cell(name, label, formula, NUMBER)


def _add_debts(household: Household, balances: Balances) -> StatementView:
    context, words = household.context, household.words
    lines: list[StatementLine] = []
    for kind in AGAINST:
        members = [p for p in context.accounts.values() if p.is_debt and class_of(context.model, p.node) == kind]
        label = words(f"debts.{kind}")
        if members:
            lines.append(StatementLine(label, "title", (), "money"))
        found = []
        for parts in members:
            owed = context.in_plan_money(Reference(parts.closing), parts.currency)
            found.append(household.at_date(f"debt.{parts.name}", parts.label, owed, parts.node.span))
            cells = _debt_line(household, f"debt.{parts.name}", parts.label, found[-1], found[-1], balances)
            lines.append(StatementLine(parts.label, "line", cells, "money", parts.node.span))
        balances.debts[kind] = household.sum_of(f"debts.{kind}", label, found)
        if members:
            cells = _debt_line(household, f"debts.{kind}", label, balances.debts[kind], balances.debts[kind], balances)
            lines.append(StatementLine(label, "subtotal", cells, "money"))
    owed = balances.debts[""] = household.sum_of("debts", words("total_debts"), list(balances.debts.values()))
    cells = _debt_line(household, "debts", words("total_debts"), owed, owed, balances)
    lines.append(StatementLine(words("total_debts"), "total", cells, "money"))
    lines += _add_worth(household, balances)
    heads = tuple(words(key) for key in ("cost", "market", "share"))
    return StatementView("debts", words("debts_and_worth"), heads, tuple(lines))


def _debt_line(
    household: Household, name: str, label: str, cost: Reference, market: Reference, balances: Balances
) -> tuple[int, ...]:
    """At cost, at market, and as a share of all assets. A debt's one balance has a cell on either side."""
    if cost == market:
        cost = household.cell(f"{name}.cost", household.words.of(label, "cost"), market)
    share = share_of(household, f"{name}.share", household.words.of(label, "share"), market, balances.market[""])
    return cost.quantity, market.quantity, share.quantity


def _add_worth(household: Household, balances: Balances) -> list[StatementLine]:
    """What is left of each class of assets when its debts are paid, and the unrealised gain in it."""
    words = household.words
    lines = [StatementLine(words("net_worth"), "title", (), "money")]
    pairs: list[tuple[str, str]] = [(asset, debt) for debt, asset in AGAINST.items()]
    for asset, debt in sorted(pairs, key=lambda pair: ASSET_ORDER.index(pair[0])):
        label = words(f"net_worth.{asset}")
        owed = balances.debts[debt]
        cost = household.cell(f"net_worth.{asset}.cost", label, minus(balances.cost[asset], owed))
        market = household.cell(f"net_worth.{asset}.market", label, minus(balances.market[asset], owed))
        balances.worth[asset] = market
        cells = _debt_line(household, f"net_worth.{asset}", label, cost, market, balances)
        lines.append(StatementLine(label, "line", cells, "money"))
    label, owed = words("net_worth"), balances.debts[""]
    cost = household.cell("net_worth.cost", label, minus(balances.cost[""], owed))
    market = household.cell("net_worth.market", label, minus(balances.market[""], owed))
    balances.worth[""] = market
    cells = _debt_line(household, "net_worth", label, cost, market, balances)
    lines.append(StatementLine(label, "total", cells, "money"))
    gain = household.cell("net_worth.unrealised", words("unrealised"), minus(market, cost))
    lines.append(StatementLine(words("unrealised"), "line", (None, gain.quantity), "money"))
    both = [
        household.cell(f"debts_and_net_worth.{key}", words("debts_plus_worth"), plus(owed, worth))
        for key, worth in (("cost", cost), ("market", market))
    ]
    share = share_of(
        household,
        "debts_and_net_worth.share",
        words.of(words("debts_plus_worth"), "share"),
        both[1],
        balances.market[""],
    )
    lines.append(
        StatementLine(words("debts_plus_worth"), "total", (both[0].quantity, both[1].quantity, share.quantity), "money")
    )
    return lines
