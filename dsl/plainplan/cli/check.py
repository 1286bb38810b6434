"""`plainplan check`: reads and checks plans, and tries their own checks in every scenario."""

from __future__ import annotations

import sys

from plainplan.api import Plan, load
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, Arguments, Command, Option
from plainplan.cli.paths import plan_files
from plainplan.cli.progress import Progress
from plainplan.cli.screen import print_diagnostics, print_diagnostics_json
from plainplan.diagnostics import Diagnostic, has_errors
from plainplan.records import replace

COMMAND = Command(
    name="check",
    sentence="read and check plans, and try them in every scenario",
    arguments="PATH...",
    least=1,
    most=None,
    options=(
        Option("--static", "stop before running the plan"),
        Option("--format", "how to print mistakes", "FORMAT", choices=("full", "concise", "json")),
        replace(SCENARIO, sentence="try only this scenario, or `base`; every one unless said", is_repeated=True),
    ),
    examples=(
        "plainplan check chen.plan",
        "plainplan check plans             # every plan below the folder",
        "plainplan check --static --format concise plans",
    ),
    details="A `check` of the plan that fails is an error; a `warn` is a warning, and does not fail the plan.",
)


def run_command(arguments: Arguments) -> int:
    """Check each plan; print every mistake, and a line for each plan that is fine."""
    shown = arguments.value("--format", "full")
    every: list[Diagnostic] = []
    status = FINE
    for path in plan_files(arguments.positional):
        with Progress(f"checking {path}"):
            plan = load(path)
            diagnostics = plan.check(is_static=arguments.has("--static"), scenarios=arguments.options.get("--scenario"))
        if has_errors(diagnostics):
            status = FAULTY
        if shown == "json":
            every += diagnostics
            continue
        print_diagnostics(diagnostics, arguments, sys.stdout)
        if shown == "full":
            print(_verdict(plan, diagnostics, arguments))
    if shown == "json":
        print_diagnostics_json(every)
    return status


def _verdict(plan: Plan, diagnostics: list[Diagnostic], arguments: Arguments) -> str:
    """One line about a plan: how many mistakes, or that it is fine and what was tried."""
    errors = sum(diagnostic.is_error for diagnostic in diagnostics)
    warnings = sum(diagnostic.severity == "warning" for diagnostic in diagnostics)
    counts = [_count(errors, "error"), _count(warnings, "warning")]
    found = ", ".join(count for count, number in zip(counts, (errors, warnings), strict=True) if number)
    if errors:
        return f"{plan.path}: {found}"
    tried = "" if arguments.has("--static") else _tried(plan, len(set(arguments.values("--scenario"))))
    return f"{plan.path}: fine{f', {found}' if found else ''}{tried}"


def _tried(plan: Plan, chosen: int) -> str:
    if plan.graph is None or not plan.graph.checks:
        return ""
    own = sum(not check.is_builtin for check in plan.graph.checks)
    return f" ({_count(own, 'check')} in {_count(chosen or len(plan.graph.scenarios), 'scenario')})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
