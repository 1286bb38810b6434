"""Keyed tables: one table of inputs for each call that a plan writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import Plan, load

TEXT = """\
plan "test" {
    currency: TWD
    start: 2026-01
    years: 2
}

param high = 20% "high"

fn tax(income: money) = brackets(income, 0: 5%, 59萬: 12%, 133萬: 20%)

fn step(income: money) = lookup(income, 0: 5%, 59萬: 12%)

fn own(income: money, top: number) = lookup(income, 0: 5%, 59萬: top)

let taxes = tax(100萬 TWD) + tax(200萬 TWD)
let rates = step(100萬 TWD) + step(20萬 TWD)
let tops = own(100萬 TWD, high) + own(100萬 TWD, 30%)
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The plan above."""
    path = tmp_path / "test.plan"
    path.write_text(TEXT, encoding="utf-8")
    return load(path)


def test_a_table_of_a_function_stands_in_the_workbook_once(plan: Plan) -> None:
    graph = plan.graph
    assert graph is not None
    # That of `own` holds what it was given, so each call has its own.
    assert [table.key for table in graph.tables] == ["taxes.brackets", "rates.lookup", "tops.lookup", "tops.lookup 2"]


def test_every_call_reads_the_one_table(plan: Plan) -> None:
    run = plan.run()
    # 100: 29,500 + 12% * 41; 200: 29,500 + 88,800 + 20% * 67.
    assert run["taxes"] == 29_500 + 49_200 + 29_500 + 88_800 + 134_000
    assert run["rates"] == pytest.approx(0.17)
    assert run["tops"] == 0.5
