"""The goals of a plan in one table: what is wanted and paid over the whole plan, and the first year that is short."""

from __future__ import annotations

from plainplan.dimensions import NUMBER, WHOLE
from plainplan.graph.builder import ONE, ZERO, divided, greatest, minus
from plainplan.graph.household_period import Household
from plainplan.graph.nodes import (
    Aggregate,
    At,
    Call,
    Compare,
    GoalView,
    If,
    Reference,
    StatementLine,
    StatementView,
)

HEADS = ("wanted", "paid", "short", "funded", "first_short")


def add_goals(household: Household) -> StatementView | None:
    """A line for each goal, in the order in which the goals of one step are paid, and their sum."""
    words, goals = household.words, household.context.builder.graph.goals
    if not goals:
        return None
    sums = [
        (_over_plan(household, goal, "wanted", goal.wanted), _over_plan(household, goal, "paid", goal.paid))
        for goal in goals
    ]
    lines = []
    for goal, (wanted, paid) in zip(goals, sums, strict=True):
        name, label = f"goal.{goal.name}", goal.label
        short = household.cell(f"{name}.short", words.of(label, "short"), minus(wanted, paid))
        share = Aggregate("final", goal.funded)
        funded = household.cell(f"{name}.funded", words.of(label, "funded"), share, NUMBER)
        cells = (wanted, paid, short, funded, _first_year(household, goal))
        lines.append(StatementLine(label, "line", tuple(cell.quantity for cell in cells), "money", goal.span))
    if len(goals) > 1:
        lines.append(_total(household, sums))
    return StatementView("goals", words("goals_by_end"), tuple(words(key) for key in HEADS), tuple(lines))


def _over_plan(household: Household, goal: GoalView, word: str, flow: int) -> Reference:
    """The sum of a series over the whole plan, in the plan's currency."""
    context, label = household.context, household.words.of(goal.label, word)
    currency = context.builder.graph.quantities[flow].type.currency or context.model.facts.currency
    row = context.in_plan_money(Reference(flow), currency)
    if not isinstance(row, Reference):
        row = household.row(f"goal.{goal.name}.{word}.in_plan", label, [row])
        assert isinstance(row, Reference)
    return household.cell(f"goal.{goal.name}.{word}", label, Aggregate("sum", row.quantity), None, goal.span)


def _first_year(household: Household, goal: GoalView) -> Reference:
    """The calendar year in which the first step that is short ends; 0 if none is."""
    label, first = household.words.of(goal.label, "first_short"), Reference(goal.first_short)
    # Where nothing is short the first step is looked at, and the answer is not used.
    place = household.helper(household.cell(f"goal.{goal.name}.step", label, greatest(ONE, first), WHOLE))
    day = At(household.context.known["date_end"].quantity, place)
    year = household.helper(household.cell(f"goal.{goal.name}.year", label, Call("year", (day,)), WHOLE))
    found = If(Compare(">", first, ZERO, None), year, ZERO)
    return household.cell(f"goal.{goal.name}.first_short", label, found, WHOLE)


def _total(household: Household, sums: list[tuple[Reference, Reference]]) -> StatementLine:
    words = household.words
    label = words("total")
    wanted, paid = (
        household.sum_of(f"goals.{word}", words.of(label, word), list(cells))
        for word, cells in zip(("wanted", "paid"), zip(*sums, strict=True), strict=True)
    )
    short = household.cell("goals.short", words.of(label, "short"), minus(wanted, paid))
    is_any = Compare(">", wanted, ZERO, household.context.known["money_tolerance"].quantity)
    share = If(is_any, divided(paid, wanted), ONE)
    funded = household.cell("goals.funded", words.of(label, "funded"), share, NUMBER)
    cells = (wanted.quantity, paid.quantity, short.quantity, funded.quantity, None)
    return StatementLine(label, "total", cells, "money")
