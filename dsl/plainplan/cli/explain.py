"""`plainplan explain`: how a figure comes about, or every default in force."""

from __future__ import annotations

import sys

from plainplan.api import Plan, Run
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option, UsageError
from plainplan.cli.reading import compute
from plainplan.cli.screen import print_diagnostics
from plainplan.cli.steps import step_at
from plainplan.diagnostics import Diagnostic
from plainplan.graph.nodes import SCALAR
from plainplan.syntax.nodes import Group

COMMAND = Command(
    name="explain",
    sentence="show how a figure comes about, or every default in force",
    arguments="FILE [NAME]",
    least=1,
    most=2,
    options=(
        Option("--at", "the step to show, the last one unless said", "DATE"),
        Option("--row", "the row of a table to show, the first one unless said", "N"),
        Option("--depth", "how far back to follow it, 3 unless said", "N"),
        Option("--math", "its formula as mathematics: simplified, with figures, and its derivatives"),
        Option("--latex", "the same in LaTeX"),
        SCENARIO,
        SET,
    ),
    examples=(
        "plainplan explain chen.plan                    # what the plan does not say, and what can be set",
        "plainplan explain chen.plan net_worth",
        "plainplan explain chen.plan cash --at 2030-01  # an account: its movements in that step",
        "plainplan explain chen.plan bond.pv --row 2    # a column of a table",
        "plainplan explain chen.plan cash_years --math  # its formula and derivatives",
    ),
)

DEFAULT_DEPTH = 3


def run_command(arguments: Arguments) -> int:
    """Explain a name, or list what is in force without being written."""
    depth = _depth(arguments)
    computed = compute(arguments, explains=True)
    if computed is None:
        return FAULTY
    plan, run = computed
    if len(arguments.positional) == 1:
        from plainplan.cli.defaults import defaults_text

        print(defaults_text(plan, run))
        return FINE
    if arguments.has("--math") and arguments.has("--latex"):
        raise UsageError("`--math` and `--latex` exclude each other")
    step = step_at(run, arguments.value("--at"))
    return _explain_name(plan, run, arguments, step, depth)


def _explain_name(plan: Plan, run: Run, arguments: Arguments, step: int, depth: int) -> int:
    from plainplan.api.changes import fold_name

    name = fold_name(arguments.positional[1])
    found = run.graph.by_name.get(name)
    axis = run.graph.axes.get(run.graph.quantities[found].axis) if found is not None else None
    if axis is not None:
        step = _row(arguments.value("--row"), axis.length)
    is_formula = arguments.has("--math") or arguments.has("--latex")
    text = _mathematics(plan, run, name, step, is_latex=arguments.has("--latex")) if is_formula else None
    in_words = None if text is not None else _table_text(run, arguments, name) or _text_of(plan, run, name, step, depth)
    if is_formula and in_words is not None:
        message = f"`{name}` is not one formula, and cannot be shown as mathematics"
        print_diagnostics([Diagnostic("not-a-value", message, None)], arguments, sys.stderr)
        return FAULTY
    text = text or in_words
    if text is None:
        from plainplan.check.suggestions import did_you_mean

        names = [quantity.name for quantity in run.graph.quantities if not quantity.is_helper]
        known = [*names, *(plan.model.globals if plan.model else ())]
        message = f"there is no `{name}` in {plan.path}"
        unknown = Diagnostic("unknown-name", message, None, help=did_you_mean(name, known))
        print_diagnostics([unknown], arguments, sys.stderr)
        return FAULTY
    print(text)
    if run.window is not None:
        print(f"\n  in the window of {run.window}")
    return FINE


def _mathematics(plan: Plan, run: Run, name: str, step: int, *, is_latex: bool) -> str | None:
    """The formula of a figure as mathematics; of an account that of its balance."""
    closing = {account.name: account.closing for account in run.graph.accounts}
    found = closing.get(name, run.graph.by_name.get(name, run.graph.well_known.get(name)))
    if found is None:
        return None
    # Imported when it is asked for: sympy takes longer to import than a plan to run.
    from plainplan.cli.mathematics import mathematics_text

    at = None if run.graph.quantities[found].axis == SCALAR else step
    return mathematics_text(plan, run, found, at, is_latex=is_latex)


def _row(text: str | None, length: int) -> int:
    """The number of a row, counted from 1."""
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= length:
        raise UsageError(f"`--row` is a number from 1 to {length:,}, not `{text}`")
    return int(text)


def _table_text(run: Run, arguments: Arguments, name: str) -> str | None:
    """The rows of a table, a grid or a data file of this name."""
    if not run.graph.axes:
        return None
    from plainplan.cli.sheets import sheet_text

    return sheet_text(run, name, arguments)


def _text_of(plan: Plan, run: Run, name: str, step: int, depth: int) -> str | None:
    """What is to be said of a name: an account, a figure, a check, a group, or what a name with members has."""
    from plainplan.cli.derivation import quantity_text
    from plainplan.cli.movements import account_text, check_text, family_text, group_text

    graph = run.graph
    for account in graph.accounts:
        if account.name == name:
            return account_text(run, account, step)
    if name in graph.by_name:
        return quantity_text(run, graph.by_name[name], step, depth)
    for check in run.checks_shown:
        if check.name == name:
            return check_text(run, check, step, depth)
    symbol = plan.model.globals.get(name) if plan.model is not None else None
    if symbol is not None and isinstance(symbol.node, Group):
        return group_text(run, symbol.node, step)
    return family_text(run, name, step)


def _depth(arguments: Arguments) -> int:
    text = arguments.value("--depth", str(DEFAULT_DEPTH)) or ""
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        raise UsageError(f"`--depth` is a number, not `{text}`")
    return int(text)
