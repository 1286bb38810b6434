"""Functions whose formals take any quantity: `fn spread(price: [a]) = max(price) - min(price)`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainplan import Plan, load

LIBRARY = """\
fn gain(buy: a, sell: a, income: a = 0) = (sell - buy + income) / buy
fn mean_of(chance: [number], outcome: [a]) = sum(chance * outcome)
fn spread_of(chance: [number], outcome: [a]) = sqrt(sum(chance * (outcome - mean_of(chance, outcome))^2))
fn bought(amount: a, price: [b]) = sum(amount / price)
fn yearly(buy: a, sell: a) = (sell - buy) / 1 year
fn inner(buy: a) = buy / 1 year * 1 year
fn outer(buy: a) = inner(buy)
fn paid_by(assets: a, earned: rate, expense: a/year) = assets * earned / expense
fn worth(dividend: a/year, required: rate) = dividend / required
fn each_day(amount: a, held: days) = amount / held
fn worth_of_two(dividend: a/year, required: rate) = worth(2 * dividend, required)
"""

Load = Callable[[str], Plan]


@pytest.fixture
def plan_of(tmp_path: Path) -> Load:
    """A calculator with the functions above and one more line."""

    def write(line: str) -> Plan:
        path = tmp_path / "test.plan"
        path.write_text(f"{LIBRARY}let x = {line}\n", encoding="utf-8")
        return load(path)

    return write


@pytest.mark.parametrize(
    ("line", "figure", "powers", "period"),
    [
        ("gain(80, 90, 5)", 0.1875, (), None),
        ("gain(80 TWD, 90 TWD)", 0.125, (), None),
        ("gain(80 TWD, 90)", 0.125, (), None),
        ("gain(80 TWD/share, 90 TWD/share, 5 TWD/share)", 0.1875, (), None),
        ("mean_of([40%, 60%], [17%, 7%])", 0.11, (), None),
        ("mean_of([50%, 50%], [200 TWD, 0 TWD])", 100.0, (("TWD", 1),), None),
        ("mean_of([50%, 50%], [2%/week, 1%/week])", 0.015, (("time", -1),), "week"),
        ("spread_of([50%, 50%], [200 TWD, 0 TWD])", 100.0, (("TWD", 1),), None),
        ("spread_of([50%, 50%], [2%/year, 0%/year])", 0.01, (("time", -1),), "year"),
        ("bought(3000 TWD, [10 TWD/share, 8 TWD/share, 12 TWD/share])", 925.0, (("shares", 1),), None),
        ("bought(3000 TWD, [10 TWD, 8 TWD, 12 TWD])", 925.0, (), None),
        ("paid_by(1200 USD, 5%/year, 10 USD/month)", 0.5, (), None),
        ("paid_by(1200, 5%/year, 10 TWD/month)", 0.5, (), None),
        ("paid_by(0, 5%/year, 10 TWD/month)", 0.0, (), None),
        ("each_day(300 TWD, 10 days)", 30.0, (("TWD", 1), ("time", -1)), "day"),
        ("each_day(365 TWD, 1 year)", 1.0, (("TWD", 1), ("time", -1)), "day"),
        ("worth(1 USD/month, 5%/year)", 240.0, (("USD", 1),), None),
        ("worth_of_two(1 TWD/share/year, 5%/year)", 40.0, (("TWD", 1), ("shares", -1)), None),
        ("yearly(80 TWD, 90 TWD)", 10.0, (("TWD", 1), ("time", -1)), "year"),
    ],
)
def test_what_comes_out_is_of_what_goes_in(
    plan_of: Load, line: str, figure: float, powers: tuple[tuple[str, int], ...], period: str | None
) -> None:
    plan = plan_of(line)
    assert [found.message for found in plan.check(is_static=True)] == []
    run = plan.run()
    number = run.graph.by_name["x"]
    type_ = run.graph.quantities[number].type
    assert (type_.powers, type_.period) == (powers, period)
    assert run.number(number) == pytest.approx(figure)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("gain(80 TWD, 90 USD)", "`gain` cannot take money in TWD together with money in USD"),
        ("gain(80 TWD, 5%/year)", "`gain` cannot take money together with a rate"),
        ("gain(80 TWD, true)", "`gain` needs quantities, and this is a condition"),
        ("mean_of([50%, 50%], 3 TWD)", "`outcome` takes a list, and this is one value"),
        ("paid_by(1200 USD, 5%/year, 10 TWD/month)", "`paid_by` cannot take money in USD together with money in TWD"),
        ("worth(5 TWD, 5%/year)", "`worth` needs a value per time, and this is money"),
        ("worth(5, 5%/year)", "`worth` needs a value per time, and this is a number"),
        ("worth(true, 5%/year)", "`worth` needs quantities, and this is a condition"),
        ("yearly(1%/month, 2%/month)", "`yearly` takes no value per time here"),
        ("outer(1%/month)", "`outer` takes no value per time here"),
        ("bought(1 TWD/month, [1%/year, 2%/year])", "`bought` takes no value per time here"),
    ],
)
def test_what_does_not_go_together_is_an_error(plan_of: Load, line: str, message: str) -> None:
    assert [found.message for found in plan_of(line).check(is_static=True)] == [message]
