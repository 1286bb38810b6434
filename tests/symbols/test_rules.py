"""What rules promise, proved and not only tried."""

from __future__ import annotations

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


def verdicts(text: str) -> dict[str, str]:
    """The answer to each claim of a plan. A budget that a busy machine does not touch: none of them takes a second."""
    plan = Plan("a.plan", Source("a.plan", text))
    return {proof.name: proof.verdict for proof in plan.prove(20)}


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
