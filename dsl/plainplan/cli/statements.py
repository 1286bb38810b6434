"""`plainplan statements`: the household statements of a plan at any date."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from plainplan.api import PlanError, load
from plainplan.api.statements import statements_of, views_of
from plainplan.check.model import StatementTime
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, SET, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.reading import read_settings
from plainplan.cli.screen import print_diagnostics
from plainplan.diagnostics import Diagnostic

COMMAND = Command(
    name="statements",
    sentence="show balance sheet, cash flow and ratios of a household at a date",
    arguments="FILE",
    least=1,
    most=1,
    options=(
        Option("--at", "the date; the end of the plan's first year, or the report's date, unless said", "DATE"),
        Option("--from", "the first month of the cash flow; twelve months up to the date unless said", "DATE"),
        Option("--until", "the month before which the cash flow ends, and the date of all that stands", "DATE"),
        SCENARIO,
        SET,
        Option("--json", "every figure at full precision"),
    ),
    examples=(
        "plainplan statements chen.plan",
        "plainplan statements chen.plan --at 2030-12",
        "plainplan statements chen.plan --from 2026-01 --until 2026-07",
        "plainplan statements chen.plan --set statements.ratio.debt.good=40%",
    ),
    details="The standard values of the ratios are inputs: `plainplan explain FILE statements.ratio.debt.good`.",
)
MONTHS_IN_YEAR = 12


def run_command(arguments: Arguments) -> int:
    """Compute the plan at the date, and print its statements."""
    time, settings = _time(arguments), read_settings(arguments)
    path = arguments.positional[0]
    try:
        with Progress(f"computing {path}"):
            plan = load(path)
            run = statements_of(plan, time, arguments.value("--scenario"), settings)
    except PlanError as error:
        print_diagnostics(error.diagnostics, arguments, sys.stderr)
        return FAULTY
    print_diagnostics(plan.warnings, arguments, sys.stderr)
    if not run.graph.statements:
        fault = Diagnostic("no-account", f"{path} has no accounts, and a household statement is of accounts", None)
        print_diagnostics([fault], arguments, sys.stderr)
        return FAULTY
    if arguments.has("--json"):
        from plainplan.cli.screen import print_json
        from plainplan.cli.statement_data import statements_json

        print_json({"plan": run.graph.title, "scenario": run.scenario} | statements_json(run))
        return FINE
    from plainplan.cli.statement_tables import statements_text

    print(statements_text(run, views_of(run), arguments))
    return FINE


def _time(arguments: Arguments) -> StatementTime | None:
    at, begin, end = (arguments.value(option) for option in ("--at", "--from", "--until"))
    if at is not None and end is not None:
        raise UsageError("`--at` and `--until` exclude each other")
    if begin is not None and at is None and end is None:
        raise UsageError("`--from` needs `--until` or `--at`")
    if at is None and end is None:
        return None
    last = _last_day("--at", at) if at is not None else _first_day("--until", end or "") - timedelta(days=1)
    months = MONTHS_IN_YEAR
    if begin is not None:
        first = _first_day("--from", begin)
        months = (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month + 1
        if months < 1:
            raise UsageError(f"`--from {begin}` is not before the end")
    return StatementTime(last.year, last.month, last.day, months, None)


def _parts(option: str, text: str) -> list[int]:
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise UsageError(f"`{option} {text}` is not a date such as 2030-12")
    return [int(part) for part in parts]


def _first_day(option: str, text: str) -> date:
    year, month, day = (*_parts(option, text), 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        raise UsageError(f"`{option} {text}` is not a date such as 2030-12") from None


def _last_day(option: str, text: str) -> date:
    """The day; of a month, or of a year, its last."""
    parts = _parts(option, text)
    if len(parts) == 3:
        return _first_day(option, text)
    year, month = parts[0], parts[1] if len(parts) == 2 else MONTHS_IN_YEAR
    if not 1 <= month <= MONTHS_IN_YEAR:
        raise UsageError(f"`{option} {text}` is not a date such as 2030-12")
    return _first_day(option, f"{year + month // MONTHS_IN_YEAR}-{month % MONTHS_IN_YEAR + 1}") - timedelta(days=1)
