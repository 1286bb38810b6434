"""`plainplan run`: computes a plan and shows what comes of it."""

from __future__ import annotations

import sys

from plainplan.api import Plan, PlanError, Run
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option, UsageError
from plainplan.cli.reading import compute, read_settings
from plainplan.cli.screen import print_diagnostics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.api.solving import Solved
    from plainplan.evaluate.exact import Exactness

COMMAND = Command(
    name="run",
    sentence="compute a plan and show what comes of it",
    arguments="FILE",
    least=1,
    most=1,
    options=(
        SET,
        SCENARIO,
        Option("--json", "every figure at full precision, by name"),
        Option("--csv", "a row a step, a column a named series"),
        Option("--exact", "compute it in 50 digits as well, and say how far the figures are off"),
    ),
    examples=(
        "plainplan run chen.plan",
        "plainplan run chen.plan --scenario dotcom",
        "plainplan run chen.plan --set market=7%/year --set 'cash.value=2000萬 TWD'",
        "plainplan run chen.plan --csv > chen.csv",
    ),
    details="Exits with 1 when a check fails. `plainplan explain FILE` lists what can be set.",
)


def run_command(arguments: Arguments) -> int:
    """Compute the plan, and print it as asked."""
    if arguments.has("--csv") and arguments.has("--exact"):
        raise UsageError("`--csv` and `--exact` exclude each other")
    if arguments.has("--json") and arguments.has("--csv"):
        raise UsageError("`--json` and `--csv` exclude each other")
    computed = compute(arguments)
    if computed is None:
        return FAULTY
    plan, run = computed
    if arguments.has("--json"):
        from plainplan.cli.data import run_json
        from plainplan.cli.screen import print_json

        data = run_json(run, read_settings(arguments))
        if plan.shows_statements:
            from plainplan.cli.statement_data import requested_json

            data["statements"] = requested_json(plan, arguments)
        if plan.asks_to_solve:
            from plainplan.cli.solve import solved_json

            data["solutions"] = [solved_json(each) for each in _solved(plan, arguments)]
        if arguments.has("--exact"):
            from plainplan.cli.exactness import exactness_json

            data["exactness"] = exactness_json(run, _exactness(plan, run))
        print_json(data)
    elif arguments.has("--csv"):
        from plainplan.cli.data import write_csv

        write_csv(run, sys.stdout)
    else:
        from plainplan.cli.summary import print_summary

        print_summary(run, read_settings(arguments), arguments)
        if plan.shows_statements:
            from plainplan.cli.statement_tables import print_requested

            print_requested(plan, arguments)
        if plan.asks_to_solve:
            from plainplan.cli.solve import solved_text

            if text := solved_text(_solved(plan, arguments), run.graph.locale):
                print(f"\n{text}")
        if arguments.has("--exact"):
            from plainplan.cli.exactness import exactness_text

            print(f"\n{exactness_text(run, _exactness(plan, run))}")
    return FINE if run.is_ok else FAULTY


def _solved(plan: Plan, arguments: Arguments) -> list[Solved]:
    """What the plan asks for, with the inputs of this run; what cannot be looked for is told by `check`."""
    from plainplan.cli.progress import Progress

    with Progress(f"solving {plan.path}"):
        try:
            scenario, settings = arguments.value("--scenario"), read_settings(arguments)
            return plan.solve(None, scenario, settings, with_formulas=False)
        except PlanError as error:
            print_diagnostics(error.diagnostics, arguments, sys.stderr)
            return []


def _exactness(plan: Plan, run: Run) -> Exactness:
    from plainplan.cli.progress import Progress

    with Progress(f"computing {plan.path} in 50 digits"):
        return run.exactness
