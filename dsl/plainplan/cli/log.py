"""`plainplan log`: a figure of a plan along its history in git, and which commit moved it by how much."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from types import MappingProxyType

from plainplan.api import Plan, load
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.screen import print_diagnostics, print_json
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import unit_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.history import History, Point

MOST = 50
# A row of blocks fits on the narrowest terminal, between its ends.
WIDTH = 40
MARK = "▶"
MERGE = "†"

COMMAND = Command(
    name="log",
    sentence="show a figure of a plan along its git history",
    arguments="FILE OUTCOME",
    least=2,
    most=2,
    options=(
        Option("--most", f"how many commits to go back, {MOST} unless said", "N"),
        SCENARIO,
        Option("--json", "every commit, at full precision"),
    ),
    examples=(
        "plainplan log chen.plan net_worth",
        "plainplan log chen.plan 'at(cash, 2030-12)' --scenario dotcom",
        "plainplan log chen.plan college.funded --json",
    ),
    details="OUTCOME is an expression over the plan's names; of what moves in time its last value is taken.\n"
    "Each commit that changed the plan, or a file that it uses, is held against its first parent.",
)

ENGLISH = MappingProxyType(
    {
        "heads": "date commit value change subject",
        "now": "not committed",
        "largest": "{mark} moved it most: {change}",
        "merge": "{mark} a merge: its change is against its first parent",
        "scenario": "scenario {name}",
        "cut": "what came before is not in this clone: run `git fetch --unshallow`",
        "most": "the latest {count} commits; --most shows more",
    }
)
CHINESE = MappingProxyType(
    {
        "heads": "日期 提交 數值 差異 說明",
        "now": "尚未提交",
        "largest": "{mark} 影響最大:{change}",
        "merge": "{mark} 合併:差異是與第一個父提交相比",
        "scenario": "情境 {name}",
        "cut": "更早的歷史不在這份複本裡:請執行 `git fetch --unshallow`",
        "most": "最近 {count} 次提交;--most 可多列",
    }
)


def run_command(arguments: Arguments) -> int:
    """Compute the figure at each commit, and draw what was found."""
    from plainplan.versions.asked import ask_plan
    from plainplan.versions.history import trace

    path, text = arguments.positional
    scenario, most = arguments.value("--scenario"), _most(arguments.value("--most"))
    plan = load(path)
    now = ask_plan(plan, text, scenario)
    # A plan with mistakes has had a history before them.
    is_unfinished = plan.source is not None and plan.graph is None
    if isinstance(now, list) and not is_unfinished:
        print_diagnostics(now, arguments, sys.stderr)
        return FAULTY
    with Progress(f"reading the history of {path}"):
        found = trace(plan, text, scenario, most)
    if isinstance(found, Diagnostic):
        print_diagnostics([found], arguments, sys.stderr)
        return FAULTY
    if isinstance(now, list) and all(point.asked is None for point in found.points):
        print_diagnostics(now, arguments, sys.stderr)
        return FAULTY
    if arguments.has("--json"):
        print_json(_json(plan, text, scenario, found))
    else:
        _print(text, found, most, arguments)
    return FINE


def _most(text: str | None) -> int:
    if text is None:
        return MOST
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 10_000:
        raise UsageError(f"`--most` is a number from 1 to 10,000, not `{text}`")
    return int(text)


def _print(text: str, found: History, most: int, arguments: Arguments) -> None:
    from plainplan.cli.story import Block, Grid, Heading, Note, print_story

    locale = found.locale
    words = CHINESE if locale == "zh-TW" else ENGLISH
    largest = found.largest
    rows = [_row(point, point is largest, words, locale) for point in found.points]
    name = arguments.value("--scenario")
    story: list[Block] = [Heading(text if name is None else f"{text} ({words['scenario'].format(name=name)})")]
    line = _line(found, locale)
    if line:
        story.append(Note(line))
    story.append(Grid(("", *words["heads"].split()), tuple(rows), (3, 4)))
    if largest is not None:
        story.append(Note(words["largest"].format(mark=MARK, change=_change(largest, locale))))
    if any(point.is_merge for point in found.points):
        story.append(Note(words["merge"].format(mark=MERGE)))
    if found.is_cut:
        story.append(Note(words["cut"]))
    if found.is_long:
        story.append(Note(words["most"].format(count=most)))
    print_story(story, arguments, "text")


def _line(found: History, locale: str) -> str:
    """The figures as blocks, between the lowest and the highest; nothing where there are no two."""
    from plainplan.cli.charts import blocks_of
    from plainplan.cli.outcome_texts import figure_text

    known = [point.asked for point in found.points if point.asked is not None and math.isfinite(point.value)]
    # Amounts in two currencies are in no proportion.
    if len(known) < 2 or any(asked.type.powers != known[0].type.powers for asked in known):
        return ""
    values = [asked.value for asked in known]
    low, high = (figure_text(end, known[-1].type, known[-1].is_share, locale) for end in (min(values), max(values)))
    return f"{blocks_of(values, min(values), max(values), WIDTH)}  {low} – {high}"


def _row(point: Point, is_largest: bool, words: Mapping[str, str], locale: str) -> tuple[str, ...]:
    from plainplan.cli.outcome_texts import figure_text

    asked, commit = point.asked, point.commit
    value = figure_text(asked.value, asked.type, asked.is_share, locale) if asked is not None else "—"
    told = words["now"] if commit is None else commit.subject
    if point.is_merge:
        told = f"{MERGE} {told}"
    if point.fault is not None:
        told = f"{told} ({point.fault.message})"
    day, short = ("", "") if commit is None else (commit.date, commit.short)
    return MARK if is_largest else "", day, short, value, _change(point, locale), told


def _change(point: Point, locale: str) -> str:
    from plainplan.cli.outcome_texts import change_text

    if point.asked is None:
        return ""
    return change_text(point.change, point.asked.type, point.asked.is_share, locale)


def _json(plan: Plan, text: str, scenario: str | None, found: History) -> dict[str, object]:
    """Every point at full precision; what is not known is null."""
    return {
        "path": plan.path,
        "outcome": text,
        "scenario": scenario or "base",
        "is_cut": found.is_cut,
        "is_long": found.is_long,
        "points": [
            {
                "commit": None if point.commit is None else point.commit.id,
                "date": None if point.commit is None else point.commit.date,
                "author": None if point.commit is None else point.commit.author,
                "subject": None if point.commit is None else point.commit.subject,
                "path": None if point.commit is None else point.commit.path,
                "value": _number(point.value),
                "unit": None if point.asked is None else unit_text(point.asked.type),
                "change": _number(point.change),
                "is_merge": point.is_merge,
                "moved_most": point is found.largest,
                "fault": None if point.fault is None else point.fault.message,
            }
            for point in found.points
        ],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
