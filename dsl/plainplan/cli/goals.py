"""The table of goals: what each wants over the whole plan, how much of it is paid, and when it is first short."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from plainplan.api import Run
from plainplan.api.failures import step_text
from plainplan.api.figures import scaled_text, table_scale, undefined_text
from plainplan.graph.nodes import GoalView
from plainplan.render import escape_text

if TYPE_CHECKING:
    from rich.table import Table

HEADS = ("goal", "wanted", "paid", "short", "funded", "first_short")


def goal_table(run: Run, words: Mapping[str, str]) -> tuple[str, Table]:
    """A row for each goal, in the order in which the goals of one step are paid, in the plan's currency."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    graph = run.graph
    sums = [(_sum(run, goal.wanted), _sum(run, goal.paid)) for goal in graph.goals]
    scale = table_scale(max(max(pair) for pair in sums), graph.currency, graph.locale)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(Text(words[head]), justify="left" if head == "goal" else "right", no_wrap=head != "goal")
    for goal, (wanted, paid) in zip(graph.goals, sums, strict=True):
        amounts = (scaled_text(amount, scale) for amount in (wanted, paid, wanted - paid))
        share = run.number(goal.funded, graph.steps)
        funded = undefined_text(graph.locale) if math.isnan(share) else f"{share:.1%}"
        table.add_row(*(Text(escape_text(cell)) for cell in (goal.label, *amounts, funded, _first_short(run, goal))))
    unit = f"{scale.word} {graph.currency}".strip()
    return f"{words['goals']} ({words['in_unit'].format(unit=unit)})", table


def goals_json(run: Run) -> list[dict[str, object]]:
    """The same for other programs: amounts of the plan's currency, the share, and the date of the first shortfall."""
    found: list[dict[str, object]] = []
    for goal in run.graph.goals:
        funded = run.number(goal.funded, run.graph.steps)
        figures = {"wanted": _sum(run, goal.wanted), "paid": _sum(run, goal.paid), "funded": funded}
        step = run.number(goal.first_short)
        found.append(
            {
                "name": goal.name,
                "label": goal.label,
                **{key: value if math.isfinite(value) else None for key, value in figures.items()},
                "first_short": run.dates[int(step) - 1].isoformat() if step >= 1 else None,
            }
        )
    return found


def _sum(run: Run, quantity: int) -> float:
    return math.fsum(run.numbers_in_plan_currency(quantity))


def _first_short(run: Run, goal: GoalView) -> str:
    step = run.number(goal.first_short)
    return step_text(run, int(step)) if step >= 1 else "—"
