"""What rules promise, proved and not only tried."""

from __future__ import annotations

import pytest

from plainplan.api import Plan
from plainplan.source import Source

# Two households that are alike but for the version of their policy.
ELASTIC = """\
plan "elastic" {
    currency: TWD
    start: 2026-01
    years: 1
}

use std.rebalance

param p = 100 TWD {
    range: 0 TWD .. 10000 TWD
}
param l = 100 TWD {
    range: 0 TWD .. 10000 TWD
}
param c = 100 TWD {
    range: 0 TWD .. 10000 TWD
}
param market = 5%/year {
    range: -45%/year .. 45%/year
}
param spending = 10 TWD/year {
    range: 1 TWD/year .. 1000 TWD/year
}

"""
HOUSEHOLD = """\
asset prototype_{0} {{
    value: p
    return: market
}}
asset leveraged_{0} {{
    value: l
    return: 2 * market
}}
asset cash_{0} {{
    value: c
}}

each year {{
    grow
    rebalance elastic(prototype_{0}, leveraged_{0}, cash_{0}, spending, version: {0})
}}

"""


def verdicts(text: str, budget: float = 20) -> dict[str, str]:
    """The answer to each claim of a plan. A budget that a busy machine does not touch: none of them takes a second."""
    plan = Plan("a.plan", Source("a.plan", text))
    return {proof.name: proof.verdict for proof in plan.prove(budget)}


def test_both_versions_of_elastic_agree_while_cash_is_below_the_line() -> None:
    blocks = [HOUSEHOLD.format(version) for version in (1, 2)]
    # One block grows both: what a block says to grow is every account.
    blocks[1] = blocks[1].replace("    grow\n", "")
    claims = [
        f"prove {name}: c > 15 years * spending or {name}_1 = {name}_2" for name in ("prototype", "leveraged", "cash")
    ]
    found = verdicts(ELASTIC + "".join(blocks) + "\n".join(claims) + "\nprove always: cash_1 = cash_2\n")
    assert found == {"prototype": "proved", "leveraged": "proved", "cash": "proved", "always": "refuted"}


def test_a_rebalancing_moves_money_and_makes_none() -> None:
    claim = "prove total: prototype_2 + leveraged_2 + cash_2 = p + l + c + market * 1 year * (p + 2 * l)\n"
    assert verdicts(ELASTIC + HOUSEHOLD.format(2) + claim) == {"total": "proved"}


def test_a_transfer_changes_no_total() -> None:
    text = """\
plan "move" {
    currency: TWD
    start: 2026-01
    years: 40
    step: month
}

param moved = 5 TWD
param a = 100 TWD {
    range: 0 TWD .. 1000 TWD
}

asset from_here {
    value: a
}
asset to_there {
    value: 7 TWD
}

each month {
    move moved from from_here to to_there
}

prove total: from_here + to_there = a + 7 TWD
prove kept: from_here >= 0 and to_there >= 7 TWD
prove never: from_here >= 100 TWD
"""
    assert verdicts(text) == {"total": "proved", "kept": "proved", "never": "refuted"}


def test_three_weights_of_a_third_have_the_beta_that_is_asked_for() -> None:
    text = """\
param b = 1.2 {
    range: 0..3
}
let weights = [b / 3, b / 3, 1 - 2 * b / 3]
let betas = [1, 2, 0]

prove whole: sum(weights) = 1
prove beta: sumproduct(weights, betas) = b
prove long_only: min(weights) >= 0
"""
    found = verdicts(text)
    assert found == {"whole": "proved", "beta": "proved", "long_only": "refuted"}


ONE_HOUSEHOLD = """\
plan "elastic" {
    currency: TWD
    start: 2026-01
    years: YEARS
}

use std.rebalance

param m = 5%/year {
    range: -45%/year .. 45%/year
}
param c0 = 10 TWD {
    range: 0 TWD .. 200 TWD
}
param e = 10 TWD/year {
    range: 5 TWD/year .. 20 TWD/year
}

asset p {
    value: 300 TWD
    return: m
}
asset l {
    value: 300 TWD
    return: 2 * m
}
asset c {
    value: c0
}

each year {
    grow
    rebalance elastic(p, l, c, e, floor: 15 years)
}

let kept = prev(c, start: c0)
let grown = prev(p, start: 300 TWD) * (1 + m * 1 year) + prev(l, start: 300 TWD) * (1 + 2 * m * 1 year) + kept

prove total: p + l + c = grown
prove down: m >= 0%/year or kept > 15 years * e or c = kept
prove up_above: m <= 0%/year or kept <= 15 years * e or c = kept
prove never: p >= 0 and l >= 0 and c >= 0
prove total_and_more: p + l + c = grown + 0.01 TWD
prove down_above: m >= 0%/year or c = kept
prove up: m <= 0%/year or c = kept
prove some: p > 1 TWD
"""


