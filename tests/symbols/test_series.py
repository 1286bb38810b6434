"""Claims about what goes by row: proved from each row to the next, however many rows there are."""

from __future__ import annotations

import pytest

from plainplan.api import Plan
from plainplan.api.claims import Proof
from plainplan.source import Source


def proofs(text: str) -> dict[str, Proof]:
    """The answer to each claim of a plan, in the two seconds that each has."""
    plan = Plan("a.plan", Source("a.plan", text))
    return {proof.name: proof for proof in plan.prove()}


def verdicts(text: str) -> dict[str, str]:
    """What became of each claim."""
    return {name: proof.verdict for name, proof in proofs(text).items()}


WEIGHTS = """\
plan "weights" {
    currency: TWD
    start: 2026-01
    years: YEARS
    step: STEP
}

param m = 5%/year {
    range: -45%/year .. 45%/year
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
    value: 400 TWD
}

each STEP {
    grow
    rebalance to p 30%, l 30%, c rest
}

prove weight: p = 30% * (p + l + c)
prove beta: p + 2 * l = 0.9 * (p + l + c)
prove never: p + l + c >= 0
prove more: p = 30.01% * (p + l + c)
prove steeper: p + 2 * l = 0.9001 * (p + l + c)
prove rich: p + l + c >= 900 TWD
"""
HELD = {
    "weight": "proved",
    "beta": "proved",
    "never": "proved",
    "more": "refuted",
    "steeper": "refuted",
    "rich": "refuted",
}


@pytest.mark.parametrize("years", ["1", "2", "4", "10", "13", "40"])
def test_weights_are_kept_for_as_many_years_as_there_are(years: str) -> None:
    assert verdicts(WEIGHTS.replace("YEARS", years).replace("STEP", "year")) == HELD


def test_weights_are_kept_for_480_months() -> None:
    assert verdicts(WEIGHTS.replace("YEARS", "40").replace("STEP", "month")) == HELD


def test_a_proof_says_what_is_given_and_what_closes_it() -> None:
    found = proofs(WEIGHTS.replace("YEARS", "40").replace("STEP", "year"))
    assert found["weight"].answer.lines == (
        "in the first row: both sides are 270 * m + 300",
        "never below 0, by the same argument: c, l, p",
        "in every later row: both sides are 3 * c[before] / 10 + 3 * l[before] * m / 5 + 3 * l[before] / 10"
        " + 3 * m * p[before] / 10 + 3 * p[before] / 10",
    )
    assert "given that it held in the row before: p + l + c >= 0" in found["never"].answer.lines


ANNUITY = """\
param r = 5% {
    range: 0.1%..20%
}
param a = 100 {
    range: 1..1000
}
table t {
    n in 1..ROWS
    v = prev(v, start: 0) * (1 + r) + a
    w = a * ((1 + r)^n - 1) / r
    odd = if n = 1 then 2 * a else w
}

prove same: t.v = t.w
prove near: t.v = 1.0001 * t.w
prove from_two: t.v = t.odd
prove later: t.n = 1 or t.v = t.odd
"""


@pytest.mark.parametrize("rows", ["3", "30", "300"])
def test_what_is_paid_in_each_year_amounts_to_the_annuity(rows: str) -> None:
    # Kellison, The Theory of Interest: the accumulated value of an annuity of n payments is a ((1 + r)^n - 1) / r.
    found = verdicts(ANNUITY.replace("ROWS", rows))
    assert (found["same"], found["near"], found["from_two"]) == ("proved", "refuted", "refuted")
    assert found["later"] != "refuted"


GROWTH = """\
plan "growth" {
    currency: TWD
    start: 2026-01
    years: 40
    step: month
}

param m = 5%/year {
    range: -45%/year .. 45%/year
}

asset p {
    value: 100 TWD
    return: m
}

each month {
    grow
}

prove closed: final(p) = 100 TWD * compound(m, 40 years)
prove each_month: p = prev(p, start: 100 TWD) * compound(m, 1 month)
prove near: final(p) = 100.01 TWD * compound(m, 40 years)
prove flat: p = prev(p, start: 100 TWD)
"""


def test_growth_over_480_months_is_never_refuted_by_rounding() -> None:
    assert verdicts(GROWTH) == {
        "closed": "undecided",
        "each_month": "proved",
        "near": "refuted",
        "flat": "refuted",
    }


# A series that begins otherwise than it goes on: what is shown of the later rows alone says nothing of the first.
BEGINNINGS = """\
param x = 1 {
    range: 0..5
}
table t {
    n in 1..20
    u = prev(u, start: 1) * x
    two = prev(u, start: 5) - prev(u, start: 7)
    down = prev(down, start: 1) + prev(u, start: -3)
    late = if n > 1 then 1 else -1
}

prove kept: t.u >= 0
prove apart: t.two >= 0
prove above: t.down >= 0
prove from_first: t.late >= 0
prove from_second: t.n <= 1 or t.late >= 0
"""


