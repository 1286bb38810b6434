"""`plainplan log`: a figure of a plan along its history in git, and which commit moved it by how much."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from types import MappingProxyType

from plainplan.api import Plan, load
from plainplan.api.figures import NO_VALUE, money_text, value_text
from plainplan.cli.entry import FAULTY, FINE
from plainplan.cli.options import SCENARIO, Arguments, Command, Option, UsageError
from plainplan.cli.progress import Progress
from plainplan.cli.screen import print_diagnostics, print_json
from plainplan.diagnostics import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plainplan.versions.asked import Asked
    from plainplan.versions.history import History, Point

MOST = 50
# A row of blocks as long as fits beside its name.
WIDTH = 60

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
    details="OUTCOME is an expression over the plan's names; of what moves in time its last value is taken.",
)

ENGLISH = MappingProxyType(
    {
        "heads": "date commit value change subject",
        "now": "not committed",
        "cut": "what came before is not in this clone: run `git fetch --unshallow`",
        "most": "the latest {count} commits; --most shows more",
    }
)
CHINESE = MappingProxyType(
    {
        "heads": "日期 提交 數值 差異 說明",
        "now": "尚未提交",
        "cut": "更早的歷史不在這份複本裡:請執行 `git fetch --unshallow`",
        "most": "最近 {count} 次提交;--most 可多列",
    }
)


def run_command(arguments: Arguments) -> int:
    """Compute the figure at each commit, and draw what was found."""
    from plainplan.versions.asked import ask_plan
    from plainplan.versions.history import trace

    path, text = arguments.positional
    most = _most(arguments.value("--most"))
    plan = load(path)
    now = ask_plan(plan, text, arguments.value("--scenario"))
    if isinstance(now, list):
        print_diagnostics(now, arguments, sys.stderr)
        return FAULTY
    with Progress(f"reading the history of {path}"):
        found = trace(plan, text, arguments.value("--scenario"), most)
    if isinstance(found, Diagnostic):
        print_diagnostics([found], arguments, sys.stderr)
        return FAULTY
    if arguments.has("--json"):
        print_json(_json(found))
    else:
        _print(plan, text, found, now, most, arguments)
    return FINE


def _most(text: str | None) -> int:
    if text is None:
        return MOST
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise UsageError(f"`--most` is a number, not `{text}`")
    return int(text)


def _print(plan: Plan, text: str, found: History, now: Asked, most: int, arguments: Arguments) -> None:
    from plainplan.cli.charts import blocks_of
    from plainplan.cli.story import Block, Grid, Heading, Note, print_story

    graph = plan.graph
    assert graph is not None
    words = CHINESE if graph.locale == "zh-TW" else ENGLISH
    values = [point.value for point in found.points]
    known = [value for value in values if math.isfinite(value)]
    line = blocks_of(values, min(known, default=0.0), max(known, default=0.0), WIDTH)
    rows = []
    before = math.nan
    for point in found.points:
        change = point.value - before
        moved = "" if not math.isfinite(change) or change == 0 else _signed(change, now, graph.locale)
        day, name = ("", "") if point.commit is None else (point.commit.date, point.commit.short)
        rows.append((day, name, _amount(point.value, now, graph.locale), moved, _subject(point, words)))
        before = point.value if math.isfinite(point.value) else before
    heads = words["heads"].split()
    story: list[Block] = [Heading(f"{text}  {line}"), Grid(tuple(heads), tuple(rows), (2, 3))]
    if found.is_cut:
        story.append(Note(words["cut"]))
    elif len(found.points) >= most:
        story.append(Note(words["most"].format(count=most)))
    print_story(story, arguments, "text")


def _subject(point: Point, words: Mapping[str, str]) -> str:
    told = words["now"] if point.commit is None else point.commit.subject
    return f"{told} ({point.fault.message})" if point.fault is not None else told


def _amount(value: float, asked: Asked, locale: str) -> str:
    if not math.isfinite(value):
        return NO_VALUE
    if asked.type.is_money and asked.type.currency:
        return money_text(value, asked.type.currency, locale)
    return value_text(value, asked.type, asked.is_share, locale)


def _signed(value: float, asked: Asked, locale: str) -> str:
    text = _amount(value, asked, locale)
    return f"+{text}" if value > 0 else text.replace("-", "−", 1)


def _json(found: History) -> list[dict[str, object]]:
    return [
        {
            "commit": None if point.commit is None else point.commit.id,
            "date": None if point.commit is None else point.commit.date,
            "author": None if point.commit is None else point.commit.author,
            "subject": None if point.commit is None else point.commit.subject,
            "path": None if point.commit is None else point.commit.path,
            "value": point.value if math.isfinite(point.value) else None,
            "fault": None if point.fault is None else point.fault.message,
        }
        for point in found.points
    ]
