"""Sixty claims from textbooks: what is true is proved, what is false has a counterexample, nothing is told wrong."""

from __future__ import annotations

import pytest

from plainplan.api import Plan
from plainplan.api.claims import Proof
from plainplan.source import Source
from symbols.claims import FALSE, HARD, TRUE, Known

# What no way of arguing reaches yet: they are tried, and said to be undecided.
OUT_OF_REACH = {"Nesbitt", "Jensen", "Motzkin"}


def read(text: str) -> Plan:
    """A plan from text."""
    return Plan("a.plan", Source("a.plan", text))


def answer_to(known: Known, budget: float | None = None) -> Proof:
    """What becomes of a claim."""
    (proof,) = read(known.plan).prove(budget)
    return proof


def fails_with(known: Known, settings: dict[str, str]) -> bool:
    """Whether the evaluator finds a claim wrong with other values, which are given as `--set` takes them."""
    run = read(known.plan.replace("prove claim:", "let claim =")).run(set=settings)
    return run["claim"] == 0


@pytest.mark.parametrize("known", TRUE, ids=lambda known: known.name)
def test_a_true_claim_is_proved(known: Known) -> None:
    proof = answer_to(known)
    assert (proof.verdict, proof.answer.lines != ()) == ("proved", True)


@pytest.mark.parametrize("known", FALSE, ids=lambda known: known.name)
def test_a_false_claim_has_a_counterexample_that_set_accepts(known: Known) -> None:
    proof = answer_to(known)
    assert proof.verdict == "refuted"
    assert fails_with(known, dict(proof.settings))


@pytest.mark.parametrize(("truth", "known"), HARD, ids=[known.name for _, known in HARD])
def test_a_hard_claim_is_never_told_wrong(truth: bool, known: Known) -> None:
    proof = answer_to(known)
    expected = "undecided" if known.name in OUT_OF_REACH else "proved" if truth else "refuted"
    assert proof.verdict == expected
    if proof.verdict == "refuted":
        assert fails_with(known, dict(proof.settings))


def test_there_are_sixty_claims() -> None:
    assert [len(TRUE), len(FALSE), len(HARD)] == [20, 20, 20]


def test_an_undecided_claim_says_at_how_many_points_it_held() -> None:
    (known,) = [known for _, known in HARD if known.name == "Motzkin"]
    assert answer_to(known, 0.2).answer.points > 0


def test_a_claim_about_what_cannot_change_is_computed() -> None:
    (proof,) = read("let x = 3\nprove odd: x^2 = 9\n").prove()
    assert proof.verdict == "proved"


def test_a_divisor_that_may_be_zero_is_a_proviso() -> None:
    (proof,) = read("param n = 5\nprove one: n / n = 1\n").prove()
    assert (proof.verdict, proof.answer.provisos) == ("proved", ("n != 0",))


def test_a_divisor_behind_a_condition_needs_no_proviso() -> None:
    (proof,) = read("param n = 5\nlet x = if n > 0 then 1 / n else 1\nprove above: x > 0\n").prove()
    assert (proof.verdict, proof.answer.provisos) == ("proved", ())


def test_rounding_refutes_nothing() -> None:
    # In floats a + b - a is not b where a is very much greater.
    (proof,) = read("param a = 1000000000000\nparam b = 0.1\nprove same: a + b - a = b\n").prove()
    assert proof.verdict == "proved"


FORTY_YEARS = """\
plan "p" {
    currency: TWD
    start: 2026-01
    years: 40
}

param b = 1.2 {
    range: 0..1.5
}

param market = 5%/year {
    range: -40%/year .. 60%/year
}

asset p {
    value: 100萬 TWD
    return: market
}

asset l {
    value: 100萬 TWD
    return: 2 * market
}

asset c {
    value: 100萬 TWD
}

each year {
    grow
    rebalance to p b / 3, l b / 3, c rest
}

"""


def test_rounding_over_forty_years_refutes_nothing() -> None:
    # The weights b/3, b/3, 1 - 2b/3 have the beta b exactly, and floats miss it by the last digits of large amounts.
    (proof,) = read(FORTY_YEARS + "prove beta: p + 2 * l = b * (p + l + c)\n").prove()
    assert proof.verdict == "proved"
    (proof,) = read(FORTY_YEARS + "prove beta: p + 2 * l = 1.000001 * b * (p + l + c)\n").prove()
    assert proof.verdict == "refuted"


