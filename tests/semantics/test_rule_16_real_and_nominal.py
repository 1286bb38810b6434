"""Rule 16: one price level a step, real and nominal money apart."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, flow, plan

SIZES = {"month": 1, "quarter": 3, "year": 12}
CASH = asset("cash", "10_000 TWD")
VARYING = "by_year(2026: 5%/year, 2027: 0%/year, 2028: -2%/year, otherwise: 10%/year)"


@pytest.mark.parametrize("step", list(SIZES))
def test_the_price_level_is_that_of_the_first_day(run_text: RunText, step: str) -> None:
    text = CASH + "let level = nominal(1 TWD real) / 1 TWD\n"
    run = run_text(plan(text, step=step, years=3, inflation="3%/year"))
    size = SIZES[step]
    assert run["level"] == pytest.approx([1.03 ** (k * size / 12) for k in range(36 // size)])
    assert run["level"][0] == 1.0


def test_inflation_may_vary_from_year_to_year(run_text: RunText) -> None:
    text = (
        CASH
        + "let level = nominal(1 TWD real) / 1 TWD\nlet last = 1 TWD / (real(1 TWD, closing) / 1 TWD real) / 1 TWD\n"
    )
    text = CASH + "let level = nominal(1 TWD real) / 1 TWD\nlet r = real(1000 TWD, closing)\n"
    run = run_text(plan(text, years=5, inflation=VARYING))
    levels = [1, 1.05, 1.05, 1.05 * 0.98, 1.05 * 0.98 * 1.1]
    assert run["level"] == pytest.approx(levels)
    closing = [*levels[1:], levels[-1] * 1.1]
    assert run["r"] == pytest.approx([1000 / level for level in closing])


def test_inflation_may_be_a_param_with_a_scenario(run_text: RunText) -> None:
    text = "param i = 2%/year\n" + CASH + "let x = nominal(100 TWD real)\nscenario high {\n    i = 8%/year\n}\n"
    assert run_text(plan(text, years=3, inflation="i"))["x"] == pytest.approx([100, 102, 104.04])
    assert run_text(plan(text, years=3, inflation="i"), "high")["x"] == pytest.approx([100, 108, 116.64])


def test_monthly_inflation_compounds_to_the_step(run_text: RunText) -> None:
    run = run_text(plan(CASH + "let x = nominal(100 TWD real)\n", years=2, inflation="0.2%/month"))
    assert run["x"] == pytest.approx([100, 100 * 1.002**12])


def test_nominal_and_real_are_inverse(run_text: RunText) -> None:
    text = CASH + "let x = real(cash)\nlet y = nominal(x)\nlet z = real(cash, closing)\n"
    run = run_text(plan(text, years=3, inflation="10%/year"))
    assert run["x"] == pytest.approx([10_000, 10_000 / 1.1, 10_000 / 1.21])
    assert run["y"] == pytest.approx([10_000] * 3)
    assert run["z"] == pytest.approx([10_000 / 1.1**k for k in (1, 2, 3)])


def test_every_statement_moves_a_real_amount_at_the_price_level_of_the_step(run_text: RunText) -> None:
    text = CASH + asset("other", "0 TWD") + "debt d {\n    principal: 5000 TWD\n    payment: none\n}\n"
    text += "each year {\n    move 100 TWD real from cash to other\n    withdraw 10 TWD real from cash\n"
    text += "    receive 1000 TWD real into other\n    repay 500 TWD real of d from cash\n"
    text += "    borrow 7 TWD real from d into cash\n}\n"
    run = run_text(plan(text, years=2, inflation="10%/year"))
    assert run["other"] == pytest.approx([1100, 1100 + 1210])
    assert run["d"] == pytest.approx([5000 - 493, 5000 - 493 * 2.1])
    assert run["cash"] == pytest.approx([10_000 - 603, 10_000 - 603 * 2.1])


def test_a_real_flow_is_an_expense_at_prices_of_the_step(run_text: RunText) -> None:
    text = CASH + flow("expense", "e", "100 TWD/month real")
    assert run_text(plan(text, years=3, inflation="10%/year"))["e.paid"] == pytest.approx([1200, 1320, 1452])


@pytest.mark.parametrize(
    "formula",
    [
        "cash + 5 TWD real",
        "5 TWD real - cash",
        "if cash > 5 TWD real then 1 else 2",
        "if cash = 5 TWD real then 1 else 2",
        "max(cash, 5 TWD real)",
        "min(5 TWD real, cash)",
        "if step > 1 then cash else 5 TWD real",
        "5 TWD/year real + 5 TWD/year",
        "five / cash",
        "cash / five",
    ],
)
def test_real_and_nominal_do_not_mix(diagnose: Diagnose, formula: str) -> None:
    assert diagnose(plan(CASH + f"let five = 5 TWD real\nlet x = {formula}\n")) == ["real-and-nominal"]


@pytest.mark.parametrize(
    "formula", ["ten / five", "(five + five) / five", "(cash + cash) / cash", "five / 2.5 TWD real"]
)
def test_the_ratio_of_like_money_is_a_number(run_text: RunText, diagnose: Diagnose, formula: str) -> None:
    text = plan(CASH + f"let five = 5 TWD real\nlet ten = 10 TWD real\nlet x = {formula}\nlet y = x + 1\n", years=1)
    if formula.endswith("TWD real"):
        # `real` binds looser than `/` (rule 1), so this is real money over nominal money.
        assert "real-and-nominal" in diagnose(text)
    else:
        assert run_text(text).scalar("y") == 3


def test_formals_say_whether_they_are_real(run_text: RunText, diagnose: Diagnose) -> None:
    nominal_ = "fn f(m: money) = m * 2\n"
    real_ = "fn g(m: money real) = m * 2\nfn h(m: money/year real) = m * 2\n"
    for call in ("f(5 TWD real)", "f(5 TWD/year)"):
        assert diagnose(plan(CASH + nominal_ + f"let x = {call}\n"))
    for call in ("g(cash)", "h(5 TWD/year)", "g(5 TWD/year real)"):
        assert diagnose(plan(CASH + real_ + f"let x = {call}\n"))
    run = run_text(plan(CASH + nominal_ + real_ + "let x = f(cash)\nlet y = nominal(g(5 TWD real))\n", years=1))
    assert run["x"] + run["y"] == [20_000, 10]


def test_real_times_a_number_and_a_time_stays_real(diagnose: Diagnose) -> None:
    text = CASH + "let x = 12 * (5 TWD/month real) * 1 years\nlet y = nominal(x) + cash\n"
    assert diagnose(plan(text)) == []
