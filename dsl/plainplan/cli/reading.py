"""What the commands that compute a plan begin with: the plan, the scenario, what `--set` puts in place."""

from __future__ import annotations

import sys

from plainplan.api import Plan, PlanError, Run, load
from plainplan.cli.options import Arguments, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.screen import print_diagnostics


def read_settings(arguments: Arguments) -> dict[str, str]:
    """The `--set NAME=EXPR` of a command line, by name."""
    settings: dict[str, str] = {}
    for word in arguments.values("--set"):
        # An input method for Chinese writes `＝`.
        name, equals, text = (word if "=" in word else word.replace("＝", "=", 1)).partition("=")
        if not equals or not name.strip() or not text.strip():
            raise UsageError(f"`--set {word}` is not of the form NAME=EXPR, such as `--set market=7%/year`")
        settings[name.strip()] = text.strip()
    return settings


def compute(arguments: Arguments, *, explains: bool = False) -> tuple[Plan, Run] | None:
    """The plan and what comes of it; None when it cannot be computed, which is told on stderr.

    `explains`: with the household statements where they are asked about, or where the plan shows them.
    """
    path = arguments.positional[0]
    settings = read_settings(arguments)
    try:
        with Progress(f"computing {path}"):
            plan = load(path)
            names = arguments.positional[1:]
            with_statements = explains and (
                any(name.startswith("statements.") for name in names) or (not names and plan.shows_statements)
            )
            run = plan.run(arguments.value("--scenario"), settings, with_statements=with_statements)
    except PlanError as error:
        print_diagnostics(error.diagnostics, arguments, sys.stderr)
        return None
    print_diagnostics(plan.warnings, arguments, sys.stderr)
    return plan, run
