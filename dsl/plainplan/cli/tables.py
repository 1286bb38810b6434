"""The tables by year: what is held at the end of each, and what came in and went out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from plainplan.api import Run
from plainplan.api.failures import step_text
from plainplan.api.figures import Scale, scaled_text, table_scale
from plainplan.records import dataclass
from plainplan.render import escape_text

if TYPE_CHECKING:
    from datetime import date

    from rich.table import Table

# Between two columns, and the least that a column of amounts needs.
GAP, LEAST_WIDTH = 2, 8
LONGEST_LABEL = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, and one amount a row."""

    label: str
    amounts: list[float]


def balance_table(run: Run, words: Mapping[str, str], width: int) -> tuple[str, Table]:
    """Each account at each year's end in the plan's currency, debts below zero, so that a row sums to the net worth."""
    rows = year_ends(run)
    columns = []
    for account in run.graph.accounts:
        sign = -1 if account.keyword == "debt" else 1
        closing = run.numbers_in_plan_currency(account.closing)
        columns.append(Column(account.label, [sign * closing[last] for _, last in rows]))
    totals = [Column(words["net_worth"], [run.net_worth[last] for _, last in rows])]
    real = run.net_worth_today
    if real is not None:
        totals.append(Column(words["net_worth_real"], [real[last] for _, last in rows]))
    return _draw(run, words["balances"], rows, columns, totals, words, width)


def flow_table(run: Run, words: Mapping[str, str], width: int) -> tuple[str, Table] | None:
    """What each income and expense came to in each year, what went out below zero, in the plan's currency."""
    rows = year_ends(run)
    columns = []
    for flow in run.graph.flows:
        sign = 1 if flow.is_received else -1
        paid = run.numbers_in_plan_currency(flow.amount)
        columns.append(Column(flow.label, _sums(paid, rows, sign)))
    if not columns:
        return None
    net = run.numbers(run.graph.well_known["net_cash_flow"])
    totals = [Column(words["net_cash_flow"], _sums(net, rows, 1))]
    return _draw(run, words["flows"], rows, columns, totals, words, width)


def year_ends(run: Run) -> list[tuple[int, int]]:
    """The first and the last step, counted from 0, of each calendar year."""
    years: dict[int, tuple[int, int]] = {}
    for index, day in enumerate(_days_of_years(run)):
        first, _ = years.get(day.year, (index, index))
        years[day.year] = (first, index)
    return list(years.values())


def _days_of_years(run: Run) -> list[date]:
    """The days that say to which year a step belongs: the last, as a fiscal year is named; of a week the first, as on
    the annual sheet."""
    return run.dates if run.graph.step_months else run.starts


def label_year(run: Run, last: int) -> str:
    """The name of a row that ends with a step counted from 0: the year, or the month when the year ends elsewhere."""
    day = _days_of_years(run)[last]
    return str(day.year) if day.month == 12 else step_text(run, last + 1)


def _sums(amounts: list[float], rows: list[tuple[int, int]], sign: int) -> list[float]:
    return [sign * math.fsum(amounts[first : last + 1]) for first, last in rows]


def _draw(
    run: Run,
    title: str,
    rows: list[tuple[int, int]],
    columns: list[Column],
    totals: list[Column],
    words: Mapping[str, str],
    width: int,
) -> tuple[str, Table]:
    """The heading and the table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    scale = _scale_of([*columns, *totals], run)
    columns = _fold_others(columns, totals, scale, words, width)
    unit = f"{scale.word} {run.graph.currency}".strip()
    heading = f"{title} ({words['in_unit'].format(unit=unit)})"
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text(words["year"]), no_wrap=True)
    for column in (*columns, *totals):
        is_total = column in totals
        table.add_column(
            Text(escape_text(column.label)), justify="right", overflow="fold", style="bold" if is_total else ""
        )
    for index, (_, last) in enumerate(rows):
        amounts = (Text(scaled_text(column.amounts[index], scale)) for column in (*columns, *totals))
        table.add_row(label_year(run, last), *amounts)
    return heading, table


def _scale_of(columns: list[Column], run: Run) -> Scale:
    largest = max((abs(amount) for column in columns for amount in column.amounts if math.isfinite(amount)), default=0)
    return table_scale(largest, run.graph.currency, run.graph.locale)


def _fold_others(
    columns: list[Column], totals: list[Column], scale: Scale, words: Mapping[str, str], width: int
) -> list[Column]:
    """The columns that fit beside the totals; the smallest of the rest are summed up as one."""
    room = width - LEAST_WIDTH - sum(_width_of(column, scale) for column in totals)
    fitting = _fitting(columns, scale, room)
    if fitting == len(columns):
        return columns
    # One place goes to the sum of the others.
    kept = sorted(range(len(columns)), key=lambda index: -_largest(columns[index]))
    kept = sorted(kept[: max(1, fitting - 1)])
    rest = [column for index, column in enumerate(columns) if index not in kept]
    others = [math.fsum(column.amounts[row] for column in rest) for row in range(len(rest[0].amounts))]
    return [*(columns[index] for index in kept), Column(words["others"], others)]


def _fitting(columns: list[Column], scale: Scale, room: int) -> int:
    """How many columns fit, if the widest come first."""
    count = 0
    for taken in sorted((_width_of(column, scale) for column in columns), reverse=True):
        room -= taken
        if room < 0:
            break
        count += 1
    return count


def _width_of(column: Column, scale: Scale) -> int:
    from rich.cells import cell_len

    figures = max((len(scaled_text(amount, scale)) for amount in column.amounts), default=0)
    return max(figures, LEAST_WIDTH, min(cell_len(column.label), LONGEST_LABEL)) + GAP


def _largest(column: Column) -> float:
    return max((abs(amount) for amount in column.amounts if math.isfinite(amount)), default=0.0)
