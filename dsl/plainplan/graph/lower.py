"""Makes the formula graph of a checked plan."""

from __future__ import annotations

from plainplan.check.classes import class_of
from plainplan.check.model import Model
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type
from plainplan.graph.accounts import add_account, close_accounts, opening_state
from plainplan.graph.block_titles import block_code, block_title
from plainplan.graph.builder import (
    CONSTANTS,
    GREATEST_SIZE,
    ZERO,
    Builder,
    PlanTooLargeError,
    both,
    is_same,
    minus,
)
from plainplan.graph.builtin_checks import add_builtin_checks
from plainplan.graph.calendar import (
    add_calendar,
    add_exchange,
    add_money_tolerance,
    add_persons,
    add_plan_inputs,
    add_price_level,
    flag_of_period,
)
from plainplan.graph.checks import lower_check
from plainplan.graph.context import Context, Run, Scope, State
from plainplan.graph.debts import add_debt, take_up
from plainplan.graph.definitions import allocate_definitions, define_definitions, define_shown
from plainplan.graph.events import default_events, placed_events, post_event
from plainplan.graph.expressions import lower, step_of
from plainplan.graph.flows import add_flow
from plainplan.graph.literals import CHECK_LITERALS, LITERALS
from plainplan.graph.members import add_collateral, close_members, closing_member, finish_run
from plainplan.graph.nodes import TIME, AccountView, Formula, Graph, Lag, Not, Or, Reference
from plainplan.graph.order import finish
from plainplan.graph.reads import accounts_read
from plainplan.graph.records import allocate_records
from plainplan.graph.statements import lower_body
from plainplan.graph.units import add_units
from plainplan.syntax import nodes


def build_graph(
    model: Model, locale: str | None = None, *, with_statements: bool = False, with_claims: bool = False
) -> tuple[Graph, list[Diagnostic]]:
    """The graph of a plan without errors; labels in `locale`, the plan's own by default.

    `with_statements`: with the household statements, `with_claims`: with what is to be proved and solved, which most of
    what is asked of a plan does not need.
    """
    facts = model.facts
    graph = Graph(
        facts.label,
        locale or facts.locale,
        facts.currency,
        facts.steps,
        facts.step_months,
        is_calculator=facts.is_calculator,
        is_daily=facts.step == "day",
    )
    try:
        return graph, _build(graph, model, with_statements, with_claims)
    except PlanTooLargeError as excess:
        return graph, [
            Diagnostic("plan-too-large", f"the plan needs more than {GREATEST_SIZE:,} rows of formulas", excess.span)
        ]


def _build(graph: Graph, model: Model, with_statements: bool, with_claims: bool) -> list[Diagnostic]:
    context = Context(model, Builder(graph))
    graph.scenarios = [("", context.words("base"))]
    graph.scenarios += [(s.name.name, s.label or s.name.name) for s in model.scenarios]
    _gather(context)
    if with_statements:
        from plainplan.graph.household import add_household, keep_costs

        keep_costs(context)
    add_plan_inputs(context)
    allocate_definitions(context)
    if model.columns:
        # Imported when needed: most plans have no tables.
        from plainplan.graph.data import allocate_data
        from plainplan.graph.tables import allocate_tables

        allocate_data(context)
        allocate_tables(context)
    add_units(context)
    add_calendar(context)
    add_price_level(context)
    add_exchange(context)
    add_persons(context)
    declared = [d for d in model.declarations if isinstance(d, nodes.Account)]
    for node in declared:
        if node.keyword in ("asset", "debt"):
            add_account(context, node)
            if node.keyword == "debt":
                add_debt(context, context.accounts[node.name.name])
    for node in declared:
        if node.keyword in ("income", "expense", "goal"):
            add_flow(context, node)
    for parts in context.accounts.values():
        if parts.is_debt:
            add_collateral(context, parts)
    for group in [group for group in context.groups.values() if group.weights]:
        # Imported when needed: most groups state no weights.
        from plainplan.graph.targets import add_targets

        add_targets(context, group)
    totals = _allocate_totals(context)
    closing = _run_step(context)
    define_definitions(context)
    define_shown(context)
    if model.columns:
        from plainplan.graph.tables import define_tables

        define_tables(context)
    if model.charts:
        from plainplan.graph.charts import define_charts

        define_charts(context)
    for declaration in model.declarations:
        if isinstance(declaration, nodes.Check):
            scope = Scope("check", "", "", declaration.span)
            lower_check(context, declaration, scope)
    if with_claims:
        from plainplan.graph.claims import lower_claims

        lower_claims(context)
    _define_totals(context, totals)
    if context.read_totals:
        from plainplan.graph.classes import define_totals

        define_totals(context)
    close_members(context, closing)
    if with_statements:
        add_household(context, closing)
    add_builtin_checks(context)
    if model.rolling:
        from plainplan.graph.windows import settle_windows

        settle_windows(context)
    add_money_tolerance(context)
    graph.well_known = {key: value.quantity for key, value in context.known.items() if isinstance(value, Reference)}
    graph.accounts = _account_views(context)
    for declaration in model.declarations:
        name = getattr(declaration, "name", None)
        doc = getattr(declaration, "doc", ())
        if doc and isinstance(name, nodes.Name):
            graph.docs[name.name] = doc
    diagnostics = [*context.diagnostics, *finish(graph)]
    _move_series(graph, context)
    _order_blocks(graph)
    return diagnostics