def test_the_first_row_is_proved_for_itself() -> None:
    assert verdicts(BEGINNINGS) == {
        "kept": "proved",
        "apart": "refuted",
        "above": "refuted",
        "from_first": "refuted",
        "from_second": "proved",
    }


# What holds in the first row for a reason of its own is nothing that the next row could rest on.
EXCUSED = """\
param x = 1 {
    range: 0..5
}
table t {
    n in 1..20
    k = n - 1
    v = prev(v, start: x) * 1
}

prove by_number: t.n = 1 or 7 * t.v != 1
prove by_place: t.k = 0 or 7 * t.v != 1
prove after: t.k < 1 or 7 * t.v != 1
prove kept: t.n = 1 or t.v >= 0
"""


def test_what_excuses_the_first_row_excuses_no_other() -> None:
    # It fails where x = 1/7 alone, which is at no point that is tried.
    found = verdicts(EXCUSED)
    assert found == {"by_number": "undecided", "by_place": "undecided", "after": "undecided", "kept": "proved"}


GRID = """\
param x = 1 {
    range: 0..5
}
grid g {
    rows r in 1..3
    cols d in 1..30
    cell = r * x + d
}

prove above: g.cell >= 1
prove beyond: 7 * x != 1 or g.cell * 7 >= 15
"""


def test_a_later_cell_of_a_grid_may_stand_in_its_first_column() -> None:
    # The second claim fails in the first column: with x = 1/7 that holds 8/7, 9/7 and 10/7, the next begins at 15/7.
    assert verdicts(GRID) == {"above": "proved", "beyond": "undecided"}


# The first cell is excused, but those of the first column below it are not: 9/7 and 10/7 are less than 15/7.
COLUMN = GRID.replace("cell = r * x + d", "cell = if r = 1 and d = 1 then 9 else r * x + d")


def test_a_grid_is_not_proved_over_its_later_columns_alone() -> None:
    assert verdicts(COLUMN)["beyond"] == "undecided"


# A loan of 240 months: its level payment holds the 240th power of a sum.
LOAN = """\
plan "loan" {
    currency: TWD
    start: 2026-01
    years: 30
    step: month
}

param r = 5%/year {
    range: 0%/year .. 12%/year
}

param q = 2%/year {
    range: 0%/year .. 4%/year
}

param save = 1萬 TWD/month {
    range: 0 TWD/month .. 5萬 TWD/month
}

asset cash {
    value: 100萬 TWD
    return: q
}

asset fund {
    value: 100萬 TWD
    return: r
    fee: 1%/year
}

debt mort {
    principal: 500萬 TWD
    rate: q
    term: 20 years
    payment: level
    paid_from: cash
}

income salary {
    amount: save
    into: cash
}

each month {
    move 20% * cash from cash to fund
}

"""


def test_a_fund_beside_a_loan_of_240_months_is_never_below_zero() -> None:
    (proof,) = Plan("a.plan", Source("a.plan", LOAN + "prove d: fund >= 0\n")).prove(20)
    assert proof.verdict == "proved"


def test_a_fund_beside_a_loan_is_not_above_all_that_there_is() -> None:
    # With all the cash that there is at the start it is short of 200萬.
    (proof,) = Plan("a.plan", Source("a.plan", LOAN + "prove d: fund >= 200萬 TWD\n")).prove(2)
    assert proof.verdict == "refuted"


# What is taken each month, over 480 months: too many to write a sum of them out.
TAKEN = """\
plan "taken" {
    currency: TWD
    start: 2026-01
    years: 40
    step: month
}

param w = 40萬 TWD/year {
    range: 0 TWD/year .. 100萬 TWD/year
}

asset s = 600萬 TWD

let left = 10萬 TWD - w * elapsed

each month {
    withdraw w from s as taken
}

"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        # Sums, means and extremes of what is never below zero are not either; w = 0 leaves everything as it is.
        ("sum(taken.amount) >= 0 TWD", "proved"),
        ("0 <= final(s)", "proved"),
        ("min(s) >= 0", "proved"),
        ("max(s) <= 600萬 TWD", "proved"),
        ("mean(s) <= 600萬 TWD", "proved"),
        ("sum(taken.amount) > 0 TWD", "refuted"),
        ("min(s) >= 1 TWD", "refuted"),
        ("sum(left) >= 0 TWD", "refuted"),
        ("sum(s) <= 600萬 TWD", "refuted"),
    ],
)
def test_a_number_of_a_series_is_bounded_by_its_rows(claim: str, verdict: str) -> None:
    (proof,) = Plan("a.plan", Source("a.plan", TAKEN + f"prove d: {claim}\n")).prove(5)
    assert proof.verdict == verdict
