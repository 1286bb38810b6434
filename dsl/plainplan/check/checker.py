"""The check of a plan: names, then types, then what depends on both; everything wrong in one run."""

from __future__ import annotations

import gc
import os

from plainplan.check.accounts import check_account
from plainplan.check.blocks import check_block, check_rules_at_dates, head_of
from plainplan.check.checks import check_condition, check_names
from plainplan.check.collect import collect_names, statements_of, warn_hidden
from plainplan.check.context import PLAN_PLACE, Binding, Context
from plainplan.check.declarations import check_declaration, gather_properties
from plainplan.check.definitions import type_definition
from plainplan.check.expressions import infer
from plainplan.check.facts import CALCULATOR, read_facts
from plainplan.check.fitting import fits
from plainplan.check.functions import type_function
from plainplan.check.instances import report_misfits
from plainplan.check.model import Model
from plainplan.check.order import type_in_order
from plainplan.check.postings import check_postings
from plainplan.check.scenarios import check_scenario, gather_overlays
from plainplan.check.statements import check_body
from plainplan.check.symbols import force
from plainplan.check.time_forms import settle_prev
from plainplan.check.unused import report_unused
from plainplan.diagnostics import Diagnostic, has_errors, sort_diagnostics
from plainplan.dimensions import Type
from plainplan.source import Source
from plainplan.syntax import nodes


def check(
    file: nodes.File, *, project_root: str | os.PathLike[str], is_damaged: bool = False
) -> tuple[Model | None, list[Diagnostic]]:
    """Check a parsed plan.

    Args:
        file: the tree of the plan file.
        project_root: the folder below which `use` finds files, and never outside it.
        is_damaged: whether parts of the text could not be read, so that what is missing may stand there.
    """
    facts, diagnostics = read_facts(file)
    if not file.declarations and not is_damaged:
        # A path typed wrongly, or a file that was never saved, must not pass for a plan that is fine.
        diagnostics = [*diagnostics, Diagnostic("empty-plan", f"`{file.source.path}` declares nothing", None)]
    model = Model(file.source, facts or CALCULATOR, files=[file])
    model.declarations = list(file.declarations)
    misses_files = False
    if any(isinstance(item, nodes.Use) for item in file.declarations):
        # Imported when needed: most plans stand alone.
        from plainplan.check.load import Loader

        loader = Loader(project_root, file.source.path)
        loader.load_uses(file)
        diagnostics = [*diagnostics, *loader.diagnostics]
        misses_files = has_errors(loader.diagnostics)
        model.files += loader.files
        model.library = loader.declarations
    context = Context(model, infer, _define)
    context.diagnostics = diagnostics
    context.misses_files = misses_files
    context.project_root = project_root
    if is_damaged:
        # Imported when needed: most plans can be read.
        from plainplan.check.damage import written_names

        context.damaged_names = written_names(file.source.text)
    # Types and symbols make no cycles; a collector that looks for them doubles the time of a large plan.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        check_model(context)
    finally:
        if was_collecting:
            gc.enable()
    found = context.diagnostics
    if is_damaged:
        from plainplan.check.damage import without_echoes

        found = without_echoes(found)
    return (model if facts is not None else None), sort_diagnostics(found)


def _define(context: Context, binding: Binding) -> Type:
    outer = context.work_in(binding.place.scope)
    type_ = type_function(context, binding) if binding.kind == "fn" else type_definition(context, binding)
    context.working = outer
    return type_


def check_model(context: Context) -> None:
    """Fill the model of a context and report all that is wrong."""
    model = context.model
    _require_plan(context)
    collect_names(context, model.declarations, model.library)
    context.rates = {item.currency.name for item in model.declarations if isinstance(item, nodes.Fx)}
    model.scenarios = [item for item in model.declarations if isinstance(item, nodes.Scenario)]
    gather_overlays(context, model.scenarios)
    _gather_all_properties(context)
    context.has_asset = any(binding.kind == "asset" for binding in context.names.values())
    type_in_order(context)
    for declaration in model.declarations:
        _check_one(context, declaration)
    _check_callables(context)
    _settle(context)
    if context.misfits:
        report_misfits(context)
    if context.has_lists or model.columns:
        # Imported when needed: most plans have neither tables nor lists.
        from plainplan.check.axes import check_axes

        check_axes(context)
    _check_names_of_checks(context)
    if any(isinstance(item, nodes.Prove | nodes.Solve) for item in model.declarations):
        from plainplan.check.claims import check_names_of_claims

        check_names_of_claims(context)
    warn_hidden(context)
    check_postings(context)
    if any(isinstance(item, nodes.Account) and item.keyword == "goal" for item in model.declarations):
        from plainplan.check.goals import check_order

        check_order(context)
    check_rules_at_dates(context)
    report_unused(context)
    _publish(context)


def _require_plan(context: Context) -> None:
    """A calculator has one step in the year 2000: accounts and blocks in it are a plan whose `plan` block was lost."""
    declarations = context.model.declarations
    if context.damaged_names or any(isinstance(item, nodes.Plan) for item in declarations):
        return
    for item in declarations:
        if isinstance(item, nodes.Block | nodes.Account):
            context.report(
                "missing-plan",
                "a file with accounts or blocks needs a `plan` block, which says when it begins and how long it lasts",
                item.name.span if isinstance(item, nodes.Account) else head_of(item),
                help="`plainplan new` prints a plan to start from",
            )
            return


