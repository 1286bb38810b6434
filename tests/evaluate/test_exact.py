"""The plan in 50 digits: that these digits are right, and that the floats of every plan stay near them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainplan import load
from plainplan.api import Plan
from plainplan.builtins import BUILTINS
from plainplan.evaluate.exact import EXAMINED, LIMIT, Exactness, measure_exactness
from plainplan.evaluate.precise import Precise, PreciseMath
from plainplan.records import replace
from plainplan.source import Source

PLANS = Path(__file__).parent.parent.parent / "plans"
NAMES = sorted(str(path.relative_to(PLANS)) for path in PLANS.rglob("*.plan"))
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


def exactness_of(text: str) -> tuple[Plan, Exactness]:
    plan = Plan("a.plan", Source("a.plan", text))
    return plan, plan.run().exactness


@pytest.mark.parametrize("name", NAMES)
def test_the_floats_of_every_plan_are_exact_in_each_scenario_but_where_digits_cancel(name: str) -> None:
    plan = load(PLANS / name)
    for scenario, _ in plan.run().graph.scenarios:
        run = plan.run(scenario or None)
        found = run.exactness
        assert found.compared > 100
        assert found.worst is not None
        assert found.worst.error < LIMIT
        assert [
            (scenario, run.graph.quantities[deviation.quantity].name, deviation.step, deviation.found, deviation.exact)
            for deviation in found.beyond
            if deviation.reason not in ("nothing", "cancels", "rests_on")
        ] == []


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_fractions(left: Decimal, right: Decimal) -> None:
    a, b = Precise(str(left)), Precise(str(right))
    x, y = Fraction(left), Fraction(right)
    for found, expected in ((a + b, x + y), (a - b, x - y), (a * b, x * y), (-a, -x), (abs(a), abs(x))):
        assert Fraction(found.decimal) == expected
    assert (a < b, a <= b, a == b, a >= b, a > b) == (x < y, x <= y, x == y, x >= y, x > y)
    if right:
        assert abs(Fraction((a / b).decimal) - x / y) <= abs(x / y) / 10**49
        assert int(a // b) == x // y


def test_a_float_is_the_decimal_that_was_written() -> None:
    _, found = exactness_of("let rest = 0.1 + 0.2 - 0.3\n")
    (rest,) = found.beyond
    assert (rest.reason, rest.exact, rest.found) == ("nothing", 0.0, 0.1 + 0.2 - 0.3)


def test_a_difference_of_nearly_equal_amounts_is_named() -> None:
    # In floats 1 + 1e-15 is 1 + 1.11e-15.
    plan, found = exactness_of("let big = 1 + 1e-15\nlet small = big - 1\nlet twice = 2 * small\n")
    assert plan.graph is not None
    names = {plan.graph.quantities[item.quantity].name: item for item in found.beyond}
    assert {name: item.reason for name, item in names.items()} == {"small": "cancels", "twice": "rests_on"}
    assert names["small"].error == pytest.approx(0.11, abs=0.01)


def test_the_largest_error_is_that_of_a_figure_in_which_no_digits_cancel() -> None:
    # 1000.1 has 16 digits in floats, so that of 0.1 four fewer are left.
    _, found = exactness_of("let sum_of_two = 1000 + 0.1\nlet left = sum_of_two - 1000\nlet twice = 2 * left\n")
    assert found.beyond == ()
    assert found.worst is not None
    assert found.worst.error < EXAMINED < 2e-13 < abs((1000.1 - 1000) / 0.1 - 1)


def test_growth_over_time_has_fifty_digits() -> None:
    # (1 + 2.1 % ÷ 12)^360, exactly.
    exact = (1 + Fraction(21, 12000)) ** 360
    found = (Precise("0.021") / 12 + 1) ** 360
    assert abs(Fraction(found.decimal) - exact) < Fraction(1, 10**45)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # Abramowitz and Stegun, Handbook of Mathematical Functions, tables 1.1 and 26.2.
        (PreciseMath.exp(1), "2.71828182845904523536028747135266249775724709369995"),
        (PreciseMath.log(10), "2.30258509299404568401799145468436420760110148862877"),
        (PreciseMath.sqrt(2), "1.41421356237309504880168872420969807856967187537694"),
        (PreciseMath.log1p(Precise("0.01")) - PreciseMath.log(Precise("1.01")), "0"),
    ],
)
def test_functions_have_fifty_digits(found: Precise, expected: str) -> None:
    with localcontext() as context:
        context.prec = 60
        assert abs(found.decimal - Decimal(expected)) < Decimal("1e-48")


def test_every_built_in_gives_the_same_in_fifty_digits() -> None:
    """What a built-in gives in its examples, root finders to the 1e-7 that they promise."""
    lines = [f"let {BUILTINS.family(name)}_{number} = {text}\n" for number, (name, text) in enumerate(_examples())]
    plan = Plan("a.plan", Source("a.plan", "".join(lines)))
    run = plan.run()
    found = run.exactness
    assert found.compared >= len(lines)
    far = [(run.graph.quantities[item.quantity].name, item) for item in found.beyond if item.error > 1e-7]
    assert far == []


def _examples() -> list[tuple[str, str]]:
    # Microsoft's page on MROUND: with a decimal multiple "the direction of rounding is undefined for midpoint numbers".
    # Excel has 6.0 for MROUND(6.05, 0.1), and so have we, because of a digit that floats alone have.
    examples = [(name, text) for name, record in BUILTINS.items() for text, _ in record.examples]
    return [example for example in examples if example[1] != "mround(6.05, 0.1)"]


def test_a_value_that_is_off_for_no_reason_is_unknown() -> None:
    run = Plan("a.plan", Source("a.plan", "let a = 3 * 4\nlet b = a * a\n")).run()
    number = run.graph.by_name["b"]
    values = list(run.result.values)
    values[number] *= 1 + 1e-9
    (found,) = measure_exactness(replace(run.result, values=values)).beyond
    assert (found.quantity, found.reason) == (number, "unknown")
    assert found.error == pytest.approx(1e-9, rel=1e-6)


def test_what_is_set_and_the_scenario_are_in_force_in_both() -> None:
    text = 'param a = 2\nlet b = a / 3\nscenario other "另一個" {\n    a = 5\n}\n'
    head = 'plan "家" {\n    currency: TWD\n    start: 2026-01\n    years: 2\n}\n'
    plan = Plan("a.plan", Source("a.plan", head + text))
    for run in (plan.run(), plan.run("other"), plan.run(set={"a": "7"})):
        assert run.exactness.beyond == ()
