"""A run as data for other programs: JSON with everything, CSV with the series."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from plainplan.api import CheckOutcome, Run
from plainplan.api.figures import date_text
from plainplan.api.tables import TableView, table_views
from plainplan.dimensions import dimension_text, unit_text
from plainplan.graph.nodes import SCALAR, TIME, ChartView, Quantity

if TYPE_CHECKING:
    from plainplan.api.paths import Paths
    from plainplan.evaluate.causes import Cause


def run_json(run: Run, settings: Mapping[str, str]) -> dict[str, object]:
    """Every named figure at full precision; what is undefined is null."""
    graph = run.graph
    return {
        "plan": graph.title,
        "currency": graph.currency,
        "scenario": run.scenario,
        "set": dict(settings),
        "dates": [day.isoformat() for day in run.dates],
        **_window_json(run),
        "ok": run.is_ok,
        "checks": [_check_json(check) for check in run.checks],
        "shorts": [
            {"name": short.view.name, "label": short.view.label, "total": short.total, "steps": short.count}
            for short in run.shorts
        ],
        **_goals(run),
        "notes": [
            {
                "label": row.view.label,
                "date": run.dates[row.step - 1].isoformat(),
                "names": [graph.quantities[id_].label.removeprefix(f"{row.view.label}: ") for id_ in row.view.values],
                "values": [_plain(value, graph.quantities[id_]) for id_, value in _pairs(row.view.values, row.values)],
            }
            for row in run.notes
        ],
        "undefined": [
            {
                "name": graph.quantities[cause.quantity].name,
                **_place_json(run, cause),
                "reason": cause.reason,
            }
            for cause in run.undefined
        ],
        "tables": {view.name: _table_json(run, view) for view in table_views(graph)},
        "charts": [_chart_json(run, chart) for chart in graph.charts],
        "quantities": {
            quantity.name: _quantity_json(run, quantity) for quantity in graph.quantities if not quantity.is_helper
        },
    }


def _goals(run: Run) -> dict[str, object]:
    """The goals of a plan that has some."""
    if not run.graph.goals:
        return {}
    # Imported when needed: most plans have no goals.
    from plainplan.cli.goals import goals_json

    return {"goals": goals_json(run)}


def _place_json(run: Run, cause: Cause) -> dict[str, object]:
    """The date of a step, or the number of a row; a scalar has neither."""
    if cause.step is None:
        return {"date": None}
    if run.graph.quantities[cause.quantity].axis != TIME:
        return {"date": None, "row": cause.step}
    return {"date": run.dates[cause.step - 1].isoformat()}


def _chart_json(run: Run, chart: ChartView) -> dict[str, object]:
    """The points of a chart: what stands below its axis, and the figures of each line."""
    quantities = run.graph.quantities
    keys = None if chart.keys is None else quantities[chart.keys]
    days = [day.isoformat() for day in run.dates]
    return {
        "title": chart.title,
        "points": days if keys is None else [_plain(value, keys) for value in run.values(keys.id)],
        "lines": [
            {"name": quantities[line.quantity].name, **_quantity_json(run, quantities[line.quantity])}
            | {"label": line.label}
            for line in chart.lines
        ],
    }


def _table_json(run: Run, view: TableView) -> dict[str, object]:
    """The columns of a table and its totals; of a grid the heads of its rows and columns, and the cells by row."""
    found: dict[str, object] = {"kind": view.kind, "label": view.label}
    columns = {view.short_name(quantity): _quantity_json(run, quantity) for quantity in view.columns}
    totals = {view.short_name(quantity): _quantity_json(run, quantity) for quantity in view.totals}
    if view.kind != "grid":
        return found | {"columns": columns, "totals": totals}
    rows, across, cells = view.columns
    values = [_plain(value, cells) for value in run.values(cells.id)]
    width = run.graph.axes[across.axis].length
    by_row = [values[start : start + width] for start in range(0, len(values), width)]
    heads = {
        key: {"name": view.short_name(head), **_quantity_json(run, head)}
        for key, head in (("rows", rows), ("columns", across))
    }
    return found | heads | {"cells": _quantity_json(run, cells) | {"values": by_row}}


def write_csv(run: Run, stream: IO[str]) -> None:
    """A row a step, a column a series, the names in the first row; what is undefined is empty."""
    import csv

    series = run.named_series()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(["date", *(quantity.name for quantity in series)])
    columns = [run.numbers(quantity.id) for quantity in series]
    for index, day in enumerate(run.dates):
        figures = (_plain(column[index], quantity) for column, quantity in zip(columns, series, strict=True))
        rows.writerow([day.isoformat(), *("" if figure is None else figure for figure in figures)])


def _pairs(ids: tuple[int, ...], values: tuple[float | str, ...]) -> zip[tuple[int, float | str]]:
    return zip(ids, values, strict=True)


def _quantity_json(run: Run, quantity: Quantity) -> dict[str, object]:
    found: dict[str, object] = {
        "label": quantity.label,
        "dimension": dimension_text(quantity.type) if quantity.type.kind == "quantity" else quantity.type.kind,
        "unit": unit_text(quantity.type),
    }
    if quantity.axis != SCALAR:
        found["values"] = [_plain(value, quantity) for value in run.values(quantity.id)]
    else:
        found["value"] = _plain(run.value(quantity.id), quantity)
    return found


def _plain(value: float | str, quantity: Quantity) -> object:
    """A value as JSON has it: dates as text, conditions as true and false, what is undefined as null."""
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return None
    if quantity.type.kind == "boolean":
        return value == 1
    return date_text(value) if quantity.type.kind == "date" else value


def _window_json(run: Run) -> dict[str, object]:
    """Where the window of history starts that is shown, and all of them unless this one was asked for."""
    if run.window is None:
        return {}
    return {"window": run.window} | ({} if run.paths is None else {"paths": _paths_json(run, run.paths)})


def _paths_json(run: Run, paths: Paths) -> dict[str, object]:
    """Every path of a scenario, and what they come to together."""
    from plainplan.api.paths import PERCENTILES

    def percentiles(values: list[float]) -> dict[str, float | None]:
        return {str(share): _finite(value) for share, value in zip(PERCENTILES, paths.percentiles(values), strict=True)}

    return {
        "count": paths.count,
        "survivors": paths.survivors,
        "survival": paths.survival,
        "worst": paths.worst.label,
        "final": percentiles([path.final for path in paths.paths]),
        "final_real": percentiles([path.final_real for path in paths.paths]),
        "lowest": percentiles([path.lowest for path in paths.paths]),
        "paths": [
            {
                "start": path.label,
                "ok": path.survives,
                "final": _finite(path.final),
                "final_real": _finite(path.final_real),
                "lowest": _finite(path.lowest),
                "lowest_on": run.dates[path.lowest_step - 1].isoformat(),
                "failed_on": run.dates[path.failed_step - 1].isoformat() if path.failed_step else None,
                "failed": list(path.failed),
            }
            for path in paths.paths
        ],
    }


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


def _check_json(check: CheckOutcome) -> dict[str, object]:
    found: dict[str, object] = {
        "name": check.name,
        "label": check.view.label,
        "keyword": check.view.keyword,
        "builtin": check.view.is_builtin,
        "ok": check.is_ok,
        "failed_on": check.failed_on.isoformat() if check.failed_on else None,
        "left": _finite(check.left),
        "right": _finite(check.right),
        "shortfall": _finite(check.shortfall),
    }
    if check.paths is not None:
        over = check.paths
        found["paths"] = {"held": over.held, "share": over.share, "needed": over.needed, "worst": over.worst or None}
    return found