def _gather(context: Context) -> None:
    """Groups, and the assets whose cost or drawn principal is read anywhere."""
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Group):
            context.groups[declaration.name.name] = declaration
    context.costed.update(accounts_read(context))


def _allocate_totals(context: Context) -> dict[str, int]:
    """Rows for what is owned, owed, earned and spent; gives those of incomes and expenses, by class."""
    totals: dict[str, int] = {}
    builder, words = context.builder, context.words
    # A calculator has no accounts, and needs no sheet for them.
    sheet = "time" if context.model.facts.is_calculator else "accounts"
    block = builder.block("totals", sheet, words("totals"))
    for key in ("assets", "debts", "net_worth", "net_cash_flow"):
        number = builder.allocate(key, words(key), context.plan_money.as_series(), block)
        context.known[key] = Reference(number)
    for keyword, members in _classes(context).items():
        for key in members:
            name = f"{keyword}s.{key}" if key else f"{keyword}s"
            label = words(f"all_{keyword}s") + (f": {words(f'class.{key}')}" if key else "")
            totals[name] = builder.allocate(name, label, context.plan_money.as_series(), block)
            # A `let incomes` of the plan keeps its meaning.
            context.definitions.setdefault(name, totals[name])
    return totals


def _classes(context: Context) -> dict[str, dict[str, list[str]]]:
    """Incomes and expenses by class, all of them under the empty class."""
    found: dict[str, dict[str, list[str]]] = {"income": {"": []}, "expense": {"": []}}
    for name, flow in context.flows.items():
        keyword = flow.node.keyword
        if keyword not in found:
            continue
        key = class_of(context.model, flow.node)
        found[keyword][""].append(name)
        found[keyword].setdefault(key, []).append(name)
    return found


def _define_totals(context: Context, totals: dict[str, int]) -> None:
    builder = context.builder
    accounts = list(context.accounts.values())

    def define(key: str, terms: list[Formula]) -> None:
        number = context.known[key].quantity
        quantity = builder.graph.quantities[number]
        builder.define(number, builder.total(f"{key}~", quantity.label, quantity.type, quantity.block, terms))

    define("assets", [context.in_plan_money(Reference(p.closing), p.currency) for p in accounts if not p.is_debt])
    define("debts", [context.in_plan_money(Reference(p.closing), p.currency) for p in accounts if p.is_debt])
    builder.define(context.known["net_worth"].quantity, minus(context.known["assets"], context.known["debts"]))
    paid = [
        context.in_plan_money(Reference(number), parts.currency)
        for parts in accounts
        if parts.is_debt and (number := parts.members.get("payment")) is not None
    ]
    define("net_cash_flow", [*context.entered, *[minus(ZERO, term) for term in [*context.left, *paid]]])
    for keyword, classes in _classes(context).items():
        for key, names in classes.items():
            number = totals[f"{keyword}s.{key}" if key else f"{keyword}s"]
            quantity = builder.graph.quantities[number]
            terms: list[Formula] = [
                context.in_plan_money(
                    Reference(context.flows[name].paid),
                    context.flows[name].type.currency or context.model.facts.currency,
                )
                for name in names
            ]
            builder.define(
                number, builder.total(f"{quantity.name}~", quantity.label, quantity.type, quantity.block, terms)
            )