@pytest.mark.parametrize(
    "claim",
    [
        "a = round(a, 0)",
        "ceiling(a, 1) = a",
        "floor(a, 1) = a",
        "mod(a, 1) = 0",
        "trunc(a * b) = 0",
        "roundup(a, 0) <= a",
        "quotient(a, 3) * 3 = a",
        "norm.s.dist(a, true) < 0.5",
        "norm.inv(0.5 + b, 0, 1) < 0.3",
        "rate(10, -a, 20) < 0",
    ],
)
def test_what_has_no_form_in_mathematics_is_refuted_where_it_fails(claim: str) -> None:
    # At a = 10.5 and b = 0.2 each is wrong by Microsoft's definition of its function, and by far.
    (proof,) = read(
        "param a = 10.5 {\n    range: 1..20\n}\nparam b = 20% {\n    range: 0%..30%\n}\n" + f"prove c: {claim}\n"
    ).prove()
    assert proof.verdict == "refuted"


def test_a_rate_that_is_found_step_by_step_is_not_refuted_by_its_last_step() -> None:
    # The rate of an annuity is the one of which its payment was computed.
    (proof,) = read(
        "param r = 5% {\n    range: 1%..20%\n}\nprove back: rate(10, pmt(r, 10, 100), -100) = -r + 2 * r\n"
    ).prove(0.2)
    assert proof.verdict != "refuted"


NO_RANGE = FORTY_YEARS.replace(" {\n    range: -40%/year .. 60%/year\n}", "")


@pytest.mark.parametrize("weight", ["30%", "1/3"])
def test_digits_lost_in_enormous_balances_refute_nothing(weight: str) -> None:
    # Without a range a market of 5000 % a year is tried: after forty years fifty digits are used up.
    plan = NO_RANGE.replace("b / 3", weight)
    claim = f"p + 2 * l = 3 * {weight} * (p + l + c)"
    (proof,) = read(plan + f"prove beta: {claim}\n").prove()
    assert proof.verdict == "proved"
    (proof,) = read(plan + f"prove beta: {claim.replace('= 3 ', '= 3.0001 ')}\n").prove()
    assert proof.verdict == "refuted"


def test_a_difference_that_is_left_of_sums_is_held_against_them() -> None:
    # The sides are nothing and the last digits: it is their terms that are large.
    claim = "p + 2 * l - (p + l + c) = 0 TWD"
    (proof,) = read(NO_RANGE.replace("b / 3", "1/3") + f"prove none: {claim}\n").prove(0.3)
    assert proof.verdict != "refuted"


def test_a_switch_is_tried_both_ways() -> None:
    text = "param early = true\nparam x = 1\nlet y = if early then x else -x\nprove square: y^2 = x^2\n"
    (proof,) = read(text).prove()
    assert proof.verdict == "proved"


TABLE = """\
param r = 5% {
    range: 0% .. 20%
}

table bond {
    t in 1..LENGTH
    pv = 100 / (1 + r)^t
    left = prev(left, start: 1000) * (1 - r)
}

"""


def test_a_claim_about_a_column_is_proved_row_by_row() -> None:
    (proof,) = read(TABLE.replace("LENGTH", "5") + "prove less: bond.pv <= 100\n").prove()
    assert proof.verdict == "proved"
    assert len(proof.answer.lines) == 5


def test_a_column_that_looks_back_is_proved_from_row_to_row() -> None:
    (proof,) = read(TABLE.replace("LENGTH", "500") + "prove more: bond.left >= 0\n").prove()
    assert proof.verdict == "proved"
    assert proof.answer.lines[0].startswith("in the first row")


def test_a_refuted_column_says_its_row() -> None:
    (proof,) = read(TABLE.replace("LENGTH", "20") + "prove more: bond.pv > 80\n").prove()
    assert proof.verdict == "refuted"
    assert proof.where.startswith("row ")


PLAN = """\
plan "家" {
    currency: TWD
    start: 2026-01
    years: 40
}

param living = 60萬 TWD/year {
    range: 0 TWD/year .. 200萬 TWD/year
}

param market = 5%/year {
    range: -90%/year .. 50%/year
}

asset core {
    value: 1000萬 TWD
    return: market
}

asset cash {
    value: 500萬 TWD
    return: 1%/year
}

each year {
    withdraw living from cash then core as spend
}

"""


def test_a_series_is_proved_by_induction() -> None:
    (proof,) = read(PLAN + "prove never: cash >= 0\n").prove()
    assert proof.verdict == "proved"


def test_what_two_accounts_hold_is_never_below_zero() -> None:
    (proof,) = read(PLAN + "prove never: core + cash >= 0\n").prove()
    assert proof.verdict == "proved"


def test_a_series_that_fails_says_with_what_and_when() -> None:
    (proof,) = read(PLAN + "prove rich: cash + core >= 100萬\n").prove()
    assert (proof.verdict, proof.where) == ("refuted", proof.where)
    assert proof.where.startswith("step ")
    run = read(PLAN + "check rich: cash + core >= 100萬\n").run(set=dict(proof.settings))
    assert not run.is_ok
