"""The charts of reports on the screen: each line drawn in a row of blocks, with its ends and its extremes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from plainplan.api import Run
from plainplan.api.figures import NO_VALUE, unit_of
from plainplan.cli.indicators import figure_texts
from plainplan.graph.nodes import ChartView
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.table import Table

BLOCKS = "▁▂▃▄▅▆▇█"
# What a row of blocks takes of a page of so many columns, and at most.
SHARE_OF_PAGE, MOST_BLOCKS = 3, 40


def chart_tables(run: Run, words: Mapping[str, str], width: int) -> Iterator[tuple[str, Table]]:
    """Each chart under its title and unit."""
    for chart in run.graph.charts:
        first = run.graph.quantities[chart.lines[0].quantity]
        unit = unit_of(first.type, run.graph.locale)
        yield f"{chart.title}  {unit}".rstrip(), _draw(run, chart, words, min(width // SHARE_OF_PAGE, MOST_BLOCKS))


def _draw(run: Run, chart: ChartView, words: Mapping[str, str], width: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("", overflow="fold")
    table.add_column("", no_wrap=True)
    for word in ("first_value", "lowest", "highest", "last_value"):
        table.add_column(words[word], justify="right", no_wrap=True)
    series = {line.quantity: run.numbers(line.quantity) for line in chart.lines}
    known = [value for values in series.values() for value in values if isfinite(value)]
    for line in chart.lines:
        values = series[line.quantity]
        own = [value for value in values if isfinite(value)]
        figures = [values[0], min(own), max(own), values[-1]] if own else []
        texts = figure_texts(run, run.graph.quantities[line.quantity], figures) or [NO_VALUE] * 4
        blocks = blocks_of(values, min(known, default=0.0), max(known, default=0.0), width)
        table.add_row(Text(escape_text(line.label)), Text(blocks), *map(Text, texts))
    return table


def blocks_of(values: Sequence[float], low: float, high: float, width: int) -> str:
    """Values as blocks between a lowest and a highest figure, at most `width` of them; what is undefined is a gap."""
    count = min(len(values), width)
    apart = (len(values) - 1) / max(count - 1, 1)
    return "".join(_block(values[round(place * apart)], low, high) for place in range(count))


def _block(value: float, low: float, high: float) -> str:
    if not isfinite(value):
        return " "
    share = (value - low) / (high - low) if high > low else 0.5
    return BLOCKS[round(share * (len(BLOCKS) - 1))]