def _run_step(context: Context) -> State:
    """Everything that moves money in a step, in its order; gives where it leaves every account."""
    model = context.model
    state = opening_state(context)
    for parts in context.accounts.values():
        if parts.is_debt:
            take_up(context, parts, state)
        elif context.property_of(parts.node, "start") is not None:
            from plainplan.graph.arrivals import arrive

            arrive(context, parts, state)
    blocks = [d for d in model.declarations if isinstance(d, nodes.Block)]
    for event in default_events(context, placed_events(blocks)):
        post_event(context, event, state)
    scopes = [_open_block(context, block, position, state) for position, block in enumerate(blocks, 1)]
    for block, scope in zip(blocks, scopes, strict=True):
        allocate_records(context, block.body, scope)
    for block, scope in zip(blocks, scopes, strict=True):
        _start_block(context, block, scope)
        lower_body(context, block.body, scope)
        assert scope.run is not None
        finish_run(context, scope.run, state)
    # What every account has earned and paid is reported in every plan.
    for parts in context.accounts.values():
        if parts.is_debt and (parts.name, "payment") in state.posted:
            closing_member(context, parts, "payment")
        for member in ("gain", "interest"):
            if (parts.name, member) in state.posted:
                closing_member(context, parts, member)
    close_accounts(context, state)
    return state


def _open_block(context: Context, block: nodes.Block, position: int, state: State) -> Scope:
    taken, title = f"block {block_code(block)}", block_title(context.words, block)
    key = taken if not any(b.key == taken for b in context.builder.graph.blocks) else f"{taken} {position}"
    rows = context.builder.block(key, "policy", title, block.span)
    facts = context.model.facts
    period = block.period.name if block.keyword == "each" and block.period is not None else facts.step
    is_gathered = period != facts.step
    name = key.removeprefix("block ")
    return Scope(name, title, rows, block.span, state, run=Run(name, period, is_gathered, None))


def _start_block(context: Context, block: nodes.Block, scope: Scope) -> None:
    """The flag of the steps in which a block runs, from the balances at its beginning."""
    builder, words = context.builder, context.words
    assert scope.run is not None
    flag: Formula | None
    if block.keyword == "each":
        flag = flag_of_period(context, block)
    else:
        assert block.condition is not None
        own = scope.named(f"{scope.owner}.runs", f"{scope.label} {words('runs')}", block.condition.span)
        if block.keyword == "at":
            step = step_of(context, lower(context, block.condition, own), own)
            test: Formula = is_same(context.known["step"], step)
        else:
            test = lower(context, block.condition, own)
        flag = builder.flag(f"{scope.owner}.runs", f"{scope.label} {words('runs')}", scope.block, test, block.span)
        if block.keyword == "once_when":
            fired = builder.allocate(
                f"{scope.owner}.fired", words("fired"), Type("boolean", is_series=True), scope.block
            )
            before = builder.flag(f"{scope.owner}.fired_before", words("fired"), scope.block, Lag(fired, ZERO))
            builder.define(fired, Or((before, flag)))
            once = both(flag, Not(before))
            assert once is not None
            flag = builder.flag(f"{scope.owner}.runs_once", f"{scope.label} {words('runs')}", scope.block, once)
    scope.guard = flag
    scope.run.flag = flag


def _account_views(context: Context) -> list[AccountView]:
    return [
        AccountView(
            parts.name,
            parts.label,
            parts.node.keyword,
            parts.type,
            parts.opening.quantity,
            tuple(parts.flows),
            parts.closing,
            {k: v for k, v in parts.members.items() if " " not in k},
            parts.node.span,
        )
        for parts in context.accounts.values()
    ]


def _order_blocks(graph: Graph) -> None:
    """What the client may change comes first; the numbers inside formulas and what never changes come last."""
    last = (LITERALS, CHECK_LITERALS, CONSTANTS)
    graph.blocks.sort(key=lambda block: last.index(block.key) if block.key in last else -1)


def _move_series(graph: Graph, context: Context) -> None:
    """What varies in time cannot stand among the single cells of the inputs: it has rows on the time sheet. What varies
    from row to row stands in the table of these rows, also where a formula elsewhere made it."""
    titles = {block.key: block for block in graph.blocks if block.sheet == "inputs"}
    homes = {block.axis: block.key for block in reversed(graph.blocks) if block.axis}
    for axis in graph.axes.values():
        if axis.rows:
            homes |= dict.fromkeys((axis.rows, axis.columns), homes[axis.key])
    in_tables = {block.key for block in graph.blocks if block.axis}
    for quantity in graph.quantities:
        if quantity.axis in homes and quantity.block not in in_tables:
            quantity.block = homes[quantity.axis]
            continue
        block = titles.get(quantity.block)
        if quantity.axis == TIME and block is not None:
            key = context.builder.block(f"{block.key} in time", "time", block.title, block.span)
            quantity.block = key
