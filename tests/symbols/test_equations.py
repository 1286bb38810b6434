"""Equations with known solutions, and what a whole plan is solved for."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from plainplan.api import Plan, PlanError, solving
from plainplan.api.solving import Solved
from plainplan.source import Source
from symbols.equations import EQUATIONS, Equation

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent.parent / "textbook" / "cases.json").read_text(encoding="utf-8"))
}
# 萬, per cent, and months of a year.
SCALES = (1, 10_000, 1 / 10_000, 100, 0.01, 12)


def listed(value: object) -> list[Any]:
    """The figures of an input, which may be a list."""
    # Any: what a JSON file holds.
    return value if isinstance(value, list) else [value]


def read(text: str) -> Plan:
    """A plan from text."""
    return Plan("a.plan", Source("a.plan", text))


def solve(text: str, wanted: str) -> Solved:
    """What comes of a question about a plan."""
    (solved,) = read(text).solve(wanted)
    return solved


def roots_of(text: str, wanted: str) -> list[float]:
    """The solutions for one unknown."""
    return [values[0] for values in solve(text, wanted).solution.values]


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda equation: equation.name)
def test_a_formula_is_solved_for_its_input_and_every_solution_gives_the_result(equation: Equation) -> None:
    known = equation.values[equation.unknown]
    solved = solve(equation.plan, equation.question)
    found = [values[0] for values in solved.solution.values]
    near = [place for place, root in enumerate(found) if math.isclose(root, known, rel_tol=1e-6)]
    assert len(near) == 1
    assert (solved.formula(near[0]) is not None) == equation.closed
    for place in range(len(found)):
        result = read(equation.plan).run(set=dict(solved.settings(place)))["result"]
        assert result == pytest.approx(equation.result, rel=1e-7, abs=1e-9)


def test_there_are_forty_equations() -> None:
    assert len(EQUATIONS) == 40


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda equation: equation.name)
def test_an_equation_is_that_of_a_worked_example(equation: Equation) -> None:
    case = CASES[equation.case]
    written = [float(figure) for item in case["inputs"].values() for figure in listed(item["value"])]
    # Two examples ask for the unknown itself.
    answers = [equation.result, equation.values[equation.unknown]]
    assert any(abs(answer - float(case["exact"])) <= case["tolerance"] for answer in answers)
    for figure in [*equation.values.values(), equation.result]:
        assert any(
            math.isclose(figure, scale * known, rel_tol=1e-9)
            for known in [*written, float(case["exact"])]
            for scale in SCALES
        )


SQUARE = "param x = 3 {\n    range: -10 .. 10\n}\n"


def test_every_root_in_the_range_is_found() -> None:
    # (x - 1)(x - 2)(x + 5) = x³ + 2x² − 13x + 10
    assert roots_of(SQUARE, "x where x^3 + 2 * x^2 - 13 * x + 10 = 0") == pytest.approx([-5, 1, 2])


def test_a_root_that_is_only_touched_is_found() -> None:
    assert roots_of(SQUARE, "x where (x - 1.2345)^2 = 0") == pytest.approx([1.2345], abs=1e-4)


def test_roots_that_lie_close_together_are_both_found() -> None:
    assert roots_of(SQUARE, "x where exp((x - 3.01) * (x - 3.05)) = 1") == pytest.approx([3.01, 3.05])


def test_what_has_no_solution_says_so() -> None:
    solved = solve(SQUARE, "x where x^2 + 1 = 0")
    assert (solved.solution.values, solved.solution.jumps) == ((), ())


def test_a_root_outside_the_range_is_none() -> None:
    assert roots_of(SQUARE, "x where x = 11") == []


def test_an_equation_that_always_holds_says_so() -> None:
    assert solve(SQUARE, "x where x - x = 0").solution.holds_everywhere


def test_a_jump_is_no_root() -> None:
    solved = solve(SQUARE, "x where int(x) = 2.5")
    assert solved.solution.values == ()
    assert list(solved.solution.jumps) == pytest.approx([3])


SHARE = "param k = 0.5 {\n    range: 0..1\n}\n"


@pytest.mark.parametrize(
    ("condition", "roots"),
    [
        ("sin(100 * k) = 0", [place * math.pi / 100 for place in range(32)]),
        ("tan(k * 3) = 100000", [math.atan(100000) / 3]),
    ],
)
def test_what_algebra_knows_no_inverse_of_is_found_by_the_run(condition: str, roots: list[float]) -> None:
    solved = solve(SHARE, f"k where {condition}")
    assert [values[0] for values in solved.solution.values] == pytest.approx(roots, abs=1e-9)
    assert all(solved.formula(place) is None for place in range(len(roots)))


def test_an_inequality_says_where_it_holds() -> None:
    solved = solve(SQUARE, "x where x^2 <= 4")
    ((low, high),) = solved.solution.ranges
    assert (low, high) == pytest.approx((-2, 2))


def test_two_unknowns_are_found_by_two_conditions() -> None:
    text = "param price = 10\nparam pieces = 10\n"
    solved = solve(text, "price, pieces where price * pieces = 600 and price - pieces = 10")
    assert (30, 20) in [pytest.approx(values) for values in solved.solution.values]
    assert not solved.solution.is_complete


def test_a_formula_is_differentiated() -> None:
    text = "param own = 10000\nparam r = 5%\nparam n = 3\nlet future = own * (1 + r)^n\n"
    slopes = {slope.name: slope for slope in solve(text, "own where future = 11576.25").slopes}
    # own = 11576.25 (1 + r)^−n: its elasticity with respect to r is −n r ÷ (1 + r).
    assert slopes["r"].elasticity == pytest.approx(-3 * 0.05 / 1.05)
    assert slopes["n"].value == pytest.approx(-10000 * math.log(1.05))


PLAN = """\
plan "家" {
    currency: TWD
    start: 2026-01
    years: 40
    step: month
}

