"""Where both sides of a condition stay equal over a range, `solve` says that range; its ends are known."""

from __future__ import annotations

import math

import pytest

from plainplan.api import Plan
from plainplan.api.solving import Solved
from plainplan.source import Source
from plainplan.symbols.roots import find_crossings


def solve(text: str, wanted: str) -> Solved:
    """What comes of a question about a plan."""
    (solved,) = Plan("a.plan", Source("a.plan", text)).solve(wanted)
    return solved


NUMBER = "param x = 3 {\n    range: -10 .. 10\n}\n"


@pytest.mark.parametrize(
    ("condition", "root", "ranges"),
    [
        ("max(x, pi()) > pi()", math.pi, [(math.pi, 10)]),
        ("max(min(x, pi()), 0) > 0", 0, [(0, 10)]),
        ("max(x - pi(), 0) = 0", math.pi, [(-10, math.pi)]),
        ("max(x - pi(), min(x + 5, 0)) = 0", None, [(-5, math.pi)]),
    ],
)
def test_where_both_sides_stay_equal_it_is_a_range_and_not_a_root_a_sample(
    condition: str, root: float | None, ranges: list[tuple[float, float]]
) -> None:
    solved = solve(NUMBER, f"x where {condition}")
    assert list(solved.solution.ranges) == [pytest.approx(bounds, abs=1e-9) for bounds in ranges]
    roots = [root] if root is not None else list(ranges[0])
    assert [values[0] for values in solved.solution.values] == pytest.approx(roots, abs=1e-9)


@pytest.mark.parametrize(
    ("condition", "ranges"),
    [
        # Half and more is rounded to one.
        ("round(x, 0) = 1", [(0.5, 1.5)]),
        # Narrower than the distance of samples.
        ("int(x * 1000) = 1234", [(1.234, 1.235)]),
        # At 0 there is no value.
        ("x / x = 1", [(-10, 0), (0, 10)]),
        ("1 / x > 0", [(0, 10)]),
        ("sqrt(x - 1.3) < 5", [(1.3, 10)]),
        ("(x - 1)^2 > 0", [(-10, 1), (1, 10)]),
        # Nowhere but at one end of the range is it not so.
        ("x + 10 > 0", [(-10, 10)]),
        # A root that is touched is no range, however flat.
        ("(x - 1.234)^4 = 0", []),
        # Two roots next to each other among the samples.
        ("x * (x - 10 / 48) = 0", []),
    ],
)
def test_a_range_ends_where_the_condition_does(condition: str, ranges: list[tuple[float, float]]) -> None:
    solution = solve(NUMBER, f"x where {condition}").solution
    assert list(solution.ranges) == [pytest.approx(bounds, abs=1e-8) for bounds in ranges]


@pytest.mark.parametrize("condition", ["abs(x) < 0", "(x - 1.234)^2 < 0", "min(x, 0) > 0"])
def test_what_is_only_equal_is_no_solution_of_less(condition: str) -> None:
    assert not solve(NUMBER, f"x where {condition}").solution.is_found


def test_an_inequality_that_is_only_touched_holds_everywhere() -> None:
    assert solve(NUMBER, "x where (x - 1)^2 >= 0").solution.holds_everywhere


RETIRED = """plan "三十年" {
    currency: TWD
    start: 2026-01
    years: 30
}

param living = 50萬 TWD/year {
    range: 10萬 TWD/year .. 200萬 TWD/year
}

asset cash {
    value: 1_500萬 TWD
    return: 0%/year
}

each year {
    withdraw living from cash
}
"""


def test_what_is_spent_from_an_empty_account_is_a_range() -> None:
    solved = solve(RETIRED, "living where final(cash) <= 0")
    assert list(solved.solution.ranges) == [pytest.approx((500_000, 2_000_000))]


def test_what_is_left_of_an_empty_account_does_not_say_how_little_suffices() -> None:
    # Above 50萬 a year thirty years of 1,500萬 run out, and the account stays at 0.
    solved = solve(RETIRED, "living where final(cash) > 0")
    assert [values[0] for values in solved.solution.values] == pytest.approx([500_000])
    assert list(solved.solution.ranges) == [pytest.approx((100_000, 500_000))]


def test_a_figure_that_stays_the_same_is_not_searched_for_a_dip() -> None:
    asked: list[float] = []

    def constant(value: float) -> float:
        asked.append(value)
        return 1.0

    samples = [float(sample) for sample in range(97)]
    assert find_crossings(constant, samples, 1e-9) == []
    assert asked == samples


@pytest.mark.parametrize("width", [0.0, 0.3])
def test_a_dip_between_two_samples_of_one_height_is_searched(width: float) -> None:
    # Zero at 2.5 − width and 2.5 + width, and as far above it at 2 as at 3.
    roots = find_crossings(lambda x: (x - 2.5) ** 2 - width**2, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], 1e-9)
    expected = [2.5] if width == 0 else [2.5 - width, 2.5 + width]
    assert [root.at for root in roots] == pytest.approx(expected, abs=1e-4)
