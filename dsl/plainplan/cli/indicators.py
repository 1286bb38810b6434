"""The figures that the plan itself defines and labels: at the end of each year, or one by one where nothing moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plainplan.api import Run
from plainplan.api.figures import (
    NO_VALUE,
    Scale,
    date_text,
    decimals_for,
    number_text,
    scaled_text,
    table_scale,
    unit_of,
    value_text,
)
from plainplan.cli.tables import GAP, LEAST_WIDTH, LONGEST_LABEL, label_year, year_ends
from plainplan.graph.nodes import SCALAR, TIME, Quantity
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.table import Table

# The blocks of the graph that hold what `param` and `let` declare.
PARAMS, FORMULAS, LISTS = "params", "formulas", "lists of "
# What a report shows has its label for a name.
SHOWN = "shown"


def indicator_tables(run: Run, words: Mapping[str, str], width: int) -> Iterator[tuple[str, Table]]:
    """The labelled formulas that vary in time, a row a year; as many tables as the page needs."""
    from rich.cells import cell_len

    rows = year_ends(run)
    waiting: list[tuple[str, list[str]]] = []
    room = width - LEAST_WIDTH
    for quantity in (*_declared(run, FORMULAS), *_shown(run)):
        is_named = quantity.block == SHOWN or _label(quantity)
        if quantity.axis != TIME or not is_named:
            continue
        values = run.numbers(quantity.id)
        texts = figure_texts(run, quantity, [values[last] for _, last in rows])
        label = quantity.label
        if quantity.type.is_duration:
            label = f"{label} ({unit_of(quantity.type, run.graph.locale)})"
        taken = max(max(map(len, texts)), LEAST_WIDTH, min(cell_len(label), LONGEST_LABEL)) + GAP
        if waiting and taken > room:
            yield words["indicators"], _draw(run, waiting, rows, words)
            waiting, room = [], width - LEAST_WIDTH
        waiting.append((label, texts))
        room -= taken
    if waiting:
        yield words["indicators"], _draw(run, waiting, rows, words)


def value_rows(run: Run) -> list[tuple[str, str, str]]:
    """What does not move in time, each name with its value and label: all that a calculator computes, of a plan the
    labelled formulas.
    """
    shown = [(item.label, _value(run, item), "") for item in _shown(run) if item.axis == SCALAR]
    if run.graph.accounts:
        fixed = (item for item in _declared(run, FORMULAS) if item.axis == SCALAR and _label(item))
        return [*((item.name, _value(run, item), _label(item)) for item in fixed), *shown]
    blocks = (PARAMS, FORMULAS, *(block.key for block in run.graph.blocks if block.key.startswith(LISTS)))
    named = [(item.name, _value(run, item), _label(item)) for block in blocks for item in _declared(run, block)]
    return [*named, *shown]


def _value(run: Run, quantity: Quantity) -> str:
    """One value, or those of a list."""
    is_share, locale = quantity.id in run.shares, run.graph.locale
    if quantity.axis not in run.graph.axes:
        return value_text(run.value(quantity.id), quantity.type, is_share, locale)
    return f"[{', '.join(value_text(value, quantity.type, is_share, locale) for value in run.values(quantity.id))}]"


def _declared(run: Run, block: str) -> Iterator[Quantity]:
    """The quantities of a block that have a name in the plan, not those made on the way."""
    for quantity in run.graph.quantities:
        if quantity.block == block and not quantity.is_helper and not set(quantity.name) & set(".#@~"):
            yield quantity


def _shown(run: Run) -> list[Quantity]:
    return [quantity for quantity in run.graph.quantities if quantity.block == SHOWN and not quantity.is_helper]


def _label(quantity: Quantity) -> str:
    return quantity.label if quantity.label != quantity.name else ""


def figure_texts(run: Run, quantity: Quantity, values: list[float]) -> list[str]:
    """Values of one quantity, in one format."""
    type_, locale = quantity.type, run.graph.locale
    if type_.is_money or type_.is_money_flow:
        largest = max((abs(value) for value in values if value == value), default=0.0)
        scale = table_scale(largest, type_.currency or "", run.graph.locale)
        word = scale.word if scale.word in "萬億" else ""
        # Nothing, and what has no value, are not counted in ten thousands.
        return [f"{scaled_text(value, scale)}{word if value and value == value else ''}" for value in values]
    if type_.kind == "date":
        return [date_text(value) for value in values]
    if type_.kind == "boolean" or type_.is_rate:
        return [value_text(value if value != value else round(value, 6), type_, locale=locale) for value in values]
    known = [value for value in values if value == value]
    if quantity.id in run.shares:
        per_cent = Scale(0.01, decimals_for([value * 100 for value in known], 2), "")
        return [NO_VALUE if value != value else f"{scaled_text(value, per_cent)}%" for value in values]
    if all(value == int(value) for value in known):
        return [scaled_text(value, Scale(1.0, 0, "")) for value in values]
    scale = Scale(1.0, decimals_for(known, 3), "")
    return [number_text(value) if abs(value) >= 1e9 else scaled_text(value, scale) for value in values]


def _draw(
    run: Run, columns: list[tuple[str, list[str]]], rows: list[tuple[int, int]], words: Mapping[str, str]
) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text(words["year"]), no_wrap=True)
    for label, _ in columns:
        table.add_column(Text(escape_text(label)), justify="right", overflow="fold")
    for index, (_, last) in enumerate(rows):
        table.add_row(label_year(run, last), *(Text(texts[index]) for _, texts in columns))
    return table
