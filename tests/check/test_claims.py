"""What may be claimed and asked: conditions, and comparisons of single values over inputs."""

from __future__ import annotations

import pytest

from plainplan.api import Plan
from plainplan.source import Source

PLAN = """\
plan "test" {
    currency: TWD
    start: 2026-01
    years: 3
}

param x = 3
param share = 20%
param mode = "fast"
param limits = [1, 2]

let y = x * share * sum(limits)
let is_fast = mode = "fast" and y > 0

table rows_of_y {
    t in 1..3
    v = x * t
}
table others {
    t in 1..4
    v = x * t
}

asset cash = 100 TWD

"""


def codes(line: str) -> list[str]:
    """The codes of what is wrong with a plan that says one line more."""
    return [fault.code for fault in Plan("a.plan", Source("a.plan", PLAN + line + "\n")).check(is_static=True)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("prove a: y > 0", []),
        ("prove a: cash >= 0", []),
        ("prove a: rows_of_y.v > 0", []),
        ("prove a: rows_of_y.v > rows_of_y.t", []),
        ("prove a: limits > 0", []),
        ("prove a: is_fast", []),
        ("prove a: y", ["type-mismatch"]),
        ("prove a: unknown > 0", ["unknown-name"]),
        ("prove a: rows_of_y.v > others.v", ["axes-differ"]),
        ("prove a: y > 0\nprove a: y > 1", ["duplicate-name"]),
        ("solve a = x where y = 5", []),
        ("solve a = x where y >= 5", []),
        ("solve a = [x, share] where y = 5 and x = 2", []),
        ("solve a = cash.value where final(cash) = 5 TWD", []),
        ("solve a = x where y = 5\nsolve a = x where y = 6", ["duplicate-name"]),
        ("solve a = x where y != 5", ["not-a-comparison"]),
        ("solve a = x where y = 5 or y = 6", ["not-a-comparison"]),
        ("solve a = x where is_fast", ["not-a-comparison"]),
        ('solve a = x where mode = "slow"', ["not-a-comparison"]),
        ("solve a = x where cash = 5 TWD", ["series-not-constant"]),
        ("solve a = y where y = 5", ["not-an-input"]),
        ("solve a = 5 where y = 5", ["not-an-input"]),
        ("solve a = x where y = 5 and share = 1", ["solve-count"]),
        ("solve a = [x, share] where y = 5", ["solve-count"]),
        ("solve a = x where y = 5\nlet z = a", ["unknown-name"]),
    ],
)
def test_what_is_claimed_and_asked_is_checked(line: str, expected: list[str]) -> None:
    assert codes(line) == expected


def test_a_text_stays_as_it_is_written() -> None:
    plan = Plan("a.plan", Source("a.plan", PLAN + "prove a: not is_fast or y > 0\n"))
    assert [proof.verdict for proof in plan.prove()] == ["proved"]