@pytest.mark.parametrize("years", ["5", "40"])
def test_elastic_keeps_the_total_and_below_the_line_its_cash_in_every_year(years: str) -> None:
    assert verdicts(ONE_HOUSEHOLD.replace("YEARS", years), 2) == {
        "total": "proved",
        "down": "proved",
        "up_above": "proved",
        "never": "proved",
        "total_and_more": "refuted",
        "down_above": "refuted",
        "up": "refuted",
        "some": "refuted",
    }


SAME_BEFORE = (
    "prev(prototype_1, start: p) = prev(prototype_2, start: p) and prev(cash_1, start: c) = prev(cash_2, start: c)"
    " and prev(leveraged_1, start: l) = prev(leveraged_2, start: l)"
)


@pytest.mark.parametrize("years", ["5", "40"])
def test_both_versions_of_elastic_go_on_alike_from_where_they_are_alike(years: str) -> None:
    blocks = [HOUSEHOLD.format(version) for version in (1, 2)]
    blocks[1] = blocks[1].replace("    grow\n", "")
    claims = [
        f"prove {name}: not ({SAME_BEFORE}) or prev(cash_1, start: c) > 15 years * spending or {name}_1 = {name}_2\n"
        for name in ("prototype", "leveraged", "cash")
    ]
    wrong = f"prove always: not ({SAME_BEFORE}) or cash_1 = cash_2\n"
    found = verdicts(ELASTIC.replace("years: 1", f"years: {years}") + "".join([*blocks, *claims, wrong]), 2)
    assert found == {"prototype": "proved", "leveraged": "proved", "cash": "proved", "always": "refuted"}


TO_BETA = """\
plan "beta" {
    currency: TWD
    start: 2026-01
    years: YEARS
}

use std.withdrawal
use std.withdrawal_allocation

param b = 1.2 {
    range: 0..1.5
}
param market = 5%/year {
    range: -90%/year .. 60%/year
}
param v = 100萬 TWD {
    range: 1萬 TWD .. 1000萬 TWD
}

asset p {
    value: v
    return: market
}
asset l {
    value: v
    return: 2 * market
}
asset c {
    value: v
}
group all = p, l, c

each year {
    apply percent_of_portfolio(all, 4%/year) as spent
    grow
    rebalance to_beta(p, l, c, b)
}

prove beta: p + 2 * l = b * (p + l + c)
prove equal: p = l
prove never: p >= 0 and l >= 0 and c >= 0
prove spent_whole: spent.short = 0
prove steeper: p + 2 * l = 1.0001 * b * (p + l + c)
prove cash: c > 0
"""


@pytest.mark.parametrize("years", ["5", "40"])
def test_to_beta_gives_the_beta_that_is_asked_for_in_every_year(years: str) -> None:
    assert verdicts(TO_BETA.replace("YEARS", years), 2) == {
        "beta": "proved",
        "equal": "proved",
        "never": "proved",
        "spent_whole": "proved",
        "steeper": "refuted",
        "cash": "refuted",
    }


def test_a_beta_out_of_reach_is_not_reached() -> None:
    household, _, _ = TO_BETA.replace("YEARS", "5").replace("0..1.5", "0..1.6").partition("prove beta")
    assert verdicts(household + "prove beta: p + 2 * l = b * (p + l + c)\n", 2) == {"beta": "refuted"}


CURE = """\
use std.margin

param own = 100 TWD {
    range: 1 TWD .. 1000 TWD
}
param line = 130% {
    range: 101%..200%
}
param debt = 20 TWD {
    range: 1 TWD .. 100 TWD
}
let sold = cure_by_sale(own, debt, line)
let free = (line * debt - own) / (line - 1)

prove at_line: own - free = line * (debt - free)
prove either: if free > 0 then own - sold = line * (debt - sold) else sold = 0 TWD
prove unless: free < 0 or own - sold = line * (debt - sold)
prove at_least: own - sold >= line * (debt - sold)
prove nothing: sold = 0 or own - sold = line * (debt - sold)
prove always: own - sold = line * (debt - sold)
prove turned: if free > 0 then sold = 0 TWD else own - sold = line * (debt - sold)
prove beyond: own - sold > line * (debt - sold)
prove unless_more: free < 1 TWD or own - sold = line * (debt - sold) + 0.01 TWD
"""


def test_a_sale_cures_a_margin_call_exactly() -> None:
    assert verdicts(CURE, 2) == {
        "at_line": "proved",
        "either": "proved",
        "unless": "proved",
        "at_least": "proved",
        "nothing": "proved",
        "always": "refuted",
        "turned": "refuted",
        "beyond": "refuted",
        "unless_more": "refuted",
    }
