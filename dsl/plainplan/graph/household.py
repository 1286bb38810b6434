"""Household statements for any plan and any date: made only when something shows them.

Every figure is a quantity of the graph. What happens in time is a series; what a statement shows is a constant, read at
the step of the statement's date, or summed over the months that end with it. The layout of each statement is a
`StatementView`.
"""

from __future__ import annotations

from plainplan.check.classes import is_money
from plainplan.graph.context import Context, State
from plainplan.graph.household_balance import add_balance
from plainplan.graph.household_cash_flow import add_cash_flow
from plainplan.graph.household_period import open_household
from plainplan.graph.household_persons import add_persons
from plainplan.graph.household_ratios import add_ratios
from plainplan.graph.household_variance import add_variance
from plainplan.graph.household_words import HouseholdWords
from plainplan.syntax import nodes


def keep_costs(context: Context) -> None:
    """Asks for the cost basis of every asset that is not money, which a plan alone keeps only where it reads it."""
    for declaration in context.model.declarations:
        match declaration:
            case nodes.Account(keyword="asset", name=name) if not is_money(context.model, declaration):
                context.costed.add(name.name)


def add_household(context: Context, state: State) -> None:
    """The statements of a plan, from the closing balances and from all that its step has posted."""
    if not context.accounts:
        return
    household, head = open_household(context, HouseholdWords(context.builder.graph.locale))
    balances, balance_views = add_balance(household)
    flow, cash_flow = add_cash_flow(household, state, balances.mixed)
    views = [head, *balance_views, cash_flow, add_ratios(household, balances, flow)]
    others = [add_persons(household), add_variance(household)]
    if context.builder.graph.goals:
        # Imported when needed: most plans have no goals.
        from plainplan.graph.household_goals import add_goals

        others.insert(0, add_goals(household))
    context.builder.graph.statements = [*views, *(view for view in others if view is not None)]
