"""An input makes an edit: the plan is the earlier version where it is 0, and the later one where it is 1."""

from __future__ import annotations

import pytest

from plainplan.versions.mixture import Mixture
from plainplan.versions.switches import switch_name
from versions.mixed import plan_of, run_figures

PLAN = """\
plan "陳家" {
    currency: TWD
    start: 2026-01
    years: 6
    step: month
}

param market = 5%/year "報酬率"

asset cash "現金" {
    value: 500萬 TWD
}

asset fund "基金" {
    value: 300萬 TWD
    return: market
    fee: 0.2%/year
}

debt loan "信貸" {
    principal: 100萬 TWD
    rate: 3%/year
    term: 5 years
    paid_from: cash
}

expense food "伙食" {
    amount: 2萬 TWD/month
    growth: 1%/year
    paid_from: cash
}

expense rent "房租" = 1萬 TWD/month

rule keep(target: asset, source: asset, least: money) {
    if target < least {
        move least - target from source to target as moved
    }
}

each month {
    move 1萬 TWD from cash to fund as saved
    apply keep(cash, fund, 50萬 TWD) as kept
}

each year in december {
    let half = fund / 20
    move half from fund to cash as taken
}

at 2028-05 {
    withdraw 20萬 TWD from cash as trip
}

let share = fund / (fund + cash)
"""

SWITCHED = [
    ("5%/year", "4%/year + 0.5%/year"),
    ("return: market", "return: market - 1%/year"),
    ("    fee: 0.2%/year\n", ""),
    ("    return: market\n", "    return: market\n    sell_cost: 1%\n    buy_cost: 0.5%\n"),
    ("    growth: 1%/year\n", ""),
    ("    growth: 1%/year\n    paid_from: cash\n", "    in: may\n    paid_from: fund then cash\n    from: 2027-03\n"),
    ("1萬 TWD/month", "1.2萬 TWD/month"),
    ('expense rent "房租" = 1萬 TWD/month\n', ""),
    ("expense rent", "income gift = 5萬 TWD/year\n\nexpense rent"),
    ("expense rent", "goal car {\n    amount: 60萬 TWD\n    at: 2029-03\n    paid_from: cash\n}\n\nexpense rent"),
    ("expense rent", "debt card {\n    principal: 20萬 TWD\n    rate: 9%/year\n    payment: none\n}\n\nexpense rent"),
    ("expense rent", "asset gold {\n    value: 20萬 TWD\n    return: 1%/year\n}\n\nexpense rent"),
    ("    move 1萬 TWD from cash to fund as saved\n", "    move 2萬 TWD from cash to fund as saved\n"),
    ("    move 1萬 TWD from cash to fund as saved\n", ""),
    ("    move 1萬 TWD from cash to fund as saved\n", "    withdraw 1萬 TWD from cash then fund as saved\n"),
    ("fund, 50萬 TWD) as kept\n", "fund, 300萬 TWD) as kept\n"),
    ("in december", "in march"),
    ("    let half = fund / 20\n", "    let half = fund / 10\n"),
    ("from cash as trip", "from cash then fund as trip"),
    (
        "    withdraw 20萬 TWD from cash as trip",
        "    if cash > 100萬 TWD {\n        withdraw 25萬 TWD from cash as trip\n    }",
    ),
    ("at 2028-05 {\n    withdraw 20萬 TWD from cash as trip\n}\n", ""),
    ("let share", "once when fund > 320萬 TWD {\n    move 30萬 TWD from fund to cash as secured\n}\n\nlet share"),
]

# What is no formula: a word of the language, an account, months, a place among others.
OTHERWISE = [
    ("    paid_from: cash\n}\n\nexpense food", "    paid_from: cash then fund\n}\n\nexpense food"),
    ("    term: 5 years\n", "    term: 5 years\n    payment: equal_principal\n"),
    ("years: 6", "years: 7"),
    ("target < least {", "target < least + 20萬 TWD {"),
]


def mixture(old: str, new: str) -> Mixture:
    assert PLAN.count(old) == 1
    return Mixture(plan_of(PLAN), plan_of(PLAN.replace(old, new)))


@pytest.mark.parametrize(("old", "new"), SWITCHED)
def test_an_input_makes_an_edit(old: str, new: str) -> None:
    mixed = mixture(old, new)
    assert len(mixed.groups) == 1
    assert mixed.is_switchable(0)
    plan = mixed.plan((), (0,))
    for number, text in ((0.0, PLAN), (1.0, PLAN.replace(old, new))):
        worths = plan.run(set={switch_name(0): number}).net_worth
        assert (worths[-1], min(worths)) == pytest.approx(run_figures(text), rel=1e-12)


@pytest.mark.parametrize(("old", "new"), OTHERWISE)
def test_what_is_no_formula_is_made_by_no_input(old: str, new: str) -> None:
    mixed = mixture(old, new)
    assert not mixed.is_switchable(0) or mixed.plan((), (0,)).graph is None
