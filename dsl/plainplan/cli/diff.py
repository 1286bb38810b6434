"""`plainplan diff`: what was edited between two versions of a plan, and what that did to the client."""

from __future__ import annotations

import sys

from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.export import SUFFIX
from plainplan.cli.options import SCENARIO, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.screen import complain, print_diagnostics, print_json
from plainplan.diagnostics import Diagnostic
from plainplan.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.comparison import Comparison

COMMAND = Command(
    name="diff",
    sentence="show what was edited between two versions of a plan, and what that did to the outcome",
    arguments="[A] [B] [PATH...]",
    least=0,
    most=None,
    options=(
        Option("--format", "how to print it", "FORMAT", choices=("text", "markdown", "json")),
        replace(SCENARIO, sentence="compare this scenario, or `base`; every one unless said", is_repeated=True),
        Option("--edits", "what was edited alone: run nothing"),
        Option("--output", "write an Excel workbook that compares them, live", "FILE.xlsx", short="-o"),
    ),
    examples=(
        "plainplan diff before.plan after.plan",
        "plainplan diff chen.plan                     # since the last commit",
        "plainplan diff HEAD~1 chen.plan",
        "plainplan diff main..feature --format markdown",
        "plainplan diff chen.plan -o change.xlsx",
    ),
    details="A and B are files, folders, revisions of git, or a file of one, `HEAD~1:chen.plan`. Without them\n"
    "the work tree is compared with the last commit. Exits with 1 when a version cannot be read or computed.",
)


def run_command(arguments: Arguments) -> int:
    """Compare the versions of each plan, and print what was found."""
    from plainplan.versions.comparison import compare
    from plainplan.versions.revisions import Revisions
    from plainplan.versions.sides import find_sides

    form = arguments.value("--format", "text")
    scenarios = tuple(dict.fromkeys(arguments.values("--scenario")))
    is_run = not arguments.has("--edits")
    output = arguments.value("--output")
    if not is_run and (scenarios or output is not None):
        raise UsageError("`--edits` runs nothing, and neither a scenario nor a workbook can be shown")
    if output is not None and not output.lower().endswith(SUFFIX):
        raise UsageError(f"`{output}` does not end with {SUFFIX}, and Excel would refuse it")
    with Revisions() as revisions:
        asked = find_sides(revisions, arguments.positional)
        if isinstance(asked, Diagnostic):
            print_diagnostics([asked], arguments, sys.stderr)
            return FAULTY
        found: list[Comparison] = []
        for sides in asked:
            with Progress(f"comparing {sides.path}"):
                found.append(compare(sides, scenarios, is_run))
        if output is not None:
            status = _write_workbook(found, arguments, output)
            if status != FINE:
                return status
        _print(found, arguments, form or "text")
        if output is not None and form == "text" and any(comparison.outcomes for comparison in found):
            print(f"\nwrote {output}")
    is_faulty = any(fault.is_error for comparison in found for fault in comparison.faults)
    return FAULTY if is_faulty else FINE


def _print(found: list[Comparison], arguments: Arguments, form: str) -> None:
    if form == "json":
        from plainplan.cli.diff_data import comparison_json

        print_json([comparison_json(comparison) for comparison in found])
        return
    from plainplan.cli.diff_page import faults_of, story_of, summary_of
    from plainplan.cli.story import print_story

    for number, comparison in enumerate(found):
        if number:
            print()
        story = story_of(comparison)
        if form == "markdown" and comparison.faults:
            story += faults_of(comparison)
        print_story(story, arguments, form)
        if form != "markdown":
            # Behind what is on the page, where both go to one terminal.
            sys.stdout.flush()
            print_diagnostics(comparison.faults, arguments, sys.stderr)
    if len(found) != 1:
        if found:
            print()
        print_story(summary_of(found), arguments, form)


def _write_workbook(found: list[Comparison], arguments: Arguments, path: str) -> int:
    """Write the workbook of the one comparison, and say where."""
    if not found:
        complain("no plan differs, and there is nothing to put in a workbook")
        return FAULTY
    if len(found) > 1:
        complain(f"a workbook compares two versions of one plan, and these are {len(found)}: name the plan")
        return FAULTY
    comparison = found[0]
    if comparison.sides.before is None or comparison.sides.after is None:
        complain(f"a workbook compares two versions, and `{comparison.sides.path}` is in one of them only")
        return FAULTY
    if comparison.faults and not comparison.outcomes:
        # Why they cannot be computed is said with the rest.
        return FINE
    if not comparison.outcomes:
        complain(f"a workbook compares figures, and `{comparison.sides.path}` only holds what other plans use")
        return FAULTY
    from plainplan.api import PlanError
    from plainplan.cli.diff_book import write_book

    try:
        with Progress(f"writing {path}"):
            problems = write_book(comparison, path)
    except PlanError as error:
        problems = error.diagnostics
    except OSError as fault:
        complain(f"cannot write `{path}`: {fault.strerror}")
        return FAULTY
    print_diagnostics(problems, arguments, sys.stderr)
    return FAULTY if problems else FINE
