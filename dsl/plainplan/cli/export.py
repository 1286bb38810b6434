"""`plainplan export`: writes a plan as a live Excel workbook."""

from __future__ import annotations

import sys

from plainplan.api import PlanError
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.new import LOCALES
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.reading import compute, read_settings
from plainplan.cli.screen import complain, print_diagnostics

SUFFIX = ".xlsx"

COMMAND = Command(
    name="export",
    sentence="write a plan as a live Excel workbook",
    arguments="FILE",
    least=1,
    most=1,
    options=(
        Option("--output", "the workbook to write", "FILE.xlsx", short="-o"),
        SET,
        SCENARIO,
        Option("--locale", "the language of the labels; the plan's own unless said", "LOCALE", choices=LOCALES),
    ),
    examples=(
        "plainplan export chen.plan -o chen.xlsx",
        "plainplan export chen.plan -o poor.xlsx --scenario poor",
    ),
    details=(
        "Every figure of the workbook is an input or a live formula. The file appears whole or not at all;\n"
        "an unchanged plan gives the same bytes. It is also written when a check fails: its light is red there."
    ),
)


def run_command(arguments: Arguments) -> int:
    """Compute the plan and write its workbook."""
    output = arguments.value("--output")
    if output is None:
        raise UsageError("where to write is missing: -o FILE.xlsx")
    if not output.lower().endswith(SUFFIX) and output != "/dev/stdout":
        raise UsageError(f"`{output}` does not end with {SUFFIX}, and Excel would refuse it")
    computed = compute(arguments)
    if computed is None:
        return FAULTY
    plan, run = computed
    try:
        with Progress(f"writing {output}"):
            plan.export(
                output,
                scenario=arguments.value("--scenario"),
                set=read_settings(arguments),
                locale=arguments.value("--locale"),
            )
    except PlanError as error:
        print_diagnostics(error.diagnostics, arguments, sys.stderr)
        return FAULTY
    except OSError as fault:
        complain(f"cannot write `{output}`: {fault.strerror}")
        return FAULTY
    print_diagnostics(run.diagnostics, arguments, sys.stderr)
    print(f"wrote {output}")
    return FINE
