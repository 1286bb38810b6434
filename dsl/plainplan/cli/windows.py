"""What `plainplan run` says of a scenario with many paths: how many survive, the worst, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plainplan.api import CheckOutcome, Run
from plainplan.api.failures import share_text, step_text
from plainplan.api.figures import money_text, scaled_text, table_scale
from plainplan.api.paths import PERCENTILES, Paths

if TYPE_CHECKING:
    from rich.table import Table

Words = Mapping[str, str]


def path_rows(run: Run, paths: Paths, words: Words) -> list[tuple[str, str, str]]:
    """The number of paths, the share that survives, the worst of them: a label, a figure, and what else there is."""
    first, last = paths.paths[0].label, paths.paths[-1].label
    worst, graph = paths.worst, run.graph
    label = words["end_real" if paths.has_prices else "at_end"]
    final = f"{label} {money_text(worst.final_real, graph.currency, graph.locale)}" if graph.accounts else ""
    failed = words["failed_at"].format(when=step_text(run, worst.failed_step)) if worst.failed_step else ""
    return [
        (words["paths"], f"{paths.count:,}", words["path_starts"].format(first=first, last=last)),
        (words["survival"], share_text(paths.survival), words["survivors"].format(count=f"{paths.survivors:,}")),
        (words["worst_path"], worst.label, "; ".join(filter(None, (failed, final)))),
    ]


def percentile_table(run: Run, paths: Paths, words: Words) -> tuple[str, Table]:
    """The heading, and the percentiles of the net worth at the end and at its lowest."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    rows = [(words["at_end"], [path.final for path in paths.paths])]
    if paths.has_prices:
        rows.append((words["end_real"], [path.final_real for path in paths.paths]))
    rows.append((words["lowest"], [path.lowest for path in paths.paths]))
    figures = [(label, paths.percentiles(values)) for label, values in rows]
    largest = max((abs(value) for _, values in figures for value in values if value == value), default=0.0)
    scale = table_scale(largest, run.graph.currency, run.graph.locale)
    unit = f"{scale.word} {run.graph.currency}".strip()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for share in PERCENTILES:
        table.add_column(Text(f"{share}%"), justify="right")
    for label, values in figures:
        table.add_row(Text(label), *(Text(scaled_text(value, scale)) for value in values))
    return f"{words['percentiles']} ({words['in_unit'].format(unit=unit)})", table


def held_text(check: CheckOutcome, words: Words) -> str:
    """In how many paths a check holds, beside its label; nothing of a single path, or where it simply holds."""
    over = check.paths
    if over is None or (over.needed == 1 and check.is_ok):
        return ""
    needed = words["needed"].format(share=share_text(over.needed)) if over.needed < 1 else ""
    return " " + words["held"].format(share=share_text(over.share), needed=needed)
