"""The summary that `plainplan run` draws: the outcome, the checks, what went wrong, and tables by year."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import cause_text, step_text
from plainplan.api.figures import date_text, money_text, month_text, value_text
from plainplan.cli.indicators import indicator_tables, value_rows
from plainplan.cli.options import Arguments
from plainplan.cli.screen import screen_width, wants_color
from plainplan.cli.tables import balance_table, flow_table
from plainplan.cli.words import words_of
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from plainplan.api.paths import Paths
    from plainplan.cli.sheets import Sheet
    from plainplan.graph.nodes import WindowsView

Words = Mapping[str, str]

MOST_ROWS = 12
MOST_CHECKS = 24
# A light a check: holds, fails, a warning.
GREEN, RED, YELLOW = "green", "bold red", "yellow"
LIGHT = "●"


def print_summary(run: Run, settings: Mapping[str, str], arguments: Arguments) -> None:
    """Draw the summary on standard output."""
    page = io.StringIO()
    console = open_console(page, arguments)
    words = words_of(run.graph.locale)
    _print_title(console, run, settings, words)
    if run.paths is not None and run.windows is not None:
        _print_paths(console, run, run.paths, run.windows, words)
    _print_net_worth(console, run, words)
    _print_values(console, run, words)
    _print_checks(console, run, words)
    _print_shorts(console, run, words)
    _print_undefined(console, run, words)
    for heading, table in _tables(run, words, console.width):
        _print_heading(console, heading)
        console.print(table)
    _print_sheets(console, run, words)
    _print_charts(console, run, words)
    _print_notes(console, run, words)
    # Tables are padded to their full width, which a reader who pastes them into a mail would find in the way.
    print("\n".join(line.rstrip() for line in page.getvalue().rstrip().split("\n")))


def open_console(page: io.StringIO, arguments: Arguments) -> Console:
    """What draws tables into a text, as wide as the page on which it will stand."""
    from rich.console import Console

    is_colored = wants_color(arguments, sys.stdout)
    return Console(
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


def _tables(run: Run, words: Words, width: int) -> Iterator[tuple[str, Table]]:
    if run.graph.goals:
        # Imported when needed: most plans have no goals.
        from plainplan.cli.goals import goal_table

        yield goal_table(run, words)
    if run.graph.accounts:
        yield balance_table(run, words, width)
        flows = flow_table(run, words, width)
        if flows is not None:
            yield flows
    yield from indicator_tables(run, words, width)


def _print_values(console: Console, run: Run, words: Words) -> None:
    """The values of a calculator, and those of a plan that do not move in time."""
    rows = value_rows(run)
    if rows:
        _print_heading(console, words["values"])
        _print_rows(console, rows)


def _print_sheets(console: Console, run: Run, words: Words) -> None:
    """The tables and grids of the plan, each with its totals below."""
    if not run.graph.axes:
        return
    # Imported when needed: most plans have no tables.
    from plainplan.cli.sheets import sheets_of

    for sheet in sheets_of(run, words, console.width):
        print_sheet(console, sheet)


def _print_charts(console: Console, run: Run, words: Words) -> None:
    """The charts of reports, a line each."""
    if run.graph.charts:
        # Imported when needed: most plans have no charts.
        from plainplan.cli.charts import chart_tables

        for heading, table in chart_tables(run, words, console.width):
            _print_heading(console, escape_text(heading))
            console.print(table)


def print_sheet(console: Console, sheet: Sheet) -> None:
    """A table or a grid with its totals below."""
    _print_heading(console, escape_text(sheet.heading))
    for part in sheet.parts:
        console.print(part)
    if sheet.totals:
        _print_rows(console, sheet.totals)


def _print_title(console: Console, run: Run, settings: Mapping[str, str], words: Words) -> None:
    graph = run.graph
    if not graph.accounts and not graph.title:
        return
    console.print(escape_text(graph.title), style="bold")
    told = month_text if graph.step_months else date_text
    first, last = told(run.number(graph.well_known["date"], 1)), told(run.number(graph.named_day, graph.steps))
    labels = dict(graph.scenarios)
    name = (labels.get(run.scenario) or run.scenario) if run.scenario else words["base"]
    facts = [f"{words['period']} {first} – {last}", f"{words['scenario']} {name}"]
    if run.window is not None:
        facts.append(f"{words['window']} {run.window}")
    console.print(escape_text(" · ".join(facts)))
    for target, text in settings.items():
        console.print(escape_text(f"{words['changed']} {target} = {text}"))


def _print_paths(console: Console, run: Run, paths: Paths, windows: WindowsView, words: Words) -> None:
    """All paths of the scenario together, before the one that the rest of the page shows."""
    from plainplan.cli.windows import path_rows, percentile_table

    _print_heading(console, words["backtest"])
    _print_rows(console, path_rows(run, paths, words))
    if run.graph.accounts:
        heading, table = percentile_table(run, paths, words)
        _print_heading(console, heading)
        console.print(table)
    else:
        console.print()
    name = run.graph.quantities[windows.start].name
    shown = words["shown_window"].format(start=run.window, name=name, worst=paths.worst.label)
    console.print(escape_text(shown))


def _print_net_worth(console: Console, run: Run, words: Words) -> None:
    graph = run.graph
    if not graph.accounts:
        return
    worth = run.net_worth
    lowest = min(range(len(worth)), key=lambda index: math.inf if math.isnan(worth[index]) else worth[index])
    rows = [
        (words["at_start"], run.net_worth_initial, ""),
        (words["at_end"], worth[-1], step_text(run, graph.steps)),
        (words["lowest"], worth[lowest], step_text(run, lowest + 1)),
    ]
    real = run.net_worth_today
    if real is not None:
        rows.insert(2, (words["end_real"], real[-1], ""))
    _print_heading(console, words["net_worth"])
    _print_rows(
        console,
        [(label, money_text(value, graph.currency, graph.locale), when) for label, value, when in rows],
    )


def _print_rows(console: Console, rows: list[tuple[str, str, str]]) -> None:
    """A label, a figure to the right, and what else there is to say."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for row in rows:
        grid.add_row(*(Text(escape_text(cell)) for cell in ("  " + row[0], *row[1:])))
    console.print(grid)


