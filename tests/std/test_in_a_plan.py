"""The library within a plan: its functions vary with time, look along tables and know the day of each step."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from pathlib import Path

import pytest

from plainplan import Plan, load
from soffice import recalculate
from workbook.book_cells import read_formula_cells
from workbook.exporting import cell_tolerances, compare_books, export_run

TEXT = """\
use std.emergency
use std.household
use std.margin
use std.market_tw
use std.returns
use std.taxes
use std.technical

plan "test" {
    currency: TWD
    start: 2013-01
    years: 4
    step: year
    locale: en
    inflation: 2%/year
}

param living = 60萬 TWD/year real

asset core {
    value: 1000萬 TWD
    return: 10%/year
}

asset cash {
    value: 300萬 TWD
    return: 0%/year
}

debt pledge {
    principal: 500萬 TWD
    rate: 0%/year
    payment: none
}

let freedom = freedom_ratio(core, 4%/year, nominal(living))
let covered = cover_months(cash, nominal(living))
let fall = fall_to_call(core - pledge, pledge, 130%)
let limit = price_limit_tw()
let tax = income_tax_tw(100萬 TWD, now + 5 years)
let average = sma(core, 2)
let above = core > average

table closes {
    n in 1..8
    close = (20 + n * (9 - n) / 2) * 1 TWD
    average = sma(close, 3)
    signal = cross_signal(close, average)
    total last = final(average)
}

table frontier {
    target in 6%..10% by 1%
    weight = frontier_weight(target, 10%, 6%)
    risk = frontier_sd(target, 10%, 6%, 20%, 10%, 0)
}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The plan above."""
    path = tmp_path / "test.plan"
    path.write_text(TEXT, encoding="utf-8")
    plan = load(path)
    assert [found.message for found in plan.check(is_static=True) if found.is_error] == []
    return plan


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("freedom", [1100 * 0.04 / 60, 1210 * 0.04 / 61.2, 1331 * 0.04 / 62.424, 1464.1 * 0.04 / 63.67248]),
        ("covered", [60, 300 / 5.1, 300 / 5.202, 300 / 5.30604]),
        ("fall", [1 - 650 / 1100, 1 - 650 / 1210, 1 - 650 / 1331, 1 - 650 / 1464.1]),
        # A step is asked on its first day: the limit of 2015-06-01 is that of 2016.
        ("limit", [0.07, 0.07, 0.07, 0.1]),
        # Brackets of 2018 to 2021: 12% less 37,800.
        ("tax", [82200] * 4),
        ("average", [nan, 11550000, 12705000, 13975500]),
    ],
)
def test_a_figure_varies_with_what_it_is_given(plan: Plan, name: str, figures: list[float]) -> None:
    assert plan.run()[name] == pytest.approx(figures, nan_ok=True)


def test_a_column_is_looked_along(plan: Plan) -> None:
    # Closes are 24, 27, 29, 30, 30, 29, 27, 24.
    run = plan.run()
    assert run["closes.average"] == pytest.approx(
        [nan, nan, 80 / 3, 86 / 3, 89 / 3, 89 / 3, 86 / 3, 80 / 3], nan_ok=True
    )
    assert run["closes.signal"] == ["none", "none", "none", "none", "none", "sell", "none", "none"]


def test_a_column_of_targets_is_the_frontier(plan: Plan) -> None:
    risks = [((w * 0.2) ** 2 + ((1 - w) * 0.1) ** 2) ** 0.5 for w in (0, 0.25, 0.5, 0.75, 1)]
    assert plan.run()["frontier.risk"] == pytest.approx(risks)


def test_the_workbook_of_the_plan_says_the_same(
    plan: Plan, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    graph = plan.graph
    assert graph is not None
    path = tmp_path / "plan.xlsx"
    _, result = export_run(graph, path)
    found = read_formula_cells(recalculate(path))
    compared = list(compare_books(read_formula_cells(path), found, cell_tolerances(graph, result)))
    record_property("compared", ("library in a plan", len(compared), 1))
    assert [difference for difference in compared if difference is not None] == []


SIGNALS = """\
use std.technical

table prices "prices" {
    n in 1..8
    price = (100 + n * n) * 1 TWD
    average = sma(price, 3)
    slow = ema(price, 4)
    index = rsi_wilder(price, 3)
    difference = macd_difference(price, 2, 3)
    bar = macd_bar(price, 2, 3, 2)
    by_index = rsi_signal(index, 70, 30)
    by_cross = cross_signal(average, slow)
    by_bias = bias_signal(bias(price, 3), 2%)
    rule = granville_rule(price, average, 3%, 10%)
}
"""


@pytest.fixture
def signals(tmp_path: Path) -> Plan:
    """The table above."""
    path = tmp_path / "signals.plan"
    path.write_text(SIGNALS, encoding="utf-8")
    return load(path)


def test_until_its_window_is_full_an_average_has_no_value_and_its_signal_is_none(signals: Plan) -> None:
    assert signals.check() == []
    run = signals.run()
    columns = {name.removeprefix("prices."): run[name] for name in run.graph.by_name if name.startswith("prices.")}
    rows = {name: values for name, values in columns.items() if isinstance(values, list)}
    gaps = {
        name: sum(value != value for value in rows[name]) for name in ("average", "slow", "index", "difference", "bar")
    }
    # Of n prices the n-th is the first with an average; of n changes the price behind it.
    assert gaps == {"average": 2, "slow": 3, "index": 3, "difference": 2, "bar": 3}
    assert rows["by_index"] == ["none"] * 3 + ["sell"] * 5
    assert rows["by_cross"][:4] == ["none"] * 4
    assert rows["by_bias"][:3] == ["none", "none", "sell"]
    assert rows["rule"][:3] == [0, 0, 0]


def test_a_window_that_is_not_full_is_no_error_in_the_workbook(signals: Plan, tmp_path: Path) -> None:
    graph = signals.graph
    assert graph is not None
    path = tmp_path / "signals.xlsx"
    _, result = export_run(graph, path)
    found = read_formula_cells(recalculate(path))
    compared = list(compare_books(read_formula_cells(path), found, cell_tolerances(graph, result)))
    assert [difference for difference in compared if difference is not None] == []
    lights = [cell.value for cell in found["檢查"].values() if (cell.formula or "").startswith("IF(D")]
    assert lights == [1, 1]
