"""Each row that a reader sees in a block of money that moves has a label of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from plainplan.check.properties import EXPENSE_CLASSES, INCOME_CLASSES
from plainplan.graph.words import Words
from semantics.running import RunText
from semantics.texts import asset, debt, flow, plan

ACCOUNTS = (
    "fx USD = 30 TWD\nparam broker = 0.1%\n"
    + asset("cash", "100 TWD")
    + asset("fund", "900 TWD", cost="800 TWD", buy_cost="broker", sell_cost="broker")
    + asset("abroad", "10 USD", cost="9 USD", fx_cost="0.3%")
    + asset("late", "50 TWD", start="2027-07")
    + debt("loan", "50 TWD", start="2027-07", payment="none")
)


def test_rows_of_statements_and_flows_are_told_apart_by_their_labels(run_text: RunText) -> None:
    text = ACCOUNTS + flow("expense", "living", "60 TWD/year", paid_from="cash then fund then abroad")
    text += "each year {\n    move 1 USD from abroad to fund as bought\n"
    text += "    withdraw 10 TWD from cash then fund as gone\n    rebalance to cash 40%, fund 20%, abroad rest\n}\n"
    graph = run_text(plan(text)).run.graph
    policy = {block.key for block in graph.blocks if block.sheet == "policy"}
    shown = Counter((row.block, row.label) for row in graph.quantities if row.block in policy and not row.is_helper)
    assert [label for label, count in shown.items() if count > 1] == []


def test_a_cost_that_is_a_param_has_one_row_of_its_own(run_text: RunText) -> None:
    graph = run_text(plan(ACCOUNTS)).run.graph
    charged = graph.quantities[graph.by_name["fund.sell_cost_charged"]]
    shown = [row.name for row in graph.quantities if row.label == charged.label and not row.is_helper]
    assert shown == ["fund.sell_cost_charged"]


def test_what_is_sold_and_bought_has_its_line_in_the_account(run_text: RunText) -> None:
    text = ACCOUNTS + "each year {\n    rebalance to cash 40%, fund 20%, abroad rest\n}\n"
    graph = run_text(plan(text)).run.graph
    (cash,) = (account for account in graph.accounts if account.name == "cash")
    labels = [flow.label for flow in cash.flows]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("locale", ["zh-TW", "en"])
def test_every_class_of_incomes_and_expenses_has_a_word(locale: str) -> None:
    words = Words(locale)
    assert all(words(f"class.{kind}") for kind in (*INCOME_CLASSES, *EXPENSE_CLASSES))
