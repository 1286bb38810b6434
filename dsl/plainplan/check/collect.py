"""Every name of a plan and where it is seen: declarations everywhere, a `let` of a block after its line."""

from __future__ import annotations

from plainplan.check.context import Binding, Context, Environment, Place
from plainplan.check.forms import FORMS
from plainplan.check.words import RESERVED_NAMES, TIME_WORDS, TOTAL_WORDS
from plainplan.diagnostics import Label
from plainplan.source import Span
from plainplan.syntax import nodes

# What a run and the workbook call the plan without a scenario.
BASE = "base"

VALUE_KINDS: dict[type, str] = {
    nodes.Person: "person",
    nodes.Param: "param",
    nodes.Let: "let",
    nodes.Group: "group",
    nodes.Data: "data",
    nodes.Table: "table",
    nodes.Grid: "grid",
}


def collect_names(context: Context, declarations: list[nodes.Declaration], library: list[nodes.Declaration]) -> None:
    """Fill the name tables of a context."""
    for declaration in library:
        _collect_callable(context, declaration, is_library=True)
    for declaration in declarations:
        _collect_declaration(context, declaration)
    for binding in context.names.values():
        if isinstance(binding.node, nodes.Group):
            # A group is of assets or of debts, as its first member is.
            first = context.names.get(binding.node.members[0].name)
            binding.kind = "debts" if first is not None and first.kind == "debt" else "group"
    for name in [name for name in context.names if name in context.units]:
        # The unit keeps its meaning, as those of the language do.
        binding = context.names.pop(name)
        assert binding.span is not None
        context.report("reserved-name", f"`{name}` is a unit and cannot be a name", binding.span)


def _collect_declaration(context: Context, declaration: nodes.Declaration) -> None:
    match declaration:
        case nodes.Account(keyword=keyword, name=name):
            declare(context, Binding(keyword, name.name, declaration, name.span))
        case nodes.Block(body=body):
            _collect_block(context, body, Place("block", declaration))
        case nodes.Rule() | nodes.Fn() | nodes.Unit():
            _collect_callable(context, declaration, is_library=False)
        case nodes.Scenario(name=name):
            if name.name == BASE:
                context.report("reserved-name", f"`{BASE}` is the plan itself among its scenarios", name.span)
            first = context.scenarios.setdefault(name.name, declaration)
            if first is not declaration:
                report_duplicate(context, name.name, name.span, first.name.span)
        case _ if type(declaration) in VALUE_KINDS:
            named: nodes.Name = declaration.name  # type: ignore[union-attr]  # the classes in VALUE_KINDS have names
            binding = Binding(VALUE_KINDS[type(declaration)], named.name, declaration, named.span)
            declare(context, binding)
            _collect_columns(context, binding)
        case _:
            pass


def _collect_columns(context: Context, binding: Binding) -> None:
    """Give what has columns its columns. Imported when needed: most plans have neither tables nor data."""
    if isinstance(binding.node, nodes.Data):
        from plainplan.check.data import collect_data

        collect_data(context, binding, binding.node)
    elif isinstance(binding.node, nodes.Table | nodes.Grid):
        from plainplan.check.tables import collect_columns

        collect_columns(context, binding)


def declare(context: Context, binding: Binding) -> None:
    """Add a name of the plan; reports a second declaration, a reserved word, a hidden built-in."""
    assert binding.span is not None
    first = context.names.get(binding.name)
    if first is not None:
        assert first.span is not None
        report_duplicate(context, binding.name, binding.span, first.span)
        return
    check_name(context, binding.name, binding.span)
    # A unit keeps its meaning: the mistake is the declaration's alone.
    if binding.name not in RESERVED_NAMES:
        context.names[binding.name] = binding


def report_duplicate(context: Context, name: str, span: Span, first: Span) -> None:
    """Report a second declaration of a name."""
    context.report(
        "duplicate-name",
        f"`{name}` is declared twice",
        span,
        labels=(Label(first, "the first declaration"),),
    )


def check_name(context: Context, name: str, span: Span) -> None:
    """Report a name that is reserved, or that hides what the language provides."""
    if name in RESERVED_NAMES:
        context.report("reserved-name", f"`{name}` is a unit and cannot be a name", span)
    elif name in TIME_WORDS or name in TOTAL_WORDS:
        context.report("hidden-builtin", f"`{name}` hides what the language calls `{name}`", span, severity="warning")
    elif name in FORMS:
        context.report(
            "hidden-builtin",
            f"`{name}` is also a function of the language",
            span,
            "this name is the value, the function stays with `(`",
            severity="warning",
        )


def warn_hidden(context: Context) -> None:
    """Warn of each `let` of a block and each column of a table that hides a name of the plan."""
    for binding in context.locals:
        outer = context.names.get(binding.name)
        if outer is None or outer.span is None or binding.place.kind not in ("block", "table"):
            continue
        where = "grid" if isinstance(binding.place.scope, nodes.Grid) else binding.place.kind
        context.report(
            "hidden-name",
            f"`{binding.name}` of this {where} hides the plan's",
            binding.span,
            labels=(Label(outer.span, "the plan's"),),
            severity="warning",
        )


