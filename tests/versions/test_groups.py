"""Which edits are one group, which are none."""

from __future__ import annotations

import pytest

from plainplan.source import Source
from plainplan.syntax import parse
from plainplan.versions.edits import find_edits
from plainplan.versions.groups import group_edits, merge_groups
from plainplan.versions.pairing import under_later_names

PLAN = """\
plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 5
}

param living = 60萬 TWD/year "生活費" {
    source: "記帳"
}

asset cash "現金" {
    value: 500萬 TWD
}

expense food "伙食" {
    amount: living
    paid_from: cash
}

each year {
    move 1萬 TWD from cash to fund as saved
}

asset fund "基金" {
    value: 0 TWD
    return: 5%/year
}

check solvent "不破產": net_worth > 0

scenario crash "崩盤" {
    fund.return = -5%/year
}

report "給客戶" {
    show cash / living as "年數"
}
"""

FUND = '\nasset bonds "債券" {\n    value: 0 TWD\n}\n'


def groups(after: str, scenario: str | None = None, before: str = PLAN) -> list[list[str]]:
    old, _ = parse(Source("before.plan", before))
    new, _ = parse(Source("after.plan", after))
    found = group_edits(find_edits(under_later_names(old, new), new), scenario)
    return [[f"{edit.entry.kind} {edit.entry.name or ''}".strip() for edit in group.edits] for group in found]


def test_each_edited_declaration_is_a_group() -> None:
    after = PLAN.replace("60萬", "66萬").replace("return: 5%", "return: 4%")
    assert groups(after) == [["param living"], ["asset fund"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"生活費"', '"一年的生活費"'),
        ('source: "記帳"', 'source: "主計總處"'),
        ("param living", "## 今年的帳。\nparam living"),
        ("net_worth > 0", "net_worth > 100萬 TWD"),
        ("60萬", "600_000"),
        ("    fund.return = -5%/year", "    fund.return = -9%/year"),
        ("living", "cost_of_living"),
        ("asset fund", "let idle = living / 2\n\nasset fund"),
        ('report "給客戶" {\n', 'report "給客戶" {\n    show fund as "基金"\n'),
    ],
)
def test_what_moves_no_figure_is_no_group(old: str, new: str) -> None:
    assert groups(PLAN.replace(old, new)) == []


def test_a_scenario_counts_where_it_is_the_one() -> None:
    after = PLAN.replace("fund.return = -5%/year", "fund.return = -9%/year")
    assert groups(after, "crash") == [["scenario crash"]]


def test_an_added_account_and_the_block_that_uses_it_are_one_group() -> None:
    after = PLAN.replace("from cash to fund", "from cash to bonds") + FUND
    assert groups(after) == [["each", "asset bonds"]]


def test_a_removed_account_and_the_block_that_used_it_are_one_group() -> None:
    before = PLAN.replace("from cash to fund", "from cash to bonds") + FUND
    assert groups(PLAN, before=before) == [["each", "asset bonds"]]


def test_an_account_and_its_user_are_one_group_though_a_formula_stands_between_them() -> None:
    after = PLAN.replace("move 1萬 TWD", "move half") + FUND + "\nlet half = bonds / 2\n"
    assert groups(after) == [["each", "asset bonds"]]


def test_a_statement_and_what_reads_it_are_one_group() -> None:
    after = PLAN.replace("as saved", "as put").replace(
        "amount: living", "amount: living + at(put.amount, 2026-01) / 1 year"
    )
    assert groups(after) == [["expense food", "each"]]


def test_a_report_that_shows_another_formula_under_a_label_is_a_group() -> None:
    assert groups(PLAN.replace("show cash / living", "show (cash + fund) / living")) == [["report"]]


def test_expenses_that_change_places_are_paid_in_another_order() -> None:
    rent = 'expense rent "房租" {\n    amount: 1萬 TWD/month\n    paid_from: cash\n}\n\n'
    first = PLAN.replace("expense food", f"{rent}expense food")
    after = PLAN.replace("each year", f"{rent}each year")
    assert len(groups(after, before=first)) == 1


def test_merged_groups_stand_where_the_first_stood() -> None:
    old, _ = parse(Source("before.plan", PLAN))
    new, _ = parse(
        Source("after.plan", PLAN.replace("60萬", "66萬").replace("5%", "4%").replace("1萬 TWD from", "2萬 TWD from"))
    )
    found = group_edits(find_edits(old, new))
    merged = merge_groups(found, [0, 2])
    assert [[edit.entry.name for edit in group.edits] for group in merged] == [["living", "fund"], [None]]