def _print_checks(console: Console, run: Run, words: Words) -> None:
    """Every check with its light; built-in ones that hold, and very many that hold, in one line."""
    if not run.checks:
        return
    _print_heading(console, words["checks"])
    held = [check for check in run.checks if check.is_ok]
    own = [check for check in held if not check.view.is_builtin]
    for check in run.checks:
        if not check.is_ok or (not check.view.is_builtin and len(own) <= MOST_CHECKS):
            _print_check(console, run, check, words)
    if len(own) > MOST_CHECKS:
        _print_light(console, words["holds"], words["so_many"].format(count=len(own)), GREEN)
    if len(held) > len(own):
        _print_light(console, words["holds"], words["built_in"].format(count=len(held) - len(own)), GREEN)


def _print_check(console: Console, run: Run, check: CheckOutcome, words: Words) -> None:
    is_check = check.view.keyword == "check"
    style = GREEN if check.is_ok else RED if is_check else YELLOW
    verdict = words["holds"] if check.is_ok else words["fails" if is_check else "warns"]
    label = check.view.label or check.name
    if check.paths is not None:
        from plainplan.cli.windows import held_text

        label += held_text(check, words)
    _print_light(console, verdict, label, style)
    if not check.is_ok:
        # Under the label, which stands behind the light and the verdict.
        console.print(f"      {escape_text(_reason(run, check, words))}")


def _print_light(console: Console, verdict: str, label: str, style: str) -> None:
    from rich.text import Text

    console.print(Text(f"  {LIGHT} {verdict}", style=style).append(f"  {escape_text(label)}", style="not bold default"))


def _reason(run: Run, check: CheckOutcome, words: Words) -> str:
    """Why a check does not hold: when first, both sides, what is missing."""
    if check.is_ok:
        return ""
    if check.is_undefined:
        return words["undefined"]
    facts = []
    if check.paths is not None:
        facts.append(words["in_worst"].format(start=check.paths.worst))
    if check.failed_step:
        facts.append(words["failed_at"].format(when=step_text(run, check.failed_step)))
    if check.view.left is not None and check.left is not None and check.right is not None:
        left, right = (_amount(run, check.view.left, value) for value in (check.left, check.right))
        facts.append(words["sides"].format(left=left, right=right))
        if check.shortfall is not None and check.shortfall > 0:
            word = words["short_by" if check.left < check.right else "over_by"]
            facts.append(word.format(amount=_amount(run, check.view.left, check.shortfall)))
    return "; ".join(facts)


def _amount(run: Run, quantity: int, value: float) -> str:
    type_ = run.graph.quantities[quantity].type
    if type_.is_money and type_.currency is not None:
        return money_text(value, type_.currency, run.graph.locale)
    return value_text(float(f"{value:.6g}"), type_, quantity in run.shares, run.graph.locale)


def _print_shorts(console: Console, run: Run, words: Words) -> None:
    if not run.shorts:
        return
    _print_heading(console, words["shorts"])
    rows = []
    for short in run.shorts:
        assert short.view.short is not None
        total = _amount(run, short.view.short, short.total)
        line = words["short_line"].format(total=total, count=short.count, when=step_text(run, short.first_step))
        rows.append((short.view.label, "", line))
    _print_rows(console, rows)


def _print_undefined(console: Console, run: Run, words: Words) -> None:
    found = [cause for cause in run.undefined if not cause.is_awaited]
    if not found:
        return
    _print_heading(console, words["undefined"])
    for cause in found[:MOST_ROWS]:
        console.print(escape_text(f"  {cause_text(run, cause)}"))
    _print_more(console, len(found), words)


def _print_notes(console: Console, run: Run, words: Words) -> None:
    rows = run.notes
    if not rows:
        return
    console.print()
    _print_heading(console, words["notes"])
    for row in rows[:MOST_ROWS]:
        figures = []
        for quantity, value in zip(row.view.values, row.values, strict=True):
            shown = value if isinstance(value, str) else _amount(run, quantity, value)
            label = run.graph.quantities[quantity].label.removeprefix(f"{row.view.label}: ")
            figures.append(f"{label} {shown}")
        head = escape_text(f"  {step_text(run, row.step)}  {row.view.label}")
        for line in _lines(head, [escape_text(figure) for figure in figures], console.width):
            console.print(line)
    _print_more(console, len(rows), words)


def _lines(head: str, figures: Sequence[str], width: int) -> Iterator[str]:
    """Figures in a row behind a head, and below its end where the line is full; none of them is cut in two."""
    from rich.cells import cell_len

    line, is_first = f"{head}  ", True
    indent = " " * cell_len(line)
    for figure in figures:
        if not is_first and cell_len(f"{line}; {figure};") > width:
            yield f"{line};"
            line, is_first = indent, True
        line += figure if is_first else f"; {figure}"
        is_first = False
    yield line


def _print_more(console: Console, count: int, words: Words) -> None:
    if count > MOST_ROWS:
        console.print(f"  {words['more_rows'].format(count=count - MOST_ROWS)}")


def _print_heading(console: Console, text: str) -> None:
    console.print()
    console.print(text, style="bold")