def _collect_callable(context: Context, declaration: nodes.Declaration, *, is_library: bool) -> None:
    match declaration:
        case nodes.Rule(name=name):
            table, kind = context.rules, "rule"
        case nodes.Fn(name=name):
            table, kind = context.functions, "fn"
        case nodes.Unit(name=name):
            table, kind = context.units, "unit"
        case _:
            return
    binding = Binding(kind, name.name, declaration, name.span, is_library=is_library)
    first = table.get(name.name)
    if first is not None and first.span is not None:
        _report_clash(context, binding, first, name)
    if kind == "fn" and name.name in FORMS:
        context.report("reserved-name", f"`{name.name}` is a function of the language", name.span)
    if kind == "unit" and name.name in RESERVED_NAMES:
        context.report("reserved-name", f"`{name.name}` is a unit already", name.span)
        return
    table[name.name] = binding
    if isinstance(declaration, nodes.Rule):
        collect_rule(context, binding, declaration)


def _report_clash(context: Context, binding: Binding, first: Binding, name: nodes.Name) -> None:
    assert first.span is not None
    if first.is_library and not binding.is_library:
        context.report(
            "hidden-import",
            f"`{name.name}` of this plan hides the imported {binding.kind}",
            name.span,
            labels=(Label(first.span, "the imported one"),),
            severity="note",
        )
        return
    if first.is_library:
        context.report(
            "ambiguous-name",
            f"two files that are used declare `{name.name}`",
            name.span,
            labels=(Label(first.span, "the other one"),),
        )
        return
    report_duplicate(context, name.name, name.span, first.span)


# --- blocks and rules --------------------------------------------------------------------------------------------


def _collect_block(context: Context, body: tuple[nodes.Statement, ...], place: Place) -> None:
    """Place every statement of a block; its records and named statements are names of the plan."""
    for statement, here in place_statements(context, body, place):
        named = named_statement(statement)
        if named is not None:
            kind, name = named
            declare(context, Binding(kind, name.name, statement, name.span, here))


def place_statements(
    context: Context, body: tuple[nodes.Statement, ...], place: Place
) -> list[tuple[nodes.Statement, Place]]:
    """Every statement with the place in which its expressions stand, inner ones after the `if` that holds them."""
    found: list[tuple[nodes.Statement, Place]] = []
    _place_into(found, context, body, place)
    return found


def _place_into(
    found: list[tuple[nodes.Statement, Place]], context: Context, body: tuple[nodes.Statement, ...], place: Place
) -> None:
    for statement in body:
        context.places[id(statement)] = place
        found.append((statement, place))
        if isinstance(statement, nodes.Let):
            binding = Binding("let", statement.name.name, statement, statement.name.span, place)
            context.lets[id(statement)] = binding
            _check_local(context, binding, place)
            place = place.with_binding(binding)
        elif isinstance(statement, nodes.If):
            for _, inner in statement.branches:
                _place_into(found, context, inner, place)
            _place_into(found, context, statement.otherwise or (), place)


def _check_local(context: Context, binding: Binding, place: Place) -> None:
    assert binding.span is not None
    first = place.environment.find(binding.name) if place.environment else None
    if first is not None and first.span is not None:
        report_duplicate(context, binding.name, binding.span, first.span)
        return
    check_name(context, binding.name, binding.span)
    context.locals.append(binding)


def named_statement(statement: nodes.Statement) -> tuple[str, nodes.Name] | None:
    """The kind and the name of a statement that has one."""
    match statement:
        case nodes.Record(name=name):
            return "record", name
        case nodes.Apply(alias=alias) if alias is not None:
            return "application", alias
        case (
            nodes.Move(alias=alias)
            | nodes.Withdraw(alias=alias)
            | nodes.Pay(alias=alias)
            | nodes.Receive(alias=alias)
            | nodes.Borrow(alias=alias)
            | nodes.Repay(alias=alias)
            | nodes.Rebalance(alias=alias)
        ) if alias is not None:
            return "statement", alias
        case _:
            return None


def collect_rule(context: Context, rule_binding: Binding, rule: nodes.Rule) -> None:
    """Place every statement of a rule, and give its binding the formals, records and named statements.

    Records are seen in the whole rule, so that one may look at its own past.
    """
    environment: Environment | None = None
    seen: dict[str, Binding] = {}
    for formal in rule.formals:
        here = Place("rule", rule, environment)
        binding = Binding("formal", formal.name.name, formal, formal.name.span, here)
        if formal.name.name in seen:
            report_duplicate(context, formal.name.name, formal.name.span, seen[formal.name.name].span or formal.span)
        seen[formal.name.name] = rule_binding.formals[formal.name.name] = binding
        environment = Environment(binding, environment)
    members = rule_binding.members
    for statement in statements_of(rule.body):
        named = named_statement(statement)
        if named is None:
            continue
        kind, name = named
        binding = Binding(kind, name.name, statement, name.span)
        if name.name in seen:
            report_duplicate(context, name.name, name.span, seen[name.name].span or name.span)
            continue
        seen[name.name] = members[name.name] = binding
        environment = Environment(binding, environment)
    for statement, place in place_statements(context, rule.body, Place("rule", rule, environment)):
        named = named_statement(statement)
        if named is not None and named[1].name in members and members[named[1].name].node is statement:
            members[named[1].name].place = place


def statements_of(body: tuple[nodes.Statement, ...]) -> list[nodes.Statement]:
    """Every statement, those within `if` among them, in the order of the page."""
    found: list[nodes.Statement] = []
    _list_into(found, body)
    return found


def _list_into(found: list[nodes.Statement], body: tuple[nodes.Statement, ...]) -> None:
    for statement in body:
        found.append(statement)
        if isinstance(statement, nodes.If):
            for _, inner in statement.branches:
                _list_into(found, inner)
            _list_into(found, statement.otherwise or ())