def _gather_all_properties(context: Context) -> None:
    for declaration in context.model.declarations:
        match declaration:
            case nodes.Account(keyword=keyword, properties=properties):
                gather_properties(context, declaration, properties, keyword)
            case nodes.Plan(properties=properties):
                gather_properties(context, declaration, properties, "plan")
            case nodes.Person(properties=properties):
                gather_properties(context, declaration, properties, "person")
            case nodes.Param(properties=properties):
                gather_properties(context, declaration, properties, "param")
            case _:
                pass


def _check_one(context: Context, declaration: nodes.Declaration) -> None:
    match declaration:
        case nodes.Account():
            check_account(context, declaration)
        case nodes.Block():
            check_block(context, declaration)
        case nodes.Check():
            check_condition(context, declaration, PLAN_PLACE)
        case nodes.Scenario():
            check_scenario(context, declaration)
        case nodes.Report():
            from plainplan.check.reports import check_report

            check_report(context, declaration)
        case nodes.Table() | nodes.Grid():
            from plainplan.check.tables import check_table

            check_table(context, declaration)
        case nodes.Data():
            # Read when the names were collected.
            pass
        case nodes.Prove():
            from plainplan.check.claims import check_claim

            check_claim(context, declaration)
        case nodes.Solve():
            from plainplan.check.claims import check_solve

            check_solve(context, declaration)
        case _:
            check_declaration(context, declaration)


def _check_callables(context: Context) -> None:
    """Type the functions and rules of the plan, and those of the library that it uses."""
    for binding in context.functions.values():
        if not binding.is_library:
            force(context, binding, None)
    checked: set[int] = set()
    for binding in context.rules.values():
        if not binding.is_library:
            _check_rule(context, binding, checked)
    position = 0
    while position < len(context.applied):
        _check_rule(context, context.applied[position][1], checked)
        position += 1
    _report_recursion(context)


def _check_rule(context: Context, binding: Binding, checked: set[int]) -> None:
    assert isinstance(binding.node, nodes.Rule)
    if id(binding.node) in checked:
        return
    checked.add(id(binding.node))
    if id(binding.node) in context.rule_currencies:
        return
    for formal in binding.formals.values():
        force(context, formal, None)
    check_body(context, binding.node.body, None, is_top=False)


def _report_recursion(context: Context) -> None:
    """Report rules that apply each other in a circle."""
    applies: dict[str, list[Binding]] = {}
    for scope, binding in context.applied:
        if isinstance(scope, nodes.Rule):
            applies.setdefault(scope.name.name, []).append(binding)
    reported: set[str] = set()
    for name in applies:
        reached, open_names = {name}, [name]
        while open_names:
            for following in applies.get(open_names.pop(), []):
                if following.name == name and name not in reported:
                    reported |= reached
                    context.report("cyclic-formula", f"the rule `{name}` applies itself", following.span)
                if following.name not in reached:
                    reached.add(following.name)
                    open_names.append(following.name)


def _settle(context: Context) -> None:
    """Type what `prev` reads, now that every formula has a type."""
    position = 0
    while position < len(context.deferred):
        deferred = context.deferred[position]
        outer = context.work_in(deferred.place.scope)
        settle_prev(context, deferred)
        context.working = outer
        position += 1


def _check_names_of_checks(context: Context) -> None:
    checks: list[nodes.Check] = []
    for declaration in context.model.declarations:
        if isinstance(declaration, nodes.Check):
            checks.append(declaration)
        elif isinstance(declaration, nodes.Block):
            checks.extend(item for item in statements_of(declaration.body) if isinstance(item, nodes.Check))
    check_names(context, checks)


def _publish(context: Context) -> None:
    """Put the names into the model."""
    model = context.model
    for name, binding in context.names.items():
        model.globals[name] = force(context, binding, None)
    for name, binding in context.units.items():
        model.globals.setdefault(name, force(context, binding, None))
    for name, binding in context.rules.items():
        assert isinstance(binding.node, nodes.Rule)
        model.rules[name] = binding.node
    for name, binding in context.functions.items():
        assert isinstance(binding.node, nodes.Fn)
        model.functions[name] = binding.node


def check_value(
    model: Model, text: str, expected: Type, who: str = "this input"
) -> tuple[nodes.Expression | None, list[Diagnostic]]:
    """Parse and type one expression against the type of the input that it replaces, for `--set NAME=EXPR`."""
    from plainplan.syntax import parse

    file, diagnostics = parse(Source("--set", f"let value = {text}\n"))
    if has_errors(diagnostics):
        return None, diagnostics
    declaration = file.declarations[0]
    if len(file.declarations) > 1 or not isinstance(declaration, nodes.Let):
        fault = Diagnostic("not-an-expression", "a value is one expression on one line", file.declarations[-1].span)
        return None, [fault]
    context = Context(model, infer, _define)
    for name, symbol in model.globals.items():
        context.names[name] = Binding(symbol.kind, name, symbol.node, symbol.span, symbol=symbol)
    # The model is keyed by the identity of nodes, which lasts as long as the tree is kept.
    model.files.append(file)
    context.infer(declaration.value, PLAN_PLACE)
    _settle(context)
    wanted = expected.as_series(False)
    if fits(context, declaration.value, wanted, who) and context.type_of(declaration.value).is_series:
        context.report("series-not-constant", "an input is set to one value", declaration.value.span)
    found = [*diagnostics, *context.diagnostics]
    return (None if has_errors(found) else declaration.value), sort_diagnostics(found)
