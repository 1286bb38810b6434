"""`plainplan check`: reads and checks plans, tries their own checks in every scenario, and holds them against git."""

from __future__ import annotations

import sys

from plainplan.api import Plan, Run, load
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, Arguments, Command, Option, UsageError
from plainplan.cli.paths import plan_files
from plainplan.cli.progress import Progress
from plainplan.cli.screen import print_diagnostics, print_json
from plainplan.diagnostics import Diagnostic
from plainplan.records import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.cli.checked import Case, Checked
    from plainplan.versions.against import Standing
    from plainplan.versions.tolerance import Tolerance, Wanted

OUTCOME = "net_worth"

COMMAND = Command(
    name="check",
    sentence="read and check plans, and try them in every scenario",
    arguments="PATH...",
    least=1,
    most=None,
    options=(
        Option("--static", "stop before running the plan"),
        Option("--format", "how to print mistakes", "FORMAT", choices=("full", "concise", "json", "sarif", "junit")),
        replace(SCENARIO, sentence="try only this scenario, or `base`; every one unless said", is_repeated=True),
        Option("--against", "fail when an outcome is worse than in this revision of git", "REV"),
        Option("--outcome", f"what should not be lower, {OUTCOME} unless said", "EXPR", is_repeated=True),
        Option("--lower", "what should not be higher, such as debts", "EXPR", is_repeated=True),
        Option("--tolerance", "how much worse it may be: 1%, or an amount in its unit", "T", is_repeated=True),
    ),
    examples=(
        "plainplan check chen.plan",
        "plainplan check plans             # every plan below the folder",
        "plainplan check --static --format concise plans",
        "plainplan check --format sarif plans > plans.sarif",
        "plainplan check chen.plan --against main --tolerance 1%",
        "plainplan check chen.plan --against main --outcome college.funded --lower debts --tolerance '10萬 TWD'",
    ),
    details="A `check` of the plan that fails is an error; a `warn` is a warning, and does not fail the plan.",
)


def run_command(arguments: Arguments) -> int:
    """Check each plan; print every mistake, and a line for each plan that is fine."""
    shown = arguments.value("--format", "full")
    rule = _rule(arguments)
    found: list[Checked] = []
    status = FINE
    for path in plan_files(arguments.positional):
        with Progress(f"checking {path}"):
            checked = _check(path, arguments, rule, shown == "junit")
        if checked.is_faulty:
            status = FAULTY
        if shown not in ("full", "concise"):
            found.append(checked)
            continue
        print_diagnostics(checked.diagnostics, arguments, sys.stdout)
        if shown == "concise" and checked.standing is not None:
            from plainplan.cli.standing import figure_lines

            for line in figure_lines(checked):
                print(line)
        if shown == "full":
            if checked.standing is not None:
                _print_standing(checked, arguments)
            print(_verdict(checked.plan, checked.diagnostics, arguments))
    if shown == "json":
        from plainplan.cli.check_data import checked_json

        print_json(checked_json(found, rule is not None))
    elif shown == "sarif":
        from plainplan.cli.sarif import sarif_log

        print_json(sarif_log(found, status))
    elif shown == "junit":
        from plainplan.cli.junit import print_junit

        print_junit(found)
    return status


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a plan is held against, and how much worse it may be."""

    revision: str
    wanted: tuple[Wanted, ...]
    tolerances: tuple[Tolerance, ...]
    faults: tuple[Diagnostic, ...]


def _rule(arguments: Arguments) -> _Rule | None:
    """What `--against` and its companions ask for."""
    revision = arguments.value("--against")
    if revision is None:
        for name in ("--outcome", "--lower", "--tolerance"):
            if arguments.has(name):
                raise UsageError(f"`{name}` needs `--against REV`")
        return None
    if arguments.has("--static"):
        raise UsageError("`--static` runs nothing, and there is no outcome to hold against a revision")
    from plainplan.versions.tolerance import Tolerance, Wanted, read_tolerance

    outcomes, lower = arguments.values("--outcome"), arguments.values("--lower")
    wanted = [*map(Wanted, outcomes or ([] if lower else [OUTCOME])), *(Wanted(text, True) for text in lower)]
    read = [read_tolerance(text) for text in arguments.values("--tolerance")]
    if not outcomes and not lower:
        for found in read:
            if isinstance(found, Tolerance) and found.type.is_number and not found.is_share:
                raise UsageError(
                    f"`--tolerance {found.text}` has no unit, and {OUTCOME} has: write `1%` or `{found.text} TWD`"
                )
    return _Rule(
        revision,
        # Asked twice, told once.
        tuple(dict.fromkeys(wanted)),
        tuple(found for found in read if isinstance(found, Tolerance)),
        tuple(fault for found in read if isinstance(found, list) for fault in found),
    )


def _check(path: str, arguments: Arguments, rule: _Rule | None, with_cases: bool) -> Checked:
    from plainplan.cli.checked import Checked, cases_of

    cases: list[Case] = []

    def watch(run: Run) -> None:
        cases.extend(cases_of(run))

    plan = load(path)
    scenarios = tuple(arguments.values("--scenario"))
    is_static = arguments.has("--static")
    diagnostics = plan.check(is_static=is_static, scenarios=scenarios, watch=watch if with_cases else None)
    standing = None
    # A plan that cannot be computed has no outcome; what is wrong with it has been told.
    if rule is not None and plan.graph is not None and not _is_unknown_scenario(diagnostics):
        standing = _hold(plan, rule, scenarios)
        diagnostics = [*diagnostics, *standing.diagnostics]
    return Checked(plan, diagnostics, cases, standing)


def _is_unknown_scenario(diagnostics: list[Diagnostic]) -> bool:
    return any(found.code == "unknown-scenario" and found.span is None for found in diagnostics)


def _hold(plan: Plan, rule: _Rule, scenarios: tuple[str, ...]) -> Standing:
    from plainplan.versions.against import Standing, hold_against

    if rule.faults:
        return Standing(rule.revision, (), (), rule.faults)
    return hold_against(plan, rule.revision, rule.wanted, rule.tolerances, scenarios)


def _print_standing(checked: Checked, arguments: Arguments) -> None:
    from plainplan.cli.standing import story_of
    from plainplan.cli.story import print_story

    assert checked.standing is not None
    if checked.standing.judged or checked.standing.lost:
        graph = checked.plan.graph
        labels = {} if graph is None else {name: label for name, label in graph.scenarios if name}
        print_story(story_of(checked.standing, labels, graph.locale if graph else "en"), arguments, "text")
        print()


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