param saving = 1萬 TWD/month {
    range: 0 TWD/month .. 20萬 TWD/month
}

param market = 6%/year

asset fund {
    value: 100萬 TWD
    return: market
}

income salary {
    amount: saving
    into: fund
}

"""


def test_a_whole_plan_over_forty_years_of_months_is_solved() -> None:
    (root,) = roots_of(PLAN, "saving where final(fund) = 5000萬 TWD")
    # Savings come in after the growth of their month: 100萬 × 1.06^40 + s ((1 + i)^480 − 1) ÷ i, i = 1.06^(1/12) − 1.
    i = 1.06 ** (1 / 12) - 1
    assert root == pytest.approx((50e6 - 1e6 * 1.06**40) * i / ((1 + i) ** 480 - 1), rel=1e-6)


def test_a_property_may_be_looked_for() -> None:
    (root,) = roots_of(PLAN, "fund.value where final(fund) = 5000萬 TWD")
    i = 1.06 ** (1 / 12) - 1
    assert root == pytest.approx(50e6 / 1.06**40 - 1e4 * (1 - (1 + i) ** -480) / i, rel=1e-6)


def test_a_rate_of_a_whole_plan_is_found_where_no_range_is_said() -> None:
    (root,) = roots_of(PLAN, "market where final(fund) = 1億 TWD")
    run = read(PLAN).run(set={"market": root})
    assert run.net_worth[-1] == pytest.approx(1e8, rel=1e-6)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("saving", "not-an-expression"),
        ("nothing where final(fund) = 1萬 TWD", "unknown-name"),
        ("saving where fund = 1萬 TWD", "series-not-constant"),
        ("saving where final(fund) = 3", None),
        ("saving where final(fund) = 3%", "dimension-mismatch"),
        ("saving, market where final(fund) = 1萬 TWD", "solve-count"),
        ("saving where first", "not-a-comparison"),
        ("saving where", "not-an-expression"),
        ("fund.nothing where final(fund) = 1萬 TWD", "unknown-name"),
    ],
)
def test_a_question_that_makes_no_sense_is_told(wanted: str, code: str | None) -> None:
    try:
        read(PLAN).solve(wanted)
        found = None
    except PlanError as error:
        found = error.diagnostics[0].code
    assert found == code


def test_a_plan_says_what_is_to_be_solved() -> None:
    text = PLAN + "solve enough = saving where final(fund) = 5000萬 TWD\n"
    (solved,) = read(text).solve()
    assert (solved.name, len(solved.solution.values)) == ("enough", 1)


def test_a_check_warns_of_what_has_no_solution() -> None:
    text = PLAN + "solve never = saving where final(fund) = -1 TWD\n"
    assert [fault.code for fault in read(text).check()] == ["no-solution"]


def never(*_: object, **__: object) -> list[object]:
    """A search for a formula that nobody asked for."""
    raise AssertionError


@pytest.mark.parametrize("condition", ["x^2 = 4", "x > 9", "max(x, 0) <= 0", "sin(100 * x) = 0", "x^2 + 1 = 0"])
def test_a_check_looks_for_no_formula_where_the_run_decides(condition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "closed_forms", never)
    codes = [fault.code for fault in read(SQUARE + f"solve s = x where {condition}\n").check()]
    assert codes == (["no-solution"] if condition == "x^2 + 1 = 0" else [])


def test_a_check_finds_what_only_a_formula_finds() -> None:
    # Far beyond where the run is tried.
    assert read("param x = 1\nsolve far = x where x / 10^15 = 1\n").check() == []


@pytest.mark.parametrize(
    ("condition", "roots"),
    [("x + 30_000_000 = 5", [-29_999_995.0]), ("(x - 70_000)^3 = 0", [70_000.0]), ("x^2 = 10^10", [-1e5, 1e5])],
)
def test_without_a_range_the_search_widens_until_a_condition_turns(condition: str, roots: list[float]) -> None:
    solution = solve("param x = 0\n", f"x where {condition}").solution
    assert [values[0] for values in solution.values] == pytest.approx(roots)
    ((low, high),) = solution.searched
    assert low <= roots[0] <= roots[-1] <= high


def test_what_an_empty_account_must_hold_at_the_start_is_found() -> None:
    # 20 years at 6 % and 20 000 a month: by hand 2e7 = v × 1.06^20 + 2e4 × s, s the sum of 1.06^(k/12), k = 0 … 239.
    plan = """\
plan "s" {
    currency: TWD
    start: 2026-01
    years: 20
    step: month
}

asset fund {
    value: 0 TWD
    return: 6%/year
}

income saved {
    amount: 2萬 TWD/month
    into: fund
}
"""
    growth = 1.06 ** (1 / 12)
    sums = [sum(growth**k for k in months) for months in (range(240), range(1, 241))]
    (root,) = roots_of(plan, "fund.value where final(fund) = 2000萬 TWD")
    assert any(root == pytest.approx((2e7 - 2e4 * each) / 1.06**20) for each in sums)


def test_a_check_whose_time_is_up_says_nothing() -> None:
    graph = read(SQUARE + "solve never = x where x^2 + 1 = 0\n")._need_graph(None, with_claims=True)
    assert [len(solving.find_unsolved(graph, budget)) for budget in (0, 2)] == [0, 1]


def test_a_check_is_content_with_the_first_solution_of_a_system() -> None:
    text = "param a = 10\nparam b = 10\nsolve both = [a, b] where a * b = 600 and a - b = 10\n"
    assert read(text).check() == []
