"""Household statements drawn as tables, in full amounts: a client holds them against bank statements."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plainplan.api import Plan, Run
from plainplan.api.figures import date_text, undefined_text
from plainplan.api.statements import requested, views_of
from plainplan.cli.options import Arguments
from plainplan.cli.reading import read_settings
from plainplan.cli.screen import screen_width, wants_color
from plainplan.graph.nodes import StatementLine, StatementView
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

# By light: the words, in Chinese and in English, and the colour.
LIGHTS = {
    0: ("—", "—", ""),
    1: ("● 警訊", "● alert", "bold red"),
    2: ("● 注意", "● watch", "yellow"),
    3: ("● 良好", "● good", "green"),
}
BEYOND = 1e15
SHARE_COLUMNS = {"assets": 3, "debts": 2, "goals": 3, "variance": 3}
YEAR_COLUMNS = {"goals": 4}
BOLD = frozenset({"total"})


def statements_text(run: Run, views: Sequence[StatementView], arguments: Arguments) -> str:
    """The statements one under the other, with their dates."""
    from rich.console import Console

    page = io.StringIO()
    is_colored = wants_color(arguments, sys.stdout)
    console = Console(
        file=page,
        width=screen_width(sys.stdout),
        force_terminal=is_colored,
        no_color=not is_colored,
        color_system="standard" if is_colored else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for view in views:
        console.print()
        console.print(escape_text(_heading(run, view)), style="bold")
        console.print(_table(run, view))
    return "\n".join(line.rstrip() for line in page.getvalue().strip("\n").split("\n"))


def print_requested(plan: Plan, arguments: Arguments) -> None:
    """The statements that the reports of a plan ask for, below the summary of its run."""
    for name, run in requested(plan, arguments.value("--scenario"), read_settings(arguments)):
        print()
        print(statements_text(run, views_of(run, name), arguments))


def _heading(run: Run, view: StatementView) -> str:
    number = run.graph.by_name
    until, begin = (date_text(run.number(number[f"statements.{key}"])) for key in ("until", "from"))
    when = f"  {begin} – {until}" if view.key in ("cash_flow", "variance") else f"  {until}"
    # Goals are of the whole plan.
    when = "" if view.key == "goals" else when
    return f"{view.title}{when}" + ("" if view.key == "persons" else f"  {run.graph.currency}")


def _table(run: Run, view: StatementView) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for head in view.heads:
        table.add_column(Text(escape_text(head)), justify="right", no_wrap=True)
    for line in view.lines:
        style = "bold" if line.kind in BOLD else ""
        label = Text(("" if line.kind in ("title", "total", "ratio") else "  ") + escape_text(line.label), style=style)
        cells = [_cell(run, view, line, column) for column in range(len(view.heads))]
        for cell in cells:
            cell.stylize(style)
        table.add_row(label, *cells)
    return table


def _cell(run: Run, view: StatementView, line: StatementLine, column: int) -> Text:
    from rich.text import Text

    number = line.cells[column] if column < len(line.cells) else None
    if number is None:
        return Text("")
    value = run.value(number)
    if isinstance(value, str):
        return Text(escape_text(value))
    if line.kind == "ratio" and column == len(line.cells) - 1:
        return _light(run, value)
    if math.isnan(value):
        return Text(undefined_text(run.graph.locale))
    if YEAR_COLUMNS.get(view.key) == column:
        return Text(f"{value:.0f}" if value else "—")
    is_share = SHARE_COLUMNS.get(view.key) == column
    return Text(_figure(value, "share" if is_share else "count" if line.unit == "person" else line.unit))


def _light(run: Run, value: float) -> Text:
    from rich.text import Text

    chinese, english, style = LIGHTS.get(0 if math.isnan(value) else int(value), LIGHTS[0])
    return Text(chinese if run.graph.locale == "zh-TW" else english, style=style)


def _figure(value: float, unit: str) -> str:
    if abs(value) >= BEYOND:
        return "—"
    match unit:
        case "share" | "rate":
            return f"{value * 100:.1f}%"
        case "number":
            return f"{value:.2f}"
        case "months":
            return f"{value:.1f}"
        case "count":
            return f"{value:.0f}"
        case "date":
            return date_text(value)
    text = f"{value:,.0f}"
    return "0" if text == "-0" else text
